"""The stance measure: every mention of every target, with the words that speak."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from framing.lexicon import Lexicon
from framing.measures.rows import Sink
from framing.measures.stance.columns import GAP, SHARES, SPECS, STANCE, VISIBILITY
from framing.measures.stance.evidence import speaking
from framing.measures.stance.features import mention_features, placed_cues
from framing.measures.stance.model import LABELS, StanceModel
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import TaggedSentence
from framing.text.document import Document
from framing.text.mentions import Mention

__all__ = ["StanceMeasure"]


class StanceMeasure:
    """How an article portrays each target.

    Attributes
    ----------
    name : str
        ``"stance"``.
    specs : tuple of MeasureSpec
        Its columns; each says its range, its null and what higher means.
    recipe : str
        Model and lexicon versions.
    """

    name = "stance"
    specs = SPECS

    def __init__(self) -> None:
        self._model = StanceModel.shipped()
        self.recipe = f"{self._model.recipe}+{Lexicon.load('valence').recipe}"

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put the units and the evidence of each document into its sink."""
        for doc, sink in zip(docs, sinks, strict=True):
            tagged: dict[int, TaggedSentence] = {}
            for target, mentions in doc.mentions.items():
                self._target(doc, sink, target, mentions, tagged)

    def _target(
        self,
        doc: Document,
        sink: Sink,
        target: str,
        mentions: Sequence[Mention],
        tagged: dict[int, TaggedSentence],
    ) -> None:
        """Judge the mentions of one target."""
        in_headline: list[float] = []
        in_text: list[float] = []
        told: set[tuple[int, int]] = set()
        for mention in mentions:
            value = self._mention(doc, sink, mention, tagged, told)
            headline = doc.sentences[mention.sentence].segment == "headline"
            (in_headline if headline else in_text).append(value)
        _visibility(doc, sink, target, mentions)
        if in_headline and in_text:
            sink.unit(
                GAP, "article", mentions[0].start, mentions[0].end, segment="all", voice="all",
                numerator=fmean(in_headline) - fmean(in_text), denominator=1.0, target=target,
            )  # fmt: skip

    def _mention(
        self,
        doc: Document,
        sink: Sink,
        mention: Mention,
        tagged: dict[int, TaggedSentence],
        told: set[tuple[int, int]],
    ) -> float:
        """Judge one mention; hand out its units and its evidence; give its value."""
        sentence = doc.sentences[mention.sentence]
        words = tagged.get(mention.sentence)
        if words is None:
            words = TaggedSentence(doc.text, sentence.start, sentence.end)
            tagged[mention.sentence] = words
        place = Place.of(words, *words.tokens_of(mention.start, mention.end))
        cues = placed_cues(words, place)
        chances = self._model.chances(mention_features(words, place, cues))
        label = LABELS[max(range(3), key=chances.__getitem__)]
        value = chances[2] - chances[0]
        _units(sink, mention, sentence.segment, chances, value, label)
        for item in speaking(self._model, words, place, cues, label):
            if (item.start, item.end) not in told:
                told.add((item.start, item.end))
                sink.evidence(
                    STANCE, "positive" if item.weight > 0 else "negative", item.start, item.end,
                    weight=item.weight, target=mention.target, negated=item.negated, rule=item.rule,
                )  # fmt: skip
        sink.evidence(
            VISIBILITY, mention.linked, mention.start, mention.end, weight=value,
            target=mention.target, rule=f"linked {mention.linked}" if mention.linked != "name" else
            "name", voice=mention.voice, speaker=mention.speaker,
        )  # fmt: skip
        return value


def _units(
    sink: Sink,
    mention: Mention,
    segment: str,
    chances: tuple[float, float, float],
    value: float,
    label: str,
) -> None:
    """Add a mention to the mean and to the three shares."""
    common: dict[str, Any] = {
        "segment": segment, "voice": mention.voice, "speaker": mention.speaker, "denominator": 1.0,
        "target": mention.target, "sentence": mention.sentence,
    }  # fmt: skip
    sink.unit(
        STANCE, "mention", mention.start, mention.end, numerator=value,
        probability=max(chances), label=label, **common,
    )  # fmt: skip
    for kind, chance in zip(LABELS, chances, strict=True):
        sink.unit(
            SHARES[kind], "mention", mention.start, mention.end, numerator=chance,
            probability=chance, label=str(int(kind == label)), **common,
        )  # fmt: skip


def _visibility(doc: Document, sink: Sink, target: str, mentions: Sequence[Mention]) -> None:
    """Add the sentences that mention the target, over all, for each part of the article."""
    hit = {mention.sentence for mention in mentions}
    spans: dict[str, list[int]] = {}
    for sentence in doc.sentences:
        found = spans.setdefault(sentence.segment, [sentence.start, sentence.end, 0, 0])
        found[1] = max(found[1], sentence.end)
        found[2] += sentence.index in hit
        found[3] += 1
    for segment, (start, end, count, total) in spans.items():
        sink.unit(
            VISIBILITY, "article", start, end, segment=segment, voice="all",
            numerator=float(count), denominator=float(total), target=target,
        )  # fmt: skip
