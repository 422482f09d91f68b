from __future__ import annotations

from framing.text.tokens import words


def test_words_keep_inner_marks_and_dotted_acronyms():
    text = "the u.s.-led long-term plan didn't cost 1,200.50 at at&t — fifty-five."
    tokens, starts, ends = words(text)
    assert tokens == [
        "the", "u.s.-led", "long-term", "plan", "didn't", "cost", "1,200.50", "at", "at&t",
        "fifty-five",
    ]  # fmt: skip
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == tokens
