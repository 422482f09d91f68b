"""The loaded measure: share of loaded sentences, and loaded words by category."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from framing.lexicon import Lexicon
from framing.measures.loaded.cues import Cue, lexicon_cues, likely_words, model_cues, scare_quotes
from framing.measures.loaded.model import LoadedModel
from framing.measures.loaded.table import CATEGORIES
from framing.measures.loaded.views import LONGEST, Part, View, cut_long
from framing.measures.rows import Row, Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document, Sentence
from framing.text.voices import QUOTED

__all__ = ["LoadedMeasure"]

LABELLED = 0.5  # at natural prevalence: more likely loaded than not
_NAN = float("nan")
SENTENCES, WORDS = "loaded.sentences", "loaded.words"

_SPECS = (
    MeasureSpec(
        name=SENTENCES, label="Loaded sentences", unit="sentence", share=True,
        unit_label="share of sentences", range=(0.0, 1.0),
        null="0: no sentence is likely to be worded in a biased way",
        higher="Higher means that more sentences are likely to carry biased wording.",
        low_label="fewer loaded sentences", high_label="more", interval="wilson",
        source="Spinde et al. 2021 (BABE); probabilities at estimated natural prevalence",
    ),
    MeasureSpec(
        name=WORDS, label="Loaded words", unit="sentence", scale=1000.0,
        unit_label="per 1,000 words", range=(0.0, 1000.0),
        null="0: no word of the lexicon and no scare quotes",
        higher="Higher means more loaded words and scare quotes per 1,000 words.",
        low_label="fewer loaded words", high_label="more", interval="bootstrap",
        categories=tuple(c for c in CATEGORIES if c != "neutral"), profile=False,
        source="lexicon after Recasens et al. 2013, Hamborg et al. 2019 and Spinde et al. 2021",
    ),
)  # fmt: skip


class LoadedMeasure:
    """How loaded an article's wording is.

    Attributes
    ----------
    name : str
        ``"loaded"``.
    specs : tuple of MeasureSpec
        ``loaded.sentences`` and ``loaded.words``; each says its range, its null and what higher
        means.
    recipe : str
        Model and lexicon versions.
    """

    name = "loaded"
    specs = _SPECS

    def __init__(self) -> None:
        self._model = LoadedModel.load()
        self.recipe = f"loaded-model@{self._model.version}+{Lexicon.load('loaded').recipe}"

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put the units and the evidence of each document into its sink."""
        plans = [_plan(doc) for doc in docs]
        judged, batch = self._model.judge([plan.view for plan in plans])
        run, chances = batch.run, judged.tolist()
        sentences, words = run.sentence_offsets.tolist(), run.word_offsets.tolist()
        parts = (run.part_offsets + len(run.sentences)).tolist()
        found, likely = batch.found, likely_words(batch.logits)
        hits = _cuts([hit.first for hit in found], words)
        shown = _cuts([at for at, _ in likely], words)
        for n, (doc, sink, plan) in enumerate(zip(docs, sinks, plans, strict=True)):
            whole = _averaged(doc, plan.owners, chances[sentences[n] : sentences[n + 1]])
            voiced = dict(zip(plan.voiced, chances[parts[n] : parts[n + 1]], strict=True))
            cues = lexicon_cues(doc, self._model.table.lexicon, found[hits[n]], words[n])
            _add_scare_quotes(doc, cues)
            _hand_out(sink, doc.sentences, whole, voiced, cues)
            mine = [(at - words[n], chance) for at, chance in likely[shown[n]]]
            _model_evidence(doc, sink, whole, cues, mine)


class _Plan(NamedTuple):
    """What is judged of a document: its sentences, and each voice's part of mixed ones."""

    view: View
    owners: list[int]  # the sentence of each of the view's bounds
    voiced: list[tuple[int, int]]  # sentence and number of each part


