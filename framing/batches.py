"""Clean and analyse a batch of articles, and run the measures over it."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from framing.article import Article
from framing.cleaning import label_many
from framing.columns import Columns, evidence_of, units_of
from framing.lexicon import Lexicon
from framing.measures.registry import load_measures, specs_of
from framing.measures.rows import Sink
from framing.measures.userlexicons import UserLexiconMeasure
from framing.text.document import Document
from framing.text.lines import CONTENT, Segment
from framing.text.normalise import NormalisedText, normalise
from framing.text.shingles import signature
from framing.text.vocabulary import english_share
from framing.values import Sums, sum_units

__all__ = ["Batch", "Settings", "prepare", "score_batch"]

_log = logging.getLogger(__name__)

OK, TOO_SHORT, NOT_ENGLISH, EMPTY, UNREADABLE, FAILED = (
    "ok", "too_short", "not_english", "empty", "unreadable", "failed",
)  # fmt: skip
_FEWEST_WORDS = 5  # below this a text is a label, and no share of it means anything
_FEWEST_ENGLISH = 0.12  # share of function words; see framing.text.tokens
_WORDS_TO_TELL = 30  # fewer words do not tell the language


@dataclass(frozen=True)
class Settings:
    """What a run was asked to do; travels to the workers as one piece."""

    targets: tuple[Any, ...] = ()
    measures: tuple[str, ...] | None = None
    lexicons: tuple[Lexicon, ...] = ()
    templates: Any = None
    detail: str = "evidence"
    keep_boilerplate: bool = False
    backend: str = "linear"

    def load(self) -> list[Any]:
        """Load the measures."""
        measures = load_measures(self.measures)
        if self.backend == "neural":
            from framing.neural.rescoring import with_neural

            measures = with_neural(measures)
        return [*measures, *map(UserLexiconMeasure, self.lexicons)]


@dataclass
class Batch:
    """What a batch of articles gave."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    units: Columns | None = None
    evidence: Columns | None = None
    sums: Sums | None = None
    uncleaned: Sums | None = None


def prepare(article: Article, settings: Settings) -> Document:
    """Label an article's lines and analyse what is content.

    Parameters
    ----------
    article : Article
        The article.
    settings : Settings
        Targets and templates.
    """
    return _cleaned(article, settings, None).annotate(settings.targets)


def _cleaned(
    article: Article, settings: Settings, labelled: tuple[NormalisedText, list[Segment]] | None
) -> Document:
    """Make the document of what is content, not annotated yet."""
    folded, segments = labelled or _labelled([article], settings)[0]
    segments = _with_title(segments, folded.text, article.title)
    return Document(folded, segments, article.title, article.id)


def _labelled(
    articles: Sequence[Article], settings: Settings
) -> list[tuple[NormalisedText, list[Segment]]]:
    """Fold and label the texts of articles, together: that is quicker than one by one."""
    folded = [normalise(article.text) for article in articles]
    found = settings.templates
    templates = None if found is None else [found.of(article.outlet) for article in articles]
    labels = label_many([text.text for text in folded], templates)
    return list(zip(folded, labels, strict=True))


def _with_title(segments: list[Segment], text: str, title: str | None) -> list[Segment]:
    """Let lines that give the article's known title be content, whatever stands around them."""
    if not title:
        return segments
    wanted = " ".join(normalise(title).text.lower().split())
    return [
        Segment(s.start, s.end)
        if s.kind != CONTENT and " ".join(text[s.start : s.end].lower().split()) == wanted
        else s
        for s in segments
    ]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the cyclic garbage collector from running.

    A batch makes many objects and no cycles: the collector finds nothing, and a sixth of the time
    went into its looking. It comes back between batches, so that memory stays bounded.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collector_at_rest()
def score_batch(articles: Sequence[Article], settings: Settings) -> Batch:
    """Score one batch; what goes wrong with an article stays with it."""
    measures = settings.load()
    batch = Batch()
    try:
        labels: list[Any] = _labelled(articles, settings)
    except Exception:
        _log.debug("a batch could not be labelled; going on one by one")
        labels = [None] * len(articles)
    # step by step for all articles: what a step works with stays in the processor's caches
    documents = [
        _document(article, settings, batch, labelled)
        for article, labelled in zip(articles, labels, strict=True)
    ]
    for n, document in enumerate(documents):
        if document is not None:
            annotate = partial(document.annotate, settings.targets)
            documents[n] = _attempted(batch.articles[n], annotate)
    for row, document, article in zip(batch.articles, documents, articles, strict=True):
        if document is not None:
            _judge(row, document, article)
    batch.units, batch.evidence, batch.sums = _measured(documents, batch, measures, settings)
    if settings.keep_boilerplate:
        whole = [
            _uncleaned(article, settings) if document is not None else None
            for article, document in zip(articles, documents, strict=True)
        ]
        bare = Settings(settings.targets, detail="scores")
        batch.uncleaned = _measured(whole, batch, measures, bare)[2]
    if settings.detail == "scores":
        batch.units = None
    return batch


