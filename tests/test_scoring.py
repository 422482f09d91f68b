"""The rules of measurement, each as a property of the whole scoring."""

from __future__ import annotations

import contextlib
import gc
import socket
import unicodedata

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import framing as fr
from framing import FramingError, batches
from framing.text.mentions import parse_targets
from framing.text.normalise import normalise

TARGETS = {"Velmark": ["Ostrel"], "Norvia": []}
APPEAL = """
Dear readers,
We are facing brutal attempts to silence our journalism. A disgraceful regime may destroy us.
Our reporters in Velmark refuse to be silenced, but to continue our work we need your help.
Support us today, from just $2 a month. Every contribution makes a difference.
Donate now
"""
RESIDUE = (
    APPEAL,
    "No time to read?\nGet a summary",
    "Sign up for our free weekly newsletter\nYou will receive it in your mailbox every Friday.",
    "Leave a Reply\nYour email address will not be published. Required fields are marked *",
    "Previous Article\nBrutal storm may destroy the shameful harbour, critics say",
)
SENTENCES = (
    "Velmark's minister said the talks may fail.",
    "Norvia has attacked the shameful deal, officials claimed.",
    "“We will never sign,” the president, Ann Lee, told reporters.",
    "The bridge, which cost $2.5 million, opened in May.",
    "Critics say that the brutal plan could probably ruin Norvia.",
    "It is unclear whether Velmark didn’t support the treaty.",
    "According to a report, two people were injured on Sunday.",
    "Clearly, nobody in the U.S. expected the heroic rescue to work.",
    "Still, reportedly some 200 workers were praised by Ostrel.",
)
bodies = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4).map(" ".join),
    min_size=2,
    max_size=4,
).map("\n\n".join)
slow = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def wide(*texts, **options):
    articles = [fr.Article(id=f"a{n}", text=text) for n, text in enumerate(texts)]
    return fr.score(articles, targets=TARGETS, progress=False, **options).wide


def exempt(name):
    return name.startswith("boilerplate")


def same(left, right, rtol=1e-9):
    for name in left.columns:
        if not exempt(name):
            np.testing.assert_allclose(
                left[name].to_numpy(float), right[name].to_numpy(float), rtol, 1e-9, err_msg=name
            )


@slow
@given(st.integers(0, 24), st.permutations(RESIDUE).map(lambda blocks: "\n\n".join(blocks[:3])))
def test_rule_1_boilerplate_reaches_no_other_measure(sample, number, residue):
    plain = fr.cleaning.clean(sample[number].text)
    lines = fr.cleaning.label(normalise(plain).text)
    assume(all(line.kind == "content" and line.probability > 0.7 for line in lines))
    scores = wide(plain, plain + "\n\n" + residue)
    same(scores.iloc[:1], scores.iloc[1:])
    assert scores["boilerplate.share"].iloc[1] > scores["boilerplate.share"].iloc[0]


@slow
@given(bodies)
def test_rule_2_no_value_grows_with_length(body):
    same(wide(body), wide(body + "\n\n" + body))


@slow
@given(bodies)
def test_rule_3_spelling_variants_score_the_same(body):
    variants = [
        body.replace("’", "'").replace("“", '"').replace("”", '"'),
        unicodedata.normalize("NFD", body),
        body.replace("\n", "\r\n"),
        body.replace(" ", "\u00a0"),
        "\ufeff" + body.replace("treaty", "trea\u00adty"),
    ]
    first = wide(body)
    for variant in variants:
        same(first, wide(variant))


