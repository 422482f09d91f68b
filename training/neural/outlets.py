"""Hold outlets out: python -m training.neural.outlets --data FOLDER --published FOLDER --out FILE.

How the neural model of loaded language does on an outlet that it has not seen: an encoder is
fine-tuned for each outlet of BABE with enough sentences, on loaded language alone and without
that outlet's sentences.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import f1_score

from framing import models
from framing.measures.loaded.data import own_sentences, read_babe
from framing.measures.loaded.training import LARGE_OUTLET
from framing.neural.inputs import LONGEST, Inputs
from framing.neural.network import Head
from training.neural.calibrating import beside, told
from training.neural.encoder import Encoder, Tagger
from training.neural.fit import Plan, fit, judge
from training.neural.stacking import OOF
from training.neural.tasks import Task
from training.neural.vocabulary import read_pruned

_FILES = ("loaded_babe/train.jsonl", "loaded_babe/eval.jsonl")
_EPOCHS = 3  # as for the shipped encoder
_log = logging.getLogger(__name__)


def held_out_logits(data: Path, published: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give each sentence's log-odds from an encoder that did not see its outlet.

    Parameters
    ----------
    data : Path
        The folder of data sets.
    published : Path
        Weights and word pieces to begin with.

    Returns
    -------
    logits, labels, outlets : ndarray of shape (n_sentences,)
        Both halves of BABE; log-odds of small outlets are NaN.
    """
    keep, vocabulary = read_pruned(published, data)
    inputs = Inputs(vocabulary)
    samples = [sample for name in _FILES for sample in read_babe(data / name)]
    own = own_sentences()
    texts = [sample.text for sample in (*samples, *own)]
    rows = [windows[0] for windows in inputs.sentences(texts)]
    labels = np.array([sample.label for sample in (*samples, *own)], float)
    outlets = np.array([sample.outlet for sample in (*samples, *own)])
    logits = np.full(len(samples), np.nan)
    for outlet, n in Counter(sample.outlet for sample in samples).items():
        if n < LARGE_OUTLET:
            continue
        task = Task("loaded", rows, labels, outlets == outlet)
        torch.manual_seed(0)
        tagger = Tagger(Encoder.published(published, keep, LONGEST), {"loaded": 1})
        fit(tagger, [task], Plan({"loaded": _EPOCHS}))
        logits[np.flatnonzero(task.held)] = judge(tagger, task.part(held=True)[0], "loaded")[:, 0]
        _log.info("%s: done", outlet)
    n = len(samples)
    return logits, labels[:n], outlets[:n]


def with_linear(
    logits: np.ndarray, known: np.ndarray, labels: np.ndarray, outlets: np.ndarray
) -> np.ndarray:
    """Weigh the linear model in, each outlet by what the other outlets say.

    Parameters
    ----------
    logits, labels, outlets : ndarray of shape (n_sentences,)
        As :func:`held_out_logits` gives them.
    known : ndarray of shape (n_sentences,)
        The linear model's probabilities, the outlet held out too.
    """
    alone, out = Head(np.ones((1, 1)), np.zeros(1)), np.full(len(logits), np.nan)
    large = ~np.isnan(logits)
    for outlet in sorted(set(outlets[large])):
        test, rest = (large & (outlets == outlet)), (large & (outlets != outlet))
        made, weight = beside(alone, logits[rest, None], labels[rest], known[rest])
        said = weight * told(made, known[test])
        out[test] = made.chances(made.logits(logits[test, None]) + said)[:, 0]
    return out


def main() -> None:
    """Train, and write the probabilities under the hashes of both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--published", "--out"):
        parser.add_argument(name, type=Path, required=True)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    digests = [hashlib.sha256((given.data / name).read_bytes()).hexdigest() for name in _FILES]
    arrays, meta = models.load("loaded", OOF)
    if [meta["data"][name] for name in ("train", "eval")] != digests:
        raise ValueError("the linear model's probabilities are of other files: make them anew")
    logits, labels, outlets = held_out_logits(given.data, given.published)
    both = with_linear(logits, arrays["by_outlet"].astype(float), labels, outlets)
    stored: dict[str, Any] = {"-".join(digests): both.astype(np.float32)}
    np.savez_compressed(given.out, **stored)
    judged = ~np.isnan(logits)
    for name, found in (("encoder alone", logits > 0), ("with the linear model", both > 0.5)):
        best = f1_score(labels[judged], found[judged], average="macro")
        _log.info("%s: macro-F1 %.4f", name, best)


if __name__ == "__main__":
    main()
