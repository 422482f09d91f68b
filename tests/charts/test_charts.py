"""What holds for every chart: its layout, its manners, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing import charts
from framing.charts.tables import basis
from framing.charts.theme import ChartFigure
from framing.comparing import Comparison, compare, contributions, keyness
from framing.errors import FramingError
from tests.charts.conftest import CASES

OF_COMPARISON: dict[str, Callable[..., Axes]] = {
    "boilerplate": charts.boilerplate,
    "frames": charts.frames,
    "hedging_stance": charts.hedging_stance,
    "profile": charts.profile,
    "speakers": charts.speakers,
    "stance": charts.stance,
}
OF_SCORES: dict[str, Callable[..., Axes]] = {
    "article_map": charts.article_map,
    "before_after": charts.before_after,
}


def texts_of(figure: Figure) -> list[Text]:
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text.get_alpha() != 0
    ]


def in_view(figure: Figure) -> list[tuple[str, Any]]:
    """Drop tick labels that matplotlib keeps but does not draw, outside of the axis' limits."""
    hidden = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    hidden.add(id(tick.label1))
    # The box round a slanted text says nothing about what the text covers.
    keep = [t for t in texts_of(figure) if id(t) not in hidden and t.get_rotation() % 90 == 0]
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()
    renderer = canvas.get_renderer()
    return [(t.get_text(), t.get_window_extent(renderer)) for t in keep]


def overlap(a: Any, b: Any) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    return width * height if width > 0 and height > 0 else 0.0


def assert_reads_well(figure: Figure) -> None:
    boxes = in_view(figure)
    width, height = figure.get_size_inches() * figure.dpi
    for text, box in boxes:
        assert box.x0 >= -1 and box.x1 <= width + 1, f"{text!r} is cut at the side"
        assert box.y0 >= -1 and box.y1 <= height + 1, f"{text!r} is cut above or below"
    for i, (text, box) in enumerate(boxes):
        for other, place in boxes[i + 1 :]:
            shared = overlap(box, place) / min(box.width * box.height, place.width * place.height)
            assert shared < 0.15, f"{text!r} overlaps {other!r}"


@pytest.mark.parametrize(
    ("case", "width"), [*((case, 84) for case in CASES), ("six", 174), ("long", 174)]
)
@pytest.mark.parametrize("name", OF_COMPARISON)
def test_nothing_is_cut_or_overlaps(
    comparisons: dict[str, Comparison], name: str, case: str, width: float
) -> None:
    ax = OF_COMPARISON[name](comparisons[case], width=width)
    assert ax.figure.get_size_inches()[0] == pytest.approx(width / 25.4)
    assert_reads_well(ax.figure)


@pytest.mark.parametrize(
    ("case", "width"), [("six", 84), ("one", 84), ("long", 84), ("single", 84), ("long", 174)]
)
@pytest.mark.parametrize("name", OF_SCORES)
def test_charts_of_scores_read_well(
    all_scores: dict[str, SimpleNamespace], name: str, case: str, width: float
) -> None:
    assert_reads_well(OF_SCORES[name](all_scores[case], width=width).figure)


@pytest.mark.parametrize("case", CASES)
def test_grid_reads_well(comparisons: dict[str, Comparison], case: str) -> None:
    assert_reads_well(charts.profile_grid(comparisons[case]))


@pytest.mark.parametrize("case", ["six", "forty", "long", "few"])
def test_timelines_read_well(all_scores: dict[str, SimpleNamespace], case: str) -> None:
    for by in ("month", ["outlet", "quarter"]):
        comparison = compare(all_scores[case], by, n_boot=50, n_perm=0)
        assert_reads_well(charts.timeline(comparison, measure="hedging.sentences").figure)


