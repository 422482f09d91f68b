"""Teach the linear stance model from the neural one: mentions of unlabelled news, labelled by it.

python -m training.neural.softening --data FOLDER

Nothing is written: it reports, on labelled articles that neither model has seen, what the linear
model reaches with and without the mentions.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from framing.errors import FramingError
from framing.measures.stance.fitting import Sample, Settings, fit_model, join, make_sample
from framing.measures.stance.training import FILE, read_set
from framing.neural.classifiers import NeuralStanceClassifier
from training.neural.tasks import held_out

__all__ = ["compare", "mentions_of"]

_log = logging.getLogger(__name__)
_SURE = (0.0, 0.6, 0.8)  # least probability of the label that a mention is taken with
_TARGETS = 3  # of an article: the names it mentions most
_A_TARGET = 3  # mentions of each
_NAMES = 40  # that are counted


def mentions_of(data: Path, n_mentions: int) -> list[tuple[str, int, int]]:
    """Draw mentions of the names that articles of ``corpus_outlets`` mention most."""
    file = data / "corpus_outlets" / "articles.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    found: list[tuple[str, int, int]] = []
    for n in np.random.default_rng(3).permutation(len(rows)):
        found += _of_article(rows[n])
        if len(found) >= n_mentions:
            break
    return found[:n_mentions]


def _of_article(row: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Give a few mentions of an article, each in its sentence."""
    from framing.article import Article
    from framing.batches import Settings as Scoring
    from framing.batches import prepare
    from framing.text.mentions import parse_targets, propose_targets

    article = Article(id=row["id"], text=row["text"], title=row["title"])
    proposed = propose_targets([prepare(article, Scoring())], _NAMES)
    try:
        targets = parse_targets(proposed)
    except FramingError:  # one name in two spellings: other articles will do
        return
    doc = prepare(article, Scoring(targets=targets))
    often = sorted(doc.mentions.values(), key=len, reverse=True)[:_TARGETS]
    for mentions in often:
        step = max(1, len(mentions) // _A_TARGET)
        for mention in mentions[::step][:_A_TARGET]:
            sentence = doc.sentences[mention.sentence]
            start, end = mention.start - sentence.start, mention.end - sentence.start
            yield doc.text[sentence.start : max(sentence.end, mention.end)], start, end


def compare(data: Path, n_mentions: int, model: Path | None = None) -> dict[str, float]:
    """Give macro-F1 on held-out articles, without mentions and with those of each certainty.

    Parameters
    ----------
    data : Path
        The folder of data sets.
    n_mentions : int
        How many unlabelled mentions.
    model : Path, optional
        Folder of the neural model; the shipped one by default.
    """
    texts, codes, groups = read_set(data / FILE)
    gold = make_sample(texts, codes, groups)
    held = held_out(groups)
    seen, unseen = gold.take(np.flatnonzero(~held)), gold.take(np.flatnonzero(held))
    found = mentions_of(data, n_mentions)
    chances = NeuralStanceClassifier.load(model).predict_proba(found)
    _log.info("%d mentions, labels %s", len(found), np.bincount(chances.argmax(axis=1)).tolist())
    soft = make_sample(found, chances.argmax(axis=1).tolist())
    figures = {"labelled alone": _macro_f1(seen, unseen)}
    _log.info("labelled alone: %.4f", figures["labelled alone"])
    for sure in _SURE:
        taken = soft.take(np.flatnonzero(chances.max(axis=1) >= sure))
        name = f"with {len(taken.codes)} mentions of at least {sure}"
        figures[name] = _macro_f1(join(seen, taken, 1.0), unseen)
        _log.info("%s: %.4f", name, figures[name])
    return figures


def _macro_f1(sample: Sample, unseen: Sample) -> float:
    """Fit plainly, and give the mean of the labels' F1 on rows not seen."""
    from sklearn.metrics import f1_score

    model = fit_model(sample, Settings(n_folds=0))
    found = np.array([model.chances(features) for features in unseen.features]).argmax(axis=1)
    return round(float(f1_score(unseen.codes, found, average="macro")), 4)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--mentions", type=int, default=10_000)
    parser.add_argument("--model", type=Path)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    compare(given.data, given.mentions, given.model)


if __name__ == "__main__":
    main()
