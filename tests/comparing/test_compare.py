"""Comparison: its numbers against independent computations, its rules one by one."""

from __future__ import annotations

import time
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.comparing import compare
from framing.errors import FramingError
from framing.text.shingles import signature
from tests.comparing.synthetic import SPECS, fake_scores

COLUMNS = (
    "measure category target segment voice group reference estimate low high difference "
    "difference_low difference_high hedges_g cliffs_delta p p_adjusted family method n_articles "
    "n_stories n_outlets status"
).split()


@pytest.fixture(scope="module")
def scores() -> SimpleNamespace:
    return fake_scores(4, 15, seed=3, effect=0.08)


def simple_scores(
    values: list[float], outlets: list[str], *, stories: list[int] | None = None, **columns: list
) -> SimpleNamespace:
    """Scores of one measure, given article by article."""
    ids = [f"a{i:04d}" for i in range(len(values))]
    story = stories if stories is not None else list(range(len(values)))
    articles = pd.DataFrame({"article_id": ids, "outlet": outlets, **columns})
    articles["signature"] = [signature([f"s{s}w{i}" for i in range(60)]) for s in story]
    long = pd.DataFrame({
        "article_id": ids, "measure": "readability.flesch_kincaid", "category": "all",
        "target": "", "segment": "all", "voice": "all", "value": values, "low": np.nan,
        "high": np.nan, "numerator": values, "denominator": 1.0, "recipe": "r@1",
    })  # fmt: skip
    return SimpleNamespace(articles=articles, long=long, specs=dict(SPECS))


def row(comparison, measure: str, group: str, **more: str) -> pd.Series:
    rows = comparison.select(measure, **more)
    return rows[rows["group"] == group].iloc[0]


def test_columns_and_rows(scores: SimpleNamespace) -> None:
    comparison = compare(scores, n_boot=50, n_perm=50)
    assert list(comparison.table.columns) == COLUMNS
    assert comparison.groups == ("Outlet A", "Outlet B", "Outlet C", "Outlet D")
    assert not comparison.table.duplicated(
        ["measure", "category", "target", "segment", "voice", "group"]
    ).any()
    voices = comparison.table.groupby("measure", observed=True)["voice"].first()
    assert voices["hedging.sentences"] == "own" and voices["boilerplate.share"] == "all"
    measures = list(dict.fromkeys(comparison.table["measure"]))
    assert measures == list(SPECS)


def test_estimates_are_means_of_articles(scores: SimpleNamespace) -> None:
    comparison = compare(scores, n_boot=0, n_perm=0)
    long = scores.long
    own = long[(long["voice"] == "own") & (long["segment"] == "all") & (long["category"] == "all")]
    own = own[own["measure"] == "hedging.sentences"]
    for group, values in own.groupby("outlet")["value"]:
        got = row(comparison, "hedging.sentences", group)
        others = own.loc[own["outlet"] != group, "value"]
        assert got["estimate"] == pytest.approx(values.mean())
        assert got["difference"] == pytest.approx(values.mean() - others.mean())
        assert got["n_articles"] == values.notna().sum()
        assert np.isnan(got["low"]) and np.isnan(got["p"])


def test_pooled_units_are_ratios_of_sums(scores: SimpleNamespace) -> None:
    comparison = compare(scores, unit="sentence", n_boot=0, n_perm=0)
    assert set(comparison.table["measure"]) == {
        "hedging.sentences", "hedging.cues", "loaded.sentences"
    }  # fmt: skip
    long = scores.long
    rows = long[
        (long["voice"] == "own") & (long["segment"] == "all") & (long["category"] == "modal")
        & (long["outlet"] == "Outlet B")
    ]  # fmt: skip
    expected = 1000 * rows["numerator"].sum() / rows["denominator"].sum()
    got = row(comparison, "hedging.cues", "Outlet B", category="modal")["estimate"]
    assert got == pytest.approx(expected)


