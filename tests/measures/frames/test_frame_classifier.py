from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import matthews_corrcoef

from framing.errors import FramingError
from framing.measures.frames import FRAMES, FrameClassifier
from framing.measures.frames.fitting import best_threshold

WAR = (
    "Troops attacked the city as both sides accused each other of breaking the truce. Rebels "
    "blasted the government, which vowed to retaliate; protesters clashed with riot police."
)
MONEY = (
    "Prices rose and profits fell as the recession cost the company $3 billion. Investors sold "
    "shares, banks cut jobs, and taxpayers face higher fuel bills, economists said."
)
PEOPLE = (
    "The mother of two wept as she remembered her daughter, who died in the flood. Neighbors "
    "comforted the grieving family; survivors told of terror as their homes were swept away."
)


@pytest.fixture(scope="module")
def model():
    return FrameClassifier.load()


@pytest.fixture(scope="module")
def corpus():
    """Forty short invented articles; each frame's words stand in half of them."""
    pieces = ["They attacked and accused.", "Leaders must solve it.", "A mother wept.",
              "It is a sin before God.", "Prices and taxes rise."]  # fmt: skip
    labels = np.array([[n >> k & 1 for k in range(5)] for n in range(32)] + [[0] * 5] * 8)
    filler = "The people of the town spoke about what they had seen on that day. "
    texts = [
        filler + " ".join(p for p, on in zip(pieces, row, strict=True) if on) for row in labels
    ]
    return texts, labels


def test_the_frame_that_a_text_is_made_of_is_the_most_probable(model):
    likely = model.predict_proba([WAR, MONEY, PEOPLE])
    base = model.predict_proba(["The weather on the island was the same as the day before."])
    for row, frame in enumerate(["conflict", "economic", "human_interest"]):
        at = FRAMES.index(frame)
        assert np.argmax(likely[:, at]) == row
        assert likely[row, at] > 2 * base[0, at] or likely[row, at] > 0.8


def test_classes_are_the_columns(model):
    assert model.classes_.tolist() == list(FRAMES)
    assert model.predict([WAR]).shape == (1, 5)
    assert set(np.unique(model.predict([WAR, MONEY, PEOPLE]))) <= {0, 1}


def test_rows_do_not_depend_on_their_batch(model):
    texts = [WAR, MONEY, PEOPLE] * 4
    together = model.predict_proba(texts)
    alone = np.vstack([model.predict_proba([text]) for text in texts])
    assert (together == alone).all()


def test_spelling_variants_give_the_same_row(model):
    plain = PEOPLE + ' "We don\'t know," she said.'
    curly = PEOPLE + " “We don’t know,” she said."
    assert (model.predict_proba([plain]) == model.predict_proba([curly])).all()


@pytest.mark.parametrize("text", [WAR, MONEY, PEOPLE])
def test_a_text_twice_gives_the_same_probabilities(model, text):
    once, twice = model.predict_proba([text, f"{text}\n\n{text}"])
    assert np.allclose(once, twice, atol=1e-12)


def test_empty_input(model):
    assert model.predict_proba([]).shape == (0, 5)
    assert np.isfinite(model.predict_proba(["", " ", "\ud800", "一二三"])).all()


@pytest.mark.parametrize("given", ["one text", [1, 2], [None]])
def test_wrong_input_is_named(model, given):
    with pytest.raises(FramingError, match="X "):
        model.predict(given)


def test_fit_learns_saves_and_loads(corpus, tmp_path):
    texts, labels = corpus
    model = FrameClassifier(C=100).fit(texts, labels)
    assert (model.predict(texts) == labels).mean() > 0.9
    model.save(tmp_path)
    again = FrameClassifier.load(tmp_path)
    assert again.get_params() == model.get_params()
    assert np.allclose(again.predict_proba(texts), model.predict_proba(texts), atol=1e-5)


def test_fitting_is_reproducible(corpus):
    one, two = (FrameClassifier().fit(*corpus).predict_proba(corpus[0]) for _ in range(2))
    assert (one == two).all()


def test_fit_refuses_labels_of_another_shape(corpus):
    with pytest.raises(FramingError, match="one column a frame"):
        FrameClassifier().fit(corpus[0], corpus[1][:, 0])


def test_fit_refuses_a_frame_without_examples(corpus):
    texts, labels = corpus
    labels = labels.copy()
    labels[:, 2] = 0
    with pytest.raises(FramingError, match="human_interest"):
        FrameClassifier().fit(texts, labels)


def test_it_is_a_scikit_learn_estimator(model):
    copy = clone(model)
    with pytest.raises(NotFittedError):
        copy.predict([WAR])


def test_a_damaged_model_is_named(tmp_path, model):
    model.save(tmp_path)
    (tmp_path / "frames.npz").write_bytes(b"no archive")
    with pytest.raises(FramingError, match="damaged"):
        FrameClassifier.load(tmp_path)


def test_threshold_is_the_best_by_matthews_correlation():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 60)
    chances = np.round(np.clip(rng.normal(0.3 + 0.3 * labels, 0.2), 0, 1), 2)
    reached = matthews_corrcoef(labels, chances >= best_threshold(labels, chances))
    cuts = [matthews_corrcoef(labels, chances >= cut) for cut in np.unique(chances)]
    assert reached == pytest.approx(max(cuts))


def test_vocabulary_holds_no_rare_words_and_no_pickle(model):
    weights = model.weights_
    assert weights.meta["settings"]["min_documents"] >= 3
    assert weights.word_coef.shape == (len(weights.words), 5)
    assert json.dumps(weights.meta)


def test_the_model_reads_the_shipped_lexicon(model):
    from framing.lexicon import Lexicon
    from framing.measures.frames import FrameWords
    from framing.measures.frames.features import dense_names

    lexicon = Lexicon.load("frames")
    assert model.weights_.dense_names == dense_names(FrameWords(lexicon))
    assert model.weights_.meta["lexicon"] == lexicon.recipe


@pytest.mark.slow
def test_training_gives_the_shipped_weights_again(bench, tmp_path, model):
    from framing.measures.frames.training import train

    figures = train(bench, tmp_path)
    assert figures["auroc"] > 0.82
    again = FrameClassifier.load(tmp_path).weights_
    if again.meta["data"] == model.weights_.meta["data"]:
        assert again.words == model.weights_.words
        assert np.allclose(again.word_coef, model.weights_.word_coef, atol=1e-5)
