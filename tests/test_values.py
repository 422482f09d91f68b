from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t as student
from statsmodels.stats.proportion import proportion_confint

from framing.columns import units_of
from framing.measures.rows import Sink
from framing.measures.specs import MeasureSpec
from framing.text.document import Document
from framing.values import SEGMENTS, VOICES, intervals, sum_units


def spec(name, **more):
    given = {
        "label": name, "unit": "sentence", "unit_label": "", "range": (0.0, 1.0), "null": "",
        "higher": "", "low_label": "", "high_label": "", "source": "", "categories": ("x",),
    }  # fmt: skip
    return MeasureSpec(name=name, **{**given, **more})


def unit(measure="m", kind="sentence", segment="body", voice="own", category="all", num=1.0,
         den=1.0, label="", sentence=0):  # fmt: skip
    return {
        "measure": measure, "unit": kind, "start": 0, "end": 1, "segment": segment,
        "voice": voice, "category": category, "numerator": num, "denominator": den,
        "label": label, "sentence": sentence,
    }  # fmt: skip


def summed(articles, n_sentences, specs):
    sinks = [Sink(Document.from_text("A text.")) for _ in articles]
    for sink, units in zip(sinks, articles, strict=True):
        for one in units:
            sink.unit(**one)
    return sum_units(units_of(sinks), n_sentences, specs)


def rows_of(sums):
    return {
        (
            int(sums.article[i]), sums.measures[sums.measure[i]], sums.categories[sums.category[i]],
            SEGMENTS[sums.segment[i]], VOICES[sums.voice[i]],
        ): (sums.numerator[i], sums.denominator[i], sums.n[i])
        for i in range(len(sums.article))
    }  # fmt: skip


def test_parts_count_for_their_voice_and_sentences_for_all():
    units = [
        unit(voice="own", num=0.2),
        unit(voice="mixed", num=0.9, sentence=1),
        unit(kind="part", voice="own", num=0.1, sentence=1),
        unit(kind="part", voice="quoted", num=0.8, sentence=1),
        unit(segment="headline", voice="own", num=1.0, sentence=2),
    ]
    found = rows_of(summed([units], [3], {"m": spec("m")}))
    assert found[0, "m", "all", "all", "all"] == pytest.approx((2.1, 3, 3))
    assert found[0, "m", "all", "all", "own"] == pytest.approx((1.3, 3, 3))
    assert found[0, "m", "all", "all", "quoted"] == pytest.approx((0.8, 1, 1))
    assert found[0, "m", "all", "headline", "own"] == pytest.approx((1, 1, 1))
    assert found[0, "m", "all", "body", "all"] == pytest.approx((1.1, 2, 2))


def test_categories_are_divided_by_the_units_of_all():
    units = [unit(num=2, den=10), unit(category="x", num=2, den=0), unit(num=0, den=30)]
    found = rows_of(summed([units], [2], {"m": spec("m")}))
    assert found[0, "m", "x", "all", "all"] == pytest.approx((2, 40, 2))


def test_categories_alone_keep_their_own_denominators():
    units = [unit(category="x", num=0.4), unit(category="x", num=0.6)]
    found = rows_of(summed([units], [2], {"m": spec("m")}))
    assert found[0, "m", "x", "all", "all"] == pytest.approx((1, 2, 2))


def test_shares_count_their_labels():
    units = [unit(num=0.9, label="1"), unit(num=0.6, label="1"), unit(num=0.1, label="0")]
    found = rows_of(summed([units], [3], {"m": spec("m", share=True)}))
    assert found[0, "m", "labelled", "all", "all"] == pytest.approx((2, 3, 3))


def test_articles_do_not_meet():
    one = [unit(num=0.3), unit(num=0.7, sentence=1)]
    alone = rows_of(summed([one], [2], {"m": spec("m")}))
    both = rows_of(summed([[unit()], one], [1, 2], {"m": spec("m")}))
    assert both[1, "m", "all", "all", "all"] == alone[0, "m", "all", "all", "all"]


def test_no_units_at_all():
    assert len(summed([[], []], [0, 0], {"m": spec("m")}).article) == 0


@pytest.mark.parametrize("articles", [[[], []], [[unit(num=0.3), unit(category="x")], [unit()]]])
def test_too_many_keys_for_a_table_give_the_same_sums(articles, monkeypatch):
    specs = {"m": spec("m")}
    expected = rows_of(summed(articles, [2, 1], specs))
    monkeypatch.setattr("framing.values._LARGEST", -1)
    assert rows_of(summed(articles, [2, 1], specs)) == expected


def test_wilson_against_statsmodels():
    k, n = np.array([0.0, 3.0, 17.0]), np.array([5.0, 10.0, 17.0])
    low, high = intervals(spec("m", interval="wilson"), k, n, k, n)
    expected = proportion_confint(k, n, method="wilson")
    np.testing.assert_allclose(low, expected[0], atol=1e-12)
    np.testing.assert_allclose(high, expected[1], atol=1e-12)


def test_the_interval_over_blocks_is_the_large_sample_form_of_the_bootstrap():
    rng = np.random.default_rng(1)
    num, den = rng.poisson(3, 64).astype(float), rng.integers(10, 40, 64).astype(float)
    units = [unit(num=a, den=b, sentence=n) for n, (a, b) in enumerate(zip(num, den, strict=True))]
    measure = spec("m", range=(0.0, 1000.0))
    sums = summed([units], [64], {"m": measure})
    at = list(rows_of(sums)).index((0, "m", "all", "all", "all"))
    blocks_num, blocks_den = num.reshape(16, 4).sum(1), den.reshape(16, 4).sum(1)
    draws = rng.integers(0, 16, (20_000, 16))
    ratios = blocks_num[draws].sum(1) / blocks_den[draws].sum(1)
    assert sums.blocks[at] == 16
    assert sums.spread[at] == pytest.approx(ratios.std() * np.sqrt(16 / 15), rel=0.03)
    low, high = intervals(
        measure, sums.numerator[at : at + 1], sums.denominator[at : at + 1],
        sums.spread[at : at + 1], sums.blocks[at : at + 1],
    )  # fmt: skip
    half = student.ppf(0.975, 15) * sums.spread[at]
    assert (high - low)[0] == pytest.approx(2 * half)


def test_nothing_in_n_words_has_an_upper_end():
    zero, words = np.array([0.0]), np.array([300.0])
    low, high = intervals(spec("m", scale=1000.0, range=(0, 1000)), zero, words, zero, zero)
    assert low[0] == 0 and high[0] == pytest.approx(10.0)
