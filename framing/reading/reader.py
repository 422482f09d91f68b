"""The ways in: files, a DataFrame, strings, and the sample corpus."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.article import Article, Corpus
from framing.errors import FramingError, FramingWarning
from framing.reading.articles import Options, article_from_row, articles_in, articles_of_values
from framing.reading.columns import ColumnChoice, NoTextColumn
from framing.reading.files import Plan, Source, plan_reading
from framing.reading.sidefiles import SideFiles, key_column, read_side_file, side_source
from framing.reading.tables import Row

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SAMPLE_TARGETS", "from_frame", "from_texts", "load_sample", "read", "sample_folder"]

SAMPLE = "summit"
SAMPLE_TARGETS = "Norvia=Sandvar,Kestria=Voltek|Dramov|Sorrin,Compact=Meridian Compact|Aldane"
"""Whom the articles of the sample corpus write about, with aliases, as the commands take it."""


def read(
    path: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    text: str | None = None,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    url: str | None = None,
    author: str | None = None,
    language: str | None = None,
    metadata: str | os.PathLike[str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    html: bool = False,
    fix_mojibake: bool = False,
    stream: bool = False,
) -> Corpus:
    """Read articles from files.

    Parameters
    ----------
    path : path, glob, or list of these
        A folder (read with its subfolders, in the order of the names), ``"news/*.txt"``, or a
        file: ``.txt .md .html`` hold one article each, ``.csv .tsv .json .jsonl .parquet`` one a
        row. Any of them may be ``.gz``. README and licence files are no articles.
    text, id, title, outlet, date, url, author, language : str, optional
        The column of a table (or of the metadata file) that holds it. Without it, common names
        are tried: text, body, content; title, headline; outlet, source, publisher. Other columns
        go into ``Article.meta``.
    metadata : path, optional
        A table with a column file, filename, path or id that names the articles' files. Without
        it, ``metadata.csv`` (or .tsv, .jsonl, .parquet) beside the articles is taken, and what it
        does not say is read from names such as ``2025-06-26_outlet_slug.txt``.
    encoding, delimiter : str, optional
        Found out where not given; a guess is reported in ``Article.problem``.
    html : bool
        The text column holds HTML pages (needs ``pip install 'framing[html]'``).
    fix_mojibake : bool
        Mend UTF-8 that was read as Windows-1252 before ("â€™" for "’"). Without it, such text is
        kept as it stands and reported.
    stream : bool
        Read the articles anew at each pass instead of holding them: for big files.

    Returns
    -------
    Corpus
        One article a file or row, also for those that cannot be read (``readable=False``).
        ``.notes`` and ``.problems`` say what was met.

    Raises
    ------
    FramingError
        Where there is nothing to read: no such path, no file of a kind that is read, a table
        without a column of text.

    Examples
    --------
    >>> from framing.reading import sample_folder
    >>> corpus = read(sample_folder())
    >>> corpus["2025-09-15_undertow_who-profits"].outlet
    'Undertow'
    """
    columns = {
        "text": text, "id": id, "title": title, "outlet": outlet,
        "date": date, "url": url, "author": author, "language": language,
    }  # fmt: skip
    options = Options(columns, encoding, delimiter, html, fix_mojibake)
    plan = plan_reading(path)
    side = _side_files(plan, metadata, columns)
    _check_columns_are_used(plan, side, columns)
    return _streamed(plan, side, options) if stream else _held(plan, side, options)


def _side_files(
    plan: Plan, metadata: str | os.PathLike[str] | None, columns: Mapping[str, str | None]
) -> SideFiles:
    if metadata is not None:
        return SideFiles([read_side_file(side_source(Path(metadata).expanduser()), columns)])
    if all(source.is_table for source in plan.sources):
        return SideFiles(())
    return SideFiles(read_side_file(source, columns) for source in plan.side_files)


def _check_columns_are_used(plan: Plan, side: SideFiles, columns: Mapping[str, str | None]) -> None:
    if side or any(source.is_table for source in plan.sources):
        return
    for name, column in columns.items():
        if column is not None:
            raise FramingError(
                f"{name}={column!r} names a column, but {plan.root} has no table; put a "
                "metadata.csv with a column file beside the articles, or pass metadata="
            )


def _held(plan: Plan, side: SideFiles, options: Options) -> Corpus:
    articles: list[Article] = []
    notes = list(plan.notes)
    errors: list[FramingError] = []
    for source in plan.sources:
        try:
            articles.extend(articles_in(source, options, side))
        except FramingError as error:
            errors.append(error)
            articles.extend(_row_for(source, error))
    if errors and not any(article.readable for article in articles):
        raise errors[0]
    notes += _passed_over(errors, side)
    return Corpus(articles, notes=notes + _reported(plan, side))


def _row_for(source: Source, error: FramingError) -> list[Article]:
    """Return the row of a table that failed; one without text is no table of articles."""
    if isinstance(error, NoTextColumn):
        return []
    return [Article(source.id, "", problem=str(error), readable=False)]


def _reported(plan: Plan, side: SideFiles) -> list[str]:
    """Warn of what the metadata does not match; a part of a folder need not match all of it."""
    reports = side.mismatches() if plan.whole_folder else []
    for report in reports:
        warnings.warn(report, FramingWarning, stacklevel=4)
    return side.problems() + reports


def _streamed(plan: Plan, side: SideFiles, options: Options) -> Corpus:
    failed: dict[Source, FramingError] = {}
    for source in plan.sources:
        if source.is_table:
            try:
                next(articles_in(source, options), None)
            except FramingError as error:
                failed[source] = error
    if failed and len(failed) == len(plan.sources):
        raise next(iter(failed.values()))

    def articles() -> Iterator[Article]:
        return chain.from_iterable(
            _row_for(source, failed[source])
            if source in failed
            else articles_in(source, options, side)
            for source in plan.sources
        )

    notes = [*plan.notes, *_passed_over(failed.values(), side), *side.problems()]
    return Corpus.from_stream(articles, notes=notes)


def _passed_over(errors: Iterable[FramingError], side: SideFiles) -> list[str]:
    """Say which tables hold no articles; one about the files, beside their metadata, is normal."""
    return [
        f"{error.table} is not read as articles: it has no column with text"
        for error in errors
        if isinstance(error, NoTextColumn) and not (side and key_column(error.columns))
    ]


def from_frame(
    frame: pd.DataFrame,
    *,
    text: str | None = None,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    url: str | None = None,
    author: str | None = None,
    language: str | None = None,
    html: bool = False,
    fix_mojibake: bool = False,
) -> Corpus:
    """Take articles from the rows of a DataFrame.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row an article (a polars or pyarrow table is converted).
    text, id, title, outlet, date, url, author, language : str, optional
        Column names; without them common names are tried, as in :func:`framing.read`. Without a
        column for the id, the index gives it.
    html : bool
        The text column holds HTML pages.
    fix_mojibake : bool
        As in :func:`framing.read`.

    Returns
    -------
    Corpus
        Other columns are in ``Article.meta``; a missing text is an empty one.

    Raises
    ------
    FramingError
        Where a named column, or any column with text, is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"body": ["Talks ended."], "source": ["The Wire"], "lean": ["left"]})
    >>> article = from_frame(frame)[0]
    >>> article.text, article.outlet, dict(article.meta)
    ('Talks ended.', 'The Wire', {'lean': 'left'})
    """
    frame = _pandas(frame)
    columns = {
        "text": text, "id": id, "title": title, "outlet": outlet,
        "date": date, "url": url, "author": author, "language": language,
    }  # fmt: skip
    options = Options(columns, html=html, fix_mojibake=fix_mojibake)
    choice = ColumnChoice(columns, "the frame")
    names = [str(name) for name in frame.columns]
    choice.check(names)
    cells = zip(*(frame.iloc[:, i].tolist() for i in range(len(names))), strict=True)
    rows = (Row(n, dict(zip(names, row, strict=True))) for n, row in enumerate(cells))
    ids = (str(label) for label in frame.index)
    return Corpus(
        article_from_row(row, choice, label, options) for row, label in zip(rows, ids, strict=True)
    )


def _pandas(frame: Any) -> pd.DataFrame:
    import pandas as pd

    if not isinstance(frame, pd.DataFrame) and hasattr(frame, "to_pandas"):
        frame = frame.to_pandas()
    if not isinstance(frame, pd.DataFrame):
        raise FramingError(
            f"frame is of type {type(frame).__name__}, no DataFrame; framing.reading.from_texts "
            "takes a Series or a list of strings, framing.read a file"
        )
    return frame


def from_texts(
    texts: str | bytes | Iterable[str | bytes | None] | Mapping[str, str] | pd.Series,
    *,
    fix_mojibake: bool = False,
) -> Corpus:
    """Make a corpus of strings.

    Parameters
    ----------
    texts : str, list of str, mapping of id to str, or Series of str
        The ids are the positions, the keys, or the index; one text alone is called "text".
    fix_mojibake : bool
        As in :func:`framing.read`.

    Returns
    -------
    Corpus

    Examples
    --------
    >>> from_texts(["One text.", "Another."]).ids
    ['0', '1']
    """
    options = Options({}, fix_mojibake=fix_mojibake)
    return Corpus(articles_of_values(_labelled(texts), options))


def _labelled(texts: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(texts, (str, bytes)):
        return [("text", texts)]
    if isinstance(texts, Mapping) or hasattr(texts, "items"):
        return texts.items()
    try:
        return enumerate(texts)
    except TypeError:
        raise FramingError(
            f"texts={texts!r} is of type {type(texts).__name__}; give a string, a list or Series "
            "of strings, or a mapping of ids to strings"
        ) from None


def sample_folder() -> Path:
    """Return the folder of the sample corpus: inside the package, or beside it in a checkout."""
    from importlib.resources import files

    package = Path(str(files("framing")))
    for place in (package / "examples", package.parent / "examples"):
        if (place / SAMPLE).is_dir():
            return place / SAMPLE
    raise FramingError(
        f"the sample corpus is not where it was installed ({package / 'examples'}); reinstall "
        "framing"
    )


def load_sample() -> Corpus:
    """Read the sample corpus: an invented summit in the articles of invented outlets.

    Returns
    -------
    Corpus
        With ``lean`` and ``country`` of the outlet in ``Article.meta``.

    Examples
    --------
    >>> load_sample()
    Corpus(25 articles; 5 outlets: The Haverby Courier, Undertow, Voice of Kestria and 2 more; \
2025-09-15 to 2025-09-23)
    """
    return read(sample_folder())
