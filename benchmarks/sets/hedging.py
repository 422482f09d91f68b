"""hedging_news and hedging_wiki: which sentences are hedged, against a word list and TF-IDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.coded import read_if_coded
from benchmarks.table import MissingSet, Row, bootstrap_interval, file_hash, read_rows

NAMES = ("hedging_news", "hedging_wiki")
_OOF = Path(__file__).parents[1] / "oof" / "hedging.npz"
_SPLITS = ("natural", "enriched")
_BINS = 10

# The hedges that Hyland (2005, Metadiscourse, appendix) lists, matched wherever they stand.
_HYLAND = (
    "about|almost|apparent|apparently|appear|appeared|appears|approximately|argue|argued|argues|"
    "around|assume|assumed|broadly|certain amount|certain extent|certain level|claim|claimed|"
    "claims|could|couldn't|doubt|doubtful|essentially|estimate|estimated|fairly|feel|feels|felt|"
    "frequently|from my perspective|from our perspective|from this perspective|generally|guess|"
    "in general|in most cases|in most instances|in my opinion|in my view|in our opinion|"
    "in our view|in this view|indicate|indicated|indicates|largely|likely|mainly|may|maybe|might|"
    "mostly|often|on the whole|ought|perhaps|plausible|plausibly|possible|possibly|postulate|"
    "postulated|postulates|presumable|presumably|probable|probably|quite|relatively|roughly|seems|"
    "should|sometimes|somewhat|suggest|suggested|suggests|suppose|supposed|supposes|suspect|"
    "suspects|tend to|tended to|tends to|to my knowledge|typical|typically|uncertain|uncertainly|"
    "unclear|unclearly|unlikely|usually|would|wouldn't"
)
_HYLAND_WORDS = re.compile(rf"\b(?:{_HYLAND})\b")


def run(data: Path) -> list[Row]:
    """Score both sets; a file that the weights were trained on is scored out of fold."""
    if not (data / NAMES[0]).is_dir():
        raise MissingSet(str(data / NAMES[0]))
    splits = {name: read_rows(data / NAMES[0], f"eval_{name}.jsonl") for name in _SPLITS}
    tfidf = _tfidf_out_of_fold(splits)
    table: list[Row] = []
    for split, rows in splits.items():
        chances, how = _chances(data / NAMES[0] / f"eval_{split}.jsonl", rows)
        table += _split_rows(split, rows, chances, how, tfidf[split])
        if split == "natural":
            table += _calibration(rows, chances, how)
        table += _parts(split, rows)
    return table + _coded(data) + _wiki(data)


def _coded(data: Path) -> list[Row]:
    """Score sentences of general news that neither the rules nor the weights have met."""
    from framing.measures.hedging import HedgeClassifier

    coded = read_if_coded(data, "hedging")
    if coded is None:
        return []
    gold, plain = np.array(coded.labels), np.array(coded.plain)
    called = HedgeClassifier.load().predict_proba(coded.texts)[:, 1] >= 0.5
    note = "model-coded; half drawn because the weights were unsure; these weights did not see them"
    name = "corpus_outlets"
    return [
        *_figures("coded for hedging", "framing", gold, called, note, name),
        *_figures("the same, leanings left out", "framing", gold[plain], called[plain], note, name),
    ]


def _chances(file: Path, rows: Sequence[dict[str, Any]]) -> tuple[np.ndarray, str]:
    """Give the probabilities, out of fold if this very file was trained on."""
    from framing.measures.hedging import HedgeClassifier

    model = HedgeClassifier.load()
    key = file_hash(file)
    if key in model.model_.meta.get("data", {}).values() and _OOF.is_file():
        with np.load(_OOF, allow_pickle=False) as stored:
            return stored[key], "out of fold, but the rules were written with these rows in view"
    return model.predict_proba([row["text"] for row in rows])[:, 1], "shipped weights"


def _split_rows(
    split: str, rows: Sequence[dict[str, Any]], chances: np.ndarray, how: str, tfidf: np.ndarray
) -> list[Row]:
    """Give F1 of hedged for the library and both baselines."""
    gold = np.array([int(row["hedged"]) for row in rows])
    texts = [row["text"] for row in rows]
    rules = np.array([_by_rules(text) for text in texts])
    listed = np.array([_by_list(text) for text in texts])
    return [
        *_figures(split, "framing", gold, chances >= 0.5, f"model-coded; {how}"),
        *_figures(
            split, "framing, rules alone", gold, rules, "model-coded; written with them in view"
        )[:1],
        *_figures(split, "TF-IDF + logistic regression", gold, tfidf, "model-coded; out of fold")[
            :1
        ],
        *_figures(split, "Hyland 2005, word list", gold, listed, "model-coded")[:1],
    ]


def _figures(
    split: str, system: str, gold: np.ndarray, marks: np.ndarray, note: str, name: str = NAMES[0]
) -> list[Row]:
    """Give F1, precision and recall with bootstrap intervals."""
    rows = []
    for metric, figure in (("F1 hedged", _f1), ("precision", _precision), ("recall", _recall)):
        low, high = bootstrap_interval(_on(figure, gold, marks), len(gold))
        value = figure(gold, marks)
        rows.append(Row(name, split, system, metric, value, low, high, len(gold), note))
    return rows


def _on(
    figure: Callable[[np.ndarray, np.ndarray], float], gold: np.ndarray, marks: np.ndarray
) -> Callable[[np.ndarray], float]:
    """Give a figure as a function of row indices."""
    return lambda rows: figure(gold[rows], marks[rows])


def _f1(gold: np.ndarray, marks: np.ndarray) -> float:
    both = float((gold * marks).sum())
    return 2 * both / max(1.0, float(gold.sum() + marks.sum()))


def _precision(gold: np.ndarray, marks: np.ndarray) -> float:
    return float((gold * marks).sum()) / max(1.0, float(marks.sum()))


def _recall(gold: np.ndarray, marks: np.ndarray) -> float:
    return float((gold * marks).sum()) / max(1.0, float(gold.sum()))


def _calibration(rows: Sequence[dict[str, Any]], chances: np.ndarray, how: str) -> list[Row]:
    """Give the sum of probabilities against the count, and the calibration error.

    The error that a perfectly calibrated model would show on as many sentences stands beside it:
    labels drawn from the probabilities themselves, 500 times.
    """
    gold = np.array([int(row["hedged"]) for row in rows])
    rng = np.random.default_rng(0)
    perfect = [_ece((rng.random(len(gold)) < chances).astype(int), chances) for _ in range(500)]
    low, high = bootstrap_interval(
        lambda i: abs(chances[i].sum() / max(1, gold[i].sum()) - 1.0), len(gold)
    )
    error = abs(float(chances.sum()) / max(1, int(gold.sum())) - 1.0)
    note = f"model-coded; {how}; sum {chances.sum():.1f}, coded {gold.sum()}"
    name, n = NAMES[0], len(gold)
    beside = f"perfect model: {np.mean(perfect):.3f} (95 %: up to {np.quantile(perfect, 0.95):.3f})"
    return [
        Row(name, "natural", "framing", "error of the sum", error, low, high, n, note),
        Row(name, "natural", "framing", "ECE", _ece(gold, chances), n=n, note=f"{how}; {beside}"),
        *_reliability(gold, chances, how),
    ]


def _ece(gold: np.ndarray, chances: np.ndarray) -> float:
    """Give the expected calibration error over ten bins of equal width."""
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float((chances - gold)[bins == b].sum())) for b in range(_BINS)]
    return sum(gaps) / len(gold)


def _reliability(gold: np.ndarray, chances: np.ndarray, how: str) -> list[Row]:
    """Give the share of hedged sentences among those of a like probability."""
    rows = []
    for low, high in ((0.0, 0.1), (0.1, 0.5), (0.5, 0.9), (0.9, 1.01)):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            share, mean = float(gold[inside].mean()), float(chances[inside].mean())
            metric = f"error, coded share where P in [{low}, {min(high, 1.0)}]"
            note = f"{how}; mean probability {mean:.3f}"
            rows.append(
                Row(NAMES[0], "natural", "framing", metric, share, n=int(inside.sum()), note=note)
            )
    return rows


def _parts(split: str, rows: Sequence[dict[str, Any]]) -> list[Row]:
    """Give F1 of boosters and approximators, which are found by rules alone."""
    from framing.measures.hedging import judge

    table = []
    for part in ("approximator", "booster"):
        gold = np.array([int(bool(row[part])) for row in rows])
        found = [judge(row["text"]) for row in rows]
        marks = np.array([int(any(c.part == part for c in cues)) for cues in found])
        low, high = bootstrap_interval(_on(_f1, gold, marks), len(gold))
        note = f"model-coded; {gold.sum()} coded; nothing trained"
        table.append(
            Row(
                NAMES[0],
                split,
                "framing",
                f"F1 {part}",
                _f1(gold, marks),
                low,
                high,
                len(gold),
                note,
            )
        )
    return table


def _wiki(data: Path) -> list[Row]:
    """Score Wikipedia's weasels, a neighbouring construct that nothing here was trained on."""
    if not (data / NAMES[1]).is_dir():
        return []
    from framing.measures.hedging import HedgeClassifier

    rows = read_rows(data / NAMES[1], "eval.jsonl")
    texts = [row["text"] for row in rows]
    gold = np.array([int(row["hedged"]) for row in rows])
    ours = HedgeClassifier.load().predict(texts)
    listed = np.array([_by_list(text) for text in texts])
    note = "CoNLL-2010, expert-coded; another construct; nothing trained on it"
    return [
        *_figures("eval", "framing", gold, ours, note, NAMES[1]),
        *_figures("eval", "Hyland 2005, word list", gold, listed, note, NAMES[1])[:1],
    ]


def _by_rules(text: str) -> int:
    from framing.measures.hedging import judge

    return int(any(c.accepted and c.part in ("epistemic", "shield") for c in judge(text)))


def _by_list(text: str) -> int:
    return int(bool(_HYLAND_WORDS.search(text.lower().replace("\u2019", "'"))))


def _tfidf_out_of_fold(splits: dict[str, list[dict[str, Any]]]) -> dict[str, np.ndarray]:
    """Give the marks of a plain TF-IDF logistic regression, out of ten folds over both splits."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    texts = [row["text"] for rows in splits.values() for row in rows]
    gold = np.array([int(row["hedged"]) for rows in splits.values() for row in rows])
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=2000),
    )
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    marks = cross_val_predict(model, texts, gold, cv=folds)
    cuts = np.cumsum([len(rows) for rows in splits.values()])[:-1]
    return dict(zip(splits, np.split(marks, cuts), strict=True))
