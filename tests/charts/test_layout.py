from __future__ import annotations

from framing.charts.layout import drawable, text_width, wrap


def test_what_the_font_lacks_is_left_out():
    assert drawable("Looms🔥60 环") == "Looms60 "
    assert drawable("环球") == "?"
    assert wrap("", 50, 8) == [""]


def test_lines_keep_within_their_width():
    lines = wrap("a name of many words and a verylongwordthatmustbecut", 40, 8)
    assert all(text_width(line, 8) <= 40 or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "anameofmanywordsandaverylongwordthatmustbecut"
