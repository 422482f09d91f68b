from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone

from framing import FramingError, models
from framing.measures.hedging import HedgeClassifier
from framing.measures.loaded import LoadedLanguageClassifier
from framing.measures.stance import StanceClassifier
from framing.neural.network import Head, log_odds

pytestmark = pytest.mark.usefixtures("network")

PLAIN = [
    "The council met on Monday and approved the budget.",
    "The spineless council caved to a hysterical mob of shameless radicals.",
    "The deal may fail, and it is unclear whether the ministers will meet again.",
    "In May the deal failed.",
    "Rain.",
    "",
]
LONG = (
    "The council met in the town hall, and the members spoke about the roads and the schools, " * 12
)


def hedge():
    return HedgeClassifier.load(backend="neural")


def loaded():
    return LoadedLanguageClassifier.load(backend="neural")


def stance():
    return StanceClassifier.load(backend="neural")


def test_clear_sentences_are_told_apart():
    assert hedge().predict(PLAIN[:4]).tolist() == [0, 0, 1, 0]
    assert loaded().predict(PLAIN[:4]).tolist() == [0, 1, 0, 0]


def test_clear_mentions_are_told_apart():
    texts = (
        "Critics slammed {} for a disastrous and shameful failure.",
        "{} met the ministers in Oslo on Tuesday.",
        "The crowd cheered {} for her brave and generous work.",
    )
    rows = [(text.format("Marit Lund"), text.index("{"), text.index("{") + 10) for text in texts]
    assert stance().predict(rows).tolist() == ["negative", "neutral", "positive"]


def test_the_linear_model_is_weighed_in():
    text = "The crowd cheered Marit Lund for her brave and generous work."
    row = (text, text.index("Marit"), text.index("Lund") + 4)
    model, linear = stance(), StanceClassifier.load()
    logits = model.head_.logits(model.network_.vectors(model._rows([row])))
    logits += model.beside_ * np.log(linear.predict_proba([row]))
    expected = np.exp(logits) / np.exp(logits).sum()
    assert 0.1 < model.beside_ < 1.0
    assert model.predict_proba([row]) == pytest.approx(expected, abs=1e-12)
    fitted = clone(model).fit([row] * 3, ["negative", "neutral", "positive"])
    assert np.allclose(fitted.predict_proba([row]), 1 / 3, atol=1e-3)


def test_the_linear_model_of_loaded_language_is_weighed_in():
    model, linear = loaded(), LoadedLanguageClassifier.load()
    encoder = clone(model).fit([*PLAIN[:2], "Rain."], [0, 1, 0])
    encoder.head_ = Head(model.head_.weight, model.head_.bias, model.head_.threshold)
    said, alone, known = (
        log_odds(one.predict_proba(PLAIN)[:, 1]) for one in (model, encoder, linear)
    )
    assert 0.1 < model.beside_ < 2.0 and encoder.beside_ == 0.0
    even = log_odds(np.array([linear.threshold_]))  # where the linear model cannot tell
    assert said == pytest.approx(alone + model.beside_ * (known - even), abs=1e-9)


@pytest.mark.parametrize("task", ["loaded", "stance"])
def test_linear_weights_are_those_that_the_head_was_fitted_beside(network, task):
    weights = Path(models.__file__).parent / f"{task}.npz"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    assert network.meta[f"{task} beside"] == digest, f"run training.neural.{task} again"


def test_two_targets_of_one_sentence_differ():
    text = "The judge praised Alice Berg for her courage and condemned Carl Dahl as a cruel liar."
    rows = [(text, text.index(name), text.index(name) + 9) for name in ("Alice Ber", "Carl Dahl")]
    assert stance().predict(rows).tolist() == ["positive", "negative"]


@pytest.mark.parametrize("make", [hedge, loaded])
def test_a_row_is_the_same_in_any_batch(make):
    model = make()
    texts = [*PLAIN, LONG, *(f"Number {n} of the towns said no again." for n in range(70))]
    together = model.predict_proba(texts)
    order = np.random.default_rng(0).permutation(len(texts))
    model.network_._recent = {}  # read anew, in another order
    assert (model.predict_proba([texts[n] for n in order]) == together[order]).all()
    for n in (0, 1, 5, 6, 20):
        model.network_._recent = {}
        assert (model.predict_proba([texts[n]])[0] == together[n]).all()


