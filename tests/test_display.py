"""What objects show in a notebook."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import framing as fr

BAD = "<script>alert(1)</script>"


class Balanced(HTMLParser):
    """Collects text and checks that tags close."""

    VOID = ("br", "hr", "img", "meta", "input")

    def __init__(self):
        super().__init__()
        self.open, self.text, self.cells = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.cells += tag == "td"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def shown(thing):
    html = thing._repr_html_()
    page = Balanced()
    page.feed(html)
    assert page.open == [], "every tag is closed"
    assert "<script" not in html
    return page


@pytest.fixture(scope="module")
def odd():
    text = "The bridge may open in spring, the mayor said. Nobody was asked. " * 3
    return fr.Corpus(
        [fr.Article(f"{BAD}{n}", text, title=BAD, outlet=BAD, meta={"k": BAD}) for n in range(25)]
    )


@pytest.fixture(scope="module")
def odd_scores(odd):
    return fr.score(odd, targets=[BAD], progress=False)


def test_article_and_corpus(odd):
    assert BAD in "".join(shown(odd[0]).text)
    page = shown(odd)
    assert "25 in all" in " ".join(page.text) and page.cells == 50
    assert shown(fr.Corpus()).cells == 0
    shown(fr.Corpus.from_stream(lambda: iter(odd)))


def test_scores(odd_scores):
    page = shown(odd_scores)
    text = " ".join(page.text)
    assert "25 articles (25 ok)" in text and "5 more articles" in text
    assert "hedging.sentences" in text and "outlet" in text and BAD in text
    few = shown(fr.score("The bridge may open.", measures="readability.smog", progress=False))
    assert few.cells > 1
    assert "failed" not in " ".join(shown(fr.score([""], progress=False)).text)


def test_explanation_and_comparison(odd_scores):
    shown(odd_scores.explain(odd_scores.articles["article_id"].iloc[0]))
    page = shown(fr.compare(odd_scores, n_boot=0, n_perm=0))
    assert "1 group by outlet" in " ".join(page.text) and "more rows in" in " ".join(page.text)


def test_lexicons():
    page = shown(fr.Lexicon.load("hedging"))
    assert "modal" in page.text and any(text.endswith(", …") for text in page.text)
    own = shown(fr.Lexicon.from_dict("<b>mine", {BAD: ["red*"], "cold": ["blue", "ice"]}))
    assert "red*" in own.text and "blue, ice" in own.text
