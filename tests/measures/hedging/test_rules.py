from __future__ import annotations

import pytest

from framing.lexicon import Lexicon
from framing.measures.hedging import judge
from framing.measures.hedging.rules.registry import RULES, rule_of

HEDGES = ("epistemic", "shield")


def accepted(sentence, part=None):
    wanted = HEDGES if part is None else (part,)
    return [cue.pattern for cue in judge(sentence) if cue.accepted and cue.part in wanted]


@pytest.mark.parametrize(
    "sentence",
    [
        "The storm may reach the coast by Thursday.",
        "TRUMP MAY FACE A CHALLENGE IN THE SENATE NEXT WEEK",
        "Mayor May Face Second Trial Over Harbour Contract",
        "The strike could delay shipments for weeks.",
        "The gunman appeared to have acted alone.",
        "Police believe the gang used stolen plates.",
        "Leaked memos indicate that the board knew.",
        "The prime minister is expected to resign.",
        "The House is expected Tuesday to vote on the bill.",
        "It is unclear whether the mayor knew.",
        "Critics say the law is vague.",
        "The offer was withdrawn, according to a person briefed on the talks.",
        "The company reportedly paid 30 million dollars.",
        "He is accused of dumping waste in the river.",
        "A possible link between the two cases is being examined.",
        "The new rule should help smaller firms, but that may take years.",
        '"I think we lost the crowd," she said.',
        "There is a risk that the truce will collapse.",
    ],
)
def test_hedges_are_found(sentence):
    assert accepted(sentence)


@pytest.mark.parametrize(
    ("sentence", "reading"),
    [
        ("In May the orchestra toured Japan.", "may: month"),
        ("The vote on 6 May ended an era.", "may: month"),
        ("Theresa May lost the vote.", "may: name"),
        ("No person may hold two offices, the charter says.", "may: permission"),
        ("Visitors may not enter the reserve at night.", "may: permission"),
        ("May I see the contract?", "may: month"),
        ("They used the might of the navy.", "might: noun"),
        ("She could not reach the hut.", "could: ability denied"),
        ("They saved so that their daughter could study.", "could: purpose"),
        ("Congress could simply pass a stopgap.", "could: option"),
        ("If he had waited he could have landed there.", "could: counterfactual"),
        ("The council should publish its minutes.", "should: obligation"),
        ("Among likely voters she leads.", "likely: fixed term"),
        (
            "Women were twice as likely as men to work part time.",
            "likely: comparison of frequencies",
        ),
        ("Send the forms as soon as possible.", "possible: fixed phrase"),
        ("The party courted potential donors.", "potential: role"),
        ("Two suspects were arrested.", "suspect: noun"),
        ("She believes in hard work.", "believe: faith or trust"),
        ("The institute is a think tank.", "think: other sense"),
        ("Sales were lower than expected.", "expect: comparison"),
        ("He assumed office in January.", "assume: take over"),
        ("The actor appeared in forty films.", "appear: come into view"),
        ("She suggested meeting at the library.", "suggest: proposal"),
        ("The wording of the clause was unclear and vague.", "unclear: wording"),
        ("Critics gathered outside the theatre.", "source: no claim carried"),
        ("Analyst Jane Roe said the cut was late.", "source: no claim carried"),
    ],
)
def test_other_readings_are_rejected(sentence, reading):
    cues = judge(sentence)
    assert not any(cue.accepted and cue.part in HEDGES for cue in cues)
    rules = {cue.rule for cue in cues}
    assert reading in rules or reading == "source: no claim carried", rules


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said the road would reopen at noon.",
        "Democrats argued that the bill was unconstitutional.",
        "If the bill had passed, the clinic would have closed.",
        "He knew that he would never see the village again.",
        "The committee will decide whether to publish the report.",
        "He usually takes the tram.",
        "The museum will open on the first of June.",
        "About 200 people attended, nearly half of them children.",
        "Clearly, the system has failed.",
    ],
)
def test_what_the_codebook_leaves_out(sentence):
    assert accepted(sentence) == []


def test_boosters_and_approximators_stand_apart():
    sentence = "Of course some 200 people came, in fact more than 300."
    assert accepted(sentence) == []
    assert accepted(sentence, "booster") == ["of course", "in fact"]
    assert accepted(sentence, "approximator") == ["some", "more than"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We must protect our coasts.", []),
        ("She must have known about it.", ["must have"]),
        ("It is not certain at all.", []),
        ("There is no doubt that it is genuine.", ["no doubt", "there is no doubt"]),
    ],
)
def test_boosters(sentence, found):
    assert set(accepted(sentence, "booster")) <= set(found)
    assert bool(accepted(sentence, "booster")) == bool(found)


def test_negation_is_marked():
    (cue,) = [cue for cue in judge("The deal is not likely to hold.") if cue.accepted]
    assert cue.negated
    (cue,) = [cue for cue in judge("The deal is likely to hold.") if cue.accepted]
    assert not cue.negated


def test_curly_and_straight_apostrophes_read_alike():
    plain = judge("It's unclear whether she couldn't or wouldn't come.")
    curly = judge("It’s unclear whether she couldn’t or wouldn’t come.")
    assert plain == curly


def test_every_bracketed_note_names_a_rule():
    for name in ("hedging", "boosters"):
        for entry in Lexicon.load(name).entries:
            if entry.note.startswith("["):
                assert entry.note[1 : entry.note.index("]")] in RULES, entry
            else:
                assert rule_of(entry.note) == "plain"


def test_overlapping_hits_count_once():
    cues = [cue for cue in judge("He is expected to resign.") if cue.accepted]
    assert len(cues) == 1
