from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from framing.lexicon import Lexicon
from framing.measures.stance.cues import CueFinder


@pytest.mark.parametrize("name", ["valence", "demonyms"])
def test_the_card_counts_its_file(name):
    lexicon = Lexicon.load(name)
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \|$", lexicon.card(), re.MULTILINE)
    counted = {category: int(count.replace(",", "")) for category, count in rows}
    assert counted == dict(Counter(entry.category for entry in lexicon.entries))


def test_every_entry_has_a_role_and_a_weight_in_range():
    for entry in Lexicon.load("valence").entries:
        assert entry.note in ("agent", "patient", "both"), entry
        assert -3 <= entry.weight <= 3, entry
        assert not re.search(r"\*\S", entry.pattern), entry


def test_no_entry_stands_twice():
    entries = Lexicon.load("valence").entries
    keys = Counter((e.pattern, e.category, e.note, e.weight > 0) for e in entries)
    assert [key for key, count in keys.items() if count > 1] == []


def small(**categories: str) -> CueFinder:
    words = {name: given.split("; ") for name, given in categories.items()}
    return CueFinder(Lexicon.from_dict("small", words))


def found(finder: CueFinder, text: str) -> list[tuple[str, str]]:
    tokens = text.split()
    return [
        (" ".join(tokens[cue.first : cue.last]), finder.entries[n].category)
        for cue in finder.find(tokens)
        for n in cue.entries
    ]


def test_phrases_win_over_words_and_exact_over_stems():
    finder = small(a="call; call for help; cal*", b="help*")
    assert found(finder, "we call for help now") == [("call for help", "a")]
    assert found(finder, "we call helpers") == [("call", "a"), ("helpers", "b")]
    cue = finder.find(["call"])[0]
    assert [finder.entries[n].pattern for n in cue.entries] == ["call"]


def test_possessives_and_wildcards_inside_phrases():
    finder = small(a="refus* to talk; hero")
    assert found(finder, "they refused to talk") == [("refused to talk", "a")]
    assert found(finder, "the hero's return") == [("hero's", "a")]


def test_the_finder_agrees_with_the_matcher_on_words():
    lexicon = Lexicon.load("valence")
    finder = CueFinder(lexicon)
    text = Path(__file__).read_text(encoding="utf-8").lower()
    for word in set(re.findall(r"[a-z]+", text)):
        assert bool(finder.of_word(word)) == bool(lexicon.match(word)), word
