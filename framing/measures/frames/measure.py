"""Frames of articles, of paragraphs, and the words that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.frames.features import read, shape_of
from framing.measures.frames.weights import FrameWeights
from framing.measures.frames.words import FRAMES, FrameHit, FrameWords
from framing.measures.rows import MIXED, PART, Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document, Sentence
from framing.text.vocabulary import joined
from framing.text.wordrows import WordRows

__all__ = ["CARRIES", "FramesMeasure"]

_NAN = float("nan")
_FEWEST_DISTINCT = 15  # distinct words; with fewer, shares of words say nothing about an article

# Weighted frame words per 100 words from which a paragraph carries a frame. Tuned on the training
# articles of frames_narrative, cut into runs of two sentences: the share of runs over the mark
# tells articles coded with the frame from others with an AUROC of .72, .67, .73, .87 and .83.
CARRIES = {
    "conflict": 3.0,
    "responsibility": 5.0,
    "human_interest": 4.0,
    "morality": 3.0,
    "economic": 5.0,
}

_SOURCE = "Semetko & Valkenburg (2000), Journal of Communication 50(2)"

PRESENCE = MeasureSpec(
    name="frames.presence",
    label="Frames",
    unit="article",
    unit_label="probability",
    range=(0.0, 1.0),
    null="0: the article certainly does not carry the frame",
    higher="Higher means that the article more probably carries the frame.",
    low_label="frame less likely",
    high_label="more likely",
    source=_SOURCE,
    interval="none",
    categories=FRAMES,
    voices=False,
    segments=False,
    profile=False,
)
PROMINENCE = MeasureSpec(
    name="frames.prominence",
    label="Prominence of frames",
    unit="paragraph",
    unit_label="share of paragraphs",
    range=(0.0, 1.0),
    null="0: no paragraph carries the frame",
    higher="Higher means that more of the paragraphs carry the frame.",
    low_label="in fewer paragraphs",
    high_label="in more",
    source=_SOURCE,
    interval="wilson",
    categories=FRAMES,
    voices=False,
    profile=False,
)
WORDS = MeasureSpec(
    name="frames.words",
    label="Frame words",
    unit="voice",
    unit_label="per 1,000 words",
    scale=1000.0,
    range=(0.0, 1000.0),
    null="0: no word of the frame's list occurs",
    higher="Higher means that more of the words belong to the frame's word list.",
    low_label="fewer frame words",
    high_label="more",
    source=_SOURCE,
    interval="none",
    categories=FRAMES,
    segments=False,
    profile=False,
)


class FramesMeasure:
    """Scores generic frames.

    ``frames.presence`` is the calibrated probability that an article carries a frame (``all``:
    the mean of the five); ``frames.prominence`` the share of paragraphs that carry it (``all``:
    at least one frame), by segment; ``frames.words`` counts the lexicon's words, by voice.
    """

    name = "frames"
    specs = (PRESENCE, PROMINENCE, WORDS)

    def __init__(self) -> None:
        self._weights = FrameWeights.shipped()
        self._words = FrameWords(Lexicon.load("frames"))
        self._rows = WordRows(self._facts, 3)
        self.recipe = f"{self._weights.recipe}+{self._words.lexicon.recipe}"

    def _facts(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """Give all that is asked of words: entries, column of the weights, shape."""
        columns, shapes = map(self._weights.column_of, words), map(shape_of, words)
        return list(zip(self._words.hits_numbers(words), columns, shapes, strict=True))

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put units and evidence of each document into its sink."""
        facts = self._rows.of(joined([doc.numbered for doc in docs])).T.copy()
        begin = 0
        for doc, sink in zip(docs, sinks, strict=True):
            end = begin + doc.n_words
            if doc.sentences:
                self._score(doc, sink, *facts[:, begin:end])
            begin = end

    def _score(
        self,
        doc: Document,
        sink: Sink,
        numbers: np.ndarray,
        columns: np.ndarray,
        shapes: np.ndarray,
    ) -> None:
        """Score a document; what is asked of its words, in the order of :meth:`_facts`."""
        hits = self._words.find(doc, numbers)
        by_sentence = _by_sentence(doc, hits)
        if not _repeats_few_words(doc):
            reading = read(doc, self._words, hits, shapes)
            self._presence(doc, self._weights.probabilities(reading, columns).tolist(), sink)
        self._prominence(doc, by_sentence, sink)
        self._counts(doc, by_sentence, sink)

    def _presence(self, doc: Document, chances: list[float], sink: Sink) -> None:
        """Add the probability of each frame."""
        start, end = doc.sentences[0].start, doc.sentences[-1].end
        mean = sum(chances) / len(chances)
        marks = self._weights.threshold.tolist()
        labels = [str(int(chance >= mark)) for chance, mark in zip(chances, marks, strict=True)]
        place = sink.place("article", start, end, "all", "all")
        sink.rows.append((place, PRESENCE.name, "all", "", mean, "", mean, 1.0))
        sink.rows += [
            (place, PRESENCE.name, frame, "", chance, label, chance, 0.0)
            for frame, chance, label in zip(FRAMES, chances, labels, strict=True)
        ]

    def _prominence(self, doc: Document, found: list[list[FrameHit]], sink: Sink) -> None:
        """Add one unit a paragraph, and one for each frame that it carries."""
        name, rows, sentences = PROMINENCE.name, sink.rows, doc.sentences
        for paragraph in doc.paragraphs:
            first, last = paragraph.first, paragraph.last
            if first == last:
                continue
            place = sink.place(
                "paragraph", paragraph.start, paragraph.end, paragraph.segment, "all", "", first
            )
            entries = [hit[2] for hits in found[first:last] for hit in hits]
            n_words = sentences[last - 1].last - sentences[first].first
            carried = self._carried(entries, n_words) if entries else ()
            if not carried:
                rows.append((place, name, "all", "", _NAN, "0", 0.0, 1.0))
                continue
            rows.append((place, name, "all", "", _NAN, "1", 1.0, 1.0))
            rows += [(place, name, frame, "", _NAN, "1", 1.0, 0.0) for frame in carried]

    def _carried(self, entries: list[int], n_words: int) -> list[str]:
        """Give the frames whose words weigh enough in a paragraph."""
        mass = [0.0] * len(FRAMES)
        frame_of, weight_of = self._words.frame_of, self._words.weight_of
        for entry in entries:
            mass[frame_of[entry]] += weight_of[entry]
        return [f for f, m in zip(FRAMES, mass, strict=True) if m * 100 >= CARRIES[f] * n_words]

    def _counts(self, doc: Document, found: list[list[FrameHit]], sink: Sink) -> None:
        """Count frame words by voice, with each word as evidence."""
        frame_of = self._words.frame_of
        tallies: dict[str, _Tally] = {}
        whole = _Tally(doc.n_words)
        for sentence, hits in zip(doc.sentences, found, strict=True):
            counts = {}  # of the voices that have a part of the sentence
            for part in sentence.parts:
                tally = tallies.get(part.voice)
                if tally is None:
                    tally = tallies[part.voice] = _Tally()
                tally.n_words += part.n_words
                counts[part.voice] = tally.counts
            if not hits:
                continue
            said = _said(doc, sentence, hits)
            for (_, _, entry), (voice, _) in zip(hits, said, strict=True):
                whole.counts[frame_of[entry]] += 1
                if voice in counts:
                    counts[voice][frame_of[entry]] += 1
            if sink.wants_evidence:
                self._evidence(hits, said, sink)
        self._emit(doc, {MIXED: whole, **tallies}, sink)

    def _evidence(self, hits: list[FrameHit], said: list[tuple[str, str]], sink: Sink) -> None:
        """Add words with their voices and speakers."""
        entries, name = self._words.entries, WORDS.name
        for (start, end, n), (voice, speaker) in zip(hits, said, strict=True):
            entry = entries[n]
            sink.evidence(
                name, entry.category, start, end,
                weight=entry.weight, rule=entry.note, voice=voice, speaker=speaker,
            )  # fmt: skip

    def _emit(self, doc: Document, tallies: dict[str, _Tally], sink: Sink) -> None:
        """Add a unit with the words as denominator for each voice, and one a frame."""
        start, end = doc.sentences[0].start, doc.sentences[-1].end
        for voice, tally in tallies.items():
            unit = "voice" if voice == MIXED else PART
            place = sink.place(unit, start, end, "all", voice)
            sink.row(place, WORDS.name, sum(tally.counts), tally.n_words)
            for frame, count in zip(FRAMES, tally.counts, strict=True):
                if count:
                    sink.row(place, WORDS.name, count, 0, frame)


