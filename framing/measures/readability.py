"""Readability: the usual indices, by textstat's formulas on the document's own counts.

Syllables are textstat's where no pronouncing dictionary is at hand, that is with
``set_lang("en-US")``: the hyphenation points of pyphen, plus one. Nothing is downloaded, and
textstat itself, which takes seconds to import and keeps its language as global state, is read
only for its list of easy words. Headlines and section heads are left out: they are no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from framing.errors import FramingError
from framing.measures.rows import Sink
from framing.measures.specs import MeasureSpec
from framing.measures.syllables import bare_word, common_words, count_syllables, counted
from framing.text.document import Document, Paragraph
from framing.text.vocabulary import Numbered, joined
from framing.text.wordrows import WordRows

__all__ = ["TextCounts", "ReadabilityMeasure", "count_syllables"]

_FEWEST_DISTINCT = 15  # distinct words; the indices of a shorter text are noise
_HEAD_WORDS = 12  # a paragraph this short without a final mark is a section head
_FINAL = ".!?…:;\"')"
_DRAWN = 42  # words drawn for the measure of diversity (McCarthy & Jarvis 2010)
_MANY = 3  # syllables of a polysyllabic word
_NO_LETTER = re.compile(r"[^\w\s]")
_SHIFT = 32  # bits, more than the numbers of words need
Spans = list[tuple[int, int]]  # of sentences, last exclusive


@dataclass(frozen=True)
class TextCounts:
    """What the formulas need, counted over a text.

    Attributes
    ----------
    words, sentences : int
        Words and sentences.
    letters : int
        Letters and digits of the words.
    characters : int
        Everything but blanks.
    syllables : int
        Syllables of the words.
    polysyllables : int
        Words of three or more syllables.
    complex_words : int
        Words of three or more syllables outside the Dale-Chall list of easy words.
    difficult_words : int
        Words outside the Dale-Chall list of easy words.

    Examples
    --------
    >>> round(TextCounts(100, 5, 450, 480, 150, 12, 9, 25).flesch_kincaid, 2)
    9.91
    """

    words: int
    sentences: int
    letters: int
    characters: int
    syllables: int
    polysyllables: int
    complex_words: int
    difficult_words: int

    @property
    def words_per_sentence(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences

    @property
    def flesch(self) -> float:
        """Flesch reading ease (Flesch 1948)."""
        syllables = self.syllables / self.words
        return 206.835 - 1.015 * self.words_per_sentence - 84.6 * syllables

    @property
    def flesch_kincaid(self) -> float:
        """Flesch-Kincaid grade (Kincaid et al. 1975)."""
        syllables = self.syllables / self.words
        return 0.39 * self.words_per_sentence + 11.8 * syllables - 15.59

    @property
    def coleman_liau(self) -> float:
        """Coleman-Liau index (Coleman & Liau 1975)."""
        letters = self.letters / self.words * 100
        return 0.058 * letters - 0.296 * (self.sentences / self.words * 100) - 15.8

    @property
    def gunning_fog(self) -> float:
        """Gunning's fog index (Gunning 1952)."""
        return 0.4 * (self.words_per_sentence + 100 * self.complex_words / self.words)

    @property
    def smog(self) -> float:
        """SMOG grade (McLaughlin 1969)."""
        return 1.043 * (30 * (self.polysyllables / self.sentences)) ** 0.5 + 3.1291

    @property
    def ari(self) -> float:
        """Automated readability index (Smith & Senter 1967)."""
        return 4.71 * (self.characters / self.words) + 0.5 * self.words_per_sentence - 21.43

    @property
    def dale_chall(self) -> float:
        """Dale-Chall score (Dale & Chall 1948)."""
        difficult = 100 * self.difficult_words / self.words
        score = 0.1579 * difficult + 0.0496 * self.words_per_sentence
        return score + 3.6365 if difficult > 5 else score


