"""The sink: where measures put what they found, unit by unit and span by span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from framing.text.document import Document, Sentence

__all__ = ["EVIDENCE_COLUMNS", "UNIT_COLUMNS", "Evidence", "Row", "Sink", "Unit"]

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


Place = tuple[str, int, int, str, str, str, int]
PLACE_FIELDS = ("unit", "start", "end", "segment", "voice", "speaker", "sentence")
Row = tuple[int, str, str, str, float, str, float, float]
ROW_FIELDS = (
    "place", "measure", "category", "target", "probability", "label", "numerator", "denominator",
)  # fmt: skip
Span = tuple[str, str, str, int, int, float, bool, str, str, str]
SPAN_FIELDS = tuple(name for name in Evidence._fields if name != "text")


class Sink:
    """Collects the units and the evidence of one document.

    What many units share (span, segment, voice) is kept once, as a place, and offsets are
    translated when everything is there; a unit itself is a row that names its place.

    Parameters
    ----------
    doc : Document
        Whose offsets are translated.
    evidence : bool
        Whether evidence is wanted.

    Attributes
    ----------
    places, rows, spans : list of tuple
        Fields as in ``PLACE_FIELDS``, ``ROW_FIELDS``, ``SPAN_FIELDS``; offsets count characters
        of the folded text.
    wants_evidence : bool
        Whether spans are wanted.
    """

    __slots__ = ("doc", "places", "rows", "spans", "wants_evidence", "_of_sentence")

    def __init__(self, doc: Document, evidence: bool = True) -> None:
        self.doc = doc
        self.places: list[Place] = []
        self.rows: list[Row] = []
        self.spans: list[Span] = []
        self._of_sentence: dict[int, range] = {}
        self.wants_evidence = evidence

    @property
    def units(self) -> list[Unit]:
        """The units, their offsets those of the article's own text."""
        source = self.doc.source_span
        found = []
        for at, measure, category, target, probability, label, above, below in self.rows:
            kind, start, end, segment, voice, speaker, sentence = self.places[at]
            found.append(
                Unit(kind, *source(start, end), segment, voice, speaker, measure, category,
                     target, probability, label, above, below, sentence)
            )  # fmt: skip
        return found

    @property
    def evidences(self) -> list[Evidence]:
        """The evidence, its offsets those of the article's own text."""
        folded = self.doc.folded
        found = []
        for span in self.spans:
            begin, stop = folded.to_source(span[3], span[4])
            text = folded.source[begin:stop]
            fields = (*span[:3], begin, stop, text, *span[5:])
            found.append(Evidence._make(fields))
        return found

    def mark(self) -> tuple[int, int, int]:
        """Give how much there is, for :meth:`cut`."""
        return len(self.places), len(self.rows), len(self.spans)

    def cut(self, mark: tuple[int, int, int]) -> None:
        """Take back what was added after a mark."""
        places, rows, spans = mark
        del self.places[places:], self.rows[rows:], self.spans[spans:]
        self._of_sentence.clear()

    def place(
        self, unit: str, start: int, end: int, segment: str, voice: str, speaker: str = "",
        sentence: int = -1,
    ) -> int:  # fmt: skip
        """Add a place for units and give its number; it must get one unit at least."""
        self.places.append((unit, start, end, segment, voice, speaker, sentence))
        return len(self.places) - 1

    def places_of(self, sentence: Sentence) -> range:
        """Give the places of a sentence: itself and, if it is mixed, the part of each voice."""
        found = self._of_sentence.get(sentence.index)
        if found is None:
            first = len(self.places)
            parts = sentence.parts
            several = len(parts) > 1
            voice = MIXED if several else sentence.voice
            speaker = parts[0].speaker if parts and not several else ""
            segment, index = sentence.segment, sentence.index
            self.place("sentence", sentence.start, sentence.end, segment, voice, speaker, index)
            if several:
                for part in parts:
                    self.place(PART, part.start, part.end, segment, part.voice, part.speaker, index)
            found = self._of_sentence[sentence.index] = range(first, len(self.places))
        return found

    def row(
        self,
        place: int,
        measure: str,
        numerator: float,
        denominator: float,
        category: str = "all",
        target: str = "",
        probability: float = _NAN,
        label: str = "",
    ) -> None:
        """Add a unit at a place."""
        self.rows.append(
            (place, measure, category, target, probability, label, numerator, denominator)
        )

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
        place = (unit, start, end, segment, voice, speaker, sentence)
        if not self.places or self.places[-1] != place:
            self.places.append(place)
        self.rows.append(
            (len(self.places) - 1, measure, category, target, probability, label, numerator,
             denominator)
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
        places = self.places_of(sentence)
        if len(places) == 1:
            self.rows.append(
                (places[0], measure, category, "", probability, str(label), probability, 1.0)
            )
            return
        judged = [(probability, label)] * len(places)
        if parts is not None:
            judged[1:] = parts
        self.rows += [
            (place, measure, category, "", chance, str(mark), chance, 1.0)
            for place, (chance, mark) in zip(places, judged, strict=True)
        ]

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
        places = self.places_of(sentence)
        items = list(found)
        self._counted(places[0], measure, sentence.n_words, items)
        if len(places) == 1:
            return
        by_voice: dict[str, list[tuple[str, int, float]]] = {}
        for item in items:
            by_voice.setdefault(self.doc.voice_at(item[1])[0], []).append(item)
        for place, part in zip(places[1:], sentence.parts, strict=True):
            self._counted(place, measure, part.n_words, by_voice.get(part.voice, ()))

    def _counted(
        self, place: int, measure: str, n_words: int, items: Sequence[tuple[str, int, float]]
    ) -> None:
        """Add one denominator row and a row for each category that occurs."""
        if not items:
            self.rows.append((place, measure, "all", "", _NAN, "", 0.0, float(n_words)))
            return
        total = 0.0
        sums: dict[str, float] = {}
        for category, _, amount in items:
            total += amount
            sums[category] = sums.get(category, 0.0) + amount
        self.row(place, measure, total, float(n_words))
        for category, amount in sums.items():
            if category != "all":
                self.row(place, measure, amount, 0.0, category)

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
        if not self.wants_evidence:
            return
        if voice is None:
            voice, found = self.doc.voice_at(start)
            speaker = found if speaker is None else speaker
        self.spans.append(
            (measure, category, target, start, end, weight, negated, voice, speaker or "", rule)
        )
