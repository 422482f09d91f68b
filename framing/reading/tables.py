"""Rows out of CSV, TSV, JSON, JSON lines and Parquet files, one at a time."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from framing.errors import FramingError
from framing.reading.columns import known_names
from framing.reading.decoding import TextLines, decode
from framing.reading.files import open_bytes, read_bytes

__all__ = ["Row", "table_rows"]

_DELIMITERS = (",", ";", "\t", "|")
_SNIFFED_LINES = 60
_BATCH_ROWS = 256
# An article of this many lines in the last row of a CSV is more likely an unclosed quotation mark.
_LONG_ROW_LINES = 500
# A quoted field ends at its closing mark: text after it means that the marks belong to the text.
_BARE_QUOTE = re.compile(r'(?:^|\t)"[^"\t]*"[^"\t\r\n]')
_LIST_KEYS = ("articles", "data", "items", "documents", "docs", "rows", "results", "records")


class Row(NamedTuple):
    """One row: its number (the line number in JSON lines), its values, what was wrong with it."""

    number: int
    values: Mapping[str, Any]
    problem: str | None = None
    readable: bool = True


def table_rows(
    path: Path, kind: str, *, encoding: str | None = None, delimiter: str | None = None
) -> Iterator[Row]:
    """Read a table row by row.

    Parameters
    ----------
    path : Path
        The file; ``.gz`` is unpacked on the way.
    kind : {"csv", "tsv", "jsonl", "json", "parquet"}
        How to read it.
    encoding, delimiter : str, optional
        Found out where not given.
    """
    if kind == "parquet":
        yield from _parquet_rows(path)
    elif kind == "json":
        yield from _json_rows(path, encoding)
    else:
        with open_bytes(path) as file:
            lines = TextLines(file, encoding)
            if kind == "jsonl":
                yield from _jsonl_rows(path.name, lines)
            else:
                yield from _csv_rows(lines, "\t" if kind == "tsv" else delimiter)


# CSV


def _csv_rows(lines: TextLines, delimiter: str | None) -> Iterator[Row]:
    head = lines.head(_SNIFFED_LINES)
    if not head:
        return
    header: list[str] = []
    for number, record in enumerate(_records(lines, _dialect(head, delimiter))):
        if not header:
            header = _header(record.fields)
            continue
        notes = (record.broken, record.odd_bytes, _misfit(header, record))
        problem = "; ".join(note for note in notes if note) or None
        values = dict(zip(header, record.fields, strict=False))
        yield Row(number, values, problem, readable=record.broken is None)


class _Record(NamedTuple):
    fields: list[str]
    first: int  # line numbers
    last: int
    broken: str | None
    odd_bytes: str | None


def _records(lines: TextLines, form: dict[str, Any]) -> Iterator[_Record]:
    """Yield the records that are not empty, in batches."""
    reader = csv.reader(lines, **form)
    more = True
    while more:
        batch: list[_Record] = []
        with _fields_of_any_size():
            while more and len(batch) < _BATCH_ROWS:
                first, broken = reader.line_num + 1, None
                try:
                    fields = next(reader)
                except StopIteration:
                    more = False
                    break
                except csv.Error as error:
                    fields, broken = [], f"line {first} is no CSV: {error}"
                odd_bytes = lines.problem()
                if fields or broken:
                    batch.append(_Record(fields, first, reader.line_num, broken, odd_bytes))
        yield from batch


@contextmanager
def _fields_of_any_size() -> Iterator[None]:
    """Lift the size limit of the csv module, which is global, only while records are taken."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _misfit(header: list[str], record: _Record) -> str | None:
    fields, first, last, broken, _ = record
    if broken:
        return None
    unclosed = last - first > _LONG_ROW_LINES or (last > first and len(fields) < len(header))
    if unclosed:
        return f"lines {first} to {last} make one row: a quotation mark may not be closed"
    if len(fields) == len(header):
        return None
    return f"line {first} has {len(fields)} fields, the header {len(header)}"


