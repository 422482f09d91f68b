"""The neural backend on the sets of the linear one, and the speed of both."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.sets.frames import labels_of, mean_auroc, mean_mcc
from benchmarks.table import MissingSet, Row, bootstrap_interval, file_hash, macro_f1, read_rows

NAMES = ("stance_newsmtsc", "loaded_babe", "hedging_news", "frames_narrative")
_WIKI = "hedging_wiki"
NEURAL, LINEAR = "framing, neural", "framing, linear"

_OOF = Path(__file__).parents[1] / "oof" / "neural.npz"
_OOF_FRAMES = _OOF.with_name("neural_frames.npz")
_OOF_OUTLETS = _OOF.with_name("neural_outlets.npz")
_STANCES = ("negative", "neutral", "positive")
_ROUNDS = 5  # the quickest counts: other work on the machine only slows down
_SENTENCES = 64
# forty word pieces in the neural model, its two marks included; no two of a run are the same, as a
# sentence read lately is not read again
_SENTENCE = (
    "The council of town {n} met on {day} evening to vote on the budget for roads and {what}, "
    "and the mayor told reporters that the work would start in the {season} of next year again."
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEASONS = ("spring", "summer", "autumn", "winter")
_WHATS = ("schools", "parks")


def run(data: Path) -> list[Row]:
    """Score the eval files with the shipped weights, or out of fold where they were learned."""
    from framing.neural import installed

    if not installed():
        raise MissingSet("the extra 'neural' (onnxruntime, tokenizers) is not installed")
    found = [_stance(data), _loaded(data), _hedging(data), _frames(data), _speed()]
    return [row for rows in found for row in rows]


def _stance(data: Path) -> list[Row]:
    """Score NewsMTSC."""
    from framing.measures.stance import StanceClassifier
    from framing.measures.stance.training import articles_of

    folder = data / NAMES[0]
    if not folder.is_dir():
        return []
    model = StanceClassifier.load(backend="neural")
    table = []
    for split in ("eval_rw", "eval_mt"):
        rows = read_rows(folder, f"{split}.jsonl")
        truth = np.array([_STANCES.index(row["label"]) for row in rows])
        chances = model.predict_proba([(row["text"], *row["target"]) for row in rows])
        groups = articles_of(rows)
        where = (NAMES[0], split, "human-coded; shipped weights")
        table += [
            _row(where, "macro-F1", partial(_macro, truth, chances.argmax(axis=1)), truth, groups),
            _row(where, "accuracy", partial(_equal, truth, chances.argmax(axis=1)), truth, groups),
            _row(where, "calibration error, 10 bins", partial(_error, truth, chances), truth),
        ]
    return table


def _loaded(data: Path) -> list[Row]:
    """Score BABE."""
    from framing.measures.loaded import LoadedLanguageClassifier

    folder = data / NAMES[1]
    if not folder.is_dir():
        return []
    rows = read_rows(folder, "eval.jsonl")
    truth = np.array([row["label"] for row in rows])
    texts = [row["text"] for row in rows]
    model = LoadedLanguageClassifier.load(backend="neural")
    found, chances = model.predict(texts), model.predict_proba(texts)[:, 1]
    where = (NAMES[1], "eval", "expert-coded, shipped weights")
    groups = [row["group"] for row in rows]
    return [
        _row(where, "macro-F1", partial(_macro, truth, found), truth, groups),
        _row(where, "AUROC", partial(_area, truth, chances), truth, groups),
        *_outlets(folder, rows),
    ]


def _outlets(folder: Path, held: list[dict[str, Any]]) -> list[Row]:
    """Show outlets that an encoder and the linear model beside it were trained without."""
    files = [folder / "train.jsonl", folder / "eval.jsonl"]
    if not _OOF_OUTLETS.is_file() or not files[0].is_file():
        return []
    key = "-".join(map(file_hash, files))
    with np.load(_OOF_OUTLETS, allow_pickle=False) as stored:
        if key not in stored.files:
            return []
        chances = stored[key].astype(float)
    rows = [*read_rows(folder, "train.jsonl"), *held]
    at = np.flatnonzero(~np.isnan(chances))
    truth = np.array([rows[n]["label"] for n in at])
    found = (chances[at] > 0.5).astype(int)
    groups = [rows[n]["group"] for n in at]
    note = "expert-coded, outlet not seen"
    where = (NAMES[1], "train and eval, outlet held out", note)
    return [
        _row(where, "macro-F1", partial(_macro, truth, found), truth, groups),
        _row(where, "AUROC", partial(_area, truth, chances[at]), truth, groups),
    ]


def _hedging(data: Path) -> list[Row]:
    """Score hedged sentences; those that the head was learned from out of fold."""
    from framing.measures.hedging import HedgeClassifier

    folder = data / NAMES[2]
    if not folder.is_dir():
        return []
    model = HedgeClassifier.load(backend="neural")
    table = []
    for split in ("natural", "enriched"):
        rows = read_rows(folder, f"eval_{split}.jsonl")
        key = file_hash(folder / f"eval_{split}.jsonl")
        truth = np.array([int(row["hedged"]) for row in rows])
        if key in model.network_.meta["data"].values() and _OOF.is_file():
            with np.load(_OOF, allow_pickle=False) as stored:
                chances = stored[key]
            note = (
                "model-coded; head out of fold, encoder taught by rules written with them in view"
            )
        else:
            chances = model.predict_proba([row["text"] for row in rows])[:, 1]
            note = "model-coded; shipped weights"
        marks = (chances >= model.head_.threshold).astype(int)
        where = (NAMES[2], split, note)
        table.append(_row(where, "F1 hedged", partial(_f1, truth, marks), truth))
    return table + _wiki(data, model)


def _wiki(data: Path, model: Any) -> list[Row]:
    """Score Wikipedia's weasels, a neighbouring construct that nothing was trained on."""
    if not (data / _WIKI).is_dir():
        return []
    rows = read_rows(data / _WIKI, "eval.jsonl")
    truth = np.array([int(row["hedged"]) for row in rows])
    found = model.predict([row["text"] for row in rows])
    where = (_WIKI, "eval", "CoNLL-2010, expert-coded; another construct; nothing trained on it")
    return [_row(where, "F1 hedged", partial(_f1, truth, found), truth)]


