from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.text.attributions import CUE_KINDS, SOURCE_KINDS, Attribution
from framing.text.document import Document


def spans(text: str, parts: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in parts]


def read(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    doc = Document.from_text(text)
    return [
        (spans(doc.text, a.source), spans(doc.text, a.cue), spans(doc.text, a.content))
        for a in doc.attributions
    ]


def only(text: str) -> Attribution:
    found = Document.from_text(text).attributions
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Mr Hall said that taxes would rise.", "Mr Hall", "said", ["that taxes would rise"]),
        ("Mr Hall said taxes would rise.", "Mr Hall", "said", ["taxes would rise"]),
        ('"Taxes will rise," Mr Hall said.', "Mr Hall", "said", ['"Taxes will rise,"']),
        ('"Taxes will rise," said Mr Hall.', "Mr Hall", "said", ['"Taxes will rise,"']),
        ('Mr Hall said: "Taxes will rise."', "Mr Hall", "said", ['"Taxes will rise."']),
        (
            '"Taxes," she said on Monday, "will rise."',
            "she",
            "said",
            ['"Taxes,"', '"will rise."'],
        ),
        (
            "Taxes will rise, according to the finance ministry.",
            "the finance ministry",
            "according to",
            ["Taxes will rise"],
        ),
        (
            "According to U.S. officials, Washington is ready to talk.",
            "U.S. officials",
            "According to",
            ["Washington is ready to talk"],
        ),
        (
            "The minister told reporters in Oslo that the plan had failed.",
            "The minister",
            "told",
            ["that the plan had failed"],
        ),
        (
            "The union called the offer an insult.",
            "The union",
            "called",
            ["the offer an insult"],
        ),
        (
            "The mayor has repeatedly denied that money was missing.",
            "The mayor",
            "has repeatedly denied",
            ["that money was missing"],
        ),
        ("Rutte: Allies must pay more", "Rutte", ":", ["Allies must pay more"]),
        ("Allies must pay more, and soon: Stoltenberg", "Stoltenberg", ":", None),
        (
            "Critics fear his claim will cost votes.",
            "Critics",
            "fear",
            ["his claim will cost votes"],
        ),
        (
            "The plan, residents say, is a bad one.",
            "residents",
            "say",
            ["The plan", "is a bad one"],
        ),
        (
            "Anna Berg, a lawyer in Oslo, said the law was weak.",
            "Anna Berg, a lawyer in Oslo,",
            "said",
            ["the law was weak"],
        ),
        (
            "Leaders who met in Berlin said they would help.",
            "Leaders who met in Berlin",
            "said",
            ["they would help"],
        ),
        (
            "The port is safe from what ministers describe as a lasting threat.",
            "ministers",
            "describe",
            ["a lasting threat"],
        ),
        (
            "Ms Berg framed the strike as a test for the city.",
            "Ms Berg",
            "framed",
            ["the strike as a test for the city"],
        ),
        (
            "The remarks, first reported by the Harbour Post, caused anger.",
            "the Harbour Post",
            "first reported",
            ["The remarks"],
        ),
        ("US officials said the road was closed.", "US officials", "said", ["the road was closed"]),
        (
            "The ferry returned, with sailors warning that the storm was not over.",
            "sailors",
            "warning",
            ["that the storm was not over"],
        ),
        (
            "Ms Berg left the hall and on Friday reportedly told friends that she would resign.",
            "Ms Berg",
            "told",
            ["that she would resign"],
        ),
        (
            "She wants to hear all the reasons the mayor gave, the editor said.",
            "the editor",
            "said",
            None,
        ),
    ],
)
def test_form(text: str, source: str, cue: str, content: list[str] | None) -> None:
    found = read(text)
    assert len(found) == 1
    assert found[0][0] == [source]
    assert found[0][1] == [cue]
    if content is not None:
        assert found[0][2] == content


@pytest.mark.parametrize(
    "text", ["UPDATE: The bridge is open again.", "File photo: The old bridge at night."]
)
def test_label_of_a_line_is_no_voice(text: str) -> None:
    assert read(text) == []


def test_verb_before_the_subject_is_no_part_of_it() -> None:
    found = only("She penned a public letter warning that ships would sink.")
    assert found.speaker == "public letter"


def test_possessive_noun_is_a_cue() -> None:
    found = read("His claim that the vote was stolen cost him the party.")
    assert found[0][0] == ["His"]
    assert found[0][2][0].startswith("that the vote was stolen")


