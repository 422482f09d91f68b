"""What charts read: a Comparison or its table, the groups in order, and words about them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.comparing.comparison import Comparison
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "axis_words",
    "as_percentages",
    "basis",
    "choose_measure",
    "group_order",
    "read_table",
    "rows_of",
    "spec_of",
]

_SINGLE = "Single articles, no inference about outlets."
_DASHED = "Dashed: spread within the one article, no inference about its outlet."
_NEEDED = ("measure", "category", "group", "estimate")


def read_table(data: Any, needed: Sequence[str] = _NEEDED) -> pd.DataFrame:
    """Give the table of a Comparison, or a table as it is.

    Raises
    ------
    FramingError
        If it is neither, lacks columns, or is empty.
    """
    import pandas as pd

    table = data.table if isinstance(data, Comparison) else data
    if not isinstance(table, pd.DataFrame):
        raise FramingError(
            f"a chart reads a Comparison or its table, not {type(data).__name__}; "
            "make one with framing.compare(scores)"
        )
    missing = [name for name in needed if name not in table]
    if missing:
        raise FramingError(
            f"the table lacks the columns {', '.join(missing)}; take Comparison.table"
        )
    if table.empty:
        raise FramingError("the table has no rows, so there is nothing to draw")
    return table


def spec_of(data: Any, measure: str) -> Any:
    """Look up what a measure is: in what holds the specs, else in the register; None if unknown."""
    specs = getattr(data, "specs", None)
    if specs is None:
        from framing.measures.registry import load_measures, specs_of

        specs = specs_of(load_measures())
    return specs.get(measure)


def choose_measure(data: Any, table: pd.DataFrame, measure: str | None) -> str:
    """Check a measure's name, or take the first that belongs into a profile."""
    known = list(dict.fromkeys(table["measure"].astype(str)))
    if measure is None:
        fitting = [m for m in known if getattr(spec_of(data, m), "profile", True)]
        return (fitting or known)[0]
    if measure not in known:
        raise FramingError(
            f"measure={measure!r} is not in the table; there are: {', '.join(known)}"
        )
    return measure


def rows_of(
    table: pd.DataFrame, measure: str, *, category: str | None = "all", target: str | None = None
) -> pd.DataFrame:
    """Pick one measure's rows, of one category and target where given."""
    rows = table[table["measure"] == measure]
    if category is not None:
        rows = rows[rows["category"] == category]
    if target is not None and "target" in rows:
        rows = rows[rows["target"] == target]
    if rows.empty:
        raise FramingError(
            f"the table has no {measure!r} of category={category!r}, target={target!r}"
        )
    return rows.reset_index(drop=True)


def group_order(table: pd.DataFrame) -> list[str]:
    """Give the groups in the order of the table."""
    return [str(group) for group in dict.fromkeys(table["group"])]


def as_percentages(spec: Any) -> bool:
    """Whether an axis is in per cent."""
    return spec is not None and tuple(spec.range) == (0.0, 1.0)


def axis_words(spec: Any, measure: str) -> str:
    """Say in words where an axis leads, and its unit."""
    if spec is None:
        return measure
    return f"← {spec.low_label}  |  {spec.high_label} →\n{spec.unit_label}"


def basis(data: Any, rows: pd.DataFrame, *, interval: str = "Lines", few: str = "Hollow") -> str:
    """Say what the interval is, over what, and n; the subtitle of every chart of estimates.

    Parameters
    ----------
    data : Comparison or DataFrame
        For the numbers of articles, stories and outlets.
    rows : DataFrame
        The rows that are drawn.
    interval : str
        What shows the interval; "" where none is drawn.
    few : str
        How groups look that are too small for an interval; "" where nothing tells them.
    """
    words = _interval_words(rows, interval, few) if interval else _no_interval(rows, few)
    parts = [text for text in (words, _numbers(data, rows)) if text]
    return " ".join([*parts, *(text for text in (_voice(rows), _segment(rows)) if text)])


def _no_interval(rows: pd.DataFrame, few: str) -> str:
    status = set(rows["status"]) if "status" in rows else set()
    words = [_SINGLE] if "single" in status else []
    if few and "too_few" in status:
        words.append(f"{few}: too few to infer from.")
    return " ".join(words)