def _header(fields: list[str]) -> list[str]:
    names: list[str] = []
    for position, name in enumerate(fields, start=1):
        name = name.strip().lstrip("\ufeff") or f"column_{position}"
        copies = sum(other == name or other.startswith(f"{name}.") for other in names)
        names.append(f"{name}.{copies + 1}" if name in names else name)
    return names


def _dialect(head: list[str], delimiter: str | None) -> dict[str, Any]:
    marks = (delimiter,) if delimiter else _DELIMITERS
    forms = [{"delimiter": mark, "quoting": _quoting(mark, head)} for mark in marks]
    with _fields_of_any_size():
        return max(forms, key=lambda form: _fit(head, form))


def _quoting(mark: str, head: list[str]) -> int:
    """Tell a TSV whose quotation marks are text from one that quotes its fields."""
    bare = mark == "\t" and any(map(_BARE_QUOTE.search, head))
    return csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL


def _fit(head: list[str], form: dict[str, Any]) -> tuple[int, float, int]:
    """Rank a way to cut lines: known column names, rows as wide as the header, width."""
    try:
        records = [fields for fields in csv.reader(head, **form) if fields]
    except csv.Error:
        return (0, 0.0, 0)
    if not records:
        return (0, 0.0, 0)
    header, rows = records[0], records[1:-1] or records[1:]
    width = len(header)
    even = sum(len(fields) == width for fields in rows) / len(rows) if rows else 0.0
    return (known_names(header), even if width > 1 else 0.0, width)


# JSON


def _jsonl_rows(name: str, lines: TextLines) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        problem = lines.problem()
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            broken = f"line {number} of {name} is no JSON: {error}"
            yield Row(number, {}, broken, readable=False)
            continue
        yield _json_row(number, value, problem, f"line {number} of {name}")


def _json_row(number: int, value: Any, problem: str | None, where: str) -> Row:
    if isinstance(value, dict):
        return Row(number, _flat(value), problem)
    if isinstance(value, str):
        return Row(number, {"text": value}, problem)
    kind = type(value).__name__
    return Row(number, {}, f"{where} is no object with columns but {kind}", readable=False)


def _json_rows(path: Path, encoding: str | None) -> Iterator[Row]:
    found = decode(read_bytes(path), encoding)
    if not found.readable:
        raise FramingError(f"{path} cannot be read: {found.problem}")
    if not found.text.strip():
        return
    try:
        value = json.loads(found.text)
    except (ValueError, RecursionError) as error:
        yield from _json_lines_or_error(path, encoding, error)
        return
    for number, item in enumerate(_items(value), start=1):
        yield _json_row(number, item, found.problem, f"element {number} of {path.name}")


def _json_lines_or_error(path: Path, encoding: str | None, error: Exception) -> Iterator[Row]:
    """Read a .json file that holds JSON lines, as many do; else say what is wrong with it."""
    rows = list(table_rows(path, "jsonl", encoding=encoding))
    if not any(row.readable for row in rows):
        raise FramingError(f"{path} is no JSON: {error}")
    yield from rows


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return [value]
    for key in _LIST_KEYS:
        if isinstance(value.get(key), list):
            return value[key]
    if value and all(isinstance(item, dict) for item in value.values()) and not known_names(value):
        return [{"id": key, **item} for key, item in value.items()]
    return [value]


def _flat(value: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Flatten nested objects: ``{"source": {"name": "X"}}`` becomes ``source.name``."""
    row: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(item, dict):
            row.update(_flat(item, f"{prefix}{key}."))
        else:
            row[f"{prefix}{key}"] = item
    return row


# Parquet


def _parquet_rows(path: Path) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with open_bytes(path) as file:
            number = 0
            for batch in pq.ParquetFile(file).iter_batches(batch_size=_BATCH_ROWS):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(number, _flat(values))
    except (pa.ArrowException, OSError) as error:
        raise FramingError(f"{path} is no Parquet file that can be read: {error}") from error
