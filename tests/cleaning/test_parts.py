"""Forms of whole lines, residue inside lines, and the features under the model."""

from __future__ import annotations

import numpy as np
import pytest

from framing.cleaning.context import CONTEXT_NAMES
from framing.cleaning.evidence import TokenTable, tokens
from framing.cleaning.forms import form_of
from framing.cleaning.kinds import KINDS
from framing.cleaning.lines import read_lines
from framing.cleaning.material import rare_blocks
from framing.cleaning.model import context_features
from framing.cleaning.shapes import SHAPE_NAMES
from framing.cleaning.spans import residue_in
from framing.lexicon import Lexicon

FORMS = [
    ("By Ana Duarte and Tom Keller", "byline"),
    ("6 hours ago", "byline"),
    ("With files from Coastal Press", "byline"),
    ("SEE ALSO: How the dam was built", "navigation"),
    ("Story Continued Below", "navigation"),
    ("Premier Ana Duarte speaks in Lisbon, May 4, 2021. (Joao Silva/Reuters)", "media_caption"),
    ("Updated 4:10 p.m. ET on Sunday", "editorial_note"),
    ("Facebook Twitter Instagram", "social_share"),
    ("12 comments", "comment_form"),
    ("Privacy Policy", "legal_notice"),
    ("Support The Valley Times!", "donation_appeal"),
    ("QRXTA »", "injected"),
    ("— With assistance by Ana Duarte and Tom Keller", "byline"),
    ("Contributing to this report were Ana Duarte in Lisbon and Tom Keller in Oslo.", "byline"),
    ("( Earlier on DELTA: How the dam was built)", "navigation"),
    ("More: Dam bill stalls in the Senate", "navigation"),
    ("Read More Lobbyists Return to the Senate", "navigation"),
    ("Villagers wait for water near the dam, May 4, 2021. REUTERS/Joao Silva", "media_caption"),
    ("CLOSE The dam bill has stalled in the Senate for a third year. Delta TV", "media_caption"),
    ("EDITORS NOTE: The board's name was misspelled when this article first went out to readers, "
     "and so was the name of its chairwoman, who took office last year.", "editorial_note"),
    ("This is a rush transcript. It may hold errors.", "editorial_note"),
    ("CLICK TO GET THE DELTA NEWS APP", "subscription_offer"),
    ("Ana Duarte (Delta) on May 13, 2018 at 5:23 pm said:", "comment_form"),
    ("dam_fan on May 13, 2018 at 5:23 pm", "comment_form"),
    ("AnaMay 30, 2019 at 1:06 PM", "comment_form"),
    ("Ana Duarte Jun 20th at 2:41 am", "comment_form"),
    ("2 days ago at 07:52 am", "comment_form"),
    ("Rating: 36 Votes", "comment_form"),
    ("39 points · 6 years ago", "comment_form"),
    ("14H ago", "byline"),
    ("Ana Duarte / Reuters Villagers wait for water near the dam, which has been dry since May of "
     "last year, on the day on which the minister came to see it.", "media_caption"),
    ("Clarification at 2:45 p.m. ET: Earlier, we said that the dam was full.", "editorial_note"),
    ("Acknowledgments: The series on the dam was paid for by a trust.", "editorial_note"),
    ("[Watch Delta: The minister answers for the dam, tonight at nine]", "advertisement"),
    ("Related Video Half a year on, the dam is still dry.", "media_caption"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind"), FORMS)
def test_forms(line: str, kind: str) -> None:
    assert KINDS[form_of(line)] == kind


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the water had fallen.",
        "Support Ukraine!",
        "Share prices fell.",
        "Comment is free, the editor wrote, but facts are sacred.",
        "Updated rules take effect in May, the ministry said.",
        "The Reuters photographer was hurt.",
        "Watch the price of grain, farmers say, and you know who wins.",
        "Follow the money, prosecutors like to say.",
        "(The minister did not answer.)",
        "More than a third of the berths are empty.",
        "Close to the dam the road is under water.",
        "With assistance from neighbours, the family rebuilt its house.",
        "Read more books, the teacher told them.",
        "The court will meet on June 3, 2020 at 5:00 pm.",
        "The vote is on June 3, 2020 at 5:00 pm",
        "Rating: 36 votes were cast for it.",
    ],
)
def test_no_forms(line: str) -> None:
    assert form_of(line) == -1


