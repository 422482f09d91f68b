from __future__ import annotations

import pytest

from framing.neural.inputs import LONGEST, Inputs

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]", "the", "deal", "may", "fail"]
WORDS += ["rut", "##te", "'", "s", ".", "sep", '"']


@pytest.fixture(scope="module")
def inputs(extra):
    return Inputs(WORDS)


def spelled(row):
    return " ".join(WORDS[number] for number in row.tokens)


def test_a_sentence_is_framed(inputs):
    ((row,),) = inputs.sentences(["The deal may fail."])
    assert spelled(row) == "[CLS] the deal may fail . [SEP]" and row.second == 0


def test_a_mention_is_bracketed_and_given_again(inputs):
    text = "The deal Rutte's may fail"
    (row,) = inputs.mentions([(text, 9, 14)])
    assert spelled(row) == "[CLS] the deal [ rut ##te ] ' s may fail [SEP] rut ##te [SEP]"
    assert row.second == 3


def test_marks_in_a_text_are_no_marks(inputs):
    assert [WORDS[n] for n in inputs.pieces(["[SEP]"])[0]] == ["[", "sep", "]"]


def test_spellings_of_one_character_give_the_same_pieces(inputs):
    plain, curly = inputs.pieces(['Rutte\'s "deal"', "Rutte’s “deal”"])
    assert plain == curly


def test_every_piece_of_a_long_sentence_stands_in_a_window(inputs):
    for size in (LONGEST - 2, LONGEST - 1, 200, 301, 1000):
        pieces = list(range(1000, 1000 + size))
        rows = inputs.windows(pieces)
        assert all(len(row.tokens) <= LONGEST for row in rows)
        assert {n for row in rows for n in row.tokens[1:-1]} == set(pieces)
        assert (len(rows) == 1) == (size <= LONGEST - 2)


@pytest.mark.parametrize("before, after", [(500, 0), (0, 500), (500, 500), (3, 500), (500, 3)])
def test_the_window_lies_around_the_mention(inputs, before, after):
    row = inputs.marked(range(1000, 1000 + before), [11, 12], range(5000, 5000 + after))
    tokens = list(row.tokens)
    assert len(tokens) == LONGEST
    opened = tokens.index(5)
    assert tokens[opened : opened + 4] == [5, 11, 12, 6]
    if before:
        assert tokens[opened - 1] == 1000 + before - 1
    if after:
        assert tokens[opened + 4] == 5000


def test_a_mention_longer_than_the_window_keeps_both_ends(inputs):
    row = inputs.marked([7] * 50, list(range(100, 400)), [8] * 50)
    assert len(row.tokens) <= LONGEST
    assert {100, 399} <= set(row.tokens) and 7 in row.tokens and 8 in row.tokens


def test_words_carry_their_spans(inputs):
    text = "Rutte’s  deal\u00ad may"
    found = inputs.parsed(text)
    assert [text[start:end] for start, end in found.spans] == ["Rutte", "’", "s", "deal", "may"]
    assert found.words == [0, 0, 1, 2, 3, 4]


def test_an_empty_text_is_a_row_of_marks(inputs):
    ((row,),) = inputs.sentences([""])
    assert spelled(row) == "[CLS] [SEP]"
    assert inputs.sentences([]) == [] and inputs.mentions([]) == []