def test_participle_takes_the_source_of_its_clause() -> None:
    found = read("Mr Hall said the plan had failed, adding that nobody was to blame.")
    assert [f[0] for f in found] == [["Mr Hall"], ["Mr Hall"]]
    assert found[0][2] == ["the plan had failed"]
    assert found[1][2] == ["that nobody was to blame"]


def test_quotation_after_the_speaker_goes_on() -> None:
    found = read('"It is over," said Ms Berg. "We are going home."\n\nThe vote is on Monday.')
    assert len(found) == 1
    assert found[0][2] == ['"It is over,"', '"We are going home."']


def test_colon_announces_the_next_paragraph() -> None:
    found = read('Ms Berg wrote on Friday:\n\n"The deal is dead."\n\nNobody replied.')
    assert found == [(["Ms Berg"], ["wrote"], ['"The deal is dead."'])]


def test_quotation_over_two_paragraphs() -> None:
    text = 'Ms Berg said: "The deal is dead.\n\n"We are going home."\n\nNobody replied.'
    found = read(text)
    assert len(found) == 1
    assert "".join(found[0][2]).count("We are going home") == 1


@pytest.mark.parametrize(
    "text",
    [
        "The state reports are due on Monday.",
        "His plans were ready.",
        "It rained in Oslo.",
        "The said house burned down.",
        "",
        "said",
        '"',
        ": :",
        "according to",
        "According to.",
        "He said",
    ],
)
def test_nothing_said(text: str) -> None:
    assert Document.from_text(text).attributions == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            'NATO Secretary General Mark Rutte came. "We talk," Rutte said. He said it was late.',
            ["Mark Rutte", "Mark Rutte"],
        ),
        (
            "NATO Secretary General Jens Berg arrived.\n\nThe secretary general said it was late.",
            ["Jens Berg"],
        ),
        ("Anna Berg, who said the law was weak, has left.", ["Anna Berg"]),
        ("Officials said it was late. They said nobody was hurt.", ["Officials", "Officials"]),
        ("It was late, he said.", [None]),
    ],
)
def test_speakers(text: str, speakers: list[str | None]) -> None:
    assert [a.speaker for a in Document.from_text(text).attributions] == speakers


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Foreign Minister Anna Berg", "official"),
        ("Moscow", "official"),
        ("The Kremlin", "official"),
        ("Anna Berg, a nurse from Essen,", "expert"),
        ("Maria Koch, a shopkeeper in Essen,", "ordinary"),
        ("Maria Koch", "named"),
        ("A person familiar with the matter", "unnamed"),
        ("Critics", "unnamed"),
        ("A new report", "document"),
        ("Reuters", "media"),
        ("The company", "organisation"),
        ("An economist at the bank", "expert"),
    ],
)
def test_kinds(source: str, kind: str) -> None:
    assert only(f"{source} said that the plan had failed.").kind == kind


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("said", "neutral"), ("claimed", "loaded"), ("revealed", "factive"), ("believed", "thought")],
)
def test_kinds_of_cue(verb: str, kind: str) -> None:
    assert only(f"The mayor {verb} that the plan had failed.").cue_kind == kind


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"It is over," she said.', "direct"),
        ("She said it was over.", "indirect"),
        ('She said it was "over" now.', "mixed"),
    ],
)
def test_forms(text: str, form: str) -> None:
    assert only(text).form == form


def test_a_topic_is_not_worded() -> None:
    assert not only("The mayor criticised the plan.").worded
    assert only("The mayor said the plan was bad.").worded


_PIECES = st.sampled_from(
    [
        *'he said that "we will" , . : claims Rutte told reporters according to the'.split(),
        *"minister who - ( ) 's is expected to Mr. asked whether and but while was by".split(),
        *"criticised of about".split(),
        "\n\n",
    ]
)


@settings(deadline=None, max_examples=300)
@example("he said according told he ,")
@given(st.lists(_PIECES, max_size=40).map(" ".join))
def test_spans_are_sound(text: str) -> None:
    doc = Document.from_text(text)
    taken: list[tuple[int, int]] = []
    for found in doc.attributions:
        assert found.content
        assert found.kind in SOURCE_KINDS
        assert found.cue_kind in CUE_KINDS
        for start, end in (*found.source, *found.cue, *found.content):
            assert 0 <= start < end <= len(doc.text)
            assert doc.text[start:end].strip() == doc.text[start:end]
        taken += found.content
    taken.sort()
    assert all(a[1] <= b[0] for a, b in zip(taken, taken[1:], strict=False))
