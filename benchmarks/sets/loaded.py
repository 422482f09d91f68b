"""Loaded sentences (BABE, expert-coded): macro-F1, outlets held out, calibration."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.coded import read_if_coded
from benchmarks.table import MissingSet, Row, bootstrap_interval, file_hash, macro_f1, read_rows
from framing import models

__all__ = ["NAME", "run"]

NAME = "loaded_babe"
_FOLDER = "loaded_babe"
_OOF = Path(__file__).parents[1] / "oof"
_LARGE = 80  # rows an outlet needs to be held out
_BINS = 10
_STRONG = 2.0  # valence from which a word of VADER's list counts as charged
CODED = "expert-coded"


def run(data: Path) -> list[Row]:
    """Score the sets of a folder; what the shipped weights were trained on, out of fold."""
    folder = data / _FOLDER
    held = read_rows(folder, "eval.jsonl")
    rows = _systems("eval", held, _ours(held), "shipped weights")
    rows += _calibration("eval", held, _ours(held), "shipped weights")
    rows += _coded(data)
    if not (folder / "train.jsonl").is_file():
        return rows + _natural(data)
    trained = read_rows(folder, "train.jsonl")
    rows += _baselines("eval", held, trained)
    by_article, by_outlet, note = _out_of_fold(folder, trained, held)
    rows += _systems("train, folds by article", trained, by_article, note)
    rows += _calibration("train, folds by article", trained, by_article, note)
    rows += _outlets([*trained, *held], by_outlet, note)
    return rows + _natural(data)


def _labels(rows: list[dict[str, Any]]) -> np.ndarray:
    return np.array([row["label"] for row in rows])


def _ours(rows: list[dict[str, Any]]) -> np.ndarray:
    """Give probabilities at the prevalence of the balanced data: over one half means 1."""
    from framing.measures.loaded import LoadedLanguageClassifier

    model = LoadedLanguageClassifier.load()
    chances = model.predict_proba([row["text"] for row in rows])[:, 1]
    odds = chances / (1 - chances) * (1 - model.threshold_) / model.threshold_
    return odds / (1 + odds)


def _out_of_fold(
    folder: Path, trained: list[dict[str, Any]], held: list[dict[str, Any]]
) -> tuple[np.ndarray, np.ndarray, str]:
    """Give cached out-of-fold probabilities, or the shipped weights' on data they never saw."""
    arrays, meta = models.load("loaded", _OOF)
    hashes = {name: file_hash(folder / f"{name}.jsonl") for name in ("train", "eval")}
    if meta["data"] == hashes:
        found = (arrays[name].astype(float) for name in ("by_article", "by_outlet"))
        return *found, "out of fold"  # type: ignore[return-value]
    return _ours(trained), _ours([*trained, *held]), "shipped weights"


def _macro(truth: np.ndarray, found: np.ndarray, at: np.ndarray) -> float:
    """Give the mean of both classes' F1 over chosen rows."""
    return macro_f1(truth[at], found[at], (0, 1))


def _row(split: str, system: str, rows: list[dict[str, Any]], found: np.ndarray, note: str) -> Row:
    """Give macro-F1 with an interval over resampled articles."""
    truth = _labels(rows)
    figure = partial(_macro, truth, found)
    low, high = bootstrap_interval(figure, len(rows), [row["group"] for row in rows])
    value = figure(np.arange(len(rows)))
    return Row(NAME, split, system, "macro-F1", value, low, high, len(rows), f"{CODED}, {note}")


def _systems(split: str, rows: list[dict[str, Any]], chances: np.ndarray, note: str) -> list[Row]:
    """Show the library's figure, and its lexicon's alone."""
    texts = [row["text"] for row in rows]
    return [
        _row(split, "framing", rows, (chances > 0.5).astype(int), note),
        _row(split, "framing's lexicon alone", rows, _lexicon(texts), "any entry of weight .5"),
        _row(split, "VADER's list", rows, _vader(texts), "any word of valence 2 or more"),
    ]


def _lexicon(texts: list[str]) -> np.ndarray:
    """Call a sentence loaded that holds an entry of weight .5 or more."""
    from framing.lexicon import Lexicon
    from framing.text.normalise import fold_case, normalise

    lexicon = Lexicon.load("loaded")
    strong = [entry.weight >= 0.5 for entry in lexicon.entries]
    folded = [fold_case(normalise(text).text) for text in texts]
    return np.array([any(strong[hit.entry] for hit in lexicon.match(text)) for text in folded], int)


