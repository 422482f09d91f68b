"""The loaded measure: share of loaded sentences, and loaded words by category."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.loaded.cues import (
    LOADED_WORD,
    Cue,
    lexicon_cues,
    model_cues,
    scare_quotes,
)
from framing.measures.loaded.features import CATEGORIES, Piece, View
from framing.measures.loaded.model import LoadedModel, split_long
from framing.measures.rows import Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document, Sentence

__all__ = ["LoadedMeasure"]

LABELLED = 0.5  # at natural prevalence: more likely loaded than not
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
        chances, batch = self._model.judge([plan[0] for plan in plans])
        at = 0
        for doc, sink, (view, owners), found, logits in zip(
            docs, sinks, plans, batch.found, batch.chances, strict=True
        ):
            own = chances[at : at + len(view.pieces)]
            at += len(view.pieces)
            judged = _averaged(owners, own)
            whole = [Piece(s.first, s.last, s.start, s.end) for s in doc.sentences]
            cues = lexicon_cues(doc, self._model.table.lexicon, found, whole)
            _add_scare_quotes(doc, cues)
            for sentence, piece, listed in zip(doc.sentences, whole, cues, strict=True):
                self._sentence(doc, sink, sentence, piece, listed, judged, logits)

    def _sentence(
        self,
        doc: Document,
        sink: Sink,
        sentence: Sentence,
        piece: Piece,
        cues: list[Cue],
        judged: dict[tuple[int, int], float],
        logits: np.ndarray,
    ) -> None:
        """Hand out the rows of one sentence."""
        chance = judged[sentence.index, -1]
        parts = None
        if len(sentence.parts) > 1:
            own = [judged.get((sentence.index, n), chance) for n in range(len(sentence.parts))]
            parts = [(p, int(p > LABELLED)) for p in own]
        label = int(chance > LABELLED)
        sink.sentence(SENTENCES, sentence, chance, label, parts)
        sink.counts(WORDS, sentence, [(cue.category, cue.start, 1.0) for cue in cues])
        for cue in cues:
            sink.evidence(
                WORDS, cue.category, cue.start, cue.end, weight=cue.weight, rule=cue.rule
            )
        if not label:
            return
        words = logits[piece.first : piece.last]
        if words.max(initial=-9.0) < _LOGIT:
            return
        odds = (1.0 / (1.0 + np.exp(-words))).tolist()
        for cue in model_cues(doc, piece, odds, cues):
            sink.evidence(SENTENCES, "all", cue.start, cue.end, weight=cue.weight, rule=cue.rule)


_LOGIT = float(np.log(LOADED_WORD / (1 - LOADED_WORD)))


def _plan(doc: Document) -> tuple[View, list[tuple[int, int]]]:
    """List what is judged of a document: sentences, and each voice's part of mixed ones."""
    pieces: list[Piece] = []
    owners: list[tuple[int, int]] = []
    for s in doc.sentences:
        for piece in split_long(Piece(s.first, s.last, s.start, s.end), doc.word_starts, doc.word_ends):
            pieces.append(piece)
            owners.append((s.index, -1))
    for s in doc.sentences:
        if len(s.parts) > 1:
            for n, members in enumerate(_members(doc, s)):
                if members:
                    part = s.parts[n]
                    pieces.append(Piece(s.first, s.last, part.start, part.end, members))
                    owners.append((s.index, n))
    view = View(doc.text, doc.lower, doc.words, doc.word_starts, doc.word_ends, pieces)
    return view, owners


def _members(doc: Document, sentence: Sentence) -> list[tuple[int, ...]]:
    """Give the words of each part of a sentence of several voices."""
    by_voice: dict[str, list[int]] = {}
    for start, end, voice, _ in doc.voices.over(sentence.start, sentence.end):
        first, last = doc.words_between(start, end)
        by_voice.setdefault(voice, []).extend(range(first, last))
    return [tuple(by_voice.get(part.voice, ())) for part in sentence.parts]


def _averaged(
    owners: Sequence[tuple[int, int]], chances: np.ndarray
) -> dict[tuple[int, int], float]:
    """Average the stretches of long sentences."""
    sums: dict[tuple[int, int], list[float]] = {}
    for owner, chance in zip(owners, chances.tolist(), strict=True):
        sums.setdefault(owner, []).append(chance)
    return {owner: sum(found) / len(found) for owner, found in sums.items()}


def _add_scare_quotes(doc: Document, cues: list[list[Cue]]) -> None:
    """Put scare quotes to their sentences' cues."""
    for cue in scare_quotes(doc):
        at = doc.sentence_at(cue.start)
        if at is not None:
            cues[at].append(cue)
