from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from framing.neural.inputs import Row
from framing.neural.network import Head, log_odds
from training.neural.calibrating import at_prevalence, beside, tempered

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def encoder():
    torch = pytest.importorskip("torch", reason="training needs torch")
    from training.neural.encoder import Encoder

    torch.manual_seed(0)
    return Encoder(50, 128).eval()


@pytest.fixture(scope="module")
def graph(encoder, tmp_path_factory):
    pytest.importorskip("onnx", reason="writing a graph needs onnx")
    pytest.importorskip("onnxruntime", reason="needs the extra 'neural'")
    from training.neural.export import write

    file = tmp_path_factory.mktemp("graph") / "neural.onnx"
    write({name: array.numpy() for name, array in encoder.state_dict().items()}, file)
    return file


@pytest.fixture(scope="module")
def rows():
    sizes = RNG.integers(3, 60, 40)
    return [Row(tuple(RNG.integers(5, 50, size).tolist()), int(size % 3)) for size in sizes]


def test_the_graph_gives_what_the_encoder_gives(encoder, graph, rows):
    import torch

    from framing.neural.network import Network, _session
    from training.neural.fit import padded

    network = Network.__new__(Network)
    network._session = _session(graph.read_bytes())
    network._recent = {}
    found = network.vectors(rows)
    with torch.no_grad():
        expected = np.vstack([encoder(*padded([row])).numpy() for row in rows])
    apart = found - found.mean(axis=0), expected - expected.mean(axis=0)
    likeness = [np.corrcoef(one, other)[0, 1] for one, other in zip(*apart, strict=True)]
    assert min(likeness) > 0.97
    order = RNG.permutation(len(rows))
    network._recent = {}  # read anew, in another order
    assert (network.vectors([rows[n] for n in order]) == found[order]).all()
    network._recent = {}
    assert (network.vectors(rows[:1]) == found[:1]).all()


def test_the_same_weights_give_the_same_bytes(encoder, graph, tmp_path):
    from training.neural.export import write

    write({name: array.numpy() for name, array in encoder.state_dict().items()}, tmp_path / "g")
    assert (tmp_path / "g").read_bytes() == graph.read_bytes()


def test_an_epoch_holds_every_row_once():
    pytest.importorskip("torch", reason="training needs torch")
    from training.neural.fit import Plan, _order

    rows = [Row((1,) * size) for size in RNG.integers(3, 90, 100)]
    parts = {"a": (rows, np.zeros(100)), "b": (rows[:33], np.zeros(33))}
    order = _order(parts, Plan({"a": 3, "b": 1}))
    for name, times, size in (("a", 3, 100), ("b", 1, 33)):
        seen = np.concatenate([index for task, index in order if task == name])
        assert np.bincount(seen, minlength=size).tolist() == [times] * size
    lengths = [np.ptp([len(rows[i].tokens) for i in index]) for _, index in order]
    assert np.median(lengths) < 45


def test_held_layers_stay_and_a_coding_learns_its_own_level():
    torch = pytest.importorskip("torch", reason="training needs torch")
    from training.neural.encoder import Encoder, Tagger
    from training.neural.fit import Plan, fit, judge
    from training.neural.tasks import Task

    rows = [Row((2, *RNG.integers(5, 50, 8).tolist(), 3)) for _ in range(96)]
    words = np.array([row.tokens[1] % 2 for row in rows], float)
    none = np.zeros(96, bool)
    lenient = Task("loaded_coded", rows, words, none, weights=np.full(96, 0.5))
    strict = Task("loaded", rows, words * (np.arange(96) % 2), none)
    torch.manual_seed(0)
    tagger = Tagger(Encoder(60, 128), {"loaded": 1}, ["loaded_coded"])
    before = {name: array.clone() for name, array in tagger.state_dict().items()}
    unplanned = Task("hedging", rows, words, none)
    plan = Plan({"loaded": 4, "loaded_coded": 4}, head_rate=0.05, held=2)
    fit(tagger, [strict, lenient, unplanned], plan)
    moved = {n for n, array in tagger.state_dict().items() if not torch.equal(array, before[n])}
    still = ("words", "places", "kinds", "norm", "layers.0", "layers.1")
    assert not any(name.startswith(tuple(f"encoder.{part}" for part in still)) for name in moved)
    assert {"encoder.layers.2.up.weight", "heads.loaded.weight", "levels.loaded_coded"} < moved
    coded, alone = (judge(tagger, rows, name) for name in ("loaded_coded", "loaded"))
    assert (coded > alone).all()