@slow
@given(st.lists(bodies, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_rule_4_neighbours_and_order_do_not_matter(texts, random):
    together = wide(*texts)
    order = list(range(len(texts)))
    random.shuffle(order)
    shuffled = wide(*(texts[n] for n in order))
    for place, n in enumerate(order):
        alone = wide(texts[n]).iloc[0].to_numpy(float)
        np.testing.assert_array_equal(together.iloc[n].to_numpy(float), alone)
        np.testing.assert_array_equal(shuffled.iloc[place].to_numpy(float), alone)


def test_rule_4_workers_do_not_matter(sample):
    one = fr.score(sample, targets=TARGETS, progress=False)
    two = fr.score(sample, targets=TARGETS, progress=False, workers=2)
    for name in ("wide", "long", "units", "evidence"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name), check_exact=True)


def test_rule_5_same_input_same_output(sample, sample_scores):
    again = fr.score(sample, targets=sample_scores.settings["targets"], progress=False)
    pd.testing.assert_frame_equal(again.long, sample_scores.long, check_exact=True)


def test_rule_6_values_follow_from_units(sample_scores):
    scores = sample_scores
    units = scores.units
    for measure, spec in scores.specs.items():
        rows = units[(units["measure"] == measure) & (units["unit"] != "part")]
        whole = rows[rows["category"] == "all"]
        if whole.empty:
            continue
        keys = ["article_id", "target"]
        sums = whole.groupby(keys, observed=True)[["numerator", "denominator"]].sum()
        long = scores.long
        stored = long[
            (long["measure"] == measure) & (long["category"] == "all")
            & (long["segment"] == "all") & (long["voice"] == "all") & long["value"].notna()
        ].set_index(keys)["value"]  # fmt: skip
        expected = spec.scale * sums["numerator"] / sums["denominator"]
        stored.index = stored.index.map(lambda k: (str(k[0]), str(k[1])))
        expected.index = expected.index.map(lambda k: (str(k[0]), str(k[1])))
        np.testing.assert_allclose(
            stored.sort_index(), expected.reindex(stored.index).sort_index(), rtol=1e-9
        )


def test_rule_6_evidence_points_at_its_text(sample, sample_scores):
    assert len(sample_scores.evidence) > 200
    for row in sample_scores.evidence.itertuples():
        assert sample[row.article_id].text[row.start : row.end] == row.text


def test_rule_7_nothing_to_measure_is_not_zero():
    scores = fr.score("The bridge opened. It is long.", targets=["Velmark"], progress=False)
    long = scores.long
    stance = long[(long["measure"] == "stance") & (long["segment"] == "all")]
    assert stance["value"].isna().all() and (stance["status"] == "no_evidence").all()
    hedged = long[(long["measure"] == "hedging.boosters") & (long["category"] == "labelled")]
    assert (hedged["value"].dropna() == 0).all() and "ok" in set(hedged["status"])


def test_rule_8_scoring_never_touches_the_network(monkeypatch, tmp_path, sample):
    def refused(*args, **kwargs):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    scores = fr.score(sample, targets=TARGETS, progress=False)
    assert fr.report(scores, out=tmp_path).is_file()


def test_rule_9_every_score_says_what_it_means():
    table = fr.list_measures()
    for column in ("higher", "null", "source", "unit_label"):
        assert table[column].str.len().gt(3).all(), column
    assert len(table) > 20


BAD = {
    "": "empty",
    " \n\t ": "empty",
    "\x00\x00": "empty",
    "Subscribe": None,
    "War": "too_short",
    "Der Minister sagte, dass die Brücke im Norden des Landes nicht gebaut werden kann, weil das "
    "Geld fehlt und niemand weiß, woher es kommen soll; die Bürger sind darüber sehr verärgert "
    "und fordern seit Jahren eine Lösung.": "not_english",
}


@pytest.mark.parametrize(("text", "status"), BAD.items())
def test_bad_texts_get_a_status(text, status):
    scores = fr.score([text, " ".join(SENTENCES)], progress=False)
    found = scores.articles["status"].tolist()
    assert found[1] == "ok"
    assert found[0] == status if status else found[0] != "ok"
    assert scores.articles["problem"].iloc[0]
    assert scores.wide["hedging.sentences"].isna().tolist() == [True, False]


def test_a_measure_that_fails_on_an_article_loses_only_that(monkeypatch):
    from framing.measures.registry import load_measures

    (measure,) = load_measures(["readability"])
    whole = measure.score

    def fails(docs, sinks):
        if any("poison" in doc.lower for doc in docs):
            raise RuntimeError("boom")
        whole(docs, sinks)

    monkeypatch.setattr(measure, "score", fails)
    body = " ".join(SENTENCES)
    scores = fr.score([body, "poison " + body, body], progress=False)
    assert scores.articles["status"].tolist() == ["ok", "failed", "ok"]
    assert "boom" in scores.articles["problem"].iloc[1]
    assert scores.wide["readability.flesch"].isna().tolist() == [False, True, False]


@pytest.fixture(params=[True, False], ids=["collector on", "collector off"])
def collector(request):
    """Whether the garbage collector is on when the test begins."""
    was_on = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if was_on else gc.disable)()