MIXED = [
    ("Boeing Co. BA, +9.92% , which makes planes, fell again.", " BA, +9.92% ", "injected"),
    ("Q&A Who owns it? Show Hide The dam belongs to the province, officials in the capital say.",
     "Q&A Who owns it? Show Hide ", "navigation"),
    ("The plan failed (Also on DELTA: How the plan was made) and was withdrawn by the minister.",
     " (Also on DELTA: How the plan was made)", "navigation"),
    ("Sen. Ann Rowe Ann Maria RoweSenate stalls dam bill Lobbyists return MORE (D) said no.",
     " Ann Maria RoweSenate stalls dam bill Lobbyists return MORE", "navigation"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "part", "kind"), MIXED)
def test_residue_inside_lines(line: str, part: str, kind: str) -> None:
    (found,) = residue_in(line)
    assert (line[found.start : found.end], found.kind) == (part, kind)


@pytest.mark.parametrize(
    "line",
    [
        "Turnout rose by 9.92% in the city (and fell elsewhere).",
        "The S&P 500 fell 2.1% on Monday.",
        "He wanted more. MORE was what he got.",
        "The board met (again) and agreed on nothing at all.",
        "Inflation was +2.5% in May.",
    ],
)
def test_body_lines_are_left_whole(line: str) -> None:
    assert residue_in(line) == []


def test_features_have_their_names() -> None:
    lines = read_lines(["One line.", "Another, longer line of text here.", "Home"])
    assert lines.shape.shape == (3, len(SHAPE_NAMES))
    table = context_features(lines, np.zeros(3), [3])
    assert table.shape == (1 + len(SHAPE_NAMES) + len(CONTEXT_NAMES) + len(KINDS) + 4, 3)
    assert np.isfinite(table).all()


def test_marked_lines_near_by_are_counted() -> None:
    body = "The harbor board met on Monday and agreed to repair the quay before the winter begins."
    texts = [body, body, "12 comments", "dam_fan on May 13, 2018 at 5:23 pm", body, "Reply", body]
    table = context_features(read_lines(texts), np.zeros(7), [7])
    rows = dict(zip(CONTEXT_NAMES, table[1 + len(SHAPE_NAMES) :], strict=False))
    assert rows["marks_before"].tolist() == [0, 0, 0, 1, 2, 2, 3]
    assert rows["marks_after"].tolist() == [3, 3, 2, 1, 1, 0, 0]
    assert rows["marks_around"].tolist() == [0, 0, 0, 1, 1, 0, 0]


def test_lexicon_covers_every_kind() -> None:
    lexicon = Lexicon.load("boilerplate")
    assert set(lexicon.counts) == set(KINDS)
    assert min(lexicon.counts.values()) >= 80


def test_own_lines_are_many_and_labelled() -> None:
    lines = [pair for _, block in rare_blocks() for pair in block]
    assert len(lines) >= 250
    assert {kind for kind, _ in lines} <= {"content", *KINDS}


def test_known_tokens_are_found_by_number_as_by_name() -> None:
    lines = [
        "Read more: Storm closes harbor",
        "= 0",
        "Sign up",
        "^ $5",
        "a",
        "Sign up sign up " * 12,
    ]
    lowers = [line.lower() for line in lines]
    named = sorted({token for lower in lowers[:4] + lowers[5:] for token in tokens(lower)})
    rows, owners = TokenTable(named).rows(lowers)
    for at, lower in enumerate(lowers):
        assert {named[row] for row in rows[owners == at]} == {*tokens(lower)} & {*named}


@pytest.mark.parametrize("size", [0, 1, 7, 40_000])
def test_keys_are_found_at_their_place_or_by_search(size):
    from framing.cleaning.evidence import _Places

    rng = np.random.default_rng(size)
    keys = rng.permutation(np.unique(rng.integers(0, 2**40, size)))
    wanted = np.concatenate([keys, rng.integers(0, 2**40, 1000)])
    known = {key: row for row, key in enumerate(keys.tolist())}
    found = _Places(keys, np.arange(len(keys))).of(wanted)
    assert found.tolist() == [known.get(key, -1) for key in wanted.tolist()]


def test_words_of_many_lines_are_those_that_splitting_gives():
    from framing.cleaning.words import Splitter, spelled

    lines = ["a\u2003b\x85 ab", "", "\U0001f600 ba, 3a", "-- x"] * 300  # more than one piece
    split = [line.replace(",", " , ").replace("3", "0").split() for line in lines]
    found = Splitter(",", "3").of(lines)
    named = [word for words in split for word in words]
    assert found.lengths.tolist() == list(map(len, named))
    assert found.lines.tolist() == [at for at, words in enumerate(split) for _ in words]
    assert found.codes.tolist() == spelled(named).tolist()
    assert len(set(found.codes.tolist())) == len(set(named))
