from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing import norming
from framing.errors import FramingError
from framing.expansion import column_name
from framing.reference import Reference, other_genre

MAIN = ("hedging.sentences", "loaded.sentences.own", "attribution.words", "boilerplate.share")


@pytest.fixture(scope="module")
def shipped():
    return Reference.shipped()


def test_recipes_are_those_of_the_library(shipped):
    known = fr.list_measures()
    for measure, recipe in shipped.recipes.items():
        if not recipe.startswith("textstat"):  # its recipe names the installed pyphen
            assert known.loc[measure, "recipe"] == recipe, f"compute the reference again: {measure}"


def test_quantiles_ascend_and_hold_every_measure_without_targets(shipped):
    known = ~np.isnan(shipped.quantiles).any(axis=2)
    assert known.mean() > 0.9
    assert (np.diff(shipped.quantiles[known], axis=1) >= 0).all()
    measures = fr.list_measures()
    for name in measures.index[~measures["targets"]]:
        assert name in shipped.columns
    assert not [name for name in shipped.columns if name.startswith("stance")]
    assert (np.diff(shipped.lengths) > 0).all() and shipped.shortest < shipped.longest


def test_percentiles_stand_in_the_long_and_a_wide_table(sample_scores, shipped):
    long, table = sample_scores.long, sample_scores.percentiles(MAIN)
    assert list(table.columns) == list(MAIN)
    assert list(table.index) == list(sample_scores.wide.index)
    fits = shipped.fitting(sample_scores.articles)
    assert fits.mean() > 0.7
    assert table[fits].notna().all(axis=None) and table[~fits].isna().all(axis=None)
    assert ((table >= 0) & (table <= 100) | table.isna()).all(axis=None)
    row = long[(long["measure"] == "hedging.sentences") & (long["category"] == "all")
               & (long["segment"] == "all") & (long["voice"] == "all")]  # fmt: skip
    assert np.array_equal(row["percentile"], table["hedging.sentences"], equal_nan=True)
    assert long.loc[long["segment"] != "all", "percentile"].isna().all()
    assert long.loc[long["target"] != "", "percentile"].isna().all()
    everything = sample_scores.percentiles()
    assert set(everything.columns) == set(shipped.columns) & set(sample_scores.wide.columns)
    with pytest.raises(FramingError, match="measures='nothing' is no column"):
        sample_scores.percentiles("nothing")


def test_higher_values_rank_higher(shipped):
    recipe = shipped.recipes["hedging.sentences"]
    values = np.linspace(0, 1, 61)
    for n_words in (350, 760, 900, 2500):
        found = shipped.percentiles(
            "hedging.sentences", "all", "all", recipe, values, np.full(61, n_words)
        )
        assert (np.diff(found) >= 0).all() and found[0] < 5 and found[-1] == 100


def test_length_matters_and_between_lengths_is_between(shipped):
    recipe = shipped.recipes["loaded.sentences"]
    lengths = np.array([*shipped.lengths[1:3], np.sqrt(shipped.lengths[1] * shipped.lengths[2])])
    a, b, middle = shipped.percentiles(
        "loaded.sentences", "all", "own", recipe, np.full(3, 0.2), lengths
    )
    assert middle == pytest.approx((a + b) / 2, abs=0.2)


def test_no_percentile_outside_the_reference(shipped):
    recipe = shipped.recipes["hedging.sentences"]
    words = np.array([760.0])

    def rank(measure="hedging.sentences", category="all", recipe=recipe, value=0.1):
        values = np.array([value])
        return shipped.percentiles(measure, category, "all", recipe, values, words)[0]

    assert 0 < rank() < 100
    assert np.isnan(rank(recipe="hedging-model@9.9"))
    assert np.isnan(rank(measure="lexicon.mine"))
    assert np.isnan(rank(category="no such"))
    assert np.isnan(rank(value=np.nan))


def test_what_is_of_the_genre(shipped):
    def row(**more):
        return {"status": "ok", "n_words": 800, "section": "Politics", "genre": None, **more}

    rows = pd.DataFrame([
        row(), row(section="Sports"), row(genre="Opinion"), row(status="not_english"),
        row(n_words=shipped.shortest - 1), row(n_words=shipped.longest + 1), row(n_words=None),
        row(section=None), row(section="World news"),
    ])  # fmt: skip
    assert list(shipped.fitting(rows)) == [True, *[False] * 6, True, True]
    assert list(other_genre(rows))[:3] == [False, True, True]


def test_ties_get_the_middle_of_their_ranks():
    reference = Reference(
        np.array([100.0, 200.0]), ["m"], np.array([[[0, 0, 0, 1, 2.0]], [[0, 0, 0, 1, 2.0]]]),
        {"m": "r"}, 50, 500,
    )  # fmt: skip
    values = np.array([-1, 0, 0.5, 1, 1.5, 2, 3])
    found = reference.percentiles("m", "all", "all", "r", values, np.full(7, 150))
    assert found == pytest.approx([0, 25, 62.5, 75, 87.5, 100, 100])


def test_names_are_those_of_the_wide_table(sample_scores):
    for spec in sample_scores.specs.values():
        if not spec.targets:
            for category in spec.all_categories:
                assert column_name(spec.name, category, "all") in sample_scores.wide


def test_computing_again_needs_the_data_and_enough_of_it(sample_scores, tmp_path):
    with pytest.raises(FramingError, match="has no corpus_outlets"):
        norming.train(tmp_path)
    with pytest.raises(FramingError, match="25 articles are too few"):
        norming.compute(sample_scores)


def test_percentiles_spread_over_the_sample(bench):
    """The shipped file fits the shipped models: the sample's own percentiles are uniform."""
    from itertools import islice

    articles = list(islice(norming.read_sample(bench / norming.SAMPLE), 0, None, 13))
    scores = fr.score(articles, detail="scores", texts=False, progress=False)
    table = scores.percentiles(MAIN)
    for name in MAIN:
        ranks = np.sort(table[name].dropna().to_numpy())
        gap = np.abs(ranks - np.linspace(0, 100, len(ranks))).max()
        assert len(ranks) > 130 and gap < 15, name
