from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.measures.readability import ReadabilityMeasure, TextCounts, count_syllables
from framing.measures.rows import Sink
from framing.measures.syllables import common_words, counted
from framing.text.document import Document

# Sentences in which textstat and the library count the same words and sentences.
PLAIN = (
    "The committee published its second report on Tuesday afternoon. It describes how several "
    "municipal laboratories measured contamination over eleven years. Nobody in the small town "
    "had heard about these numbers before. Officials promised that every household would get a "
    "letter with detailed instructions. The letters arrived late and many people threw them away."
)
TEXTSTAT = {
    "flesch": "flesch_reading_ease",
    "flesch_kincaid": "flesch_kincaid_grade",
    "coleman_liau": "coleman_liau_index",
    "gunning_fog": "gunning_fog",
    "smog": "smog_index",
    "ari": "automated_readability_index",
    "dale_chall": "dale_chall_readability_score",
}


@pytest.fixture(scope="module")
def textstat():
    """textstat with pyphen's syllables, so that it needs no download."""
    import textstat

    textstat.set_lang("en-US")
    yield textstat
    textstat.set_lang("en_US")


@pytest.fixture(scope="module")
def measure():
    return ReadabilityMeasure()


def scored(measure, text, title=None):
    doc = Document.from_text(text, title)
    sink = Sink(doc)
    measure.score([doc], [sink])
    return {u.measure.split(".")[1]: u.numerator / u.denominator for u in sink.units}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("index", TEXTSTAT)
def test_index_equals_textstats_on_the_same_counts(measure, textstat, index):
    assert scored(measure, PLAIN)[index] == pytest.approx(
        getattr(textstat, TEXTSTAT[index])(PLAIN), abs=1e-9
    )


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=30, deadline=None)
@given(st.permutations(PLAIN.split(". ")), st.integers(2, 5))
def test_indices_equal_textstats_on_other_texts(measure, textstat, pieces, n):
    text = ". ".join(piece.rstrip(".") for piece in pieces[:n]) + "."
    found = scored(measure, text)
    for index, name in TEXTSTAT.items():
        assert found[index] == pytest.approx(getattr(textstat, name)(text), abs=1e-9)


@pytest.mark.filterwarnings("ignore")
def test_syllables_equal_textstats(textstat):
    words = (
        "a the readability long-term didn't u.s. u.s.-led anti-war co-operation 1,000 2020 it's "
        "governors' year-old naïve café zelensky world's o'brien rock&roll they've idea create"
    ).split()
    for word in words:
        assert count_syllables(word) == textstat.syllable_count(word), word


def test_shipped_syllables_are_those_that_are_counted():
    shipped = common_words()
    assert len(shipped) >= 20_000
    assert {word: counted(word) for word in shipped} == shipped


def test_another_pyphen_is_not_answered_from_the_shipped_counts(monkeypatch):
    monkeypatch.setattr("framing.measures.syllables.metadata.version", lambda name: "0.0")
    common_words.cache_clear()
    try:
        assert common_words() == {}
        assert count_syllables("readability") == 4
    finally:
        common_words.cache_clear()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_syllables_equal_textstats_on_real_words(textstat, bench):
    lines = (bench / "corpus_outlets" / "articles.jsonl").read_text("utf-8").splitlines()[:40]
    words = {w for line in lines for w in Document.from_text(json.loads(line)["text"]).words}
    wrong = [word for word in words if count_syllables(word) != textstat.syllable_count(word)]
    assert not wrong


def test_formulas_against_hand_computation():
    counts = TextCounts(100, 5, 450, 480, 150, 12, 9, 4)
    assert counts.flesch == pytest.approx(206.835 - 20.3 - 126.9)
    assert counts.flesch_kincaid == pytest.approx(7.8 + 17.7 - 15.59)
    assert counts.coleman_liau == pytest.approx(26.1 - 1.48 - 15.8)
    assert counts.gunning_fog == pytest.approx(0.4 * (20 + 9))
    assert counts.smog == pytest.approx(1.043 * 72**0.5 + 3.1291)
    assert counts.ari == pytest.approx(22.608 + 10 - 21.43)
    assert counts.dale_chall == pytest.approx(0.1579 * 4 + 0.0496 * 20)
    harder = TextCounts(100, 5, 450, 480, 150, 12, 9, 6)
    assert harder.dale_chall == pytest.approx(0.1579 * 6 + 0.0496 * 20 + 3.6365)


def test_abbreviations_end_no_sentence(measure):
    plain = PLAIN.replace("The committee", "The American committee", 1)
    dotted = PLAIN.replace("The committee", "The U.S. committee", 1)
    key = "words_per_sentence"
    assert scored(measure, dotted)[key] == scored(measure, plain)[key]


def test_curly_apostrophes_change_nothing(measure):
    straight = PLAIN + " They didn't know what the town's 'experts' had said."
    curly = straight.replace("'", "’")
    assert scored(measure, straight) == scored(measure, curly)


def test_heads_are_left_out(measure):
    with_heads = f"Report finds old numbers\n\n{PLAIN}\n\nWhat comes next\n\n{PLAIN}"
    assert scored(measure, with_heads) == pytest.approx(scored(measure, PLAIN), abs=1e-9)


@pytest.mark.parametrize("text", ["", "Hi", "Hi. Hi. Hi. Hi. Hi. Hi. Hi. Hi.", "“”", "..."])
def test_too_little_text_has_no_value(measure, text):
    assert scored(measure, text) == {}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PLAIN.split(". ")), min_size=1, max_size=9))
def test_no_value_grows_with_length(measure, pieces):
    body = " ".join(piece.rstrip(".") + "." for piece in pieces)
    assert scored(measure, f"{body}\n\n{body}") == pytest.approx(scored(measure, body), abs=1e-9)


def test_diversity_lies_between_repetition_and_variety(measure):
    varied = scored(measure, PLAIN)["diversity"]
    repeated = scored(measure, PLAIN + " The town the town the town the town." * 40)["diversity"]
    assert 0 < repeated < varied <= 1


def test_diversity_by_drawing(measure):
    import numpy as np

    words = Document.from_text(PLAIN).words
    rng = np.random.default_rng(0)
    drawn = [len(set(rng.choice(words, 42))) / 42 for _ in range(4000)]
    assert scored(measure, PLAIN)["diversity"] == pytest.approx(np.mean(drawn), abs=0.005)


def test_textstat_is_not_imported():
    import subprocess
    import sys

    code = (
        "import sys; from framing.measures.readability import ReadabilityMeasure as M\n"
        "from framing.measures.rows import Sink; from framing.text.document import Document\n"
        "d = Document.from_text('The quick brown fox jumps over one lazy dog while nine old "
        "cats sit still and watch.'); s = Sink(d); M().score([d], [s]); assert s.units\n"
        "assert 'textstat' not in sys.modules and 'nltk' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_recipe_names_the_source_of_syllables(measure):
    assert "pyphen" in measure.recipe
    assert all(spec.name.startswith("readability.") for spec in measure.specs)
    assert not any(spec.voices or spec.segments for spec in measure.specs)
