"""Run cleaning and measures over articles, in batches, and put the tables together."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.article import Article, Corpus
from framing.cleaning import label_many
from framing.columns import Columns, evidence_of, units_of
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.measures.registry import load_measures, specs_of
from framing.measures.rows import Sink
from framing.measures.userlexicons import UserLexiconMeasure
from framing.neural import choose
from framing.text.document import Document
from framing.text.lines import CONTENT, Segment, line_spans
from framing.text.mentions import parse_targets, propose_targets
from framing.text.normalise import NormalisedText, normalise
from framing.text.shingles import signature
from framing.text.vocabulary import english_share
from framing.values import Sums, sum_units

if TYPE_CHECKING:
    from framing.scores import Scores

__all__ = ["DETAILS", "Batch", "Settings", "prepare", "score"]

_log = logging.getLogger(__name__)

DETAILS = ("scores", "units", "evidence")
OK, TOO_SHORT, NOT_ENGLISH, EMPTY, UNREADABLE, FAILED = (
    "ok", "too_short", "not_english", "empty", "unreadable", "failed",
)  # fmt: skip
_FEWEST_WORDS = 5  # below this a text is a label, and no share of it means anything
_FEWEST_ENGLISH = 0.12  # share of function words; see framing.text.tokens
_WORDS_TO_TELL = 30  # fewer words do not tell the language
_BATCH_ARTICLES = 64
_BATCH_CHARACTERS = 400_000


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


def score(
    corpus: Any,
    targets: Any = (),
    measures: Iterable[str] | str | None = None,
    *,
    lexicons: Iterable[Lexicon | str | Path] = (),
    templates: Any = None,
    detail: str = "evidence",
    texts: bool = True,
    keep_boilerplate: bool = False,
    progress: bool = True,
    workers: int = 1,
    backend: str = "linear",
) -> Scores:
    """Clean articles and score them.

    Parameters
    ----------
    corpus : Corpus, Article, str, Path, DataFrame, or iterable of str or Article
        What to score. A ``str`` is a text, a ``Path`` is read.
    targets : list, mapping or "auto"
        Whom stance is measured toward: names, or ``{"Ukraine": ["Kyiv", "Zelensky"]}`` with
        aliases; ``"auto"`` takes the names mentioned most.
    measures : iterable of str, optional
        Which measures of :func:`framing.list_measures`; all by default.
    lexicons : iterable of Lexicon or path
        Own word lists; each is counted per 1,000 words as ``lexicon.<name>``.
    templates : Templates, optional
        Recurring lines of each outlet, from :func:`framing.learn_templates`.
    detail : {"evidence", "units", "scores"}
        How much to keep: everything; no evidence; or only values.
    texts : bool
        Whether the articles table keeps the texts.
    keep_boilerplate : bool
        Score each article a second time with its residue left in (``value_uncleaned``).
    progress : bool
        Show a progress bar on work that takes longer than a second.
    workers : int
        Processes; the result does not depend on it.
    backend : {"linear", "neural"}
        Where probabilities of stance, hedging, loaded language and frames come from; ``neural``
        needs the extra of that name, and a warning says so where it is missing.

    Returns
    -------
    Scores
        One row an article, failed ones too, each with its status.

    Raises
    ------
    FramingError
        If an argument is not usable. A bad article never raises.

    Examples
    --------
    >>> scores = score("Officials said the talks may fail.", progress=False)
    >>> scores.articles.status.tolist()
    ['ok']
    """
    from framing.scores import Scores

    if detail not in DETAILS:
        raise FramingError(f"detail={detail!r} is not known; there are: {', '.join(DETAILS)}")
    if not isinstance(workers, int) or workers < 1:
        raise FramingError(f"workers={workers!r} must be a whole number of at least 1")
    articles = as_corpus(corpus)
    settings = Settings(
        _targets(targets, articles), None if measures is None else _names(measures),
        tuple(map(_lexicon, lexicons)), templates, detail, keep_boilerplate,
        "neural" if choose(backend) else "linear",
    )  # fmt: skip
    loaded = settings.load()
    batches = _progressing(_run(articles, settings, workers), articles, progress)
    return Scores.from_batches(
        batches,
        specs=specs_of(loaded),
        recipes={spec.name: m.recipe for m in loaded for spec in m.specs},
        targets=[target.name for target in settings.targets],
        settings=_described(settings),
        texts=texts,
    )


def as_corpus(source: Any) -> Corpus:
    """Make a corpus of whatever a user hands in.

    Raises
    ------
    FramingError
        If it holds no articles.
    """
    import pandas as pd

    from framing import reading

    if isinstance(source, Corpus):
        return source
    if isinstance(source, Article):
        return Corpus([source])
    if isinstance(source, Path):
        return reading.read(source)
    if isinstance(source, pd.DataFrame):
        return reading.from_frame(source)
    if isinstance(source, str | pd.Series):
        return reading.from_texts(source)
    try:
        items = list(source)
    except TypeError:
        kind = type(source).__name__
        raise FramingError(
            f"corpus is of type {kind}; give a Corpus, a text, a Path, a DataFrame or a list"
        ) from None
    if items and all(isinstance(item, Article) for item in items):
        return Corpus(items)
    if items and all(isinstance(item, Path) for item in items):
        return reading.read(items)
    return reading.from_texts(items)


def prepare(
    article: Article,
    settings: Settings,
    *,
    cleaned: bool = True,
    labelled: tuple[NormalisedText, list[Segment]] | None = None,
) -> Document:
    """Label an article's lines and analyse what is content.

    Parameters
    ----------
    article : Article
        The article.
    settings : Settings
        Targets and templates.
    cleaned : bool
        False takes every line as content.
    labelled : NormalisedText and list of Segment, optional
        The folded text and its labels, where they were made with those of other articles.
    """
    if cleaned:
        folded, segments = labelled or _labelled([article], settings)[0]
        segments = _with_title(segments, folded.text, article.title)
    else:
        folded = normalise(article.text)
        segments = [Segment(start, end) for start, end in line_spans(folded.text)]
    document = Document(folded, segments, article.title, article.id)
    return document.annotate(settings.targets)


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


def _names(measures: Iterable[str] | str) -> tuple[str, ...]:
    return (measures,) if isinstance(measures, str) else tuple(measures)


def _lexicon(given: Lexicon | str | Path) -> Lexicon:
    return given if isinstance(given, Lexicon) else Lexicon.from_file(given)


def _targets(targets: Any, corpus: Corpus) -> tuple[Any, ...]:
    """Parse targets, or propose them from the first articles."""
    if isinstance(targets, str) and targets == "auto":
        settings = Settings()
        sample = [a for a in islice(iter(corpus), 200) if a.readable and a.text.strip()]
        return parse_targets(propose_targets([prepare(article, settings) for article in sample]))
    return parse_targets(targets)


def _described(settings: Settings) -> dict[str, Any]:
    """Give the settings as the saved tables carry them."""
    from framing import __version__

    templates = settings.templates
    return {
        "framing": __version__,
        "targets": {target.name: list(target.aliases) for target in settings.targets},
        "templates": None if templates is None else templates.id,
        "detail": settings.detail,
        "keep_boilerplate": settings.keep_boilerplate,
        "backend": settings.backend,
        "lexicons": [lexicon.recipe for lexicon in settings.lexicons],
    }


def _run(corpus: Iterable[Article], settings: Settings, workers: int) -> Iterator[Batch]:
    """Score batch after batch, in order."""
    chunks = _chunks(corpus)
    if workers == 1:
        yield from (_score_batch(chunk, settings) for chunk in chunks)
        return
    from joblib import Parallel, delayed

    pool = Parallel(n_jobs=workers, return_as="generator")
    yield from pool(delayed(_score_batch)(chunk, settings) for chunk in chunks)


def _chunks(corpus: Iterable[Article]) -> Iterator[list[Article]]:
    """Cut a stream of articles into batches of bounded size."""
    chunk: list[Article] = []
    size = 0
    for article in corpus:
        chunk.append(article)
        size += len(article.text)
        if len(chunk) >= _BATCH_ARTICLES or size >= _BATCH_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _progressing(batches: Iterator[Batch], corpus: Corpus, progress: bool) -> Iterator[Batch]:
    """Show a bar that counts articles, once the work takes longer than a second."""
    from tqdm.auto import tqdm

    try:
        total: int | None = len(corpus)
    except TypeError:
        total = None
    with tqdm(total=total, desc="scoring", unit="article", delay=1, disable=not progress) as bar:
        for batch in batches:
            bar.update(len(batch.articles))
            yield batch


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
def _score_batch(articles: Sequence[Article], settings: Settings) -> Batch:
    """Score one batch; what goes wrong with an article stays with it."""
    measures = settings.load()
    batch = Batch()
    try:
        labels: list[Any] = _labelled(articles, settings)
    except Exception:
        _log.debug("a batch could not be labelled; going on one by one")
        labels = [None] * len(articles)
    documents = [
        _document(article, settings, batch, labelled)
        for article, labelled in zip(articles, labels, strict=True)
    ]
    batch.units, batch.evidence, batch.sums = _measured(documents, batch, measures, settings)
    if settings.keep_boilerplate:
        whole = [
            _attempt(article, settings, cleaned=False) if document is not None else None
            for article, document in zip(articles, documents, strict=True)
        ]
        bare = Settings(settings.targets, detail="scores")
        batch.uncleaned = _measured(whole, batch, measures, bare)[2]
    if settings.detail == "scores":
        batch.units = None
    return batch


def _attempt(article: Article, settings: Settings, *, cleaned: bool) -> Document | None:
    """Analyse an article; None where that fails."""
    try:
        return prepare(article, settings, cleaned=cleaned)
    except Exception:
        _log.exception("article %r could not be analysed", article.id)
        return None


def _document(article: Article, settings: Settings, batch: Batch, labelled: Any) -> Document | None:
    """Analyse an article and write its row of the articles table."""
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
    try:
        document = prepare(article, settings, labelled=labelled)
    except Exception as error:
        _log.exception("article %r could not be analysed", article.id)
        _note(row, FAILED, f"{type(error).__name__}: {error}")
        return None
    row.update(n_words=document.n_words, n_sentences=len(document.sentences))
    row["signature"] = signature(document.numbered)
    row["title"] = row.get("title") or document.title
    _judge(row, document, article)
    return document


def _judge(row: dict[str, Any], document: Document, article: Article) -> None:
    """Give the status of an analysed article."""
    if not document.sentences:
        _note(row, EMPTY, "nothing but boilerplate")
    elif document.n_words < _FEWEST_WORDS:
        _note(row, TOO_SHORT, f"{document.n_words} words; at least {_FEWEST_WORDS} are needed")
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
