"""Measures whose probabilities come from the small transformer.

Counts, word lists and evidence stay the linear measure's; probabilities are put in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

import numpy as np

from framing.measures.frames.words import FRAMES
from framing.measures.hedging.columns import SENTENCES as HEDGED
from framing.measures.rows import PART, Row, Sink
from framing.measures.stance.columns import GAP, SHARES, STANCE, VISIBILITY
from framing.measures.stance.model import leant
from framing.neural.classifiers import (
    STANCES,
    NeuralHedgeClassifier,
    NeuralLoadedClassifier,
    NeuralStanceClassifier,
)
from framing.neural.frames import NeuralFrameClassifier, pooled
from framing.text.document import Document

__all__ = ["NeuralFrames", "NeuralSentences", "NeuralStance", "with_neural"]

_LOADED = "loaded.sentences"
_PRESENCE = "frames.presence"
_LIKELY = 0.5  # at natural prevalence: more likely than not
_Chances = dict[tuple[Any, ...], Sequence[float]]  # by document, start, end, and what else matters


def with_neural(measures: Sequence[Any]) -> list[Any]:
    """Give measures with those that have a neural form in that form."""
    made: dict[str, Any] = {
        "frames": NeuralFrames,
        "hedging": lambda one: NeuralSentences(one, HEDGED, NeuralHedgeClassifier.load()),
        "loaded": lambda one: NeuralSentences(one, _LOADED, NeuralLoadedClassifier.load()),
        "stance": _stance,
    }
    return [made.get(one.name, lambda same: same)(one) for one in measures]


def _stance(linear: Any) -> NeuralStance:
    classifier = NeuralStanceClassifier.load()
    return NeuralStance(linear, classifier, float(classifier.network_.arrays["stance.zero"]))


class _Rescored:
    """A measure that lets the linear one score, then exchanges probabilities."""

    def __init__(self, linear: Any, classifier: Any) -> None:
        self.name = linear.name
        self.specs = linear.specs
        self.recipe = f"{classifier.network_.recipe}+{linear.recipe}"
        self._linear = linear
        self._classifier = classifier

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put the units and the evidence of each document into its sink."""
        marks = [(len(sink.rows), len(sink.spans)) for sink in sinks]
        self._linear.score(docs, sinks)
        chances = self._judged(docs, sinks, [rows for rows, _ in marks])
        for n, (doc, sink, (rows, spans)) in enumerate(zip(docs, sinks, marks, strict=True)):
            mine = {key[1:]: found for key, found in chances.items() if key[0] == n}
            self._exchange(doc, sink, rows, spans, mine)

    def _judged(
        self, docs: Sequence[Document], sinks: Sequence[Sink], marks: Sequence[int]
    ) -> _Chances:
        """Judge every text of the batch together."""
        raise NotImplementedError

    def _exchange(
        self, doc: Document, sink: Sink, rows: int, spans: int, chances: dict[Any, Sequence[float]]
    ) -> None:
        """Exchange the probabilities of one document's new rows."""
        raise NotImplementedError


class NeuralSentences(_Rescored):
    """Shares over sentences: hedged, or loaded.

    Parameters
    ----------
    linear : Measure
        The measure of the linear backend.
    column : str
        Whose probabilities are exchanged.
    classifier : NeuralHedgeClassifier or NeuralLoadedClassifier
        Where they come from.
    """

    def __init__(self, linear: Any, column: str, classifier: Any) -> None:
        super().__init__(linear, classifier)
        self._column = column

    def _judged(
        self, docs: Sequence[Document], sinks: Sequence[Sink], marks: Sequence[int]
    ) -> _Chances:
        keys = [
            (n, *sink.places[row[0]][1:3], row[4])
            for n, (sink, mark) in enumerate(zip(sinks, marks, strict=True))
            for row in sink.rows[mark:]
            if row[1] == self._column
        ]
        keys = list(dict.fromkeys(keys))
        texts = [docs[n].text[start:end] for n, start, end, _ in keys]
        # the linear measure's own word: it knows whose voice a stretch is, a bare text does not say
        found = self._classifier.chances(texts, [known for *_, known in keys]).tolist()
        return {key: (chance,) for key, chance in zip(keys, found, strict=True)}

    def _exchange(
        self, doc: Document, sink: Sink, rows: int, spans: int, chances: dict[Any, Sequence[float]]
    ) -> None:
        likely = set()
        for at, row in _numbered(sink, rows):
            if row[1] == self._column:
                kind, start, end, *_, sentence = sink.places[row[0]]
                (chance,) = chances[start, end, row[4]]
                label = "1" if chance >= _LIKELY else "0"
                sink.rows[at] = (*row[:4], chance, label, chance, row[7])
                if label == "1" and kind != PART:
                    likely.add(sentence)
        sink.spans[spans:] = [
            span
            for span in sink.spans[spans:]
            if span[0] != self._column or doc.sentence_at(span[3]) in likely
        ]


