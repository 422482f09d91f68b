from __future__ import annotations

import re

import pytest

import framing as fr
from framing import FramingError


@pytest.fixture(scope="module")
def folder(sample_scores, tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    fr.report(sample_scores, by="outlet", out=out, n_boot=200, n_perm=200)
    return out


def test_the_page_stands_alone(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=[\"']https?:", page)
    assert page.count("data:image/png;base64,") == len(list((folder / "charts").glob("*.png"))) >= 4


def test_the_page_shows_every_article_and_measure(folder, sample_scores):
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("<details") == len(sample_scores)
    for name in sample_scores.specs:
        assert name in page
    assert "fr-boilerplate" in page and "fr-hedging" in page


def test_tables_stand_beside_it(folder):
    for name in ("comparison.csv", "wide.csv", "evidence.csv", "articles.csv"):
        assert (folder / name).stat().st_size > 200


def test_the_same_scores_give_the_same_bytes(folder, sample_scores, tmp_path):
    fr.report(sample_scores, by="outlet", out=tmp_path, n_boot=200, n_perm=200)
    for file in sorted(folder.rglob("*.*")):
        assert file.read_bytes() == (tmp_path / file.relative_to(folder)).read_bytes(), file.name


def test_few_articles_are_shown_and_that_is_said(sample_scores, tmp_path):
    fr.report(sample_scores, out=tmp_path, max_articles=2, n_boot=50, n_perm=50)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<details") == 2
    assert f"first 2 of {len(sample_scores)}" in page


def test_one_article_and_one_outlet(tmp_path):
    text = "A bridge opens\n\n" + "The bridge may open soon, the mayor said. Nobody was asked. " * 3
    scores = fr.score(fr.Article(id="a", text=text, outlet="Only"), progress=False)
    assert fr.report(scores, out=tmp_path).is_file()


def test_text_from_articles_cannot_break_the_page(tmp_path):
    text = "<img src=x onerror=alert(1)>\n\nThe <b>bridge</b> may open soon, the mayor said today."
    article = fr.Article(id="<i>a", text=text, outlet="<u>O</u>", title="<h1>T")
    page = fr.report(fr.score(article, progress=False), out=tmp_path).read_text(encoding="utf-8")
    for tag in ("<img src=x", "<u>O", "<h1>T", "<i>a"):
        assert tag not in page


def test_nothing_scored_nothing_reported(tmp_path):
    scores = fr.score(["", " "], progress=False)
    with pytest.raises(FramingError, match="no article"):
        fr.report(scores, out=tmp_path)
