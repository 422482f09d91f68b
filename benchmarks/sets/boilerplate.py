"""Source boilerplate: what is found in plain text, beside what others find in HTML."""

from __future__ import annotations

import gzip
import html
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import MissingSet, Row, bootstrap_interval, file_hash, read_rows

NAMES = ("boilerplate_pages", "boilerplate_kinds", "seeds")

_OOF = Path(__file__).parent.parent / "oof" / "boilerplate.npz"
_MODEL = "labels of others; "
_READERS = "model-coded; "
_WORDS = re.compile(r"\w+")
_LEAST = 10  # rows of a kind, below which its F1 says nothing
_SHINGLE = 4
Keep = list[np.ndarray]


def run(data: Path) -> list[Row]:
    """Score every set of the folder; intervals by page."""
    if not any((data / name).is_dir() for name in NAMES[:2]):
        raise MissingSet(str(data / NAMES[0]))
    rows: list[Row] = []
    if (data / NAMES[0]).is_dir():
        rows += _pages(data / NAMES[0]) + _segments(data / NAMES[0])
    if (data / NAMES[1]).is_dir():
        rows += _articles(data / NAMES[1]) + _lines(data / NAMES[1])
    if (data.parent / NAMES[2]).is_dir():
        rows += _seeds(data.parent / NAMES[2])
    return rows


# predictions


def _stored(file: Path, name: str) -> Any:
    """Give the cached out-of-fold predictions, if they were made on this very file."""
    if not _OOF.is_file():
        return None
    stored = np.load(_OOF, allow_pickle=False)
    key = f"sha256 {name}"
    return stored if key in stored.files and str(stored[key]) == file_hash(file) else None


def _predicted(
    documents: Sequence[Sequence[str]], stored: Any, source: str
) -> tuple[list[list[str]], str]:
    """Label documents, out of fold where the weights have seen them."""
    from framing.cleaning.classifier import BoilerplateClassifier
    from framing.cleaning.kinds import KINDS
    from framing.cleaning.rules import THRESHOLD

    if stored is None:
        return BoilerplateClassifier.load().predict(documents), "shipped weights"
    keeps = (stored[f"{source} content"] >= THRESHOLD).tolist()
    kinds = stored[f"{source} kinds"].tolist()
    flat = iter(["content" if k else KINDS[kind] for k, kind in zip(keeps, kinds, strict=True)])
    return [[next(flat) for _ in lines] for lines in documents], "out of fold"


def _wrapped(lines: Sequence[str]) -> str:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<html><body>{body}</body></html>"


def _trafilatura(page: str | bytes) -> str:
    from trafilatura import extract

    return extract(page, include_comments=False) or ""


def _justext(page: str | bytes) -> str:
    import justext

    found = justext.justext(page, justext.get_stoplist("English"))
    return "\n".join(part.text for part in found if not part.is_boilerplate)


def _framing_html(page: bytes) -> str:
    from framing.cleaning import clean
    from framing.cleaning.html import extract

    return clean(extract(page.decode("utf-8", "replace")).text)


# whole pages


def _pages(folder: Path) -> list[Row]:
    rows = read_rows(folder, "lines.jsonl")
    stored = _stored(folder / "lines.jsonl", "boilerplate_pages/lines.jsonl")
    labels, how = _predicted([row["lines"] for row in rows], stored, "page")
    keep = {"framing": [np.array([k == "content" for k in found]) for found in labels]}
    keep["trafilatura, lines wrapped"] = _kept(
        rows, [_trafilatura(_wrapped(r["lines"])) for r in rows]
    )
    keep["jusText, lines wrapped"] = _kept(rows, [_justext(_wrapped(r["lines"])) for r in rows])
    keep["keep everything"] = [np.ones(len(row["lines"]), dtype=bool) for row in rows]
    table = []
    for system, kept in keep.items():
        note = _MODEL + (how if system == "framing" else "text alone")
        table.append(_character_row("lines, text alone", system, rows, kept, note))
    return table + _mended(rows, keep["framing"], how) + _with_html(folder, rows)


def _mended(rows: list[dict[str, Any]], kept: Keep, how: str) -> list[Row]:
    """Give the figure over pages whose lines are not garbled: there the labels can be trusted."""
    from framing.cleaning.lines import repaired

    sound = [i for i, row in enumerate(rows) if repaired(row["lines"]) == row["lines"]]
    some = [rows[i] for i in sound]
    note = _MODEL + how + "; pages without encoding damage"
    return [
        _character_row(
            "lines, text alone, sound pages", "framing", some, [kept[i] for i in sound], note
        )
    ]


def _with_html(folder: Path, rows: list[dict[str, Any]]) -> list[Row]:
    """Give the figures with the HTML in hand, and the speed of both ways."""
    files = [folder / "html" / f"{row['id'].replace(':', '-')}.html.gz" for row in rows]
    if not all(file.is_file() for file in files):
        return []
    pages = [gzip.decompress(file.read_bytes()) for file in files]
    table = []
    systems: dict[str, Callable[[bytes], str]] = {
        "framing": _framing_html, "trafilatura": _trafilatura, "jusText": _justext,
    }  # fmt: skip
    for system, extract in systems.items():
        texts = [extract(page) for page in pages]
        note = _MODEL + ("extraction, then shipped weights" if system == "framing" else "")
        kept = _kept(rows, texts)
        table.append(_character_row("lines, HTML in hand", system, rows, kept, note))
        table.append(_shingle_row(system, rows, texts, note))
    return [*table, _speed(rows, pages)]


