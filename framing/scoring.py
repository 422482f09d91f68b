"""Score a corpus: read what was asked for, hand out batches, put the tables together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.article import Article, Corpus
from framing.batches import Batch, Settings, prepare, score_batch
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.measures.registry import specs_of
from framing.neural import choose
from framing.text.mentions import parse_targets, propose_targets

if TYPE_CHECKING:
    from framing.scores import Scores

__all__ = ["DETAILS", "score"]

DETAILS = ("scores", "units", "evidence")
_BATCH_ARTICLES, _SMALL_BATCH = 200, 32
_BATCH_CHARACTERS = 1_200_000


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
    """Score batch after batch, in order.

    Large ones are quicker; small ones keep all workers busy, and the bar moving where a batch
    takes long.
    """
    quick = workers == 1 and settings.backend == "linear"
    chunks = _chunks(corpus, _BATCH_ARTICLES if quick else _SMALL_BATCH)
    if workers == 1:
        yield from (score_batch(chunk, settings) for chunk in chunks)
        return
    from joblib import Parallel, delayed

    pool = Parallel(n_jobs=workers, return_as="generator")
    yield from pool(delayed(score_batch)(chunk, settings) for chunk in chunks)


def _chunks(corpus: Iterable[Article], most: int) -> Iterator[list[Article]]:
    """Cut a stream of articles into batches of bounded size."""
    chunk: list[Article] = []
    size = 0
    for article in corpus:
        chunk.append(article)
        size += len(article.text)
        if len(chunk) >= most or size >= _BATCH_CHARACTERS:
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