def test_effect_sizes(scores: SimpleNamespace) -> None:
    comparison = compare(scores, reference="Outlet D", n_boot=0, n_perm=0)
    long = scores.long
    rows = long[
        (long["measure"] == "loaded.sentences") & (long["category"] == "all")
        & (long["voice"] == "own") & (long["segment"] == "all")
    ]  # fmt: skip
    a = rows.loc[rows["outlet"] == "Outlet A", "value"].to_numpy()
    d = rows.loc[rows["outlet"] == "Outlet D", "value"].to_numpy()
    got = row(comparison, "loaded.sentences", "Outlet A")
    pooled = np.sqrt(
        ((len(a) - 1) * a.var(ddof=1) + (len(d) - 1) * d.var(ddof=1)) / (len(a) + len(d) - 2)
    )
    approximate = (a.mean() - d.mean()) / pooled * (1 - 3 / (4 * (len(a) + len(d) - 2) - 1))
    assert got["hedges_g"] == pytest.approx(approximate, rel=1e-3)
    u = stats.mannwhitneyu(a, d).statistic
    assert got["cliffs_delta"] == pytest.approx(2 * u / (len(a) * len(d)) - 1)
    assert got["difference"] == pytest.approx(a.mean() - d.mean())
    own = row(comparison, "loaded.sentences", "Outlet D")
    assert own["reference"] == "" and np.isnan(own["difference"]) and own["status"] == "ok"


def test_interval_agrees_with_t_and_bootstrap_of_scipy() -> None:
    rng = np.random.default_rng(5)
    values = [*rng.normal(10, 2, 60), *rng.normal(12, 4, 45)]
    comparison = compare(simple_scores(values, ["A"] * 60 + ["B"] * 45), n_boot=8000, n_perm=0)
    got = row(comparison, "readability.flesch_kincaid", "A")
    a, b = np.array(values[:60]), np.array(values[60:])
    t = stats.ttest_1samp(a, 0).confidence_interval()
    assert got["low"] == pytest.approx(t.low, abs=0.06) and got["high"] == pytest.approx(
        t.high, abs=0.06
    )
    welch = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    assert got["difference_low"] == pytest.approx(welch.low, abs=0.12)
    assert got["difference_high"] == pytest.approx(welch.high, abs=0.12)
    boot = stats.bootstrap(
        (a, b), lambda x, y, axis: x.mean(axis) - y.mean(axis), method="percentile", rng=1
    ).confidence_interval
    assert got["difference_low"] == pytest.approx(boot.low, abs=0.15)


def test_clustered_interval_agrees_with_cluster_robust_errors() -> None:
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(8)
    outlets, leans, values = [], [], []
    for i in range(60):
        lean, effect = ("left", "right")[i % 2], rng.normal(0, 1)
        for _ in range(rng.integers(3, 9)):
            outlets.append(f"o{i}")
            leans.append(lean)
            values.append(effect + rng.normal(0, 1) + (lean == "right"))
    comparison = compare(simple_scores(values, outlets, lean=leans), "lean", n_boot=6000, n_perm=0)
    assert comparison.level == "outlet"
    got = row(comparison, "readability.flesch_kincaid", "right")
    x = sm.add_constant((np.array(leans) == "right").astype(float))
    fit = sm.OLS(np.array(values), x).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(np.array(outlets))[0]}
    )
    low, high = fit.conf_int()[1]
    assert got["difference"] == pytest.approx(fit.params[1])
    width = got["difference_high"] - got["difference_low"]
    assert width == pytest.approx(high - low, rel=0.12)


