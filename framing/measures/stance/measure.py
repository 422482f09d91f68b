"""The stance measure: every mention of every target, with the words that speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice
from statistics import fmean
from typing import NamedTuple

from framing.lexicon import Lexicon
from framing.measures.rows import Sink
from framing.measures.stance.columns import GAP, SHARES, SPECS, STANCE, VISIBILITY
from framing.measures.stance.evidence import speaking
from framing.measures.stance.features import PlacedCue, placed_cues
from framing.measures.stance.model import LABELS, StanceModel
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import TaggedSentence
from framing.measures.stance.weights import Coded, Judged
from framing.text.document import Document
from framing.text.mentions import Mention

__all__ = ["StanceMeasure"]


Chances = tuple[float, float, float]
Stretches = dict[str, tuple[int, int, int]]  # segment: start, end, number of sentences


class _Read(NamedTuple):
    """A mention with what stands around it."""

    mention: Mention
    words: TaggedSentence
    coded: Coded
    place: Place
    cues: list[PlacedCue]
    judged: Judged


class StanceMeasure:
    """How an article portrays each target.

    Parameters
    ----------
    model : StanceModel, optional
        Other weights than those that come with the library.

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

    def __init__(self, model: StanceModel | None = None) -> None:
        self._model = model or StanceModel.shipped()
        self.recipe = f"{self._model.recipe}+{Lexicon.load('valence').recipe}"

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put the units and the evidence of each document into its sink."""
        read = self._read(docs)
        chances = self._model.judge([mention.judged for mention in read], self._model.zero)
        told = iter(zip(read, chances, strict=True))
        for doc, sink in zip(docs, sinks, strict=True):
            stretches = _stretches(doc)
            for target, linked in doc.mentions.items():
                self._target(doc, sink, target, list(islice(told, len(linked))), stretches)

    def _read(self, docs: Sequence[Document]) -> list[_Read]:
        """Read the mentions of documents, each sentence once.

        One step is done for all before the next, as that takes two thirds of the time.
        """
        tables = self._model.tables
        mentions, numbers, spans = list[Mention](), list[int](), list[tuple[str, int, int]]()
        for doc in docs:
            known: dict[int, int] = {}
            for mention in chain.from_iterable(doc.mentions.values()):
                number = known.setdefault(mention.sentence, len(spans))
                if number == len(spans):
                    sentence = doc.sentences[mention.sentence]
                    spans.append((doc.text, sentence.start, sentence.end))
                mentions.append(mention)
                numbers.append(number)
        tagged = [TaggedSentence(*span) for span in spans]
        as_numbers = [tables.code(words) for words in tagged]
        words = [tagged[number] for number in numbers]
        coded = [as_numbers[number] for number in numbers]
        places = [
            Place.of(each, *each.tokens_of(mention.start, mention.end))
            for each, mention in zip(words, mentions, strict=True)
        ]
        cues = list(map(placed_cues, words, places))
        judged = map(tables.judge, words, coded, places, cues)
        return list(map(_Read, mentions, words, coded, places, cues, judged))

    def _target(
        self,
        doc: Document,
        sink: Sink,
        target: str,
        mentions: Sequence[tuple[_Read, Chances]],
        stretches: Stretches,
    ) -> None:
        """Hand out what was found of one target."""
        in_headline: list[float] = []
        in_text: list[float] = []
        told: set[tuple[int, int]] = set()
        for read, chances in mentions:
            value = chances[2] - chances[0]
            segment = doc.sentences[read.mention.sentence].segment
            label = LABELS[chances.index(max(chances))]
            _units(sink, read.mention, segment, chances, value, label)
            self._evidence(sink, read, label, value, told)
            (in_headline if segment == "headline" else in_text).append(value)
        hit = {read.mention.sentence for read, _ in mentions}
        _visibility(doc, sink, target, hit, stretches)
        if in_headline and in_text:
            first = mentions[0][0].mention
            sink.unit(
                GAP, "article", first.start, first.end, segment="all", voice="all",
                numerator=fmean(in_headline) - fmean(in_text), denominator=1.0, target=target,
            )  # fmt: skip

    def _evidence(
        self, sink: Sink, read: _Read, label: str, value: float, told: set[tuple[int, int]]
    ) -> None:
        """Hand out the words that speak, each once a target, and the mention itself."""
        mention, words, coded, place, cues, _ = read
        for item in speaking(self._model, words, coded, place, cues, label, value):
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


def _units(
    sink: Sink, mention: Mention, segment: str, chances: Chances, value: float, label: str
) -> None:
    """Add a mention to the mean and to the three shares."""
    _, _, target, sentence, voice, speaker, _ = mention
    place = sink.place("mention", mention.start, mention.end, segment, voice, speaker, sentence)
    sink.row(place, STANCE, value, 1.0, "all", target, max(chances), label)
    for kind, chance in zip(LABELS, chances, strict=True):
        sink.row(place, SHARES[kind], chance, 1.0, "all", target, chance, "01"[kind == label])


def _stretches(doc: Document) -> Stretches:
    """Give start, end and number of sentences of each segment."""
    found: Stretches = {}
    for sentence in doc.sentences:
        start, end, n = found.get(sentence.segment, (sentence.start, 0, 0))
        found[sentence.segment] = start, max(end, sentence.end), n + 1
    return found


def _visibility(
    doc: Document, sink: Sink, target: str, hit: set[int], stretches: Stretches
) -> None:
    """Add the sentences that mention the target, over all, for each part of the article."""
    counts = Counter([doc.sentences[number].segment for number in hit])
    for segment, (start, end, n) in stretches.items():
        sink.unit(
            VISIBILITY, "article", start, end, segment=segment, voice="all",
            numerator=float(counts[segment]), denominator=float(n), target=target,
        )  # fmt: skip
