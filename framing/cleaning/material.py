"""What the line model learns from: labelled pages, labelled articles, and lines of our own."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from framing.cleaning.coded import ARTICLES, PAGES, REMEDY, coded_lines, read_codings
from framing.cleaning.kinds import CONTENT, KINDS
from framing.cleaning.lines import Lines, part, read_lines
from framing.errors import FramingError

__all__ = [
    "FILES",
    "Example",
    "fold_of",
    "page_of",
    "rare_blocks",
    "read_examples",
    "read_rows",
    "widened",
]

FILES = (
    "boilerplate_pages/lines.jsonl",
    "boilerplate_pages/segments.jsonl",
    "boilerplate_kinds/eval.jsonl",
    "boilerplate_kinds/lines.jsonl",
    "corpus_outlets/articles.jsonl",
)
_UNKNOWN = -1
_WINDOW = 3
_WINDOWS_A_PAGE = 25
_ARTICLES_A_PAGE = 3
_SNIPPETS = 4  # of one to four lines, from every article and extract
_STRAY = (0.0, 0.01, 0.03)  # shares of a page's far residue that an extractor leaves in
_TAIL, _HEAD = 0.4, 0.2  # chances that a block below or above the body is left in
_EDGE = 0.3  # and of what stands next to the body
_PAGES = ("page", "segment")
_LONG = 120  # characters of a line that its labels cannot have lost but by its encoding
_BASES = ("article", "coded", "extract")  # of snippets, and of articles around lines of our own
_BASE_LINES = 5
_COPIED = 120  # characters: a line this long that two articles share is the same text
_HASHED = re.compile(r"/html/([0-9a-f]{12})")


@dataclass
class Example:
    """A document to learn from.

    Attributes
    ----------
    source : str
        "page", "segment" (a page of the other file), "article", "coded", "window", or one made of
        these: "cut", "extract", "snippet", "rare".
    page : str
        The page it comes from: folds never part a page.
    content : ndarray of int
        1 content, 0 residue, -1 not known, per line.
    kinds : ndarray of int
        Number of the kind, -1 where not known or content.
    """

    source: str
    page: str
    lines: Lines
    content: np.ndarray
    kinds: np.ndarray


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Read a JSON-lines file."""
    if not file.is_file():
        raise FramingError(f"data {str(file)!r} is missing; --data takes the benchmark folder")
    with file.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def page_of(name: str) -> str:
    """Give one name to a page that several files know by different names."""
    found = _HASHED.search(name)
    return f"scrapinghub:{found[1]}" if found else name


def fold_of(page: str, folds: int) -> int:
    """Give the fold of a page, the same on every machine."""
    return int(hashlib.md5(page.encode()).hexdigest(), 16) % folds


def read_examples(data: Path) -> list[Example]:
    """Read the labelled documents of the benchmark folder."""
    pages, segments, articles, windows, corpus = (read_rows(data / name) for name in FILES)
    whole = {row["id"]: "\n".join(row["lines"]) for row in [*pages, *segments]}
    coded = {found[0]: found for found in coded_lines(read_codings(PAGES), whole)}
    if len(coded) < len(whole):
        raise FramingError(f"page {min(whole.keys() - coded)!r} was never coded; {REMEDY}")
    out = [_page(row, _article("page", *coded[row["id"]])) for row in pages]
    out += [_segment(_article("segment", *coded[row["id"]])) for row in segments]
    out += [_article("article", row["id"], row["lines"], row["kinds"]) for row in articles]
    out += [_window(row) for row in windows]
    texts = {row["id"]: row["text"] for row in corpus}
    read = [_article("coded", *found) for found in coded_lines(read_codings(ARTICLES), texts)]
    return out + _apart(read, out)


