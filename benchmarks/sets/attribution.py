"""PolNeAR: spans of attributed content and their sources, against rules and two baselines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import MissingSet, Row, bootstrap_interval, read_rows

NAME = "attribution_polnear"

Spans = list[tuple[int, int]]
Found = list[tuple[Spans, Spans]]  # content and source of every attribution

_NOTE = "human-coded; rules tuned on the train half, nothing trained"
_QUOTED = re.compile("\u201c[^\u201c\u201d\n]*\u201d|\"[^\"\n]*\"|''.*?''")
_CAPITAL = re.compile(r"[A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*)*")
_NEAR = 200  # characters searched for a name on either side of a quotation
_STRICT, _LOOSE, _SAME_SOURCE = 0.8, 0.3, 0.5


def run(data: Path) -> list[Row]:
    """Score the eval half; intervals by article.

    Content is compared attribution by attribution (all its characters together), matched one to
    one, the overlap being shared characters over the longer of the two. A source is right if it
    overlaps the gold one by at least .5; asked for contents found at .3 that have a source.
    """
    folder = data / NAME
    if not folder.is_dir():
        raise MissingSet(str(folder))
    rows = read_rows(folder, "eval.jsonl")
    gold = [_gold(row) for row in rows]
    systems: dict[str, Callable[[str], Found]] = {
        "framing": _framing,
        "quotation marks, nearest name": _baseline,
    }
    table = []
    for system, predict in systems.items():
        counts = np.array(
            [_counts(g, predict(row["text"])) for g, row in zip(gold, rows, strict=True)]
        )
        table += _figures(system, counts)
    return table


def _gold(row: dict[str, Any]) -> Found:
    """Give the gold attributions that have content."""

    def spans(found: dict[str, Any], part: str) -> Spans:
        return sorted((start, end) for start, end in found.get(part) or [])

    return [
        (spans(a, "content"), spans(a, "source")) for a in row["attributions"] if a.get("content")
    ]


def _framing(text: str) -> Found:
    """Predict with the library."""
    from framing.measures.attribution import find

    return [(list(a.content), list(a.source)) for a in find(text)]


def _baseline(text: str) -> Found:
    """Predict every pair of quotation marks, said by the nearest capitalised words."""
    found: Found = []
    for quote in _QUOTED.finditer(text):
        start, end = quote.span()
        behind = _CAPITAL.search(text, end, end + _NEAR)
        before = list(_CAPITAL.finditer(text, max(0, start - _NEAR), start))
        near = [(m.start() - end, m.span()) for m in ([behind] if behind else [])]
        near += [(start - m.end(), m.span()) for m in before[-1:]]
        found.append(([(start, end)], [min(near)[1]] if near else []))
    return found


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _overlap(one: Spans, other: Spans) -> float:
    """Give shared characters over the longer of the two."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return shared / max(_length(one), _length(other), 1)


def _matches(gold: Found, found: Found) -> list[tuple[float, int, int]]:
    """Match one to one, the largest overlaps first."""
    pairs = []
    for i, (content, _) in enumerate(gold):
        for j, (other, _) in enumerate(found):
            if other[-1][1] > content[0][0] and other[0][0] < content[-1][1]:
                overlap = _overlap(content, other)
                if overlap >= _LOOSE:
                    pairs.append((overlap, i, j))
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    taken: list[tuple[float, int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for overlap, i, j in pairs:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            taken.append((overlap, i, j))
    return taken


def _counts(gold: Found, found: Found) -> tuple[int, int, int, int, int, int]:
    """Give gold, found, matched strictly, loosely, with a source, with the right source."""
    matched = _matches(gold, found)
    sourced = [(i, j) for _, i, j in matched if gold[i][1]]
    right = sum(_overlap(gold[i][1], found[j][1]) >= _SAME_SOURCE for i, j in sourced)
    strict = sum(overlap >= _STRICT for overlap, _, _ in matched)
    return len(gold), len(found), strict, len(matched), len(sourced), right


def _figures(system: str, counts: np.ndarray) -> list[Row]:
    """Give the rows of one system."""

    def f1(column: int) -> Callable[[np.ndarray], float]:
        def figure(at: np.ndarray) -> float:
            sums = counts[at].sum(axis=0)
            return float(2 * sums[column] / (sums[0] + sums[1]))

        return figure

    def sources(at: np.ndarray) -> float:
        sums = counts[at].sum(axis=0)
        return float(sums[5] / sums[4]) if sums[4] else float("nan")

    n = len(counts)
    everything = np.arange(n)
    rows = []
    for metric, figure, asked in (
        ("content F1 at overlap .8", f1(2), int(counts[:, 0].sum())),
        ("content F1 at overlap .3", f1(3), int(counts[:, 0].sum())),
        ("right sources among found contents", sources, int(counts[:, 4].sum())),
    ):
        low, high = bootstrap_interval(figure, n)
        rows.append(Row(NAME, "eval", system, metric, figure(everything), low, high, asked, _NOTE))
    return rows
