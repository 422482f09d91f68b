"""Sentences that readers coded: numbers that ship, joined to the articles."""

from __future__ import annotations

import pytest

from benchmarks.coded import read_sentences
from framing import FramingError
from framing.measures.stance.coded import ARTICLES, text_hash

TEXTS = ["Nothing here.", "The “radical” plan\u200b failed. Rain fell on Monday."]


@pytest.fixture
def articles(write_articles):
    return write_articles(TEXTS)


def test_sentences_are_cut_out_of_the_folded_text(articles):
    digest = text_hash(TEXTS[1])
    table = f"# a comment\n1\t{digest}\t0\t26\t+\n1\t{digest}\t27\t47\t--\n"
    found = read_sentences(articles, "loaded", table)
    assert found.texts == ['The "radical" plan failed.', "Rain fell on Monday."]
    assert (found.labels, found.plain) == ([1, 0], [False, True])
    assert found.groups == ["article 1"] * 2


def test_another_article_is_refused(articles):
    with pytest.raises(FramingError, match="row 0 of .* is another article"):
        read_sentences(articles, "loaded", f"0\t{text_hash(TEXTS[1])}\t0\t5\t+\n")


@pytest.mark.parametrize(
    ("measure", "rows", "yes", "leaning"),
    [("loaded", 3877, 1332, 1845), ("hedging", 1347, 356, 150)],
)
def test_the_shipped_coding_fits_its_articles(bench, measure, rows, yes, leaning):
    file = bench / ARTICLES
    if not file.is_file():
        pytest.skip(f"needs {file.name}")
    found = read_sentences(file, measure)
    assert (len(found.texts), sum(found.labels)) == (rows, yes)
    assert found.plain.count(False) == leaning
    assert all(text.strip() == text and len(text) >= 40 for text in found.texts)
