from __future__ import annotations

from framing.charts.layout import drawable, shorten, text_width, wrap


def test_what_the_font_lacks_is_left_out():
    assert drawable("Looms🔥60 环") == "Looms60 "
    assert drawable("环球") == "?"
    assert wrap("", 50, 8) == [""]


def test_lines_keep_within_their_width():
    lines = wrap("a name of many words and a verylongwordthatmustbecut", 40, 8)
    assert all(text_width(line, 8) <= 40 or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "anameofmanywordsandaverylongwordthatmustbecut"


def test_long_names_lose_whole_words_of_their_middle():
    name = "Gazette: City Council Votes to Widen the Ring Road Against Advice of its Engineers"
    short = shorten(name, 60, 7, 3)
    words = short.replace("\n", " ").split()
    assert len(short.split("\n")) <= 3
    assert words[0] == "Gazette:" and words[-1] == "Engineers" and "…" in words
    assert set(words) - {"…"} <= set(name.split())
    assert shorten("Two words", 60, 7) == "Two words"


def test_a_name_of_one_long_word_is_cut_inside():
    short = shorten("outlet_" * 20 + "north", 60, 7, 2)
    assert len(short.split("\n")) <= 2 and "…" in short and short.endswith("north")
