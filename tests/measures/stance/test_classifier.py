from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.metrics import f1_score

from framing import FramingError
from framing.measures.stance import StanceClassifier
from framing.measures.stance.training import read_set, train

GOOD = "Supporters praised Lee for a brilliant success."
BAD = "Critics slammed Lee for a disastrous failure."
NONE = "On Monday Lee met Park in Geneva."


def mention(text: str) -> tuple[str, int, int]:
    return text, text.index("Lee"), text.index("Lee") + 3


@pytest.fixture(scope="module")
def shipped() -> StanceClassifier:
    return StanceClassifier.load()


def test_plain_sentences(shipped):
    found = shipped.predict([mention(text) for text in (BAD, NONE, GOOD)])
    assert found.tolist() == ["negative", "neutral", "positive"]
    assert shipped.classes_.tolist() == ["negative", "neutral", "positive"]


def test_who_does_it_matters(shipped):
    text = "Lee murdered Park."
    lee, park = shipped.predict_proba([(text, 0, 3), (text, 13, 17)])
    assert lee[0] > park[0]


def test_the_name_itself_says_nothing(shipped):
    names = ["Lee", "Trump", "Obama", "Hitler"]
    found = [shipped.predict_proba([mention_of(BAD, name)])[0] for name in names]
    assert all(np.array_equal(found[0], row) for row in found[1:])


def mention_of(text: str, name: str) -> tuple[str, int, int]:
    start = text.index("Lee")
    return text.replace("Lee", name), start, start + len(name)


def test_spelling_of_marks_says_nothing(shipped):
    straight = 'Lee didn\'t lie, "no," he said.'
    curly = "Lee didn’t lie, “no,” he said."
    assert np.array_equal(*shipped.predict_proba([(straight, 0, 3), (curly, 0, 3)])[:, None])


@pytest.mark.parametrize("span", [(-1, 3), (0, 0), (5, 3), (0, 1000), (1000, 1003)])
def test_spans_out_of_range(shipped, span):
    with pytest.raises(FramingError, match="lies outside"):
        shipped.predict([(GOOD, *span)])


def test_no_text(shipped):
    with pytest.raises(FramingError, match="where a text belongs"):
        shipped.predict([(None, 0, 1)])
    assert shipped.predict([]).tolist() == []
    assert shipped.predict_proba([]).shape == (0, 3)


@given(st.text(min_size=1, max_size=120), st.data())
@settings(max_examples=60)
def test_any_text_and_span_gives_probabilities(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    row = StanceClassifier.load().predict_proba([(text, start, end)])[0]
    assert abs(row.sum() - 1) < 1e-9 and (row >= 0).all()


def test_a_row_does_not_depend_on_its_batch(shipped):
    rows = [mention(text) for text in (GOOD, BAD, NONE)] * 7
    whole = shipped.predict_proba(rows)
    apart = np.vstack([shipped.predict_proba([row]) for row in rows])
    assert np.array_equal(whole, apart)


def test_fit_save_and_load(tmp_path):
    rows = [mention(text) for text in (GOOD, BAD, NONE)] * 6
    labels = ["positive", "negative", "neutral"] * 6
    fitted = clone(StanceClassifier(C=1.0, n_folds=3)).fit(rows, labels)
    assert fitted.score(rows, labels) == 1.0
    fitted.save(tmp_path / "own.npz")
    again = StanceClassifier.load(tmp_path / "own.npz")
    assert np.array_equal(again.predict_proba(rows), fitted.predict_proba(rows))
    with pytest.raises(FramingError, match="labels are"):
        StanceClassifier().fit(rows, ["good"] * len(rows))
    with pytest.raises(FramingError, match="one label a mention"):
        StanceClassifier().fit(rows, labels[1:])


def test_two_labels_are_enough():
    rows = [mention(text) for text in (GOOD, BAD)] * 6
    fitted = StanceClassifier(C=1.0, n_folds=0).fit(rows, ["positive", "negative"] * 6)
    assert fitted.predict(rows[:2]).tolist() == ["positive", "negative"]


def test_training_needs_its_data(tmp_path):
    with pytest.raises(FramingError, match="is missing"):
        train(tmp_path)


@pytest.mark.parametrize(("split", "floor"), [("eval_rw", 0.74), ("eval_mt", 0.67)])
def test_agreement_with_human_labels(bench, shipped, split, floor):
    file = bench / "stance_newsmtsc" / f"{split}.jsonl"
    if not file.is_file():
        pytest.skip(f"needs {file.name}")
    mentions, codes, _ = read_set(file)
    found = shipped.predict_proba(mentions).argmax(axis=1)
    assert f1_score(codes, found, average="macro") > floor
