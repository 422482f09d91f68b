"""What the heads share that weigh a linear model in: folds of articles, and how they are kept."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from framing import models
from framing.neural.files import read, write_meta
from framing.neural.network import Head
from training.neural.calibrating import beside, told

__all__ = ["OOF", "command", "out_of_fold", "parts", "store", "store_arrays"]

# probabilities of the linear models out of fold
OOF = Path(__file__).parents[2] / "benchmarks" / "oof"
_REPEATS = 5  # how often the articles are dealt out anew
_FOLDS = 10
_log = logging.getLogger(__name__)


def parts(groups: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """Mark the rows of one fold after the other; rows of a group stand together."""
    names = np.unique(groups)
    order = np.random.default_rng(seed).permutation(len(names))
    for fold in range(_FOLDS):
        yield np.isin(groups, names[order[fold::_FOLDS]])


def out_of_fold(
    head: Head, vectors: np.ndarray, targets: np.ndarray, known: np.ndarray, groups: np.ndarray
) -> Iterator[np.ndarray]:
    """Give probabilities of rows that a fold's weights did not see, once for each dealing."""
    for repeat in range(_REPEATS):
        out = np.zeros((len(targets), len(head.bias)))
        for test in parts(groups, repeat):
            made, weight = beside(head, vectors[~test], targets[~test], known[~test])
            said = weight * told(head, known[test])
            out[test] = made.chances(made.logits(vectors[test]) + said)
        yield out


def store(folder: Path, task: str, head: Head, weight: float) -> None:
    """Write a head, the linear model's weight beside it, and the hash of the linear weights."""
    arrays: dict[str, np.ndarray] = {
        f"{task}.weight": head.weight.astype(np.float32), f"{task}.bias": head.bias,
        f"{task}.beside": np.array([weight]),
    }  # fmt: skip
    thresholds = {**read(folder).meta["thresholds"], task: head.threshold}
    store_arrays(folder, task, arrays, {"thresholds": thresholds})


def store_arrays(
    folder: Path, task: str, arrays: dict[str, np.ndarray], more: dict[str, Any]
) -> None:
    """Write arrays and entries of the meta beside those there, and the linear weights' hash."""
    given = read(folder)
    meta = {key: value for key, value in given.meta.items() if key not in ("format", "files")}
    linear = Path(models.__file__).parent / f"{task}.npz"
    beside_these = {f"{task} beside": hashlib.sha256(linear.read_bytes()).hexdigest()}
    write_meta(folder, {**meta, **more, **beside_these}, {**given.arrays, **arrays})


def command(train: Callable[[Path, Path], dict[str, Any]], described: str | None) -> None:
    """Train from the command line and print the figures."""
    parser = argparse.ArgumentParser(description=described)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(models.__file__).parent)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    _log.info("%s", json.dumps(train(given.data, given.out), indent=1))