def test_lines_are_read_between_their_neighbours(tmp_path):
    pytest.importorskip("tokenizers", reason="needs the extra 'neural'")
    import json

    from framing.neural.inputs import Inputs
    from training.neural.tasks import lines

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]"]
    inputs = Inputs([*marks, "one", "two", "three"])
    page = {"id": "p", "lines": ["one", " ", "two", "three"], "content": [0, 0, 1, 1]}
    file = tmp_path / "boilerplate_pages" / "lines.jsonl"
    file.parent.mkdir()
    file.write_text(json.dumps(page) + "\n", encoding="utf-8")
    task = lines(inputs, tmp_path)
    found = {
        row.tokens: (row.second, target)
        for row, target in zip(task.rows, task.targets, strict=True)
    }
    assert found == {
        (2, 5, 8, 3, 7, 3): (2, 0.0),
        (2, 7, 5, 9, 3, 8, 3): (2, 1.0),
        (2, 8, 5, 3, 9, 3): (2, 1.0),
    }


def test_cutting_keeps_the_mention_at_the_end():
    pytest.importorskip("torch", reason="training needs torch")
    from training.neural.fit import padded

    row = Row((2, *range(100, 150), 3, 7, 8, 3), 3)
    tokens, kinds, mask = (part.numpy()[0] for part in padded([row], 20))
    assert len(tokens) == 20 and mask.all()
    assert tokens[-4:].tolist() == [3, 7, 8, 3] and kinds.tolist() == [0] * 17 + [1] * 3


def test_groups_are_held_out_whole():
    from training.neural.tasks import held_out

    groups = [f"article {n // 5}" for n in range(2000)]
    held = held_out(groups).reshape(-1, 5)
    assert (held.all(axis=1) | ~held.any(axis=1)).all() and 0.05 < held.mean() < 0.15


def logistic(n=4000, slope=3.0):
    """Vectors whose first number says how likely a yes is."""
    vectors = RNG.normal(size=(n, 768)).astype(np.float32)
    truth = RNG.random(n) < 1 / (1 + np.exp(-vectors[:, 0]))
    weight = np.zeros((1, 768))
    weight[0, 0] = slope
    return Head(weight, np.zeros(1)), vectors, truth.astype(float)


def test_a_temperature_undoes_what_is_too_sure():
    head, vectors, truth = logistic()
    assert tempered(head, vectors, truth).weight[0, 0] == pytest.approx(1.0, abs=0.15)


def test_offsets_undo_classes_weighed_alike():
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(6000, 768)).astype(np.float32)
    scores = 1.5 * vectors[:, :3] + np.log([0.6, 0.3, 0.1])
    truth = (scores + rng.gumbel(size=scores.shape)).argmax(axis=1)
    learned = LogisticRegression(class_weight="balanced").fit(vectors[:3000, :3], truth[:3000])
    weight = np.zeros((3, 768))
    weight[:, :3] = learned.coef_
    head = Head(weight * 2.0, learned.intercept_ * 2.0)  # too sure besides
    nothing = np.full((3000, 3), 1 / 3)
    made, _ = beside(head, vectors[:3000], truth[:3000], nothing)
    unseen, shares = vectors[3000:], np.bincount(truth[3000:]) / 3000
    before, after = (one.chances(one.logits(unseen)).mean(axis=0) for one in (head, made))
    assert np.abs(before - shares).max() > 0.08
    assert after == pytest.approx(shares, abs=0.03)
    assert made.weight[0, 0] - made.weight[1, 0] == pytest.approx(1.5, abs=0.25)


def test_another_model_is_weighed_in_by_what_it_knows():
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(4000, 768)).astype(np.float32)
    other = rng.normal(size=(4000, 3))
    truth = (vectors[:, :3] + other + rng.gumbel(size=other.shape)).argmax(axis=1)
    head = Head(np.eye(3, 768) * 2.0, np.zeros(3))
    known = np.exp(other) / np.exp(other).sum(axis=1, keepdims=True)
    made, weight = beside(head, vectors, truth, known)
    assert weight == pytest.approx(1.0, abs=0.15)
    assert made.weight[0, 0] == pytest.approx(1.0, abs=0.15)
    assert beside(head, vectors, truth, rng.permutation(known))[1] == pytest.approx(0, abs=0.1)


