"""Keyness against the published formula, and its intervals and lines of context."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from framing.comparing import concordance, keyness
from framing.errors import FramingError
from framing.text.shingles import signature


def scores_of(texts: list[str], outlets: list[str], **more: object) -> SimpleNamespace:
    articles = pd.DataFrame({
        "article_id": [f"a{i}" for i in range(len(texts))], "outlet": outlets, "text": texts,
        "signature": [signature(t.split()) for t in texts],
        "n_words": [len(t.split()) for t in texts],
    })  # fmt: skip
    columns = ["article_id", "measure", "category", "label", "start", "end"]
    units = more.get("units", pd.DataFrame(columns=columns))
    return SimpleNamespace(
        articles=articles, units=units, **{k: v for k, v in more.items() if k != "units"}
    )


@pytest.fixture(scope="module")
def scores() -> SimpleNamespace:
    rng = np.random.default_rng(1)
    vocabulary = [f"word{i}" for i in range(60)]
    texts = [
        " ".join(
            [*rng.choice(vocabulary, 80), *(["harbour"] * (3 if i < 12 else rng.integers(0, 2)))]
        )
        for i in range(24)
    ]
    return scores_of(texts, ["A"] * 12 + ["B"] * 12)


def test_log_odds_and_z_are_those_of_the_formula(scores: SimpleNamespace) -> None:
    table = keyness(scores, group="A", prior=100.0, n_boot=0)
    by_group = scores.articles.groupby("outlet")["text"].agg(" ".join).str.split()
    own, other = by_group["A"], by_group["B"]
    for row in table.itertuples():
        y, z = own.count(row.word), other.count(row.word)
        alpha = 100.0 * (y + z) / (len(own) + len(other))
        delta = math.log((y + alpha) / (len(own) + 100 - y - alpha)) - math.log(
            (z + alpha) / (len(other) + 100 - z - alpha)
        )
        assert row.log_odds == pytest.approx(delta)
        assert row.z == pytest.approx(delta / math.sqrt(1 / (y + alpha) + 1 / (z + alpha)))
        assert (row.count, row.count_reference) == (y, z)
        assert row.per_1000 == pytest.approx(1000 * y / len(own))
    assert table["word"].iloc[0] == "harbour" and table["z"].is_monotonic_decreasing


def test_mirrored_groups_have_mirrored_words(scores: SimpleNamespace) -> None:
    table = keyness(scores, n_boot=0, most=100)
    a = table[table["group"] == "A"].set_index("word")["log_odds"]
    b = table[table["group"] == "B"].set_index("word")["log_odds"]
    assert a.sort_index().to_numpy() == pytest.approx(-b.sort_index().to_numpy())


def test_intervals_know_that_words_come_in_bursts() -> None:
    """Twelve uses in one article are less sure than one use in each of twelve."""
    filler = [" ".join(f"f{i}x{j}" if j % 2 else "and" for j in range(60)) for i in range(40)]
    texts = [
        t + " steady" * (i < 12) + " burst" * (12 if i == 0 else 0) for i, t in enumerate(filler)
    ]
    table = keyness(scores_of(texts, ["A"] * 20 + ["B"] * 20), group="A", min_documents=1, most=500)
    rows = table.set_index("word")
    steady, burst = rows.loc["steady"], rows.loc["burst"]
    assert steady["count"] == burst["count"] and steady["z"] == pytest.approx(burst["z"])
    assert burst["high"] - burst["low"] > 1.5 * (steady["high"] - steady["low"])
    assert steady["low"] > 0


def test_few_documents_have_no_interval() -> None:
    table = keyness(scores_of(["x y z", "x y", "y z", "x"], list("AABB")), min_documents=1)
    assert table["low"].isna().all()


def test_residue_is_left_out_and_apostrophes_are_straight() -> None:
    text = "They don\u2019t agree. Donate now"
    units = pd.DataFrame({
        "article_id": ["a0", "a0"], "measure": "boilerplate.share", "category": "all",
        "label": ["content", "donation_appeal"], "start": [0, 18], "end": [17, len(text)],
    })  # fmt: skip
    scores = scores_of([text, "All agree."], ["A", "B"], units=units)
    found = set(keyness(scores, min_documents=1)["word"])
    assert "don't" in found and not found & {"donate", "now"}
    lines = concordance(scores, "don't")
    assert lines[["left", "node", "right"]].iloc[0].tolist() == ["They", "don\u2019t", "agree"]
    assert concordance(scores, "agree", group="B")["article_id"].tolist() == ["a1"]


def test_evidence_can_be_counted_instead() -> None:
    evidence = pd.DataFrame({
        "article_id": ["a0", "a0", "a1", "a2"], "measure": "hedging.cues", "category": "modal",
        "start": [0, 10, 0, 5], "end": [3, 13, 3, 9], "text": ["may", "May", "might", "may"],
    })  # fmt: skip
    scores = scores_of(["may we", "or not", "so may"], ["A", "B", "B"], evidence=evidence)
    table = keyness(scores, of="hedging", group="A", min_documents=1)
    assert table.set_index("word")["count"].to_dict() == {"may": 2, "might": 0}
    with pytest.raises(
        FramingError, match="of='loaded' has no evidence; there are: words, hedging"
    ):
        keyness(scores, of="loaded")


def test_errors(scores: SimpleNamespace) -> None:
    with pytest.raises(FramingError, match="group='C' is no group"):
        keyness(scores, group="C")
    with pytest.raises(FramingError, match="only one"):
        keyness(scores_of(["x"], ["A"]), min_documents=1)
    with pytest.raises(FramingError, match="min_documents=99"):
        keyness(scores, min_documents=99)
    bare = SimpleNamespace(articles=scores.articles.drop(columns="text"), units=scores.units)
    with pytest.raises(FramingError, match="texts=True"):
        keyness(bare)
