"""frames_narrative: which generic frames an article carries, against TF-IDF and word counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.table import MissingSet, Row, bootstrap_interval, file_hash, read_rows
from framing.measures.frames import FRAMES

NAME = "frames_narrative"
_OOF = Path(__file__).parents[1] / "oof" / "frames.npz"
_CODED = "human-coded"
_FOLDS = 5


def run(data: Path) -> list[Row]:
    """Score every file of the set; one that the weights were trained on, out of fold."""
    folder = data / NAME
    if not folder.is_dir():
        raise MissingSet(str(folder))
    files = {split: folder / f"{split}.jsonl" for split in ("train", "eval")}
    found = {split: file for split, file in files.items() if file.is_file()}
    if not found:
        raise MissingSet(str(folder))
    learnt = _tfidf({split: labels_of(read_rows(folder, f.name)) for split, f in found.items()})
    table = []
    for split, file in found.items():
        texts, gold = labels_of(read_rows(folder, file.name))
        table += _ours(split, file, texts, gold)
        chances, how = learnt[split]
        table += _means(split, "TF-IDF + logistic regression", gold, chances, chances >= 0.5, how)
        table += _words(split, texts, gold)
        every = np.ones(gold.shape)
        table += _means(split, "every frame in every article", gold, every, every > 0, "constant")
    return table


def labels_of(rows: list[dict]) -> tuple[list[str], np.ndarray]:
    codes = [[int(row["frames"][frame]) for frame in FRAMES] for row in rows]
    return [row["text"] for row in rows], np.array(codes)


def _ours(split: str, file: Path, texts: list[str], gold: np.ndarray) -> list[Row]:
    """Score the classifier: means, then every frame."""
    from framing.measures.frames import FrameClassifier

    model = FrameClassifier.load()
    key = file_hash(file)
    if key in model.weights_.meta.get("data", {}).values() and _OOF.is_file():
        with np.load(_OOF, allow_pickle=False) as stored:
            chances, calls, how = stored[key], stored[f"{key}-calls"], "out of fold"
    else:
        chances = model.predict_proba(texts)
        calls, how = chances >= model.weights_.threshold, "shipped weights"
    rows = _means(split, "framing", gold, chances, np.asarray(calls) > 0, how)
    for n, frame in enumerate(FRAMES):
        for metric, figure, scores in (("AUROC", mean_auroc, chances), ("MCC", mean_mcc, calls)):
            one, guess = gold[:, [n]], np.asarray(scores)[:, [n]]
            rows.append(_row(split, "framing", f"{metric} {frame}", figure, one, guess, how))
    error = float(np.abs(chances.mean(0) - gold.mean(0)).mean())
    note = f"{_CODED}; {how}; mean gap between mean probability and share"
    return [*rows, Row(NAME, split, "framing", "calibration", error, n=len(gold), note=note)]


def _words(split: str, texts: list[str], gold: np.ndarray) -> list[Row]:
    """Score the lexicon alone: weighted frame words per word."""
    from framing.lexicon import Lexicon
    from framing.measures.frames import FrameWords
    from framing.measures.frames.features import analysed, read

    words = FrameWords(Lexicon.load("frames"))
    shares = np.array([read(analysed(text), words).dense[: len(FRAMES)] for text in texts])
    calls = shares > np.median(shares, axis=0)
    return _means(split, "lexicon alone", gold, shares, calls, "nothing trained; over the median")


def _tfidf(
    sets: dict[str, tuple[list[str], np.ndarray]],
) -> dict[str, tuple[np.ndarray, str]]:
    """Give the probabilities of a first attempt: trained on train, judged elsewhere."""
    from sklearn.model_selection import KFold

    judged = {}
    texts, gold = sets.get("train") or sets["eval"]
    source = "train" if "train" in sets else "eval"
    chances = np.zeros(gold.shape)
    for train, test in KFold(_FOLDS, shuffle=True, random_state=0).split(texts):
        chances[test] = _first_attempt(
            [texts[i] for i in train], gold[train], [texts[i] for i in test]
        )
    judged[source] = (chances, "out of fold; cut at .5")
    for split, (other, _) in sets.items():
        if split != source:
            judged[split] = (_first_attempt(texts, gold, other), "trained on train; cut at .5")
    return judged


def _first_attempt(train: list[str], gold: np.ndarray, test: list[str]) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
    matrix, other = vectors.fit_transform(train), vectors.transform(test)
    columns = []
    for n in range(gold.shape[1]):
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
        columns.append(model.fit(matrix, gold[:, n]).predict_proba(other)[:, 1])
    return np.array(columns).T


def _means(
    split: str, system: str, gold: np.ndarray, chances: np.ndarray, calls: np.ndarray, how: str
) -> list[Row]:
    """Give the means over the frames of AUROC and Matthews correlation."""
    return [
        _row(split, system, "mean AUROC", mean_auroc, gold, chances, how),
        _row(split, system, "mean MCC", mean_mcc, gold, calls.astype(int), how),
    ]


def _row(
    split: str,
    system: str,
    metric: str,
    figure: Callable[[np.ndarray, np.ndarray], float],
    gold: np.ndarray,
    guess: np.ndarray,
    how: str,
) -> Row:
    low, high = bootstrap_interval(lambda rows: figure(gold[rows], guess[rows]), len(gold))
    value = figure(gold, guess)
    return Row(NAME, split, system, metric, value, low, high, len(gold), f"{_CODED}; {how}")


def mean_auroc(gold: np.ndarray, chances: np.ndarray) -> float:
    """Give the mean area under the ROC curve, from ranks (ties count half)."""
    from scipy.stats import rankdata

    areas = []
    for n in range(gold.shape[1]):
        positive = gold[:, n] == 1
        hits, others = positive.sum(), (~positive).sum()
        if hits and others:
            ranks = rankdata(chances[:, n])[positive].sum()
            areas.append((ranks - hits * (hits + 1) / 2) / (hits * others))
    return float(np.mean(areas)) if areas else float("nan")


def mean_mcc(gold: np.ndarray, calls: np.ndarray) -> float:
    """Give the mean Matthews correlation; 0 for a frame where all calls are the same."""
    found = []
    for n in range(gold.shape[1]):
        a, b = gold[:, n] - gold[:, n].mean(), calls[:, n] - calls[:, n].mean()
        size = float(np.sqrt((a * a).sum() * (b * b).sum()))
        found.append(float((a * b).sum()) / size if size > 1e-9 else 0.0)
    return float(np.mean(found))
