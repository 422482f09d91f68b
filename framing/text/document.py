"""The Document: what every measure reads, made once an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Any

from framing.text import tokens
from framing.text.lines import CONTENT, Segment, line_spans
from framing.text.normalise import NormalisedText, fold_case, normalise
from framing.text.quotes import find_quotes
from framing.text.sentences import sentence_spans
from framing.text.vocabulary import Numbered, numbered
from framing.text.voices import OWN, VoiceMap

if TYPE_CHECKING:
    from framing.text.attributions import Attribution
    from framing.text.mentions import Mention

__all__ = ["Document", "Paragraph", "Part", "Sentence"]

HEADLINE, LEAD, BODY = "headline", "lead", "body"
_TITLE_WORDS = 30  # a first line longer than this is a paragraph, not a headline
_LEAD_WORDS = 10  # a shorter paragraph is a section head or a dateline
_PART_WORDS = 3  # a voice with fewer words in a sentence says nothing that could be judged
_ENDS = ".!?:;\"')…"


@dataclass(slots=True)
class Part:
    """What one voice has of a sentence; its stretches merged, `start` the first one's."""

    voice: str
    speaker: str
    start: int
    end: int
    n_words: int


@dataclass(slots=True)
class Sentence:
    """A sentence of the content; `first` and `last` index the words, last exclusive."""

    index: int
    start: int
    end: int
    segment: str
    paragraph: int
    first: int
    last: int
    voice: str = OWN
    parts: tuple[Part, ...] = ()

    @property
    def n_words(self) -> int:
        """Number of words."""
        return self.last - self.first


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the content; `first` and `last` index the sentences, last exclusive."""

    start: int
    end: int
    segment: str
    first: int
    last: int


class Document:
    """An article's content, analysed: sentences, words, quotes, attributions, voices, mentions.

    All offsets count characters of the folded :attr:`text`; :meth:`source_span` leads back.

    Parameters
    ----------
    folded : NormalisedText
        The whole article.
    segments : sequence of Segment
        Labelled lines or spans that cover it; measures read those labelled content.
    title : str or None
        The title, if metadata gave one.
    article_id : str
        Whose text it is.
    """

    def __init__(
        self,
        folded: NormalisedText,
        segments: Sequence[Segment],
        title: str | None = None,
        article_id: str = "",
    ) -> None:
        self.article_id = article_id
        self.folded = folded
        self.text = folded.text
        self.lower = fold_case(folded.text)
        self.lines = tuple(segments)
        spans = _paragraph_spans(self.text, [s for s in segments if s.kind == CONTENT])
        self.title = title
        headlines = self._headlines(spans)
        self.sentences: list[Sentence] = []
        self.paragraphs: list[Paragraph] = []
        self._split(spans, headlines)
        self.quotes, self.unmatched_quotes = find_quotes(self.text, spans)
        self.attributions: list[Attribution] = []
        self.voices = VoiceMap(self.quotes, ())
        self.mentions: dict[str, list[Mention]] = {}

    @classmethod
    def from_text(cls, raw: str, title: str | None = None, targets: Any = ()) -> Document:
        """Analyse a text as it stands, every line taken as content.

        Parameters
        ----------
        raw : str
            The text.
        title : str, optional
            Its title; the first line where it reads like one.
        targets : sequence of Target
            Whose mentions to find.
        """
        folded = normalise(raw)
        segments = [Segment(start, end) for start, end in line_spans(folded.text)]
        return cls(folded, segments, title).annotate(targets)

    def annotate(self, targets: Sequence[Any] = ()) -> Document:
        """Find attributions, voices and the targets' mentions; returns the document."""
        from framing.text.attributions import annotate
        from framing.text.mentions import find_mentions

        self.attributions = annotate(self)
        worded: list[tuple[int, int, str]] = []
        others: list[tuple[int, int, str]] = []
        for found in self.attributions:
            contents = worded if found.worded else others
            contents += [(start, end, found.speaker or "") for start, end in found.content]
        self.voices = VoiceMap(self.quotes, worded, others)
        self._give_voices()
        if targets:
            self.mentions = find_mentions(self, targets)
        return self

    @property
    def n_words(self) -> int:
        """Number of words of the content."""
        return len(self.words)

    @cached_property
    def numbered(self) -> Numbered:
        """The words by number, looked up once for all measures."""
        return numbered(self.words)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, position: int) -> int | None:
        """Give the index of the sentence that holds an offset, None outside the content."""
        found = bisect_right(self._sentence_starts, position) - 1
        return found if found >= 0 and position < self.sentences[found].end else None

    def voice_at(self, position: int) -> tuple[str, str]:
        """Give voice and speaker at an offset."""
        return self.voices.at(position)

    def words_between(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of words (last exclusive) that begin inside a span."""
        first = bisect_left(self.word_starts, start)
        return first, bisect_left(self.word_starts, end, first)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the article's own text that a span of the folded text stands for."""
        return self.folded.to_source(start, end)

    def _headlines(self, spans: list[tuple[int, int]]) -> set[int]:
        """Find the paragraphs that are the headline; take the first line where none is given."""
        if not spans:
            return set()
        wanted = _squeezed(normalise(self.title).text) if self.title else None
        if wanted is None and len(spans) > 1 and _reads_like_title(self.text, spans[0]):
            self.title = self.text[slice(*spans[0])]
            wanted = _squeezed(self.title)
        if not wanted:
            return set()
        size = len(wanted) + 8
        return {
            n
            for n, (start, end) in enumerate(spans)
            if end - start <= size and _squeezed(self.text[start:end]) == wanted
        }

    def _split(self, spans: list[tuple[int, int]], headlines: set[int]) -> None:
        """Make paragraphs, sentences and words."""
        self.words, self.word_starts, self.word_ends = tokens.words(self.lower, spans)
        starts, sentences = self.word_starts, self.sentences
        lead_open = True
        word = 0
        for n, (start, end) in enumerate(spans):
            segment = HEADLINE if n in headlines else BODY
            may_lead = lead_open and segment == BODY
            if may_lead and bisect_left(starts, end, word) - word >= _LEAD_WORDS:
                segment, lead_open = LEAD, False
            first = len(sentences)
            for left, right in sentence_spans(self.text, start, end):
                last = bisect_left(starts, right, word)
                if last > word:
                    sentences.append(Sentence(len(sentences), left, right, segment, n, word, last))
                    word = last
            self.paragraphs.append(Paragraph(start, end, segment, first, len(sentences)))

    def _give_voices(self) -> None:
        """Split every sentence into what each voice has of it."""
        frames = sorted(span for found in self.attributions for span in (*found.source, *found.cue))
        lefts = [left for left, _ in frames]
        for sentence in self.sentences:
            pieces = self.voices.over(sentence.start, sentence.end)
            if len(pieces) == 1:
                _, _, voice, speaker = pieces[0]
                sentence.voice = voice
                sentence.parts = (
                    Part(voice, speaker, sentence.start, sentence.end, sentence.n_words),
                )
            else:
                first, last = bisect_left(lefts, sentence.start), bisect_left(lefts, sentence.end)
                self._give_parts(sentence, pieces, frames[first:last])

    def _give_parts(
        self,
        sentence: Sentence,
        pieces: list[tuple[int, int, str, str]],
        frames: list[tuple[int, int]],
    ) -> None:
        """Merge the stretches of a sentence by voice; leave out voices that say nothing."""
        parts: dict[str, Part] = {}
        last = sentence.first
        for start, end, voice, speaker in pieces:
            first, last = last, bisect_left(self.word_starts, end, last, sentence.last)
            part = parts.get(voice)
            if part is None:
                parts[voice] = Part(voice, speaker, start, end, last - first)
            else:
                part.end, part.n_words = end, part.n_words + last - first
                part.speaker = part.speaker or speaker
        kept = [part for part in parts.values() if part.n_words >= _PART_WORDS]
        own = parts.get(OWN)
        if own and own.n_words >= _PART_WORDS:
            said = own.n_words - self._framed(sentence, pieces, frames)
            kept = [part for part in kept if part is not own or said >= _PART_WORDS]
        if not kept:
            kept = [max(parts.values(), key=lambda part: part.n_words)]
        sentence.parts = tuple(kept)
        sentence.voice = kept[0].voice if len(kept) == 1 else "mixed"

    def _framed(
        self,
        sentence: Sentence,
        pieces: list[tuple[int, int, str, str]],
        frames: list[tuple[int, int]],
    ) -> int:
        """Count the outlet's words in a sentence that only name a source or say that it speaks."""
        starts, stop = self.word_starts, sentence.last
        count = 0
        for start, end, voice, _ in pieces:
            for left, right in frames if voice == OWN else ():
                if start <= left < end:
                    first = bisect_left(starts, left, sentence.first, stop)
                    count += bisect_left(starts, min(right, end), first, stop) - first
        return count


def _squeezed(text: str) -> str:
    """Lower-case a line and reduce its blanks, for comparing titles."""
    return " ".join(text.lower().split())


def _reads_like_title(text: str, span: tuple[int, int]) -> bool:
    """Say whether a first line is a headline: short, no full stop at its end."""
    line = text[slice(*span)]
    return line[-1] not in ".:;," and len(line.split()) <= _TITLE_WORDS


def _paragraph_spans(text: str, content: Sequence[Segment]) -> list[tuple[int, int]]:
    """Give the paragraphs: one a line, or a block of lines where the text is hard-wrapped."""
    spans = [(s.start, s.end) for s in content]
    if not _hard_wrapped(text, spans):
        return spans
    blocks: list[tuple[int, int]] = []
    for start, end in spans:
        if blocks and text[blocks[-1][1] : start].count("\n") == 1:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _hard_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Say whether lines were broken at a fixed width, as in e-mail and old archives."""
    inner = [
        span
        for span, after in zip(spans, spans[1:], strict=False)
        if text[span[1] : after[0]].count("\n") == 1
    ]
    if len(inner) < 4 or len(inner) * 2 < len(spans):
        return False
    lengths = [end - start for start, end in inner]
    middle = median(lengths)
    if not 40 <= middle <= 110:
        return False
    even = sum(abs(length - middle) <= 15 for length in lengths)
    broken = sum(text[end - 1] not in _ENDS for _, end in inner)
    return even >= 0.8 * len(inner) and broken >= 0.6 * len(inner)
