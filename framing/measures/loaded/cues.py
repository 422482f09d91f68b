"""Which words count as loaded: lexicon hits by rule, scare quotes, words the model finds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from framing.measures.loaded.lookup import Found, LexiconTable
from framing.text.document import Document, Sentence
from framing.text.quotes import Quote

__all__ = ["LOADED_WORD", "Cue", "lexicon_cues", "likely_words", "model_cues", "scare_quotes"]

NEUTRAL = "neutral"
WEAK = 0.3  # entries up to this weight count only beside another cue
LOADED_WORD = 0.5  # chance from which a word outside the lexicon is shown
SCARE_WEIGHT = 0.6
_SCARE_WORDS = 4
_ENDS = ".,!?;:"  # of a sentence, or of a part that somebody says
# a quotation after these is a name or a title, or somebody says it
_NAMED = re.compile(
    r"(?:\b(?:call(?:s|ed|ing)?|named?|dubbed|titled|entitled|known as|nicknamed|term(?:s|ed)?|"
    r"labell?ed|words?|phrase|slogan|song|album|film|movie|book|novel|show|series|episode|"
    r"article|headlined|sa(?:y|id|ys|ying)|tells?|told|wrote|writes?|tweet(?:s|ed)?|"
    r"quot(?:e|es|ed|ing)|read(?:s|ing)?|"
    r"(?:describ|designat|brand|characteri[sz])(?:e|es|ed|ing)?(?: [\w'-]+){0,8}? as(?: an?)?|"
    r"reference to|references?|added|explained)\W*)$"
)
_SAID_AFTER = re.compile(
    r"^\W{0,2}\s*(?:\w+\s){0,3}?(?:said|says|told|wrote|tweeted|added|according)\b"
)


class Cue(NamedTuple):
    """A span that counts as loaded wording."""

    start: int
    end: int
    category: str
    weight: float
    rule: str


def lexicon_cues(
    doc: Document, table: LexiconTable, found: Sequence[Found], offset: int
) -> dict[int, list[Cue]]:
    """Give each sentence's lexicon cues; weak ones only where another stands beside them.

    The document's first word is number `offset` of those that `found` counts.
    """
    out: dict[int, list[Cue]] = {}
    lasts = [sentence.last for sentence in doc.sentences]
    for first, last, entry in found:
        category = table.categories[entry]
        if category != NEUTRAL:
            first -= offset
            start, end = doc.word_starts[first], doc.word_ends[last - offset - 1]
            cue = Cue(start, end, category, table.weights[entry], table.rules[entry])
            out.setdefault(bisect_right(lasts, first), []).append(cue)
    return {at: cues for at, cues in out.items() if len(cues) > 1 or cues[0].weight > WEAK}


def scare_quotes(doc: Document) -> list[Cue]:
    """Find short quotations that nobody says: the writer keeps a term at a distance."""
    short = [
        Cue(quote.start, quote.end, "sarcasm", SCARE_WEIGHT, "scare quotes")
        for quote in doc.quotes
        if doc.text[quote.inner_end - 1] not in _ENDS and _is_scare(doc, quote)
    ]
    if not short:
        return []
    spoken = merged(span for found in doc.attributions for span in (*found.content, *found.source))
    begins = [start for start, _ in spoken]
    return [cue for cue in short if not _meets(spoken, begins, cue.start, cue.end)]


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the same ground as spans that do not overlap, in order."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _meets(spans: list[tuple[int, int]], begins: list[int], start: int, end: int) -> bool:
    """Say whether a span overlaps one of several that do not overlap each other."""
    last = bisect_left(begins, end) - 1
    return last >= 0 and spans[last][1] > start


def _is_scare(doc: Document, quote: Quote) -> bool:
    """Say whether a quotation is short, no title and unattributed."""
    words = doc.text[quote.inner_start : quote.inner_end].split(None, _SCARE_WORDS)
    if not 1 <= len(words) <= _SCARE_WORDS or not words[0][0].isalpha():
        return False
    if all(word[0].isupper() for word in words if len(word) > 3) and words[0][0].isupper():
        return False
    before = doc.lower[max(0, quote.start - 60) : quote.start]
    after = doc.lower[quote.end : quote.end + 40]
    return not _NAMED.search(before.rstrip() + " ") and not _SAID_AFTER.search(after)


def likely_words(logits: np.ndarray) -> list[tuple[int, float]]:
    """Give the words that would be shown, by number, and the chance that each is loaded."""
    chances = 1.0 / (1.0 + np.exp(-logits))
    likely = np.flatnonzero(chances >= LOADED_WORD)
    return list(zip(likely.tolist(), chances[likely].tolist(), strict=True))


def model_cues(
    doc: Document, sentence: Sentence, likely: Sequence[tuple[int, float]], taken: Sequence[Cue]
) -> list[Cue]:
    """Give the words of a labelled sentence that only the model finds loaded.

    `likely` is what :func:`likely_words` gives of the document.
    """
    words = likely[bisect_left(likely, (sentence.first,)) : bisect_left(likely, (sentence.last,))]
    return [
        Cue(doc.word_starts[n], doc.word_ends[n], "other", round(chance, 3), "model")
        for n, chance in words
        if not any(c.start < doc.word_ends[n] and c.end > doc.word_starts[n] for c in taken)
    ]
