"""Add the head for frames to a model: python -m training.neural.frames --data FOLDER.

The encoder stays as it is. The model's folder gets the new head; predictions out of fold are put
beside it for the benchmark.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import matthews_corrcoef, roc_auc_score
from sklearn.model_selection import KFold

from framing import models
from framing.measures.frames.training import load_labels
from framing.neural.files import read
from framing.neural.framefit import Material, fit_head, fit_linear, material_of
from framing.neural.frames import NeuralFrameClassifier
from framing.neural.network import Network
from training.neural.stacking import store_arrays

__all__ = ["out_of_fold", "train"]

FILES = ("frames_narrative/train.jsonl", "frames_narrative/eval.jsonl")
_OUTER_FOLDS = 10  # the same as for the linear model
_log = logging.getLogger(__name__)


def train(data: Path, folder: Path, oof: Path) -> dict[str, Any]:
    """Fit the head on both files, write it, and give figures of articles out of fold.

    Parameters
    ----------
    data : Path
        Folder that holds ``frames_narrative/``.
    folder : Path
        The model's.
    oof : Path
        An ``.npz`` for probabilities and calls, keyed by the hash of each file.
    """
    loaded = [load_labels(data / name) for name in FILES]
    labels = np.vstack([coded for _, coded in loaded])
    given = material_of(Network.load(folder), [text for texts, _ in loaded for text in texts])
    first = len(loaded[0][0])
    figures = {"trained on the first file": _on_the_second(given, labels, first)}
    chances, calls = out_of_fold(given, labels)
    hashes = {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in FILES}
    parts = {
        name: slice(0, first) if n == 0 else slice(first, None) for n, name in enumerate(FILES)
    }
    arrays: dict[str, Any] = {}
    for name, at in parts.items():
        figures[f"{name}, out of fold"] = _figures(labels[at], chances[at], calls[at])
        arrays[hashes[name]] = chances[at].astype(np.float32)
        arrays[f"{hashes[name]}-calls"] = calls[at].astype(np.int8)
    np.savez_compressed(oof, **arrays)
    head = fit_head(given, labels, NeuralFrameClassifier().C)
    known = read(folder).meta["data"]
    store_arrays(folder, "frames", head.arrays(), {"data": {**known, **hashes}})
    return figures


def out_of_fold(given: Material, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Train both parts anew for each fold, and judge what was left out."""
    chances = np.zeros(labels.shape)
    calls = np.zeros(labels.shape, int)
    for number, (fit, test) in enumerate(
        KFold(_OUTER_FOLDS, shuffle=True, random_state=0).split(labels)
    ):
        chances[test], calls[test] = _judged(given, labels, fit, test)
        _log.info("fold %d of %d done", number + 1, _OUTER_FOLDS)
    return chances, calls


def _judged(
    given: Material, labels: np.ndarray, fit: np.ndarray, test: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    seen = given.take(fit)
    linear = fit_linear(seen, labels[fit])
    head = fit_head(seen, labels[fit], NeuralFrameClassifier().C)
    chances = np.array(
        [head.chances(linear.probabilities(given.readings[n]), given.said[n]) for n in test]
    )
    return chances, (chances >= head.threshold).astype(int)


def _on_the_second(given: Material, labels: np.ndarray, first: int) -> dict[str, float]:
    rows = np.arange(len(labels))
    return _figures(labels[first:], *_judged(given, labels, rows[:first], rows[first:]))


def _figures(labels: np.ndarray, chances: np.ndarray, calls: np.ndarray) -> dict[str, float]:
    frames = range(labels.shape[1])
    return {
        "auroc": float(np.mean([roc_auc_score(labels[:, n], chances[:, n]) for n in frames])),
        "mcc": float(np.mean([matthews_corrcoef(labels[:, n], calls[:, n]) for n in frames])),
    }


def main() -> None:
    """Train and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(models.__file__).parent)
    parser.add_argument("--oof", type=Path, default=Path("benchmarks/oof/neural_frames.npz"))
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    figures = train(given.data, given.out, given.oof)
    _log.info("%s", json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