def _speed(rows: list[dict[str, Any]], pages: list[bytes]) -> Row:
    """Compare the processor time of cleaning plain text with that of extraction."""
    from framing.cleaning import clean

    texts = ["\n".join(row["lines"]) for row in rows]
    clean(texts[0])
    started = time.process_time()
    for page in pages:
        _trafilatura(page)
    middle = time.process_time()
    for text in texts:
        clean(text)
    ended = time.process_time()
    ratio = (middle - started) / (ended - middle)
    return Row(
        NAMES[0], "speed", "framing", "times as fast as trafilatura", ratio, n=len(rows),
        note="plain text cleaned; HTML of the same pages extracted",
    )  # fmt: skip


def _plain(text: str) -> str:
    return "".join(_WORDS.findall(text.lower()))


def _kept(rows: list[dict[str, Any]], texts: Sequence[str]) -> Keep:
    """Say which lines of a page come back in what was extracted of it."""
    from framing.cleaning.lines import repaired

    out = []
    for row, text in zip(rows, texts, strict=True):
        whole = _plain(text)
        plain = [_plain(line) for line in repaired(row["lines"])]
        out.append(np.array([bool(line) and line in whole for line in plain]))
    return out


def _character_row(
    split: str, system: str, rows: list[dict[str, Any]], kept: Keep, note: str
) -> Row:
    """Give the F1 of content, counted in characters."""
    sums = []
    for row, keep in zip(rows, kept, strict=True):
        chars = np.array([len(line) for line in row["lines"]], dtype=float)
        gold = np.array(row["content"], dtype=bool)
        sums.append(
            [chars[keep & gold].sum(), chars[keep & ~gold].sum(), chars[~keep & gold].sum()]
        )
    return _f1_row(NAMES[0], split, system, "character F1 of content", np.array(sums), note)


def _shingle_row(system: str, rows: list[dict[str, Any]], texts: Sequence[str], note: str) -> Row:
    """Give the F1 of the body's runs of four words, as extraction is commonly measured."""
    sums = []
    for row, text in zip(rows, texts, strict=True):
        gold, found = _shingles(row["body"]), _shingles(text)
        both = sum((gold & found).values())
        sums.append([both, sum(found.values()) - both, sum(gold.values()) - both])
    split, metric = "body, HTML in hand", "F1 of four-word runs"
    return _f1_row(NAMES[0], split, system, metric, np.array(sums, dtype=float), note)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text.lower())
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))


def _f1_row(name: str, split: str, system: str, metric: str, sums: np.ndarray, note: str) -> Row:
    """Pool hits, false alarms and misses into an F1 with an interval by page."""

    def f1(at: np.ndarray) -> float:
        right, wrong, missed = sums[at].sum(axis=0)
        return float(2 * right / max(2 * right + wrong + missed, 1e-9))

    n = len(sums)
    low, high = bootstrap_interval(f1, n)
    return Row(name, split, system, metric, f1(np.arange(n)), low, high, n, note)


# phrases of pages


def _segments(folder: Path) -> list[Row]:
    rows = read_rows(folder, "segments.jsonl")
    stored = _stored(folder / "segments.jsonl", "boilerplate_pages/segments.jsonl")
    labels, how = _predicted([row["lines"] for row in rows], stored, "segment")
    texts = {
        "framing": [
            "\n".join(line for line, k in zip(row["lines"], found, strict=True) if k == "content")
            for row, found in zip(rows, labels, strict=True)
        ],
        "trafilatura, lines wrapped": [_trafilatura(_wrapped(row["lines"])) for row in rows],
        "jusText, lines wrapped": [_justext(_wrapped(row["lines"])) for row in rows],
    }
    table = []
    for system, kept in texts.items():
        note = _MODEL + (how if system == "framing" else "text alone")
        for part, metric, stays in (("with", "kept", True), ("without", "gone", False)):
            counts = np.array(
                [_phrases(r, t, part, stays) for r, t in zip(rows, kept, strict=True)]
            )
            table.append(_share_row("segments", system, f"{part}: {metric}", counts, note))
    return table


def _phrases(row: dict[str, Any], text: str, part: str, stays: bool) -> tuple[int, int]:
    """Count the phrases of a page that stay or go as they should."""
    whole = _plain(text)
    phrases = [_plain(phrase) for phrase in row[part]]
    return sum((phrase in whole) == stays for phrase in phrases), len(phrases)


def _share_row(split: str, system: str, metric: str, counts: np.ndarray, note: str) -> Row:
    def share(at: np.ndarray) -> float:
        right, asked = counts[at].sum(axis=0)
        return float(right / max(asked, 1))

    n = len(counts)
    low, high = bootstrap_interval(share, n)
    asked = int(counts[:, 1].sum())
    return Row(NAMES[0], split, system, metric, share(np.arange(n)), low, high, asked, note)


