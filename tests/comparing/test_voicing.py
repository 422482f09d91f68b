from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing import FramingError
from framing.comparing import sourcing, speakers, speakers_by_target
from framing.measures.attribution.diversity import rarefied_shannon

HARSH = 'Ann Berg said: "Kestria is a corrupt and brutal bully." Kestria lies in the north.'
KIND = 'Ole Dahl said: "Kestria is a brave and generous friend." Ole Dahl said it rained a lot.'
MIXED = "Ann Berg condemned Kestria's cruel attack. Officials said that Kestria failed badly."


@pytest.fixture(scope="module")
def scores() -> fr.Scores:
    texts = [HARSH] * 6 + [KIND] * 2 + [MIXED]
    articles = [
        fr.Article(id=str(n), text=text, outlet="North" if n < 6 else "South")
        for n, text in enumerate(texts)
    ]
    return fr.score(articles, targets=["Kestria", "Norvia"], progress=False)


def test_who_is_positive_about_whom(scores):
    table = scores.speakers_by_target()
    rows = table.set_index(["speaker", "target"])
    assert rows.loc[("Ann Berg", "Kestria"), "estimate"] < -0.3
    assert rows.loc[("Ole Dahl", "Kestria"), "estimate"] > 0.3
    assert rows.loc[("Ann Berg", "Kestria"), "n"] == 6  # what the outlet says itself is left out
    assert "Norvia" not in set(table["target"]) and "" not in set(table["speaker"])
    assert np.allclose(table[["negative", "neutral", "positive"]].sum(axis=1), 1, atol=1e-6)
    assert table["n"].is_monotonic_decreasing


def test_estimates_are_the_means_of_units(scores):
    units = scores.units
    own = units[(units["measure"] == "stance") & units["voice"].isin(["quoted", "reported"])]
    wanted = own[own["speaker"] == "Ole Dahl"]["numerator"].mean()
    table = speakers_by_target(scores).set_index("speaker")
    assert table.loc["Ole Dahl", "estimate"] == pytest.approx(wanted)


def test_intervals_need_five_articles(scores):
    table = speakers_by_target(scores).set_index("speaker")
    assert table.loc["Ann Berg", "status"] == "ok" and np.isfinite(table.loc["Ann Berg", "low"])
    assert table.loc["Ole Dahl", "status"] == "too_few" and np.isnan(table.loc["Ole Dahl", "low"])


def test_by_outlet_and_chosen_targets(scores):
    table = scores.speakers_by_target(by="outlet", targets=["Kestria"])
    found = set(zip(table["outlet"], table["speaker"], strict=True))
    assert {("North", "Ann Berg"), ("South", "Ole Dahl")} <= found
    assert table.equals(scores.speakers_by_target(by="outlet"))


def test_words_of_speakers(scores):
    table = speakers(scores)
    assert table["share"].sum() == pytest.approx(1.0)
    ann = table.set_index("speaker").loc["Ann Berg"]
    quoted = "Kestria is a corrupt and brutal bully".split()
    assert ann["words"] == 6 * len(quoted) and ann["n_articles"] == 6
    by_outlet = speakers(scores, by="outlet")
    assert by_outlet.groupby("outlet")["share"].sum().tolist() == pytest.approx([1.0, 1.0])


def test_sourcing_of_outlets(scores):
    table = scores.sourcing().set_index("outlet")
    assert table["n_articles"].tolist() == [6, 3]
    assert table.loc["North", "n_speakers"] == 1 and table.loc["North", "diversity"] == 0.0
    assert table.loc["North", "top3"] == 1.0
    words = speakers(scores, by="outlet")
    south = words[(words["outlet"] == "South") & (words["speaker"] != "")]["words"]
    assert table.loc["South", "diversity"] == pytest.approx(rarefied_shannon(list(south)))
    kinds = [name for name in table.columns if name in ("official", "named", "unnamed", "unknown")]
    rest = set(table.columns) - {*kinds, "attributed", "first_source", "n_speakers", "diversity",
                                 "top3", "n_articles", "n_words"}  # fmt: skip
    total = table[[*kinds, *rest]].sum(axis=1)
    assert total.tolist() == pytest.approx(table["attributed"].tolist())
    assert table.loc["North", "first_source"] == 0.0


def test_more_of_the_same_changes_no_share(scores):
    once = sourcing(scores).set_index("outlet").loc["North"]
    twice = fr.score(
        [fr.Article(id=str(n), text=HARSH, outlet="North") for n in range(12)],
        targets=["Kestria"], progress=False,
    )  # fmt: skip
    again = sourcing(twice).set_index("outlet").loc["North"]
    for name in ("attributed", "first_source", "diversity", "top3"):
        assert again[name] == pytest.approx(once[name])


def test_what_is_missing_is_named(scores):
    with pytest.raises(FramingError, match="no column of the articles"):
        speakers(scores, by="outlt")
    with pytest.raises(FramingError, match="Mars"):
        speakers_by_target(scores, targets=["Mars"])
    bare = fr.score(HARSH, targets=["Kestria"], detail="scores", progress=False)
    with pytest.raises(FramingError, match="no units"):
        speakers_by_target(bare)
    with pytest.raises(FramingError, match="no evidence"):
        speakers(bare)
    with pytest.raises(FramingError, match="no targets"):
        speakers_by_target(fr.score(HARSH, progress=False))


def test_nobody_speaks():
    plain = fr.score("It rained in Kestria. The roads were wet.", targets=["Kestria"],
                     progress=False)  # fmt: skip
    table = speakers_by_target(plain)
    assert isinstance(table, pd.DataFrame) and table.empty and "estimate" in table
