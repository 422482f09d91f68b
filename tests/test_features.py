from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline

import framing as fr
from framing.errors import FramingError

TARGETS = {"Norvia": ["Sandvar"], "Kestria": ["Voltek"]}


@pytest.fixture(scope="module")
def wide(sample):
    return fr.score(sample, targets=TARGETS, progress=False, detail="scores").wide


def test_columns_are_those_of_the_wide_table(sample, wide):
    features = fr.FramingFeatures(targets=TARGETS, voice=["all", "own", "reported", "quoted"])
    matrix = features.fit_transform(sample)
    names = list(features.get_feature_names_out())
    assert sorted(names) == sorted(wide.columns)
    assert matrix.dtype == float and matrix.shape == wide.shape
    assert np.array_equal(matrix, wide[names].to_numpy(), equal_nan=True)


def test_own_voice_keeps_what_has_no_voices():
    features = fr.FramingFeatures(["hedging.sentences", "readability.smog"], voice="own").fit(["x"])
    assert list(features.get_feature_names_out()) == [
        "hedging.sentences.own", "hedging.sentences[labelled].own", "readability.smog",
    ]  # fmt: skip


def test_segments_are_those_of_the_long_table(sample):
    scores = fr.score(sample, measures="loaded", progress=False)
    long = scores.long
    rows = long[(long["measure"] == "loaded.sentences") & (long["category"] == "all")
                & (long["segment"] == "lead") & (long["voice"] == "own")]  # fmt: skip
    expected = rows.set_index(rows["article_id"].astype(str))["value"].reindex(sample.ids)
    features = fr.FramingFeatures(["loaded.sentences"], voice="own", segment="lead")
    matrix = features.fit_transform(list(sample))
    assert features.get_feature_names_out()[0] == "loaded.sentences.own@lead"
    assert np.array_equal(matrix[:, 0], expected.to_numpy(), equal_nan=True)


@pytest.mark.parametrize(
    ("measures", "n"),
    [("boilerplate", 15), ("boilerplate.share", 15), (["boilerplate.share[byline]"], 1),
     (["readability.smog", "readability.ari"], 2)],
)  # fmt: skip
def test_measures_are_named_as_everywhere(measures, n):
    assert fr.FramingFeatures(measures).fit_transform(["A text."]).shape == (1, n)


def test_missing_values_stay_or_are_filled():
    texts = ["Zorn praised the brave rescuers of the flooded town, and everyone cheered him.",
             "It rained all day on the roofs of the old town, and then it rained again."]  # fmt: skip
    kept = fr.FramingFeatures(["stance"], targets=["Zorn"]).fit_transform(texts)
    names = list(fr.FramingFeatures(["stance"], targets=["Zorn"]).fit(texts).feature_names_out_)
    at = names.index("stance[Zorn]")
    assert np.isfinite(kept[0, at]) and np.isnan(kept[1, at])
    for fill, expected in ((0.5, 0.5), (0, 0.0), ("mean", kept[0, at]), ("median", kept[0, at])):
        filled = fr.FramingFeatures(["stance"], targets=["Zorn"], fill=fill)
        matrix = filled.fit_transform(texts)
        assert np.isfinite(matrix).all()
        assert matrix[1, at] == expected and matrix[0, at] == kept[0, at]
        assert np.array_equal(filled.transform(texts[1:]), matrix[1:])
    nothing = fr.FramingFeatures(["stance"], targets=["Zorn"], fill="mean").fit(texts[1:])
    assert nothing.fill_values_[at] == 0.0


def test_articles_that_cannot_be_scored_are_rows_without_values():
    features = fr.FramingFeatures("hedging")
    matrix = features.fit_transform(["", "Too short.", None, "The talks may well fail, he said."])
    assert np.isnan(matrix[:3]).all() and np.isfinite(matrix[3]).any()


def test_targets_are_proposed_from_the_training_articles(sample):
    features = fr.FramingFeatures("stance", targets="auto").fit(sample)
    assert features.targets_ and all(f"stance[{t}]" in features.feature_names_out_
                                     for t in features.targets_)  # fmt: skip
    names = features.feature_names_out_.copy()
    features.transform(["Quite another place: Lumeria beat Tarsia. Lumeria cheered."])
    assert list(features.get_feature_names_out()) == list(names)