def test_permutation_agrees_with_scipy() -> None:
    rng = np.random.default_rng(2)
    a, b = rng.normal(0, 1, 9), rng.normal(1.2, 1, 8)
    comparison = compare(simple_scores([*a, *b], ["A"] * 9 + ["B"] * 8), n_boot=0, n_perm=20_000)

    def welch(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        error = np.sqrt(x.var(axis, ddof=0) / x.shape[axis] + y.var(axis, ddof=0) / y.shape[axis])
        return (x.mean(axis) - y.mean(axis)) / error

    expected = stats.permutation_test((a, b), welch, n_resamples=20_000, rng=3, vectorized=True)
    got = row(comparison, "readability.flesch_kincaid", "A")["p"]
    assert got == pytest.approx(expected.pvalue, abs=0.01)


def test_p_is_adjusted_within_measure_and_target(scores: SimpleNamespace) -> None:
    table = compare(scores, n_boot=0, n_perm=300).table
    assert set(table["family"]) >= {"hedging.sentences", "stance[NATO]", "stance[Russia]"}
    for _, rows in table.groupby("family"):
        known = rows[rows["p"].notna()]
        ordered = np.sort(known["p"].to_numpy())
        m = len(ordered)
        by_hand = [
            min(1.0, *(ordered[j] * m / (j + 1) for j in range(i, m)), 1.0) for i in range(m)
        ]
        assert np.sort(known["p_adjusted"]) == pytest.approx(by_hand)


def test_copies_count_in_each_outlet_and_repeats_once() -> None:
    values = [1.0, 1.0, 1.0, 5.0, 6.0, 7.0, 1.0, 8.0]
    outlets = ["A", "A", "A", "A", "A", "A", "B", "B"]
    stories = [0, 0, 0, 1, 2, 3, 0, 4]
    comparison = compare(simple_scores(values, outlets, stories=stories), n_boot=0, n_perm=0)
    a = row(comparison, "readability.flesch_kincaid", "A")
    assert a["estimate"] == pytest.approx((1 + 5 + 6 + 7) / 4)
    assert (a["n_articles"], a["n_stories"]) == (6, 4)
    b = row(comparison, "readability.flesch_kincaid", "B")
    assert b["estimate"] == pytest.approx(4.5) and b["n_stories"] == 2
    assert comparison.n_stories == 5


def test_copies_are_resampled_together() -> None:
    """Two outlets that ran the same texts differ by exactly nothing."""
    rng = np.random.default_rng(0)
    texts = rng.normal(10, 3, 12)
    scores = simple_scores(
        [*texts, *texts], ["A"] * 12 + ["B"] * 12, stories=[*range(12), *range(12)]
    )
    got = row(compare(scores, n_boot=300, n_perm=300), "readability.flesch_kincaid", "A")
    assert got["difference"] == 0
    assert got["difference_low"] == pytest.approx(0) and got["difference_high"] == pytest.approx(0)
    assert got["high"] - got["low"] > 1
    assert got["p"] == 1


def test_level_follows_the_design() -> None:
    scores = fake_scores(12, 4)
    lean = compare(scores, "lean", n_boot=100, n_perm=100)
    assert lean.level == "outlet"
    assert "outlets" in lean.table["method"].iloc[0]
    assert compare(scores, "outlet", n_boot=0, n_perm=0).level == "story"
    assert compare(scores, "month", n_boot=0, n_perm=0).level == "story"
    assert compare(scores, ["outlet", "lean"], n_boot=0, n_perm=0).level == "story"


def test_too_few_clusters_give_points_without_interval(scores: SimpleNamespace) -> None:
    table = compare(scores, "lean", n_boot=100, n_perm=100).table
    known = table[table["status"] == "too_few"]
    assert len(known) == len(table)
    assert known["estimate"].notna().any() and known["difference"].notna().any()
    assert known[["low", "high", "difference_low", "p"]].isna().all().all()
    assert known["method"].str.contains("fewer than 5 outlets").all()


def test_one_article_an_outlet_is_no_inference() -> None:
    scores = fake_scores(5, 1, seed=2)
    comparison = compare(scores)
    got = row(comparison, "hedging.sentences", "Outlet B")
    assert got["status"] == "single" and "no inference" in got["method"]
    long = scores.long
    own = long[
        (long["outlet"] == "Outlet B") & (long["measure"] == "hedging.sentences")
        & (long["voice"] == "own") & (long["segment"] == "all") & (long["category"] == "all")
    ].iloc[0]  # fmt: skip
    assert (got["low"], got["high"]) == (own["low"], own["high"])
    assert np.isnan(got["p"]) and np.isnan(got["difference_low"])


def test_constant_measure_and_all_nan() -> None:
    constant = compare(simple_scores([0.1] * 16, ["A"] * 8 + ["B"] * 8), n_boot=100, n_perm=100)
    got = row(constant, "readability.flesch_kincaid", "A")
    assert got["status"] == "constant" and got["difference"] == 0
    assert np.isnan(got["low"]) and np.isnan(got["p"]) and np.isnan(got["hedges_g"])
    nothing = compare(simple_scores([np.nan] * 16, ["A"] * 8 + ["B"] * 8), n_boot=100, n_perm=100)
    assert set(nothing.table["status"]) == {"no_evidence"}
    assert nothing.table[["estimate", "low", "difference", "p"]].isna().all().all()


def test_one_group_has_nothing_to_be_compared_with() -> None:
    rng = np.random.default_rng(0)
    got = compare(simple_scores(list(rng.normal(size=9)), ["A"] * 9), n_boot=200).table.iloc[0]
    assert got["reference"] == "" and np.isnan(got["difference"]) and got["low"] < got["high"]


def test_a_group_without_articles_for_a_target() -> None:
    scores = fake_scores(3, 8)
    lost = (scores.long["outlet"] == "Outlet B") & (scores.long["measure"] == "stance")
    scores.long.loc[lost, ["value", "low", "high", "numerator", "denominator"]] = np.nan
    rows = compare(scores, n_boot=100, n_perm=100).select("stance", target="NATO")
    assert list(rows["status"]) == ["ok", "no_evidence", "ok"]
    assert rows["n_articles"].iloc[1] == 0


def test_intervals_stay_in_range(scores: SimpleNamespace) -> None:
    table = compare(scores, n_boot=200, n_perm=0).table
    shares = table[table["measure"].map(lambda m: SPECS[m].range == (0.0, 1.0))]
    assert (shares["low"].dropna() >= 0).all() and (shares["high"].dropna() <= 1).all()


def test_same_seed_same_table_whatever_the_order(scores: SimpleNamespace) -> None:
    first = compare(scores, n_boot=200, n_perm=200).table
    again = compare(scores, n_boot=200, n_perm=200).table
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    mixed = SimpleNamespace(
        articles=scores.articles.sample(frac=1, random_state=1).reset_index(drop=True),
        long=scores.long.sample(frac=1, random_state=2).reset_index(drop=True),
        specs=scores.specs,
    )
    shuffled = compare(mixed, n_boot=200, n_perm=200).table
    order = ["measure", "category", "target", "group"]
    pd.testing.assert_frame_equal(
        first.sort_values(order).reset_index(drop=True),
        shuffled.sort_values(order).reset_index(drop=True),
        rtol=1e-9, atol=1e-12,
    )  # fmt: skip
    other = compare(scores, n_boot=200, n_perm=200, seed=1).table
    assert not np.array_equal(first["low"], other["low"], equal_nan=True)


def test_target_as_a_grouping(scores: SimpleNamespace) -> None:
    comparison = compare(scores, ["outlet", "target"], n_boot=50, n_perm=50)
    assert "Outlet A · NATO" in comparison.groups
    assert set(comparison.table["measure"]) >= {"stance", "stance.negative"}
    alone = compare(scores, n_boot=0, n_perm=0).select("stance", target="NATO")
    assert row(comparison, "stance", "Outlet A · NATO")["estimate"] == pytest.approx(
        alone["estimate"].iloc[0]
    )


def test_weights() -> None:
    scores = simple_scores(
        [1.0, 1.0, 1.0, 5.0, 2.0, 8.0], ["a", "a", "a", "b", "c", "d"],
        lean=["left"] * 4 + ["right"] * 2, n_words=[1, 1, 1, 3, 1, 1],
    )  # fmt: skip
    plain, outlets, words = (
        compare(scores, "lean", weights=w, n_boot=0, n_perm=0).table["estimate"].iloc[0]
        for w in (None, "outlet", "n_words")
    )
    assert (plain, outlets, words) == (pytest.approx(2.0), pytest.approx(3.0), pytest.approx(3.0))
    by_id = {"a0000": 0, "a0001": 0, "a0002": 0, "a0003": 1, "a0004": 1, "a0005": 1}
    given = compare(scores, "lean", weights=by_id, n_boot=0, n_perm=0)
    assert given.table["estimate"].iloc[0] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"by": "outlt"},
            "by='outlt' is no column of the scores; there are: article_id, outlet, date",
        ),
        ({"by": "signature"}, "is no column"),
        ({"by": []}, "names no column"),
        ({"measures": ["hedgin"]}, "measures='hedgin' was not scored"),
        ({"targets": ["Mars"]}, "targets='Mars'.*NATO, Russia"),
        ({"voice": "ours"}, "voice='ours'"),
        ({"segment": "tail"}, "segment='tail'"),
        ({"unit": "word"}, "unit='word' is unknown"),
        ({"unit": "paragraph"}, "fits none of the measures"),
        ({"reference": "Outlet Z"}, "reference='Outlet Z' is no group"),
        ({"n_boot": -1}, "n_boot=-1"),
        ({"n_perm": 2.5}, "n_perm=2.5"),
        ({"weights": "nope"}, "weights='nope'"),
        ({"weights": {"a000-0000": 1.0}}, "missing, negative"),
        ({"weights": 3}, "weights of type int"),
        ({"story_threshold": 0}, "story_threshold=0"),
    ],
)
def test_errors_name_what_there_is(scores: SimpleNamespace, arguments: dict, message: str) -> None:
    with pytest.raises(FramingError, match=message):
        compare(scores, **arguments)


