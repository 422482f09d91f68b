from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from framing.text.normalise import fold_case, normalise

TYPOGRAPHY = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2009": " "}


def test_variants_of_one_text_fold_to_the_same():
    plain = 'He didn\'t say "no" in the café.'
    variants = [
        "He didn’t say “no” in the café.",
        "He\u00a0didn't say «no» in the caf\u00e9.",
        unicodedata.normalize("NFD", plain),
        'He did\u00adn\'t say "no" in the ca\u200bfé.',
        "He didn't say ``no'' in the café.",
    ]
    assert {normalise(v).text for v in variants} == {plain}


def test_line_ends_fold_to_line_feeds():
    assert normalise("a\r\nb\rc\u2028d").text == "a\nb\nc\nd"


def test_offsets_lead_back_over_every_kind_of_change():
    raw = "\ufeffOne\r\ntwo\u00ad-fold cafe\u0301 ``word''\x00end"
    folded = normalise(raw)
    for word in ("One", "two-fold", "café", '"word"', "end"):
        at = folded.text.index(word)
        start, end = folded.to_source(at, at + len(word))
        assert normalise(raw[start:end]).text == word


def test_lone_surrogates_and_nul_do_not_raise():
    folded = normalise("a\ud800b\x00c")
    assert folded.text == "a\ufffdb c"
    assert folded.to_source(2, 3) == (2, 3)


@given(st.text(alphabet=st.sampled_from("ab ’“”\"'\u00a0\u00ad\u200b\r\n\u0301e`"), max_size=40))
def test_every_span_of_the_fold_points_into_the_source(raw):
    folded = normalise(raw)
    spans = [folded.to_source(n, n + 1) for n in range(len(folded.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(max_size=60))
def test_folding_case_keeps_the_length(text):
    assert len(fold_case(text)) == len(text)


def test_folding_case_of_letters_that_grow():
    assert fold_case("İSTANBUL ẞ") == "İstanbul ß"
