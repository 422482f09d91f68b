from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone

import framing as fr
from framing.measures.loaded import LoadedLanguageClassifier

pytestmark = pytest.mark.usefixtures("network")

TEXT = """Critics slam Lund over a disastrous plan

Opponents condemned Lund on Monday for a shameful and cruel plan. "Lund may be a hypocrite," said Berg.

The minister met Lund in Oslo. Observers said that the crowd cheered Lund for her brave work."""


@pytest.fixture(scope="module")
def both():
    texts = [TEXT, "The council met on Monday. The roads will be repaired in the spring, it said."]
    return [
        fr.score(texts, targets=["Lund"], progress=False, backend=backend)
        for backend in ("linear", "neural")
    ]


def test_the_tables_have_the_same_rows_and_columns(both):
    linear, neural = both
    keys = ["article_id", "measure", "category", "target", "segment", "voice", "start", "end"]
    keys = [key for key in keys if key in linear.units.columns]
    assert list(neural.units.columns) == list(linear.units.columns)
    assert neural.units[keys].equals(linear.units[keys])
    assert list(neural.evidence.columns) == list(linear.evidence.columns)


def test_only_the_probabilities_of_four_measures_change(both):
    linear, neural = both
    same = ~linear.units.measure.str.match(
        r"stance(?!\.visibility)|hedging\.sentences|loaded\.sent|frames\.presence"
    )
    assert neural.units[same].equals(linear.units[same])
    changed = linear.units.probability.notna() & ~same
    assert (neural.units.probability[changed] != linear.units.probability[changed]).all()


def test_loaded_sentences_stand_beside_what_the_linear_measure_says_of_them(both):
    linear, neural = (scores.units[scores.units.measure == "loaded.sentences"] for scores in both)
    model = LoadedLanguageClassifier.load(backend="neural")
    first = linear.article_id == linear.article_id.iloc[0]
    texts = [
        TEXT[start:end] for start, end in zip(linear.start[first], linear.end[first], strict=True)
    ]
    expected = model.chances(texts, linear.probability[first].to_numpy())
    assert neural.probability[first.to_numpy()].tolist() == expected.tolist()
    # a quotation: judged without its marks, as in the linear measure; a bare text keeps them
    quoted = (first & (linear.voice == "quoted")).to_numpy()
    assert quoted.any()
    bare = model.predict_proba(
        [text for text, one in zip(texts, quoted[first], strict=True) if one]
    )
    assert (neural.probability[quoted].to_numpy() != bare[:, 1]).any()


def test_labels_follow_from_probabilities(both):
    units = both[1].units
    share = units[units.measure.isin(["hedging.sentences", "loaded.sentences"])]
    assert ((share.probability >= 0.5).astype(int).astype(str) == share.label.astype(str)).all()
    stance = units[units.measure == "stance"]
    assert stance.label.isin(["negative", "neutral", "positive"]).all()
    shares = units[units.measure.isin(["stance.negative", "stance.neutral", "stance.positive"])]
    sums = shares.groupby(["article_id", "start"], observed=True).numerator.sum()
    assert np.allclose(sums, 1.0)


def test_the_headline_gap_follows_from_the_mentions(both):
    units = both[1].units
    stance = units[units.measure == "stance"]
    headline = stance.segment == "headline"
    gap = stance[headline].numerator.mean() - stance[~headline].numerator.mean()
    assert units[units.measure == "stance.headline_gap"].numerator.iloc[0] == pytest.approx(gap)


def test_an_article_does_not_depend_on_its_neighbours(both):
    alone = fr.score([TEXT], targets=["Lund"], progress=False, backend="neural")
    first = both[1].units[both[1].units.article_id == both[1].units.article_id.iloc[0]]
    assert alone.units.numerator.tolist() == first.numerator.tolist()
    assert alone.units.probability.equals(first.probability)


def test_the_recipe_names_the_model(both):
    linear, neural = both
    assert neural.settings["backend"] == "neural" and linear.settings["backend"] == "linear"
    recipes = str(neural.recipes)
    assert "neural-model@" in recipes and "neural-model@" not in str(linear.recipes)


def test_a_passage_twice_has_the_same_value():
    body = TEXT.split("\n\n", 1)[1]
    once, twice = (
        fr.score([text], targets=["Lund"], progress=False, backend="neural").wide.iloc[0]
        for text in (body, f"{body}\n\n{body}")
    )
    for name in ("stance[Lund]", "stance@Lund", "hedging.sentences", "loaded.sentences"):
        if name in once.index:
            assert twice[name] == pytest.approx(once[name], abs=1e-9)


def test_features_come_from_the_backend_and_say_so(both):
    texts = [TEXT, "The council met on Monday. The roads will be repaired in the spring, it said."]
    wanted = ["stance", "hedging.sentences", "readability.ari"]
    features = fr.FramingFeatures(wanted, targets=["Lund"], backend="neural")
    matrix = clone(features).fit(texts).transform(texts)
    assert np.array_equal(features.fit_transform(texts), matrix, equal_nan=True)
    for scores, same in zip(both, (False, True), strict=True):
        wide = scores.wide[list(features.feature_names_out_)].to_numpy()
        assert np.array_equal(matrix, wide, equal_nan=True) is same
    recipes = dict(zip(features.feature_names_out_, features.recipes_, strict=True))
    assert recipes["hedging.sentences"].startswith("neural-model@")
    assert recipes["hedging.sentences"] == both[1].recipes["hedging.sentences"]
    assert "neural" not in recipes["readability.ari"]
