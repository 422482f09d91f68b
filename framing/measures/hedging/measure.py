"""The hedging measure: sentences, their two parts, boosters, approximators, counts, balance."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon import Lexicon
from framing.measures.hedging.columns import BALANCE, COUNTS, PART_COLUMNS, SENTENCES, SPECS
from framing.measures.hedging.context import Context
from framing.measures.hedging.cues import BOOSTER, EPISTEMIC, SHIELD, Cue, find_cues
from framing.measures.hedging.model import THRESHOLD, HedgeModel
from framing.measures.rows import Row, Sink
from framing.text.document import Document, Sentence

__all__ = ["HedgingMeasure"]

_HEDGES = (EPISTEMIC, SHIELD)
_NAN = float("nan")
_Fields = tuple[str, str, str, float, str, float, float]  # of a row, but for its place


class HedgingMeasure:
    """How tentatively an article puts what it says, and how emphatically.

    Attributes
    ----------
    name : str
        ``"hedging"``.
    specs : tuple of MeasureSpec
        Its columns; each says its range, its null and what higher means.
    recipe : str
        Model and lexicon versions.
    """

    name = "hedging"
    specs = SPECS

    def __init__(self) -> None:
        self._model = HedgeModel.shipped()
        lexicons = (Lexicon.load("hedging"), Lexicon.load("boosters"))
        self._bare = [_share(SENTENCES, self._model.base), *_ABSENT.values()]
        self.recipe = "+".join((self._model.recipe, *(found.recipe for found in lexicons)))

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put the units and the evidence of each document into its sink."""
        # step by step for all documents: what a step works with stays in the processor's caches
        found = [_cues_of(doc) for doc in docs]
        for doc, sink, cues_of in zip(docs, sinks, found, strict=True):
            for sentence, cues in zip(doc.sentences, cues_of, strict=True):
                if not cues:
                    self._plain(sink, sentence)
                else:
                    self._sentence(doc, sink, sentence, cues)

    def _sentence(self, doc: Document, sink: Sink, sentence: Sentence, cues: list[Cue]) -> None:
        """Judge one sentence and hand out its rows."""
        places = sink.places_of(sentence)
        context = Context(
            doc.text, doc.words, doc.word_starts, doc.word_ends, sentence.first, sentence.last
        )
        chance = self._model.probability(context, cues)
        counted = _counted(cues, chance)
        _add_rows(sink.rows, places[0], sentence.n_words, counted, chance, chance)
        if len(places) > 1:
            voices = [doc.voice_at(cue.start)[0] for cue in counted]
            for place, part in zip(places[1:], sentence.parts, strict=True):
                mine = [c for c, voice in zip(counted, voices, strict=True) if voice == part.voice]
                hedged = chance if any(cue.part in _HEDGES for cue in mine) else self._model.base
                _add_rows(sink.rows, place, part.n_words, mine, hedged, chance)
        if sink.wants_evidence:
            _evidence(sink, counted, chance)

    def _plain(self, sink: Sink, sentence: Sentence) -> None:
        """Add what a sentence without any cue has: the same in each of its voices."""
        rows, places = sink.rows, sink.places_of(sentence)
        sizes = [sentence.n_words]
        if len(places) > 1:
            sizes += [part.n_words for part in sentence.parts]
        for place, n_words in zip(places, sizes, strict=True):
            at = (place,)
            rows += [at + row for row in self._bare]
            rows.append((place, COUNTS, "all", "", _NAN, "", 0.0, float(n_words)))


def _cues_of(doc: Document) -> list[list[Cue]]:
    """Give the cues of each sentence."""
    ranges = [(sentence.first, sentence.last) for sentence in doc.sentences]
    return find_cues(doc.text, doc.lower, doc.words, doc.word_starts, doc.word_ends, ranges)


def _add_rows(
    rows: list[Row], place: int, n_words: int, cues: list[Cue], hedged: float, chance: float
) -> None:
    """Add the rows of a sentence, or of a voice's part of it.

    Parameters
    ----------
    rows : list of Row
        Where they go.
    place : int
        Number of the place.
    n_words : int
        Words that stand there.
    cues : list of Cue
        What counts there: hedges, approximators, boosters.
    hedged : float
        Probability that this place is hedged.
    chance : float
        Probability that the sentence is: what a hedge in it is worth.
    """
    at = (place,)
    parts = [cue.part for cue in cues]
    rows.append(at + _share(SENTENCES, hedged))
    for part, absent in _ABSENT.items():
        if part in parts:
            certain = chance if part in _HEDGES else 1.0
            rows.append(at + _share(PART_COLUMNS[part], certain))
        else:
            rows.append(at + absent)
    kinds = [cue.category for cue in cues if cue.part in _HEDGES]
    down, up = len(kinds), parts.count(BOOSTER)
    rows.append((place, COUNTS, "all", "", _NAN, "", float(down), float(n_words)))
    for kind in sorted(set(kinds)):
        rows.append((place, COUNTS, kind, "", _NAN, "", float(kinds.count(kind)), 0.0))
    if up or down:
        rows.append((place, BALANCE, "all", "", _NAN, "", float(up - down), float(up + down)))


def _share(measure: str, chance: float) -> _Fields:
    """Give the row of a share of sentences, but for its place."""
    label = "1" if chance >= THRESHOLD else "0"
    return measure, "all", "", chance, label, chance, 1.0


_ABSENT = {part: _share(measure, 0.0) for part, measure in PART_COLUMNS.items()}


def _counted(cues: Sequence[Cue], chance: float) -> list[Cue]:
    """Give the cues that count, hedges first; a rejected one where only the classifier sees one."""
    hedges: list[Cue] = []
    rejected: list[Cue] = []
    others: list[Cue] = []
    for cue in cues:
        kind = others if cue.part not in _HEDGES else hedges if cue.accepted else rejected
        kind.append(cue)
    if not hedges and chance >= THRESHOLD:
        hedges = [cue._replace(rule=f"{cue.rule}; kept by the classifier") for cue in rejected[:1]]
    return hedges + others


def _evidence(sink: Sink, cues: Sequence[Cue], chance: float) -> None:
    """Add the cues; a hedge weighs as much as its sentence is likely to be hedged."""
    for cue in cues:
        weight = chance if cue.part in _HEDGES else cue.weight
        sink.evidence(
            PART_COLUMNS[cue.part], cue.category, cue.start, cue.end,
            weight=weight, negated=cue.negated, rule=cue.rule,
        )  # fmt: skip