def _spec(
    name: str, label: str, span: tuple[float, float], higher: str, source: str, **more: object
) -> MeasureSpec:
    """Make the specification of an index."""
    settings: dict[str, object] = {
        "unit_label": "US school grade",
        "null": "0: below the first grade of school",
        "low_label": "easier",
        "high_label": "harder",
        "profile": False,
        **more,
    }
    return MeasureSpec(
        name=f"readability.{name}", label=label, unit="article", range=span, higher=higher,
        source=source, interval="none", voices=False, segments=False, **settings,  # type: ignore[arg-type]
    )  # fmt: skip


_HARDER = "Higher means harder to read."
_SPECS = (
    _spec(
        "flesch", "Flesch reading ease", (-10000.0, 206.835), "Higher means easier to read.",
        "Flesch (1948)", unit_label="points, about 0 to 100", null="0: very hard to read",
        low_label="harder", high_label="easier",
    ),
    _spec("flesch_kincaid", "Flesch-Kincaid grade", (-15.59, 10000.0), _HARDER,
          "Kincaid et al. (1975)", profile=True),
    _spec("coleman_liau", "Coleman-Liau index", (-45.4, 10000.0), _HARDER,
          "Coleman & Liau (1975)"),
    _spec("gunning_fog", "Gunning fog", (0.0, 10000.0), _HARDER, "Gunning (1952)"),
    _spec("smog", "SMOG grade", (3.1291, 10000.0), _HARDER, "McLaughlin (1969)"),
    _spec("ari", "Automated readability index", (-21.43, 10000.0), _HARDER,
          "Smith & Senter (1967)"),
    _spec("dale_chall", "Dale-Chall score", (0.0, 10000.0), _HARDER, "Dale & Chall (1948)",
          unit_label="points; 9 to 10 is college level", null="0: only easy words"),
    _spec("words_per_sentence", "Words per sentence", (1.0, 10000.0),
          "Higher means longer sentences.", "arithmetic mean", unit_label="words per sentence",
          null="1: every sentence is one word", low_label="shorter sentences",
          high_label="longer"),
    _spec("diversity", "Lexical diversity", (0.0, 1.0),
          "Higher means that words are repeated less.",
          "after HD-D, McCarthy & Jarvis (2010), drawn with replacement",
          unit_label="share of different words among 42 drawn", null="near 0: one word repeated",
          low_label="more repetition", high_label="more varied words"),
)  # fmt: skip
_INDICES = (
    "flesch", "flesch_kincaid", "coleman_liau", "gunning_fog", "smog", "ari", "dale_chall",
)  # fmt: skip


