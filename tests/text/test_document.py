from __future__ import annotations

from framing.text.document import Document
from framing.text.lines import Segment
from framing.text.normalise import normalise

TEXT = """Ministers agree on bridge

OSLO (Wire) — Ministers agreed on Monday to build a bridge over the northern sound.

Works may begin in May, officials said."""


def test_headline_lead_and_body():
    doc = Document.from_text(TEXT)
    assert doc.title == "Ministers agree on bridge"
    assert [s.segment for s in doc.sentences] == ["headline", "lead", "body"]
    assert [doc.text[s.start : s.end] for s in doc.sentences][2].startswith("Works may")


def test_a_title_from_metadata_is_found_in_the_text():
    doc = Document.from_text("The Daily\n" + TEXT, title="MINISTERS agree  on bridge")
    assert [p.segment for p in doc.paragraphs] == ["body", "headline", "lead", "body"]


def test_one_paragraph_has_no_headline():
    doc = Document.from_text("Ministers agree on a bridge and nobody is surprised by it at all")
    assert doc.title is None
    assert {s.segment for s in doc.sentences} == {"lead"}


def test_residue_is_no_content():
    folded = normalise("Support us!\nMinisters agreed on a bridge.")
    doc = Document(folded, [Segment(0, 11, "donation_appeal"), Segment(12, 41)])
    assert doc.words == ["ministers", "agreed", "on", "a", "bridge"]
    assert len(doc.lines) == 2


def test_hard_wrapped_lines_are_one_paragraph():
    sentence = "The ministers of both countries met again to talk about the old bridge and "
    wrapped = "\n".join([sentence.strip()] * 6) + "\n\n" + "\n".join([sentence.strip()] * 5)
    assert len(Document.from_text(wrapped).paragraphs) == 2


def test_words_and_sentences_point_at_their_text():
    doc = Document.from_text(TEXT)
    for word, start, end in zip(doc.words, doc.word_starts, doc.word_ends, strict=True):
        assert doc.lower[start:end] == word
    for sentence in doc.sentences:
        assert doc.sentence_at(sentence.start) == sentence.index
        assert doc.sentence_at(sentence.end - 1) == sentence.index
    assert doc.sentence_at(len(doc.text) + 5) is None


def test_parts_name_the_voices_of_a_sentence():
    doc = Document.from_text(
        'The plan is dead, and "nobody in this town will ever miss it," the mayor, Ann Lee, said.'
    )
    (sentence,) = doc.sentences
    assert "quoted" in {part.voice for part in sentence.parts}
    assert all(part.n_words >= 3 for part in sentence.parts)
