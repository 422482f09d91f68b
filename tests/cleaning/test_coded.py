"""Articles coded line by line: numbers that ship, joined to texts that do not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from framing.cleaning.coded import Coding, coded_lines, read_codings
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
    ((article, lines, kinds),) = coded_lines(read_codings(file), [{"id": "a1", "text": TEXT}])
    assert article == "a1"
    assert [line.strip() for line in lines] == [HEADLINE, BODY[0], "Read more", BODY[1]]
    assert kinds == ["content", "content", "navigation", "mixed:injected"]


def test_an_article_without_residue(tmp_path: Path) -> None:
    (coding,) = read_codings(table(tmp_path, f"a1\t{digest(TEXT)}\t4"))
    assert coding == Coding("a1", digest(TEXT), 4, {})


@pytest.mark.parametrize("pair", ["4=navigation", "-1=navigation", "2=menu", "2=mixed:menu"])
def test_a_coding_of_no_line_or_no_kind(tmp_path: Path, pair: str) -> None:
    with pytest.raises(FramingError, match="line 3.*names no line"):
        read_codings(table(tmp_path, f"a1\t{digest(TEXT)}\t4\t{pair}"))


def test_another_text_than_the_one_coded() -> None:
    with pytest.raises(FramingError, match="another text"):
        coded_lines([Coding("a1", digest(TEXT), 4, {})], [{"id": "a1", "text": TEXT + "x"}])


def test_a_missing_article() -> None:
    with pytest.raises(FramingError, match="'a2' was coded and is missing"):
        coded_lines([Coding("a2", digest(TEXT), 4, {})], [{"id": "a1", "text": TEXT}])


def test_another_number_of_lines() -> None:
    with pytest.raises(FramingError, match="4 lines, 5 were coded"):
        coded_lines([Coding("a1", digest(TEXT), 5, {})], [{"id": "a1", "text": TEXT}])


def test_a_missing_set(bench: Path, tmp_path: Path) -> None:
    for name in ("boilerplate_pages", "boilerplate_kinds"):
        (tmp_path / name).symlink_to(bench / name)
    with pytest.raises(FramingError, match="corpus_outlets.*missing"):
        read_examples(tmp_path)


def test_the_shipped_codings() -> None:
    codings = read_codings()
    assert len(codings) == len({coding.article for coding in codings}) == 320
    assert sum(coding.n_lines for coding in codings) == 6880
    told = [kind for coding in codings for kind in coding.kinds.values()]
    assert sum(kind in KINDS for kind in told) == 646


def test_the_shipped_codings_fit_their_texts(bench: Path) -> None:
    coded = [example for example in read_examples(bench) if example.source == "coded"]
    assert len(coded) == 320
    assert sum(int((example.content == 0).sum()) for example in coded) == 646


def example(source: str, page: str, *lines: str) -> Example:
    import numpy as np

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
