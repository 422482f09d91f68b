"""Write a report: PNG charts, tables, and one self-contained HTML page."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparing import Comparison
    from framing.scores import Scores

__all__ = ["chart_names", "report"]

_MOST_ARTICLES = 100  # more highlighted articles make a page that browsers labour over
_MOST_FINDINGS = 12
_MOST_ROWS = 400
_SIGNIFICANT = 0.05
_MAIN = ("hedging.sentences", "stance", "loaded.sentences")


@dataclass(frozen=True)
class _Chart:
    """A chart of the report: which function draws it, and how to read it."""

    name: str
    title: str
    caption: str
    measure: str  # it is left out where the scores lack this measure
    of_scores: bool = False  # it is drawn from the scores, not from the comparison


_CHARTS = (
    _Chart(
        "profile",
        "Profile of the groups",
        "One panel a measure, one dot a group; the line is the interval that the chart names. "
        "Only the outlet's own words count where a measure has voices.",
        "",
    ),
    _Chart(
        "stance",
        "Stance toward the targets",
        "Shares of mentions that portray a target negatively, neutrally or positively, and their "
        "mean. It is how the target is portrayed, not what the author believes: a bombed town is "
        "portrayed as suffering, which is no attack on it.",
        "stance",
    ),
    _Chart(
        "hedging_stance",
        "Hedging against stance",
        "To the right: the target is portrayed more positively. Up: more sentences present a "
        "proposition as uncertain. A target without a chart of its own is in the tables.",
        "stance",
    ),
    _Chart(
        "boilerplate",
        "What was taken out",
        "Share of the characters that was boilerplate, by kind. It reaches no other score.",
        "boilerplate.share",
    ),
    _Chart(
        "frames",
        "Frames",
        "Darker: the frame is more present in the group's articles.",
        "frames.presence",
    ),
    _Chart(
        "speakers",
        "Who gets to speak",
        "Share of all words that stand inside attributed content, by kind of source.",
        "attribution.words",
    ),
    _Chart(
        "article_map",
        "Where in the articles the evidence stands",
        "One row an article from its beginning to its end; each stroke is a span of evidence.",
        "",
        of_scores=True,
    ),
)
_LIMITS = (
    "Stance is portrayal of a target in the words around its mentions. It does not tell what an "
    "author thinks, and it misses irony.",
    "The measures are made for English news prose. Opinion pieces, transcripts and social media "
    "posts are scored, but nobody checked the scores against coders there.",
    "An article's interval is its own variability from sentence to sentence. It is no inference "
    "from these articles to an outlet.",
    "One article an outlet compares articles, not outlets.",
)


def chart_names() -> tuple[str, ...]:
    """Name the charts that can be drawn from a comparison alone."""
    return tuple(chart.name for chart in _CHARTS if not chart.of_scores)


def report(
    scores: Scores,
    by: str | Sequence[str] = "outlet",
    out: str | Path = "report",
    *,
    title: str | None = None,
    max_articles: int = _MOST_ARTICLES,
    **options: Any,
) -> Path:
    """Write charts, tables and one HTML page into a folder.

    Parameters
    ----------
    scores : Scores
        From :func:`framing.score`.
    by : str or sequence of str
        What to compare by: columns of ``scores.articles``.
    out : path
        The folder; made if missing.
    title : str, optional
        Title of the page.
    max_articles : int
        How many articles the page shows with their highlights; the tables hold all.
    **options
        Passed on to :func:`framing.compare`.

    Returns
    -------
    Path
        The page, ``report.html``. Beside it stand ``charts/*.png``, ``comparison.csv``,
        ``wide.csv``, ``evidence.csv``, ``articles.csv``.

    Raises
    ------
    FramingError
        If `by` is no column, no article could be scored, or the folder cannot be written.
    """
    from framing.comparing import compare

    if not (scores.articles["status"] == "ok").any():
        raise FramingError("no article could be scored, so there is nothing to report")
    comparison = compare(scores, by=by, **options)
    folder = Path(out)
    try:
        (folder / "charts").mkdir(parents=True, exist_ok=True)
        _write_tables(scores, comparison, folder)
        charts, notes = _drawn(scores, comparison, folder / "charts")
        page = folder / "report.html"
        text = _page(scores, comparison, charts, notes, title, max_articles)
        page.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        reason = error.strerror or error
        raise FramingError(f"out={str(folder)!r} cannot be written ({reason})") from error
    return page


def _write_tables(scores: Scores, comparison: Comparison, folder: Path) -> None:
    """Write what the page is made from, for other programs."""
    comparison.table.to_csv(folder / "comparison.csv", index=False)
    scores.wide.to_csv(folder / "wide.csv")
    scores.evidence.to_csv(folder / "evidence.csv", index=False)
    left_out = [name for name in ("text", "signature") if name in scores.articles]
    scores.articles.drop(columns=left_out).to_csv(folder / "articles.csv", index=False)


def _drawn(
    scores: Scores, comparison: Comparison, folder: Path
) -> tuple[list[dict[str, str]], list[str]]:
    """Draw the charts; one that cannot be drawn leaves a note."""
    from framing import charts

    drawn, notes = [], []
    for chart in _CHARTS:
        if chart.measure and chart.measure not in set(comparison.table["measure"]):
            continue
        file = folder / f"{chart.name}.png"
        try:
            result = _figure(chart.name, scores if chart.of_scores else comparison)
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
                "file": f"charts/{file.name}",
            }
        )
    return drawn, notes


def _pixel_width(file: Path) -> int:
    """Read the width of a PNG from its header; the page shows it at twice its resolution."""
    return int.from_bytes(file.read_bytes()[16:20], "big")


def _figure(name: str, table: Scores | Comparison) -> Any:
    """Draw one chart, in its small-multiples form where it has one."""
    from framing import charts

    draw = getattr(charts, f"{name}_grid", None) or getattr(charts, name)
    result = draw(table)
    return getattr(result, "figure", None) or result


def _page(
    scores: Scores,
    comparison: Comparison,
    charts: list[dict[str, str]],
    notes: list[str],
    title: str | None,
    max_articles: int,
) -> str:
    """Fill in the page."""
    from jinja2 import Environment
    from markupsafe import Markup

    from framing.highlighting import CSS, legend

    source = (files("framing") / "assets" / "report.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(source)
    shown = list(_articles(scores, max_articles))
    kinds = list(dict.fromkeys(kind for article in shown for kind in article["kinds"]))
    return template.render(
        title=title or f"Framing report by {', '.join(comparison.by)}",
        summary=comparison.summary(),
        notes=[*_status_notes(scores), *notes],
        findings=_findings(comparison),
        charts=charts,
        tables=[_comparison_table(comparison), *_story_table(scores), _article_table(scores)],
        articles=shown,
        legend_kinds=kinds,
        legend=Markup(legend(kinds)),
        left_out=_left_out(len(scores), len(shown)),
        highlight_css=Markup(CSS),
        method=_method(comparison),
        limits=_LIMITS,
        measures=_measures(scores),
        versions=_versions(scores),
    )


def _articles(scores: Scores, most: int) -> Iterator[dict[str, Any]]:
    """Give the articles with their highlights."""
    from markupsafe import Markup

    if "text" not in scores.articles:
        return
    evidence = dict(tuple(scores.evidence.groupby("article_id", observed=True)))
    from framing.highlighting import Explanation

    empty = scores.evidence.iloc[:0]
    for row in scores.articles.head(most).to_dict("records"):
        rows = evidence.get(row["article_id"], empty).sort_values(["start", "end"])
        known = [row.get(name) for name in ("outlet", "date", "status", "problem")]
        facts = " · ".join(str(fact) for fact in known if fact and fact == fact)
        name = row["title"] if isinstance(row["title"], str) else row["article_id"]
        shown = Explanation(row["article_id"], name, row["text"], rows, facts)
        body = Markup(shown.body())
        yield {"title": name, "facts": facts, "body": body, "kinds": shown.kinds}


def _left_out(total: int, shown: int) -> str:
    if shown >= total:
        return ""
    return f"The first {shown:,} of {total:,} articles are shown; evidence.csv holds the rest."


def _status_notes(scores: Scores) -> list[str]:
    """Say how many articles could not be scored, and why."""
    counts = scores.articles["status"].value_counts()
    notes = []
    for status, count in counts.items():
        if status == "ok":
            continue
        rows = scores.articles[scores.articles["status"] == status]
        some = ", ".join(map(str, rows["article_id"].head(5)))
        more = f" and {count - 5:,} more" if count > 5 else ""
        subject = "1 article has" if count == 1 else f"{count:,} articles have"
        notes.append(f"{subject} the status {status} and no scores: {some}{more}.")
    return notes


def _findings(comparison: Comparison) -> list[str]:
    """Pick the sentences that lead the page: the surest differences of the main measures."""
    table = comparison.table
    profile = [name for name, spec in comparison.specs.items() if spec.profile]
    rows = table[table["measure"].isin(profile) & (table["category"] == "all")]
    rows = rows[rows["status"].isin(("ok", "too_few", "single"))]
    sentences = comparison.sentences()
    tested = rows[rows["p_adjusted"] < _SIGNIFICANT]
    if len(tested):
        chosen = tested.sort_values("p_adjusted", kind="stable").head(_MOST_FINDINGS)
        return [sentences[at] for at in chosen.index]
    lead = "No difference between the groups is larger than chance would often give."
    if (rows["status"] != "ok").all():
        lead = "The groups are too small for inference; what follows describes these articles."
    chosen = rows[rows["measure"].isin(_MAIN)].head(_MOST_FINDINGS)
    return [lead, *(sentences[at] for at in chosen.index)]


def _cell(value: Any, digits: int = 3) -> dict[str, Any]:
    """Show a value of a table: rounded, and whole for sorting."""
    if isinstance(value, float):
        missing = value != value
        shown = "–" if missing else f"{value:.{digits}f}"
        return {"value": "" if missing else repr(value), "shown": shown}
    return {"value": value, "shown": "–" if value is None else str(value)}


def _table(title: str, caption: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Make a sortable table of a frame."""
    import pandas as pd

    number = [pd.api.types.is_numeric_dtype(frame[name]) for name in frame]
    columns = [
        {"label": str(name).replace("_", " "), "number": is_number}
        for name, is_number in zip(frame, number, strict=True)
    ]
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    return {"title": title, "caption": caption, "columns": columns, "rows": rows}


def _comparison_table(comparison: Comparison) -> dict[str, Any]:
    """Give the estimates of the main measures."""
    profile = [name for name, spec in comparison.specs.items() if spec.profile]
    table = comparison.table
    rows = table[table["measure"].isin(profile) & (table["category"] == "all")].head(_MOST_ROWS)
    names = [
        "measure", "target", "group", "estimate", "low", "high", "difference", "difference_low",
        "difference_high", "p_adjusted", "n_articles", "n_stories", "status",
    ]  # fmt: skip
    caption = (
        "Estimates with 95 % intervals, and the difference from the reference. Click a heading to "
        "sort. comparison.csv holds every measure, category and voice."
    )
    return _table("Groups", caption, rows[names])


def _story_table(scores: Scores) -> list[dict[str, Any]]:
    """Give who ran whose text, where anybody did."""
    from framing.comparing import stories

    found = stories(scores)
    if found.empty:
        return []
    caption = "Articles with nearly the same body; each is one story, and copies count together."
    return [_table("Shared texts", caption, found.head(_MOST_ROWS))]


def _article_table(scores: Scores) -> dict[str, Any]:
    """Give the main values of every article."""
    profile = [name for name, spec in scores.specs.items() if spec.profile and not spec.targets]
    columns = [name for name in profile if name in scores.wide]
    stance = [f"stance[{target}]" for target in scores.targets[:6]]
    columns += [name for name in stance if name in scores.wide]
    known = scores.articles[["article_id", "outlet", "status", "n_words"]].reset_index(drop=True)
    frame = known.join(scores.wide[columns].reset_index(drop=True)).head(_MOST_ROWS)
    return _table("Articles", "Values over all voices; wide.csv holds every column.", frame)


def _measures(scores: Scores) -> list[dict[str, str]]:
    """Describe every measure."""
    return [
        {
            "name": name,
            "unit": spec.unit_label,
            "higher": spec.higher,
            "null": spec.null,
            "recipe": scores.recipes.get(name, ""),
        }
        for name, spec in scores.specs.items()
    ]


def _method(comparison: Comparison) -> str:
    methods = [str(m) for m in comparison.table["method"].dropna().unique()]
    return " ".join(dict.fromkeys(m.rstrip(".") + "." for m in methods if m))


def _versions(scores: Scores) -> str:
    import platform

    settings = scores.settings
    parts = [f"framing {settings.get('framing', '')}", f"Python {platform.python_version()}"]
    if settings.get("templates"):
        parts.append(f"templates {settings['templates']}")
    return ", ".join(parts) + "."