def _frames(data: Path) -> list[Row]:
    """Score frames of articles; those that the head was learned from out of fold."""
    from framing.measures.frames import FrameClassifier

    folder = data / NAMES[3]
    if not folder.is_dir():
        return []
    model = FrameClassifier.load(backend="neural")
    table = []
    for split in ("train", "eval"):
        file = folder / f"{split}.jsonl"
        if not file.is_file():
            continue
        texts, gold = labels_of(read_rows(folder, file.name))
        key, how = file_hash(file), "out of fold, the linear part too"
        if key in model.network_.meta["data"].values() and _OOF_FRAMES.is_file():
            with np.load(_OOF_FRAMES, allow_pickle=False) as stored:
                chances, calls = stored[key], stored[f"{key}-calls"].astype(int)
        else:
            chances, how = model.predict_proba(texts), "shipped weights"
            calls = (chances >= model.head_.threshold).astype(int)
        where = (NAMES[3], split, f"human-coded; {how}")
        for metric, figure, found in (
            ("mean AUROC", mean_auroc, chances), ("mean MCC", mean_mcc, calls),
        ):  # fmt: skip
            table.append(_row(where, metric, partial(_over, figure, gold, found), gold))
    return table


def _over(
    figure: Callable[[np.ndarray, np.ndarray], float],
    gold: np.ndarray,
    found: np.ndarray,
    at: np.ndarray,
) -> float:
    """Give a figure over chosen rows."""
    return figure(gold[at], found[at])


def _speed() -> list[Row]:
    """Time sentences of forty word pieces on one core, both backends."""
    from framing.measures.loaded import LoadedLanguageClassifier

    texts = [
        _SENTENCE.format(n=n, day=day, what=what, season=season)
        for n, day, what, season in product(range(10), _DAYS, _WHATS, _SEASONS)
    ]
    rounds = [texts[n::_ROUNDS][:_SENTENCES] for n in range(_ROUNDS)]
    table = []
    for backend, system in (("linear", LINEAR), ("neural", NEURAL)):
        model = LoadedLanguageClassifier.load(backend=backend)
        took = min(_timed(model.predict_proba, some) for some in rounds)
        table.append(
            Row("speed", "sentences of 40 word pieces", system, "times a second, one core",
                _SENTENCES / took, n=_SENTENCES, note="processor time; loaded language")
        )  # fmt: skip
    return table


def _timed(judge: Callable[[list[str]], Any], texts: list[str]) -> float:
    start = time.process_time()
    judge(texts)
    return time.process_time() - start


def _row(
    where: tuple[str, str, str],
    metric: str,
    figure: Callable[[np.ndarray], float],
    truth: np.ndarray,
    groups: Sequence[str] | None = None,
) -> Row:
    """Give a figure with its interval."""
    name, split, note = where
    low, high = bootstrap_interval(figure, len(truth), groups)
    value = figure(np.arange(len(truth)))
    return Row(name, split, NEURAL, metric, value, low, high, len(truth), note)


def _macro(truth: np.ndarray, found: np.ndarray, at: np.ndarray) -> float:
    """Give the mean of the classes' F1 over chosen rows."""
    return macro_f1(truth[at], found[at], range(int(truth.max()) + 1))


def _area(truth: np.ndarray, chances: np.ndarray, at: np.ndarray) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth[at], chances[at]))


def _f1(truth: np.ndarray, found: np.ndarray, at: np.ndarray) -> float:
    return macro_f1(truth[at], found[at], (1,))


def _equal(truth: np.ndarray, found: np.ndarray, at: np.ndarray) -> float:
    return float((truth[at] == found[at]).mean())


def _error(truth: np.ndarray, chances: np.ndarray, at: np.ndarray) -> float:
    """Give the mean gap between the highest probability and the share that is right."""
    best = chances[at].max(axis=1)
    right = chances[at].argmax(axis=1) == truth[at]
    bins = np.array_split(np.argsort(best, kind="stable"), 10)
    return float(sum(len(b) * abs(best[b].mean() - right[b].mean()) for b in bins) / len(at))
