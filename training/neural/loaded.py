"""Weigh the linear model of loaded language in: python -m training.neural.loaded --data FOLDER.

To be run again whenever the linear model is trained anew: articles that the encoder was not trained
on say how much its probabilities, which were made out of fold, add to the encoder's.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from framing import models
from framing.measures.loaded.data import natural_sample
from framing.measures.loaded.model import LoadedModel
from framing.neural.network import Head, Network, log_odds
from training.neural.calibrating import at_prevalence, beside
from training.neural.stacking import OOF, command, out_of_fold, store
from training.neural.tasks import held_out, loaded, natural_loaded

__all__ = ["train"]


def train(data: Path, folder: Path, oof: Path = OOF) -> dict[str, float]:
    """Fit head and weight on the rows held out, write them, and give figures by folds.

    Parameters
    ----------
    data : Path
        Folder that holds ``loaded_babe/`` and ``corpus_outlets/``.
    folder : Path
        The neural model's.
    oof : Path
        Folder with the linear model's probabilities out of fold, at the prevalence of the data.
    """
    network = Network.load(folder)
    task = loaded(network.inputs, data)
    ((name, digest),) = task.hashes.items()
    lines = (data / name).read_text(encoding="utf-8").splitlines()
    groups = [json.loads(line)["group"] for line in lines]
    held = held_out(groups)
    known = _known(oof, digest)[held]
    rows, targets = task.part(held=True)
    vectors = network.vectors(rows)
    head = _balanced(network.heads["loaded"])
    figures = _by_folds(head, vectors, targets, known, np.array(groups)[held])
    made, weight = beside(head, vectors, targets, known)
    articles = data / "corpus_outlets" / "articles.jsonl"
    rows, targets, weights = natural_loaded(network.inputs, articles)
    said = weight * natural_sample(LoadedModel.load(), articles)[0]
    made = at_prevalence(made, network.vectors(rows), targets, weights, said)
    store(folder, "loaded", made, weight)
    return {**figures, "weight": weight, "threshold": made.threshold}


def _known(oof: Path, digest: str) -> np.ndarray:
    """Give the linear model's probabilities of the training file."""
    arrays, meta = models.load("loaded", oof)
    if meta["data"]["train"] != digest:
        raise ValueError(f"oof={str(oof)!r} was made from another training file: make it anew")
    return arrays["by_article"].astype(float)


def _balanced(head: Head) -> Head:
    """Take the shift to natural prevalence back."""
    return Head(head.weight, head.bias - log_odds(np.array([head.threshold])))


def _by_folds(
    head: Head, vectors: np.ndarray, targets: np.ndarray, known: np.ndarray, groups: np.ndarray
) -> dict[str, float]:
    """Give figures of rows that a fold's weights did not see, articles together."""
    from sklearn.metrics import f1_score, log_loss, roc_auc_score

    figures = []
    for chances in out_of_fold(head, vectors, targets, known, groups):
        out = chances[:, 0]
        best = f1_score(targets, out > 0.5, average="macro")
        figures.append((log_loss(targets, out), roc_auc_score(targets, out), best))
    loss, area, best = np.mean(figures, axis=0)
    return {"log-loss": float(loss), "AUROC": float(area), "macro-F1": float(best)}


if __name__ == "__main__":
    command(train, __doc__)
