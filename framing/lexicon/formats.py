"""Read word lists: the project's own format, LIWC-style ``.dic``, CSV, JSON and plain lists."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import NamedTuple

from framing.errors import FramingError
from framing.text.normalise import fold_case, normalise

__all__ = ["Entry", "Parsed", "read_lexicon"]

_HEADER = "# framing lexicon 1"
_PATTERN_NAMES = ("pattern", "word", "term", "phrase", "entry", "token")


class Entry(NamedTuple):
    """One line of a lexicon."""

    pattern: str
    category: str
    weight: float = 1.0
    note: str = ""


class Parsed(NamedTuple):
    """A lexicon file's entries and header."""

    entries: list[Entry]
    header: dict[str, str]


def read_lexicon(path: Path) -> Parsed:
    """Read a lexicon file by its suffix.

    Parameters
    ----------
    path : Path
        ``.tsv`` (own format), ``.dic`` (LIWC family), ``.csv``, ``.json`` or ``.txt``.

    Raises
    ------
    FramingError
        If the file is missing, empty, or a line cannot be read.
    """
    if not path.is_file():
        raise FramingError(f"lexicon {str(path)!r} is no file; give a path to a word list")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    readers = {".dic": _dic, ".csv": _csv, ".json": _json, ".txt": _plain, ".tsv": _tsv}
    reader = readers.get(path.suffix.lower(), _tsv if text.startswith(_HEADER) else _plain)
    parsed = reader(text, path)
    if not parsed.entries:
        raise FramingError(f"lexicon {str(path)!r} holds no entry")
    return parsed


def folded(pattern: str) -> str:
    """Fold a pattern as texts are folded."""
    return " ".join(fold_case(normalise(pattern).text).split())


def _entry(path: Path, line: int, pattern: str, category: str, weight: str, note: str) -> Entry:
    """Make an entry, or say which line is wrong."""
    pattern = folded(pattern)
    if not pattern.replace("*", "").strip():
        raise FramingError(f"{path.name}, line {line}: no pattern; delete the line or add a word")
    try:
        value = float(weight) if weight.strip() else 1.0
    except ValueError:
        raise FramingError(f"{path.name}, line {line}: weight {weight!r} is no number") from None
    return Entry(pattern, category.strip() or "all", value, note.strip())


def _tsv(text: str, path: Path) -> Parsed:
    """Read the own format: comment header, then pattern, category, weight, note."""
    header: dict[str, str] = {}
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            key, colon, value = line[1:].partition(":")
            if colon:
                header[key.strip()] = value.strip()
            continue
        if not line.strip() or line.lower().startswith("pattern\t"):
            continue
        cells = (line.split("\t") + [""] * 3)[:4]
        entries.append(_entry(path, number, *cells))
    return Parsed(entries, header)


def _dic(text: str, path: Path) -> Parsed:
    """Read a LIWC-family dictionary, also with stray blanks, tabs and empty lines."""
    parts = text.split("%")
    if len(parts) < 3:
        raise FramingError(f"{path.name}: a .dic file needs its categories between two % lines")
    names: dict[str, str] = {}
    for line in parts[1].splitlines():
        cells = line.split()
        if len(cells) >= 2:
            names[cells[0]] = cells[1]
    entries = []
    before = text[: text.rfind("%", 0, len(text) - len("%".join(parts[2:])))].count("\n")
    for number, line in enumerate("%".join(parts[2:]).splitlines(), before + 1):
        cells = line.split("\t") if "\t" in line.strip() else line.split()
        cells = [cell.strip() for cell in cells if cell.strip()]
        if not cells:
            continue
        codes = [code for cell in cells[1:] for code in cell.split()]
        unknown = [code for code in codes if code not in names]
        if unknown:
            raise FramingError(
                f"{path.name}, line {number}: no category has the number {unknown[0]!r}"
            )
        entries += [_entry(path, number, cells[0], names[code], "", "") for code in codes]
    return Parsed(entries, {})


def _csv(text: str, path: Path) -> Parsed:
    """Read a CSV with a pattern column, and optional category, weight and note."""
    rows = csv.DictReader(io.StringIO(text))
    columns = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    key = next((columns[name] for name in _PATTERN_NAMES if name in columns), None)
    if key is None:
        raise FramingError(
            f"{path.name}: no column of words; there are {list(columns)}, name one 'pattern'"
        )
    entries = []
    for number, row in enumerate(rows, 2):
        get = {name: row.get(column) or "" for name, column in columns.items()}
        category = get.get("category", "")
        weight, note = get.get("weight", ""), get.get("note", "")
        entries.append(_entry(path, number, row[key] or "", category, weight, note))
    return Parsed(entries, {})


def _json(text: str, path: Path) -> Parsed:
    """Read ``{"category": ["word", ...]}`` or ``{"category": {"word": weight}}``."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise FramingError(f"{path.name}: not valid JSON ({error})") from None
    if not isinstance(data, dict):
        raise FramingError(f"{path.name}: JSON lexicons are an object of category to words")
    entries = []
    for category, found in data.items():
        weights = found if isinstance(found, dict) else dict.fromkeys(found, 1.0)
        for word, weight in weights.items():
            entries.append(_entry(path, 0, str(word), str(category), str(weight), ""))
    return Parsed(entries, {})


def _plain(text: str, path: Path) -> Parsed:
    """Read one pattern a line."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if line and not line.startswith(("#", ";"))]
    return Parsed([_entry(path, 0, line, "all", "", "") for line in kept], {})