@dataclass(slots=True)
class _Tally:
    """Words, and frame words by frame, of one voice; the voice ``mixed`` stands for all."""

    n_words: int = 0
    counts: list[int] = field(default_factory=lambda: [0] * len(FRAMES))


def _repeats_few_words(doc: Document) -> bool:
    """Say whether a document has too few distinct words; its beginning mostly tells."""
    beginning = set(doc.words[: 2 * _FEWEST_DISTINCT])
    return len(beginning) < _FEWEST_DISTINCT and len(set(doc.words)) < _FEWEST_DISTINCT


def _said(doc: Document, sentence: Sentence, hits: list[FrameHit]) -> list[tuple[str, str]]:
    """Give the voice and the speaker of each hit in a sentence."""
    if sentence.voice != MIXED and sentence.parts:
        return [(sentence.voice, sentence.parts[0].speaker)] * len(hits)
    return [doc.voice_at(hit[0]) for hit in hits]


def _by_sentence(doc: Document, hits: list[FrameHit]) -> list[list[FrameHit]]:
    """Sort hits, which are in reading order, into the sentences they stand in."""
    found: list[list[FrameHit]] = [[] for _ in doc.sentences]
    ends = [sentence.end for sentence in doc.sentences]
    at = 0
    for hit in hits:
        while hit[0] >= ends[at]:
            at += 1
        found[at].append(hit)
    return found