def _uncleaned(article: Article, settings: Settings) -> Document | None:
    """Analyse an article with its boilerplate; None where that fails."""
    try:
        return Document.from_text(article.text, article.title, settings.targets)
    except Exception:
        _log.exception("article %r could not be analysed", article.id)
        return None


def _document(article: Article, settings: Settings, batch: Batch, labelled: Any) -> Document | None:
    """Begin to analyse an article, and its row of the articles table."""
    row = article.record()
    readable = row.pop("readable", True)
    row.update(status=OK, n_words=0, n_sentences=0, signature=b"")
    batch.articles.append(row)
    if not readable:
        row["status"] = UNREADABLE
        return None
    if not article.text.strip():
        _note(row, EMPTY, "the text is empty")
        return None
    return _attempted(row, partial(_cleaned, article, settings, labelled))


def _attempted(row: dict[str, Any], step: Callable[[], Document]) -> Document | None:
    """Do a step of an article's analysis; None where that fails."""
    try:
        return step()
    except Exception as error:
        _log.exception("article %r could not be analysed", row["article_id"])
        _note(row, FAILED, f"{type(error).__name__}: {error}")
        return None


def _judge(row: dict[str, Any], document: Document, article: Article) -> None:
    """Give the figures and the status of an analysed article."""
    row.update(n_words=document.n_words, n_sentences=len(document.sentences))
    row["signature"] = signature(document.numbered)
    row["title"] = row.get("title") or document.title
    if not document.sentences:
        _note(row, EMPTY, "nothing but boilerplate")
    elif document.n_words < _FEWEST_WORDS:
        _note(row, TOO_SHORT, f"fewer than {_FEWEST_WORDS} words")
    elif (language := article.language) and not language.lower().startswith("en"):
        _note(row, NOT_ENGLISH, f"language={language!r}; the measures are made for English")
    elif document.n_words >= _WORDS_TO_TELL and english_share(document.numbered) < _FEWEST_ENGLISH:
        _note(row, NOT_ENGLISH, "too few English function words")


def _note(row: dict[str, Any], status: str, problem: str) -> None:
    row["status"] = status
    row["problem"] = "; ".join(filter(None, (row.get("problem"), problem)))


def _measured(
    documents: Sequence[Document | None], batch: Batch, measures: list[Any], settings: Settings
) -> tuple[Columns, Columns | None, Sums]:
    """Run the measures over the documents of a batch."""
    wanted = settings.detail == "evidence"
    sinks = [None if doc is None else Sink(doc, wanted) for doc in documents]
    for measure in measures:
        numbers = [
            n
            for n, doc in enumerate(documents)
            if doc is not None and _takes(measure, batch.articles[n]["status"])
        ]
        _score_safely(measure, numbers, documents, sinks, batch)
    units = units_of(sinks)
    lengths = [0 if doc is None else len(doc.sentences) for doc in documents]
    evidence = evidence_of(sinks) if wanted else None
    return units, evidence, sum_units(units, lengths, specs_of(measures))


def _takes(measure: Any, status: str) -> bool:
    """Say whether a measure scores articles of a status; boilerplate is counted in any."""
    return status == OK or (getattr(measure, "any_status", False) and status != FAILED)


def _score_safely(
    measure: Any,
    numbers: list[int],
    documents: Sequence[Document | None],
    sinks: Sequence[Any],
    batch: Batch,
) -> None:
    """Score a batch with one measure; on an error article by article, so that only one is lost."""
    marks = {n: sinks[n].mark() for n in numbers}
    try:
        measure.score([documents[n] for n in numbers], [sinks[n] for n in numbers])
        return
    except Exception:
        _log.debug("measure %r failed on a batch; going on one by one", measure.name)
    for n in numbers:
        sinks[n].cut(marks[n])
        try:
            measure.score([documents[n]], [sinks[n]])
        except Exception as error:
            _log.exception("measure %r failed", measure.name)
            sinks[n].cut((0, 0, 0))
            _note(batch.articles[n], FAILED, f"{measure.name}: {type(error).__name__}: {error}")