class ReadabilityMeasure:
    """Scores articles by readability indices, sentence length and lexical diversity.

    No index grows with the length of a text. An article with fewer than 15 distinct words, or
    with nothing but heads, gets no value.
    """

    name = "readability"
    specs = _SPECS

    def __init__(self) -> None:
        self.recipe = f"textstat-formulas+pyphen@{metadata.version('pyphen')}:en_US"

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put units of each document into its sink."""
        pairs = [(doc, sink) for doc, sink in zip(docs, sinks, strict=True) if doc.sentences]
        spans = [_prose(doc) for doc, _ in pairs]
        words = _words([doc for doc, _ in pairs], spans) if pairs else []
        for (doc, sink), prose, (frequencies, facts) in zip(pairs, spans, words, strict=True):
            if len(frequencies) >= _FEWEST_DISTINCT:
                _score(doc, sink, _counted(doc, prose, facts), prose, frequencies)


def _words(docs: Sequence[Document], spans: Sequence[Spans]) -> list[tuple[np.ndarray, list[int]]]:
    """Give the frequencies of each document's distinct words, and what all its words have.

    All documents are counted at once: that is quicker than one by one.
    """
    texts = []
    for doc, prose in zip(docs, spans, strict=True):
        vocabulary, numbers = doc.numbered
        words = [numbers[doc.sentences[a].first : doc.sentences[b - 1].last] for a, b in prose]
        texts.append(Numbered(vocabulary, np.concatenate(words)))
    vocabulary, numbers = joined(texts)
    owners = np.repeat(np.arange(len(texts)), [len(text.numbers) for text in texts])
    distinct, frequencies = np.unique(owners << _SHIFT | numbers, return_counts=True)
    facts = _FACTS.of(Numbered(vocabulary, distinct & (1 << _SHIFT) - 1))
    cuts = np.searchsorted(distinct, np.arange(len(texts)) << _SHIFT)
    sums = np.add.reduceat(frequencies[:, None] * facts, cuts)
    return list(zip(np.split(frequencies, cuts[1:]), sums.tolist(), strict=True))


def _score(
    doc: Document, sink: Sink, counts: TextCounts, spans: Spans, frequencies: np.ndarray
) -> None:
    """Add one unit an index."""
    values = [(name, getattr(counts, name), 1.0) for name in _INDICES]
    values.append(("words_per_sentence", counts.words, counts.sentences))
    values.append(("diversity", _diversity(frequencies, counts.words), 1.0))
    start, end = doc.sentences[spans[0][0]].start, doc.sentences[spans[-1][1] - 1].end
    place = sink.place("article", start, end, "all", "all")
    for name, numerator, denominator in values:
        sink.row(place, f"readability.{name}", numerator, denominator)


def _prose(doc: Document) -> Spans:
    """Give the ranges of sentences that are no heads; all of them where nothing else is there."""
    spans = [
        (paragraph.first, paragraph.last)
        for paragraph in doc.paragraphs
        if paragraph.last > paragraph.first and not _is_head(doc, paragraph)
    ]
    return spans or [(0, len(doc.sentences))]


def _is_head(doc: Document, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is a headline or a section head."""
    if paragraph.segment == "headline":
        return True
    last = doc.sentences[paragraph.last - 1]
    if doc.text[last.end - 1] in _FINAL or paragraph.last - paragraph.first > 1:
        return False
    return last.n_words <= _HEAD_WORDS


def _counted(doc: Document, spans: Spans, facts: list[int]) -> TextCounts:
    """Count everything; `facts` are those of the words, summed."""
    at = doc.sentences
    text = "".join([doc.text[at[a].start : at[b - 1].end] for a, b in spans])
    characters = len(text) - text.count(" ") - text.count("\n")
    words = sum([at[last - 1].last - at[first].first for first, last in spans])
    letters, *others = facts
    return TextCounts(words, sum([b - a for a, b in spans]), letters, characters, *others)


def _diversity(frequencies: np.ndarray, n: int) -> float:
    """Give the expected share of different words among some drawn with replacement of all `n`.

    Unlike a type-token ratio it does not fall with length: it depends on shares alone.
    """
    kinds = enumerate(np.bincount(frequencies).tolist())
    missed = sum([many * (1 - count / n) ** _DRAWN for count, many in kinds if many])
    return (len(frequencies) - missed) / _DRAWN


def _facts(words: Sequence[str]) -> np.ndarray:
    """Give letters, syllables; 1 where polysyllabic, complex, difficult (see TextCounts)."""
    easy, known = _easy_words(), common_words()
    letters = [len(word if word.isalnum() else _NO_LETTER.sub("", word)) for word in words]
    syllables = np.array([known[word] if word in known else counted(word) for word in words])
    difficult = np.array([bare_word(word) not in easy for word in words])
    many = syllables >= _MANY
    return np.column_stack([letters, syllables, many, many & difficult, difficult])


_FACTS = WordRows(_facts, 5)


@lru_cache(maxsize=1)
def _easy_words() -> frozenset[str]:
    """Read the Dale-Chall list that comes with textstat, without importing it."""
    spec = find_spec("textstat")
    for folder in spec.submodule_search_locations or () if spec else ():
        file = Path(folder) / "resources" / "en" / "easy_words.txt"
        if file.is_file():
            return frozenset(line.strip() for line in file.read_text("utf-8").splitlines())
    raise FramingError("textstat's list of easy words is missing; reinstall textstat")