def test_a_mention_is_the_same_in_any_batch():
    model = stance()
    texts = [f"The mayor of town {n} praised Lund {'again ' * (n % 9)}today." for n in range(50)]
    rows = [(text, text.index("Lund"), text.index("Lund") + 4) for text in texts]
    together = model.predict_proba(rows)
    for n, row in enumerate(rows):
        model.network_._recent = {}
        assert (model.predict_proba([row])[0] == together[n]).all()


def test_what_was_read_lately_is_not_read_again(network, monkeypatch):
    rows = [windows[0] for windows in network.inputs.sentences(PLAIN)]
    network._recent = {}
    read = network._read
    asked = []
    monkeypatch.setattr(network, "_read", lambda new: asked.append(len(new)) or read(new))
    first = network.vectors([*rows, *rows])
    assert (network.vectors(rows[::-1]) == first[: len(rows)][::-1]).all()
    assert asked == [len(rows), 0]
    monkeypatch.setattr("framing.neural.network._KEPT", 2)
    assert (network.vectors(rows) == first[: len(rows)]).all()
    assert len(network._recent) <= len(rows)
    network.vectors(network.inputs.sentences(["A new one."])[0])
    assert len(network._recent) <= 2


def test_probabilities_are_probabilities():
    for found in (hedge().predict_proba(PLAIN), stance().predict_proba([("Ann ran.", 0, 3)])):
        assert np.isfinite(found).all() and np.allclose(found.sum(axis=1), 1.0)


def test_empty_batches_have_their_shape():
    assert hedge().predict_proba([]).shape == (0, 2) and hedge().predict([]).shape == (0,)
    assert stance().predict_proba([]).shape == (0, 3) and stance().predict([]).shape == (0,)


def test_the_end_of_a_long_sentence_counts():
    model = hedge()
    calm, doubtful = model.predict_proba([LONG + "today.", LONG + "and may perhaps fail."])[:, 1]
    assert calm < 0.5 < doubtful


def test_a_mention_at_the_end_of_a_long_text_is_read():
    ends = (
        "everyone praised Lund as a brave hero.",
        "all condemned Lund as a cruel, corrupt liar.",
    )
    rows = [
        (LONG + end, len(LONG) + end.index("Lund"), len(LONG) + end.index("Lund") + 4)
        for end in ends
    ]
    assert stance().predict(rows).tolist() == ["positive", "negative"]


def test_a_mention_longer_than_the_window_is_read():
    assert stance().predict_proba([(LONG, 0, len(LONG))]).shape == (1, 3)


@pytest.mark.parametrize("span", [(0, 0), (-1, 3), (5, 2), (0, 99)])
def test_a_span_outside_its_text_is_refused(span):
    with pytest.raises(FramingError, match="lies outside its text"):
        stance().predict([("Ann ran.", *span)])


@pytest.mark.parametrize("given", ["a sentence", [1.5], [None]])
def test_what_is_no_list_of_sentences_is_refused(given):
    with pytest.raises(FramingError, match="give a list of sentences"):
        loaded().predict(given)


def test_spelling_variants_score_alike():
    found = loaded().predict_proba(
        ['It\'s a "sham" deal, he said.', "It’s a “sham” deal, he said."]
    )
    assert (found[0] == found[1]).all()


def test_evidence_points_at_the_words_that_decide():
    text = "The spineless council caved to the mob."
    words = loaded().evidence(text)
    heaviest = max(words, key=lambda word: word.weight)
    assert text[heaviest.start : heaviest.end] in {"spineless", "caved", "mob"}
    assert [text[w.start : w.end] for w in words][:3] == ["The", "spineless", "council"]


def test_evidence_of_a_mention_leaves_the_mention_out():
    text = "It rained. The crowd cheered Lund as a brave, generous hero."
    start = text.index("Lund")
    words = stance().evidence(text, start, start + 4)
    spans = {text[w.start : w.end]: w.weight for w in words}
    assert "Lund" not in spans and "rained" not in spans
    assert spans["cheered"] + spans["brave"] + spans["generous"] + spans["hero"] > 0


def test_a_new_head_is_learned():
    texts = [f"The {kind} of town {n} opened." for n in range(20) for kind in ("school", "bank")]
    labels = [0, 1] * 20
    model = clone(hedge()).fit(texts, labels)
    assert model.predict(["The school of Bergen opened.", "The bank of Oslo opened."]).tolist() == [
        0,
        1,
    ]
    with pytest.raises(FramingError, match="each of"):
        model.fit(texts, [0] * 40)


def test_an_unreadable_graph_is_refused():
    from framing.neural import files
    from framing.neural.network import Network

    with pytest.raises(FramingError, match="cannot load the neural model"):
        Network(files.read()._replace(graph=b"no graph"))
