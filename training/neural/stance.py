"""Weigh the linear stance model in: python -m training.neural.stance --data FOLDER.

To be run again whenever the linear model is trained anew: articles that the encoder was not trained
on say how much its probabilities, which were made out of fold, add to the encoder's.
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

import numpy as np

from framing import models
from framing.neural.network import Head, Network
from training.neural.calibrating import beside
from training.neural.stacking import REPEATS, parts, store
from training.neural.tasks import held_out, stance

__all__ = ["train"]

_OOF = Path(__file__).parents[2] / "benchmarks" / "oof" / "stance.npz"
_log = logging.getLogger(__name__)


def train(data: Path, folder: Path, oof: Path = _OOF) -> dict[str, float]:
    """Fit head and weight on the rows held out, write them, and give figures by folds.

    Parameters
    ----------
    data : Path
        Folder that holds ``stance_newsmtsc/``.
    folder : Path
        The neural model's.
    oof : Path
        Probabilities of the linear model out of fold, by the hash of the file.
    """
    network = Network.load(folder)
    task = stance(network.inputs, data)
    (name,) = task.hashes
    with np.load(oof, allow_pickle=False) as stored:
        known = stored[task.hashes[name]][task.held]
    rows, targets = task.part(held=True)
    vectors = network.vectors(rows)
    lines = (data / name).read_text(encoding="utf-8").splitlines()
    groups = np.array(["_".join(json.loads(line)["id"].split("_")[:3]) for line in lines])
    head = network.heads["stance"]
    figures = _by_folds(head, vectors, targets, known, groups[held_out(groups.tolist())])
    made, weight = beside(head, vectors, targets, known)
    store(folder, "stance", made, weight)
    return {**figures, "weight": weight}


def _by_folds(
    head: Head, vectors: np.ndarray, targets: np.ndarray, known: np.ndarray, groups: np.ndarray
) -> dict[str, float]:
    """Give log-loss and macro-F1 of rows that a fold's weights did not see, articles together."""
    from sklearn.metrics import f1_score, log_loss

    figures = []
    for repeat in range(REPEATS):
        out = np.zeros((len(targets), 3))
        for test in parts(groups, repeat):
            made, weight = beside(head, vectors[~test], targets[~test], known[~test])
            out[test] = made.chances(made.logits(vectors[test]) + weight * np.log(known[test]))
        best = f1_score(targets, out.argmax(axis=1), average="macro")
        figures.append((log_loss(targets, out), best))
    loss, best = np.mean(figures, axis=0)
    return {"log-loss": float(loss), "macro-F1": float(best)}


def main() -> None:
    """Train and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(models.__file__).parent)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    _log.info("%s", json.dumps(train(given.data, given.out), indent=1))


if __name__ == "__main__":
    main()
