from __future__ import annotations

import pytest

from framing.lexicon import Lexicon
from framing.lexicon.matcher import Matcher
from framing.measures.frames import FRAMES, FrameWords
from framing.text.document import Document


@pytest.fixture(scope="module")
def words():
    return FrameWords(Lexicon.load("frames"))


def found(words, text):
    doc = Document.from_text(text)
    return [
        (doc.text[start:end].lower(), words.entries[n].category)
        for start, end, n in words.find(doc)
    ]


def test_single_words_and_phrases_are_found_in_reading_order(words):
    text = "The senator slammed the plan, which would cost taxpayers $3 billion."
    assert found(words, text) == [
        ("slammed", "conflict"),
        ("plan", "responsibility"),
        ("cost", "economic"),
        ("taxpayers", "economic"),
        ("billion", "economic"),
    ]


def test_the_longest_hit_wins(words):
    assert found(words, "It was a state of emergency.") == [
        ("state of emergency", "responsibility")
    ]


def test_names_and_set_phrases_take_words_out(words):
    assert found(words, "The Justice Department answered.") == []
    assert ("justice", "morality") in found(words, "They asked for justice.")


def test_parts_of_hyphenated_words_count(words):
    assert ("war", "conflict") in found(words, "The post-conflict, war-weary town.")


@pytest.mark.parametrize("text", ["", "   \n", "?!", "“”", "ok"])
def test_little_text_gives_no_hits(words, text):
    assert found(words, text) == []


def test_hits_agree_with_the_lexicons_own_matcher(words):
    text = (
        "Families fled their homes as troops shelled the town; the minister urged immediate "
        "action and promised emergency aid worth 20 million euros. Bishops called it a sin."
    )
    doc = Document.from_text(text)
    own = [(start, end) for start, end, _ in words.find(doc)]
    theirs = [
        (hit.start, hit.end)
        for hit in words.lexicon.match(doc.lower)
        if words.entries[hit.entry].category != "none"
    ]
    assert own == theirs


def test_every_pattern_stands_once_under_one_frame(words):
    patterns = [entry.pattern for entry in words.entries]
    assert len(set(patterns)) == len(patterns)
    assert {entry.category for entry in words.entries} == {*FRAMES, "none"}


def test_every_entry_has_a_weight_and_a_note_and_can_match(words):
    for entry in words.entries:
        assert entry.note
        assert (entry.weight > 0) == (entry.category != "none")
        sample = entry.pattern.replace("*", "")
        spans = [(hit.start, hit.end) for hit in words.lexicon.match(sample, overlap="all")]
        assert (0, len(sample)) in spans, entry.pattern


def test_words_found_together_are_found_as_each_alone(words):
    lexicon = words.lexicon
    numbers = [n for n, entry in enumerate(lexicon.entries) if " " not in entry.pattern]
    patterns = [lexicon.entries[n].pattern for n in numbers]
    matcher = Matcher(patterns)
    plain = [pattern.replace("*", "") for pattern in patterns]
    tails = ("", "s", "ing", "-led", "'s", "xyz")
    made = [head + word + tail for head in ("", "un", "anti-") for word in plain for tail in tails]
    alone = [tuple((a, b, numbers[n]) for a, b, n in matcher.find(word)) for word in made]
    together = words.hits_numbers(made)
    number_of: dict[tuple[tuple[int, int, int], ...], int] = {(): 0}
    for word, expected, number in zip(made, alone, together, strict=True):
        assert number_of.setdefault(expected, number) == number, word
    assert len(set(number_of.values())) == len(number_of)
    assert sum(map(bool, alone)) > 5_000


def test_words_that_are_taken_out_are_no_hits_with_or_without_a_phrase_beside_them(words):
    assert found(words, "The post-war years were long.") == []
    assert found(words, "The post-war years were a state of emergency.") == [
        ("state of emergency", "responsibility")
    ]