def test_a_column_of_thousands_of_values() -> None:
    many = simple_scores([0.0] * 5000, ["x"] * 5000, url=[f"u{i}" for i in range(5000)])
    with pytest.raises(FramingError, match="makes 5,000 groups"):
        compare(many, "url")


def test_dates_make_periods_and_bad_dates_are_left_out() -> None:
    dates = ["2024-01-03", "2024-01-30", "2024-02-11", None, "March", "2024-05"]
    comparison = compare(simple_scores([1.0] * 6, ["A"] * 6, date=dates), "month", n_boot=0)
    assert comparison.groups == ("2024-01", "2024-02", "2024-05")
    assert comparison.n_left_out == 2 and "2 articles left out" in comparison.summary()
    weeks = compare(simple_scores([1.0] * 6, ["A"] * 6, date=dates), "week", n_boot=0)
    assert weeks.groups[0] == "2024-01-01"
    with pytest.raises(FramingError, match="no date can be read"):
        compare(simple_scores([1.0], ["A"], date=["yesterday"]), "year")


def test_missing_outlets_and_odd_columns() -> None:
    scores = simple_scores([1.0, 2.0, 3.0, 4.0], [None, "A", "", "A"], score=[1, 2.0, 10, 2])
    assert compare(scores, n_boot=0).groups == ("A",)
    assert compare(scores, "score", n_boot=0).groups == ("1", "2", "10")


