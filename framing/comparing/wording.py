"""Rows of a comparison in plain sentences, and numbers as people write them."""

from __future__ import annotations

import math
from typing import Any

__all__ = ["amount", "describe_row", "is_percentage", "key_label", "p_value"]

_MINUS = "\u2212"


def is_percentage(spec: Any) -> bool:
    """Whether values of a measure are shares, shown in per cent."""
    return spec is not None and tuple(spec.range) == (0.0, 1.0)


def amount(value: float, spec: Any, *, signed: bool = False) -> str:
    """Write a value in the unit of its measure, to a sensible number of places."""
    if not math.isfinite(value):
        return "not measurable"
    scaled = 100 * value if is_percentage(spec) else value
    places = 1 if is_percentage(spec) or abs(scaled) >= 10 else 2
    text = f"{scaled:+.{places}f}" if signed else f"{scaled:.{places}f}"
    if float(text) == 0:
        text = text.lstrip("+-")
    return text.replace("-", _MINUS) + (" %" if is_percentage(spec) and not signed else "")


def p_value(p: float) -> str:
    """Write a p as is the custom: three places, or that it is below one thousandth."""
    return "p < .001" if p < 0.001 else "p = " + f"{p:.3f}".lstrip("0") if p < 1 else "p = 1"


def key_label(row: Any, spec: Any) -> str:
    """Name what a row measures: label, category, target, voice and segment where not all."""
    label = spec.label if spec is not None else row.measure
    extra = [str(row.category).replace("_", " ")] if row.category not in ("all", "") else []
    target = f" of {row.target}" if row.target else ""
    where = [row.segment] if row.segment != "all" else []
    return label + target + (f" ({', '.join([*extra, *where])})" if extra or where else "")


def describe_row(row: Any, spec: Any) -> str:
    """Say one row of `Comparison.table` in a sentence."""
    name = key_label(row, spec)
    if row.status == "no_evidence" or not math.isfinite(row.estimate):
        return f"{row.group}: {name} cannot be measured (nothing to measure in {_articles(row)})."
    start = f"{row.group}: {name} {amount(row.estimate, spec)}{_interval(row, spec)}"
    return f"{start}{_unit(spec)}{_difference(row, spec)} ({_basis(row)})."


def _unit(spec: Any) -> str:
    return f", {spec.unit_label}" if spec is not None and spec.unit_label else ""


def _interval(row: Any, spec: Any) -> str:
    if not math.isfinite(row.low):
        return ""
    kind = "within the article" if row.status == "single" else "95 % interval"
    return f" ({kind} {amount(row.low, spec)} to {amount(row.high, spec)})"


def _difference(row: Any, spec: Any) -> str:
    if not row.reference or not math.isfinite(row.difference):
        return ""
    against = "the rest" if row.reference == "rest" else row.reference
    if row.difference == 0:
        return f"; the same as {against}"
    size = amount(abs(row.difference), spec, signed=True).lstrip("+")
    unit = " percentage points" if is_percentage(spec) else ""
    text = f"; {size}{unit} {'higher' if row.difference > 0 else 'lower'} than {against}"
    if math.isfinite(row.difference_low):
        low, high = (
            amount(v, spec, signed=True) for v in (row.difference_low, row.difference_high)
        )
        text += f" (95 % interval {low} to {high}"
        text += f"; {p_value(row.p_adjusted)}, adjusted)" if math.isfinite(row.p_adjusted) else ")"
    return text


def _basis(row: Any) -> str:
    counts = [_articles(row)]
    if row.n_stories != row.n_articles:
        counts.append(_counted(row.n_stories, "story", "stories"))
    if row.n_outlets > 1:
        counts.append(_counted(row.n_outlets, "outlet", "outlets"))
    why = {
        "single": "; one article says nothing about its outlet",
        "too_few": "; too few for an interval",
        "constant": "; every article has this value",
    }.get(row.status, "")
    return ", ".join(counts) + why


def _articles(row: Any) -> str:
    return _counted(row.n_articles, "article", "articles") if row.n_articles else "any article"


def _counted(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"
