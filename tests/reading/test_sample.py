from __future__ import annotations

import json
from collections import Counter

import pytest

import framing as fr
from framing.reading import sample_folder

KINDS = {
    "donation_appeal", "newsletter_signup", "subscription_offer", "summary_widget", "comment_form",
    "navigation", "social_share", "media_caption", "byline", "legal_notice", "editorial_note",
    "advertisement", "masthead", "injected",
}  # fmt: skip


@pytest.fixture(scope="module")
def gold():
    lines = (sample_folder() / "gold_lines.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["file"].removesuffix(".txt"): row for row in map(json.loads, lines)}


def _content(article, gold):
    residue = {int(n) for n in gold[article.id]["not_content"]}
    lines = article.text.splitlines()
    return [line for n, line in enumerate(lines, start=1) if n not in residue and line.strip()]


def test_sample_is_complete_and_clean_to_read(sample):
    assert len(sample) == 25
    assert set(Counter(article.outlet for article in sample).values()) == {5}
    assert not sample.problems and not sample.notes
    assert all(article.date and article.get("lean") for article in sample)
    assert any(article.title is None for article in sample)


def test_gold_covers_every_kind_and_every_file(sample, gold):
    assert set(gold) == set(sample.ids)
    assert {kind for row in gold.values() for kind in row["not_content"].values()} == KINDS
    for article in sample:
        lines = article.text.splitlines()
        assert sum(bool(line.strip()) for line in lines) == gold[article.id]["n_lines"]
        assert all(lines[int(n) - 1].strip() for n in gold[article.id]["not_content"])


def test_articles_are_350_to_700_words_without_residue(sample, gold):
    for article in sample:
        n_words = sum(len(line.split()) for line in _content(article, gold))
        assert 350 <= n_words <= 700, article.id


def test_two_outlets_run_the_same_agency_text(sample, gold):
    copies = [article for article in sample if article.id.endswith("spending-target")]
    assert {article.outlet for article in copies} == {"Meridian Wire", "The Haverby Courier"}
    agency, copy = (set(_content(article, gold)) for article in copies)
    assert len(agency & copy) >= 0.75 * max(len(agency), len(copy))


def test_forms_of_text_are_mixed_on_purpose(sample):
    texts = "".join(article.text for article in sample)
    for form in ("\r\n", "\u00a0", "“", '"', "„", "’", "'", "—", "–", "• "):
        assert form in texts


def test_no_line_of_the_gold_is_ascii_art_or_empty(gold):
    assert sum(len(row["not_content"]) for row in gold.values()) > 200


def test_residue_is_found_and_content_kept(sample, gold):
    """Regression floors: what the cleaning reaches on the sample, to be raised only."""
    from framing.cleaning import label
    from framing.text.normalise import normalise

    found = lost = 0
    for article in sample:
        folded = normalise(article.text).text
        kinds = {folded[s.start : s.end].strip(): s.kind for s in label(folded)}
        for n, line in enumerate(folded.split("\n"), start=1):
            if line.strip():
                is_residue = str(n) in gold[article.id]["not_content"]
                is_taken = kinds.get(line.strip(), "content") != "content"
                found += is_residue and is_taken
                lost += is_taken and not is_residue
    n_residue = sum(len(row["not_content"]) for row in gold.values())
    assert found >= 0.9 * n_residue
    assert lost <= 3


def test_filtering_by_metadata(sample):
    assert {a.outlet for a in sample.filter(lean="left")} == {"Undertow"}
    assert fr.load_sample().ids == sample.ids
