"""Frames of articles, of paragraphs, and the words that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.lexicon import Lexicon
from framing.measures.frames.features import read, shape_of
from framing.measures.frames.weights import FrameWeights
from framing.measures.frames.words import FRAMES, FrameHit, FrameWords
from framing.measures.rows import MIXED, PART, Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document
from framing.text.wordrows import WordRows

__all__ = ["CARRIES", "FramesMeasure"]

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

    def _facts(self, word: str) -> tuple[int, int, int]:
        """Give all that is asked of a word: entries, column of its weights, shape."""
        return self._words.hits_number(word), self._weights.column_of(word), shape_of(word)

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put units and evidence of each document into its sink."""
        for doc, sink in zip(docs, sinks, strict=True):
            if doc.sentences:
                self._score(doc, sink)

    def _score(self, doc: Document, sink: Sink) -> None:
        numbers, columns, shapes = self._rows.of(doc.numbered).T
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
        rows = [("all", mean, "", 1.0)]
        rows += [(f, p, label, 0.0) for f, p, label in zip(FRAMES, chances, labels, strict=True)]
        place = sink.place("article", start, end, "all", "all")
        for frame, chance, label, denominator in rows:
            sink.row(
                place, PRESENCE.name, chance, denominator, frame, probability=chance, label=label
            )

    def _prominence(self, doc: Document, found: list[list[FrameHit]], sink: Sink) -> None:
        """Add one unit a paragraph, and one for each frame that it carries."""
        for paragraph in doc.paragraphs:
            first, last = paragraph.first, paragraph.last
            if first == last:
                continue
            n_words = doc.sentences[last - 1].last - doc.sentences[first].first
            hits = [hit for sentence in found[first:last] for hit in sentence]
            carried = self._carried(hits, n_words) if hits else []
            place = sink.place(
                "paragraph", paragraph.start, paragraph.end, paragraph.segment, "all", "", first
            )
            if not carried:
                sink.row(place, PROMINENCE.name, 0.0, 1.0, label="0")
                continue
            sink.row(place, PROMINENCE.name, 1.0, 1.0, label="1")
            for frame in carried:
                sink.row(place, PROMINENCE.name, 1.0, 0.0, frame, label="1")

    def _carried(self, hits: list[FrameHit], n_words: int) -> list[str]:
        """Give the frames whose words weigh enough in a paragraph."""
        mass = [0.0] * len(FRAMES)
        frame_of, weight_of = self._words.frame_of, self._words.weight_of
        for _, _, n in hits:
            mass[frame_of[n]] += weight_of[n]
        return [f for n, f in enumerate(FRAMES) if mass[n] * 100 >= CARRIES[f] * n_words]

    def _counts(self, doc: Document, found: list[list[FrameHit]], sink: Sink) -> None:
        """Count frame words by voice, with each word as evidence."""
        entries, frame_of = self._words.entries, self._words.frame_of
        tallies: dict[str, _Tally] = {}
        whole = _Tally(doc.n_words)
        for sentence, hits in zip(doc.sentences, found, strict=True):
            for part in sentence.parts:
                if part.voice not in tallies:
                    tallies[part.voice] = _Tally()
                tallies[part.voice].n_words += part.n_words
            if not hits:
                continue
            known = None
            if sentence.voice != MIXED and sentence.parts:
                known = (sentence.voice, sentence.parts[0].speaker)
            voices = [part.voice for part in sentence.parts]
            for start, end, n in hits:
                voice, speaker = known or doc.voice_at(start)
                whole.counts[frame_of[n]] += 1
                if voice in voices:
                    tallies[voice].counts[frame_of[n]] += 1
                entry = entries[n]
                sink.evidence(
                    WORDS.name, entry.category, start, end, weight=entry.weight,
                    rule=entry.note, voice=voice, speaker=speaker,
                )  # fmt: skip
        self._emit(doc, {MIXED: whole, **tallies}, sink)

    def _emit(self, doc: Document, tallies: dict[str, _Tally], sink: Sink) -> None:
        """Add a unit with the words as denominator for each voice, and one a frame."""
        start, end = doc.sentences[0].start, doc.sentences[-1].end
        for voice, tally in tallies.items():
            rows = [("all", sum(tally.counts), tally.n_words)]
            rows += [(f, count, 0) for f, count in zip(FRAMES, tally.counts, strict=True) if count]
            unit = "voice" if voice == MIXED else PART
            place = sink.place(unit, start, end, "all", voice)
            for frame, count, n_words in rows:
                sink.row(place, WORDS.name, count, n_words, frame)


@dataclass(slots=True)
class _Tally:
    """Words, and frame words by frame, of one voice; the voice ``mixed`` stands for all."""

    n_words: int = 0
    counts: list[int] = field(default_factory=lambda: [0] * len(FRAMES))


def _repeats_few_words(doc: Document) -> bool:
    """Say whether a document has too few distinct words; its beginning mostly tells."""
    beginning = set(doc.words[: 10 * _FEWEST_DISTINCT])
    return len(beginning) < _FEWEST_DISTINCT and len(set(doc.words)) < _FEWEST_DISTINCT


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
