from __future__ import annotations

import pytest

from framing.text.tokens import WORD, words


def test_words_keep_inner_marks_and_dotted_acronyms():
    text = "the u.s.-led long-term plan didn't cost 1,200.50 at at&t — fifty-five."
    tokens, starts, ends = words(text)
    assert tokens == [
        "the", "u.s.-led", "long-term", "plan", "didn't", "cost", "1,200.50", "at", "at&t",
        "fifty-five",
    ]  # fmt: skip
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == tokens


@pytest.mark.parametrize(
    "text",
    [
        "", "'", "é—中文 2.5bn u.s.a's x.y.z-led a--b 'tis rock'n'roll _a_ 1,2,3. at&t",
        "10,000th u.k.-based 3.5m p.m., a.b", "½ ²x \ud800a 𝔘 ٣.٤ no\n\nyes",
    ],
)  # fmt: skip
def test_words_are_what_the_pattern_finds(text):
    hits = list(WORD.finditer(text))
    assert words(text) == (
        [hit[0] for hit in hits], [hit.start() for hit in hits], [hit.end() for hit in hits]
    )  # fmt: skip


def test_words_outside_the_spans_are_left_out():
    text = "one two three four"
    assert words(text, [(0, 3), (8, 13)]) == (["one", "three"], [0, 8], [3, 13])