def test_sentences_and_html(scores: SimpleNamespace) -> None:
    comparison = compare(scores, measures=["hedging.sentences", "stance"], n_boot=200, n_perm=200)
    sentences = comparison.sentences()
    assert len(sentences) == len(comparison.table)
    assert sentences[0].startswith("Outlet A: Hedged sentences ")
    assert "percentage points higher than the rest (95 % interval " in sentences[0]
    assert "15 articles" in sentences[0]
    risky = fake_scores(2, 2, outlets=["<b>A</b>", "B"])
    page = compare(risky)._repr_html_()
    assert "<b>A</b>" not in page and "&lt;b&gt;" in page
    assert "Comparison(2 groups by outlet" in repr(compare(risky, n_boot=0))


def test_select_says_what_there_is(scores: SimpleNamespace) -> None:
    comparison = compare(scores, measures=["stance"], n_boot=0, n_perm=0)
    with pytest.raises(FramingError, match="'nope' is not in the comparison"):
        comparison.select("nope")
    with pytest.raises(FramingError, match="no rows of category='modal'"):
        comparison.select("stance", category="modal")


def test_large_comparison_takes_seconds() -> None:
    rng = np.random.default_rng(0)
    n, measures = 2000, 60
    ids = np.array([f"a{i:04d}" for i in range(n)])
    articles = pd.DataFrame({"article_id": ids, "outlet": [f"o{i % 150}" for i in range(n)]})
    articles["signature"] = [signature([f"s{i}w{j}" for j in range(200)]) for i in range(n)]
    long = pd.DataFrame({
        "article_id": np.repeat(ids, measures),
        "measure": np.tile([f"m{k}" for k in range(measures)], n),
        "category": "all", "target": "", "segment": "all", "voice": "own", "low": np.nan,
        "high": np.nan, "value": rng.random(n * measures), "numerator": 1.0, "denominator": 1.0,
    })  # fmt: skip
    start = time.process_time()
    table = compare(SimpleNamespace(articles=articles, long=long, specs={})).table
    assert len(table) == 150 * 60 and table["p"].notna().all()
    assert time.process_time() - start < 60


