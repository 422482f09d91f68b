from __future__ import annotations

import numpy as np

from framing.measures.loaded import LoadedMeasure
from framing.measures.rows import Sink
from framing.text import vocabulary
from framing.text.document import Document
from framing.text.vocabulary import english_share, joined, numbered
from framing.text.wordrows import WordRows

TEXT = "The council met on Monday. The spineless council caved to a mob of zealots, again."


def test_numbers_stand_for_words():
    words = ["a", "rose", "is", "a", "rose"]
    found = numbered(words)
    assert [found.vocabulary.words[n] for n in found.numbers.tolist()] == words
    assert len(np.unique(found.numbers)) == 3


def test_a_word_is_computed_once():
    asked = []

    def sizes(words):
        asked.extend(words)
        return [(len(word),) for word in words]

    rows = WordRows(sizes, 1)
    for words in (["zz", "y", "zz"], ["y", "x" * 2_000, "zz"]):
        assert rows.of(numbered(words))[:, 0].tolist() == [len(word) for word in words]
    assert sorted(asked) == sorted({"zz", "y", "x" * 2_000})


def test_rows_outlive_many_words_and_a_new_vocabulary(monkeypatch):
    rows = WordRows(lambda words: [(len(word),) for word in words], 1)
    old = numbered(["one", "three"])
    rows.of(old)
    many = [f"w{n}" for n in range(5_000)]
    assert rows.of(numbered(many))[:, 0].tolist() == [len(word) for word in many]
    monkeypatch.setattr(vocabulary, "_LARGEST", 10)
    new = numbered(["three", "seven"])
    assert new.vocabulary is not old.vocabulary
    for found, sizes in ((new, [5, 5]), (old, [3, 5]), (new, [5, 5])):
        assert rows.of(found)[:, 0].tolist() == sizes


def test_texts_end_to_end(monkeypatch):
    assert joined([]).numbers.tolist() == []
    texts = [["one", "two"], [], ["two", "three"]]
    together = [word for text in texts for word in text]
    found = joined(list(map(numbered, texts)))
    assert [found.vocabulary.words[n] for n in found.numbers.tolist()] == together
    old = numbered(texts[0])
    monkeypatch.setattr(vocabulary, "_LARGEST", 0)
    found = joined([old, numbered(texts[2])])
    assert [found.vocabulary.words[n] for n in found.numbers.tolist()] == together


def test_documents_of_two_vocabularies_in_one_batch(monkeypatch):
    measure = LoadedMeasure()

    def units(docs):
        sinks = [Sink(doc) for doc in docs]
        measure.score(docs, sinks)
        return [sink.units for sink in sinks]

    first, second = Document.from_text(TEXT), Document.from_text(TEXT)
    before = first.numbered.vocabulary
    monkeypatch.setattr(vocabulary, "_LARGEST", 0)
    assert second.numbered.vocabulary is not before
    both = units([first, second])
    assert both[0] == both[1] == units([Document.from_text(TEXT)])[0]


def test_english_stands_apart_from_its_neighbours():
    english = "the ministers said that they would not sign the treaty in its present form".split()
    german = "die minister sagten dass sie den vertrag in seiner jetzigen form nicht".split()
    assert english_share(numbered(english)) > 0.4 > 0.12 > english_share(numbered(german))
    assert english_share(numbered([])) == 0.0
