"""The quick sums over tables against the features by name, which training uses."""

from __future__ import annotations

import numpy as np
import pytest

from framing.measures.stance.features import mention_features, placed_cues
from framing.measures.stance.model import StanceModel
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import TaggedSentence

SENTENCES = [
    "Critics slammed President Lee for his disastrous failure, but Lee didn't apologise!",
    'Lee, a "brave and brilliant" reformer, was never accused of the invasion of Lee\'s city.',
    "Lee Wins Praise As Park Faces Harsh Attack From Angry Voters",
    "Is Lee the worst president? He said no, no and no: 3 of 4 voters praised him, Park said.",
    "Although the bombing of Lee's country killed 40 people, allies of Lee, who was attacked by "
    "Park, refused to help and, unlike her, did nothing to support the victims of the war.",
    "It was Lee.",
    '" Lee said the the the plan is not a good good plan .',
]


@pytest.fixture(scope="module")
def model() -> StanceModel:
    return StanceModel.shipped()


@pytest.mark.parametrize("text", SENTENCES)
def test_every_place_in_a_sentence(model, text):
    sentence = TaggedSentence(text, 0, len(text))
    coded = model.tables.code(sentence)
    places = [
        Place.of(sentence, first, last)
        for first in range(sentence.n)
        for last in (first + 1, min(first + 2, sentence.n))
    ]
    judged = [model.tables.judge(sentence, coded, p, placed_cues(sentence, p)) for p in places]
    named = [model.chances(mention_features(sentence, place)) for place in places]
    assert np.allclose(model.judge(judged), named, rtol=0, atol=1e-12)
    assert len({round(row[0], 6) for row in named}) > len(places) // 4  # they do differ


def test_the_sums_of_a_mention_do_not_depend_on_the_others(model):
    judged = []
    for text in SENTENCES:
        sentence = TaggedSentence(text, 0, len(text))
        place = Place.of(sentence, *sentence.tokens_of(text.index("Lee"), text.index("Lee") + 3))
        cues = placed_cues(sentence, place)
        judged.append(model.tables.judge(sentence, model.tables.code(sentence), place, cues))
    together = model.judge(judged)
    assert together == [model.judge([one])[0] for one in judged]
    assert together[::-1] == model.judge(judged[::-1])
    assert model.judge([]) == []