@pytest.mark.parametrize("name", [*OF_COMPARISON, *OF_SCORES])
def test_draws_on_the_users_axes(
    comparison: Comparison, scores: SimpleNamespace, name: str
) -> None:
    figure, axes = plt.subplots(1, 2, figsize=(9, 5))
    try:
        before = axes[1].get_position().bounds
        draw = {**OF_COMPARISON, **OF_SCORES}[name]
        out = draw(comparison if name in OF_COMPARISON else scores, ax=axes[1])
        assert out is axes[1]
        assert axes[1].get_position().bounds == before
        assert not axes[0].has_data()
        assert figure.get_size_inches() == pytest.approx([9, 5])
    finally:
        plt.close(figure)


@pytest.mark.parametrize("name", [*OF_COMPARISON, *OF_SCORES])
def test_leaves_the_session_as_it_was(
    comparison: Comparison, scores: SimpleNamespace, name: str
) -> None:
    given = comparison if name in OF_COMPARISON else scores
    before, open_figures = dict(mpl.rcParams), plt.get_fignums()
    table = comparison.table.copy()
    with mpl.rc_context({"axes.facecolor": "black", "font.size": 20.0}):
        dark = charts_bytes({**OF_COMPARISON, **OF_SCORES}[name](given))
        assert mpl.rcParams["font.size"] == 20.0
    assert dark == charts_bytes({**OF_COMPARISON, **OF_SCORES}[name](given))
    assert dict(mpl.rcParams) == before and plt.get_fignums() == open_figures
    assert table.equals(comparison.table)


def charts_bytes(ax: Axes) -> bytes:
    assert isinstance(ax.figure, ChartFigure)
    return ax.figure._repr_png_()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_saved_bytes_are_the_same_on_two_runs(comparison: Comparison, tmp_path, kind: str) -> None:
    for name, draw in OF_COMPARISON.items():
        first = charts.save(draw(comparison), tmp_path / f"{name}1.{kind}").read_bytes()
        again = charts.save(draw(comparison), tmp_path / f"{name}2.{kind}").read_bytes()
        assert first == again
    assert (
        b"hedging-lexicon@1.0"
        in charts.save(
            charts.profile(comparison, measure="hedging.sentences"), tmp_path / f"x.{kind}"
        )
        .read_bytes()
        .replace(b"\\", b"")
        or kind == "pdf"
    )


def test_saving_says_what_is_wrong(comparison: Comparison, tmp_path) -> None:
    ax = charts.profile(comparison)
    assert charts.save(ax.figure, tmp_path / "deep" / "er" / "a.png").exists()
    with pytest.raises(FramingError, match=r"saved as \.png, \.svg or \.pdf"):
        charts.save(ax, tmp_path / "a.gif")
    with pytest.raises(FramingError, match="no figure"):
        charts.save(comparison, tmp_path / "a.png")
    (tmp_path / "file").write_text("")
    with pytest.raises(FramingError, match="cannot be written"):
        charts.save(ax, tmp_path / "file" / "a.png")


def test_axes_show_themselves_in_a_notebook(comparison: Comparison) -> None:
    formatter = pytest.importorskip("IPython.core.formatters").PNGFormatter()
    for shown in (charts.profile(comparison), charts.profile_grid(comparison)):
        assert formatter(shown)[:4] == b"\x89PNG"
    figure, ax = plt.subplots()
    charts.profile(comparison, ax=ax)
    assert not hasattr(ax, "_repr_png_")
    plt.close(figure)


@pytest.mark.parametrize("name", OF_COMPARISON)
def test_says_what_cannot_be_drawn(comparison: Comparison, name: str) -> None:
    draw = OF_COMPARISON[name]
    for bad, message in (
        (None, "reads a Comparison"),
        (comparison.table[["measure"]], "lacks the columns"),
        (comparison.table.iloc[:0], "no rows"),
    ):
        with pytest.raises(FramingError, match=message):
            draw(bad)
    with pytest.raises(FramingError, match="no matplotlib Axes"):
        draw(comparison, ax=Figure())
    with pytest.raises(FramingError, match="width=5"):
        draw(comparison, width=5)


