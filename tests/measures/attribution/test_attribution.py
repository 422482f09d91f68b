from __future__ import annotations

from collections import Counter
from math import log
from pathlib import Path

import numpy as np
import pytest

from framing.measures.attribution import AttributionMeasure, find
from framing.measures.attribution.diversity import DRAWS, rarefied_shannon
from framing.measures.rows import Sink
from framing.text.document import Document

ARTICLE = """Talks fail in Oslo

NATO Secretary General Anna Berg said on Monday that the talks had failed.

"Nobody is to blame," she said. "We will try again."

A report by the institute claimed that the price was too high.
Critics fear that the winter will be long.

Residents told reporters they had heard nothing.
"""


def values(text: str) -> dict[tuple[str, str], float]:
    measure = AttributionMeasure()
    doc = Document.from_text(text)
    sink = Sink(doc)
    measure.score([doc], [sink])
    top: Counter[tuple[str, str]] = Counter()
    below: Counter[str] = Counter()
    for unit in sink.units:
        top[unit.measure, unit.category] += unit.numerator
        below[unit.measure] += unit.denominator
    return {key: amount / below[key[0]] for key, amount in top.items()}


def test_words_of_sources_by_hand() -> None:
    found = values(ARTICLE)
    words = len(Document.from_text(ARTICLE).words)
    said = len("that the talks had failed Nobody is to blame We will try again".split())
    assert found["attribution.words", "official"] == pytest.approx(said / words)
    assert found["attribution.quotes", "all"] == pytest.approx(8 / words)
    assert found["attribution.words", "ordinary"] == pytest.approx(4 / words)


def test_distinct_sources() -> None:
    assert values(ARTICLE)["attribution.sources", "all"] == 4


def test_share_of_cues() -> None:
    found = values(ARTICLE)
    kinds = {k: v for (m, k), v in found.items() if m == "attribution.verbs" and k != "all"}
    assert sum(kinds.values()) == pytest.approx(1.0)
    assert found["attribution.verbs", "all"] == pytest.approx(1.0 - kinds["neutral"])


def test_body_twice_gives_the_same() -> None:
    once, twice = values(ARTICLE), values(ARTICLE + "\n" + ARTICLE)
    assert once.keys() == twice.keys()
    assert all(twice[key] == pytest.approx(once[key], abs=1e-9) for key in once)


def test_no_source_gives_no_first_source() -> None:
    found = values("It rained in Oslo. The streets were wet.")
    assert ("attribution.first_source", "all") not in found
    assert found["attribution.words", "all"] == 0.0


def test_evidence_points_at_its_text() -> None:
    doc = Document.from_text(ARTICLE.replace('"', "\u201d").replace("\n", "\r\n"))
    sink = Sink(doc)
    AttributionMeasure().score([doc], [sink])
    assert {row.rule for row in sink.evidences} == {"source", "cue", "content"}
    for row in sink.evidences:
        assert doc.folded.source[row.start : row.end] == row.text


def test_diversity_against_simulation() -> None:
    amounts = [50, 30, 15, 5]
    rng = np.random.default_rng(1)
    drawn = rng.multinomial(DRAWS, np.array(amounts) / 100, size=20_000) / DRAWS
    with np.errstate(divide="ignore", invalid="ignore"):
        index = -np.where(drawn > 0, drawn * np.log(drawn), 0.0).sum(axis=1)
    assert rarefied_shannon(amounts) == pytest.approx(index.mean(), abs=0.01)
    assert rarefied_shannon([1] * 500) < log(DRAWS)


def test_offsets_of_find_count_the_given_text() -> None:
    text = "\u201cWe\u00ad will talk,\u201d Mark Rutte said.\r\n"
    found = find(text)[0]
    assert [text[a:b] for a, b in found.source] == ["Mark Rutte"]
    assert [text[a:b] for a, b in found.content] == ["\u201cWe\u00ad will talk,\u201d"]


@pytest.mark.parametrize("text", ["", " ", "\n", "said", '"""', "\u0000", "\ud800 said that it is"])
def test_bad_input(text: str) -> None:
    assert isinstance(find(text), list)


def test_floors_on_polnear(bench: Path) -> None:
    from benchmarks.sets.attribution import run

    rows = {row.metric: row.value for row in run(bench) if row.system == "framing"}
    assert rows["content F1 at overlap .8"] >= 0.58
    assert rows["content F1 at overlap .3"] >= 0.73
    assert rows["right sources among found contents"] >= 0.84
