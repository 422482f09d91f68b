"""Lines that recur across an outlet's articles: its template."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from framing.errors import FramingError
from framing.text.lines import line_spans
from framing.text.normalise import fold_case, normalise

__all__ = ["Templates", "learn_templates"]

_FORMAT = "framing templates 1"
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
_LONGEST = 400  # characters of a line that make its key
_MAX_LINES = 2000  # lines of an article that are looked at, half from each end


class _ArticleLike(Protocol):
    @property
    def text(self) -> str: ...

    @property
    def outlet(self) -> str | None: ...


@dataclass(frozen=True)
class Templates:
    """What recurs in the articles of outlets; made by :func:`learn_templates`.

    Attributes
    ----------
    lines : mapping of str to mapping of str to (int, float)
        For each outlet the recurring lines (folded, digits as ``0``), each with the number of
        articles that bear it and their share.
    articles : mapping of str to int
        Articles read of each outlet.
    id : str
        Hash of the lines; stands in the recipe of scores made with them.
    """

    lines: Mapping[str, Mapping[str, tuple[int, float]]]
    articles: Mapping[str, int]
    id: str = field(default="")

    def __post_init__(self) -> None:
        frozen = {o: MappingProxyType(dict(found)) for o, found in self.lines.items()}
        object.__setattr__(self, "lines", MappingProxyType(frozen))
        object.__setattr__(self, "articles", MappingProxyType(dict(self.articles)))
        if not self.id:
            object.__setattr__(self, "id", _identity(self.lines))

    def of(self, outlet: str | None) -> Templates:
        """Give the templates of one outlet alone; the id stays that of the whole."""
        name = outlet or ""
        found = {name: self.lines[name]} if name in self.lines else {}
        return Templates(found, {name: self.articles.get(name, 0)}, self.id)

    def evidence(self, line: str) -> float:
        """Give the log odds that a folded line's recurrence speaks for a template.

        Parameters
        ----------
        line : str
            A folded line.

        Returns
        -------
        float
            0 where it does not recur; grows with the articles that bear it and their share.
        """
        if not self.lines:
            return 0.0
        key = line_key(line)
        best = 0.0
        for found in self.lines.values():
            if key in found:
                count, share = found[key]
                best = max(best, math.log2(1 + count) * (1.0 + 4.0 * min(share, 0.5)))
        return best

    def save(self, path: str | Path) -> None:
        """Write as JSON."""
        content = {
            "format": _FORMAT,
            "id": self.id,
            "articles": dict(self.articles),
            "lines": {
                o: {k: [c, round(s, 6)] for k, (c, s) in f.items()} for o, f in self.lines.items()
            },
        }
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        Path(path).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Templates:
        """Read what :meth:`save` wrote.

        Raises
        ------
        FramingError
            If the file is missing or of another format.
        """
        try:
            content = json.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise FramingError(f"templates {str(path)!r} cannot be read: {error}") from None
        if not isinstance(content, dict) or content.get("format") != _FORMAT:
            raise FramingError(f"{str(path)!r} holds no templates; write them with Templates.save")
        lines = {
            o: {k: (int(c), float(s)) for k, (c, s) in found.items()}
            for o, found in content["lines"].items()
        }
        return cls(lines, content["articles"], content["id"])

    def __len__(self) -> int:
        return sum(map(len, self.lines.values()))

    def __repr__(self) -> str:
        return f"<Templates {self.id}: {len(self)} lines of {len(self.lines)} outlets>"


def line_key(line: str) -> str:
    """Give the form under which a folded line is compared: lower case, digits as ``0``.

    Examples
    --------
    >>> line_key("Share 12  Tweet 7")
    'share 0 tweet 0'
    """
    return _BLANKS.sub(" ", _DIGITS.sub("0", fold_case(line[:_LONGEST]))).strip()


def learn_templates(
    corpus: Iterable[_ArticleLike], *, min_articles: int = 3, min_share: float = 0.02
) -> Templates:
    """Find the lines that recur across the articles of each outlet.

    A first pass over a corpus: its result is handed to scoring or :func:`clean`, so that an
    article's score never depends on its neighbours by chance.

    Parameters
    ----------
    corpus : iterable of Article
        Anything with ``text`` and ``outlet``; read once.
    min_articles : int
        A line must stand in at least this many different articles of the outlet. Copies of one
        article (the same longest lines) count once.
    min_share : float
        And in at least this share of them.

    Returns
    -------
    Templates
        Frozen; ``templates.id`` names it.

    Examples
    --------
    >>> from types import SimpleNamespace as Article
    >>> body = "The {} met on Monday to talk about the new budget, officials said afterwards."
    >>> texts = [f"{body.format(who)}\\nFollow the Mirror" for who in ("board", "court", "union")]
    >>> templates = learn_templates(Article(text=text, outlet="Mirror") for text in texts)
    >>> list(templates.lines["Mirror"])
    ['follow the mirror']
    """
    if min_articles < 2:
        raise FramingError(f"min_articles={min_articles} would take every line; give 2 or more")
    bearing: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    counted: Counter[str] = Counter()
    for article in corpus:
        outlet = article.outlet or ""
        counted[outlet] += 1
        keys = _keys(article.text)
        longest = sorted(keys, key=lambda key: (-len(key), key))[:2]
        for key in keys:
            body = next((other for other in longest if other != key), "")
            bearing[outlet][key].add(hashlib.md5(body.encode()).hexdigest()[:12])
    lines = {}
    for outlet in sorted(bearing):
        least = max(min_articles, min_share * counted[outlet])
        kept = {
            key: (len(bodies), len(bodies) / counted[outlet])
            for key, bodies in sorted(bearing[outlet].items())
            if len(bodies) >= least
        }
        if kept:
            lines[outlet] = kept
    return Templates(lines, counted)


def _keys(text: str) -> set[str]:
    """Give the keys of an article's lines."""
    folded = normalise(text).text
    spans = line_spans(folded)
    if len(spans) > _MAX_LINES:
        spans = spans[: _MAX_LINES // 2] + spans[-_MAX_LINES // 2 :]
    keys = {line_key(folded[start:end]) for start, end in spans}
    return {key for key in keys if any(char.isalpha() for char in key)}


def _identity(lines: Mapping[str, Mapping[str, tuple[int, float]]]) -> str:
    content = json.dumps(
        {o: {k: c for k, (c, _) in sorted(found.items())} for o, found in sorted(lines.items())},
        ensure_ascii=False,
    )
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]
