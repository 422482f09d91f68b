"""What the frame classifier reads of a document: word shares, none of which grows with length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from framing.measures.frames.words import FRAMES, FrameHit, FrameWords
from framing.text.document import Document
from framing.text.lines import Segment, line_spans
from framing.text.normalise import normalise

__all__ = ["SHAPES", "Reading", "analysed", "dense_names", "read", "shapes_of"]

_MONEY = {sign: re.compile(re.escape(sign) + r" ?\d") for sign in "$£€"}
_PRONOUNS = {
    "first_person": "i i'm i've i'd i'll me my mine myself",
    "we": "we we're we've we'll our ours us ourselves",
    "you": "you you're you've you'll your yours",
    "she": "she she's she'd her hers herself",
    "he": "he he's he'd his him himself",
    "they": "they they're they've they'd their theirs them themselves",
    "but": "but however yet although though despite nevertheless",
    "saying": "said says told wrote tweeted added",
    "not": "not no never nor none nobody nothing cannot",
    "would": "will would could may might can",
    "most": "more most less least very so too",
    "past": "was were had been did",
    "present": "is are has have be does",
}
SHAPES = (*_PRONOUNS, "money", "numbers", "percent", "questions", "exclamations", "quoted")
_MONIES, _NUMBERS, _PERCENT = (SHAPES.index(name) for name in ("money", "numbers", "percent"))
_NOT = SHAPES.index("not")
_NONE = len(SHAPES)


_KINDS = {word: n for n, words in enumerate(_PRONOUNS.values()) for word in words.split()}
_KINDS |= {"percent": _PERCENT, "percentage": _PERCENT}


def shapes_of(words: Sequence[str]) -> list[int]:
    """Give the number of the shape that each word counts for, one past the last for none."""
    get = _KINDS.get
    return [
        get(word, _NONE) if word.isalpha() or word in _KINDS
        else _NUMBERS if word[0].isdigit() else _NOT if word.endswith("n't") else _NONE
        for word in words
    ]  # fmt: skip


class Reading(NamedTuple):
    """What was read of one document."""

    words: list[str]
    dense: np.ndarray  # square roots of shares: frames, groups of the lexicon, shapes


def analysed(text: str) -> Document:
    """Find sentences, words and quotes of a text, every line taken as content."""
    folded = normalise(text)
    return Document(folded, [Segment(start, end) for start, end in line_spans(folded.text)])


def dense_names(words: FrameWords) -> list[str]:
    """Name the dense features, in order."""
    groups = [f"{frame}: {note}" for frame, note in words.groups]
    return [*FRAMES, *groups, *SHAPES]


def read(
    doc: Document,
    words: FrameWords,
    hits: list[FrameHit] | None = None,
    shapes: np.ndarray | None = None,
) -> Reading:
    """Read a document.

    Parameters
    ----------
    doc : Document
        At least one word.
    words : FrameWords
        The lexicon.
    hits : list of FrameHit, optional
        What :meth:`FrameWords.find` found, if that is known already.
    shapes : ndarray of int, optional
        What :func:`shapes_of` gives for the words, if that is known already.
    """
    found = words.find(doc) if hits is None else hits
    frames, groups = [0.0] * len(FRAMES), [0.0] * len(words.groups)
    frame_of, group_of, weight_of = words.frame_of, words.group_of, words.weight_of
    for _, _, n in found:
        frames[frame_of[n]] += weight_of[n]
        groups[group_of[n]] += 1
    kinds = shapes_of(doc.words) if shapes is None else shapes
    amounts = np.array([*frames, *groups, *_shapes(doc, kinds)])
    return Reading(doc.words, np.sqrt(amounts * (100 / max(1, doc.n_words))))


def _shapes(doc: Document, kinds: Sequence[int] | np.ndarray) -> list[float]:
    """Count pronouns and other small words, sums of money, numbers, marks, quoted words."""
    found = np.bincount(kinds, minlength=_NONE + 1)
    shapes: list[float] = found[:_NONE].tolist()
    text = "".join([doc.text[s.start : s.end] for s in doc.sentences])
    shapes[_MONIES] = sum(
        [len(sum_.findall(text)) for sign, sum_ in _MONEY.items() if sign in text]
    )
    shapes[_PERCENT] += text.count("%")
    quoted = sum(q.end - q.start for q in doc.quotes) / max(1, len(text))
    shapes[_PERCENT + 1 :] = [text.count("?"), text.count("!"), min(quoted, 1.0) * doc.n_words]
    return shapes
