from __future__ import annotations

import math

import pytest

from framing.measures.hedging import HedgingMeasure
from framing.measures.rows import PART, Sink
from framing.text.document import Document

TEXT = (
    "Harbour vote may slip\n\n"
    "The vote may slip to next week, and critics say the mayor has lost control of the council. "
    "About 200 people came to the square.\n\n"
    '"We will certainly win this vote on Monday morning," the mayor told reporters. '
    "The council meets on Monday in the old town hall.\n"
)


@pytest.fixture(scope="module")
def measure():
    return HedgingMeasure()


def scored(measure, text):
    doc = Document.from_text(text)
    sink = Sink(doc)
    measure.score([doc], [sink])
    return doc, sink


def share(sink, name, category="all"):
    rows = [u for u in sink.units if u.measure == name and u.unit != PART]
    below = sum(u.denominator for u in rows if u.category == "all")
    return sum(u.numerator for u in rows if u.category == category) / below


def test_every_sentence_has_a_row_in_every_share(measure):
    doc, sink = scored(measure, TEXT)
    shares = [spec.name for spec in measure.specs if spec.share]
    for name in shares:
        rows = [u for u in sink.units if u.measure == name and u.unit == "sentence"]
        assert [u.sentence for u in rows] == [s.index for s in doc.sentences]
        assert all(0.0 <= u.probability <= 1.0 for u in rows)
        assert all(u.label == str(int(u.probability >= 0.5)) for u in rows)


def test_values(measure):
    _, sink = scored(measure, TEXT)
    assert share(sink, "hedging.sentences") == pytest.approx(2 / 5, abs=0.06)
    assert share(sink, "hedging.approximators") == pytest.approx(1 / 5)
    assert share(sink, "hedging.boosters") == pytest.approx(1 / 5)
    modal = 1000 * share(sink, "hedging.cues", "modal")
    words = sum(u.denominator for u in sink.units if u.measure == "hedging.cues" and u.unit != PART)
    assert modal == pytest.approx(1000 * 2 / words)


def test_parts_and_balance(measure):
    _, sink = scored(measure, TEXT)
    both = share(sink, "hedging.epistemic"), share(sink, "hedging.shields")
    assert both[0] > both[1] > 0
    assert share(sink, "hedging.balance") == pytest.approx((1 - 3) / (1 + 3))


def test_evidence_names_cue_and_rule(measure):
    doc, sink = scored(measure, TEXT)
    rules = {e.text.lower(): e.rule for e in sink.evidences}
    assert rules["may"] == "may: possibility"
    assert rules["critics"].startswith("source:")
    for found in sink.evidences:
        assert TEXT[found.start : found.end] == found.text
    assert {e.measure for e in sink.evidences} <= {spec.name for spec in measure.specs}


def test_a_value_does_not_grow_with_length(measure):
    body = "The vote may slip. The hall is open.\n"
    once = share(scored(measure, body)[1], "hedging.sentences")
    twice = share(scored(measure, body * 2)[1], "hedging.sentences")
    assert once == pytest.approx(twice, abs=1e-9)


def test_batches_change_nothing(measure):
    texts = [TEXT, "The roof could leak.\n", "Nothing happened on Monday.\n"]
    docs = [Document.from_text(text) for text in texts]
    sinks = [Sink(doc) for doc in docs]
    measure.score(docs, sinks)
    for text, sink in zip(texts, sinks, strict=True):
        alone = scored(measure, text)[1]
        assert [u[1:9] + u[10:] for u in alone.units] == [u[1:9] + u[10:] for u in sink.units]
        assert [u.numerator for u in alone.units] == [u.numerator for u in sink.units]


def test_specs_say_what_they_mean(measure):
    for spec in measure.specs:
        assert spec.higher.endswith(".") and spec.null and spec.source
        assert spec.name.startswith("hedging.")
    assert measure.recipe.startswith("hedging-model@")


@pytest.mark.parametrize(
    "text",
    [
        "may " * 5000,
        "MAY COULD MIGHT " * 400,
        "if x > y:\n    return maybe(could=1)\n",
        "- may\n- could\n- about 5\n",
        "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\n",
        '"',
        "1 2 3 4 5",
        "“May” ’ ‘ likely…",
        "a\tb\tc\n1\t2\t3\n",
    ],
)
def test_bad_input_gives_finite_numbers(measure, text):
    doc, sink = scored(measure, text)
    for unit in sink.units:
        assert math.isfinite(unit.numerator) and math.isfinite(unit.denominator)
        if unit.measure == "hedging.sentences":
            assert 0 <= unit.probability <= 1
    assert len([u for u in sink.units if u.measure == "hedging.sentences"]) >= len(doc.sentences)


def test_a_very_long_sentence_is_one_sentence(measure):
    text = "The deal may fail and " + "the town waits and " * 1200 + "nobody knows."
    _, sink = scored(measure, text)
    rows = [u for u in sink.units if u.measure == "hedging.sentences" and u.unit == "sentence"]
    assert len(rows) == 1
