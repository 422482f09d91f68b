"""Articles out of single files, rows of tables, and plain strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from framing.article import Article
from framing.errors import FramingError
from framing.reading.columns import FIELDS, ColumnChoice, text_of
from framing.reading.decoding import Decoded, NotText, decode
from framing.reading.files import Source, read_bytes
from framing.reading.mojibake import find_mojibake, mend_mojibake
from framing.reading.names import from_name
from framing.reading.sidefiles import SideFiles
from framing.reading.tables import Row, table_rows

__all__ = ["Options", "article_from_row", "articles_in"]

_PEEKED_ROWS = 100
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{3,30})""", re.IGNORECASE)
_NO_TRAFILATURA = "an HTML page needs trafilatura to be read: pip install 'framing[html]'"


@dataclass(frozen=True)
class Options:
    """How to read: the column names the user gave and the switches of :func:`framing.read`."""

    columns: Mapping[str, str | None]
    encoding: str | None = None
    delimiter: str | None = None
    html: bool = False
    fix_mojibake: bool = False


def articles_in(
    source: Source, options: Options, side: SideFiles | None = None
) -> Iterator[Article]:
    """Read one file: a table gives many articles, any other file one.

    Raises
    ------
    FramingError
        Where a table cannot be read at all, or has no column with text.
    """
    if source.is_table:
        yield from _table_articles(source, options)
    else:
        yield _file_article(source, options, side or SideFiles(()))


# Single files


def _file_article(source: Source, options: Options, side: SideFiles) -> Article:
    fields, extra = side.lookup(source.path) or ({}, {})
    fields = {"id": source.id, **from_name(source.id), **fields}
    if "/" in source.id:
        extra = {"folder": source.id.rpartition("/")[0], **extra}
    try:
        data = read_bytes(source.path)
    except OSError as error:
        return _unreadable(fields, extra, f"{source.path.name} cannot be read: {error}")
    found = (
        _decoded_page(data, options) if source.kind == "html" else decode(data, options.encoding)
    )
    if not found.readable:
        return _unreadable(fields, extra, found.problem or "no text")
    if source.kind == "html":
        return _page_article(found, fields, extra, options)
    return _built(found.text, fields, extra, found.problem, options)


def _unreadable(fields: Mapping[str, Any], extra: Mapping[str, Any], problem: str) -> Article:
    return Article(text="", meta=extra, problem=problem, readable=False, **fields)


def _decoded_page(data: bytes, options: Options) -> Decoded:
    """Decode a page; where it is no UTF-8, the charset it declares comes before any guess."""
    found = decode(data, options.encoding)
    declared = _CHARSET.search(data[:4096])
    if options.encoding or found.problem is None or not found.readable or not declared:
        return found
    try:
        return decode(data, declared[1].decode("ascii"))
    except FramingError:
        return found


def _page_article(
    found: Decoded, fields: dict[str, Any], extra: Mapping[str, Any], options: Options
) -> Article:
    try:
        text, about = _extracted(found.text, fields.get("url"))
    except ImportError:
        return _unreadable(fields, extra, _NO_TRAFILATURA)
    problem = (
        found.problem
        if text
        else "; ".join(
            note for note in (found.problem, "no article text was found in the page") if note
        )
    )
    return _built(text, {**about, **fields}, extra, problem, options)


def _extracted(markup: str, url: str | None) -> tuple[str, dict[str, Any]]:
    """Return the text of a page and what the page says of itself."""
    from framing.cleaning.html import extract

    page = extract(markup, url=url)
    names = ("title", "author", "date", "outlet", "language")
    about = {name: getattr(page, name) for name in names}
    return page.text or "", {name: value for name, value in about.items() if value}


# Tables


def _table_articles(source: Source, options: Options) -> Iterator[Article]:
    choice = ColumnChoice(options.columns, source.path.name)
    try:
        yield from _chosen_articles(source, options, choice)
    except NotText as error:
        raise FramingError(f"{source.path} is no table: {error}") from None
    except OSError as error:
        raise FramingError(f"{source.path} cannot be read: {error}") from error


def _chosen_articles(source: Source, options: Options, choice: ColumnChoice) -> Iterator[Article]:
    rows = table_rows(
        source.path, source.kind, encoding=options.encoding, delimiter=options.delimiter
    )
    head = list(islice(rows, _PEEKED_ROWS))
    if not head:
        raise FramingError(f"{source.path} has no rows")
    names = dict.fromkeys(name for row in head for name in row.values)
    if names:
        choice.check(names)
    for row in chain(head, rows):
        yield article_from_row(row, choice, f"{source.id}:{row.number}", options)


def article_from_row(row: Row, choice: ColumnChoice, id: str, options: Options) -> Article:
    """Make an article of a row; `id` is taken where the row has none."""
    fields, extra = choice.fields_of(row.values)
    fields = {**fields, "id": fields.get("id") or id}
    if not row.readable:
        return _unreadable(fields, extra, row.problem or "no text")
    column = choice.of(row.values).get("text")
    text = text_of(row.values[column]) if column is not None else ""
    if not options.html:
        return _built(text, fields, extra, row.problem, options)
    given = {name: value for name, value in fields.items() if value}
    return _page_article(Decoded(text, "", row.problem), given, extra, options)


# Every article passes here


def _built(
    text: str,
    fields: Mapping[str, Any],
    extra: Mapping[str, Any],
    problem: str | None,
    options: Options,
) -> Article:
    known: dict[str, Any] = {name: fields.get(name) for name in FIELDS if name != "text"}
    notes = [problem] if problem else []
    broken = find_mojibake(text)
    if broken and options.fix_mojibake:
        text = mend_mojibake(text)
        notes.append(f"mojibake mended in {len(broken)} places")
    elif broken:
        notes.append(
            f"looks like mojibake ({broken[0]!r} and such in {len(broken)} places: UTF-8 read as "
            "windows-1252); kept as it stands, fix_mojibake=True mends it"
        )
    if options.fix_mojibake and known["title"]:
        known["title"] = mend_mojibake(known["title"])
    return Article(text=text, meta=extra, problem="; ".join(notes) or None, **known)


def articles_of_values(values: Iterable[tuple[Any, Any]], options: Options) -> Iterator[Article]:
    """Make articles of (id, text) pairs; a missing text is an empty one."""
    for id, value in values:
        if isinstance(value, bytes):
            found = decode(value, options.encoding)
            text, problem, readable = found.text, found.problem, found.readable
        else:
            text, problem, readable = _text_or_error(id, value), None, True
        if readable:
            yield _built(text, {"id": str(id)}, {}, problem, options)
        else:
            yield _unreadable({"id": str(id)}, {}, problem or "no text")


def _text_or_error(id: Any, value: Any) -> str:
    if isinstance(value, str):
        return value
    text = text_of(value) if not isinstance(value, (list, tuple, dict, int)) else None
    if text == "":
        return text
    raise FramingError(
        f"text {id!r} is {value!r} of type {type(value).__name__}; a text must be a string "
        "(framing.read takes paths, framing.from_frame a table)"
    )
