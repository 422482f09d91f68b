from __future__ import annotations

import pytest

from framing.measures.rows import Sink
from framing.measures.stance import StanceMeasure
from framing.measures.stance.evidence import is_saying, is_telling
from framing.text.document import Document
from framing.text.mentions import parse_targets


def shown(text: str, target: str = "Lee") -> dict[str, tuple[str, float]]:
    """Give the words shown for a target, each with its rule and weight."""
    doc = Document.from_text(text, targets=parse_targets([target]))
    sink = Sink(doc)
    StanceMeasure().score([doc], [sink])
    found = [item for item in sink.evidences if item.measure == "stance"]
    assert all(abs(item.weight) >= 0.5 for item in found)
    return {item.text: (item.rule, item.weight) for item in found}


@pytest.mark.parametrize(
    ("text", "word", "rule", "sign"),
    [
        ("Voters condemned Lee for his brutal attack.", "condemned", "object", -1),
        ("They called for an end to the reckless Lee.", "reckless", "modifier", -1),
        ("Rivals slam reckless Lee.", "reckless", "modifier", -1),
        ("Lee's failure angered the whole country.", "failure", "possessor", -1),
        ("Park praised Lee as a brave reformer.", "praised", "object", 1),
        ("Lee is brilliant.", "brilliant", "predicate", 1),
    ],
)
def test_words_that_speak(text, word, rule, sign):
    found = shown(text)
    assert found[word][0] == rule and found[word][1] * sign > 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The summit in The Hague ended, and Lee left the failed talks in anger.", "The Hague"),
        ("Park vowed to attack Lee.", "attack"),  # what is done with force blames nobody
        ("Lee said that the attack was a brutal crime.", "brutal"),  # told by Lee, not of Lee
        ("Lee's stay in times of war was a disaster.", "war"),
        ("Concerns about brutal attacks, with Lee warning of a failure, have grown.", "attacks"),
        ("The victims of the flood in Lee died; hundreds were wounded.", "wounded"),
        ("Lee insists, asserts and claims that all is well between them.", "insists"),
    ],
)
def test_words_that_do_not(text, word):
    assert word not in shown(text)


def test_what_points_the_other_way_is_not_shown():
    weights = [weight for _, weight in shown("Critics slammed Lee for a disastrous, brave act.")
               .values()]  # fmt: skip
    assert weights and all(weight < 0 for weight in weights)


def test_words_that_could_tell():
    words = ("between", "and", "will", "said", "asserts", "monday", "russia", "2024", "vladimir")
    assert not any(map(is_telling, words))
    assert all(map(is_telling, ("triumph", "corrupt", "mess")))
    assert is_saying("stressed") and not is_saying("condemned") and not is_saying("pledged")
