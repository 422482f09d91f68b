"""Show evidence in its text: the highlighted article and the concordance."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.scores import Scores

__all__ = ["CSS", "Explanation", "concordance", "explanation", "legend"]

_WORD = re.compile(r"\S+")
_HEADS = {
    "hedging": "hedges",
    "boosters": "boosters",
    "loaded": "loaded words",
    "positive": "speaks for a target",
    "negative": "speaks against a target",
    "frames": "frame words",
    "attribution": "attributed words, sources and cues",
    "lexicon": "own word lists",
    "boilerplate": "boilerplate, taken out",
}
CSS = """
.fr-article{font:16px/1.65 Georgia,serif;color:#1b1b1b;max-width:46em;background:#fff;
padding:.5em 1em;overflow-wrap:anywhere}
.fr-article p{margin:.45em 0}
.fr-article mark{color:inherit;padding:0 .12em;border-radius:.2em;background:none}
.fr-article .fr-hedging{background:#cfe8ff;border-bottom:2px solid #0072b2}
.fr-article .fr-boosters{background:#e0f3ea;border-bottom:2px solid #009e73}
.fr-article .fr-loaded{background:#ffe3c2;border-bottom:2px solid #d55e00}
.fr-article .fr-positive{background:#d8f0d2;border-bottom:2px solid #3a7d1f}
.fr-article .fr-negative{background:#f7d4dc;border-bottom:2px solid #a3123a}
.fr-article .fr-frames{background:#efe6fa;border-bottom:2px dotted #6a3fa0}
.fr-article .fr-attribution{border-bottom:1px dashed #777}
.fr-article .fr-lexicon{background:#fff6b8;border-bottom:2px solid #8a7a00}
.fr-article .fr-boilerplate{color:#767676;text-decoration:line-through;font-size:.85em}
.fr-legend{font:13px/1.5 system-ui,sans-serif;color:#333;margin:.3em 0;padding:0}
.fr-legend li{display:inline-block;margin:0 1em .2em 0;list-style:none}
.fr-legend mark{color:inherit}
"""


@dataclass(frozen=True)
class Explanation:
    """An article with its evidence highlighted.

    Attributes
    ----------
    article_id, title, text : str
        The article.
    evidence : DataFrame
        The rows shown, in order.
    facts : str
        One line on outlet, date and status.
    """

    article_id: str
    title: str
    text: str
    evidence: pd.DataFrame = field(repr=False)
    facts: str = ""

    @property
    def kinds(self) -> list[str]:
        """The kinds of evidence that occur, in the order of the legend."""
        found = {_kind(row) for row in _rows(self.evidence)}
        return [kind for kind in _HEADS if kind in found]

    def body(self) -> str:
        """Give the article as HTML, without styles and legend."""
        return marked_text(self.text, _rows(self.evidence))

    def _repr_html_(self) -> str:
        return (
            f"<style>{CSS}</style><div class='fr-article'><h3>{html.escape(self.title)}</h3>"
            f"<p><small>{html.escape(self.facts)}</small></p>{legend(self.kinds)}"
            f"{self.body()}</div>"
        )

    def to_html(self, path: str | Path) -> Path:
        """Write a page of its own.

        Raises
        ------
        FramingError
            If the file cannot be written.
        """
        file = Path(path)
        page = (
            "<!doctype html><html lang='en'><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width'>"
            f"<title>{html.escape(self.title)}</title><body>{self._repr_html_()}</body></html>"
        )
        try:
            file.write_text(page, encoding="utf-8", errors="replace")
        except OSError as error:
            raise FramingError(f"{str(file)!r} cannot be written: {error.strerror}") from error
        return file


def legend(kinds: Iterable[str]) -> str:
    """Give the legend of highlights as an HTML list."""
    items = "".join(
        f"<li><mark class='fr-{kind}'>{html.escape(_HEADS[kind])}</mark></li>" for kind in kinds
    )
    return f"<ul class='fr-legend fr-article'>{items}</ul>" if items else ""


def explanation(
    scores: Scores,
    article_id: str,
    *,
    measures: Iterable[str] | str | None = None,
    corpus: Any = None,
) -> Explanation:
    """Gather what :class:`Explanation` shows; see :meth:`framing.Scores.explain`."""
    row = scores.article(article_id)
    text = _text_of(row, corpus)
    found = scores.evidence[scores.evidence["article_id"] == article_id]
    if measures is not None:
        names = (measures,) if isinstance(measures, str) else tuple(measures)
        known = [*scores.specs, *scores.evidence["measure"].cat.categories]
        for name in names:
            if not any(_belongs(measure, name) for measure in known):
                raise FramingError(
                    f"measures={name!r} is not among the scores; there are: "
                    f"{', '.join(scores.specs)}"
                )
        kept = [any(_belongs(str(m), name) for name in names) for m in found["measure"]]
        found = found[kept]
    facts = [row.get(name) for name in ("outlet", "date", "status", "problem")]
    shown = " · ".join(str(fact) for fact in facts if fact and fact == fact)
    title = row["title"] if isinstance(row["title"], str) else article_id
    return Explanation(article_id, title, text, found.sort_values(["start", "end"]), shown)


def _belongs(measure: str, name: str) -> bool:
    return measure == name or measure.startswith(f"{name}.")


def _text_of(row: pd.Series, corpus: Any) -> str:
    """Give an article's text, from the scores or from a corpus handed in."""
    text = row.get("text")
    if isinstance(text, str):
        return text
    if corpus is None:
        raise FramingError("the scores keep no texts; pass corpus=, or score with texts=True")
    return corpus[row["article_id"]].text


def _rows(evidence: pd.DataFrame) -> list[Any]:
    return list(evidence.itertuples(index=False))


def _kind(row: Any) -> str:
    """Give the kind of highlight of an evidence row."""
    measure = str(row.measure)
    head = measure.split(".")[0]
    if measure == "hedging.boosters":
        return "boosters"
    if head == "stance":
        return "positive" if row.weight >= 0 else "negative"
    return head if head in _HEADS else "lexicon"


def marked_text(text: str, rows: Sequence[Any]) -> str:
    """Give a text as HTML paragraphs with marks; everything from the text is escaped."""
    cuts = sorted({0, len(text), *(r.start for r in rows), *(r.end for r in rows)})
    covering: list[list[Any]] = [[] for _ in cuts]
    for row in rows:
        for n in range(bisect_left(cuts, row.start), bisect_left(cuts, row.end)):
            covering[n].append(row)
    pieces = []
    for n, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
        pieces.append(_piece(text[start:end], covering[n]))
    lines = "".join(pieces).split("\n")
    return "".join(f"<p>{line}</p>" for line in lines if line.strip())


def _piece(text: str, rows: list[Any]) -> str:
    """Mark one stretch that the same rows cover; a mark never crosses a line break."""
    if not rows:
        return html.escape(text)
    kinds = list(dict.fromkeys(map(_kind, rows)))
    first = min(kinds, key=list(_HEADS).index)
    title = html.escape("; ".join(dict.fromkeys(map(_said, rows))), quote=True)
    parts = [
        f"<mark class='fr-{first}' title='{title}'>{html.escape(part)}</mark>" if part else ""
        for part in text.split("\n")
    ]
    return "\n".join(parts)


def _said(row: Any) -> str:
    """Say what an evidence row says, for the tooltip."""
    words = [f"{row.measure}"]
    if row.category and row.category != "all":
        words.append(f"({row.category})")
    if row.target:
        words.append(f"toward {row.target}")
    words.append(f"weight {row.weight:.2g}")
    if row.negated:
        words.append("negated")
    words.append(f"{row.voice} voice")
    if row.speaker:
        words.append(f"of {row.speaker}")
    if row.rule:
        words.append(f"[{row.rule}]")
    return " ".join(words)


def concordance(
    scores: Scores,
    measure: str,
    category: str | None = None,
    target: str | None = None,
    *,
    window: int = 8,
    corpus: Any = None,
) -> pd.DataFrame:
    """List evidence with its context; see :meth:`framing.Scores.kwic`."""
    found = scores.evidence
    names = list(found["measure"].cat.categories)
    wanted = [name for name in names if _belongs(name, measure)]
    if not wanted and not any(_belongs(name, measure) for name in scores.specs):
        raise FramingError(
            f"measure={measure!r} is not among the scores; there are: {', '.join(scores.specs)}"
        )
    found = found[found["measure"].isin(wanted)]
    for name, value in (("category", category), ("target", target)):
        if value is not None:
            found = found[found[name] == value]
    lines = []
    for article_id, rows in found.groupby("article_id", observed=True, sort=False):
        text = _text_of(scores.article(str(article_id)), corpus)
        words = [m.span() for m in _WORD.finditer(text)]
        for row in rows.sort_values("start").itertuples(index=False):
            lines.append((article_id, *_context(text, words, row.start, row.end, window), *(
                str(getattr(row, c)) for c in ("measure", "category", "target", "voice", "speaker")
            )))  # fmt: skip
    columns = ("article_id", "left", "node", "right", "measure", "category", "target", "voice")
    return pd.DataFrame(lines, columns=[*columns, "speaker"])


def _context(
    text: str, words: list[tuple[int, int]], start: int, end: int, window: int
) -> tuple[str, str, str]:
    """Give the words left of a span, the span, and the words right of it."""
    first = bisect_left(words, (start, start))
    last = bisect_right(words, (end, 0)) - 1
    left = words[max(0, first - window)][0] if first > 0 else 0
    right = words[min(len(words) - 1, last + window)][1] if words else end
    return (
        " ".join(text[left:start].split()),
        " ".join(text[start:end].split()),
        " ".join(text[end : max(right, end)].split()),
    )
