"""Weigh the linear stance model in and set the zero: python -m training.neural.stance --data DIR.

To be run again whenever the linear model is trained anew: articles that the encoder was not trained
on say how much its probabilities, which were made out of fold, add to the encoder's.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from framing.measures.stance import StanceMeasure
from framing.measures.stance.coded import ARTICLES
from framing.measures.stance.training import read_set
from framing.measures.stance.zero import find_zero, own_chances, read_articles
from framing.neural.classifiers import NeuralStanceClassifier
from framing.neural.network import Head, Network
from framing.neural.rescoring import NeuralStance
from training.neural.calibrating import beside
from training.neural.stacking import OOF, command, out_of_fold, store, store_arrays
from training.neural.tasks import stance

__all__ = ["train"]


def train(data: Path, folder: Path, oof: Path = OOF / "stance.npz") -> dict[str, float]:
    """Fit head and weight on the rows held out, write them, and give figures by folds.

    Parameters
    ----------
    data : Path
        Folder that holds ``stance_newsmtsc/`` and ``corpus_outlets/``.
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
    groups = np.array(read_set(data / name)[2])
    head = network.heads["stance"]
    figures = _by_folds(head, vectors, targets, known, groups[task.held])
    made, weight = beside(head, vectors, targets, known)
    store(folder, "stance", made, weight)
    articles = read_articles(data / ARTICLES)
    measure = NeuralStance(StanceMeasure(), NeuralStanceClassifier.load(folder), 0.0)
    zero = find_zero(articles, own_chances(measure, articles))
    store_arrays(folder, "stance", {"stance.zero": np.array(zero)}, {})
    return {**figures, "weight": weight, "zero": zero}


def _by_folds(
    head: Head, vectors: np.ndarray, targets: np.ndarray, known: np.ndarray, groups: np.ndarray
) -> dict[str, float]:
    """Give log-loss and macro-F1 of rows that a fold's weights did not see, articles together."""
    from sklearn.metrics import f1_score, log_loss

    figures = []
    for out in out_of_fold(head, vectors, targets, known, groups):
        best = f1_score(targets, out.argmax(axis=1), average="macro")
        figures.append((log_loss(targets, out), best))
    loss, best = np.mean(figures, axis=0)
    return {"log-loss": float(loss), "macro-F1": float(best)}


if __name__ == "__main__":
    command(train, __doc__)
