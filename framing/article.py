"""Articles as they were read, and ordered collections of them."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import TYPE_CHECKING, Any, overload

from framing.dates import iso_date
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Article", "Corpus"]

_SHOWN_CHARACTERS = 1_500
_SHOWN_ROWS = 10


@dataclass(frozen=True)
class Article:
    """One article as it was found: nothing ever edits its text, so offsets stay true.

    Parameters
    ----------
    id : str
        Names the article in every table. A :class:`Corpus` keeps ids unique.
    text : str
        The text after decoding, residue included. Two characters that no table format can hold
        (NUL and lone surrogates) are replaced one for one by U+FFFD, and `problem` says so.
    title, outlet, date, url, author, language : str, optional
        Metadata. A date that parses is kept as ``YYYY-MM-DD`` (its time of day goes to
        ``meta["time"]``); any other stays as given, with a note in `problem`.
    meta : mapping, optional
        Everything else that is known of the article: lean, country, section.
    problem : str, optional
        What the reader met, as a sentence for people: an encoding it had to guess, mojibake,
        a duplicate id.
    readable : bool
        False where there was a file or row but no text in it that can be read.

    Examples
    --------
    >>> article = Article("a1", "Ministers met.", outlet="The Wire", date="26 June 2025")
    >>> article.date
    '2025-06-26'
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)
    problem: str | None = None
    readable: bool = True

    def __post_init__(self) -> None:
        for name in ("id", "text"):
            _require_string(name, getattr(self, name))
        if not self.id:
            raise FramingError("id='' names no article; give a string that is not empty")
        notes = [self.problem] if self.problem else []
        for name in _TEXT_FIELDS:
            self._set_text(name, getattr(self, name), notes)
        self._set_meta()
        self._set_date(notes)
        object.__setattr__(self, "problem", "; ".join(notes) or None)

    def _set_text(self, name: str, value: str | None, notes: list[str]) -> None:
        if value is None:
            return
        _require_string(name, value)
        storable, replaced = _storable(value)
        if replaced:
            object.__setattr__(self, name, storable)
            notes.append(f"{name}: {replaced} NUL or surrogate characters replaced by U+FFFD")

    def _set_meta(self) -> None:
        storable = {
            str(k): _storable(v)[0] if isinstance(v, str) else v for k, v in self.meta.items()
        }
        object.__setattr__(self, "meta", storable)

    def _set_date(self, notes: list[str]) -> None:
        parsed = iso_date(self.date)
        object.__setattr__(self, "date", parsed.date)
        if parsed.time:
            object.__setattr__(self, "meta", {"time": parsed.time, **self.meta})
        if parsed.note and parsed.note not in (self.problem or ""):
            notes.append(parsed.note)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a metadata value by name, from the fields or from `meta`."""
        value = getattr(self, name) if name in FIELDS else self.meta.get(name)
        return default if value is None else value

    def record(self) -> dict[str, Any]:
        """Return one flat row: every field by name (the id as ``article_id``), then `meta`."""
        row = {name: getattr(self, name) for name in FIELDS}
        extra = {f"meta.{k}" if k in _RESERVED else k: v for k, v in self.meta.items()}
        return {"article_id": row.pop("id"), **row, **extra}

    def __repr__(self) -> str:
        known = [f"{k}={getattr(self, k)!r}" for k in ("title", "outlet", "date") if self.get(k)]
        size = f"{len(self.text):,} characters" if self.readable else "unreadable"
        return f"Article({', '.join([repr(self.id), *known, size])})"

    def _repr_html_(self) -> str:
        facts = [self.outlet, self.date, self.author, *self.meta.values(), self.problem]
        line = " · ".join(html.escape(str(fact)) for fact in facts if fact is not None)
        cut = "…" if len(self.text) > _SHOWN_CHARACTERS else ""
        return (
            f"<div><b>{html.escape(self.title or self.id)}</b><br><small>{line}</small>"
            f'<pre style="white-space:pre-wrap;font-family:inherit">'
            f"{html.escape(self.text[:_SHOWN_CHARACTERS])}{cut}</pre></div>"
        )


FIELDS = tuple(item.name for item in fields(Article) if item.name != "meta")
_TEXT_FIELDS = ("id", "text", "title", "outlet", "url", "author", "language")
_RESERVED = frozenset((*FIELDS, "article_id"))


def _require_string(name: str, value: Any) -> None:
    if not isinstance(value, str):
        kind = type(value).__name__
        raise FramingError(f"{name}={value!r} is of type {kind}; an Article takes a string there")


def _storable(text: str) -> tuple[str, int]:
    """Replace what UTF-8 and Parquet cannot hold, one character for one."""
    replaced = text.count("\0")
    if replaced:
        text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text, replaced
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
        replaced += sum("\ud800" <= c <= "\udfff" for c in text)
        return clean, replaced
    return text, replaced


class Corpus:
    """An ordered collection of articles with unique ids, in memory or as a stream.

    Parameters
    ----------
    articles : iterable of Article
        A second article called "a" becomes "a#2", and its `problem` says so.
    notes : iterable of str
        What the reader has to report on the whole: files passed over, metadata without a file.

    Examples
    --------
    >>> corpus = Corpus([Article("a", "Yes.", outlet="X"), Article("b", "No.", outlet="Y")])
    >>> corpus["b"].text, corpus[0].id, len(corpus.filter(outlet="X"))
    ('No.', 'a', 1)
    """

    def __init__(self, articles: Iterable[Article] = (), *, notes: Iterable[str] = ()) -> None:
        self._articles: tuple[Article, ...] | None = tuple(_unique(articles))
        self._factory: Callable[[], Iterable[Article]] = lambda: self._articles or ()
        self._positions = {article.id: i for i, article in enumerate(self._articles)}
        self.notes = tuple(notes)

    @classmethod
    def from_stream(
        cls, factory: Callable[[], Iterable[Article]], *, notes: Iterable[str] = ()
    ) -> Corpus:
        """Make a corpus that reads its articles anew at each pass and holds none of them.

        Parameters
        ----------
        factory : callable
            Takes nothing and returns an iterable of articles, from the start at each call.
        notes : iterable of str
            As for :class:`Corpus`.
        """
        if not callable(factory):
            raise FramingError(
                f"factory={factory!r} cannot be called; pass a function that returns an iterable "
                "of articles, or Corpus(iterable) for one held in memory"
            )
        corpus = cls(notes=notes)
        corpus._articles = None
        corpus._factory = factory
        return corpus

    @property
    def is_stream(self) -> bool:
        """Whether the articles are read at each pass instead of held in memory."""
        return self._articles is None

    def load(self) -> Corpus:
        """Return the same corpus held in memory."""
        return Corpus(self, notes=self.notes) if self.is_stream else self

    def _held(self, what: str) -> tuple[Article, ...]:
        if self._articles is None:
            raise TypeError(f"a stream has no {what}; corpus.load() reads it into memory")
        return self._articles

    def __len__(self) -> int:
        return len(self._held("length"))

    def __bool__(self) -> bool:
        return self.is_stream or bool(self._articles)

    def __iter__(self) -> Iterator[Article]:
        if self._articles is not None:
            return iter(self._articles)
        return _unique(self._factory())

    def __contains__(self, id: object) -> bool:
        self._held("index by id")
        return id in self._positions

    @overload
    def __getitem__(self, key: int | str) -> Article: ...
    @overload
    def __getitem__(self, key: slice) -> Corpus: ...

    def __getitem__(self, key: int | str | slice) -> Article | Corpus:
        articles = self._held("positions")
        if isinstance(key, slice):
            return Corpus(articles[key])
        if isinstance(key, str):
            return articles[self._position(key)]
        try:
            return articles[key]
        except IndexError:
            raise IndexError(f"position {key} in a corpus of {len(articles)} articles") from None

    def _position(self, id: str) -> int:
        if id not in self._positions:
            raise KeyError(f"no article has the id {id!r}; there are: {_some(self._positions)}")
        return self._positions[id]

    @property
    def ids(self) -> list[str]:
        """The ids in order; a stream is read through for them."""
        return [article.id for article in self]

    @property
    def problems(self) -> dict[str, str]:
        """What was noted on single articles, by id."""
        return {article.id: article.problem for article in self if article.problem}

    def head(self, n: int = 5) -> Corpus:
        """Return the first `n` articles in memory; of a stream no more is read than these."""
        return Corpus(islice(self, n))

    def filter(
        self, predicate: Callable[[Article], bool] | None = None, /, **values: Any
    ) -> Corpus:
        """Keep the articles that pass.

        Parameters
        ----------
        predicate : callable, optional
            Takes an article, returns True to keep it.
        **values
            A metadata name and the value it must have, or a list of allowed values.

        Returns
        -------
        Corpus
            A stream where this one is a stream.

        Raises
        ------
        FramingError
            Where no article knows a name in `values`.
        """
        self._check_names(values)

        def passing() -> Iterator[Article]:
            return (a for a in self if (predicate is None or predicate(a)) and _has(a, values))

        if self.is_stream:
            return Corpus.from_stream(passing, notes=self.notes)
        return Corpus(passing(), notes=self.notes)

    def _check_names(self, values: Mapping[str, Any]) -> None:
        if self.is_stream or not self._articles:
            return
        known = dict.fromkeys([*FIELDS, *(name for a in self._articles for name in a.meta)])
        for name, value in values.items():
            if name not in known:
                raise FramingError(
                    f"{name}={value!r}: no article has {name!r}; there are: {', '.join(known)}"
                )

    def to_frame(self) -> pd.DataFrame:
        """Return one row an article: the fields (the id as ``article_id``), then `meta`."""
        import pandas as pd

        rows = [article.record() for article in self]
        base = [name if name != "id" else "article_id" for name in FIELDS]
        columns = dict.fromkeys([*base, *(name for row in rows for name in row)])
        return pd.DataFrame.from_records(rows, columns=list(columns))

    def __repr__(self) -> str:
        if self._articles is None:
            return "Corpus(a stream of articles; .head() shows the first)"
        outlets = dict.fromkeys(a.outlet for a in self._articles if a.outlet)
        parts = [f"{len(self._articles):,} article{'s' * (len(self._articles) != 1)}"]
        if outlets:
            parts.append(f"{len(outlets)} outlet{'s' * (len(outlets) != 1)}: {_some(outlets, 3)}")
        dates = sorted(a.date for a in self._articles if a.date and a.date[:4].isdigit())
        if dates:
            parts.append(dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}")
        noted = len(self.problems) + len(self.notes)
        if noted:
            parts.append(f"{noted} note{'s' * (noted != 1)}, see .problems and .notes")
        return f"Corpus({'; '.join(parts)})"

    def _repr_html_(self) -> str:
        shown = list(islice(self, _SHOWN_ROWS))
        rows = "".join(_html_row(article) for article in shown)
        heads = "".join(f"<th>{name}</th>" for name in ("id", "outlet", "date", "title", "text"))
        more = "" if self.is_stream or len(self) <= len(shown) else f"<p>{len(self):,} in all</p>"
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.notes)
        return (
            f"<p>{html.escape(repr(self))}</p><table><tr>{heads}</tr>{rows}</table>{more}"
            f"<ul>{notes}</ul>"
        )


def _unique(articles: Iterable[Article]) -> Iterator[Article]:
    seen: set[str] = set()
    copies: dict[str, int] = {}
    for position, article in enumerate(articles):
        if not isinstance(article, Article):
            raise FramingError(
                f"element {position} of the corpus is of type {type(article).__name__}, no "
                "Article; framing.reading.from_texts makes a corpus of plain strings"
            )
        if article.id in seen:
            article = _renamed(article, seen, copies)
        seen.add(article.id)
        yield article


def _renamed(article: Article, seen: set[str], copies: dict[str, int]) -> Article:
    from dataclasses import replace

    copy = copies.get(article.id, 1) + 1
    while f"{article.id}#{copy}" in seen:
        copy += 1
    copies[article.id] = copy
    note = f"id {article.id!r} stands {copy} times or more: this is {article.id}#{copy}"
    problem = f"{article.problem}; {note}" if article.problem else note
    return replace(article, id=f"{article.id}#{copy}", problem=problem)


def _has(article: Article, values: Mapping[str, Any]) -> bool:
    return all(
        article.get(name) in wanted
        if isinstance(wanted, (list, tuple, set, frozenset))
        else article.get(name) == wanted
        for name, wanted in values.items()
    )


def _some(names: Iterable[str], n: int = 6) -> str:
    listed = list(names)
    more = f" and {len(listed) - n} more" if len(listed) > n else ""
    return ", ".join(listed[:n]) + more


def _html_row(article: Article) -> str:
    cells = (article.id, article.outlet, article.date, article.title, article.text[:80])
    return "<tr>" + "".join(f"<td>{html.escape(cell or '')}</td>" for cell in cells) + "</tr>"
