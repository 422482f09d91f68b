from __future__ import annotations

from html.parser import HTMLParser

import pytest

import framing as fr
from framing import FramingError

NASTY = (
    "The talks may fail, he said of <script>alert('x')</script> on Monday.\n\n"
    'Critics say "it & <b>that</b>" is probably a disgrace.\n\n'
    "The brutal regime may attack. Nobody knows."
)


class Reader(HTMLParser):
    """Reads what a browser would show, and checks that marks nest."""

    def __init__(self):
        super().__init__()
        self.text, self.open, self.tags = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def scores():
    return fr.score(NASTY, targets=["regime"], progress=False)


def test_text_is_escaped_and_whole(scores):
    shown = scores.explain(scores.articles["article_id"].iloc[0])
    reader = Reader()
    reader.feed(shown.body())
    assert reader.tags <= {"p", "mark"}
    assert "".join("".join(reader.text).split()) == "".join(NASTY.split())
    assert "<script>" not in shown._repr_html_()


def test_marks_say_what_they_count_for(scores):
    shown = scores.explain(scores.articles["article_id"].iloc[0], measures="hedging")
    assert set(shown.kinds) <= {"hedging", "boosters"}
    assert "title='hedging" in shown.body()
    assert "fr-loaded" not in shown.body()


def test_unknown_article_and_measure_list_what_there_is(scores):
    with pytest.raises(FramingError, match="there are"):
        scores.explain("nobody")
    with pytest.raises(FramingError, match="hedging.sentences"):
        scores.explain(scores.articles["article_id"].iloc[0], measures="hegding")
    with pytest.raises(FramingError, match="hedging.sentences"):
        scores.kwic("hegding")


def test_page_is_written(scores, tmp_path):
    page = scores.explain(scores.articles["article_id"].iloc[0]).to_html(tmp_path / "a.html")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(FramingError, match="cannot be written"):
        scores.explain(scores.articles["article_id"].iloc[0]).to_html(tmp_path / "no" / "a.html")


def test_concordance_has_the_words_around(scores):
    lines = scores.kwic("hedging", window=2)
    first = lines.iloc[0]
    assert (first["left"], first["node"], first["right"]) == ("The talks", "may", "fail, he")
    assert set(scores.kwic("hedging", category="modal")["node"]) == {"may"}
    assert scores.kwic("stance", target="regime")["target"].eq("regime").all()


def test_every_line_of_the_concordance_stands_in_its_text(sample, sample_scores):
    for row in sample_scores.kwic("hedging").itertuples():
        line = f"{row.left} {row.node} {row.right}"
        squeezed = "".join(sample[row.article_id].text.split())
        assert "".join(line.split()) in squeezed