# articles as an extractor left them


def _articles(folder: Path) -> list[Row]:
    rows = read_rows(folder, "eval.jsonl")
    stored = _stored(folder / "eval.jsonl", "boilerplate_kinds/eval.jsonl")
    labels, how = _predicted([row["lines"] for row in rows], stored, "article")
    found = [[k == "content" for k in label] for label in labels]
    table = _article_rows("framing", rows, [np.array(k) for k in found], _READERS + how)
    wrapped = [_justext(_wrapped(row["lines"])) for row in rows]
    table += _article_rows("jusText, lines wrapped", rows, _kept(rows, wrapped), _READERS)
    return table


def _article_rows(system: str, rows: list[dict[str, Any]], kept: Keep, note: str) -> list[Row]:
    """Give the shares of residue removed and of content lost, in characters."""
    residue, content = [], []
    for row, keep in zip(rows, kept, strict=True):
        chars = np.array([len(line) for line in row["lines"]], dtype=float)
        asked = np.array([":" not in kind for kind in row["kinds"]])
        gold = np.array([kind == "content" for kind in row["kinds"]])
        away = asked & ~gold
        residue.append([chars[away & ~keep].sum(), chars[away].sum()])
        content.append([chars[gold & ~keep].sum(), chars[gold].sum()])
    table = []
    for metric, counts in (("residue removed", residue), ("content lost", content)):
        sums = np.array(counts)

        def share(at: np.ndarray, sums: np.ndarray = sums) -> float:
            part, whole = sums[at].sum(axis=0)
            return float(part / max(whole, 1.0))

        low, high = bootstrap_interval(share, len(rows))
        value = share(np.arange(len(rows)))
        table.append(
            Row(NAMES[1], "eval", system, f"{metric}, share of characters", value, low, high,
                len(rows), note)
        )  # fmt: skip
    return table


# lines of pages, by kind


def _lines(folder: Path) -> list[Row]:
    rows = read_rows(folder, "lines.jsonl")
    stored = _stored(folder / "lines.jsonl", "boilerplate_kinds/lines.jsonl")
    windows = [[*row["before"], row["line"], *row["after"]] for row in rows]
    labels, how = _predicted(windows, stored, "window")
    found = np.array([k[len(row["before"])] for k, row in zip(labels, rows, strict=True)])
    gold = np.array([row["kind"] for row in rows])
    counts = Counter(gold.tolist())
    asked = sorted(kind for kind in counts if counts[kind] >= _LEAST)
    pages = [row["page"] for row in rows]

    def macro(at: np.ndarray) -> float:
        return float(np.mean([_f1(gold[at] == kind, found[at] == kind) for kind in asked]))

    low, high = bootstrap_interval(macro, len(rows), pages)
    every = np.arange(len(rows))
    note = _READERS + how
    metric = f"macro-F1 of {len(asked)} kinds"
    table = [Row(NAMES[1], "lines", "framing", metric, macro(every), low, high, len(rows), note)]
    for kind in asked:
        value = _f1(gold == kind, found == kind)
        table.append(
            Row(NAMES[1], "lines", "framing", f"F1 of {kind}", value, n=counts[kind], note=note)
        )
    return table


def _f1(gold: np.ndarray, found: np.ndarray) -> float:
    both = int((gold & found).sum())
    return 2 * both / max(int(gold.sum()) + int(found.sum()), 1)


# the five seeds


def _seeds(folder: Path) -> list[Row]:
    """Count residue lines found and named right, and content lines kept."""
    tally: Counter[str] = Counter()
    for row in read_rows(folder, "gold_lines.jsonl"):
        tally += seed_counts((folder / row["file"]).read_text(encoding="utf-8"), row["not_content"])
    residue, content = tally["residue"], tally["content"]
    figures = (
        ("residue found", "found", residue),
        ("residue of the right kind", "right", residue),
        ("content kept", "kept", content),
    )
    note = "five articles, read before cues were written: regression only; shipped weights"
    return [
        Row(NAMES[2], "lines", "framing", metric, tally[key] / asked, n=asked, note=note)
        for metric, key, asked in figures
    ]


def seed_counts(raw: str, gold: dict[str, str]) -> Counter[str]:
    """Compare the labels of an article's lines with gold ones, by line number.

    Of a line that is cut into parts the longest one counts.
    """
    from framing.cleaning import label
    from framing.text.normalise import normalise

    text = normalise(raw).text
    longest: dict[int, Any] = {}
    for segment in label(text):
        line = text.count("\n", 0, segment.start) + 1
        held = longest.get(line)
        if held is None or segment.end - segment.start > held.end - held.start:
            longest[line] = segment
    tally: Counter[str] = Counter()
    for line, segment in longest.items():
        kind = gold.get(str(line))
        tally["content" if kind is None else "residue"] += 1
        tally["kept"] += kind is None and segment.kind == "content"
        tally["found"] += kind is not None and segment.kind != "content"
        tally["right"] += kind is not None and segment.kind == kind
    return tally