def test_recipes_say_what_made_each_column(sample, monkeypatch):
    features = fr.FramingFeatures(["hedging", "readability.ari"]).fit(sample)
    scores = fr.score(list(sample)[:1], measures=["hedging", "readability"], progress=False)
    measures = [name.split("[")[0] for name in features.feature_names_out_]
    assert list(features.recipes_) == [scores.recipes[name] for name in measures]
    monkeypatch.setattr("framing.neural.installed", lambda: False)
    with pytest.warns(fr.FramingWarning, match="linear classifiers are used"):
        bare = fr.FramingFeatures(["hedging", "readability.ari"], backend="neural").fit(sample)
    assert list(bare.recipes_) == list(features.recipes_)


def test_own_word_lists(tmp_path):
    file = tmp_path / "rain.txt"
    file.write_text("rain*\nstorm\n")
    features = fr.FramingFeatures(["readability.ari", "lexicon.rain"], lexicons=[file])
    matrix = features.fit_transform(["It rained. A storm came, and it rained on and on again."])
    at = list(features.get_feature_names_out()).index("lexicon.rain")
    assert matrix[0, at] == pytest.approx(1000 * 3 / 12)


def test_tables_come_out_where_asked(sample):
    features = fr.FramingFeatures("loaded").set_output(transform="pandas")
    texts = pd.Series([article.text for article in sample][:3], index=["x", "y", "z"])
    table = features.fit_transform(texts)
    assert list(table.index) == ["x", "y", "z"]
    assert list(table.columns) == list(features.get_feature_names_out())
    assert list(features.transform(list(texts)).index) == [0, 1, 2]
    assert isinstance(clone(features).fit_transform(list(texts)), pd.DataFrame)
    frame = pd.DataFrame({"body": texts, "n": [1, 2, 3]})
    columns = ColumnTransformer([("framing", fr.FramingFeatures("loaded"), "body")])
    assert np.array_equal(columns.fit_transform(frame), table.to_numpy())
    assert np.array_equal(
        fr.FramingFeatures("loaded").fit_transform(frame[["body"]].to_numpy()), table.to_numpy()
    )


def test_pipeline_and_grid_search(sample):
    y = [article.outlet in ("Voice of Kestria", "The Undertow") for article in sample]
    y = y if any(y) else [n % 2 for n in range(len(sample))]
    pipe = Pipeline([
        ("features", fr.FramingFeatures("loaded")),
        ("fill", SimpleImputer(keep_empty_features=True)),
        ("select", SelectKBest(chi2, k=3)),
        ("classify", LogisticRegression()),
    ])  # fmt: skip
    grid = {"features__voice": ["all", "own"], "classify__C": [0.1, 10.0]}
    search = GridSearchCV(pipe, grid, cv=3, error_score="raise").fit(list(sample), y)
    assert len(search.cv_results_["params"]) == 4
    assert search.predict(list(sample)[:2]).shape == (2,)
    names = search.best_estimator_[:-1].get_feature_names_out()
    assert len(names) == 3 and all(name.startswith("loaded") for name in names)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": "nothing"}, "measures='nothing'"),
        ({"measures": ["hedging.nothing"]}, r"measures='hedging\.nothing' is no column; there are"),
        ({"measures": "stance"}, "stance needs targets"),
        ({"voice": "loud"}, "voice='loud' is not known; there are: all, own"),
        ({"voice": []}, "is empty"),
        ({"segment": "end"}, "segment='end' is not known"),
        ({"fill": "zero"}, "fill='zero' is not known"),
        ({"fill": True}, "fill=True"),
        ({"workers": 0}, "workers=0"),
        ({"backend": "nural"}, "backend='nural' is not known; there are: linear, neural"),
    ],
)
def test_says_what_is_wrong(options, message):
    with pytest.raises(FramingError, match=message):
        fr.FramingFeatures(**options).fit(["A text."])


def test_one_text_is_no_list_of_texts():
    with pytest.raises(FramingError, match="X is one text"):
        fr.FramingFeatures().fit("A text.")
    with pytest.raises(FramingError, match="X is one text"):
        fr.FramingFeatures("hedging").fit(["A text."]).transform("A text.")
