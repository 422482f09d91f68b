"""The hedging measure: sentences, their two parts, boosters, approximators, counts, balance."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon import Lexicon
from framing.measures.hedging.columns import BALANCE, COUNTS, PART_COLUMNS, SENTENCES, SPECS
from framing.measures.hedging.context import Context
from framing.measures.hedging.cues import BOOSTER, EPISTEMIC, SHIELD, Cue, find_cues
from framing.measures.hedging.model import THRESHOLD, HedgeModel
from framing.measures.hedging.sentence_rows import SentenceRows
from framing.measures.rows import Sink
from framing.text.document import Document, Sentence

__all__ = ["HedgingMeasure"]

_HEDGES = (EPISTEMIC, SHIELD)


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
        bare = [(measure, 0.0) for measure in PART_COLUMNS.values()]
        self._plain = [(SENTENCES, self._model.base), *bare]
        self.recipe = "+".join((self._model.recipe, *(found.recipe for found in lexicons)))

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put the units and the evidence of each document into its sink."""
        for doc, sink in zip(docs, sinks, strict=True):
            ranges = [(sentence.first, sentence.last) for sentence in doc.sentences]
            found = find_cues(
                doc.text, doc.lower, doc.words, doc.word_starts, doc.word_ends, ranges
            )
            for sentence, cues in zip(doc.sentences, found, strict=True):
                self._sentence(doc, sink, sentence, cues)

    def _sentence(self, doc: Document, sink: Sink, sentence: Sentence, cues: list[Cue]) -> None:
        """Judge one sentence and hand out its rows."""
        rows = SentenceRows(sink, sentence)
        if not cues:
            rows.plain(self._plain, COUNTS)
            return
        context = Context(
            doc.text, doc.words, doc.word_starts, doc.word_ends, sentence.first, sentence.last
        )
        chance = self._model.probability(context, cues)
        hedges = _hedges(cues, chance)
        others = [cue for cue in cues if cue.part not in _HEDGES]
        counted = (*hedges, *others)
        voices = [doc.voice_at(cue.start)[0] if rows.several else "" for cue in counted]
        own, rest = voices[: len(hedges)], voices[len(hedges) :]
        rows.share(SENTENCES, chance, own, self._model.base)
        for part, measure in PART_COLUMNS.items():
            mine = [v for cue, v in zip(counted, voices, strict=True) if cue.part == part]
            certain = chance if part in _HEDGES else 1.0
            rows.share(measure, certain if mine else 0.0, mine)
        rows.counts(COUNTS, [(cue.category, v) for cue, v in zip(hedges, own, strict=True)])
        boosted = [v for cue, v in zip(others, rest, strict=True) if cue.part == BOOSTER]
        rows.balance(BALANCE, boosted, own)
        _evidence(sink, hedges, others, chance)


def _hedges(cues: Sequence[Cue], chance: float) -> list[Cue]:
    """Give the hedges that count; the first rejected one where only the classifier sees one."""
    found = [cue for cue in cues if cue.part in _HEDGES]
    accepted = [cue for cue in found if cue.accepted]
    if accepted or chance < THRESHOLD:
        return accepted
    return [cue._replace(rule=f"{cue.rule}; kept by the classifier") for cue in found[:1]]


def _evidence(sink: Sink, hedges: Sequence[Cue], others: Sequence[Cue], chance: float) -> None:
    """Add the cues; a hedge weighs as much as its sentence is likely to be hedged."""
    for cue in (*hedges, *others):
        sink.evidence(
            PART_COLUMNS[cue.part], cue.category, cue.start, cue.end,
            weight=chance if cue.part in _HEDGES else cue.weight,
            negated=cue.negated, rule=cue.rule,
        )  # fmt: skip
