"""Labels of lines in whole texts: residue out, content kept, odd input borne."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.cleaning import LABELS, clean, label, label_many, learn_templates
from framing.cleaning.lines import read_lines
from framing.cleaning.rules import THRESHOLD, overruled
from framing.text.normalise import normalise
from tests.cleaning.articles import BODY, HEADLINE, article


def kinds(text: str) -> dict[str, str]:
    folded = normalise(text).text
    return {folded[s.start : s.end]: s.kind for s in label(folded)}


RESIDUE = [
    ("Sign up for our free weekly newsletter", "newsletter_signup"),
    ("Support independent journalism. Donate today.", "donation_appeal"),
    ("Leave a Reply", "comment_form"),
    ("Your email address will not be published. Required fields are marked *", "comment_form"),
    ("Read more: Why the quay is crumbling", "navigation"),
    ("RELATED: Ferry company cuts routes", "navigation"),
    ("Share on Facebook", "social_share"),
    ("3 / 7", "media_caption"),
    ("(Reporting by Ines Prado; editing by Karl Ode)", "byline"),
    ("Coastal Press contributed to this report.", "byline"),
    ("© 2024 Delta Media Group. All rights reserved.", "legal_notice"),
    (
        "Correction: an earlier version of this article misspelled the board's name.",
        "editorial_note",
    ),
    ("ADVERTISEMENT", "advertisement"),
    ("Subscribe now for unlimited access", "subscription_offer"),
    ("ZARBO »", "injected"),
]


@pytest.mark.parametrize(("line", "kind"), RESIDUE)
def test_residue_below_an_article_is_found(line: str, kind: str) -> None:
    assert list(kinds(article(line)).values())[-1] == kind


NEWS = [
    # news about what residue is about
    "Donations to the crews' legal fund passed 40,000 crowns within two days, its organisers said.",
    "The paper lost a third of its subscribers after the editor was dismissed last spring.",
    "In a newsletter to members, the association called the decision a betrayal.",
    "The board declined to comment.",
    "She did not respond to a request for comment on Tuesday evening.",
    "Protesters shared the recording on Facebook and Telegram within minutes of the vote.",
    "The photograph, taken by a Reuters photographer, shows the wall before it gave way.",
    "Copyright law does not cover such drawings, a court held in 2019.",
    "The advertisement, which ran for two weeks, was withdrawn after complaints.",
    # slogans, short quotes, one-line paragraphs
    "Support Ukraine!",
    '"Never again!"',
    "Not one step back.",
    '"We will not pay."',
    "No comment.",
    "Then the lights went out.",
    "That was in March.",
    # lists and figures of the story
    "- Boats under eight metres stay exempt until the end of next year.",
    "• Two thirds of the berths are rented by the month.",
    "1. Repair the northern quay by 2027.",
    "Coastal Ferries (2014, 2018): $506,000",
    "| North quay | 14 | 62% |",
    # what leads over to a list, a letter or a post
    "In a letter of July 11 the chairwoman wrote to the crews:",
    "Who will pay for the northern quay?",
    # capitals that are no link
    "WE WILL NOT PAY FOR WALLS THAT NOBODY REPAIRED!",
]


@pytest.mark.parametrize("line", NEWS)
def test_content_that_looks_like_residue_stays(line: str) -> None:
    assert kinds(article(line, at=4))[line] == "content"


def test_a_sentence_between_headline_and_byline_stays() -> None:
    below = "The harbour plan signed today is sold as a bridge. It may turn out to be a toll gate."
    found = kinds(
        "\n\n".join([HEADLINE, below, "Ines Prado", "15 September 2024 · 9 min read", *BODY])
    )
    assert found[below] == "content"
    assert found["15 September 2024 · 9 min read"] == "byline"


def test_a_link_in_capitals_goes() -> None:
    link = "FERRY COMPANY CUTS ROUTES AS FUEL PRICES RISE FOR A THIRD YEAR"
    found = kinds(article(link, at=4))
    assert found[link] != "content"
    assert all(found[line] == "content" for line in (HEADLINE, *BODY))


def test_an_article_in_capitals_stays() -> None:
    lines = [line.upper().rstrip(".") for line in (HEADLINE, *BODY)]
    short = "THE BOARD VOTED FOR IT BY A MAJORITY OF TWO"
    assert kinds("\n\n".join([*lines, short, lines[1] + " AGAIN"]))[short] == "content"


def test_the_writer_introduced_in_the_last_line_goes() -> None:
    note = "Ines Prado is a professor of harbour law at Lorn College."
    assert kinds(article(note))[note] == "byline"
    assert kinds(article(note, at=4))[note] == "content"


@pytest.mark.parametrize("line", ["A Fragile Peace", "What the law says", "Who Stands to Gain"])
def test_section_heads_stay(line: str) -> None:
    assert kinds(article(line, at=4))[line] == "content"


def test_body_and_headline_stay() -> None:
    assert set(kinds(article()).values()) == {"content"}


def test_body_stays_between_residue() -> None:
    found = kinds(article("Read more", "Share", "Leave a Reply", "Sign up for our newsletter"))
    assert all(found[line] == "content" for line in (HEADLINE, *BODY))


@pytest.mark.parametrize(
    "masthead", ["LORN GAZETTE – News for the coast", "The Lorn Gazette, since 1902"]
)
def test_the_headline_is_kept_and_the_masthead_above_it_goes(masthead: str) -> None:
    text = "\n\n".join([masthead, HEADLINE, "By Ines Prado", *BODY])
    found = kinds(text)
    assert found[HEADLINE] == "content"
    assert found[masthead] != "content"
    assert found["By Ines Prado"] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "The crews unanimously refused to sign the letter to the board.",
        "On Friday the council will probably sign up to the costliest harbour works in a century.",
    ],
)
def test_a_sentence_between_paragraphs_stays(line: str) -> None:
    assert kinds(article(line, at=4))[line] == "content"


def test_many_texts_are_labelled_as_one_by_one() -> None:
    texts = [normalise(item.text).text for item in fr.load_sample()]
    texts += ["", "One", "  ", "A line.\nAnother.", article("Read more", "Share"), "Ã©tÃ© " * 9]
    for size in (2, 5, len(texts)):
        found = []
        for start in range(0, len(texts), size):
            found += label_many(texts[start : start + size])
        assert found == [label(text) for text in texts]


def test_many_texts_take_the_templates_of_each() -> None:
    sample = fr.load_sample()
    templates = learn_templates(sample)
    texts = [normalise(item.text).text for item in sample]
    each = [templates.of(item.outlet) for item in sample]
    found = label_many(texts, each)
    assert found == [label(text, own) for text, own in zip(texts, each, strict=True)]
    assert found != label_many(texts)


def test_everything_below_a_comment_section_is_comments() -> None:
    found = kinds(article("2 comments", "I have moored there for thirty years and they never "
                          "repaired a thing, so I wonder where all that money went."))  # fmt: skip
    assert list(found.values())[-1] != "content"


def test_mixed_line_loses_only_the_residue() -> None:
    text = article(
        "Shares of Coastal Ferries CFR, +2.35% rose after the board backed the deal.\U0001f52560"
    )
    cleaned = clean(text)
    assert "CFR" not in cleaned
    assert "\U0001f525" not in cleaned
    assert "Shares of Coastal Ferries rose after the board backed the deal." in cleaned


def test_clean_keeps_the_spelling_of_what_is_left() -> None:
    text = article("Sign up for our newsletter").replace("'", "\u2019")
    assert clean(text) == text.rsplit("\n\n", 1)[0]


def test_clean_of_clean_text_changes_nothing() -> None:
    once = clean(article("Read more: The old quay", "ADVERTISEMENT"))
    assert clean(once) == once


def test_text_without_line_breaks_is_judged_by_sentence() -> None:
    text = " ".join([*BODY * 2, "Sign up for our free weekly newsletter to get it in your inbox."])
    cleaned = clean(text)
    assert "newsletter" not in cleaned
    assert BODY[0] in cleaned


def test_hard_wrapped_text_is_judged_by_paragraph() -> None:
    words = " ".join(BODY).split()
    lines = [" ".join(words[i : i + 11]) for i in range(0, len(words), 11)]
    assert set(kinds("\n".join(lines)).values()) == {"content"}


def test_segments_cover_every_line_in_order() -> None:
    folded = normalise(article("Read more", "1 / 3")).text
    segments = label(folded)
    assert [s.start for s in segments] == sorted(s.start for s in segments)
    covered = "".join(folded[s.start : s.end] for s in segments)
    assert covered.replace(" ", "") == "".join(folded.split())
    assert all(s.kind in LABELS and 0 <= s.probability <= 1 for s in segments)


def test_cue_lies_in_its_line() -> None:
    folded = normalise(article("Please sign up for our newsletter here")).text
    last = label(folded)[-1]
    assert last.cue is not None
    assert last.start <= last.cue[0] < last.cue[1] <= last.end


@pytest.mark.parametrize("text", ["", " \n\n ", "\n", "Hi", "x" * 100_000, "\u0000\ud800"])
def test_odd_texts_are_borne(text: str) -> None:
    assert isinstance(clean(text), str)


def test_only_residue_leaves_nothing() -> None:
    assert clean("Share on Facebook\nShare on Twitter\nLeave a Reply\nAll rights reserved") == ""


def test_50000_lines() -> None:
    text = "\n".join([BODY[0], "Home"] * 25_000)
    segments = label(text)
    assert len(segments) == 50_000


def test_a_line_of_5_mb() -> None:
    text = (" ".join(BODY) + " ") * 6_000
    assert len(text) > 5_000_000
    assert sum(s.end - s.start for s in label(text)) > 0.99 * len(text)


def test_other_language_is_kept() -> None:
    text = "\n".join(
        [
            "Der Hafenrat hat am Dienstag beschlossen, die Liegegebühren zu erhöhen.",
            "Rund zweihundert Besitzer kleiner Boote füllten den Saal, während der Rat tagte.",
            "Die Vorsitzende sagte, die Kaimauern seien seit 1974 nicht mehr repariert worden.",
            "Der Verband der Fischer will die Erhöhung vor Gericht anfechten, sagte ein Sprecher.",
        ]
    )
    assert set(kinds(text).values()) == {"content"}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_labelled_without_overlap(text: str) -> None:
    folded = normalise(text).text
    last = 0
    for segment in label(folded):
        assert last <= segment.start < segment.end <= len(folded)
        last = segment.end


@pytest.mark.parametrize(("end", "stays"), [("Just perfect", True), ("Hide Caption 3 of 9", False)])
def test_a_doubtful_paragraph_stays_but_no_gallery(end: str, stays: bool) -> None:
    remarks = " ".join(BODY[n % len(BODY)] for n in range(5))
    lines = read_lines([HEADLINE, BODY[0], f"{remarks} {end}", BODY[1], BODY[2]])
    assert lines.chars[2] > 500
    chance = overruled(lines, np.array([0.95, 0.99, 0.6, 0.99, 0.99]))
    assert (chance[2] >= THRESHOLD) == stays
