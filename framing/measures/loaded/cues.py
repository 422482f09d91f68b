"""Which words count as loaded: lexicon hits with their rules, scare quotes, words the model finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from framing.measures.loaded.features import Piece
from framing.measures.loaded.lookup import Found, LexiconTable
from framing.text.document import Document

__all__ = ["LOADED_WORD", "Cue", "lexicon_cues", "model_cues", "scare_quotes"]

NEUTRAL = "neutral"
WEAK = 0.3  # entries up to this weight count only beside another cue
LOADED_WORD = 0.5  # chance from which a word outside the lexicon is shown
SCARE_WEIGHT = 0.6
_SCARE_WORDS = 4
# a quotation after these is a name or a title, or somebody says it
_NAMED = re.compile(
    r"(?:\b(?:call(?:s|ed|ing)?|named?|dubbed|titled|entitled|known as|nicknamed|term(?:s|ed)?|labell?ed|"
    r"words?|phrase|slogan|song|album|film|movie|book|novel|show|series|episode|article|headlined|"
    r"sa(?:y|id|ys|ying)|tells?|told|wrote|writes?|tweet(?:s|ed)?|quot(?:e|es|ed|ing)|read(?:s|ing)?|"
    r"describ(?:e|es|ed|ing)(?: \w+){0,6}? as|reference to|references?|added|explained)\W*)$"
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
    doc: Document, table: LexiconTable, found: Sequence[Found], sentences: Sequence[Piece]
) -> list[list[Cue]]:
    """Give each sentence's lexicon cues; weak ones only where another stands beside them."""
    out: list[list[Cue]] = []
    at = 0
    for piece in sentences:
        cues = []
        while at < len(found) and found[at].first < piece.last:
            first, last, entry = found[at]
            at += 1
            category = table.categories[entry]
            if first < piece.first or category == NEUTRAL:
                continue
            start, end = doc.word_starts[first], doc.word_ends[last - 1]
            pattern = table.lexicon.entries[entry].pattern
            cues.append(Cue(start, end, category, table.weights[entry], f"lexicon: {pattern}"))
        alone = len(cues) == 1 and cues[0].weight <= WEAK
        out.append([] if alone else cues)
    return out


def scare_quotes(doc: Document) -> list[Cue]:
    """Find short quotations that nobody says: the writer keeps a term at a distance."""
    spoken = [span for found in doc.attributions for span in (*found.content, *found.source)]
    return [
        Cue(quote.start, quote.end, "sarcasm", SCARE_WEIGHT, "scare quotes")
        for quote in doc.quotes
        if _is_scare(doc, quote.start, quote.end, doc.text[quote.inner_start : quote.inner_end])
        and not any(start < quote.end and end > quote.start for start, end in spoken)
    ]


def _is_scare(doc: Document, start: int, end: int, inner: str) -> bool:
    """Say whether a quotation is short, no sentence, no title and unattributed."""
    words = inner.split()
    if not 1 <= len(words) <= _SCARE_WORDS or inner[-1] in ".,!?;:" or not words[0][0].isalpha():
        return False
    if all(word[0].isupper() for word in words if len(word) > 3) and words[0][0].isupper():
        return False
    before = doc.lower[max(0, start - 60) : start]
    after = doc.lower[end : end + 40]
    return not _NAMED.search(before.rstrip() + " ") and not _SAID_AFTER.search(after)


def model_cues(
    doc: Document, piece: Piece, chances: Sequence[float], taken: Sequence[Cue]
) -> list[Cue]:
    """Give the words of a labelled sentence that only the model finds loaded."""
    return [
        Cue(doc.word_starts[n], doc.word_ends[n], "other", round(chance, 3), "model")
        for n, chance in zip(range(piece.first, piece.last), chances, strict=True)
        if chance >= LOADED_WORD
        and not any(c.start < doc.word_ends[n] and c.end > doc.word_starts[n] for c in taken)
    ]
