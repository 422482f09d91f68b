from __future__ import annotations

from framing.text.tokens import english_share, words


def test_words_keep_inner_marks_and_dotted_acronyms():
    text = "the u.s.-led long-term plan didn't cost 1,200.50 at at&t — fifty-five."
    tokens, starts, ends = words(text)
    assert tokens == [
        "the", "u.s.-led", "long-term", "plan", "didn't", "cost", "1,200.50", "at", "at&t",
        "fifty-five",
    ]  # fmt: skip
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == tokens


def test_english_stands_apart_from_its_neighbours():
    english = "the ministers said that they would not sign the treaty in its present form".split()
    german = "die minister sagten dass sie den vertrag in seiner jetzigen form nicht".split()
    assert english_share(english) > 0.4 > 0.12 > english_share(german)
    assert english_share([]) == 0.0
