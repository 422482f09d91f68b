"""Train the stance classifier: `framing train stance --data FOLDER`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from framing import models
from framing.errors import FramingError
from framing.measures.stance.fitting import Settings, fit_model, make_sample, out_of_fold
from framing.measures.stance.model import LABELS, NAME

__all__ = ["FILE", "read_set", "train"]

VERSION = "1.0"
FILE = "stance_newsmtsc/train.jsonl"


def train(data: Path, out: Path | None = None, oof: Path | None = None) -> dict[str, float]:
    """Train the shipped weights again; the same data gives the same bytes.

    Parameters
    ----------
    data : Path
        Folder with ``stance_newsmtsc/train.jsonl``.
    out : Path, optional
        Where to write ``stance.npz`` and ``stance.json``; the package by default.
    oof : Path, optional
        Another folder, for the out-of-fold probabilities of the training rows.

    Returns
    -------
    dict of str to float
        Accuracy and macro-F1 out of fold, rows and features.

    Raises
    ------
    FramingError
        If the data is missing, or both folders are one.
    """
    if oof is not None and out is not None and Path(oof).resolve() == Path(out).resolve():
        raise FramingError(f"out and out-of-fold are both {str(out)!r}; give two folders")
    file = Path(data) / FILE
    mentions, codes, groups = read_set(file)
    sample = make_sample(mentions, codes, groups)
    settings = Settings()
    model = fit_model(sample, settings, VERSION)
    chances = out_of_fold(sample, settings, whole=True)
    figures = {**_figures(sample.codes, chances), "rows": len(codes), "features": len(model.names)}
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    meta = {"version": VERSION, "data": {FILE: digest}, "figures": figures, "C": settings.C}
    models.save(NAME, model.arrays(), meta, out)
    if oof is not None:
        Path(oof).mkdir(parents=True, exist_ok=True)
        stored: dict[str, Any] = {digest: chances.astype(np.float32)}
        np.savez_compressed(Path(oof) / f"{NAME}.npz", **stored)
    return figures


def read_set(file: Path) -> tuple[list[tuple[str, int, int]], list[int], list[str]]:
    """Read labelled mentions: spans, label codes, and the article each is from.

    Raises
    ------
    FramingError
        If the file is missing.
    """
    if not file.is_file():
        raise FramingError(f"data: {str(file)!r} is missing; give the folder that holds {FILE}")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    mentions = [(row["text"], *map(int, row["target"])) for row in rows]
    codes = [LABELS.index(row["label"]) for row in rows]
    groups = ["_".join(str(row.get("id", n)).split("_")[:3]) for n, row in enumerate(rows)]
    return mentions, codes, groups


def _figures(codes: np.ndarray, chances: np.ndarray) -> dict[str, float]:
    """Give accuracy, macro-F1 and the calibration error of out-of-fold probabilities."""
    from sklearn.metrics import accuracy_score, f1_score

    found = chances.argmax(axis=1)
    return {
        "accuracy": round(float(accuracy_score(codes, found)), 4),
        "macro_f1": round(float(f1_score(codes, found, average="macro")), 4),
        "calibration_error": round(_calibration_error(chances.max(axis=1), found == codes), 4),
    }


def _calibration_error(confidence: np.ndarray, right: np.ndarray, n_bins: int = 10) -> float:
    """Give the mean gap between confidence and accuracy over bins of equal size."""
    order = np.argsort(confidence, kind="stable")
    gaps = [
        abs(confidence[part].mean() - right[part].mean()) * len(part)
        for part in np.array_split(order, n_bins)
    ]
    return float(sum(gaps) / len(order))
