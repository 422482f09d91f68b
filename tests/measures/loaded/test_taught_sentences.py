"""Sentences that the neural model labelled: numbers that ship, joined to the articles."""

from __future__ import annotations

import numpy as np
import pytest

from framing import FramingError
from framing.lexicon import Lexicon
from framing.measures.loaded.data import TAUGHT, Sample, own_sentences, taught_sentences
from framing.measures.loaded.trainer import Trainer
from framing.measures.stance.coded import ARTICLES
from framing.measures.vectors import learn_vectors


def test_the_shipped_rows_fit_their_articles(bench):
    file = bench / ARTICLES
    if not file.is_file():
        pytest.skip(f"needs {file.name}")
    found = taught_sentences(file)
    assert len(found) == 4397 and sum(sample.label for sample in found) == 1611
    assert all(0 <= sample.weight <= 1 and sample.outlet == TAUGHT for sample in found)
    assert all(30 <= len(sample.text) <= 420 and "\n" not in sample.text for sample in found)
    assert len({sample.group for sample in found}) < len(
        found
    )  # folds keep sentences of an article together


def test_other_articles_are_refused(write_articles):
    with pytest.raises(FramingError, match="another article"):
        taught_sentences(write_articles(["Another article altogether."] * 6000))


def test_taught_sentences_weigh_little_and_say_nothing_of_words():
    own = own_sentences()
    n_own = len(own)
    taught = [
        Sample(f"A shameful zebra {n % 7} ran.", n % 2, (), TAUGHT, f"{TAUGHT} {n}", n / 40)
        for n in range(40)
    ]
    vectors = learn_vectors(sample.text for sample in (*own, *taught))
    trainer = Trainer([*own, *taught], vectors, Lexicon.load("loaded"))
    every, alone = np.arange(n_own + 40), np.arange(n_own)
    assert "w=zebra" not in trainer.names
    for one, other in zip(trainer.fit_words(every), trainer.fit_words(alone), strict=True):
        np.testing.assert_array_equal(one, other)
    weights = trainer._weights(every)
    assert weights[n_own:] == pytest.approx(0.25 * np.arange(40) / 40)
    np.testing.assert_array_equal(weights[:n_own], trainer._weights(alone))
