from __future__ import annotations

import pytest

import framing as fr
from framing.measures.rows import Sink
from framing.measures.stance import StanceMeasure
from framing.text.document import Document
from framing.text.mentions import parse_targets

TEXT = """Rutte slams reckless Russia over attacks
NATO chief Mark Rutte on Monday condemned Russia for its brutal attacks on civilians in Ukraine.

Rutte praised Ukraine and its brave soldiers, who defended Kyiv. "Russia is a threat to all of us," \
Rutte said. He met ministers in Brussels."""


def scored(text: str = TEXT, targets=("NATO", "Russia", "Ukraine", "Rutte", "Atlantis")) -> Sink:
    doc = Document.from_text(text, targets=parse_targets(list(targets)))
    sink = Sink(doc)
    StanceMeasure().score([doc], [sink])
    return sink


def units(sink: Sink, measure: str, **wanted: str) -> list:
    return [
        unit
        for unit in sink.units
        if unit.measure == measure and all(getattr(unit, k) == v for k, v in wanted.items())
    ]


def test_a_mention_is_one_unit_of_each_measure():
    sink = scored()
    mentions = units(sink, "stance")
    assert len(mentions) == sum(map(len, sink.doc.mentions.values()))
    for unit in mentions:
        shares = [
            next(
                u
                for u in units(sink, f"stance.{kind}", target=unit.target)
                if (u.start, u.end) == (unit.start, unit.end)
            )
            for kind in ("negative", "neutral", "positive")
        ]
        assert sum(u.numerator for u in shares) == pytest.approx(1)
        assert unit.numerator == pytest.approx(shares[2].numerator - shares[0].numerator)
        assert [u.label for u in shares].count("1") == 1


def test_who_is_portrayed_how():
    sink = scored()

    def mean(target: str) -> float:
        found = [u.numerator for u in units(sink, "stance", target=target)]
        return sum(found) / len(found)

    assert mean("Russia") < -0.3 < mean("Ukraine")
    assert units(sink, "stance", target="Atlantis") == []


def test_voice_speaker_and_segment():
    sink = scored()
    (quoted,) = units(sink, "stance", target="Russia", voice="quoted")
    assert quoted.speaker == "Mark Rutte" and quoted.segment == "body"
    assert [u.segment for u in units(sink, "stance", target="Russia")] == [
        "headline",
        "lead",
        "body",
    ]


def test_visibility_counts_sentences():
    sink = scored()
    total = sum(u.denominator for u in units(sink, "stance.visibility", target="Russia"))
    seen = sum(u.numerator for u in units(sink, "stance.visibility", target="Russia"))
    assert (seen, total) == (3, len(sink.doc.sentences))
    absent = units(sink, "stance.visibility", target="Atlantis")
    assert sum(u.numerator for u in absent) == 0 and absent


def test_the_gap_between_headline_and_text():
    sink = scored()
    (gap,) = units(sink, "stance.headline_gap", target="Russia")
    values = [u.numerator for u in units(sink, "stance", target="Russia")]
    assert gap.numerator == pytest.approx(values[0] - sum(values[1:]) / 2)
    assert units(sink, "stance.headline_gap", target="NATO") == []


def test_evidence_points_at_its_words_with_role_and_sign():
    sink = scored()
    russia = {e.text: e for e in sink.evidences if e.target == "Russia" and e.measure == "stance"}
    assert russia["condemned"].weight < 0 and russia["condemned"].rule == "object"
    assert russia["reckless"].weight < 0 and russia["reckless"].rule == "modifier"
    ukraine = {e.text: e for e in sink.evidences if e.target == "Ukraine" and e.measure == "stance"}
    assert ukraine["praised"].weight > 0 and ukraine["praised"].category == "positive"
    source = sink.doc.folded.source
    assert all(source[e.start : e.end] == e.text for e in sink.evidences)


def test_links_are_marked_in_the_evidence():
    sink = scored()
    linked = [e for e in sink.evidences if e.rule.startswith("linked")]
    assert [(e.text, e.rule, e.target) for e in linked] == [("He", "linked pronoun", "Rutte")]


def test_through_the_engine():
    scores = fr.score(TEXT, targets=["Russia", "Atlantis"], progress=False, measures="stance")
    wide = scores.wide.iloc[0]
    assert wide["stance[Russia]"] < 0
    assert wide["stance[Atlantis]"] != wide["stance[Atlantis]"]
    assert -1 <= wide["stance[Russia].own"] <= 1
    rows = scores.long.query("measure == 'stance' and target == 'Atlantis'")
    assert set(rows.status) == {"no_evidence"}


def test_a_document_does_not_depend_on_its_batch():
    docs = [
        Document.from_text(text, targets=parse_targets(["Russia"])) for text in (TEXT, TEXT[40:])
    ]
    together = [Sink(doc) for doc in docs]
    StanceMeasure().score(docs, together)
    for doc, sink in zip(docs, together, strict=True):
        alone = Sink(doc)
        StanceMeasure().score([doc], [alone])
        assert repr(alone.units) == repr(sink.units)


def test_doubling_the_text_changes_no_value():
    body = TEXT.split("\n", 1)[1]
    once, twice = scored(body, ["Russia"]), scored(f"{body}\n\n{body}", ["Russia"])

    def mean(sink: Sink) -> float:
        found = [u.numerator for u in units(sink, "stance")]
        return sum(found) / len(found)

    assert mean(once) == pytest.approx(mean(twice), abs=1e-9)
