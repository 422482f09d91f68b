"""Any chart by its name, from scores: makes the table that the chart reads, and draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.comparing import Comparison
    from framing.scores import Scores

__all__ = ["CHARTS", "PERIODS", "draw_chart", "fitting_period", "strongest_difference"]

PERIODS = ("day", "week", "month", "quarter", "year")
_FEWEST_PERIODS, _MOST_PERIODS = 3, 24
_ARTICLES_A_PERIOD = 5  # fewer give points without intervals
_HAVE_CUES = ("hedging.sentences", "loaded.sentences", "stance")


def draw_chart(
    name: str, scores: Scores, by: str | Sequence[str] = "outlet", **options: Any
) -> Figure:
    """Draw a chart by its name.

    Parameters
    ----------
    name : str
        One of ``CHARTS``.
    scores : Scores
        From :func:`framing.score`.
    by : str or sequence of str
        What to compare by, where the chart compares.
    **options
        Of the chart (``measure``, ``target``, ``width``, ``title``, ...) or of what makes its
        table (``voice``, ``segment``, ``group``, ``reference``, ``n_boot``, ...).

    Returns
    -------
    Figure

    Raises
    ------
    FramingError
        If there is no such chart, it does not take an option, or the scores lack what it shows.
    """
    if name not in CHARTS:
        raise FramingError(f"{name!r} is no chart; there are: {', '.join(CHARTS)}")
    columns = [by] if isinstance(by, str) else list(by)
    result = CHARTS[name](name, scores, columns, options)
    return getattr(result, "figure", None) or result


def fitting_period(scores: Scores) -> str | None:
    """Give the finest period of which there are a few, with several articles each; else None."""
    import pandas as pd

    ok = scores.articles[(scores.articles["status"] == "ok").to_numpy()]
    dates = pd.to_datetime(ok["date"], errors="coerce", format="ISO8601", utc=True)
    dates = dates.dropna().dt.tz_localize(None)
    codes = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
    for period in PERIODS:
        n = dates.dt.to_period(codes[period]).nunique()
        if _FEWEST_PERIODS <= n <= _MOST_PERIODS and len(dates) >= _ARTICLES_A_PERIOD * n:
            return period
    return None


def strongest_difference(comparison: Comparison) -> pd.Series | None:
    """Give the surest difference in a score that rests on cues; None where there is none.

    The row of the smallest adjusted p, of equal ones the largest in standard deviations.
    """
    table = comparison.table
    rows = table[table["measure"].isin(_HAVE_CUES) & (table["category"] == "all")]
    rows = rows[(rows["status"] == "ok") & (rows["difference"] != 0)]
    rows = rows[rows["difference"].notna()]
    if rows.empty:
        return None
    order = rows.assign(_size=-rows["hedges_g"].abs())
    return order.sort_values(["p_adjusted", "_size"], kind="stable").iloc[0]


def _of_comparison(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    from framing import charts
    from framing.comparing import compare

    chart = getattr(charts, name)
    for_table, for_chart = _shared(name, options, compare, chart)
    if "measure" in for_chart:
        for_table.setdefault("measures", [for_chart["measure"]])
    return chart(compare(scores, by, **for_table), **for_chart)


def _over_time(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    """Compare periods; where the columns hold none, the one that fits is added."""
    if set(by) & set(PERIODS):
        return _of_comparison(name, scores, by, options)
    period = fitting_period(scores)
    if period is None:
        raise FramingError(
            f"the articles' dates make no {_FEWEST_PERIODS} to {_MOST_PERIODS} periods of "
            f"{_ARTICLES_A_PERIOD} articles or more; name a period in by=: {', '.join(PERIODS)}"
        )
    return _of_comparison(name, scores, [*by, period], options)


def _of_scores(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    from framing import charts

    chart = getattr(charts, name)
    return chart(scores, **_shared(name, options, chart)[0])


def _cleaned(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    few = len(by) == 1 and by[0] in scores.long
    return _of_scores(name, scores, by, {**({"by": by[0]} if few else {}), **options})


def _of_words(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    from framing import charts
    from framing.comparing import keyness

    for_table, for_chart = _shared(name, options, keyness, charts.keyness)
    for_chart.pop("most", None)
    group = for_chart.pop("group", None)
    return charts.keyness(keyness(scores, by, **for_table), group=group, **for_chart)


def _of_cues(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    """Draw what makes a difference, by default the surest one."""
    from framing import charts
    from framing.comparing import compare, contributions

    asked = dict(options)
    if not {"measure", "group"} <= set(asked):
        chosen = {k: asked[k] for k in ("voice", "reference") if k in asked}
        measures = [asked["measure"]] if "measure" in asked else None
        comparison = compare(scores, by, measures=measures, **chosen)
        row = strongest_difference(comparison)
        if row is None:
            raise FramingError("no difference can be shown by default; give measure= and group=")
        asked = {"measure": row["measure"], "group": row["group"], **asked}
        if row["target"]:
            asked.setdefault("target", row["target"])
    for_table, for_chart = _shared(name, asked, contributions, charts.contributions)
    for_chart.pop("most", None)
    table = contributions(scores, by=by, **for_table)
    return charts.contributions(table, spec=scores.specs.get(asked["measure"]), **for_chart)


def _of_speakers(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    """Draw who portrays whom how, over all articles: the chart shows one group."""
    from framing import charts
    from framing.comparing import speakers_by_target

    chart = charts.speakers_by_target
    _, for_chart = _shared(name, options, speakers_by_target, chart)
    return chart(speakers_by_target(scores), **for_chart)


def _of_sources(name: str, scores: Scores, by: list[str], options: Mapping[str, Any]) -> Any:
    from framing import charts
    from framing.comparing import sourcing

    if len(by) != 1:
        raise FramingError(f"by={by!r}: the chart {name} takes one column")
    _, for_chart = _shared(name, options, sourcing, charts.sourcing)
    return charts.sourcing(sourcing(scores, by=by[0]), **for_chart)


def _shared(
    name: str, options: Mapping[str, Any], *takers: Callable[..., Any]
) -> list[dict[str, Any]]:
    """Deal options out to the functions that take them; `target` will do for `targets`."""
    taken = [set(signature(taker).parameters) - {"ax", "scores", "table"} for taker in takers]
    known = set().union(*taken)
    options = {f"{k}s" if k not in known and f"{k}s" in known else k: v for k, v in options.items()}
    for option in options:
        if not any(option in names for names in taken):
            listed = ", ".join(sorted(known - {"comparison", "by", "spec"}))
            raise FramingError(f"the chart {name} takes no {option}=; it takes {listed}")
    return [{k: v for k, v in options.items() if k in names} for names in taken]


CHARTS: dict[str, Callable[..., Any]] = {
    "profile": _of_comparison,
    "profile_grid": _of_comparison,
    "stance": _of_comparison,
    "hedging_stance": _of_comparison,
    "boilerplate": _of_comparison,
    "frames": _of_comparison,
    "speakers": _of_comparison,
    "speakers_by_target": _of_speakers,
    "sourcing": _of_sources,
    "timeline": _over_time,
    "keyness": _of_words,
    "contributions": _of_cues,
    "article_map": _of_scores,
    "before_after": _cleaned,
}
"""The charts by name, each with what makes its figure."""