def _vader(texts: list[str]) -> np.ndarray:
    """Call a sentence loaded that holds a strongly charged word of VADER's list."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from framing.text import tokens
    from framing.text.normalise import fold_case, normalise

    listed = SentimentIntensityAnalyzer().lexicon
    charged = {word for word, valence in listed.items() if abs(valence) >= _STRONG}
    found = (tokens.words(fold_case(normalise(text).text))[0] for text in texts)
    return np.array([not charged.isdisjoint(words) for words in found], int)


def _baselines(split: str, held: list[dict[str, Any]], trained: list[dict[str, Any]]) -> list[Row]:
    """Show a plain TF-IDF logistic regression fitted on the training rows."""
    found = _tfidf(trained, held)
    note = "words and pairs, fitted on train"
    return [_row(split, "TF-IDF logistic regression", held, found, note)]


def _tfidf(trained: list[dict[str, Any]], held: list[dict[str, Any]]) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    x = vectors.fit_transform(row["text"] for row in trained)
    model = LogisticRegression(C=2.0, solver="liblinear").fit(x, _labels(trained))
    return np.asarray(model.predict(vectors.transform(row["text"] for row in held)))


def _outlets(rows: list[dict[str, Any]], chances: np.ndarray, note: str) -> list[Row]:
    """Show the pooled figure over outlets held out in turn, and a TF-IDF model's beside it."""
    outlets = np.array([row["outlet"] for row in rows])
    large = [outlet for outlet, n in Counter(outlets.tolist()).items() if n >= _LARGE]
    if not large:
        raise MissingSet(f"{NAME}: no outlet of {_LARGE} rows")
    plain = np.zeros(len(rows), int)
    for outlet in large:
        rest = [row for row in rows if row["outlet"] != outlet]
        mine = np.flatnonzero(outlets == outlet)
        plain[mine] = _tfidf(rest, [rows[n] for n in mine])
    at = np.flatnonzero(np.isin(outlets, large))
    kept = [rows[n] for n in at]
    split = "train and eval, outlet held out"
    ours = (chances[at] > 0.5).astype(int)
    label = "outlet not seen" if note == "out of fold" else note
    out = [
        _row(split, "framing", kept, ours, f"{len(large)} outlets, {label}"),
        _row(split, "TF-IDF logistic regression", kept, plain[at], "outlet not seen"),
    ]
    for outlet in sorted(large):
        mine = np.flatnonzero(outlets == outlet)
        some = [rows[n] for n in mine]
        found = (chances[mine] > 0.5).astype(int)
        out.append(_row(f"outlet {outlet}", "framing", some, found, label))
    return out


def _calibration(
    split: str, rows: list[dict[str, Any]], chances: np.ndarray, note: str
) -> list[Row]:
    """Show the calibration error and what a perfect model would show by chance."""
    truth = _labels(rows).astype(float)
    rng = np.random.default_rng(0)
    drawn = [_error(chances, (rng.random(len(rows)) < chances).astype(float)) for _ in range(200)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    name = "calibration error, 10 bins"
    return [
        Row(NAME, split, "framing", name, _error(chances, truth), n=len(rows), note=note),
        Row(
            NAME, split, "a perfect model", name, float(np.mean(drawn)), float(low), float(high),
            len(rows), "labels drawn from the probabilities",
        ),
    ]  # fmt: skip


def _error(chances: np.ndarray, truth: np.ndarray) -> float:
    """Give the mean gap between probability and share, over bins of equal size."""
    order = np.argsort(chances, kind="stable")
    bins = np.array_split(order, _BINS)
    gaps = [len(b) * abs(chances[b].mean() - truth[b].mean()) for b in bins if len(b)]
    return float(sum(gaps) / len(chances))


def _coded(data: Path) -> list[Row]:
    """Show how the probabilities order sentences of general news.

    They were drawn by an older model's probability, most where it is high or doubtful, and the
    neural model that taught these weights has learned from them.
    """
    from framing.measures.loaded import LoadedLanguageClassifier

    coded = read_if_coded(data, "loaded")
    if coded is None:
        return []
    labels, plain = np.array(coded.labels), np.array(coded.plain)
    chances = LoadedLanguageClassifier.load().predict_proba(coded.texts)[:, 1]
    out = []
    every = np.ones(len(labels), bool)
    for split, mine in (("coded for loaded", every), ("the same, leanings left out", plain)):
        at = np.flatnonzero(mine)
        groups = [coded.groups[n] for n in at]
        figure = partial(_area, labels[at], chances[at])
        low, high = bootstrap_interval(figure, len(at), groups)
        note = "model-coded; drawn by an older model; known to the one that taught these weights"
        value = figure(np.arange(len(at)))
        out.append(
            Row("corpus_outlets", split, "framing", "AUROC", value, low, high, len(at), note)
        )
    return out


def _area(truth: np.ndarray, chances: np.ndarray, at: np.ndarray) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth[at], chances[at]))


def _natural(data: Path) -> list[Row]:
    """Show probabilities at natural prevalence against sentences read in natural news."""
    file = data / "corpus_outlets" / "articles.jsonl"
    if not file.is_file():
        return []
    from framing.measures.loaded.data import natural_sample
    from framing.measures.loaded.model import LoadedModel

    model = LoadedModel.load()
    try:
        logits, labels, weights = natural_sample(model, file)
    except KeyError:  # other articles than those that were read
        return []
    chances = 1 / (1 + np.exp(-(logits + model.shift)))
    out = []
    name = "expected by coded, "
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 1.0)):
        at = (chances >= low) & (chances < high)
        ratio = float((weights * chances)[at].sum() / max((weights * labels)[at].sum(), 1e-9))
        split = f"natural, probability {low:.1f} to {high:.1f}"
        out.append(
            Row("corpus_outlets", split, "framing", name + "sum", ratio, n=int(at.sum()),
                note="model-coded; the shift was fitted on these")
        )  # fmt: skip
    return out
