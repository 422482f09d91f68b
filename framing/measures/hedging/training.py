"""Train the hedge classifier and measure it out of fold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedKFold

from framing import models
from framing.errors import FramingError
from framing.measures.hedging.classifier import HedgeClassifier

__all__ = ["own_sentences", "train"]

VERSION = "1.0"
_FILES = ("hedging_news/eval_natural.jsonl", "hedging_news/eval_enriched.jsonl")
_FOLDS = 10
_GRID = ((0.1, 0.3), (0.3, 0.3), (1.0, 0.3))  # C and word_scale, chosen inside each fold


def own_sentences() -> tuple[list[str], list[int]]:
    """Give the sentences written for this project, and their labels."""
    file = Path(__file__).with_name("sentences.tsv")
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[:2] in ("0\t", "1\t")]
    return [text for _, text in rows], [int(label) for label, _ in rows]


def train(
    data: Path, out: Path | None = None, out_of_fold: Path | None = None
) -> dict[str, Any]:
    """Train on hedging_news and the own sentences.

    Parameters
    ----------
    data : Path
        Folder of the benchmark sets; must hold ``hedging_news``.
    out : Path, optional
        Where to write the weights; the package's own folder by default.
    out_of_fold : Path, optional
        An ``.npz`` file for the out-of-fold probabilities, keyed by each file's SHA-256.

    Returns
    -------
    dict
        Figures out of fold: F1 of each split, and the sum of probabilities against the count.
    """
    splits = [_read(Path(data) / name) for name in _FILES]
    texts = [text for split in splits for text in split[0]]
    labels = np.array([label for split in splits for label in split[1]])
    natural = np.arange(len(texts)) < len(splits[0][0])
    own = own_sentences()
    chances, picks = _nested(texts, labels, natural, own)
    setting = max(set(picks), key=picks.count)
    shift = _shift(_out_of_fold(texts, labels, natural, own, setting, seed=1), labels, natural)
    final = _make(setting, shift).fit([*texts, *own[0]], [*labels.tolist(), *own[1]])
    hashes = {name: split[2] for name, split in zip(_FILES, splits, strict=True)}
    hashes["own sentences"] = _hash(Path(__file__).with_name("sentences.tsv"))
    meta = {"version": VERSION, "data": hashes, "settings": final.get_params()}
    models.save("hedging", final.model_.arrays(), meta, out)
    if out_of_fold is not None:
        parts = (chances[natural], chances[~natural])
        np.savez_compressed(
            out_of_fold, **{split[2]: part for split, part in zip(splits, parts, strict=True)}
        )
    return _figures(chances, labels, natural) | {"settings": list(setting), "shift": shift}


def _read(file: Path) -> tuple[list[str], list[int], str]:
    """Give the texts, the labels and the hash of a split."""
    if not file.is_file():
        raise FramingError(f"data={str(file)!r} is missing; give the folder that holds hedging_news")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [row["text"] for row in rows], [int(row["hedged"]) for row in rows], _hash(file)


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _make(setting: tuple[float, float], shift: float = 0.0) -> HedgeClassifier:
    return HedgeClassifier(C=setting[0], word_scale=setting[1], shift=shift)


def _folds(labels: np.ndarray, natural: np.ndarray, seed: int) -> list[tuple[Any, Any]]:
    strata = labels * 2 + natural
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
    return list(folds.split(strata, strata))


def _out_of_fold(
    texts: Sequence[str],
    labels: np.ndarray,
    natural: np.ndarray,
    own: tuple[list[str], list[int]],
    setting: tuple[float, float],
    seed: int,
) -> np.ndarray:
    """Give the probability of every sentence from a model that did not see it."""
    chances = np.zeros(len(texts))
    for fit, test in _folds(labels, natural, seed):
        made = _make(setting).fit(
            [*(texts[i] for i in fit), *own[0]], [*labels[fit].tolist(), *own[1]]
        )
        chances[test] = made.predict_proba([texts[i] for i in test])[:, 1]
    return chances


def _nested(
    texts: Sequence[str],
    labels: np.ndarray,
    natural: np.ndarray,
    own: tuple[list[str], list[int]],
) -> tuple[np.ndarray, list[tuple[float, float]]]:
    """Choose settings and shift inside each fold, so that its test rows choose nothing."""
    chances = np.zeros(len(texts))
    picks = []
    for fit, test in _folds(labels, natural, seed=0):
        inner = [texts[i] for i in fit]
        tried = {
            setting: _out_of_fold(inner, labels[fit], natural[fit], own, setting, seed=1)
            for setting in _GRID
        }
        best = min(_GRID, key=lambda s: (_log_loss(tried[s], labels[fit]), s))  # noqa: B023
        picks.append(best)
        shift = _shift(tried[best], labels[fit], natural[fit])
        made = _make(best, shift).fit([*inner, *own[0]], [*labels[fit].tolist(), *own[1]])
        chances[test] = made.predict_proba([texts[i] for i in test])[:, 1]
    return chances, picks


def _log_loss(chances: np.ndarray, labels: np.ndarray) -> float:
    given = np.clip(np.where(labels == 1, chances, 1 - chances), 1e-6, 1.0)
    return round(float(-np.log(given).mean()), 6)


def _shift(chances: np.ndarray, labels: np.ndarray, natural: np.ndarray) -> float:
    """Find what to add to the log-odds so that the natural rows sum up to their count."""
    given = np.clip(chances[natural], 1e-9, 1 - 1e-9)
    odds = np.log(given / (1 - given))
    low, high = -4.0, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        if (1 / (1 + np.exp(-(odds + middle)))).sum() > labels[natural].sum():
            high = middle
        else:
            low = middle
    return round((low + high) / 2, 4)


def _figures(chances: np.ndarray, labels: np.ndarray, natural: np.ndarray) -> dict[str, Any]:
    """Give F1 of each split, and what the natural probabilities sum up to."""
    from sklearn.metrics import f1_score

    marks = chances >= 0.5
    return {
        "natural_f1": float(f1_score(labels[natural], marks[natural])),
        "enriched_f1": float(f1_score(labels[~natural], marks[~natural])),
        "natural_sum": float(chances[natural].sum()),
        "natural_count": int(labels[natural].sum()),
    }
