"""Train the shipped frame classifier, with its out-of-fold predictions for the benchmark."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import matthews_corrcoef, roc_auc_score
from sklearn.model_selection import KFold

from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.measures.frames.classifier import names_in
from framing.measures.frames.features import Reading, analysed, read
from framing.measures.frames.fitting import FrameSettings, fit_weights
from framing.measures.frames.weights import FrameWeights
from framing.measures.frames.words import FRAMES, FrameWords
from framing.text.document import Document

__all__ = ["load_labels", "train"]

VERSION = "1.0"
_FILES = ("frames_narrative/train.jsonl", "frames_narrative/eval.jsonl")
_OUTER_FOLDS = 10


def train(data: Path, out: Path | None = None, oof: Path | None = None) -> dict[str, Any]:
    """Train on frames_narrative and save the weights.

    Parameters
    ----------
    data : Path
        Folder that holds ``frames_narrative/``.
    out : Path, optional
        Where to save; into the package by default.
    oof : Path, optional
        An ``.npz`` for out-of-fold probabilities and calls, keyed by the hash of each file.

    Returns
    -------
    dict
        Out-of-fold figures (AUROC and Matthews correlation, mean of the frames) and the
        file that was written.
    """
    files = [file for file in (Path(data) / name for name in _FILES) if file.is_file()]
    if not files:
        raise FramingError(f"data={str(data)!r} has no frames_narrative/train.jsonl")
    texts, labels, sizes = [], [], []
    for file in files:
        found, coded = load_labels(file)
        texts += found
        labels.append(coded)
        sizes.append(len(found))
    coded = np.vstack(labels)
    words = FrameWords(Lexicon.load("frames"))
    documents = [analysed(text) for text in texts]
    readings = [read(document, words) for document in documents]
    chances, calls = _out_of_fold(documents, readings, coded, words)
    figures = {"auroc": _auroc(coded, chances), "mcc": _mcc(coded, calls), "articles": len(coded)}
    weights = fit_weights(readings, names_in(documents), coded, words, FrameSettings())
    hashes = {f"{f.parent.name}/{f.name}": _hash(f) for f in files}
    meta = {
        **weights.meta, "version": VERSION, "data": hashes, "out_of_fold": figures,
        "lexicon": words.lexicon.recipe,
    }  # fmt: skip
    if oof is not None:
        _save_out_of_fold(oof, list(hashes.values()), sizes, chances, calls)
    return {**figures, "file": str(replace(weights, meta=meta).save(out))}


def load_labels(file: Path) -> tuple[list[str], np.ndarray]:
    """Read texts and codes, columns in the order of the frames."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    codes = [[row["frames"][frame] for frame in FRAMES] for row in rows]
    return [row["text"] for row in rows], np.array(codes, int)


def _out_of_fold(
    documents: list[Document], readings: list[Reading], labels: np.ndarray, words: FrameWords
) -> tuple[np.ndarray, np.ndarray]:
    """Train everything anew for each fold, thresholds included, and judge what was left out."""
    chances = np.zeros(labels.shape)
    calls = np.zeros(labels.shape, int)
    for train_rows, test_rows in KFold(_OUTER_FOLDS, shuffle=True, random_state=0).split(labels):
        weights = _fit_rows(train_rows, documents, readings, labels, words)
        for row in test_rows:
            chances[row] = weights.probabilities(readings[row])
            calls[row] = chances[row] >= weights.threshold
    return chances, calls


def _fit_rows(
    rows: np.ndarray,
    documents: list[Document],
    readings: list[Reading],
    labels: np.ndarray,
    words: FrameWords,
) -> FrameWeights:
    names = names_in([documents[row] for row in rows])
    return fit_weights([readings[r] for r in rows], names, labels[rows], words, FrameSettings())


def _save_out_of_fold(
    file: Path, hashes: list[str], sizes: list[int], chances: np.ndarray, calls: np.ndarray
) -> None:
    """Write probabilities and calls, one pair of arrays a file."""
    bounds = np.cumsum(sizes)[:-1]
    arrays: dict[str, Any] = {}
    parts = zip(hashes, np.split(chances, bounds), np.split(calls, bounds), strict=True)
    for key, chance, call in parts:
        arrays[key] = chance.astype(np.float32)
        arrays[f"{key}-calls"] = call.astype(np.int8)
    np.savez_compressed(file, **arrays)


def _auroc(labels: np.ndarray, chances: np.ndarray) -> float:
    return float(np.mean([roc_auc_score(labels[:, n], chances[:, n]) for n in range(len(FRAMES))]))


def _mcc(labels: np.ndarray, calls: np.ndarray) -> float:
    return float(
        np.mean([matthews_corrcoef(labels[:, n], calls[:, n]) for n in range(len(FRAMES))])
    )


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
