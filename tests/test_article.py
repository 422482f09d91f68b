from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article import Article, Corpus
from framing.errors import FramingError


@pytest.fixture
def corpus():
    return Corpus(
        [
            Article("a", "One.", outlet="X", date="2025-01-02", meta={"lean": "left"}),
            Article("b", "Two.", outlet="Y", date="2025-01-01"),
            Article("c", "Three.", outlet="X", meta={"lean": "right"}),
        ]
    )


# Article


def test_article_is_frozen_hashable_and_travels_to_workers():
    article = Article("a", "text", meta={"lean": "left"})
    with pytest.raises(FrozenInstanceError):
        article.text = "other"
    assert pickle.loads(pickle.dumps(article)) == article
    assert len({article, replace(article)}) == 1


def test_date_is_iso_and_its_time_goes_to_meta():
    article = Article("a", "text", date="June 26, 2025 10:15 GMT", meta={"lean": "left"})
    assert article.date == "2025-06-26"
    assert article.meta == {"time": "10:15 GMT", "lean": "left"}
    assert article.problem is None


def test_unclear_date_is_noted_once_however_often_it_is_copied():
    article = replace(replace(Article("a", "text", date="03/04/2025")), outlet="X")
    assert article.date == "03/04/2025"
    assert article.problem.count("03/04/2025") == 1


@given(st.text(st.characters(codec=None, categories=["Cs", "Cc", "L"])))
def test_text_can_always_be_stored_and_keeps_its_length(text):
    article = Article("a", text)
    assert len(article.text) == len(text)
    assert "\0" not in article.text
    article.text.encode("utf-8")
    assert (article.problem is not None) == (article.text != text)


def test_metadata_can_be_stored_too():
    article = Article("\ud800a", "x", title="\0", meta={"lean": "le\udfffft", "n": 3})
    assert (article.id, article.title) == ("\ufffda", "\ufffd")
    assert article.meta == {"lean": "le\ufffdft", "n": 3}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": 3, "text": "x"}, "id=3 is of type int"),
        ({"id": "a", "text": None}, "text=None"),
        ({"id": "", "text": "x"}, "id=''"),
        ({"id": "a", "text": "x", "outlet": 5}, "outlet=5"),
    ],
)
def test_wrong_types_are_named(fields, said):
    with pytest.raises(FramingError, match=said):
        Article(**fields)


def test_record_is_flat_and_keeps_fields_and_meta_apart():
    record = Article("a", "x", outlet="X", meta={"lean": "left", "text": "teaser"}).record()
    assert (record["article_id"], record["text"], record["outlet"]) == ("a", "x", "X")
    assert (record["lean"], record["meta.text"]) == ("left", "teaser")
    assert "id" not in record


def test_get_looks_in_fields_and_meta():
    article = Article("a", "x", outlet="X", meta={"lean": "left"})
    assert (article.get("outlet"), article.get("lean")) == ("X", "left")
    assert article.get("title", "none") == "none"


def test_html_is_escaped():
    article = Article("a", "<script>1</script>", title="<b>", meta={"x": "<i>"})
    for shown in (article._repr_html_(), Corpus([article], notes=["<u>"])._repr_html_()):
        assert not any(tag in shown for tag in ("<script>", "<b><", "<i>", "<u>"))
        assert "&lt;script&gt;" in shown


def test_repr_says_who_and_how_long():
    assert (
        repr(Article("a", "x" * 1200, outlet="X")) == "Article('a', outlet='X', 1,200 characters)"
    )
    assert "unreadable" in repr(Article("a", "", readable=False))


# Corpus


def test_index_by_position_id_and_slice(corpus):
    assert corpus[1] is corpus["b"]
    assert corpus[-1].id == "c"
    assert corpus[:2].ids == ["a", "b"]
    assert isinstance(corpus[:2], Corpus)
    assert "a" in corpus and "z" not in corpus
    assert (len(corpus), corpus.ids) == (3, ["a", "b", "c"])