def _plan(doc: Document) -> _Plan:
    """List what is judged of a document."""
    bounds = [(s.first, s.last, s.start, s.end) for s in doc.sentences]
    owners = list(range(len(bounds)))
    if any(last - first > LONGEST for first, last, _, _ in bounds):
        cuts = [cut_long([bound], doc.word_starts, doc.word_ends) for bound in bounds]
        bounds = [bound for cut in cuts for bound in cut]
        owners = [n for n, cut in enumerate(cuts) for _ in cut]
    parts: list[Part] = []
    voiced: list[tuple[int, int]] = []
    for s in doc.sentences:
        if len(s.parts) > 1:
            stretches = _stretches(doc, s)
            for n, part in enumerate(s.parts):
                if part.voice in stretches:
                    words = tuple(stretches[part.voice])
                    parts.append(Part(words, part.start, part.end, part.voice == QUOTED))
                    voiced.append((s.index, n))
    view = View(
        doc.text, doc.lower, doc.words, doc.word_starts, doc.word_ends, bounds, parts, doc.numbered,
        [doc.sentences[owner].voice == QUOTED for owner in owners],
    )  # fmt: skip
    return _Plan(view, owners, voiced)


def _stretches(doc: Document, sentence: Sentence) -> dict[str, list[tuple[int, int]]]:
    """Give the words of each voice of a sentence: first and last, last exclusive."""
    starts, first, end = doc.word_starts, sentence.first, sentence.last
    by_voice: dict[str, list[tuple[int, int]]] = {}
    for _, stop, voice, _ in doc.voices.over(sentence.start, sentence.end):
        last = bisect_left(starts, stop, first, end)
        if last > first:
            by_voice.setdefault(voice, []).append((first, last))
        first = last
    return by_voice


def _averaged(doc: Document, owners: Sequence[int], chances: list[float]) -> list[float]:
    """Average the stretches of long sentences."""
    if len(chances) == len(doc.sentences):
        return chances
    found: dict[int, list[float]] = {}
    for owner, chance in zip(owners, chances, strict=True):
        found.setdefault(owner, []).append(chance)
    return [sum(values) / len(values) for values in found.values()]


def _cuts(firsts: Sequence[int], offsets: Sequence[int]) -> list[slice]:
    """Say which of some words, in order, are each document's."""
    cuts = [bisect_left(firsts, offset) for offset in offsets]
    return list(map(slice, cuts, cuts[1:]))


def _hand_out(
    sink: Sink,
    sentences: Sequence[Sentence],
    chances: Sequence[float],
    voiced: dict[tuple[int, int], float],
    cues: dict[int, list[Cue]],
) -> None:
    """Hand out each sentence's probability and loaded words, each voice's where there are more."""
    rows = sink.rows
    for sentence, chance in zip(sentences, chances, strict=True):
        places = sink.places_of(sentence)
        rows.append(_share(places[0], chance))
        if len(places) > 1:
            own = [voiced.get((sentence.index, n), chance) for n in range(len(places) - 1)]
            rows += map(_share, places[1:], own)
        listed = cues.get(sentence.index)
        if listed or len(places) > 1:
            _count(sink, sentence, listed or [])
        else:
            n_words = float(sentence.last - sentence.first)
            rows.append((places[0], WORDS, "all", "", _NAN, "", 0.0, n_words))


def _share(place: int, chance: float) -> Row:
    return place, SENTENCES, "all", "", chance, "1" if chance > LABELLED else "0", chance, 1.0


def _count(sink: Sink, sentence: Sentence, cues: Sequence[Cue]) -> None:
    """Hand out a sentence's loaded words."""
    sink.counts(WORDS, sentence, [(cue.category, cue.start, 1.0) for cue in cues])
    for cue in cues:
        sink.evidence(WORDS, cue.category, cue.start, cue.end, weight=cue.weight, rule=cue.rule)


def _model_evidence(
    doc: Document,
    sink: Sink,
    chances: Sequence[float],
    cues: dict[int, list[Cue]],
    likely: Sequence[tuple[int, float]],
) -> None:
    """Show the words outside the lexicon for which sentences are labelled."""
    for sentence, chance in zip(doc.sentences, chances, strict=True):
        if chance > LABELLED:
            for cue in model_cues(doc, sentence, likely, cues.get(sentence.index, ())):
                sink.evidence(
                    SENTENCES, "all", cue.start, cue.end, weight=cue.weight, rule=cue.rule
                )


def _add_scare_quotes(doc: Document, cues: dict[int, list[Cue]]) -> None:
    """Put scare quotes to their sentences' cues."""
    for cue in scare_quotes(doc):
        at = doc.sentence_at(cue.start)
        if at is not None:
            cues.setdefault(at, []).append(cue)
