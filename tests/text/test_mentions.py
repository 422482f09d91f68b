from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import FramingError
from framing.text.document import Document
from framing.text.mentions import (
    find_mentions,
    parse_target_string,
    parse_targets,
    propose_targets,
)
from framing.text.targets import Target


def spans(text: str, targets, demonyms: bool = False) -> dict[str, list[str]]:
    doc = Document.from_text(text, targets=parse_targets(targets, demonyms))
    return {name: [text[m.start : m.end] for m in found] for name, found in doc.mentions.items()}


def linked(text: str, targets) -> list[tuple[str, str, str]]:
    doc = Document.from_text(text, targets=parse_targets(targets))
    found = [m for mentions in doc.mentions.values() for m in mentions if m.linked != "name"]
    return [(m.target, text[m.start : m.end], m.linked) for m in sorted(found)]


# -- reading targets ---------------------------------------------------------------------------


def test_forms_of_targets():
    wanted = (Target("NATO"), Target("Ukraine", ("Kyiv", "Zelensky")))
    assert parse_targets(["NATO", {"Ukraine": ["Kyiv", "Zelensky"]}]) == wanted
    assert parse_targets({"NATO": [], "Ukraine": "Kyiv|Zelensky"}) == wanted
    assert parse_targets(wanted) == wanted
    assert parse_target_string("NATO,Ukraine=Kyiv|Zelensky") == wanted
    assert parse_target_string(" NATO , Ukraine = Kyiv | Zelensky ") == wanted
    assert parse_targets("NATO") == wanted[:1]
    assert parse_targets(()) == parse_targets(None) == parse_target_string("") == ()


@pytest.mark.parametrize(
    "bad", [[""], ["  "], ["..."], [3], [None], {"": ["x"]}, {"A": [""]}, {"A": 3}, 7]
)
def test_unusable_targets_are_named(bad):
    with pytest.raises(FramingError, match="target"):
        parse_targets(bad)


@pytest.mark.parametrize(
    "bad", [["NATO", "NATO"], {"A": ["C"], "B": ["C"]}, ["NATO", {"X": "nato"}]]
)
def test_a_name_stands_for_one_target(bad):
    with pytest.raises(FramingError, match="twice|belongs to"):
        parse_targets(bad)


def test_an_empty_piece_on_the_command_line_is_an_error():
    with pytest.raises(FramingError, match="empty"):
        parse_target_string("NATO,,Russia")


# -- names -------------------------------------------------------------------------------------


def test_boundaries_possessives_and_hyphens():
    text = "NATO's plan, NATO-led. UNNATO, NATOs and pro-NATO crowds like (NATO)."
    assert spans(text, ["NATO"]) == {"NATO": ["NATO"] * 4}


def test_names_with_capitals_keep_their_case():
    text = "May met Mark. You may mark it. MARK left."
    assert spans(text, ["May", "Mark"]) == {"May": ["May"], "Mark": ["Mark", "MARK"]}
    assert spans("Nato and NATO", ["nato"]) == {"nato": ["Nato", "NATO"]}


def test_a_pattern_is_a_literal_name():
    text = "A.B met AxB. Call .* or C++ (C++)."
    assert spans(text, ["A.B", "C++"]) == {"A.B": ["A.B"], "C++": ["C++", "C++"]}


def test_longest_match_wins_across_targets():
    text = "The Bank of Ukraine helped Ukraine."
    assert spans(text, ["Ukraine", "Bank of Ukraine"]) == {
        "Ukraine": ["Ukraine"],
        "Bank of Ukraine": ["Bank of Ukraine"],
    }


def test_mentions_at_both_ends_and_absent_ones():
    assert spans("NATO met NATO", ["NATO", "Atlantis"]) == {
        "NATO": ["NATO", "NATO"],
        "Atlantis": [],
    }


