"""The charts of a report: which ones the scores allow, how to read them, and their pictures."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparing import Comparison
    from framing.scores import Scores

__all__ = ["Chart", "draw_charts", "plan_charts"]

_SIGNIFICANT = 0.05
_OVER_TIME = ("loaded.sentences", "hedging.sentences")
_WIDE = 1200  # pixels; wider pictures take the whole width of the page
_MOST_GROUPS = 40  # a chart of more is no picture any more
_MOST_LINES = 4  # more groups over time share one line


@dataclass(frozen=True)
class Chart:
    """A chart of the report: what it is called, how to read it, and how it is drawn.

    Attributes
    ----------
    table : object
        What the chart reads; a Comparison by default.
    measure : str
        It is left out where the comparison lacks this measure.
    """

    name: str
    title: str
    caption: str
    measure: str = ""
    table: Any = None
    options: Mapping[str, Any] = field(default_factory=dict)


_PROFILE = Chart(
    "profile",
    "Profile of the groups",
    "One panel a measure, one dot a group; the line is the interval that the chart names. "
    "Only the outlet's own words count where a measure has voices.",
)
_OF_GROUPS = (
    Chart(
        "stance",
        "Stance toward the targets",
        "Shares of mentions that portray a target negatively, neutrally or positively, and their "
        "mean. It is how the target is portrayed, not what the author believes: a bombed town is "
        "portrayed as suffering, which is no attack on it.",
        "stance",
    ),
    Chart(
        "hedging_stance",
        "Hedging against stance",
        "To the right: the target is portrayed more positively. Up: more sentences present a "
        "proposition as uncertain. A target without a chart of its own is in the tables.",
        "stance",
    ),
    Chart(
        "frames",
        "Frames",
        "Darker: the frame is more present in the group's articles.",
        "frames.presence",
    ),
    Chart(
        "speakers",
        "Who gets to speak",
        "Share of all words that stand inside attributed content, by kind of source.",
        "attribution.words",
    ),
)
_BOILERPLATE = Chart(
    "boilerplate",
    "What was taken out",
    "Share of the characters that was boilerplate, by kind. It reaches no other score.",
    "boilerplate.share",
)


def plan_charts(scores: Scores, comparison: Comparison, words: pd.DataFrame | None) -> list[Chart]:
    """Choose the charts that the scores allow, in the order of the page.

    Parameters
    ----------
    scores : Scores
        What was scored.
    comparison : Comparison
        What the report is about.
    words : DataFrame, optional
        Keyness of the groups, where it is known.
    """
    known = set(comparison.table["measure"])
    charts = [
        _PROFILE, *_difference(scores, comparison), *_OF_GROUPS, *_key_words(words),
        *_over_time(scores, comparison), _BOILERPLATE, *_of_articles(scores),
    ]  # fmt: skip
    return [chart for chart in charts if not chart.measure or chart.measure in known]


def _difference(scores: Scores, comparison: Comparison) -> Iterator[Chart]:
    """Show what makes the surest difference."""
    from framing.comparing import contributions
    from framing.drawing import strongest_difference

    row = strongest_difference(comparison)
    if row is None or scores.evidence.empty:
        return
    taken = ("reference", "voice", "seed", "n_boot", "story_threshold")
    settings = {k: comparison.settings[k] for k in taken}
    if comparison.settings["segment"] != "all" or {"target", "segment"} & set(comparison.by):
        return  # credit is shared out over whole articles
    spec = comparison.specs[row["measure"]]
    table = contributions(
        scores, row["measure"], comparison.by, group=row["group"], target=row["target"] or None,
        **settings,
    )  # fmt: skip
    of = f" of {row['target']}" if row["target"] else ""
    sure = row["p_adjusted"] < _SIGNIFICANT
    doubt = "" if sure else "The difference is no larger than chance would often give. "
    yield Chart(
        "contributions",
        f"{spec.label}{of}: why {row['group']} differs",
        f"Each bar is what a word or phrase adds to the difference between {row['group']} and "
        f"{'the rest' if row['reference'] == 'rest' else row['reference']}; together they make the "
        f"whole of it. {doubt}Read the words in their sentences before you believe the score.",
        table=table,
        options={"spec": spec},
    )


def _key_words(words: pd.DataFrame | None) -> Iterator[Chart]:
    """Show the words of the group that they set apart most."""
    if words is None or words.empty:
        return
    group = str(words.loc[words["z"].idxmax(), "group"])
    yield Chart(
        "keyness",
        f"Words that set {group} apart",
        f"To the right: words that {group} uses more than the other groups, to the left: less. "
        "They are about subjects as much as about wording. The table of words has every group.",
        table=words,
        options={"group": group},
    )


def _over_time(scores: Scores, comparison: Comparison) -> Iterator[Chart]:
    """Show the main measure over time, a line a group where there are few."""
    from framing.comparing import compare
    from framing.drawing import PERIODS, fitting_period

    period = fitting_period(scores)
    measure = next((m for m in _OVER_TIME if m in set(comparison.table["measure"])), None)
    if period is None or measure is None or {*PERIODS, "target", "segment"} & set(comparison.by):
        return
    few = len(comparison.groups) <= _MOST_LINES
    taken = ("voice", "segment", "unit", "seed", "n_boot", "story_threshold")
    settings = {k: comparison.settings[k] for k in taken}
    by = (*comparison.by, period) if few else (period,)
    table = compare(scores, by, measures=[measure], n_perm=0, **settings)
    yield Chart(
        "timeline",
        f"{comparison.specs[measure].label} by {period}",
        "Marks are means of the articles of a period; hollow marks rest on too few articles to "
        "infer from.",
        table=table,
        options={"measure": measure},
    )


def _of_articles(scores: Scores) -> Iterator[Chart]:
    """Show what cleaning changed, and where the evidence stands."""
    if scores.uncleaned is not None:
        yield Chart(
            "before_after",
            "What the boilerplate would have done",
            "The score that boilerplate moves most, with it left in (hollow) and taken out "
            "(filled).",
            table=scores,
        )
    if not scores.evidence.empty:
        yield Chart(
            "article_map",
            "Where in the articles the evidence stands",
            "One row an article from its beginning to its end; each stroke is a span of evidence.",
            table=scores,
        )


def draw_charts(
    planned: Sequence[Chart], comparison: Comparison, folder: Path
) -> tuple[list[dict[str, str]], list[str]]:
    """Draw charts into a folder.

    Returns
    -------
    charts : list of dict
        What the page shows of each, its picture included.
    notes : list of str
        Why some could not be drawn.
    """
    from framing import charts

    drawn, notes = [], []
    shown = _largest(comparison)
    if shown is not comparison:
        notes.append(
            f"The charts show the {_MOST_GROUPS} groups of most articles; the tables hold all "
            f"{len(comparison.groups):,}."
        )
    for chart in planned:
        file = folder / f"{chart.name}.png"
        try:
            result = _figure(chart, shown)
        except FramingError as error:
            notes.append(f"The chart “{chart.title}” could not be drawn: {error}")
            continue
        charts.save(result, file)
        data = base64.b64encode(file.read_bytes()).decode("ascii")
        drawn.append(
            {
                "name": chart.name,
                "title": chart.title,
                "caption": chart.caption,
                "data": data,
                "width": str(_pixel_width(file) // 2),
                "wide": "yes" if _pixel_width(file) > _WIDE else "",
                "file": f"charts/{file.name}",
            }
        )
    return drawn, notes


def _largest(comparison: Comparison) -> Comparison:
    """Keep the groups of most articles where there are too many to draw."""
    if len(comparison.groups) <= _MOST_GROUPS:
        return comparison
    table = comparison.table
    sizes = table.groupby("group", sort=False)["n_articles"].max()
    kept = set(sizes.sort_values(ascending=False, kind="stable").index[:_MOST_GROUPS])
    groups = tuple(name for name in comparison.groups if name in kept)
    return replace(comparison, table=table[table["group"].isin(kept)], groups=groups)


def _pixel_width(file: Path) -> int:
    """Read the width of a PNG from its header; the page shows it at twice its resolution."""
    return int.from_bytes(file.read_bytes()[16:20], "big")


def _figure(chart: Chart, comparison: Comparison) -> Any:
    """Draw one chart, in its small-multiples form where it has one."""
    from framing import charts

    draw = getattr(charts, f"{chart.name}_grid", None) or getattr(charts, chart.name)
    result = draw(comparison if chart.table is None else chart.table, **chart.options)
    return getattr(result, "figure", None) or result
