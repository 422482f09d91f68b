"""Train the shipped model of loaded language, with its figures."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from framing import models
from framing.errors import FramingError
from framing.lexicon import Lexicon
from framing.measures.loaded.data import (
    natural_sample,
    own_sentences,
    paragraphs,
    read_babe,
    taught_sentences,
)
from framing.measures.loaded.features import COLUMNS
from framing.measures.loaded.model import LoadedModel, with_common
from framing.measures.loaded.trainer import Trainer, out_of_fold
from framing.measures.vectors import learn_vectors

__all__ = ["natural_shift", "train"]

_RAW_TEXTS = (
    "corpus_outlets/articles.jsonl", "stance_newsmtsc/train.jsonl", "frames_narrative/train.jsonl",
)  # fmt: skip

VERSION = "1.1"
LARGE_OUTLET = 80  # sentences an outlet needs to be held out


def train(data: Path, out: Path | None = None, oof: Path | None = None) -> dict[str, Any]:
    """Train the shipped model.

    Parameters
    ----------
    data : Path
        Folder with ``loaded_babe``, ``corpus_outlets``, ``stance_newsmtsc``, ``frames_narrative``.
    out : Path, optional
        Where the weights go; the package's own folder by default.
    oof : Path, optional
        Folder for out-of-fold probabilities, which benchmarks show for the training data.

    Returns
    -------
    dict
        Figures: macro-F1 by article and by outlet, calibration, prevalence.
    """
    labelled = {name: data / "loaded_babe" / f"{name}.jsonl" for name in ("train", "eval")}
    raw = [data / name for name in _RAW_TEXTS]
    missing = [str(file) for file in (labelled["train"], raw[0]) if not file.is_file()]
    if missing:
        raise FramingError(f"data={str(data)!r} lacks {', '.join(missing)}; give the data's folder")
    samples = read_babe(labelled["train"])
    n_train = len(samples)
    samples += read_babe(labelled["eval"]) if labelled["eval"].is_file() else []
    n_data = len(samples)
    own = own_sentences()
    used = [labelled["train"], *(file for file in raw if file.is_file())]
    texts = [*paragraphs(raw), *(s.text for s in (*samples[:n_train], *own))]
    vectors, lexicon = learn_vectors(texts), Lexicon.load("loaded")
    trainer = Trainer([*samples, *own], vectors, lexicon)
    chosen = np.arange(n_train)
    splits = GroupKFold(5).split(chosen, groups=trainer.groups[:n_train])
    by_article = out_of_fold(trainer, chosen, [part for _, part in splits])[:n_train]
    slope, offset = _platt(by_article, trainer.labels[:n_train])
    # the neural model knew the labels of all that is judged out of fold: it teaches the rest alone
    final = Trainer([*samples[:n_train], *own, *taught_sentences(raw[0])], vectors, lexicon)
    fitted = final.fit(np.arange(len(final.samples)))
    arrays, numbers = final.arrays(fitted)
    meta: dict[str, Any] = {**numbers, "slope": slope, "offset": offset, "shift": 0.0}
    meta |= {"version": VERSION, "columns": list(COLUMNS)}
    meta |= natural_shift(LoadedModel.from_arrays(arrays, meta), raw[0])
    meta["data"] = {str(file.relative_to(data)): _hash(file) for file in used}
    figures = _figures(by_article, trainer.labels[:n_train], "article")
    by_outlet = _by_outlet(trainer, n_data)
    figures |= _figures(by_outlet[:n_data], trainer.labels[:n_data], "outlet")
    meta["figures"] = figures = {**figures, "prevalence": meta["prevalence"]}
    stored, described = with_common(arrays, meta, vectors.common, lexicon)
    models.save("loaded", stored, described, out)
    if oof is not None:
        _save_out_of_fold(oof, labelled, by_article, by_outlet[:n_data], slope, offset)
    return figures


def _by_outlet(trainer: Trainer, n_data: int) -> np.ndarray:
    """Hold out each outlet with enough sentences in turn, training and evaluation data pooled."""
    outlets = trainer.outlets[:n_data]
    large = [o for o, n in sorted(Counter(outlets.tolist()).items()) if n >= LARGE_OUTLET]
    parts = [np.flatnonzero(trainer.outlets == outlet) for outlet in large]
    return out_of_fold(trainer, np.arange(n_data), parts)


def _figures(logits: np.ndarray, labels: np.ndarray, name: str) -> dict[str, float]:
    """Give macro-F1 and area under the curve of out-of-fold log-odds."""
    from sklearn.metrics import f1_score, roc_auc_score

    judged = ~np.isnan(logits)
    truth, found = labels[judged], logits[judged]
    return {
        f"macro-F1 by {name}": round(float(f1_score(truth, found > 0, average="macro")), 4),
        f"area under the curve by {name}": round(float(roc_auc_score(truth, found)), 4),
    }


def _platt(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Fit slope and offset of the log-odds on out-of-fold predictions."""
    model = LogisticRegression(C=1e6, solver="lbfgs").fit(logits[:, None], labels)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _save_out_of_fold(
    folder: Path,
    labelled: dict[str, Path],
    by_article: np.ndarray,
    by_outlet: np.ndarray,
    slope: float,
    offset: float,
) -> None:
    """Write out-of-fold probabilities, keyed by the data's hashes."""
    meta = {"data": {name: _hash(file) for name, file in labelled.items() if file.is_file()}}
    arrays = {
        name: (1 / (1 + np.exp(-(slope * logits + offset)))).astype(np.float32)
        for name, logits in (("by_article", by_article), ("by_outlet", by_outlet))
    }
    models.save("loaded", arrays, meta, folder)


def natural_shift(model: LoadedModel, file: Path) -> dict[str, float]:
    """Estimate the share of loaded sentences in natural news, and the shift that follows.

    The shift makes the probabilities of the sentences listed in ``natural.tsv`` add up to the
    number that were read as loaded, each weighted by its inverse chance to be drawn.

    Parameters
    ----------
    model : LoadedModel
        Calibrated on data of which half is loaded.
    file : Path
        The raw articles, JSON lines with ``id`` and ``text``.
    """
    logits, labels, weights = natural_sample(model, file)
    total = weights.sum()
    share = float((weights * labels).sum() / total)
    shift = 0.0
    for _ in range(100):
        chances = 1 / (1 + np.exp(-(logits + shift)))
        slope = (weights * chances * (1 - chances)).sum()
        shift -= float((weights * (chances - labels)).sum() / slope)
    return {"prevalence": share, "shift": shift}


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
