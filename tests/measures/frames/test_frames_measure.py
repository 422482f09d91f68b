from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.measures.frames import FRAMES, FramesMeasure
from framing.measures.frames.measure import CARRIES
from framing.measures.rows import Sink
from framing.text.document import Document

ARTICLE = "\n\n".join(
    [
        "Cities sue state over water costs",
        "Three cities sued the state on Monday, accusing it of failing to protect residents.",
        '"My children were sick for weeks," said Ana Ruiz, a mother of two who lost her job. '
        '"We pay $400 a month, and nobody takes responsibility."',
        "The governor's office said the lawsuit was absurd. Lawmakers plan to vote on a bill to "
        "fix the pipes by 2030, at a cost of $2 billion.",
        "The weather stayed dry.",
    ]
)


@pytest.fixture(scope="module")
def measure():
    return FramesMeasure()


def scored(measure, text):
    doc = Document.from_text(text)
    sink = Sink(doc)
    measure.score([doc], [sink])
    return doc, sink


def values(measure, text):
    """Values over all voices and segments, from the units alone."""
    _, sink = scored(measure, text)
    tops, bottoms = {}, {}
    for unit in sink.units:
        if unit.unit == "part":
            continue
        key = (unit.measure, unit.category)
        tops[key] = tops.get(key, 0.0) + unit.numerator
        if unit.category == "all":
            bottoms[unit.measure] = bottoms.get(unit.measure, 0.0) + unit.denominator
    return {key: top / bottoms[key[0]] for key, top in tops.items()}


def test_presence_is_a_probability_for_every_frame(measure):
    found = values(measure, ARTICLE)
    chances = [found["frames.presence", frame] for frame in FRAMES]
    assert all(0 < chance < 1 for chance in chances)
    assert found["frames.presence", "all"] == pytest.approx(np.mean(chances))


def test_presence_is_what_the_classifier_says(measure):
    from framing.measures.frames import FrameClassifier

    found = values(measure, ARTICLE)
    chances = FrameClassifier.load().predict_proba([ARTICLE])[0]
    assert [found["frames.presence", frame] for frame in FRAMES] == pytest.approx(list(chances))


def test_prominence_is_a_share_of_paragraphs(measure):
    doc, sink = scored(measure, ARTICLE)
    paragraphs = [u for u in sink.units if u.measure == "frames.prominence"]
    assert sum(u.denominator for u in paragraphs) == len(doc.paragraphs) == 5
    headline = {u.category for u in paragraphs if u.segment == "headline"}
    assert headline == {"all", "conflict", "economic"}
    last = [u for u in paragraphs if u.start >= doc.paragraphs[-1].start]
    assert [(u.category, u.numerator) for u in last] == [("all", 0.0)]


def test_a_paragraph_carries_a_frame_from_a_share_of_words(measure):
    few = "The minister " + "spoke about it and then " * 12 + "wept."
    found = values(measure, few)
    assert ("frames.prominence", "human_interest") not in found
    assert set(CARRIES) == set(FRAMES)


def test_words_are_counted_by_voice(measure):
    doc, sink = scored(measure, ARTICLE)
    words = [u for u in sink.units if u.measure == "frames.words" and u.category == "all"]
    whole = next(u for u in words if u.unit != "part")
    assert whole.denominator == doc.n_words
    quoted = [u for u in sink.units if u.measure == "frames.words" and u.voice == "quoted"]
    assert {u.category for u in quoted} >= {"human_interest", "responsibility"}


def test_counts_of_frames_add_up(measure):
    _, sink = scored(measure, ARTICLE)
    units = [u for u in sink.units if u.measure == "frames.words" and u.unit != "part"]
    total = next(u.numerator for u in units if u.category == "all")
    assert total == sum(u.numerator for u in units if u.category != "all")
    assert total == len(sink.evidences)


def test_evidence_points_at_its_words(measure):
    _, sink = scored(measure, ARTICLE)
    assert {e.text for e in sink.evidences} >= {"sue", "costs", "My children", "lawsuit"}
    for row in sink.evidences:
        assert ARTICLE[row.start : row.end] == row.text
        assert row.weight > 0 and row.rule
    assert next(e for e in sink.evidences if e.text == "My children").voice == "quoted"


@pytest.mark.parametrize("text", ["", "Breaking news", "War. War. War. War. War. War."])
def test_too_little_text_has_no_presence(measure, text):
    _, sink = scored(measure, text)
    assert not [u for u in sink.units if u.measure == "frames.presence"]


def test_documents_do_not_touch_each_other(measure):
    texts = [ARTICLE, ARTICLE.upper(), "The bishop prayed for the dead of the war."]
    docs = [Document.from_text(text) for text in texts]
    sinks = [Sink(doc) for doc in docs]
    measure.score(docs, sinks)
    for text, sink in zip(texts, sinks, strict=True):
        assert scored(measure, text)[1].units == sink.units


_SENTENCES = st.sampled_from(
    [
        "The mayor accused the company of fraud.",
        "Prices rose by 4% to $3.50 in May.",
        '"I lost my home," she said, and wept.',
        "Nobody knew what the committee would do about it.",
        "The bishop called it a sin?",
        "Troops fled; the U.N. urged both sides to act.",
        "A long day went by on the quiet coast of the northern island, where boats lay in rows.",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_SENTENCES, min_size=1, max_size=12), st.sampled_from([" ", "\n\n"]))
def test_no_value_grows_with_length(measure, sentences, between):
    body = between.join(sentences)
    once, twice = values(measure, body), values(measure, f"{body}\n\n{body}")
    assert once.keys() == twice.keys()
    for key, value in once.items():
        assert twice[key] == pytest.approx(value, abs=1e-9)


def test_specs_name_everything(measure):
    names = [spec.name for spec in measure.specs]
    assert names == ["frames.presence", "frames.prominence", "frames.words"]
    assert all(spec.categories == FRAMES for spec in measure.specs)
    assert measure.recipe == "frames-model@1.0+frames-lexicon@1.0"
