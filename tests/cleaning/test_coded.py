"""Texts coded line by line: numbers that ship, joined to texts that do not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from framing.cleaning.coded import ARTICLES, PAGES, Coding, coded_lines, read_codings
from framing.cleaning.kinds import KINDS
from framing.cleaning.material import Example, _apart, read_examples
from framing.errors import FramingError
from tests.cleaning.articles import BODY, HEADLINE

TEXT = f"{HEADLINE}\r\n \r\n{BODY[0]}\rRead more\n\n{BODY[1]}\n"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def table(folder: Path, *rows: str) -> Path:
    file = folder / "codings.tsv"
    file.write_text("# a remark\n\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_lines_are_joined_to_their_kinds(tmp_path: Path) -> None:
    file = table(tmp_path, f"a1\t{digest(TEXT)}\t4\t2=navigation 3=mixed:injected")
    ((article, lines, kinds),) = coded_lines(read_codings(file), {"a1": TEXT})
    assert article == "a1"
    assert [line.strip() for line in lines] == [HEADLINE, BODY[0], "Read more", BODY[1]]
    assert kinds == ["content", "content", "navigation", "mixed:injected"]


def test_a_stretch_of_lines(tmp_path: Path) -> None:
    (coding,) = read_codings(table(tmp_path, f"a1\t{digest(TEXT)}\t4\t0-1=masthead 3=byline"))
    assert coding.kinds == {0: "masthead", 1: "masthead", 3: "byline"}


def test_an_article_without_residue(tmp_path: Path) -> None:
    (coding,) = read_codings(table(tmp_path, f"a1\t{digest(TEXT)}\t4"))
    assert coding == Coding("a1", digest(TEXT), 4, {})


@pytest.mark.parametrize(
    "pair",
    ["4=navigation", "2-4=navigation", "3-2=navigation", "-1=navigation", "2=menu", "2=mixed:menu"],
)
def test_a_coding_of_no_line_or_no_kind(tmp_path: Path, pair: str) -> None:
    with pytest.raises(FramingError, match="line 3.*names no line"):
        read_codings(table(tmp_path, f"a1\t{digest(TEXT)}\t4\t{pair}"))


def test_another_text_than_the_one_coded() -> None:
    with pytest.raises(FramingError, match="not the one that was coded"):
        coded_lines([Coding("a1", digest(TEXT), 4, {})], {"a1": TEXT + "x"})


def test_a_missing_article() -> None:
    with pytest.raises(FramingError, match="'a2' was coded and is missing"):
        coded_lines([Coding("a2", digest(TEXT), 4, {})], {"a1": TEXT})


def test_another_number_of_lines() -> None:
    with pytest.raises(FramingError, match="4 lines, 5 were coded"):
        coded_lines([Coding("a1", digest(TEXT), 5, {})], {"a1": TEXT})


def test_a_missing_set(bench: Path, tmp_path: Path) -> None:
    for name in ("boilerplate_pages", "boilerplate_kinds"):
        (tmp_path / name).symlink_to(bench / name)
    with pytest.raises(FramingError, match="corpus_outlets.*missing"):
        read_examples(tmp_path)


@pytest.mark.parametrize(
    ("file", "texts", "lines", "residue"),
    [(ARTICLES, 1264, 28629, 2859), (PAGES, 216, 41782, 34434)],
)
def test_the_shipped_codings(file: Path, texts: int, lines: int, residue: int) -> None:
    codings = read_codings(file)
    assert len(codings) == len({coding.name for coding in codings}) == texts
    assert sum(coding.n_lines for coding in codings) == lines
    told = [kind for coding in codings for kind in coding.kinds.values()]
    assert sum(kind in KINDS for kind in told) == residue


@pytest.mark.parametrize(
    ("source", "texts", "residue"),
    [("coded", 1264, 2859), ("segment", 89, 13925), ("page", 127, 20509)],
)
def test_the_shipped_codings_fit_their_texts(
    bench: Path, source: str, texts: int, residue: int
) -> None:
    coded = [example for example in read_examples(bench) if example.source == source]
    assert len(coded) == texts
    assert sum(int((example.content == 0).sum()) for example in coded) == residue


def test_short_lines_that_the_labels_of_a_page_lack_teach_nothing(bench: Path) -> None:
    import json

    pages = {e.page: e for e in read_examples(bench) if e.source == "page"}
    rows = (bench / "boilerplate_pages" / "lines.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, rows[:20]):
        found = pages[row["id"]]
        short = found.lines.chars < 120
        lacking = np.array(row["content"]) == 0
        assert not (found.content[short & lacking] == 1).any()
        assert (found.kinds == -1).all()


def test_a_page_that_was_not_coded(bench: Path, tmp_path: Path) -> None:
    for name in ("boilerplate_kinds", "corpus_outlets"):
        (tmp_path / name).symlink_to(bench / name)
    (tmp_path / "boilerplate_pages").mkdir()
    for name in ("lines", "segments"):
        text = (bench / "boilerplate_pages" / f"{name}.jsonl").read_text(encoding="utf-8")
        extra = '{"id": "new", "lines": ["One."], "content": [1], "url": null, "body": ""}\n'
        file = tmp_path / "boilerplate_pages" / f"{name}.jsonl"
        file.write_text(text + (extra if name == "lines" else ""), encoding="utf-8")
    with pytest.raises(FramingError, match="'new' was never coded"):
        read_examples(tmp_path)


def example(source: str, page: str, *lines: str) -> Example:
    from framing.cleaning.lines import read_lines

    content = np.ones(len(lines), dtype=np.int64)
    return Example(source, page, read_lines(lines), content, np.full(len(lines), -1))


def test_copies_of_one_text_stay_in_one_fold() -> None:
    others = [example("article", "one", BODY[0], BODY[1]), example("page", "two", BODY[2])]
    coded = [
        example("coded", "copy", BODY[1], "Another line."),
        example("coded", "copy of the copy", "Another line.", BODY[1]),
        example("coded", "new", BODY[3]),
        example("coded", "same as new", BODY[3], BODY[4]),
        example("coded", "both", BODY[0], BODY[2]),
    ]
    assert [found.page for found in _apart(coded, others)] == ["one", "one", "new", "new"]


def test_residue_in_common_makes_no_copy() -> None:
    others = [example("article", "one", BODY[0])]
    others[0].content[0] = 0
    (found,) = _apart([example("coded", "own", BODY[0])], others)
    assert found.page == "own"
