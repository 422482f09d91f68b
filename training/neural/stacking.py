"""What the heads share that weigh a linear model in: folds of articles, and how they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from framing import models
from framing.neural.files import read, write_meta
from framing.neural.network import Head

__all__ = ["REPEATS", "parts", "store"]

REPEATS = 5  # how often the articles are dealt out anew
_FOLDS = 10


def parts(groups: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """Mark the rows of one fold after the other; rows of a group stand together."""
    names = np.unique(groups)
    order = np.random.default_rng(seed).permutation(len(names))
    for fold in range(_FOLDS):
        yield np.isin(groups, names[order[fold::_FOLDS]])


def store(folder: Path, task: str, head: Head, weight: float) -> None:
    """Write a head, the linear model's weight beside it, and the hash of the linear weights."""
    given = read(folder)
    arrays = {
        **given.arrays, f"{task}.weight": head.weight.astype(np.float32), f"{task}.bias": head.bias,
        f"{task}.beside": np.array([weight]),
    }  # fmt: skip
    meta = {key: value for key, value in given.meta.items() if key not in ("format", "files")}
    meta["thresholds"] = {**meta["thresholds"], task: head.threshold}
    linear = Path(models.__file__).parent / f"{task}.npz"
    meta[f"{task} beside"] = hashlib.sha256(linear.read_bytes()).hexdigest()
    write_meta(folder, meta, arrays)
