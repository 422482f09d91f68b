"""The labelled rows of each task, from the sets whose licence lets shipped weights learn."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.coded import CodedSentences, read_sentences
from framing.cleaning.coded import PAGES, read_codings
from framing.measures.stance.coded import ARTICLES
from framing.neural.inputs import Inputs, Row
from framing.text.sentences import sentence_spans

__all__ = [
    "CODINGS", "SIZES", "STANCES", "Task", "coded_loaded", "coded_stance", "first_windows",
    "gold_hedging", "hedging", "held_out", "lines", "loaded", "natural_loaded", "silver_hedging",
    "stance",
]  # fmt: skip

STANCES = ("negative", "neutral", "positive")
SIZES = {"stance": 3, "loaded": 1, "hedging": 1, "lines": 1}
CODINGS = ("stance_1", "stance_2", "loaded_coded", "hedging_rules")  # beside the heads' own
_LINES_A_PAGE = 100
_LINE, _LINE_END = 36, 12  # tokens of a line that are read, those of them at its end
_BESIDE = 12  # tokens of each line beside it
_HELD_OUT = 0.1  # share of groups kept for choosing and calibrating
_WITH_CUE = 0.6  # share of them that hold a cue: natural news has about one in six
_SHORTEST = 40  # characters


@dataclass
class Task:
    """Rows of one task with their targets.

    Attributes
    ----------
    name : str
        Which head; behind an underscore, whose coding it is where that has a level of its own.
    rows : list of Row
        What the encoder reads.
    targets : ndarray
        Class numbers, or probabilities of the one class of a yes-or-no task.
    held : ndarray of bool
        Rows not to learn from.
    hashes : dict of str to str
        Digests of the files read.
    weights : ndarray, optional
        What each row counts; one by default.
    """

    name: str
    rows: list[Row]
    targets: np.ndarray
    held: np.ndarray
    hashes: dict[str, str] = field(default_factory=dict)
    weights: np.ndarray | None = None

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


def coded_stance(inputs: Inputs, data: Path) -> list[Task]:
    """Give the model-coded mentions of general news, each round of coding with its own level."""
    from framing.measures.stance.coded import read_coded

    coded = read_coded(data / ARTICLES)
    rows = inputs.mentions(map(_in_its_sentence, coded.mentions))
    codes, rounds, weights = map(np.array, (coded.codes, coded.rounds, coded.weights))
    tasks = []
    for number in sorted(set(coded.rounds)):
        index = np.flatnonzero(rounds == number)
        mine = [rows[i] for i in index]
        held = np.zeros(len(index), bool)
        tasks.append(Task(f"stance_{number}", mine, codes[index], held, weights=weights[index]))
    return tasks


def _in_its_sentence(mention: tuple[str, int, int]) -> tuple[str, int, int]:
    """Cut a mention's article down to the sentence that it stands in."""
    text, start, end = mention
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    for low, high in sentence_spans(line):
        if low <= start - first and end - first <= high:
            return line[low:high], start - first - low, end - first - low
    return line, start - first, end - first


def loaded(inputs: Inputs, data: Path) -> Task:
    """Give BABE, and the sentences written for the library, which are never held out."""
    from framing.measures.loaded.data import own_sentences

    file = data / "loaded_babe" / "train.jsonl"
    rows, own = _read(file), own_sentences()
    texts = [row["text"] for row in rows] + [sample.text for sample in own]
    labels = [int(row["label"]) for row in rows] + [int(sample.label) for sample in own]
    held = held_out([row["group"] for row in rows])
    held = np.concatenate([held, np.zeros(len(own), bool)])
    return Task("loaded", first_windows(inputs, texts), np.array(labels, float), held, _hash(file))


def coded_loaded(inputs: Inputs, data: Path) -> Task:
    """Give the model-coded sentences of general news."""
    coded = read_sentences(data / ARTICLES, "loaded")
    labels, held = np.array(coded.labels, float), np.zeros(len(coded.labels), bool)
    weights = _weights(coded)
    return Task("loaded_coded", first_windows(inputs, coded.texts), labels, held, weights=weights)


