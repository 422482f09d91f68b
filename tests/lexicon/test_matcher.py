from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon.matcher import Matcher


def texts(patterns, text, overlap="longest"):
    return [text[a:b] for a, b, _ in Matcher(patterns).find(text, overlap)]


def test_whole_words_only():
    assert texts(["war", "cold war"], "warm war, éwar, a cold war") == ["war", "cold war"]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (
            "escalat*",
            "it escalates; de-escalation; escalat",
            ["escalates", "escalation", "escalat"],
        ),
        ("*monger", "warmonger and fear-monger", ["warmonger", "fear-monger"]),
        ("un*ed", "unprovoked unused un", ["unprovoked", "unused"]),
        ("no * doubt", "no real doubt, no doubt", ["no real doubt"]),
        ("state* of the art", "states of the art", ["states of the art"]),
    ],
)
def test_wildcards(pattern, text, expected):
    assert texts([pattern], text) == expected


def test_policies_of_overlap():
    patterns = ["some", "some people", "people say"]
    text = "some people say"
    assert texts(patterns, text) == ["some people"]
    assert texts(patterns, text, "all") == ["some", "some people", "people say"]
    assert texts(patterns, text, "first") == ["some", "people say"]


def test_a_long_pattern_that_fails_does_not_hide_a_short_one():
    assert texts(["may", "may not en"], "he may not enter") == ["may"]


WORDS = ["a", "ab", "b", "ab a", "b ab", "aa"]


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, unique=True), st.text(alphabet="ab ", max_size=30)
)
def test_finds_what_a_regular_expression_finds(patterns, text):
    found = Matcher(patterns).find(text, "all")
    expected = {
        (m.start(), m.start() + len(p), n)
        for n, p in enumerate(patterns)
        for m in re.finditer(rf"(?<!\w)(?={re.escape(p)}(?!\w))", text)
    }
    assert set(found) == expected
