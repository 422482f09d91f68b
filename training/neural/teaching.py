"""Label sentences for the linear loaded model: python -m training.neural.teaching --data DIR.

Writes ``framing/measures/loaded/taught.tsv``, from which ``framing train loaded`` learns. The
encoder alone labels, without the linear model that stands beside it in use.
"""

from __future__ import annotations

import argparse
import json
import random
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from framing import Article, models
from framing.measures.stance.coded import ARTICLES, text_hash
from framing.neural.network import Head, Network, log_odds
from framing.scoring import Settings, prepare
from training.neural.tasks import first_windows

_TABLE = Path(models.__file__).parents[1] / "measures" / "loaded" / "taught.tsv"
_DRAWN = 24_000
_LIKELIEST, _UNLIKELY, _BETWEEN = 1200, 2000, 1200
_LOW, _HIGH = 0.15, 0.85
_SHORTEST, _LONGEST = 30, 420  # characters


class Found(NamedTuple):
    """A sentence: row and hash of its article, offsets in the folded text, and itself."""

    article: int
    digest: str
    start: int
    end: int
    text: str


def sentences_of(file: Path) -> list[Found]:
    """Give the sentences of all articles of which none was read for the natural prevalence."""
    natural = (files("framing") / "measures" / "loaded" / "natural.tsv").read_text("utf-8")
    left_out = {line.split("\t")[0] for line in natural.splitlines()}
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        if row["id"] in left_out:
            continue
        article = Article(id=row["id"], text=row["text"], title=row["title"])
        document, digest = prepare(article, Settings()), text_hash(row["text"])
        for sentence in document.sentences:
            text = document.text[sentence.start : sentence.end]
            if _SHORTEST <= len(text) <= _LONGEST and "\n" not in text:
                found.append(Found(number, digest, sentence.start, sentence.end, text))
    return found


def chosen(chances: np.ndarray) -> np.ndarray:
    """Choose the likeliest sentences, unlikely ones, and some between."""
    rng = np.random.default_rng(0)
    unlikely = rng.permutation(np.flatnonzero(chances < _LOW))[:_UNLIKELY]
    between = np.flatnonzero((chances > _LOW) & (chances < _HIGH))
    between = rng.permutation(between)[:_BETWEEN]
    likeliest = np.argsort(-chances)[:_LIKELIEST]
    return np.unique(np.concatenate([likeliest, unlikely, between]))


def main() -> None:
    """Label, choose and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path(models.__file__).parent)
    parser.add_argument("--drawn", type=int, default=_DRAWN)
    parser.add_argument("--out", type=Path, default=_TABLE)
    given = parser.parse_args()
    sentences = sentences_of(given.data / ARTICLES)
    random.Random(4).shuffle(sentences)
    drawn = sentences[: given.drawn]
    network = Network.load(given.model)
    shipped = network.heads["loaded"]
    even = Head(shipped.weight, shipped.bias - log_odds(np.array([shipped.threshold])))
    rows = first_windows(network.inputs, [sentence.text for sentence in drawn])
    chances = even.chances(even.logits(network.vectors(rows)))[:, 0]
    lines = [
        "\t".join(map(str, (*drawn[n][:4], round(float(chances[n]), 3)))) for n in chosen(chances)
    ]
    head = _TABLE.read_text(encoding="utf-8").split("chance\n")[0] + "chance\n"
    lines.sort(key=lambda line: [int(field) for field in line.split("\t")[:1]])
    given.out.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
