"""The sink: where measures put what they found, unit by unit and span by span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from framing.text.document import Document, Sentence

__all__ = ["EVIDENCE_COLUMNS", "UNIT_COLUMNS", "Evidence", "Sink", "Unit"]

_NAN = float("nan")


class Unit(NamedTuple):
    """One thing judged; offsets count characters of the article's own text."""

    unit: str
    start: int
    end: int
    segment: str
    voice: str
    speaker: str
    measure: str
    category: str
    target: str
    probability: float
    label: str
    numerator: float
    denominator: float
    sentence: int


class Evidence(NamedTuple):
    """One span that speaks for a unit; offsets count characters of the article's own text."""

    measure: str
    category: str
    target: str
    start: int
    end: int
    text: str
    weight: float
    negated: bool
    voice: str
    speaker: str
    rule: str


UNIT_COLUMNS = ("article_id", *Unit._fields)
EVIDENCE_COLUMNS = ("article_id", *Evidence._fields)

PART = "part"  # the unit of a voice's share in a sentence of several voices
MIXED = "mixed"


class Sink:
    """Collects the units and the evidence of one document.

    Parameters
    ----------
    doc : Document
        Whose offsets are translated.
    """

    __slots__ = ("doc", "units", "evidences", "_wants_evidence")

    def __init__(self, doc: Document, evidence: bool = True) -> None:
        self.doc = doc
        self.units: list[Unit] = []
        self.evidences: list[Evidence] = []
        self._wants_evidence = evidence

    def unit(
        self,
        measure: str,
        unit: str,
        start: int,
        end: int,
        *,
        segment: str,
        voice: str,
        numerator: float,
        denominator: float,
        category: str = "all",
        target: str = "",
        speaker: str = "",
        probability: float = _NAN,
        label: str = "",
        sentence: int = -1,
    ) -> None:
        """Add a unit; start and end count characters of the folded text."""
        begin, stop = self.doc.source_span(start, end)
        self.units.append(
            Unit(unit, begin, stop, segment, voice, speaker, measure, category, target,
                 probability, label, numerator, denominator, sentence)
        )  # fmt: skip

    def sentence(
        self,
        measure: str,
        sentence: Sentence,
        probability: float,
        label: int,
        parts: Sequence[tuple[float, int]] | None = None,
        category: str = "all",
    ) -> None:
        """Add a judged sentence, and what each voice has of it where there are several.

        Parameters
        ----------
        measure : str
            Name of the measure.
        sentence : Sentence
            The sentence.
        probability : float
            Calibrated probability, in [0, 1].
        label : int
            1 if above the threshold.
        parts : sequence of (float, int), optional
            Probability and label for each of ``sentence.parts``; the sentence's own by default.
        category : str
            A category of the measure.
        """
        several = len(sentence.parts) > 1
        voice = MIXED if several else sentence.voice
        speaker = "" if several or not sentence.parts else sentence.parts[0].speaker
        self.unit(
            measure, "sentence", sentence.start, sentence.end, segment=sentence.segment,
            voice=voice, speaker=speaker, numerator=probability, denominator=1.0,
            category=category, probability=probability, label=str(label), sentence=sentence.index,
        )  # fmt: skip
        if not several:
            return
        judged = parts if parts is not None else [(probability, label)] * len(sentence.parts)
        for part, (chance, mark) in zip(sentence.parts, judged, strict=True):
            self.unit(
                measure, PART, part.start, part.end, segment=sentence.segment, voice=part.voice,
                speaker=part.speaker, numerator=chance, denominator=1.0, category=category,
                probability=chance, label=str(mark), sentence=sentence.index,
            )  # fmt: skip

    def counts(
        self, measure: str, sentence: Sentence, found: Iterable[tuple[str, int, float]]
    ) -> None:
        """Add what was counted in a sentence, over its words, each voice apart.

        Parameters
        ----------
        measure : str
            Name of the measure.
        sentence : Sentence
            The sentence.
        found : iterable of (str, int, float)
            Category, offset in the folded text and amount of each thing counted.
        """
        several = len(sentence.parts) > 1
        items = list(found)
        whole = sentence.parts[0] if sentence.parts and not several else None
        self._counted(
            measure, sentence, "sentence", sentence.start, sentence.end,
            MIXED if several else sentence.voice, whole.speaker if whole else "",
            sentence.n_words, items,
        )  # fmt: skip
        if not several:
            return
        kept = {part.voice for part in sentence.parts}
        by_voice: dict[str, list[tuple[str, int, float]]] = {}
        for item in items:
            voice = self.doc.voice_at(item[1])[0]
            by_voice.setdefault(voice if voice in kept else "", []).append(item)
        for part in sentence.parts:
            self._counted(
                measure, sentence, PART, part.start, part.end, part.voice, part.speaker,
                part.n_words, by_voice.get(part.voice, []),
            )  # fmt: skip

    def _counted(
        self,
        measure: str,
        sentence: Sentence,
        unit: str,
        start: int,
        end: int,
        voice: str,
        speaker: str,
        n_words: int,
        items: list[tuple[str, int, float]],
    ) -> None:
        """Add one denominator row and a row for each category that occurs."""
        sums: dict[str, float] = {}
        for category, _, amount in items:
            sums[category] = sums.get(category, 0.0) + amount
        rows: dict[str, Any] = {"all": (sum(item[2] for item in items), float(n_words))}
        rows.update({c: (amount, 0.0) for c, amount in sums.items() if c != "all"})
        for category, (amount, words) in rows.items():
            self.unit(
                measure, unit, start, end, segment=sentence.segment, voice=voice, speaker=speaker,
                numerator=amount, denominator=words, category=category, sentence=sentence.index,
            )  # fmt: skip

    def evidence(
        self,
        measure: str,
        category: str,
        start: int,
        end: int,
        *,
        weight: float = 1.0,
        target: str = "",
        negated: bool = False,
        rule: str = "",
        voice: str | None = None,
        speaker: str | None = None,
    ) -> None:
        """Add a span that speaks for a score; voice and speaker are looked up by default."""
        if not self._wants_evidence:
            return
        if voice is None:
            voice, found = self.doc.voice_at(start)
            speaker = found if speaker is None else speaker
        begin, stop = self.doc.source_span(start, end)
        self.evidences.append(
            Evidence(measure, category, target, begin, stop, self.doc.folded.source[begin:stop],
                     weight, negated, voice, speaker or "", rule)
        )  # fmt: skip
