"""Label sentences for the linear loaded model: python -m training.neural.teaching.

Writes ``framing/measures/loaded/taught.tsv``, from which ``framing train loaded`` learns. What
labels is the mean of fine-tuned states as it stands, neither calibrated nor rounded, and without
the linear model that stands beside it in use.
"""

from __future__ import annotations

import argparse
import json
import random
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from framing import Article, models
from framing.batches import Settings, prepare
from framing.measures.stance.coded import ARTICLES, text_hash
from framing.neural.inputs import LONGEST, Inputs
from training.neural.encoder import Encoder, Tagger, averaged
from training.neural.fit import judge
from training.neural.tasks import CODINGS, SIZES, first_windows
from training.neural.vocabulary import read_pruned

_TABLE = Path(models.__file__).parents[1] / "measures" / "loaded" / "taught.tsv"
_DRAWN = 24_000
_LIKELIEST, _UNLIKELY, _BETWEEN = 1200, 2000, 1200
_LOW, _HIGH = 0.15, 0.85
_SHORTEST, _LONGEST = 30, 420  # characters
_HEAD = """\
# framing taught sentences 1
# {count:,} sentences of corpus_outlets with the probability of loaded language that the neural model gave them: the 1,200
# highest of 24,000 drawn at random, 2,000 of those under .15, 1,200 of those between .15 and .85. No reader saw them.
# article: row of the file, from 0; hash: of its text; start, end: of the sentence in its folded text.
article	hash	start	end	chance
"""  # noqa: E501


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
    parser.add_argument("--published", type=Path, required=True)
    parser.add_argument("--states", type=Path, nargs="+", required=True)
    parser.add_argument("--drawn", type=int, default=_DRAWN)
    parser.add_argument("--out", type=Path, default=_TABLE)
    given = parser.parse_args()
    torch.set_num_threads(1)
    sentences = sentences_of(given.data / ARTICLES)
    random.Random(4).shuffle(sentences)
    drawn = sentences[: given.drawn]
    keep, vocabulary = read_pruned(given.published, given.data)
    tagger = Tagger(Encoder(len(keep), LONGEST), SIZES, CODINGS)
    tagger.load_state_dict(averaged(given.states))
    rows = first_windows(Inputs(vocabulary), [sentence.text for sentence in drawn])
    chances = 1 / (1 + np.exp(-judge(tagger, rows, "loaded")[:, 0]))
    labelled = sorted((*drawn[n][:4], round(float(chances[n]), 3)) for n in chosen(chances))
    lines = ["\t".join(map(str, fields)) + "\n" for fields in labelled]
    given.out.write_text(_HEAD.format(count=len(lines)) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
