from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.measures.loaded import LoadedLanguageClassifier
from framing.measures.loaded.data import own_sentences

PLAIN = "The council met on Monday to discuss the budget and the repair of the old bridge."
LOADED = "The spineless council once again caved to a mob of hysterical zealots."


@pytest.fixture(scope="module")
def shipped():
    return LoadedLanguageClassifier.load()


def test_plain_and_loaded_sentences(shipped):
    assert shipped.predict([PLAIN, LOADED]).tolist() == [0, 1]
    chances = shipped.predict_proba([PLAIN, LOADED])
    assert chances.shape == (2, 2)
    assert np.allclose(chances.sum(axis=1), 1.0)
    assert chances[0, 1] < 0.1 < 0.9 < chances[1, 1]


def test_the_threshold_is_even_odds_of_balanced_data(shipped):
    odds = shipped.threshold_ / (1 - shipped.threshold_)
    assert np.isclose(np.log(odds), shipped.model_.shift)
    assert shipped.threshold_ < 0.5


def test_a_row_does_not_depend_on_its_batch(shipped):
    texts = [sample.text for sample in own_sentences()][:120]
    whole = shipped.predict_proba(texts)
    backwards = shipped.predict_proba(texts[::-1])[::-1]
    alone = np.vstack([shipped.predict_proba([text]) for text in texts])
    fresh = LoadedLanguageClassifier.load().predict_proba(texts[60:])
    assert np.array_equal(whole, alone)
    assert np.array_equal(whole, backwards)
    assert np.array_equal(whole[60:], fresh)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "No.",
        '"',
        "🔥🔥🔥",
        "a\x00b \ud800 c",
        "COUNCIL MEETS ON MONDAY TO DISCUSS BUDGET AND BRIDGE REPAIRS",
        "for (int i = 0; i < n; i++) { sum += a[i]; } return sum;",
        "Apples, pears, bread, milk, eggs, butter, cheese, flour, sugar, salt",
        "The woods are still, the river slow, the evening settles on the snow",
        "Smith | 1,204 | 48.1 | Jones | 1,301 | 51.9",
        "https://www.example.org/a/b?c=d&e=f",
        " ".join([PLAIN] * 340),
    ],
)
def test_odd_input_gives_no_alarm(shipped, text):
    chance = shipped.predict_proba([text])[0, 1]
    assert 0.0 <= chance < 0.5


def test_capitals_change_little(shipped):
    plain, loud = shipped.predict_proba([PLAIN, PLAIN.upper()])[:, 1]
    assert abs(plain - loud) < 0.15


def test_names_do_not_matter(shipped):
    names = ("Smith", "Trump", "Zyxwen", "Putin", "Biden")
    texts = [f"{name} met the council on Monday." for name in names]
    chances = shipped.predict_proba(texts)[:, 1]
    assert np.ptp(chances) < 1e-12


def test_a_long_sentence_is_the_mean_of_its_stretches(shipped):
    long = " ".join([PLAIN] * 100)
    assert abs(shipped.predict_proba([long])[0, 1] - shipped.predict_proba([PLAIN])[0, 1]) < 0.05


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4))
def test_any_text_gets_a_probability(texts):
    chances = LoadedLanguageClassifier.load().predict_proba(texts)
    assert chances.shape == (len(texts), 2)
    assert np.isfinite(chances).all()
    assert ((chances >= 0) & (chances <= 1)).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the mayor's “reform” didn’t help", "the mayor's \"reform\" didn't help"),
        ("a naïve, shameless plan", "a nai\u0308ve, shameless plan"),
        ("a\u00a0shameless plan", "a shameless plan"),
    ],
)
def test_encodings_of_the_same_text(shipped, one, other):
    assert np.array_equal(shipped.predict_proba([one]), shipped.predict_proba([other]))


def test_one_string_is_no_list(shipped):
    with pytest.raises(FramingError, match="list of sentences"):
        shipped.predict(PLAIN)


def test_own_sentences_are_enough_and_balanced():
    samples = own_sentences()
    labels = [sample.label for sample in samples]
    assert len(samples) >= 400
    assert 0.4 < np.mean(labels) < 0.6
    assert all(sample.loaded_words for sample in samples if sample.label and len(sample.text) > 60)
    assert not any(sample.loaded_words for sample in samples if not sample.label)


def test_fit_and_save(tmp_path):
    samples = [s for n, s in enumerate(own_sentences()) if n % 2]
    held = [s for n, s in enumerate(own_sentences()) if not n % 2]
    model = LoadedLanguageClassifier(own=False).fit(
        [s.text for s in samples],
        [s.label for s in samples],
        words=[s.loaded_words for s in samples],
    )
    truth = np.array([s.label for s in held])
    assert (model.predict([s.text for s in held]) == truth).mean() > 0.75
    model.save(tmp_path)
    again = LoadedLanguageClassifier.load(tmp_path)
    texts = [s.text for s in held[:20]]
    assert np.allclose(again.predict_proba(texts), model.predict_proba(texts), atol=1e-5)


def test_fit_needs_both_labels():
    with pytest.raises(FramingError, match="both 0 and 1"):
        LoadedLanguageClassifier().fit(["a", "b"], [1, 1])


def test_agreement_with_experts(bench):
    pytest.importorskip("vaderSentiment", reason="the baselines need the extra 'bench'")
    from benchmarks.sets.loaded import run

    values = {
        (row.split, row.metric): row.value
        for row in run(bench)
        if row.system == "framing" and row.set == "loaded_babe"
    }
    assert values["eval", "macro-F1"] >= 0.75
    assert values["train and eval, outlet held out", "macro-F1"] >= 0.70
