"""Trees asked all at once say what each says, asked one question after the other."""

from __future__ import annotations

import numpy as np
import pytest

from framing.cleaning.trees import _GROWTH, Trees, grown

Data = tuple[np.ndarray, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def data() -> Data:
    chance = np.random.default_rng(0)
    found = chance.integers(0, 15, size=(900, 6))
    content = ((found[:, 0] > 7) ^ (found[:, 3] > 4) ^ (chance.random(900) < 0.1)).astype(int)
    return found, content, chance.uniform(0.5, 2.0, size=900)


@pytest.fixture(scope="module")
def forest(data: Data) -> tuple[dict[str, np.ndarray], float]:
    return grown(*data)


def test_trees_say_what_the_estimator_says(data: Data, forest) -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    found, content, weights = data
    arrays, base = forest
    model = HistGradientBoostingClassifier(**_GROWTH)
    with threadpool_limits(1):
        model.fit(found.astype(float), content, sample_weight=weights)
        wanted = model.decision_function(found.astype(float))
    said = Trees(**arrays).of(found.T).sum(axis=0) + base
    assert said == pytest.approx(wanted, abs=1e-9)
    assert ((said > 0) == content).mean() > 0.85


def test_a_line_does_not_depend_on_the_others(data: Data, forest) -> None:
    found = data[0]
    trees = Trees(**forest[0])
    assert np.array_equal(trees.of(found[:1].T)[:, 0], trees.of(found.T)[:, 0])


def test_grown_twice_they_are_the_same(data: Data, forest) -> None:
    again = grown(*data)[0]
    assert all(np.array_equal(again[name], forest[0][name]) for name in again)