def test_a_name_across_a_line_break_of_a_wrapped_text():
    lines = ["word " * 14 + "Vladimir", "Putin " + "word " * 13] * 4
    text = "\n".join(lines)
    found = spans(text, ["Vladimir Putin"])["Vladimir Putin"]
    assert len(found) == 4 and set(found) == {"Vladimir\nPutin"}


def test_demonyms_on_request():
    text = "Russians in Moscow said the Kremlin and Russian troops of Russia moved."
    assert spans(text, ["Russia"]) == {"Russia": ["Russia"]}
    everything = ["Russians", "Moscow", "Kremlin", "Russian", "Russia"]
    assert spans(text, ["Russia"], demonyms=True) == {"Russia": everything}
    assert spans(text, {"Russia": "@demonyms"}) == {"Russia": everything}
    with pytest.raises(FramingError, match="no demonyms"):
        parse_targets({"Atlantis": "@demonyms"})


def test_a_name_given_outright_goes_to_its_own_target():
    targets = parse_targets([{"Russia": "@demonyms"}, "Moscow"])
    assert "Moscow" not in targets[0].aliases


def test_five_hundred_targets_are_quick():
    targets = parse_targets([f"Name{n} Surname{n}" for n in range(499)] + ["NATO"])
    doc = Document.from_text("NATO spoke of Name7 Surname7 and of nothing else. " * 60)
    find_mentions(doc, targets)
    begin = time.perf_counter()
    found = find_mentions(doc, targets)
    assert time.perf_counter() - begin < 0.2
    assert len(found["NATO"]) == len(found["Name7 Surname7"]) == 60


@given(st.text(max_size=200))
def test_any_text_is_searched(text):
    doc = Document.from_text(text, targets=parse_targets(["NATO", "a"]))
    for found in doc.mentions.values():
        assert all(0 <= m.start < m.end <= len(doc.text) for m in found)


# -- links -------------------------------------------------------------------------------------


def test_pronouns_where_nobody_else_is_meant():
    text = "President Lee arrived late. He smiled and his aides clapped."
    assert linked(text, ["Lee"]) == [("Lee", "He", "pronoun"), ("Lee", "his", "pronoun")]


def test_no_pronoun_with_a_rival_or_for_a_thing():
    assert linked("President Lee met Park. He smiled.", ["Lee"]) == []
    assert linked("Ukraine fought on. He smiled.", ["Ukraine"]) == []
    assert linked("President Lee left. The day was long. Rain fell. He smiled.", ["Lee"]) == []


def test_descriptions_that_the_article_gives():
    text = "Russian President Vladimir Putin spoke. Later the Russian president left."
    assert linked(text, ["Putin"]) == [("Putin", "the Russian president", "description")]
    two = "President Putin met President Lee. The president left."
    assert linked(two, ["Putin"]) == []
    assert linked("NATO met. Then the alliance voted.", ["NATO"]) == [
        ("NATO", "the alliance", "description")
    ]
    assert linked("The alliance met before NATO did.", ["NATO"]) == []


def test_voice_and_speaker_of_a_mention():
    doc = Document.from_text(
        'Rutte arrived. "NATO is strong," Mark Rutte said.', targets=parse_targets(["NATO"])
    )
    (mention,) = doc.mentions["NATO"]
    assert (mention.voice, mention.speaker, mention.linked) == ("quoted", "Mark Rutte", "name")


# -- proposals ---------------------------------------------------------------------------------


def test_proposals_are_the_names_most_documents_mention():
    docs = [
        Document.from_text(f"Officials said {name} met Donald Trump in Geneva. Then Trump left.")
        for name in ("Keir Starmer", "Angela Merkel", "Keir Starmer")
    ]
    proposed = propose_targets(docs, n=3)
    assert list(proposed) == ["Donald Trump", "Geneva", "Keir Starmer"]
    assert proposed["Donald Trump"] == ["Trump"]
    assert parse_targets(proposed)[0].names == ("Donald Trump", "Trump")
    assert propose_targets([]) == {}