class NeuralStance(_Rescored):
    """Stance at each mention.

    Parameters
    ----------
    linear : Measure
        The measure of the linear backend.
    classifier : NeuralStanceClassifier
    zero : float
        Added to the log odds of positive, so that articles called neutral stand at 0.
    """

    def __init__(self, linear: Any, classifier: Any, zero: float) -> None:
        super().__init__(linear, classifier)
        self._zero = zero

    def _judged(
        self, docs: Sequence[Document], sinks: Sequence[Sink], marks: Sequence[int]
    ) -> _Chances:
        del sinks, marks
        keys, given = [], []
        for n, doc in enumerate(docs):
            for mention in {m[:2]: m for found in doc.mentions.values() for m in found}.values():
                sentence = doc.sentences[mention.sentence]
                text = doc.text[sentence.start : max(sentence.end, mention.end)]
                keys.append((n, mention.start, mention.end))
                given.append((text, mention.start - sentence.start, mention.end - sentence.start))
        found = leant(self._classifier.predict_proba(given), self._zero).tolist()
        return dict(zip(keys, found, strict=True))

    def _exchange(
        self, doc: Document, sink: Sink, rows: int, spans: int, chances: dict[Any, Sequence[float]]
    ) -> None:
        by_share = {column: n for n, column in enumerate(SHARES.values())}
        values: dict[tuple[str, bool], list[float]] = {}
        for at, row in _numbered(sink, rows):
            _, start, end, segment, *_ = sink.places[row[0]]
            if row[1] == STANCE:
                found = chances[start, end]
                value = found[2] - found[0]
                values.setdefault((row[3], segment == "headline"), []).append(value)
                label = STANCES[max(range(3), key=found.__getitem__)]
                sink.rows[at] = (*row[:4], max(found), label, value, row[7])
            elif row[1] in by_share:
                found = chances[start, end]
                n = by_share[row[1]]
                mark = str(int(n == max(range(3), key=found.__getitem__)))
                sink.rows[at] = (*row[:4], found[n], mark, found[n], row[7])
        for at, row in _numbered(sink, rows):
            if row[1] == GAP:
                gap = fmean(values[row[3], True]) - fmean(values[row[3], False])
                sink.rows[at] = (*row[:6], gap, row[7])
        for n in range(spans, len(sink.spans)):
            span = sink.spans[n]
            if span[0] == VISIBILITY:
                found = chances[span[3], span[4]]
                sink.spans[n] = (*span[:5], found[2] - found[0], *span[6:])


class NeuralFrames(_Rescored):
    """The probability of each frame; prominence and words stay the linear measure's.

    Parameters
    ----------
    linear : Measure
        The measure of the linear backend.
    """

    def __init__(self, linear: Any) -> None:
        super().__init__(linear, NeuralFrameClassifier.load())

    def _judged(
        self, docs: Sequence[Document], sinks: Sequence[Sink], marks: Sequence[int]
    ) -> _Chances:
        known = {}
        for n, (sink, mark) in enumerate(zip(sinks, marks, strict=True)):
            found = {row[2]: row[4] for row in sink.rows[mark:] if row[1] == _PRESENCE}
            if found:
                known[n, 0, 0] = np.array([found[frame] for frame in FRAMES])
        said = pooled(self._classifier.network_, [docs[key[0]] for key in known])
        return {
            key: self._classifier.chances(chances, one).tolist()
            for (key, chances), one in zip(known.items(), said, strict=True)
        }

    def _exchange(
        self, doc: Document, sink: Sink, rows: int, spans: int, chances: dict[Any, Sequence[float]]
    ) -> None:
        if not chances:
            return
        found = dict(zip(FRAMES, chances[0, 0], strict=True))
        marks = dict(zip(FRAMES, self._classifier.head_.threshold.tolist(), strict=True))
        mean = fmean(found.values())
        for at, row in _numbered(sink, rows):
            if row[1] == _PRESENCE:
                chance = found.get(row[2], mean)
                label = str(int(chance >= marks[row[2]])) if row[2] in marks else row[5]
                sink.rows[at] = (*row[:4], chance, label, chance, row[7])


def _numbered(sink: Sink, start: int) -> Iterator[tuple[int, Row]]:
    """Give the rows from a mark on, each with its number."""
    for at in range(start, len(sink.rows)):
        yield at, sink.rows[at]
