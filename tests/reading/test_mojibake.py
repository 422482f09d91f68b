from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.reading.mojibake import find_mojibake, mend_mojibake


def _broken(text):
    """Do what a program does that takes UTF-8 for Windows-1252."""
    return "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode()
    )


@pytest.mark.parametrize(
    "text", ["didn’t", "“No” – yes…", "café naïve", "£5 – 5 °C", "Škoda", "🔥"]
)
def test_broken_text_is_found_and_mended(text):
    assert find_mojibake(_broken(text))
    assert mend_mojibake(_broken(text)) == text


def test_text_broken_twice_is_mended():
    assert mend_mojibake(_broken(_broken("didn’t"))) == "didn’t"


@pytest.mark.parametrize(
    "text",
    ["“CAFÉ”", "É»", "“café”…", "São Paulo", "Île", "«À l’heure»", "Ångström…", "naïve — â", "Âge"],
)
def test_real_accents_are_left_alone(text):
    assert find_mojibake(text) == []
    assert mend_mojibake(text) == text


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_is_left_alone(text):
    assert mend_mojibake(text) is text


@given(st.text("didn’t “café” – 5 £", max_size=30))
def test_mending_undoes_breaking(text):
    assert mend_mojibake(_broken(text)) == text
