"""How much of an article's text is residue of its source, by kind."""

from __future__ import annotations

from collections.abc import Sequence

from framing.cleaning.kinds import CONTENT, KINDS
from framing.cleaning.shipped import recipe
from framing.measures.rows import Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document

__all__ = ["BoilerplateMeasure"]

_NAME = "boilerplate.share"


class BoilerplateMeasure:
    """Share of characters that are no part of the article.

    Higher means that more of what was read is residue of the page: appeals, forms, links,
    captions. Range 0 to 1; 0 is a text of content alone. Source: the line classifier and cue
    lexicon of this library (see the card of the model).
    """

    name = "boilerplate"
    specs = (
        MeasureSpec(
            name=_NAME,
            label="Boilerplate",
            unit="line",
            unit_label="share of characters",
            range=(0.0, 1.0),
            null="0: nothing but content",
            higher="More of the text is residue of the source: appeals, forms, links, captions.",
            low_label="less boilerplate",
            high_label="more",
            categories=KINDS,
            voices=False,
            segments=False,
            interval="none",
            source="Line classifier and cue lexicon of this library",
            profile=False,
        ),
    )

    def __init__(self) -> None:
        self.recipe = recipe()

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put a unit for every line, and the cue behind every residue line, into the sinks."""
        for doc, sink in zip(docs, sinks, strict=True):
            for line in doc.lines:
                _put(sink, line.start, line.end, line.kind, line.probability, line.cue)


def _put(
    sink: Sink, start: int, end: int, kind: str, chance: float, cue: tuple[int, int] | None
) -> None:
    """Put one line: characters over characters, and residue once more under its kind."""
    chars = float(end - start)
    place = sink.place("line", start, end, "", "")
    if kind == CONTENT:
        sink.row(place, _NAME, 0.0, chars, probability=1.0 - chance, label=kind)
        return
    sink.row(place, _NAME, chars, chars, probability=chance, label=kind)
    sink.row(place, _NAME, chars, 0.0, kind, probability=chance, label=kind)
    begin, stop = cue or (start, end)
    sink.evidence(
        _NAME, kind, begin, stop, weight=chance, rule="cue" if cue else "model",
        voice="", speaker="",
    )  # fmt: skip
