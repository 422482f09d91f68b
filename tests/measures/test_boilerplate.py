"""boilerplate.share: residue over all characters, by kind."""

from __future__ import annotations

import pytest

from framing.cleaning import label
from framing.measures.boilerplate import BoilerplateMeasure
from framing.measures.rows import Sink
from framing.text.document import Document
from framing.text.normalise import normalise

TEXT = "\n".join(
    [
        "The board voted on Tuesday to raise the fees by a fifth, its chairwoman said in the hall.",
        "Owners of small boats said that they would rather leave than pay the new rates.",
        "Sign up for our free newsletter",
        "ADVERTISEMENT",
    ]
)


@pytest.fixture
def sink() -> Sink:
    folded = normalise(TEXT)
    doc = Document(folded, label(folded.text)).annotate()
    sink = Sink(doc)
    BoilerplateMeasure().score([doc], [sink])
    return sink


def test_share_is_residue_over_all_characters(sink: Sink) -> None:
    lines = TEXT.split("\n")
    rows = [unit for unit in sink.units if unit.category == "all"]
    assert sum(unit.denominator for unit in rows) == sum(map(len, lines))
    assert sum(unit.numerator for unit in rows) == sum(map(len, lines[2:]))


def test_kinds_sum_to_all(sink: Sink) -> None:
    by_kind = {u.category: u.numerator for u in sink.units if u.category != "all"}
    assert by_kind == {"newsletter_signup": 31.0, "advertisement": 13.0}


def test_evidence_points_at_its_text(sink: Sink) -> None:
    assert {row.category for row in sink.evidences} == {"newsletter_signup", "advertisement"}
    assert all(TEXT[row.start : row.end] == row.text for row in sink.evidences)
