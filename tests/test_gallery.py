from __future__ import annotations

import runpy
from pathlib import Path

import pytest

import framing as fr

DOCS = Path(__file__).parents[1] / "docs"
MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(DOCS / "make_gallery.py"))


def test_every_chart_is_shown(script):
    calls = " ".join(call for _, call, _ in script["ENTRIES"])
    for name in fr.charts.__all__:
        if name != "save":
            assert f"fr.charts.{name}(" in calls, name


def test_the_page_is_what_the_script_writes(script):
    assert (DOCS / "gallery.md").read_text(encoding="utf-8") == script["page"]()


def test_pictures_are_there_and_small(script):
    files = sorted((DOCS / "gallery").glob("*.png"))
    assert [file.stem for file in files] == sorted(name for name, *_ in script["ENTRIES"])
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_two_runs_draw_the_same_bytes(script, tmp_path):
    first, again = (script["draw"](tmp_path / run) for run in ("one", "two"))
    for one, two in zip(first, again, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name
