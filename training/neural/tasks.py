"""The labelled rows of each task, from the sets whose licence lets shipped weights learn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from framing.neural.inputs import Inputs, Row

__all__ = [
    "SIZES", "STANCES", "Task", "gold_hedging", "hedging", "held_out", "loaded", "natural_loaded",
    "stance",
]  # fmt: skip

STANCES = ("negative", "neutral", "positive")
SIZES = {"stance": 3, "loaded": 1, "hedging": 1}
_HELD_OUT = 0.1  # share of groups kept for choosing and calibrating
_SILVER = 3000  # sentences whose labels come from the rules of the library
_WITH_CUE = 0.6  # share of them that hold a cue: natural news has about one in six
_SHORTEST = 40  # characters


@dataclass
class Task:
    """Rows of one task with their targets.

    Attributes
    ----------
    name : str
        Which head.
    rows : list of Row
        What the encoder reads.
    targets : ndarray
        Class numbers, or probabilities of the one class of a yes-or-no task.
    held : ndarray of bool
        Rows not to learn from.
    hashes : dict of str to str
        Digests of the files read.
    """

    name: str
    rows: list[Row]
    targets: np.ndarray
    held: np.ndarray
    hashes: dict[str, str] = field(default_factory=dict)

    def part(self, *, held: bool) -> tuple[list[Row], np.ndarray]:
        """Give the rows to learn from, or those held out."""
        index = np.flatnonzero(self.held == held)
        return [self.rows[i] for i in index], self.targets[index]


def stance(inputs: Inputs, data: Path) -> Task:
    """Give NewsMTSC: portrayal of a marked mention."""
    from framing.measures.stance.training import FILE, read_set

    mentions, codes, groups = read_set(data / FILE)
    held = held_out(groups)
    return Task("stance", inputs.mentions(mentions), np.array(codes), held, _hash(data / FILE))


def loaded(inputs: Inputs, data: Path) -> Task:
    """Give BABE, and the sentences written for the library, which are never held out."""
    from framing.measures.loaded.data import own_sentences

    file = data / "loaded_babe" / "train.jsonl"
    rows, own = _read(file), own_sentences()
    texts = [row["text"] for row in rows] + [sample.text for sample in own]
    labels = [int(row["label"]) for row in rows] + [int(sample.label) for sample in own]
    held = held_out([row["group"] for row in rows])
    held = np.concatenate([held, np.zeros(len(own), bool)])
    return Task("loaded", _first(inputs, texts), np.array(labels, float), held, _hash(file))


def hedging(inputs: Inputs, data: Path) -> Task:
    """Give the library's own coded sentences, and news sentences that its rules labelled."""
    from framing.measures.hedging.training import own_sentences

    texts, labels = own_sentences()
    silver, chances = _silver(data / "corpus_outlets" / "articles.jsonl")
    targets = np.concatenate([np.array(labels, float), chances])
    rows = _first(inputs, [*texts, *silver])
    return Task("hedging", rows, targets, np.zeros(len(rows), bool))


def natural_loaded(inputs: Inputs, file: Path) -> tuple[list[Row], np.ndarray, np.ndarray]:
    """Give rows, labels and weights of the library's natural sample of loaded sentences."""
    from framing.measures.loaded.data import natural_sentences

    sentences, labels, weights = natural_sentences(file)
    return _first(inputs, sentences), labels, weights


def gold_hedging(inputs: Inputs, data: Path) -> Task:
    """Give the coded news sentences, natural ones first."""
    files = [data / "hedging_news" / f"eval_{name}.jsonl" for name in ("natural", "enriched")]
    rows = [row for file in files for row in _read(file)]
    targets = np.array([float(row["hedged"]) for row in rows])
    hashes = {key: value for file in files for key, value in _hash(file).items()}
    texts = [row["text"] for row in rows]
    return Task("hedging", _first(inputs, texts), targets, np.zeros(len(rows), bool), hashes)


def _silver(file: Path) -> tuple[list[str], np.ndarray]:
    """Draw news sentences, more of those with a cue, with the linear model's probability."""
    from framing.measures.hedging import HedgeClassifier, judge
    from framing.text.normalise import normalise
    from framing.text.sentences import sentence_spans

    rng = np.random.default_rng(7)
    rows = _read(file)
    wanted = {True: int(_SILVER * _WITH_CUE), False: int(_SILVER * (1 - _WITH_CUE))}
    found: list[str] = []
    for n in rng.permutation(len(rows)):
        text = normalise(rows[n]["text"]).text
        spans = [s for s in sentence_spans(text) if _SHORTEST <= s[1] - s[0] <= 400]
        for k in rng.permutation(len(spans))[:6]:
            sentence = text[slice(*spans[k])]
            cued = any(cue.part in ("epistemic", "shield") for cue in judge(sentence))
            if wanted[cued] > 0:
                wanted[cued] -= 1
                found.append(sentence)
        if not any(wanted.values()):
            break
    return found, HedgeClassifier.load().predict_proba(found)[:, 1]


def _first(inputs: Inputs, texts: Sequence[str]) -> list[Row]:
    """Give the first window of each sentence; longer ones are rare and their label is theirs."""
    return [windows[0] for windows in inputs.sentences(texts)]


def held_out(groups: Sequence[str]) -> np.ndarray:
    """Mark about a tenth of the groups, by a digest of their name."""
    share = [int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) / 2**32 for group in groups]
    return np.array(share) < _HELD_OUT


def _read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _hash(file: Path) -> dict[str, str]:
    name = f"{file.parent.name}/{file.name}"
    return {name: hashlib.sha256(file.read_bytes()).hexdigest()}