def _interval_words(rows: pd.DataFrame, interval: str, few: str) -> str:
    status = set(rows["status"]) if "status" in rows else set()
    words = []
    drawn = "low" in rows and bool(rows["low"].notna().any())
    if drawn and status & {"ok", "too_few"}:
        how = _method(rows)
        words.append(f"{interval}: 95 % interval{f' ({how})' if how else ''}.")
    if "too_few" in status:
        words.append(f"{few}: too few to infer from.")
    if "single" in status:
        dashed = "low" in rows and rows["low"][rows["status"] == "single"].notna().any()
        words.append(_DASHED if dashed else _SINGLE)
    if "constant" in status:
        words.append("Without line: all articles alike.")
    return " ".join(words)


def _method(rows: pd.DataFrame) -> str:
    if "method" not in rows:
        return ""
    methods = rows["method"][rows["status"] == "ok"].astype(str)
    return methods.iloc[0].split(" (")[0] if len(methods) else ""


def _numbers(data: Any, rows: pd.DataFrame) -> str:
    if isinstance(data, Comparison):
        counts = (data.n_articles, data.n_stories, data.n_outlets)
    elif "n_articles" in rows:
        counts = (int(rows.groupby("group")["n_articles"].max().sum()), 0, 0)
    else:
        return ""
    names = (("article", "articles"), ("story", "stories"), ("outlet", "outlets"))
    drawn = _articles_drawn(data, rows)
    some = f"{drawn:,} of " if drawn < counts[0] else ""
    said = [
        f"{some if one == 'article' else ''}{n:,} {one if n == 1 else many}"
        for n, (one, many) in zip(counts, names, strict=True)
        if n and not (one == "story" and n == counts[0])
    ]
    return ", ".join(said) + "." if said else ""


def _articles_drawn(data: Any, rows: pd.DataFrame) -> int:
    """Count the articles that carry the measure, where the rows are about one."""
    if not isinstance(data, Comparison):
        return int(rows.groupby("group")["n_articles"].max().sum())
    # groups by target or segment share their articles
    shared = {"target", "segment"} & set(data.by)
    if shared or rows["measure"].nunique() > 1 or "n_articles" not in rows:
        return data.n_articles
    return int(rows.groupby("group")["n_articles"].max().sum())


def _voice(rows: pd.DataFrame) -> str:
    voices = set(rows["voice"].astype(str)) if "voice" in rows else set()
    if voices == {"own"}:
        return "Outlets' own words, not those of sources."
    if voices == {"own", "all"}:
        return "Outlets' own words where a measure tells voices apart."
    if len(voices) == 1 and voices <= {"reported", "quoted"}:
        return {"reported": "Reported speech only.", "quoted": "Quotations only."}[voices.pop()]
    return ""


def not_measurable(names: Sequence[str], most: int = 3) -> str:
    """Say which groups have no place in a chart, as the end of its subtitle."""
    if not names:
        return ""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f" Not measurable: {', '.join(names[:most])}{more}."


def _segment(rows: pd.DataFrame) -> str:
    segments = set(rows["segment"].astype(str)) if "segment" in rows else set()
    names = {"headline": "Headlines", "lead": "Leads", "body": "Bodies"}
    named = sorted(segments - {"all"})
    if len(named) != 1 or named[0] not in names:
        return ""
    where = "" if segments == set(named) else " where a measure tells parts of articles apart"
    return f"{names[named[0]]} only{where}."


def finite(values: Any) -> list[float]:
    """Keep the finite numbers."""
    return [float(v) for v in values if v is not None and math.isfinite(v)]


def one_group(table: pd.DataFrame, group: str | None) -> pd.DataFrame:
    """Pick the rows of one group, the first by default.

    Raises
    ------
    FramingError
        If the table has no such group.
    """
    known = group_order(table)
    chosen = group if group is not None else known[0]
    if chosen not in known:
        raise FramingError(f"group={group!r} is not in the table; there are: {', '.join(known)}")
    return table[(table["group"].astype(str) == chosen).to_numpy()].reset_index(drop=True)
