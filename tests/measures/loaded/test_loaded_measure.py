from __future__ import annotations

import re
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from framing import models
from framing.lexicon import Lexicon
from framing.measures.loaded import LoadedLanguageClassifier, LoadedMeasure
from framing.measures.loaded.lookup import LexiconTable, longest
from framing.measures.loaded.model import LoadedModel, WordScorer, word_features
from framing.measures.loaded.shipped import unpacked
from framing.measures.loaded.views import view_of
from framing.measures.rows import Sink
from framing.text import tokens
from framing.text.document import Document
from framing.text.vocabulary import numbered

TEXT = (
    "Council meets\n\n"
    "The council met on Monday to discuss the budget and the repair of the old bridge. "
    "The spineless council once again caved to a mob of hysterical zealots, critics noted.\n\n"
    '"This is a disgraceful betrayal," Anna Hall said on Tuesday.\n'
)


@pytest.fixture(scope="module")
def measure():
    return LoadedMeasure()


def scored(measure, *texts):
    docs = [Document.from_text(text) for text in texts]
    sinks = [Sink(doc) for doc in docs]
    measure.score(docs, sinks)
    return docs, sinks


def test_units_and_evidence(measure):
    (doc,), (sink,) = scored(measure, TEXT)
    shares = [u for u in sink.units if u.measure == "loaded.sentences" and u.unit == "sentence"]
    assert len(shares) == len(doc.sentences)
    assert max(shares, key=lambda unit: unit.probability).start == TEXT.index("The spineless")
    words = {e.text.lower() for e in sink.evidences if e.measure == "loaded.words"}
    assert {"spineless", "mob", "zealots", "disgraceful"} <= words
    assert all(TEXT[e.start : e.end] == e.text for e in sink.evidences)
    quoted = next(e for e in sink.evidences if e.text == "disgraceful")
    assert quoted.voice == "quoted"
    assert quoted.rule == "lexicon: disgrac*"


def test_words_per_thousand_can_be_recomputed(measure):
    (doc,), (sink,) = scored(measure, TEXT)
    units = [u for u in sink.units if u.measure == "loaded.words" and u.unit == "sentence"]
    counted = sum(u.numerator for u in units if u.category == "all")
    assert counted == sum(u.numerator for u in units if u.category != "all")
    assert counted == sum(e.measure == "loaded.words" for e in sink.evidences)
    assert sum(u.denominator for u in units if u.category == "all") == doc.n_words


def test_a_document_does_not_depend_on_its_batch(measure):
    other = "Something else happened. The corrupt regime crushed the brave rebels!"
    _, (alone,) = scored(measure, TEXT)
    _, sinks = scored(measure, other, "", TEXT, other)
    assert sinks[2].units == alone.units
    assert sinks[2].evidences == alone.evidences


def test_twice_the_text_is_the_same_share(measure):
    body = TEXT.split("\n\n", 1)[1]
    (_, _), (once, twice) = scored(measure, body, body + body)
    for name in ("loaded.sentences", "loaded.words"):
        values = []
        for sink in (once, twice):
            units = [u for u in sink.units if u.measure == name and u.category == "all"]
            whole = [u for u in units if u.unit == "sentence"]
            values.append(sum(u.numerator for u in whole) / sum(u.denominator for u in whole))
        assert values[0] == pytest.approx(values[1], abs=1e-9)


def evidence(measure, text):
    _, (sink,) = scored(measure, text)
    return {(e.text, e.rule) for e in sink.evidences if e.measure == "loaded.words"}


def test_scare_quotes(measure):
    assert ('"experts"', "scare quotes") in evidence(
        measure, 'These "experts" have met once again behind the old town hall.'
    )
    for text in (
        'The mayor called the plan "reckless" on Monday.',
        'She starred in the film "Night Train" last year.',
        '"We will see," he said.',
    ):
        assert not any(rule == "scare quotes" for _, rule in evidence(measure, text))


def test_weak_entries_need_company(measure):
    assert evidence(measure, "He insisted that the road was open.") == set()
    together = evidence(measure, "He insisted that the shameless liar had fled.")
    assert "insisted" in {word for word, _ in together}


def test_fixed_terms_and_names_are_no_cues(measure):
    assert evidence(measure, "Disaster relief reached the town after the flood.") == set()
    assert evidence(measure, "He works for Savage and lives in Berlin with his family.") == set()


def test_long_sentences(measure):
    text = "The council met to discuss the budget and the bridge " * 500
    _, (sink,) = scored(measure, text)
    unit = next(u for u in sink.units if u.measure == "loaded.sentences")
    assert unit.probability < 0.5


def test_the_table_agrees_with_the_matcher():
    lexicon = Lexicon.load("loaded")
    table = LexiconTable(lexicon)
    text = (
        "the so-called experts refused to admit that the radical left and big pharma rammed "
        "through a shameful deal in the dead of night as the mob of bureaucrats sneered and "
        "ran a smear campaign full of bald-faced lies"
    )
    words, starts, ends = tokens.words(text)
    found = []
    for n, word in enumerate(words):
        entry = table.entry_of(word)
        if entry >= 0:
            found.append((n, n + 1, entry))
        phrases = table.phrases_of(word)
        if phrases is not None:
            found += phrases.around(words, n, 0, len(words))
    from framing.measures.loaded.lookup import Found

    ours = [(starts[h.first], ends[h.last - 1]) for h in longest([Found(*hit) for hit in found])]
    assert ours == [(hit.start, hit.end) for hit in lexicon.match(text)]