def test_segment_as_a_grouping(scores: SimpleNamespace) -> None:
    measures = ["hedging.sentences", "boilerplate.share"]
    long = scores.long
    parts = ("headline", "lead", "body")
    assert set(parts) <= set(long["segment"]), "the synthetic scores have parts"
    comparison = compare(scores, "segment", measures=measures, n_boot=100, n_perm=100)
    assert comparison.groups == parts and comparison.level == "story"
    assert set(comparison.table["measure"]) == {"hedging.sentences"}
    rows = long[(long["measure"] == "hedging.sentences") & (long["category"] == "all")
                & (long["voice"] == "own")]  # fmt: skip
    for part in parts:
        expected = rows.loc[rows["segment"] == part, "value"].mean()
        assert row(comparison, "hedging.sentences", part)["estimate"] == pytest.approx(expected)
    with pytest.raises(FramingError, match="none of the measures has parts of articles"):
        compare(scores, "segment", measures=["boilerplate.share"])


def test_a_column_of_outlets_among_several_sets_the_level(scores: SimpleNamespace) -> None:
    for by in (["lean", "segment"], ["lean", "target"], ["lean", "month"]):
        assert compare(scores, by, n_boot=0, n_perm=0).level == "outlet", by
    for by in (["outlet", "segment"], ["outlet", "month"], "month", "segment"):
        assert compare(scores, by, n_boot=0, n_perm=0).level == "story", by


def test_articles_of_weight_zero_do_not_count(scores: SimpleNamespace) -> None:
    ids = scores.articles["article_id"]
    odd = dict(zip(ids, [n % 2 for n in range(len(ids))], strict=True))
    some = compare(
        scores, "lean", measures=["hedging.sentences"], weights=odd, n_boot=100, n_perm=0
    )
    kept = SimpleNamespace(**vars(scores))
    chosen = set(ids[1::2])
    kept.articles = scores.articles[scores.articles["article_id"].isin(chosen)]
    kept.long = scores.long[scores.long["article_id"].isin(chosen)]
    other = compare(kept, "lean", measures=["hedging.sentences"], n_boot=100, n_perm=0)
    for name in ("estimate", "difference", "n_articles", "n_stories", "n_outlets"):
        assert list(some.table[name]) == pytest.approx(list(other.table[name])), name
    assert some.n_articles == other.n_articles == len(chosen)


@pytest.mark.parametrize("by", [None, 3, [], [None], ["outlet", 3], {"outlet"}])
def test_by_must_name_columns(scores: SimpleNamespace, by: object) -> None:
    with pytest.raises(FramingError, match="names no column"):
        compare(scores, by=by)


def test_a_group_of_one_is_no_inference(scores: SimpleNamespace) -> None:
    made = SimpleNamespace(**vars(scores))
    made.articles = scores.articles.assign(
        side=["one", *["rest of them"] * (len(scores.articles) - 1)]
    )
    table = compare(made, "side", measures=["hedging.sentences"], n_boot=50, n_perm=20).table
    first = table[table["group"] == "one"]
    assert set(first["status"]) == {"single"} and first["p"].isna().all()
    assert first["difference_low"].isna().all() and first["difference"].notna().any()
    other = table[table["group"] == "rest of them"]
    assert set(other["status"]) == {"too_few"} and other["p"].isna().all()
