from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import framing as fr
from framing import FramingError, FramingWarning, models, neural
from framing.measures.frames import FrameClassifier
from framing.measures.hedging import HedgeClassifier
from framing.measures.loaded import LoadedLanguageClassifier
from framing.measures.stance import StanceClassifier
from framing.neural import files, network

LINEAR = (FrameClassifier, HedgeClassifier, LoadedLanguageClassifier, StanceClassifier)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / files.GRAPH).write_bytes(b"a graph")
    (tmp_path / files.VOCABULARY).write_text("[PAD]\n[UNK]\n", encoding="utf-8")
    arrays = {"hedging.weight": np.zeros((1, 768), np.float32), "hedging.bias": np.zeros(1)}
    files.write_meta(tmp_path, {"version": "t", "thresholds": {"hedging": 0.5}}, arrays)
    return tmp_path


@pytest.fixture
def bare(monkeypatch):
    """Without the extra."""
    for place in (files, network, neural):
        monkeypatch.setattr(place, "installed", lambda: False)


def test_what_was_written_is_read(folder):
    stored = files.read(folder)
    assert stored.graph == b"a graph" and stored.vocabulary == ["[PAD]", "[UNK]"]
    assert stored.meta["thresholds"] == {"hedging": 0.5}
    assert stored.arrays["hedging.weight"].shape == (1, 768)


@pytest.mark.parametrize("name", [files.GRAPH, files.VOCABULARY])
def test_a_changed_file_is_refused(folder, name):
    (folder / name).write_bytes(b"something else")
    with pytest.raises(FramingError, match=rf"{name}.*damaged"):
        files.read(folder)


def test_changed_heads_are_refused(folder):
    meta = json.loads((folder / "neural.json").read_text())
    models.save("neural", {"hedging.weight": np.ones((1, 768))}, meta, folder)
    with pytest.raises(FramingError, match="npz.*damaged"):
        files.read(folder)


def test_a_missing_graph_is_named(folder):
    (folder / files.GRAPH).unlink()
    with pytest.raises(FramingError, match=f"{files.GRAPH}.*cannot be read"):
        files.read(folder)


def test_other_folders_are_told_apart(tmp_path, folder):
    empty, other = tmp_path / "empty", tmp_path / "other"
    for made in (empty, other):
        made.mkdir()
    with pytest.raises(FramingError, match="no neural model"):
        files.read(empty)
    (other / "config.json").write_text("{}")
    with pytest.raises(FramingError, match="Hugging Face model"):
        files.read(other)
    arrays, meta = models.load("neural", folder)
    models.save("neural", arrays, {**meta, "format": "framing-neural 9"}, folder)
    with pytest.raises(FramingError, match="'framing-neural 9'"):
        files.read(folder)


def test_heads_of_another_width_are_refused(folder):
    stored = files.read(folder)
    narrow = stored._replace(arrays={**stored.arrays, "hedging.weight": np.zeros((1, 12))})
    with pytest.raises(FramingError, match="hedging"):
        network._heads(narrow)


def test_without_the_extra_the_network_says_what_to_install(bare):
    with pytest.raises(FramingError, match=r"pip install 'framing\[neural\]'"):
        network.Network.load()


@pytest.mark.parametrize("kind", LINEAR)
def test_without_the_extra_the_linear_weights_stand_in(bare, kind):
    with pytest.warns(FramingWarning, match="linear classifiers are used"):
        found = kind.load(backend="neural")
    assert type(found) is kind


def test_without_the_extra_scores_are_the_linear_ones(bare):
    texts = ["Critics slammed Rutte for a disastrous plan that may fail. He left on Monday."]
    linear = fr.score(texts, targets=["Rutte"], progress=False)
    with pytest.warns(FramingWarning, match="linear classifiers are used"):
        found = fr.score(texts, targets=["Rutte"], progress=False, backend="neural")
    assert found.values.equals(linear.values)


@pytest.mark.parametrize("kind", LINEAR)
def test_an_unknown_backend_is_refused(kind):
    with pytest.raises(FramingError, match="backend='nural' is not known; there are: linear, neu"):
        kind.load(backend="nural")
    with pytest.raises(FramingError, match="backend='nural' is not known"):
        fr.score(["It rained."], progress=False, backend="nural")


def test_the_shipped_files_are_whole_and_small():
    place = Path(models.__file__).parent
    names = (files.GRAPH, files.VOCABULARY, "neural.npz", "neural.json")
    assert sum((place / name).stat().st_size for name in names) < 25_000_000
    stored = files.read()
    assert set(stored.meta["thresholds"]) == {"hedging", "loaded", "stance"}
    assert len(stored.vocabulary) == len(set(stored.vocabulary))
    card = (place / "neural.md").read_text(encoding="utf-8")
    for name in stored.meta["data"]:
        assert f"`{name.split('/')[0]}`" in card