def test_shipped_numbers_are_those_that_are_computed():
    arrays, meta = models.load("loaded")
    words = arrays["common"].tolist()
    assert len(words) >= 20_000 and len(set(words)) == len(words)
    assert words[: len(arrays["words"])] == arrays["words"].tolist()
    shipped = LoadedModel.from_arrays(arrays, meta).table
    places = shipped.places(numbered(words))
    assert places.tolist() == list(range(1, len(words) + 1))  # nothing was computed
    assert not np.isnan(shipped.numbers[:, places]).any()
    bare = {name: array for name, array in arrays.items() if not name.startswith("common")}
    computed = LoadedModel.from_arrays(bare, {**meta, "common_lexicon": ""}).table.common(words)
    assert np.array_equal(shipped.numbers[:, places], computed.numbers)


def test_shipped_numbers_are_for_one_lexicon_only():
    arrays, meta = models.load("loaded")
    lexicon = Lexicon.load("loaded")
    assert unpacked(arrays, meta, lexicon) is not None
    first = lexicon.entries[0]
    other = Lexicon("loaded", [first._replace(weight=first.weight / 2), *lexicon.entries[1:]])
    assert unpacked(arrays, meta, other) is None


def test_sifting_loses_no_phrase():
    lexicon = Lexicon.load("loaded")
    table = LoadedModel.load().table
    patterns = [e.pattern.replace("*", "") for e in lexicon.entries if " " in e.pattern]
    words = " zz ".join(patterns).replace(",", "").split()
    sifted = {
        hit
        for n, near in table.phrases(table.places(numbered(words)))
        for hit in near.around(words, n, 0, len(words))
    }
    whole = {
        hit
        for n, word in enumerate(words)
        if (near := table.lexicon.phrases_of(word))
        for hit in near.around(words, n, 0, len(words))
    }
    assert len({hit.entry for hit in whole}) > 1000
    assert sifted == whole


def test_a_words_score_is_the_sum_of_its_named_features():
    arrays, meta = models.load("loaded")
    table = LexiconTable(Lexicon.load("loaded"))
    names, values = arrays["names"].tolist(), arrays["values"].tolist()
    features = dict(zip(names, values, strict=True))
    scorer = WordScorer(table, names, values, {}, meta["word_intercept"])
    for word in ("shameless", "un-american", "bridge", "o'brien's", "at&t", "<name>", "a"):
        named = word_features(table, word)
        total = meta["word_intercept"] + sum(features.get(n, 0.0) * size for n, size in named)
        found, context = scorer(word, -1 if word == "<name>" else table.entry_of(word))
        assert found == pytest.approx(total, abs=1e-12) and context == 0.0


def test_card_matches_the_file():
    lexicon = Lexicon.load("loaded")
    card = lexicon.card()
    table = dict(re.findall(r"^\| (\w+) \| ([\d,]+) \|$", card, flags=re.M))
    counted = {name: int(n.replace(",", "")) for name, n in table.items() if name != "category"}
    assert counted == lexicon.counts


def test_entries_are_clean():
    lexicon = Lexicon.load("loaded")
    patterns = Counter(entry.pattern for entry in lexicon.entries)
    assert max(patterns.values()) == 1
    assert len(lexicon) >= 1200
    assert all(entry.note for entry in lexicon.entries)
    neutral = [entry for entry in lexicon.entries if entry.category == "neutral"]
    assert all(entry.weight == 0 for entry in neutral)
    assert all(0 < e.weight <= 1 for e in lexicon.entries if e.category != "neutral")


def test_the_model_has_a_card():
    import framing.models

    card = (Path(framing.models.__file__).parent / "loaded.md").read_text(encoding="utf-8")
    assert "AGPL-3.0" in card


def test_a_quotation_is_judged_by_its_wording(measure):
    said = "The corrupt regime is a disgraceful, vile enemy of every decent family"
    marked = f'"{said}," Jane Hall said.'
    (_,), (sink,) = scored(measure, f"The ministers met on Monday. {marked}")
    (quoted,) = [
        u.probability for u in sink.units if u.measure == "loaded.sentences" and u.voice == "quoted"
    ]
    classifier = LoadedLanguageClassifier.load()
    with_marks, without = classifier.predict_proba([marked, f"{said}, Jane Hall said."])[:, 1]
    assert quoted == pytest.approx(without, abs=0.02)
    assert quoted > with_marks + 0.1


def test_threads_that_meet_new_words_get_what_one_gets():
    heads, tails = ("zor", "quib", "mave", "plun"), ("esk", "ultry", "anism", "ober", "ically")
    made = [f"{a}{b}{c}" for a in heads for b in tails for c in tails]
    views = [[view_of(f"The liars rammed through {w} {w[::-1]}.") for w in made]] * 4
    model = LoadedModel.load()
    alone = [model.judge(view)[0] for view in views]
    was = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(5):
            fresh = LoadedModel.load()
            with ThreadPoolExecutor(4) as pool:
                judged = list(pool.map(lambda view, fresh=fresh: fresh.judge(view)[0], views))
            assert all(map(np.array_equal, judged, alone))
    finally:
        sys.setswitchinterval(was)
