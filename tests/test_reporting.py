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
    scores = fr.score(["", "Hello", "A b", "", ""], progress=False)
    with pytest.raises(
        FramingError, match=r"no article.*\(empty: the text is empty\); .*; and 2 more"
    ):
        fr.report(scores, out=tmp_path / "none")
    assert not (tmp_path / "none").exists()


def charts_of(page):
    return re.findall(r'<figure id="chart-([a-z_]+)"', page.read_text(encoding="utf-8"))


def test_the_charts_follow_what_the_scores_allow(folder, sample, tmp_path):
    usual = charts_of(folder / "report.html")
    assert usual[:2] == ["profile", "contributions"]
    assert {"stance", "frames", "speakers", "keyness", "boilerplate", "article_map"} <= set(usual)
    assert "before_after" not in usual
    scores = fr.score(
        sample, measures=["hedging", "boilerplate"], keep_boilerplate=True, progress=False
    )
    page = fr.report(scores, out=tmp_path / "a", n_boot=50, n_perm=50)
    assert "before_after" in charts_of(page) and "stance" not in charts_of(page)
    bare = fr.score(sample, measures="loaded", detail="scores", texts=False, progress=False)
    page = fr.report(bare, out=tmp_path / "b", n_boot=50, n_perm=50)
    assert charts_of(page) == ["profile"]


def test_findings_come_first_and_words_have_a_table(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    places = [page.index(f'id="{name}"') for name in ("findings", "charts", "tables", "articles")]
    assert places == sorted(places)
    assert "Words that set the groups apart" in page
    assert (folder / "keyness.csv").read_text().startswith("group,reference,word,log_odds")


def test_articles_over_months_have_a_timeline(tmp_path):
    articles = [
        fr.Article(
            id=f"{outlet}{month}{n}", outlet=outlet, date=f"2024-{month:02d}-1{n}",
            text=f"Bridge {n} opens\n\nThe bridge may open soon, the mayor of {month} said. "
            f"Nobody was asked {n} times, and the {outlet} town waits. It rained on the bridge.",
        )
        for month in range(1, 6) for outlet in ("North", "South") for n in range(3)
    ]  # fmt: skip
    scores = fr.score(articles, measures=["hedging", "loaded"], progress=False)
    page = fr.report(scores, out=tmp_path, n_boot=50, n_perm=50)
    assert "timeline" in charts_of(page)


def test_several_columns_parts_and_voices(sample_scores, tmp_path):
    page = fr.report(
        sample_scores, by=["outlet", "segment"], out=tmp_path / "a", voice="all", n_boot=50,
        n_perm=0,
    )  # fmt: skip
    text = page.read_text(encoding="utf-8")
    assert "Undertow · lead" in text
    page = fr.report(sample_scores, out=tmp_path / "b", segment="lead", n_boot=50, n_perm=0)
    assert "only what stands in the lead" in page.read_text(encoding="utf-8")


def test_of_many_groups_the_largest_are_drawn(tmp_path):
    text = (
        "A bridge opens\n\nThe bridge may open soon, said the mayor of {}. Nobody was asked. " * 2
    )
    articles = [
        fr.Article(id=f"{n}-{k}", outlet=f"Paper {n:02d}", text=text.format(f"{n} and {k}", k))
        for n in range(45) for k in range(1 + (n >= 10))
    ]  # fmt: skip
    scores = fr.score(articles, measures=["hedging", "boilerplate"], progress=False)
    page = fr.report(scores, out=tmp_path, max_articles=1, n_boot=20, n_perm=0)
    words = page.read_text(encoding="utf-8")
    assert "The charts show the 40 groups of most articles; the tables hold all 45." in words
    table = (tmp_path / "comparison.csv").read_text()
    assert "Paper 00" in table and "Paper 44" in table