def _apart(coded: Sequence[Example], others: Sequence[Example]) -> list[Example]:
    """Give articles that share text with a document one page name, so that no fold parts them.

    An article that would join two pages is dropped.
    """
    pages: dict[str, str] = {}
    for example in others:
        for line in _bodies(example):
            pages.setdefault(line, example.page)
    out = []
    for example in coded:
        lines = _bodies(example)
        found = {pages[line] for line in lines if line in pages}
        if len(found) > 1:
            continue
        example.page = min(found, default=example.page)
        pages.update(dict.fromkeys(lines, example.page))
        out.append(example)
    return out


def _bodies(example: Example) -> list[str]:
    """Give the beginnings of long lines that may be content, as two copies share them."""
    rows = zip(example.lines.lowers, example.content, strict=True)
    return [line[:_COPIED] for line, content in rows if len(line) > _COPIED and content != 0]


def _page(row: dict[str, Any], example: Example) -> Example:
    """Leave out what the set's own labels, made by looking lines up in a body, do not confirm.

    They lack headlines and short lines around a body, which our readers call content. A longer
    line that they lack was damaged in its encoding: there our readers are right.
    """
    confirmed = np.array(row["content"]) == 1
    doubtful = (example.content == 1) & ~confirmed & (example.lines.chars < _LONG)
    example.content[doubtful] = _UNKNOWN
    return _segment(example)


def _segment(example: Example) -> Example:
    """Learn content alone of a page: in its menus the readers did not split hairs over kinds."""
    example.kinds[:] = _UNKNOWN
    return example


def _article(source: str, name: str, texts: Sequence[str], labels: Sequence[str]) -> Example:
    content = np.array([_UNKNOWN if ":" in k else int(k == CONTENT) for k in labels])
    kinds = np.array([KINDS.index(k) if k in KINDS else _UNKNOWN for k in labels])
    return Example(source, page_of(name), read_lines(texts), content, kinds)


def _window(row: dict[str, Any]) -> Example:
    at = len(row["before"])
    lines = [*row["before"], row["line"], *row["after"]]
    content = np.full(len(lines), _UNKNOWN)
    kinds = np.full(len(lines), _UNKNOWN)
    content[at] = int(row["kind"] == CONTENT)
    if row["kind"] in KINDS:
        kinds[at] = KINDS.index(row["kind"])
    return Example("window", page_of(row["page"]), read_lines(lines), content, kinds)


def widened(examples: Sequence[Example], seed: int = 0) -> list[Example]:
    """Add windows and imperfect extracts cut out of whole pages, and lines of our own.

    A model that saw whole pages alone would take the first line of any text for a menu.
    """
    out = list(examples)
    for example in examples:
        if example.source in _PAGES:
            chance = random.Random(f"{seed} {example.page}")
            out += _cuts(example, chance)
            out += _extracts(example, chance)
    for example in list(out):
        if example.source in _BASES:
            out += _snippets(example, random.Random(f"snippets {seed} {example.page}"))
    bases = [e for e in out if e.source in _BASES and (e.content == 1).any()]
    long = [e for e in bases if len(e.content) >= _BASE_LINES]
    return out + list(_rare_articles(long or bases, seed))


def _cut(example: Example, rows: Sequence[int], source: str) -> Example:
    """Keep some lines of an example."""
    at = np.asarray(rows)
    if len(at) and at[-1] - at[0] + 1 == len(at):
        lines = part(example.lines, int(at[0]), int(at[-1]) + 1)
    else:
        lines = _picked(example.lines, at)
    return Example(source, example.page, lines, example.content[at], example.kinds[at])


def _picked(lines: Lines, at: np.ndarray) -> Lines:
    cues = lines.cues
    return Lines(
        [lines.texts[i] for i in at], [lines.lowers[i] for i in at], lines.chars[at],
        lines.shape[at],
        type(cues)(cues.weight[at], cues.cover[at], cues.hits[at], [cues.best[i] for i in at]),
        lines.forms[at], lines.garbled[at],
    )  # fmt: skip


