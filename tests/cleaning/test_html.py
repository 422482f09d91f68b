"""Pages in HTML."""

from __future__ import annotations

import pytest

from framing.cleaning.html import ExtractedPage, extract
from tests.cleaning.articles import BODY, HEADLINE

pytest.importorskip("trafilatura")

PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>{HEADLINE}</title>
<meta property="og:title" content="{HEADLINE}"><meta name="author" content="Tom Keller">
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{HEADLINE}</h1>
{"".join(f"<p>{line}</p>" for line in BODY)}</article><footer>All rights reserved</footer></body>
</html>"""


def test_text_and_metadata() -> None:
    page = extract(PAGE)
    assert all(line in page.text for line in BODY)
    assert "Home" not in page.text
    assert page.title == HEADLINE
    assert page.author == "Tom Keller"
    assert page.date == "2024-03-05"
    assert page.outlet == "Harbour Gazette"
    assert page.language == "en"


def test_the_same_page_gives_the_same_answer_again() -> None:
    pages = [extract(PAGE) for _ in range(6)]
    assert all(page == pages[0] for page in pages)


@pytest.mark.parametrize("markup", ["", "  ", "<p>hi", "no markup at all"])
def test_pages_without_an_article(markup: str) -> None:
    assert isinstance(extract(markup), ExtractedPage)
