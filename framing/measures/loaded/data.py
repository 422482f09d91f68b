"""Labelled sentences: read from files, or the ones that come with the library."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from framing.measures.loaded.model import LoadedModel
from framing.measures.loaded.views import view_of
from framing.text.normalise import normalise

__all__ = [
    "TAUGHT", "Sample", "natural_sample", "natural_sentences", "own_sentences", "paragraphs",
    "read_babe", "taught_sentences",
]  # fmt: skip


TAUGHT = "taught"  # stands for the outlet of sentences that the neural model labelled
# tuned on loaded_babe train, out of fold: area under the curve .866 with these, .862 without
_CONTRADICTED, _DOUBTED = 0.4, 0.7


class Sample(NamedTuple):
    """A labelled sentence."""

    text: str
    label: int
    loaded_words: tuple[str, ...] = ()
    outlet: str = ""
    group: str = ""
    weight: float = 1.0


def read_babe(file: Path) -> list[Sample]:
    """Read sentences of the layout of ``loaded_babe``."""
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [
        Sample(
            r["text"], int(r["label"]), tuple(r["biased_words"] or ()), r["outlet"], r["group"],
            _certainty(int(r["label"]), r.get("opinion") or ""),
        )
        for r in rows
    ]  # fmt: skip


def _certainty(label: int, opinion: str) -> float:
    """Weigh a label by the coders' other question, whether the sentence is fact or opinion."""
    if opinion == ("Entirely factual" if label else "Expresses writer’s opinion"):
        return _CONTRADICTED
    doubtful = opinion == "No agreement" or (not label and opinion.startswith("Somewhat"))
    return _DOUBTED if doubtful else 1.0


def own_sentences() -> list[Sample]:
    """Give the sentences written for this project; neighbours in the file share a group."""
    text = (files("framing") / "measures" / "loaded" / "sentences.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line[:2] in ("0\t", "1\t")]
    return [
        Sample(
            re.sub(r"[\[\]]", "", line[2:]), int(line[0]),
            tuple(re.findall(r"\[([^\]]+)\]", line)), "own", f"own {n // 4}",
        )
        for n, line in enumerate(lines)
    ]  # fmt: skip


def taught_sentences(file: Path) -> list[Sample]:
    """Give the sentences of ``taught.tsv`` out of their articles; the surer, the more they weigh.

    Parameters
    ----------
    file : Path
        The articles, one JSON object a line.

    Raises
    ------
    FramingError
        If the file is missing, or an article is not the one that was labelled.
    """
    from framing.measures.stance.coded import coded_rows, folded_texts

    table = (files("framing") / "measures" / "loaded" / "taught.tsv").read_text("utf-8")
    coded = coded_rows(file, "taught.tsv", table)
    texts = folded_texts(coded)
    found = []
    for number, _, start, end, chance in (fields for fields, _ in coded):
        text = texts[number][int(start) : int(end)]
        label, weight = int(float(chance) > 0.5), abs(2 * float(chance) - 1)
        found.append(Sample(text, label, (), TAUGHT, f"{TAUGHT} {number}", weight))
    return found


def paragraphs(sources: Sequence[Path]) -> Iterator[str]:
    """Give raw paragraphs of JSON lines, titles too; short lines are no prose."""
    for file in sources:
        if not file.is_file():
            continue
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = "\n".join(filter(None, (row.get("title"), row["text"])))
                yield from (part for part in text.split("\n") if len(part) > 40)


def natural_sample(model: LoadedModel, file: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give log-odds without shift, labels and weights of the sentences of ``natural.tsv``."""
    sentences, labels, weights = natural_sentences(file)
    chances = [float(model.judge([view_of(sentence)])[0][0]) for sentence in sentences]
    logits = [float(np.log(chance / (1 - chance))) - model.shift for chance in chances]
    return np.array(logits), labels, weights


def natural_sentences(file: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Give the sentences of ``natural.tsv`` out of their articles, labels and weights."""
    text = (files("framing") / "measures" / "loaded" / "natural.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line[:1] != "#"][1:]
    wanted = {line[0] for line in lines}
    with file.open(encoding="utf-8") as found:
        rows = [row for row in map(json.loads, found) if row["id"] in wanted]
    texts = {row["id"]: normalise(row["text"]).text for row in rows}
    sentences = [texts[article][int(start) : int(end)] for article, start, end, *_ in lines]
    labels, weights = (np.array([float(line[n]) for line in lines]) for n in (3, 4))
    return sentences, labels, weights
