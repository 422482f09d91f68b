"""Columns of any table to the fields of an Article, by name or by common synonyms."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.errors import FramingError

__all__ = ["SYNONYMS", "ColumnChoice", "known_names", "plain", "text_of"]

SYNONYMS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "full_text", "fulltext", "article_text",
        "article_body", "articlebody", "body_text", "bodytext", "main_text", "maintext",
        "article_content", "text_content", "plain_text", "plaintext", "cleaned_text", "raw_text",
        "story_text", "news_text", "story", "document", "transcript",
    ),
    "id": (
        "id", "article_id", "articleid", "doc_id", "document_id", "docid", "story_id", "stories_id",
        "uid", "uuid", "guid", "_id", "key",
    ),
    "title": (
        "title", "headline", "article_title", "news_title", "headline.main", "head", "heading",
    ),
    "outlet": (
        "outlet", "outlet_name", "news_outlet", "publication", "publication_name", "publisher",
        "publisher.name", "newspaper", "news_source", "source_name", "source.name", "media_name",
        "source", "site_name", "sitename", "site", "medium", "media", "paper", "domain",
        "source_domain", "hostname", "channel",
    ),
    "date": (
        "date", "published", "publish_date", "published_date", "publication_date", "pub_date",
        "pubdate", "date_published", "datepublished", "date_publish", "published_at",
        "publishedat", "publishdate", "article_date", "datetime", "timestamp", "created_at",
    ),
    "url": (
        "url", "link", "web_url", "weburl", "article_url", "source_url", "canonical_url",
        "permalink", "href", "uri",
    ),
    "author": (
        "author", "authors", "author_name", "byline", "by", "writer", "journalist", "creator",
    ),
    "language": ("language", "lang", "language_code", "locale"),
}  # fmt: skip
FIELDS = tuple(SYNONYMS)
_KNOWN = frozenset(name for names in SYNONYMS.values() for name in names)
_UNNAMED = re.compile(r"(?:|unnamed:?_?\d+|column_1|__index_level_0__|level_0)$")
_SHOWN_COLUMNS = 20


def _folded(name: Any) -> str:
    return re.sub(r"[\s-]+", "_", str(name).strip().lower())


def known_names(names: Iterable[Any]) -> int:
    """Count the column names that stand for a field of an Article."""
    return sum(_folded(name) in _KNOWN for name in names)


def listed(names: Iterable[str]) -> str:
    """List column names for a message, cut short where a row of data was taken for the header."""
    shown = [name if len(name) <= 40 else f"{name[:40]}…" for name in map(str, names)]
    more = f" and {len(shown) - _SHOWN_COLUMNS} more" if len(shown) > _SHOWN_COLUMNS else ""
    return ", ".join(shown[:_SHOWN_COLUMNS]) + more


@dataclass
class ColumnChoice:
    """Which column is which field: those the user named, the others by their synonyms.

    Parameters
    ----------
    given : mapping
        Field name to column name, None where it is to be found.
    table : str
        What to call the table in messages.
    """

    given: Mapping[str, str | None]
    table: str
    _known: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> dict[str, str]:
        """Return field to column for a row with these columns."""
        key = tuple(names)
        if key not in self._known:
            self._known[key] = self._chosen(key)
        return self._known[key]

    def _chosen(self, names: tuple[str, ...]) -> dict[str, str]:
        folded: dict[str, str] = {}
        for name in names:
            folded.setdefault(_folded(name), name)
        named = {column for column in self.given.values() if column}
        chosen: dict[str, str] = {}
        for target, synonyms in SYNONYMS.items():
            column = self.given.get(target)
            if column is None:
                found = (folded[s] for s in synonyms if s in folded and folded[s] not in named)
                column = next(found, None)
            if column in names:
                chosen[target] = column
        return chosen

    def check(self, names: Iterable[str]) -> None:
        """Raise where a column that was named, or the text, is not among the table's columns."""
        there = list(names)
        for target, column in self.given.items():
            if column is not None and column not in there:
                raise FramingError(
                    f"{target}={column!r} is no column of {self.table}; there are: {listed(there)}"
                )
        if "text" not in self.of(there):
            raise NoTextColumn(
                self.table,
                there,
                f"{self.table} has no column with the articles' text (tried "
                f"{', '.join(SYNONYMS['text'][:6])}, ...); there are: {listed(there)}; "
                'name it with text="COLUMN"',
            )

    def fields_of(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Split a row into the fields of an Article (text aside) and the rest, as plain values."""
        chosen = self.of(values)
        taken = set(chosen.values())
        fields = {name: _string(values[col]) for name, col in chosen.items() if name != "text"}
        if "date" in chosen:
            fields["date"] = _date(values[chosen["date"]])
        rest = ((name, plain(value)) for name, value in values.items() if name not in taken)
        extra = {str(n): v for n, v in rest if v is not None and not _UNNAMED.match(_folded(n))}
        return fields, extra


class NoTextColumn(FramingError):
    """A table that has no column with text."""

    def __init__(self, table: str, columns: list[str], message: str) -> None:
        super().__init__(message)
        self.table = table
        self.columns = columns


def plain(value: Any) -> Any:
    """Return a value that a table of metadata can hold: None, str, bool, int, float or ISO date."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if hasattr(value, "item") and not getattr(value, "shape", True):
        return plain(value.item())
    if value != value:  # NaT is not equal to itself
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return _missing_or_string(value)


def _missing_or_string(value: Any) -> str | None:
    shown = str(value)
    return None if shown == "<NA>" else shown


def text_of(value: Any) -> str:
    """Return the text in a cell exactly as it stands; a missing one is an empty text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, (list, tuple)):
        return "\n".join(text_of(item) for item in value)
    kept = plain(value)
    return "" if kept is None else str(kept)


def _string(value: Any) -> str | None:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value if item is not None) or None
    kept = plain(value)
    if isinstance(kept, float) and kept.is_integer():
        kept = int(kept)
    return None if kept is None else str(kept)


def _date(value: Any) -> Any:
    return value if hasattr(value, "isoformat") and value == value else _string(value)
