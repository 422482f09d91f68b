"""Own word lists as measures: ``lexicon.<name>``, per 1,000 words, by category."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon import Lexicon
from framing.measures.rows import Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document

__all__ = ["UserLexiconMeasure"]


class UserLexiconMeasure:
    """Weighted hits of a lexicon per 1,000 words.

    Parameters
    ----------
    lexicon : Lexicon
        The word list; hits count with their weights.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.name = f"lexicon.{lexicon.name}"
        self.recipe = lexicon.recipe
        lowest = min(entry.weight for entry in lexicon.entries)
        self.specs = (
            MeasureSpec(
                name=self.name,
                label=lexicon.name,
                unit="sentence",
                unit_label="per 1,000 words",
                scale=1000.0,
                range=(0.0 if lowest >= 0 else -float("inf"), float("inf")),
                null="none of the words occurs",
                higher=f"More words of the lexicon {lexicon.name!r}, by weight.",
                low_label=f"less {lexicon.name}",
                high_label="more",
                categories=tuple(c for c in lexicon.categories if c != "all"),
                source=f"word list {lexicon.name!r}, version {lexicon.version}",
            ),
        )

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Count the hits of each document, sentence by sentence."""
        for doc, sink in zip(docs, sinks, strict=True):
            found: dict[int, list[tuple[str, int, float]]] = {}
            for start, end, number in self.lexicon.match(doc.lower):
                at = doc.sentence_at(start)
                if at is None:
                    continue
                entry = self.lexicon.entries[number]
                found.setdefault(at, []).append((entry.category, start, entry.weight))
                sink.evidence(
                    self.name, entry.category, start, end, weight=entry.weight, rule=entry.pattern
                )
            for sentence in doc.sentences:
                sink.counts(self.name, sentence, found.get(sentence.index, ()))