def hedging(inputs: Inputs, data: Path) -> Task:
    """Give the library's own sentences, and those of general news that readers coded."""
    from framing.measures.hedging.training import own_sentences

    texts, labels = own_sentences()
    coded = read_sentences(data / ARTICLES, "hedging")
    rows = first_windows(inputs, [*texts, *coded.texts])
    targets = np.array([*labels, *coded.labels], float)
    weights = np.concatenate([np.ones(len(labels)), _weights(coded)])
    return Task("hedging", rows, targets, np.zeros(len(rows), bool), weights=weights)


def _weights(coded: CodedSentences) -> np.ndarray:
    """Give what each sentence counts: leanings half."""
    return np.where(coded.plain, 1.0, 0.5)


def silver_hedging(inputs: Inputs, data: Path, size: int = 1500) -> Task:
    """Give news sentences that the library's rules labelled."""
    texts, chances = _silver(data / ARTICLES, size)
    rows, held = first_windows(inputs, texts), np.zeros(len(texts), bool)
    return Task("hedging_rules", rows, chances, held, _hash(data / ARTICLES))


def lines(inputs: Inputs, data: Path) -> Task:
    """Give lines of pages between the ends of their neighbours: content or residue."""
    file = data / "boilerplate_pages" / "lines.jsonl"
    pages = _read(file)
    readings = {coding.name: coding for coding in read_codings(PAGES)}
    rng, rows, targets = random.Random(0), [], []
    for page in pages:
        full = [n for n, line in enumerate(page["lines"]) if line.strip()]
        pieces = inputs.pieces(page["lines"][n] for n in full)
        coding = readings.get(page["id"])
        if coding is None or coding.n_lines != len(full):  # the page's own labels
            content = [float(page["content"][n]) for n in full]
        else:
            content = [float(n not in coding.kinds) for n in range(len(full))]
        for n in rng.sample(range(len(full)), min(len(full), _LINES_A_PAGE)):
            above = pieces[n - 1] if n else []
            below = pieces[n + 1] if n + 1 < len(full) else []
            rows.append(inputs.line(_shortened(pieces[n]), above[-_BESIDE:], below[:_BESIDE]))
            targets.append(content[n])
    held = np.zeros(len(rows), bool)
    return Task("lines", rows, np.array(targets), held, _hash(file))


def _shortened(pieces: list[int]) -> list[int]:
    """Give the beginning and the end of a long line."""
    if len(pieces) <= _LINE:
        return pieces
    return [*pieces[: _LINE - _LINE_END], *pieces[-_LINE_END:]]


def natural_loaded(inputs: Inputs, file: Path) -> tuple[list[Row], np.ndarray, np.ndarray]:
    """Give rows, labels and weights of the library's natural sample of loaded sentences."""
    from framing.measures.loaded.data import natural_sentences

    sentences, labels, weights = natural_sentences(file)
    return first_windows(inputs, sentences), labels, weights


def gold_hedging(inputs: Inputs, data: Path) -> Task:
    """Give the coded news sentences, natural ones first."""
    files = [data / "hedging_news" / f"eval_{name}.jsonl" for name in ("natural", "enriched")]
    rows = [row for file in files for row in _read(file)]
    targets = np.array([float(row["hedged"]) for row in rows])
    hashes = {key: value for file in files for key, value in _hash(file).items()}
    texts = [row["text"] for row in rows]
    return Task("hedging", first_windows(inputs, texts), targets, np.zeros(len(rows), bool), hashes)


def _silver(file: Path, size: int) -> tuple[list[str], np.ndarray]:
    """Draw news sentences, more of those with a cue, with the linear model's probability."""
    from framing.measures.hedging import HedgeClassifier, judge
    from framing.text.normalise import normalise

    rng = np.random.default_rng(7)
    rows = _read(file)
    wanted = {True: int(size * _WITH_CUE), False: int(size * (1 - _WITH_CUE))}
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


def first_windows(inputs: Inputs, texts: Sequence[str]) -> list[Row]:
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
