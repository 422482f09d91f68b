"""Stories: agency copy edited on purpose is found, other articles on the event are not."""

from __future__ import annotations

import random
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from framing.comparing import assign_stories, stories
from framing.errors import FramingError
from framing.text.shingles import signature
from framing.text.tokens import words

# Written for this test.
AGENCY = """
The coastal province of Velmar will close its last coal harbour by the end of next year, its
governor said on Tuesday, ending an argument that has split the region for a decade.
About 1,400 people still work at the quays of Port Anselm, where ships from three continents have
unloaded fuel for the inland power stations since the railway was built.
The governor, Ilse Brandvold, told reporters that every worker would be offered a place in a
retraining programme or an early pension paid for by the provincial treasury.
"Nobody will learn from the newspaper that their job is gone," she said. "We have seen elsewhere
what happens when a harbour is shut from one day to the next, and we will not repeat it."
Unions welcomed the promise but warned that the sums did not add up. Tomas Greil, who speaks for
the dockers, said the programme had room for fewer than six hundred people and that most of the
pensions would begin years after the last ship had left.
The operator of the harbour, Anselm Bulk, said it had not been consulted. It may go to court over
the remaining eleven years of its licence, a person close to the company said.
Economists at the university of Sorrel expect the closure to cost the town about a tenth of its
tax income, while the health ministry puts the benefit of cleaner air at almost twice that amount.
The provincial parliament is to vote on the plan before the summer recess. Three of the four
parties in the coalition have said they will support it.
"""
OTHER_REPORT = """
Dockers in Port Anselm heard about the end of their harbour on the radio. At the gate on Wednesday
morning, men who had unloaded coal for thirty years stood in the drizzle and asked each other what
a retraining programme was. Governor Ilse Brandvold had announced the closure of the quays the day
before, and with it the end of about 1,400 jobs. "Nobody will learn from the newspaper that their
job is gone," she had said. In the canteen that sentence was repeated all day, with a laugh.
Tomas Greil of the union went from table to table. The money, he said, was not there, and everyone
in the room knew it. The company that runs the place has let it be known that it may sue.
"""


def tokens(text: str) -> list[str]:
    return words(text.lower())[0]


def paragraphs() -> list[str]:
    return [p.strip() for p in AGENCY.strip().split(".\n") if p.strip()]


NEW_LEAD = (
    "It is the end of an era. For a century the cranes of the town have lifted coal, and soon "
    "they will stand still for good, as everybody had expected"
)
EDITS = {
    "whole": AGENCY,
    "cut": ". ".join(paragraphs()[:5]),
    "brief": ". ".join(paragraphs()[1:4]),
    "new lead": ". ".join([NEW_LEAD, *paragraphs()[1:]]),
    "swapped": ". ".join([paragraphs()[0], *reversed(paragraphs()[1:])]),
    "named": AGENCY.replace("said", "told our reporter").replace("province", "region"),
}  # fmt: skip


def articles_of(texts: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({
        "article_id": list(texts), "outlet": [f"outlet {n}" for n in texts],
        "date": [f"2024-05-{14 + i:02d}" for i in range(len(texts))], "title": list(texts),
        "n_words": [len(tokens(t)) for t in texts.values()],
        "signature": [signature(tokens(t)) for t in texts.values()],
    })  # fmt: skip


def test_edited_copies_are_one_story() -> None:
    found = assign_stories(articles_of({**EDITS, "other": OTHER_REPORT, "empty": ""}))
    by_name = dict(zip([*EDITS, "other", "empty"], found, strict=True))
    assert len({by_name[name] for name in EDITS}) == 1
    assert by_name["other"] == "other" and by_name["empty"] == "empty"


def test_order_and_neighbours_change_nothing() -> None:
    table = articles_of({**EDITS, "other": OTHER_REPORT})
    found = assign_stories(table)
    mixed = table.sample(frac=1, random_state=4)
    pd.testing.assert_series_equal(assign_stories(mixed).sort_index(), found, check_names=True)
    alone = assign_stories(table.iloc[:1])
    assert list(alone) == ["whole"]


def test_unrelated_articles_stay_apart_in_thousands() -> None:
    rng = np.random.default_rng(0)
    vocabulary = np.array([f"w{i}" for i in range(3000)])
    frequency = 1 / np.arange(1, 3001)
    frequency /= frequency.sum()
    rows = [signature(list(rng.choice(vocabulary, 400, p=frequency))) for _ in range(1500)]
    table = pd.DataFrame({"article_id": [f"a{i:05d}" for i in range(1500)], "signature": rows})
    assert assign_stories(table).nunique() == 1500


def test_a_story_that_two_hundred_outlets_ran() -> None:
    draw = random.Random(3)
    rows = []
    for _ in range(200):
        kept = draw.sample(range(len(paragraphs())), len(paragraphs()) - 2)
        rows.append(signature(tokens(". ".join(paragraphs()[i] for i in sorted(kept)))))
    table = pd.DataFrame({"article_id": [f"a{i:03d}" for i in range(200)], "signature": rows})
    assert set(assign_stories(table)) == {"a000"}


def test_short_bodies_must_be_equal() -> None:
    brief = tokens("The game between Port Anselm and Sorrel was called off on Sunday")
    table = pd.DataFrame({
        "article_id": ["a", "b", "c"],
        "signature": [signature(brief), signature(brief), signature([*brief[:-1], "saturday"])],
    })  # fmt: skip
    assert list(assign_stories(table)) == ["a", "a", "c"]


def test_odd_tables() -> None:
    with pytest.raises(FramingError, match="no column 'signature'"):
        assign_stories(pd.DataFrame({"article_id": ["a"]}))
    table = pd.DataFrame({"article_id": ["a", "b"], "signature": [None, b""]})
    assert list(assign_stories(table)) == ["a", "b"]
    assert len(assign_stories(table.iloc[:0])) == 0


def test_table_tells_who_ran_whose_text_and_what_the_edit_did() -> None:
    table = articles_of({**EDITS, "other": OTHER_REPORT})
    wide = pd.DataFrame(
        {"hedging.sentences": np.arange(len(table)) / 10.0}, index=pd.Index(table["article_id"])
    )
    scores = SimpleNamespace(articles=table, wide=wide)
    found = stories(scores, measures=["hedging.sentences"])
    assert set(found["article_id"]) == set(EDITS)
    assert found["n_outlets"].eq(6).all() and found["n_articles"].eq(6).all()
    source = found[found["is_source"]]
    assert list(source["article_id"]) == ["whole"] and source["kept"].iloc[0] == pytest.approx(1.0)
    by_name = found.set_index("article_id")
    assert by_name.loc["brief", "kept"] < 0.6 and by_name.loc["brief", "added"] < 0.2
    assert by_name.loc["new lead", "added"] > 0.05
    assert by_name.loc["cut", "change in hedging.sentences"] == pytest.approx(0.1)
    with pytest.raises(FramingError, match="measures='nope' is no column"):
        stories(scores, measures=["nope"])
    assert stories(SimpleNamespace(articles=table.iloc[-1:])).empty