def test_a_plain_table_will_do(comparison: Comparison) -> None:
    ax = charts.frames(comparison.table)
    assert [t.get_text() for t in ax.get_yticklabels()] == list(comparison.groups)


def test_profile_shows_the_numbers(comparison: Comparison) -> None:
    ax = charts.profile(comparison, measure="hedging.sentences")
    rows = comparison.select("hedging.sentences")
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == pytest.approx(list(rows["estimate"]))
    whiskers = [tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    for row in rows.itertuples():
        assert (row.low, row.high) in whiskers
    assert [t.get_text() for t in ax.get_yticklabels()] == list(rows["group"])
    assert "fewer hedged sentences" in ax.get_xlabel() and "→" in ax.get_xlabel()
    words = " ".join(t.get_text() for t in ax.figure.texts)
    assert "95 % interval" in words and "60 articles" in words and "bootstrap of stories" in words


def test_profile_sorts_only_when_asked(comparison: Comparison) -> None:
    ax = charts.profile(comparison, measure="loaded.sentences", sort=True)
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == sorted(dots, reverse=True)


def test_marks_tell_the_status(comparisons: dict[str, Comparison]) -> None:
    single = charts.profile(comparisons["single"], measure="hedging.sentences")
    assert {line.get_marker() for line in single.lines} >= {"D"}
    assert "no inference" in " ".join(t.get_text() for t in single.figure.texts)
    crosses = charts.hedging_stance(comparisons["single"])
    lines = [line for line in crosses.lines if len(line.get_xdata()) == 2 and line.get_alpha()]
    assert lines and {line.get_linestyle() for line in lines} == {"--"}
    few = charts.profile(comparisons["few"], measure="hedging.sentences")
    hollow = [line for line in few.lines if line.get_marker() == "o"]
    assert len(hollow) == 4 and {line.get_markerfacecolor() for line in hollow} == {"white"}
    holes = charts.profile(comparisons["holes"], measure="hedging.sentences")
    assert "nothing to measure" in [t.get_text() for t in holes.texts]


def test_dashes_are_explained_only_where_they_are_drawn(comparisons: dict[str, Comparison]) -> None:
    single = comparisons["single"]
    rows = single.select("hedging.sentences")
    assert set(rows["status"]) == {"single"}
    assert "Dashed" in basis(single, rows)
    bare = basis(single, rows.assign(low=float("nan")))
    assert "Dashed" not in bare and "no inference" in bare


def test_stance_bars_and_means(comparison: Comparison) -> None:
    ax = charts.stance(comparison, targets="Russia")
    negative = comparison.select("stance.negative", target="Russia")["estimate"]
    positive = comparison.select("stance.positive", target="Russia")["estimate"]
    widths = [patch.get_width() for patch in ax.patches]
    assert widths == pytest.approx([*-negative, *positive])
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == pytest.approx(list(comparison.select("stance", target="Russia")["estimate"]))
    with pytest.raises(FramingError, match="targets='Mars'.*NATO, Russia"):
        charts.stance(comparison, targets=["Mars"])
    left = comparison.table[comparison.table["measure"] != "stance"]
    with pytest.raises(FramingError, match="score with targets"):
        charts.stance(left)


def test_scatter_puts_each_group_at_its_place(comparison: Comparison) -> None:
    ax = charts.hedging_stance(comparison, target="NATO")
    x = comparison.select("stance", target="NATO")["estimate"]
    y = comparison.select("hedging.sentences")["estimate"]
    dots = [
        (line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == "o"
    ]
    assert np.array(dots) == pytest.approx(np.column_stack((x, y)))
    named = {t.get_text(): t.xy for t in ax.texts}
    for name, place in zip(comparison.groups, dots, strict=True):
        assert named.get(name, place) == pytest.approx(place)


def test_stacks_add_up_to_the_total(comparison: Comparison) -> None:
    for draw, measure in (
        (charts.boilerplate, "boilerplate.share"),
        (charts.speakers, "attribution.words"),
    ):
        ax = draw(comparison)
        totals = comparison.select(measure)["estimate"]
        ends = {}
        for patch in ax.patches:
            ends.setdefault(round(patch.get_y(), 3), []).append(patch.get_width())
        assert [sum(parts) for parts in ends.values()] == pytest.approx(list(totals))
    few_kinds = charts.boilerplate(comparison, most_kinds=2)
    labels = [t.get_text() for t in few_kinds.figure.legends[0].get_texts()]
    assert len(labels) == 3 and labels[-1] == "other"


def test_heat_map_writes_its_numbers(comparison: Comparison) -> None:
    ax = charts.frames(comparison)
    written = [t.get_text() for t in ax.texts if t.get_text().isdigit()]
    rows = comparison.table
    rows = rows[(rows["measure"] == "frames.presence") & (rows["category"] != "all")]
    grid = rows.pivot(index="group", columns="category", values="estimate")
    order = list(dict.fromkeys(rows["category"]))
    expected = [f"{100 * v:.0f}" for v in grid[order].to_numpy().ravel()]
    assert written == expected


def test_timeline_breaks_where_a_period_is_missing(scores: SimpleNamespace) -> None:
    table = compare(scores, "month", n_boot=50, n_perm=0).table
    gap = table[table["group"] != "2024-03"]
    ax = charts.timeline(gap, measure="hedging.sentences")
    values = ax.lines[0].get_ydata()
    assert np.isnan(values).sum() == 1 and np.isnan(values[2])
    with pytest.raises(FramingError, match="no periods"):
        charts.timeline(compare(scores, n_boot=0, n_perm=0))


def test_keyness_shows_both_sides(all_keyness: pd.DataFrame) -> None:
    ax = charts.keyness(all_keyness, group="Outlet B", most=4)
    assert_reads_well(ax.figure)
    rows = all_keyness[all_keyness["group"] == "Outlet B"].set_index("word")
    words = [t.get_text() for t in ax.get_yticklabels()]
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() in ("o", "s")]
    assert dots == pytest.approx(list(rows.loc[words, "log_odds"]))
    assert "Outlet B →" in ax.get_xlabel()
    with pytest.raises(FramingError, match="group='Z' is not in the table"):
        charts.keyness(all_keyness, group="Z")


@pytest.fixture(scope="module")
def all_keyness(scores: SimpleNamespace) -> pd.DataFrame:
    return keyness(scores, of="hedging", min_documents=1, n_boot=100)


@pytest.mark.parametrize("measure", ["hedging.sentences", "hedging.cues"])
def test_contribution_bars_add_up(scores: SimpleNamespace, measure: str) -> None:
    table = contributions(scores, measure, group="Outlet A", n_boot=100)
    for most in (1, 16):
        ax = charts.contributions(table, spec=scores.specs[measure], most=most)
        assert_reads_well(ax.figure)
        widths = [patch.get_width() for patch in ax.patches]
        assert sum(widths) == pytest.approx(table["contribution"].sum())
        assert len(widths) <= most + 2


def test_before_after_needs_both(scores: SimpleNamespace) -> None:
    ax = charts.before_after(scores, measure="hedging.sentences")
    assert "before and after" in ax.figure.texts[0].get_text()
    bare = scores.long.assign(value_uncleaned=np.nan)
    with pytest.raises(FramingError, match="keep_boilerplate=True"):
        charts.before_after(bare)
    with pytest.raises(FramingError, match="by='nope'"):
        charts.before_after(scores, by="nope")


def test_article_map_marks_each_span(scores: SimpleNamespace) -> None:
    ax = charts.article_map(scores, articles=["a001-0003"])
    spans = scores.evidence[scores.evidence["article_id"] == "a001-0003"]
    assert len(ax.collections[0].get_segments()) == len(spans)
    with pytest.raises(FramingError, match="articles='zzz'"):
        charts.article_map(scores, articles=["zzz"])
    with pytest.raises(FramingError, match="measures='frames' has no evidence"):
        charts.article_map(scores, measures=["frames"])
    with pytest.raises(FramingError, match="detail='evidence'"):
        charts.article_map(SimpleNamespace(evidence=scores.evidence.iloc[:0]))


def test_colours_differ_in_grey() -> None:
    """Neighbouring colours differ in lightness, or else in hatching or marker, always."""
    from framing.charts.theme import COLOURS, HATCHES, MARKERS

    assert len(set(HATCHES)) == len(COLOURS) and len(set(MARKERS)) == len(COLOURS)
    light = [np.dot(mpl.colors.to_rgb(c), (0.2126, 0.7152, 0.0722)) for c in COLOURS]
    assert all(abs(a - b) > 0.05 for a, b in zip(light, light[1:], strict=False))


def test_unknown_charts_and_unfit_axes(comparison: Comparison, scores: SimpleNamespace) -> None:
    with pytest.raises(AttributeError, match="no chart 'pie'; there are: article_map"):
        charts.pie  # noqa: B018
    polar = Figure().add_subplot(projection="polar")
    with pytest.raises(FramingError, match="projection 'polar'"):
        charts.profile(comparison, ax=polar)
    removed = Figure().add_subplot()
    removed.remove()
    with pytest.raises(FramingError, match="removed from its figure"):
        charts.profile(comparison, ax=removed)
    with pytest.raises(FramingError, match="article_map reads Scores, not Comparison"):
        charts.article_map(comparison)
    with pytest.raises(FramingError, match="before_after reads Scores"):
        charts.before_after(comparison)


@pytest.mark.parametrize("name", OF_COMPARISON)
def test_axes_of_a_part_of_a_figure_will_do(comparison: Comparison, name: str) -> None:
    figure = plt.figure(figsize=(9, 5))
    try:
        ax = figure.subfigures(1, 2)[0].subplots()
        assert OF_COMPARISON[name](comparison, ax=ax) is ax
    finally:
        plt.close(figure)


def _changed(scores: SimpleNamespace, **values: float) -> SimpleNamespace:
    made = SimpleNamespace(**vars(scores))
    made.long = scores.long.assign(**values)
    return made


@pytest.mark.parametrize("value", [np.nan, 0.25, 0.0])
@pytest.mark.parametrize("name", OF_COMPARISON)
def test_nothing_measured_and_nothing_varying_still_draws(
    all_scores: dict[str, SimpleNamespace], name: str, value: float
) -> None:
    base = np.nan if np.isnan(value) else 1.0
    same = _changed(all_scores["few"], value=value, numerator=value, denominator=base,
                    low=value, high=value)  # fmt: skip
    comparison = compare(same, n_boot=50, n_perm=20)
    expected = "no_evidence" if np.isnan(value) else "constant"
    assert set(comparison.table["status"]) == {expected}
    ax = OF_COMPARISON[name](comparison)
    assert_reads_well(ax.figure)


def test_contribution_bars_begin_at_zero(all_scores: dict[str, SimpleNamespace]) -> None:
    table = contributions(all_scores["few"], "hedging.sentences", group="Outlet D", n_boot=0)
    for sign in (1, -1):
        one_side = table.assign(contribution=sign * table["contribution"].abs() - sign * -0.01)
        low, high = charts.contributions(one_side).get_xlim()
        assert low <= 0 <= high


def test_groups_without_values_are_named_not_drawn(
    all_scores: dict[str, SimpleNamespace],
) -> None:
    holes = compare(all_scores["holes"], ["outlet", "month"], n_boot=0, n_perm=0)
    ax = charts.timeline(holes, measure="hedging.sentences")
    legend = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert legend == ["Outlet A", "Outlet C", "Outlet D"]
    words = " ".join(text.get_text() for text in ax.figure.texts)
    assert "Not measurable: Outlet B" in words and "Hollow: too few" in words
