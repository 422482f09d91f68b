from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from framing import FramingError
from framing.neural import TransformersClassifier

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]", "the", "deal", "may", "fail", "."]
LABELS = {0: "negative", 1: "neutral", 2: "LABEL_2"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A tiny model with random weights."""
    torch = pytest.importorskip("torch", reason="needs the extra 'transformers'")
    transformers = pytest.importorskip("transformers", reason="needs the extra 'transformers'")
    place = tmp_path_factory.mktemp("tiny")
    (place / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    transformers.BertTokenizerFast(str(place / "vocab.txt")).save_pretrained(place)
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=24, max_position_embeddings=40, id2label=LABELS, num_labels=3,
        initializer_range=0.5,
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(place)
    return place


@pytest.fixture(scope="module")
def model(folder):
    return TransformersClassifier(folder, {"LABEL_2": "positive"}).load()


def test_labels_and_probabilities(model):
    assert model.classes_.tolist() == ["negative", "neutral", "positive"]
    found = model.predict_proba(["The deal may fail.", "The deal."])
    assert found.shape == (2, 3) and np.allclose(found.sum(axis=1), 1.0)
    assert (found[0] != found[1]).all()
    assert model.predict(["The deal."])[0] == model.classes_[found[1].argmax()]
    assert model.predict_proba([]).shape == (0, 3)


def test_it_gives_what_the_library_gives(model, folder):
    import torch
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    with torch.no_grad():
        logits = model.model_(**tokenizer(["The deal may fail."], return_tensors="pt")).logits
    expected = logits.double().softmax(-1).numpy()
    assert np.allclose(model.predict_proba(["The deal may fail."]), expected, atol=1e-12)


def test_a_long_text_is_averaged_over_windows_that_reach_its_end(model):
    long = "The deal may fail. " * 40
    one, other = model.predict_proba([long + "the", long + "fail fail fail fail fail fail"])
    assert np.isfinite(one).all() and (one != other).any()


@pytest.mark.parametrize("mention", ["pair", "brackets"])
def test_mentions_in_one_sentence_differ(folder, mention):
    model = TransformersClassifier(folder, mention=mention).load()
    text = "The deal may fail the deal."
    rows = [(text, 4, 8), (text, 13, 17)]
    found = model.predict_proba(rows)
    assert (found[0] != found[1]).any()
    assert (model.predict_proba(rows[1:])[0] == found[1]).all()
    with pytest.raises(FramingError, match="lies outside its text"):
        model.predict_proba([(text, 4, 99)])


def test_what_is_no_classifier_is_refused(folder, tmp_path):
    import transformers

    with pytest.raises(FramingError, match="no config.json"):
        TransformersClassifier(tmp_path).load()
    with pytest.raises(FramingError, match="'LABEL_9'; the model's are negative, neutral"):
        TransformersClassifier(folder, {"LABEL_9": "x"}).load()
    with pytest.raises(FramingError, match="mention='both' is not known"):
        TransformersClassifier(folder, mention="both").load()
    config = transformers.BertConfig.from_pretrained(folder)
    transformers.BertModel(config).save_pretrained(tmp_path)
    transformers.AutoTokenizer.from_pretrained(folder).save_pretrained(tmp_path)
    with pytest.raises(FramingError, match="no trained sequence classifier"):
        TransformersClassifier(tmp_path).load()
    (tmp_path / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(FramingError, match="cannot be loaded"):
        TransformersClassifier(tmp_path).load()


def test_without_the_extra_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(FramingError, match=r"pip install 'framing\[transformers\]'"):
        TransformersClassifier(tmp_path).load()


def test_before_loading_it_says_so(tmp_path):
    with pytest.raises(FramingError, match="holds no weights yet"):
        TransformersClassifier(tmp_path).predict(["The deal."])
