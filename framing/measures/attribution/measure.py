"""The attribution measure: words, sources and verbs of saying."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from framing.lexicon import Lexicon
from framing.measures.attribution.columns import (
    DIVERSITY,
    FIRST,
    QUOTES,
    SOURCES,
    SPECS,
    TOP,
    VERBS,
    WORDS,
)
from framing.measures.attribution.diversity import rarefied_shannon
from framing.measures.rows import Sink
from framing.text.attributions import Attribution, Span
from framing.text.document import Document

__all__ = ["AttributionMeasure", "find"]

_RULES = "attribution-rules@1.0"
_MAIN = 3  # sources whose share TOP gives
Counts = dict[tuple[str, str], int]  # words by segment and category


def find(text: str) -> list[Attribution]:
    """Find who is said to have said, thought or wanted what.

    Parameters
    ----------
    text : str
        An article or a part of one.

    Returns
    -------
    list of Attribution
        In reading order; the spans of ``source``, ``cue`` and ``content`` count characters of
        `text` as given, ``speaker`` is the source's full name or description within it.

    Examples
    --------
    >>> text = "Mark Rutte arrived late. \\"We will talk,\\" Rutte said."
    >>> found = find(text)[0]
    >>> found.speaker, [text[a:b] for a, b in found.content]
    ('Mark Rutte', ['"We will talk,"'])
    """
    doc = Document.from_text(text)

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(doc.source_span(*span) for span in spans)

    return [
        a._replace(source=moved(a.source), cue=moved(a.cue), content=moved(a.content))
        for a in doc.attributions
    ]


class AttributionMeasure:
    """Who gets to speak, for how long, and how it is introduced.

    Attributes
    ----------
    name : str
        ``"attribution"``.
    specs : tuple of MeasureSpec
        Its columns; each says its range, its null and what higher means.
    recipe : str
        Versions of rules and lexicons.
    """

    name = "attribution"
    specs = SPECS

    def __init__(self) -> None:
        lexicons = (Lexicon.load("saying"), Lexicon.load("sources"))
        self.recipe = "+".join((_RULES, *(lexicon.recipe for lexicon in lexicons)))

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put the units and the evidence of each document into its sink."""
        for doc, sink in zip(docs, sinks, strict=True):
            if doc.sentences:
                _score(doc, sink)


def _score(doc: Document, sink: Sink) -> None:
    """Score one document."""
    spoken = [a for a in doc.attributions if a.worded or a.form != "indirect"]
    runs = _runs(doc)
    totals: dict[str, int] = defaultdict(int)
    for segment, first, last in runs:
        totals[segment] += last - first
    attributed: Counts = defaultdict(int)
    amounts: dict[str, int] = defaultdict(int)
    for found in spoken:
        for span in found.content:
            for segment, words in _words_by_segment(doc, runs, span):
                attributed[segment, found.kind] += words
                if found.speaker:
                    amounts[found.speaker] += words
    quoted: Counts = defaultdict(int)
    for quote in doc.quotes:
        for segment, words in _words_by_segment(doc, runs, quote[:2]):
            quoted[segment, "all"] += words
    _shares(doc, sink, WORDS, totals, attributed)
    _shares(doc, sink, QUOTES, totals, quoted)
    _cues(doc, sink, spoken)
    _sources(doc, sink, spoken, amounts)
    _evidence(sink, spoken)


def _runs(doc: Document) -> list[tuple[str, int, int]]:
    """Give the segments as they follow one another, each with its range of words."""
    runs: list[tuple[str, int, int]] = []
    begin, segment = 0, doc.sentences[0].segment
    for sentence in doc.sentences:
        if sentence.segment != segment:
            runs.append((segment, begin, sentence.first))
            begin, segment = sentence.first, sentence.segment
    runs.append((segment, begin, len(doc.words)))
    return runs


def _words_by_segment(
    doc: Document, runs: list[tuple[str, int, int]], span: Span
) -> list[tuple[str, int]]:
    """Count the words of a span in each segment it touches."""
    found: list[tuple[str, int]] = []
    first, last = doc.words_between(*span)
    if first < last and doc.sentence_at(span[0]) is not None:
        for segment, begin, end in runs:
            if begin < last and first < end:
                stop = last if last < end else end
                found.append((segment, stop - (first if first > begin else begin)))
    return found


def _shares(
    doc: Document, sink: Sink, measure: str, totals: dict[str, int], counted: Counts
) -> None:
    """Add the words of each segment, all and by category."""
    start, end = doc.sentences[0].start, doc.sentences[-1].end
    for segment, words in totals.items():
        place = sink.place("article", start, end, segment, "all")
        of_segment = {c: n for (s, c), n in counted.items() if s == segment}
        sink.row(place, measure, float(sum(of_segment.values())), float(words))
        for category, n in of_segment.items():
            if category != "all":
                sink.row(place, measure, float(n), 0.0, category)


def _cues(doc: Document, sink: Sink, spoken: list[Attribution]) -> None:
    """Add a unit for every cue."""
    for found in spoken:
        start, end = found.cue[0] if found.cue else found.content[0]
        at = doc.sentence_at(start)
        segment, sentence = ("body", -1) if at is None else (doc.sentences[at].segment, at)
        kind = found.cue_kind
        place = sink.place("attribution", start, end, segment, "all", found.speaker or "", sentence)
        sink.row(place, VERBS, float(kind != "neutral"), 1.0, label=kind)
        sink.row(place, VERBS, 1.0, 0.0, kind, label=kind)


def _sources(doc: Document, sink: Sink, spoken: list[Attribution], amounts: dict[str, int]) -> None:
    """Add what is said of an article's sources as a whole."""
    place = sink.place("article", doc.sentences[0].start, doc.sentences[-1].end, "all", "all")
    kinds = {found.speaker: found.kind for found in spoken if found.speaker}
    sink.row(place, SOURCES, float(len(kinds)), 1.0)
    for kind, n in Counter(kinds.values()).items():
        sink.row(place, SOURCES, float(n), 0.0, kind)
    firsts = [found.source[0][0] for found in spoken if found.source]
    if firsts:
        sink.row(place, FIRST, float(doc.words_between(0, min(firsts))[1]), 1.0)
    words = sorted((n for n in amounts.values() if n > 0), reverse=True)
    if words:
        sink.row(place, DIVERSITY, rarefied_shannon(words), 1.0)
        sink.row(place, TOP, float(sum(words[:_MAIN])), float(sum(words)))


def _evidence(sink: Sink, spoken: list[Attribution]) -> None:
    """Add source, cue and content of every attribution."""
    for found in spoken:
        speaker = found.speaker or ""
        voice = "quoted" if found.form == "direct" else "reported"
        for start, end in found.content:
            sink.evidence(
                WORDS, found.kind, start, end, rule="content", voice=voice, speaker=speaker
            )
        for start, end in found.source:
            sink.evidence(
                SOURCES, found.kind, start, end, rule="source", voice="own", speaker=speaker
            )
        for start, end in found.cue:
            sink.evidence(
                VERBS, found.cue_kind, start, end, rule="cue", voice="own", speaker=speaker
            )