def _cuts(example: Example, chance: random.Random) -> Iterator[Example]:
    """Cut windows; only the line in the middle is learned from."""
    n = len(example.content)
    for _ in range(_WINDOWS_A_PAGE):
        at = chance.randrange(n)
        low, high = max(0, at - _WINDOW), min(n, at + _WINDOW + 1)
        cut = _cut(example, range(low, high), "cut")
        only = np.full(high - low, _UNKNOWN)
        only[at - low] = cut.content[at - low]
        cut.content = only
        yield cut


def _snippets(example: Example, chance: random.Random) -> Iterator[Example]:
    """Cut a few lines in a row: users bring single paragraphs too."""
    n = len(example.content)
    for _ in range(_SNIPPETS):
        start = chance.randrange(n)
        yield _cut(example, range(start, min(n, start + chance.randrange(1, 5))), "snippet")


def _extracts(example: Example, chance: random.Random) -> Iterator[Example]:
    """Keep the body and a little of the residue, as extractors do."""
    body = np.flatnonzero(example.content == 1)
    if len(body) < 5:
        return
    first, last = int(body[0]) - 3, int(body[-1]) + 3
    for _ in range(_ARTICLES_A_PAGE):
        far = chance.choice(_STRAY)
        rows = set(body.tolist())
        for row in range(len(example.content)):
            share = _EDGE if first <= row <= last else far
            if chance.random() < share:
                rows.add(row)
        rows.update(_block(example, last - 2, 1, chance) if chance.random() < _TAIL else ())
        rows.update(_block(example, first + 2, -1, chance) if chance.random() < _HEAD else ())
        yield _cut(example, sorted(rows), "extract")


def _block(example: Example, start: int, step: int, chance: random.Random) -> list[int]:
    """Take whole lines in a row above or below the body, as extractors leave them."""
    n = len(example.content)
    rows = (start + step * i for i in range(chance.randrange(2, 15)))
    return [row for row in rows if 0 <= row < n]


def rare_blocks() -> list[tuple[str, list[tuple[str, str]]]]:
    """Read the lines written for this project: place and (kind, line) pairs of each block."""
    text = (Path(__file__).parent / "rare_lines.tsv").read_text(encoding="utf-8")
    blocks: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for row in text.splitlines():
        if row.startswith("#") or not row.strip():
            continue
        kind, place, block, line = row.split("\t")
        blocks.setdefault(block, (place, []))[1].append((kind, line))
    return list(blocks.values())


def _rare_articles(bases: Sequence[Example], seed: int, copies: int = 3) -> Iterator[Example]:
    """Put our own lines where they stand in real articles: above, inside or below a body."""
    chance = random.Random(f"rare {seed}")
    blocks = rare_blocks() * copies
    chance.shuffle(blocks)
    while blocks and bases:
        taken = [blocks.pop() for _ in range(min(len(blocks), chance.choice((1, 2, 3))))]
        base = chance.choice(bases)
        rows = np.flatnonzero(base.content == 1)[: chance.randrange(6, 25)]
        body = [base.lines.texts[i] for i in rows]
        yield _composed(base, body, taken, chance)


def _composed(
    base: Example,
    body: list[str],
    taken: list[tuple[str, list[tuple[str, str]]]],
    chance: random.Random,
) -> Example:
    labelled: list[tuple[str, str]] = [(CONTENT, line) for line in body]
    for place, block in taken:
        if place == "any":
            place = chance.choice(("top", "middle", "bottom"))
        at = {"top": chance.choice((0, 0, 1)), "bottom": len(labelled)}.get(
            place, chance.randrange(1, max(2, len(labelled)))
        )
        labelled[at:at] = block
    lines = read_lines([line for _, line in labelled])
    content = np.array([int(kind == CONTENT) for kind, _ in labelled])
    kinds = np.array([KINDS.index(kind) if kind in KINDS else _UNKNOWN for kind, _ in labelled])
    return Example("rare", base.page, lines, content, kinds)