@pytest.mark.parametrize("error", [None, RuntimeError, KeyboardInterrupt])
def test_the_garbage_collector_rests_within_a_batch_alone(monkeypatch, collector, error):
    from framing.measures.registry import load_measures

    (measure,) = load_measures(["readability"])
    seen = []

    def score(docs, sinks):
        seen.append(gc.isenabled())
        if error:
            raise error

    monkeypatch.setattr(measure, "score", score)
    with contextlib.suppress(KeyboardInterrupt):
        fr.score(" ".join(SENTENCES), progress=False)
    assert seen and not any(seen)
    assert gc.isenabled() is collector


def test_a_batch_leaves_no_cycles_behind(sample):
    fr.score(sample, targets=TARGETS, progress=False)
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        asked = batches.Settings(parse_targets(TARGETS))
        assert len(batches.score_batch(list(sample), asked).articles) == len(sample)
        assert gc.collect() < len(sample)  # less than one object an article
    finally:
        if was_on:
            gc.enable()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"detail": "everything"}, "evidence"),
        ({"workers": 0}, "workers"),
        ({"measures": ["hegding"]}, "hedging"),
        ({"targets": [""]}, "target"),
        ({"lexicons": ["nowhere.tsv"]}, "nowhere.tsv"),
    ],
)
def test_wrong_arguments_name_the_remedy(options, said):
    with pytest.raises(FramingError, match=said):
        fr.score("A text.", progress=False, **options)
    with pytest.raises(FramingError, match="corpus"):
        fr.score(3, progress=False)


def test_less_detail_gives_the_same_values(sample, sample_scores):
    targets = sample_scores.settings["targets"]
    few = fr.score(sample, targets=targets, detail="scores", texts=False, progress=False)
    assert few.units.empty and few.evidence.empty and "text" not in few.articles
    pd.testing.assert_frame_equal(few.wide, sample_scores.wide)
    with pytest.raises(FramingError, match="corpus="):
        few.explain(few.articles["article_id"].iloc[0])


def test_residue_left_in_shows_what_it_would_have_done():
    text = "A bridge for the north\n\n" + "\n\n".join(SENTENCES) + "\n\n" + APPEAL
    scores = fr.score(text, targets=TARGETS, keep_boilerplate=True, progress=False)
    long = scores.long.set_index(["measure", "category", "target", "segment", "voice"])
    row = long.loc["loaded.sentences", "all", "", "all", "all"]
    assert row["value"] != row["value_uncleaned"]
    assert np.isfinite(row["value_uncleaned"])


def test_own_word_lists_become_measures():
    lexicon = fr.Lexicon.from_dict("build", {"thing": ["bridge*"], "act": {"open*": 2.0}})
    scores = fr.score(
        "The bridge opened. Nobody saw the bridges.", lexicons=[lexicon], progress=False
    )
    wide = scores.wide.iloc[0]
    assert wide["lexicon.build"] == pytest.approx(1000 * 4 / 7)
    assert wide["lexicon.build[thing]"] == pytest.approx(1000 * 2 / 7)
