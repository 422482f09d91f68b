from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.base import clone

from framing.errors import FramingError
from framing.measures.hedging import HedgeClassifier
from framing.measures.hedging.model import HedgeModel
from framing.measures.hedging.training import own_sentences, train


@pytest.fixture(scope="module")
def shipped():
    return HedgeClassifier.load()


def test_predict_and_probabilities(shipped):
    sentences = ["The deal may fail.", "In May the deal failed.", "", "42"]
    chances = shipped.predict_proba(sentences)
    assert chances.shape == (4, 2)
    assert np.allclose(chances.sum(axis=1), 1.0)
    assert shipped.predict(sentences).tolist() == [1, 0, 0, 0]


def test_a_sentence_does_not_depend_on_its_batch(shipped):
    texts, _ = own_sentences()
    whole = shipped.predict_proba(texts[:60])[:, 1]
    alone = [shipped.predict_proba([text])[0, 1] for text in texts[:60]]
    assert whole.tolist() == alone


def test_own_sentences_cover_both_classes():
    texts, labels = own_sentences()
    assert len(texts) == len(labels) >= 600
    assert len(set(texts)) == len(texts)
    assert min(np.bincount(labels)) >= 250


def test_fit_is_an_estimator(tmp_path):
    texts, labels = own_sentences()
    model = clone(HedgeClassifier(C=0.5)).fit(texts[::2], labels[::2])
    share = (model.predict(texts[1::2]) == np.array(labels[1::2])).mean()
    assert share > 0.9
    model.save(tmp_path / "mine.npz")
    from framing import models

    again = HedgeModel.from_arrays(*models.load("mine", tmp_path))
    assert again.weights == model.model_.weights
    assert again.base == model.model_.base


@pytest.mark.parametrize(("X", "y"), [(["a"], [1, 0]), (["a", "b"], [1, 1])])
def test_fit_says_what_is_wrong(X, y):
    with pytest.raises(FramingError, match="y="):
        HedgeClassifier().fit(X, y)


def test_training_names_the_missing_folder(tmp_path):
    with pytest.raises(FramingError, match="hedging_news"):
        train(tmp_path)


def test_agreement_with_careful_coders(bench, shipped):
    from benchmarks.sets.hedging import run

    values = {(r.split, r.metric): r.value for r in run(bench) if r.system == "framing"}
    assert values["natural", "F1 hedged"] >= 0.78
    assert values["enriched", "F1 hedged"] >= 0.80


def test_the_sum_of_probabilities_is_near_the_count(bench, shipped):
    file = bench / "hedging_news" / "eval_natural.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    total = shipped.predict_proba([row["text"] for row in rows])[:, 1].sum()
    assert total == pytest.approx(sum(row["hedged"] for row in rows), rel=0.1)
