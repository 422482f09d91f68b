"""NewsMTSC and PerSenT: stance toward a target, against VADER and a plain word model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import MissingSet, Row, bootstrap_interval, file_hash, macro_f1, read_rows

MENTIONS = "stance_newsmtsc"
ARTICLES = "stance_persent"
NAMES = (MENTIONS, ARTICLES)

_LABELS = ("negative", "neutral", "positive")
_HUMAN = "human-coded"
_VADER_CUT = 0.05  # its authors' thresholds
_CUT = 0.1  # an article is negative under -.1, positive over .1


def run(data: Path) -> list[Row]:
    """Score the eval files; intervals by article."""
    found = [part(data) for part in (_mentions, _articles) if (data / _set_of(part)).is_dir()]
    if not found:
        raise MissingSet(str(data / MENTIONS))
    return [row for rows in found for row in rows]


def _set_of(part: Callable[[Path], list[Row]]) -> str:
    return MENTIONS if part is _mentions else ARTICLES


# -- mentions ----------------------------------------------------------------------------------


def _mentions(data: Path) -> list[Row]:
    """Score NewsMTSC, one label a mention."""
    from framing.measures.stance.training import articles_of

    folder = data / MENTIONS
    table = []
    for split in ("eval_rw", "eval_mt"):
        rows = read_rows(folder, f"{split}.jsonl")
        gold = [row["label"] for row in rows]
        groups = articles_of(rows)
        systems: dict[str, tuple[Sequence[str], str]] = {
            "framing": _ours(folder / f"{split}.jsonl", rows),
            "VADER, sentence": (_vader([row["text"] for row in rows]), _HUMAN),
        }
        if (folder / "train.jsonl").is_file():
            words = _word_model(read_rows(folder, "train.jsonl"), rows)
            systems["TF-IDF, logistic regression"] = (words, f"{_HUMAN}; trained on train")
        for system, (predicted, note) in systems.items():
            table += _figures(MENTIONS, split, system, gold, predicted, groups, note)
    return table


def _ours(file: Path, rows: Sequence[dict[str, Any]]) -> tuple[list[str], str]:
    """Predict with the shipped weights, or out of fold where they were trained on this file."""
    from framing import models
    from framing.measures.stance import StanceClassifier

    digest = file_hash(file)
    if digest in models.load("stance")[1]["data"].values():
        stored = np.load(Path(__file__).parents[1] / "oof" / "stance.npz")[digest]
        return [_LABELS[i] for i in stored.argmax(axis=1)], f"{_HUMAN}; out of fold"
    classifier = StanceClassifier.load()
    predicted = classifier.predict([(row["text"], *row["target"]) for row in rows])
    return predicted.tolist(), f"{_HUMAN}; shipped weights"


def _word_model(train: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> list[str]:
    """Predict with a logistic regression over the sentence's words and word pairs."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True),
        LogisticRegression(C=3.0, max_iter=300),
    )
    model.fit([row["text"] for row in train], [row["label"] for row in train])
    return [str(label) for label in model.predict([row["text"] for row in rows])]


def _vader(texts: Sequence[str]) -> list[str]:
    """Give VADER's label of each sentence."""
    return [_named(score, _VADER_CUT) for score in _compounds(texts)]


def _compounds(texts: Sequence[str]) -> list[float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    return [vader.polarity_scores(text)["compound"] for text in texts]


# -- articles ----------------------------------------------------------------------------------


def _articles(data: Path) -> list[Row]:
    """Score PerSenT: the author's stance from the own voice's value, nothing trained on it."""
    from framing.measures.stance import StanceMeasure
    from framing.measures.stance.zero import Reading, mean_value, own_chances

    rows = read_rows(data / ARTICLES, "eval.jsonl")
    gold = [row["label"] for row in rows]
    read = [Reading(row["title"], row["text"], row["target"], "") for row in rows]
    values = [mean_value(chances) for chances in own_chances(StanceMeasure(), read)]
    systems = {
        "framing": [_named(value, _CUT) for value in values],
        "VADER, mean over sentences with the name": [
            _named(_vader_value(row), _CUT) for row in rows
        ],
    }
    note = f"{_HUMAN}; shipped weights, nothing trained on it"
    return [
        figure
        for system, predicted in systems.items()
        for figure in _figures(ARTICLES, "eval", system, gold, predicted, None, note)
    ]


def _vader_value(row: dict[str, Any]) -> float:
    """Give VADER's mean over the sentences that have the target's surname."""
    from framing.text.document import Document

    doc = Document.from_text(f"{row['title']}\n{row['text']}")
    surname = row["target"].split()[-1]
    sentences = [doc.text[s.start : s.end] for s in doc.sentences]
    scores = _compounds([text for text in sentences if surname in text])
    return float(np.mean(scores)) if scores else float("nan")


def _named(value: float, cut: float) -> str:
    """Give the label of a value; NaN is neutral."""
    return "negative" if value < -cut else "positive" if value > cut else "neutral"


def _figures(
    name: str,
    split: str,
    system: str,
    gold: Sequence[str],
    predicted: Sequence[str],
    groups: Sequence[str] | None,
    note: str,
) -> list[Row]:
    """Give macro-F1 and accuracy with their intervals."""
    truth = np.array([_LABELS.index(label) for label in gold])
    guess = np.array([_LABELS.index(label) for label in predicted])
    figures: dict[str, Callable[[np.ndarray], float]] = {
        "macro-F1": lambda index: macro_f1(truth[index], guess[index], range(len(_LABELS))),
        "accuracy": lambda index: float((truth[index] == guess[index]).mean()),
    }
    every = np.arange(len(truth))
    return [
        Row(name, split, system, metric, figure(every),
            *bootstrap_interval(figure, len(truth), groups), n=len(truth), note=note)
        for metric, figure in figures.items()
    ]  # fmt: skip
