from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

import framing as fr
from framing import FramingError, models
from framing.measures.frames import FRAMES, FrameClassifier
from framing.measures.frames.features import analysed
from framing.neural.frames import POOLED, FrameHead, log_odds, pooled

TEXTS = [
    "The ministers clashed over the plan, and critics attacked it. Opponents fought back in court.",
    "Prices and taxes rise; jobs and profits fall. Banks lose $3 billion, and costs go up again.",
    "It is a sin to look away, the bishop said. Our duty to God and to the poor is a moral one.",
    "Rain.",
]
BODY = "\n\n".join([*TEXTS[:3], "A mother of two told of her grief after the flood took her home."])


@pytest.fixture(scope="module")
def model(network):
    return FrameClassifier.load(backend="neural")


def test_both_parts_are_weighed(model):
    linear = FrameClassifier.load().predict_proba(TEXTS)
    found = model.predict_proba(TEXTS)
    assert model.classes_.tolist() == list(FRAMES) and found.shape == (4, 5)
    assert ((found > 0) & (found < 1)).all() and (found != linear).all()
    assert found[1].argmax() == FRAMES.index("economic")
    assert found[2, FRAMES.index("morality")] > found[1, FRAMES.index("morality")]
    assert (model.predict(TEXTS) == (found >= model.head_.threshold)).all()
    (said,) = pooled(model.network_, [analysed(TEXTS[0])])
    logits = model.head_.linear * np.log(linear[0] / (1 - linear[0])) + model.head_.bias
    logits += model.head_.weight @ said
    assert found[0] == pytest.approx(1 / (1 + np.exp(-logits)), abs=1e-12)


def test_the_sentences_are_pooled(network):
    doc = analysed(BODY + " " + "The council met in the old town hall, and " * 40 + "rested.")
    (found,) = pooled(network, [doc])
    texts = [doc.text[s.start : s.end] for s in doc.sentences]
    windows = [row for rows in network.inputs.sentences(texts) for row in rows]
    assert len(windows) > len(texts) > 5
    vectors = network.vectors(windows).astype(float)
    parts = vectors.mean(axis=0), vectors.max(axis=0), vectors.std(axis=0)
    assert (found == np.concatenate(parts)).all()


def test_an_article_is_the_same_in_any_batch(model):
    together = model.predict_proba(TEXTS)
    for number, text in enumerate(TEXTS):
        model.network_._recent = {}
        assert (model.predict_proba([text])[0] == together[number]).all()


def test_nothing_grows_with_length(model):
    once, twice = model.predict_proba([BODY, f"{BODY}\n\n{BODY}"])
    assert once == pytest.approx(twice, abs=1e-9)


def test_without_sentences_the_linear_model_speaks(model):
    assert (model.predict_proba(["", " \n"]) == FrameClassifier.load().predict_proba([""])).all()
    assert model.predict_proba([]).shape == model.predict([]).shape == (0, 5)


def test_the_head_was_fitted_beside_the_shipped_linear_model(model):
    weights = Path(models.__file__).parent / "frames.npz"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    assert model.network_.meta["frames beside"] == digest, "run training.neural.frames again"


def test_scores_are_those_of_the_classifier(model):
    options = {"measures": ["frames"], "progress": False}
    neural, linear = (fr.score([BODY], **options, backend=b) for b in ("neural", "linear"))
    units, before = (one.units[one.units.measure == "frames.presence"] for one in (neural, linear))
    chances = model.predict_proba([BODY])[0]
    for column in ("probability", "numerator"):
        by_frame = units.set_index(units.category.astype(str))[column].astype(float)
        assert by_frame[list(FRAMES)].to_numpy() == pytest.approx(chances, abs=1e-6)
        assert by_frame["all"] == pytest.approx(chances.mean(), abs=1e-6)
    marks = units.set_index(units.category.astype(str)).label.astype(str)
    assert [int(marks[frame]) for frame in FRAMES] == model.predict([BODY])[0].tolist()
    assert (units.denominator.to_numpy() == before.denominator.to_numpy()).all()
    assert neural.recipes["frames.presence"].startswith("neural-model@")


def test_a_head_of_another_shape_is_refused(model):
    arrays = model.head_.arrays()
    again = FrameHead.of(arrays)
    assert again.weight.shape == (5, POOLED) and np.allclose(again.linear, model.head_.linear)
    for name, wrong in (("weight", np.zeros((5, 768))), ("bias", np.zeros(3)), ("linear", None)):
        changed = {key: a for key, a in arrays.items() if key != f"frames.{name}"}
        if wrong is not None:
            changed[f"frames.{name}"] = wrong
        with pytest.raises(FramingError, match="no usable head 'frames'"):
            FrameHead.of(changed)


def test_log_odds_stay_finite():
    found = log_odds(np.array([0.0, 0.5, 1.0]))
    assert np.isfinite(found).all() and found[1] == 0 and found[0] == pytest.approx(-found[2])


def articles():
    rng = np.random.default_rng(0)
    labels = rng.random((60, 5)) < 0.5
    texts = []
    for row in labels:
        said = [words if yes else "It rained on the old roofs of the town." for yes, words in zip(
            row, ("Rivals clashed and attacked.", "The law must be changed.", "Her mother wept.",
                  "It is a sin before God.", "Taxes and prices rose."), strict=True)]  # fmt: skip
        texts.append(" ".join(rng.permutation(said)))
    return texts, labels.astype(int)


def test_it_learns_and_says_what_is_wrong(network):
    from framing.neural.frames import NeuralFrameClassifier

    texts, labels = articles()
    model = NeuralFrameClassifier().fit(texts[:45], labels[:45])
    found = model.predict_proba(texts[45:])
    areas = [roc_auc_score(labels[45:, n], found[:, n]) for n in range(5)]
    assert min(areas) > 0.9
    with pytest.raises(FramingError, match="y has the shape"):
        model.fit(texts, labels[:, :2])
    with pytest.raises(FramingError, match=r"X\[0\] has no sentence"):
        model.fit(["", *texts[1:]], labels)
    with pytest.raises(FramingError, match="holds no weights yet"):
        NeuralFrameClassifier().predict(texts)


@pytest.mark.parametrize("telling", ["sentences", "words"])
def test_what_tells_more_weighs_more(telling):
    from framing.neural.framefit import _fit_frame

    rng = np.random.default_rng(1)
    labels = (rng.random(200) < 0.3).astype(int)
    inside, known = rng.normal(size=(200, 20)), rng.normal(size=200)
    if telling == "sentences":
        inside[:, 3] += 3 * labels
    else:
        known += 3 * labels
    linear, weights, bias, threshold = _fit_frame(inside, labels, known, 1.0, 0)
    scores = linear * known + inside @ weights + bias
    chances = 1 / (1 + np.exp(-scores))
    assert roc_auc_score(labels, chances) > 0.8  # the sentences never weigh more than the words
    share = np.std(inside @ weights) / np.std(linear * known)
    assert share > 0.9 if telling == "sentences" else share < 0.5
    assert abs(chances.mean() - labels.mean()) < 0.06 and 0.1 < threshold < 0.9
