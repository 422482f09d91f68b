"""Write a report: PNG charts, tables, and one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparing import Comparison
    from framing.scores import Scores

__all__ = ["report"]

_MOST_ARTICLES = 100  # more highlighted articles make a page that browsers labour over
_MOST_FINDINGS = 12
_MOST_ROWS = 400
_SIGNIFICANT = 0.05
_MAIN = ("hedging.sentences", "stance", "loaded.sentences")
_MOST_WORD_GROUPS, _FEWEST_ARTICLES = 12, 5
_WORDS_SHOWN, _WORD_Z, _WORD_DRAWS = 12, 1.96, 300


_LIMITS = (
    "Stance is portrayal of a target in the words around its mentions. It does not tell what an "
    "author thinks, and it misses irony.",
    "The measures are made for English news prose. Opinion pieces, transcripts and social media "
    "posts are scored, but nobody checked the scores against coders there.",
    "An article's interval is its own variability from sentence to sentence. It is no inference "
    "from these articles to an outlet.",
    "One article an outlet compares articles, not outlets.",
)


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
        ``keyness.csv``, ``wide.csv``, ``evidence.csv``, ``articles.csv``.

    Raises
    ------
    FramingError
        If `by` is no column, no article could be scored, or the folder cannot be written.
    """
    from framing.comparing import compare
    from framing.illustrating import draw_charts, plan_charts

    if not (scores.articles["status"] == "ok").any():
        raise FramingError(_nothing_scored(scores.articles))
    comparison = compare(scores, by=by, **options)
    folder = Path(out)
    try:
        (folder / "charts").mkdir(parents=True, exist_ok=True)
        words = _words(scores, comparison)
        _write_tables(scores, comparison, words, folder)
        planned = plan_charts(scores, comparison, words)
        charts, notes = draw_charts(planned, comparison, folder / "charts")
        page = folder / "report.html"
        text = _page(scores, comparison, words, charts, notes, title, max_articles)
        page.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        reason = error.strerror or error
        raise FramingError(f"out={str(folder)!r} cannot be written ({reason})") from error
    return page


def _nothing_scored(articles: pd.DataFrame) -> str:
    """Say why there is nothing to report, and of which articles."""
    first = "; ".join(
        f"{article} ({status}{f': {problem}' if isinstance(problem, str) else ''})"
        for article, status, problem in zip(
            articles["article_id"][:3], articles["status"], articles["problem"], strict=False
        )
    )
    more = f"; and {len(articles) - 3:,} more" if len(articles) > 3 else ""
    return f"no article could be scored, so there is nothing to report: {first}{more}"


def _write_tables(
    scores: Scores, comparison: Comparison, words: pd.DataFrame | None, folder: Path
) -> None:
    """Write what the page is made from, for other programs."""
    comparison.table.to_csv(folder / "comparison.csv", index=False)
    if words is not None:
        words.to_csv(folder / "keyness.csv", index=False)
    scores.wide.to_csv(folder / "wide.csv")
    scores.evidence.to_csv(folder / "evidence.csv", index=False)
    left_out = [name for name in ("text", "signature") if name in scores.articles]
    scores.articles.drop(columns=left_out).to_csv(folder / "articles.csv", index=False)


def _words(scores: Scores, comparison: Comparison) -> pd.DataFrame | None:
    """Find the words that set the largest groups apart; None where there are none to compare."""
    from framing.comparing import keyness

    if "text" not in scores.articles or {"target", "segment"} & set(comparison.by):
        return None
    rows = comparison.table
    sizes = rows.groupby("group", sort=False)["n_articles"].max()
    large = sizes[sizes >= _FEWEST_ARTICLES].nlargest(_MOST_WORD_GROUPS).index
    groups = [name for name in comparison.groups if name in large]
    if not groups or len(comparison.groups) < 2:
        return None
    taken = ("reference", "seed", "story_threshold")
    settings = {k: comparison.settings[k] for k in taken}
    n_boot = min(comparison.settings["n_boot"], _WORD_DRAWS)
    groups = [name for name in groups if name != settings["reference"]]
    try:
        return keyness(scores, comparison.by, group=groups, n_boot=n_boot, **settings)
    except FramingError:
        return None  # no word is in three articles


def _page(
    scores: Scores,
    comparison: Comparison,
    words: pd.DataFrame | None,
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
        tables=[
            _comparison_table(comparison),
            *_word_table(words),
            *_story_table(scores),
            _article_table(scores),
        ],
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


def _word_table(words: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Give the words that set each group apart, a row a group."""
    import pandas as pd

    if words is None or words.empty:
        return []
    rows = []
    for group, found in words.groupby("group", sort=False):
        more, less = found[found["z"] > _WORD_Z], found[found["z"] < -_WORD_Z]
        rows.append({
            "group": group,
            "uses more": ", ".join(more["word"].head(_WORDS_SHOWN)) or "–",
            "uses less": ", ".join(less["word"].tail(_WORDS_SHOWN)[::-1]) or "–",
        })  # fmt: skip
    caption = (
        "Words by weighted log-odds against the other groups, the most telling first; "
        "keyness.csv has them with counts and intervals."
    )
    return [_table("Words that set the groups apart", caption, pd.DataFrame(rows))]


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