def test_unknown_id_and_position_are_explained(corpus):
    with pytest.raises(KeyError, match="'z'; there are: a, b, c"):
        corpus["z"]
    with pytest.raises(IndexError, match="position 7 in a corpus of 3"):
        corpus[7]


@given(st.lists(st.sampled_from(["a", "a#2", "b", "a#2#2", "b#3"]), max_size=12))
def test_ids_are_unique_and_each_renaming_is_noted(names):
    corpus = Corpus(Article(name, str(i)) for i, name in enumerate(names))
    assert len(set(corpus.ids)) == len(names)
    assert [article.text for article in corpus] == [str(i) for i in range(len(names))]
    for name, article in zip(names, corpus, strict=True):
        assert (article.id == name) or (repr(name) in article.problem)
        assert article.id.startswith(name)


def test_second_a_becomes_a_2():
    corpus = Corpus([Article("a", "1"), Article("a", "2"), Article("a", "3")])
    assert corpus.ids == ["a", "a#2", "a#3"]
    assert list(corpus.problems) == ["a#2", "a#3"]


def test_filter_by_value_list_and_predicate(corpus):
    assert corpus.filter(outlet="X").ids == ["a", "c"]
    assert corpus.filter(lean=["left", "right"]).ids == ["a", "c"]
    assert corpus.filter(lambda article: "T" in article.text, outlet="X").ids == ["c"]


def test_filter_by_an_unknown_name_lists_the_known(corpus):
    with pytest.raises(FramingError, match=r"leen='left'.*there are: id.*lean"):
        corpus.filter(leen="left")


def test_to_frame_has_a_row_an_article(corpus):
    frame = corpus.to_frame()
    assert frame["article_id"].tolist() == ["a", "b", "c"]
    assert frame["lean"].tolist()[0] == "left"
    assert frame["text"].tolist() == ["One.", "Two.", "Three."]
    assert list(Corpus().to_frame().columns)[:2] == ["article_id", "text"]


def test_repr_sums_up(corpus):
    assert repr(corpus) == "Corpus(3 articles; 2 outlets: X, Y; 2025-01-01 to 2025-01-02)"
    assert repr(Corpus()) == "Corpus(0 articles)"
    assert "2 notes" in repr(Corpus([Article("a", "x", problem="?")], notes=["!"]))


def test_only_articles_get_in():
    with pytest.raises(FramingError, match="element 0 of the corpus is of type str"):
        Corpus(["text"])


# Streams


@pytest.fixture
def stream():
    passes = []

    def read():
        passes.append(1)
        return (Article("a", str(i), outlet="XY"[i % 2]) for i in range(4))

    stream = Corpus.from_stream(read)
    stream.passes = passes
    return stream


def test_stream_is_read_anew_at_each_pass_with_the_same_ids(stream):
    assert stream.ids == stream.ids == ["a", "a#2", "a#3", "a#4"]
    assert len(stream.passes) == 2
    assert [article.text for article in list(stream)] == ["0", "1", "2", "3"]


def test_stream_filters_lazily_and_loads(stream):
    odd = stream.filter(outlet="Y")
    assert odd.is_stream and not stream.passes
    assert [article.text for article in odd.load()] == ["1", "3"]
    assert len(stream.load()) == 4


def test_stream_has_no_length_or_positions_but_says_what_to_do(stream):
    for ask in (lambda: len(stream), lambda: stream[0], lambda: "a" in stream):
        with pytest.raises(TypeError, match=r"corpus\.load\(\)"):
            ask()
    assert stream and stream.head(2).ids == ["a", "a#2"]
    assert "stream" in repr(stream) and "stream" in stream._repr_html_()


def test_a_stream_needs_a_function():
    with pytest.raises(FramingError, match="cannot be called"):
        Corpus.from_stream(iter([]))
