"""Contributions: parts that add up, and Shapley values found by brute force."""

from __future__ import annotations

from itertools import permutations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from framing.comparing import compare, contributions
from framing.comparing.crediting import NO_CUE, OTHER_CUES
from framing.errors import FramingError
from tests.comparing.synthetic import SPECS, fake_scores


@pytest.fixture(scope="module")
def scores() -> SimpleNamespace:
    return fake_scores(3, 12, seed=5, effect=0.1)


@pytest.mark.parametrize("measure", ["hedging.sentences", "hedging.cues", "loaded.sentences"])
@pytest.mark.parametrize("reference", [None, "Outlet C"])
@pytest.mark.parametrize("voice", ["own", "all"])
def test_parts_add_up_to_the_difference(
    scores: SimpleNamespace, measure: str, reference: str | None, voice: str
) -> None:
    table = contributions(
        scores, measure, group="Outlet A", reference=reference, voice=voice, most=2
    )
    comparison = compare(scores, reference=reference, voice=voice, n_boot=0, n_perm=0)
    row = comparison.select(measure).set_index("group").loc["Outlet A"]
    assert table["contribution"].sum() == pytest.approx(row["difference"])
    assert table["mean"].sum() == pytest.approx(row["estimate"])
    assert list(table["cue"].iloc[-2:]) == [OTHER_CUES, NO_CUE]


def sentence_scores(cues: list[list[str]], probabilities: list[float]) -> SimpleNamespace:
    """Two outlets: A with these sentences in one article, B with one empty sentence."""
    units, evidence = [], []
    for i, (found, p) in enumerate(zip([*cues, []], [*probabilities, 0.0], strict=True)):
        article = "a" if i < len(cues) else "b"
        units.append((article, "sentence", 100 * i, 100 * i + 90, "own", p, 1.0))
        for j, cue in enumerate(found):
            evidence.append((article, 100 * i + 5 * j, 100 * i + 5 * j + 4, cue))
    names = ["article_id", "unit", "start", "end", "voice", "numerator", "denominator"]
    return SimpleNamespace(
        articles=pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"]}),
        units=pd.DataFrame(units, columns=names).assign(
            measure="hedging.sentences", category="all", target=""
        ),
        evidence=pd.DataFrame(evidence, columns=["article_id", "start", "end", "text"]).assign(
            measure="hedging.sentences", target="", voice="own", negated=False, weight=1.0
        ),
        specs=dict(SPECS),
    )


def test_credit_is_the_shapley_value() -> None:
    """Average over all orders in which cues are added, of what each adds to the score."""
    sentences = [["may"], ["may", "reportedly"], ["appears to", "reportedly", "perhaps"], []]
    chances = [1.0, 1.0, 1.0, 0.0]
    table = contributions(
        sentence_scores(sentences, chances), "hedging.sentences", group="A", n_boot=0
    ).set_index("cue")
    players = sorted({cue for found in sentences for cue in found})

    def value(coalition: set[str]) -> float:
        return sum(bool(coalition & set(found)) for found in sentences) / len(sentences)

    orders = list(permutations(players))
    for player in players:
        added = [
            value({*order[: order.index(player)], player})
            - value(set(order[: order.index(player)]))
            for order in orders
        ]
        assert table.loc[player, "contribution"] == pytest.approx(np.mean(added))


def test_what_has_no_cue_is_named() -> None:
    table = contributions(
        sentence_scores([["may"], []], [0.8, 0.3]), "hedging.sentences", group="A", n_boot=0
    ).set_index("cue")
    assert table.loc["may", "contribution"] == pytest.approx(0.4)
    assert table.loc[NO_CUE, "contribution"] == pytest.approx(0.15)


def test_only_cues_of_the_same_sign_share() -> None:
    scores = sentence_scores([["hailed", "accused"]], [-0.6])
    scores.evidence["weight"] = [1.0, -1.0]
    table = contributions(scores, "hedging.sentences", group="A", n_boot=0).set_index("cue")
    assert table.loc["accused", "contribution"] == pytest.approx(-0.6)
    assert "hailed" not in table.index


def test_intervals_surround_the_contribution(scores: SimpleNamespace) -> None:
    table = contributions(scores, "hedging.cues", group="Outlet A", n_boot=300)
    known = table[table["low"].notna()]
    assert len(known) >= 4
    assert (known["low"] <= known["contribution"]).all()
    assert (known["contribution"] <= known["high"]).all()


def test_errors(scores: SimpleNamespace) -> None:
    for arguments, message in (
        ({"measure": "nope", "group": "Outlet A"}, "measure='nope' has no units"),
        ({"measure": "stance", "group": "Outlet A"}, "name one with target="),
        ({"measure": "hedging.cues", "group": "Z"}, "group='Z' is no group"),
        ({"measure": "hedging.cues", "group": "Outlet A", "reference": "Outlet A"}, "the same"),
    ):
        with pytest.raises(FramingError, match=message):
            contributions(scores, **arguments)
    empty = SimpleNamespace(**{**vars(scores), "evidence": scores.evidence.iloc[:0]})
    with pytest.raises(FramingError, match="detail='evidence'"):
        contributions(empty, "hedging.cues", group="Outlet A")


def test_cues_of_a_sentence_speak_for_its_mentions(sample_scores) -> None:
    table = contributions(
        sample_scores, "stance", group="Norvia Flash", target="Kestria", n_boot=0
    ).set_index("cue")
    assert len(table) > 5
    credited = table.drop(index=["(no cue)", "(other cues)"], errors="ignore")["contribution"]
    assert credited.abs().sum() > abs(table["contribution"].get("(no cue)", 0.0)) / 4
    found = sample_scores.evidence
    found = found[(found["measure"] == "stance") & (found["target"] == "Kestria")]
    assert set(credited.index) <= {" ".join(t.lower().split()) for t in found["text"].astype(str)}


def test_loaded_words_stand_behind_loaded_sentences(sample_scores) -> None:
    table = contributions(sample_scores, "loaded.sentences", group="Norvia Flash", n_boot=0)
    words = sample_scores.evidence
    words = set(words.loc[words["measure"] == "loaded.words", "text"].astype(str).str.lower())
    assert len(words & set(table["cue"])) >= 5


def test_boosters_hedge_no_sentence(sample_scores) -> None:
    evidence = sample_scores.evidence
    texts = {
        name: set(evidence.loc[evidence["measure"] == name, "text"].astype(str).str.lower())
        for name in ("hedging.boosters", "hedging.epistemic", "hedging.shields")
    }
    only = texts["hedging.boosters"] - texts["hedging.epistemic"] - texts["hedging.shields"]
    cues = contributions(
        sample_scores, "hedging.sentences", group="Undertow", most=500, n_boot=0, voice="all"
    )["cue"]
    assert only and not only & set(cues)


def test_without_sentences_a_cue_speaks_for_the_nearest_mention(sample) -> None:
    import framing as fr

    scores = fr.score(sample, targets=["Kestria"], measures="stance", progress=False)
    table = contributions(scores, "stance", group="Norvia Flash", target="Kestria", n_boot=0)
    whole = fr.compare(scores, measures=["stance"], n_boot=0, n_perm=0).select("stance")
    difference = whole.set_index("group").loc["Norvia Flash", "difference"]
    assert table["contribution"].sum() == pytest.approx(difference)
    assert (~table["cue"].isin(["(no cue)", "(other cues)"])).sum() > 5
