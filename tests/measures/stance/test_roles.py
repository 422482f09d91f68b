from __future__ import annotations

import pytest

from framing.measures.stance.features import placed_cues
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import TaggedSentence


def roles(text: str, target: str) -> dict[str, tuple[str, str]]:
    sentence = TaggedSentence(text, 0, len(text))
    start = text.index(target)
    place = Place.of(sentence, *sentence.tokens_of(start, start + len(target)))
    return {
        " ".join(sentence.low[p.cue.first : p.cue.last]): (p.rule, p.role)
        for p in placed_cues(sentence, place)
    }


@pytest.mark.parametrize(
    ("text", "cue", "wanted"),
    [
        ("Yesterday Lee slammed the plan.", "slammed", ("subject", "agent")),
        ("Yesterday critics slammed Lee again.", "slammed", ("object", "patient")),
        ("Lee was slammed by critics.", "slammed", ("passive", "patient")),
        ("The plan was slammed by Lee.", "slammed", ("source", "agent")),
        ("They saw the attack on Lee.", "attack", ("preposition", "patient")),
        ("They saw Lee's attack on them.", "attack", ("possessor", "agent")),
        ("They say Lee is brilliant.", "brilliant", ("predicate", "both")),
        ("They met the brilliant Lee there.", "brilliant", ("modifier", "both")),
        ("Then Lee, a disgraced banker, left.", "disgraced", ("apposition", "both")),
        ("Today Lee faces criticism.", "criticism", ("receiver", "patient")),
        ("They praised Park and Lee there.", "praised", ("object", "patient")),
        ("Then Lee said Park lied.", "lied", ("apart", "")),
        ("Lee spoke because thugs attacked.", "thugs", ("beyond", "")),
    ],
)
def test_role_of_a_cue(text, cue, wanted):
    assert roles(text, "Lee")[cue] == wanted


def test_negation_reaches_four_words_and_ends_with_the_clause():
    text = "Lee did not lie, but Park cheated."
    sentence = TaggedSentence(text, 0, len(text))
    negated = {word for word, no in zip(sentence.low, sentence.negated, strict=True) if no}
    assert "lie" in negated and "cheated" not in negated


def test_title_case_is_no_row_of_names():
    text = "Critics Slam Lee Over Terrible Failure"
    sentence = TaggedSentence(text, 0, len(text))
    assert not any(sentence.name)
    assert roles(text, "Lee")["slam"] == ("object", "patient")


def test_quotation_marks_without_partner():
    for text in ('He said "yes and', 'so it was," he said', '"'):
        sentence = TaggedSentence(text, 0, len(text))
        assert len(sentence.quoted) == sentence.n
    text = 'so it was," he said'
    sentence = TaggedSentence(text, 0, len(text))
    assert sentence.quoted[0] and not sentence.quoted[-1]
