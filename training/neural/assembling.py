"""From a fine-tuned state to the files that the library ships."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing.neural.files import GRAPH, VOCABULARY, Stored, write_meta
from framing.neural.network import Head, Network
from training.neural.calibrating import at_prevalence, tempered
from training.neural.export import write
from training.neural.hedging import Rows, hedge_head, out_of_fold
from training.neural.tasks import Task, natural_loaded

__all__ = ["assemble"]

VERSION = "2.0"


def assemble(
    state: dict[str, np.ndarray],
    vocabulary: list[str],
    tasks: dict[str, Task],
    hedges: Sequence[Task],
    data: Path,
    out: Path,
) -> dict[str, Any]:
    """Write graph, vocabulary, calibrated heads and hashes; give the figures.

    Parameters
    ----------
    state : dict of str to ndarray
        Of the fine-tuned :class:`training.neural.encoder.Tagger`.
    vocabulary : list of str
        The pieces kept.
    tasks : dict of str to Task
        With their rows held out, and what else was learned from.
    hedges : sequence of Task
        Hedging sentences: those of the coded sets, then the others.
    data : Path
        The folder of data sets.
    out : Path
        Where the files go.
    """
    out.mkdir(parents=True, exist_ok=True)
    prefix = "encoder."
    encoder = {n.removeprefix(prefix): a for n, a in state.items() if n.startswith(prefix)}
    write(encoder, out / GRAPH)
    (out / VOCABULARY).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    network = Network(Stored((out / GRAPH).read_bytes(), vocabulary, {}, {}))
    raw = {
        task: Head(state[f"heads.{task}.weight"], state[f"heads.{task}.bias"])
        for task in ("stance", "loaded", "hedging")
    }
    heads, figures, oof = _calibrated(network, raw, tasks, hedges, data)
    arrays: dict[str, np.ndarray] = {}
    for task, head in heads.items():
        arrays[f"{task}.weight"] = head.weight.astype(np.float32)
        arrays[f"{task}.bias"] = head.bias
    hashes = {k: v for task in (*tasks.values(), *hedges) for k, v in task.hashes.items()}
    meta = {
        "version": VERSION, "data": hashes, "figures": figures,
        "thresholds": {task: head.threshold for task, head in heads.items()},
    }  # fmt: skip
    write_meta(out, meta, arrays)
    stored: dict[str, Any] = {**oof}
    np.savez_compressed(out / "oof.npz", **stored)
    return figures


def _calibrated(
    network: Network,
    raw: dict[str, Head],
    tasks: dict[str, Task],
    hedges: Sequence[Task],
    data: Path,
) -> tuple[dict[str, Head], dict[str, Any], dict[str, np.ndarray]]:
    """Give calibrated heads, figures on rows held out, and hedging out of fold."""
    heads, figures = {}, {}
    for task in ("stance", "loaded"):
        rows, targets = tasks[task].part(held=True)
        vectors = network.vectors(rows)
        heads[task] = tempered(raw[task], vectors, targets)
        figures[f"{task}, held out"] = _macro_f1(heads[task], vectors, targets)
    rows, targets, weights = natural_loaded(
        network.inputs, data / "corpus_outlets" / "articles.jsonl"
    )
    heads["loaded"] = at_prevalence(heads["loaded"], network.vectors(rows), targets, weights)
    gold = hedges[0]
    coded, others = _rows(network, hedges[:1]), _rows(network, hedges[1:])
    sizes = [len((data / name).read_text(encoding="utf-8").splitlines()) for name in gold.hashes]
    natural = np.arange(len(gold.rows)) < sizes[0]
    chances = out_of_fold(raw["hedging"], coded, natural, others)
    heads["hedging"] = hedge_head(raw["hedging"], coded, natural, others)
    splits = np.split(chances, np.cumsum(sizes)[:-1])
    for name, mine, truth in zip(
        ("natural", "enriched"), splits, np.split(gold.targets, np.cumsum(sizes)[:-1]), strict=True
    ):
        figures[f"hedging {name}, out of fold"] = _f1(mine >= 0.5, truth > 0.5)
    before = raw["hedging"].logits(coded.vectors)[:, 0] > 0
    figures["hedging natural, before the coded rows"] = _f1(
        before[natural], gold.targets[natural] > 0.5
    )
    figures["hedging enriched, before the coded rows"] = _f1(
        before[~natural], gold.targets[~natural] > 0.5
    )
    return heads, figures, dict(zip(gold.hashes.values(), splits, strict=True))


def _rows(network: Network, tasks: Sequence[Task]) -> Rows:
    """Read sentences of tasks."""
    counts = [np.ones(len(t.rows)) if t.weights is None else t.weights for t in tasks]
    vectors = [network.vectors(task.rows) for task in tasks]
    chances = [task.targets for task in tasks]
    return Rows(*map(np.concatenate, (vectors, chances, counts)))


def _macro_f1(head: Head, vectors: np.ndarray, targets: np.ndarray) -> float:
    """Give the mean of the classes' F1."""
    logits = head.logits(vectors)
    found = logits.argmax(axis=1) if logits.shape[1] > 1 else (logits[:, 0] > 0).astype(int)
    classes = range(max(2, logits.shape[1]))
    return float(np.mean([_f1(found == c, targets == c) for c in classes]))


def _f1(found: np.ndarray, truth: np.ndarray) -> float:
    both = float((found & truth).sum())
    return round(2 * both / max(1.0, float(found.sum() + truth.sum())), 4)