def test_another_yes_or_no_is_weighed_in_by_what_it_knows():
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(4000, 768)).astype(np.float32)
    other = 1.5 * rng.normal(size=4000)
    truth = (rng.random(4000) < 1 / (1 + np.exp(-vectors[:, 0] - other))).astype(float)
    head, known = Head(np.eye(1, 768) * 3.0, np.zeros(1)), 1 / (1 + np.exp(-other))
    made, weight = beside(head, vectors, truth, known)
    assert weight == pytest.approx(1.0, abs=0.15)
    assert made.weight[0, 0] == pytest.approx(1.0, abs=0.15) and made.bias.tolist() == [0.0]
    assert beside(head, vectors, truth, rng.permutation(known))[1] == pytest.approx(0, abs=0.1)


def test_folds_keep_articles_together_and_hold_every_row_once():
    from training.neural.stacking import parts

    groups = np.array([f"article {n // 3}" for n in range(300)])
    found = np.array(list(parts(groups, 1)))
    assert found.sum(axis=0).tolist() == [1] * 300 and found.any(axis=1).all()
    assert (found.reshape(len(found), 100, 3).any(axis=2).sum(axis=0) == 1).all()
    assert not np.array_equal(found, list(parts(groups, 2)))


def test_a_stacked_head_is_stored_with_the_hash_of_what_it_stands_beside(tmp_path):
    from framing import models
    from framing.neural import files
    from training.neural.stacking import store

    (tmp_path / files.GRAPH).write_bytes(b"a graph")
    (tmp_path / files.VOCABULARY).write_text("[PAD]\n", encoding="utf-8")
    arrays = {"hedging.weight": np.ones((1, 768), np.float32), "hedging.bias": np.ones(1)}
    files.write_meta(tmp_path, {"version": "t", "thresholds": {"hedging": 0.5}}, arrays)
    store(tmp_path, "loaded", Head(np.full((1, 768), 0.5), np.array([0.25]), 0.125), 0.75)
    stored = files.read(tmp_path)
    assert stored.meta["thresholds"] == {"hedging": 0.5, "loaded": 0.125}
    assert (stored.arrays["hedging.weight"] == 1).all() and stored.meta["version"] == "t"
    found = [stored.arrays[f"loaded.{part}"].ravel()[0] for part in ("weight", "bias", "beside")]
    assert found == [0.5, 0.25, 0.75]
    linear = Path(models.__file__).parent / "loaded.npz"
    digest = hashlib.sha256(linear.read_bytes()).hexdigest()
    assert stored.meta["loaded beside"] == digest


def test_probabilities_sum_up_to_the_natural_count():
    head, vectors, truth = logistic(slope=1.0)
    rare = (truth > 0.5) & (RNG.random(len(truth)) < 0.2)
    weights = RNG.random(len(truth))
    moved = at_prevalence(head, vectors, rare.astype(float), weights)
    total = float((moved.chances(moved.logits(vectors))[:, 0] * weights).sum())
    assert total == pytest.approx(float((rare * weights).sum()), rel=1e-6)
    before = head.logits(vectors)[:, 0] > 0
    after = moved.chances(moved.logits(vectors))[:, 0] >= moved.threshold
    assert (before == after).all()
    said = RNG.normal(size=len(truth))
    beside_another = at_prevalence(head, vectors, rare.astype(float), weights, said)
    logits = beside_another.logits(vectors)[:, 0] + said
    total = float((beside_another.chances(logits[:, None])[:, 0] * weights).sum())
    assert total == pytest.approx(float((rare * weights).sum()), rel=1e-6)
    assert ((logits >= log_odds(np.array([beside_another.threshold]))) == (
        head.logits(vectors)[:, 0] + said > 0
    )).all()  # fmt: skip


def test_a_hedging_head_is_fitted_out_of_fold(monkeypatch):
    from training.neural import hedging
    from training.neural.hedging import Rows, hedge_head, out_of_fold

    monkeypatch.setattr(hedging, "_FOLDS", 3)
    monkeypatch.setattr(hedging, "_CORRECTIONS", (0.0, 0.02))
    head, vectors, truth = logistic(n=800)
    coded = Rows(vectors[:400], truth[:400], np.ones(400))
    others = Rows(vectors[400:], truth[400:] * 0.9 + 0.05, np.full(400, 0.5))
    natural = np.arange(400) < 200
    made = hedge_head(head, coded, natural, others)
    unseen = out_of_fold(head, coded, natural, others)
    assert unseen[natural].sum() == pytest.approx(truth[:200].sum(), rel=0.1)
    right = ((unseen > 0.5) == (coded.chances > 0.5)).mean()
    found = made.chances(made.logits(coded.vectors))[:, 0]
    assert 0.6 < right < ((found > 0.5) == (coded.chances > 0.5)).mean()
