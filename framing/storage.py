"""Tables in and out of files: Parquet parts, CSV or JSON lines, with one description beside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.errors import FramingError

__all__ = ["FORMATS", "load", "save"]

FORMATS = ("parquet", "csv", "jsonl")
_ABOUT = "scores.json"
_PART_ROWS = 2_000_000


def save(path: Path, tables: dict[str, pd.DataFrame], about: dict[str, Any], format: str) -> Path:
    """Write tables and their description into a folder.

    Raises
    ------
    FramingError
        If the format is not known or the folder cannot be written.
    """
    if format not in FORMATS:
        raise FramingError(f"format={format!r} is not known; there are: {', '.join(FORMATS)}")
    try:
        path.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            _write(path, name, _plain(table), format)
        kinds = {name: _kinds(table) for name, table in tables.items()}
        described = {"format": format, "columns": kinds, **about}
        text = json.dumps(described, ensure_ascii=False, indent=1, default=str)
        (path / _ABOUT).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FramingError(f"{str(path)!r} cannot be written: {error.strerror or error}") from error
    return path


def load(path: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Read tables and their description from a folder."""
    about_file = path / _ABOUT
    if not about_file.is_file():
        raise FramingError(f"{str(path)!r} holds no scores; expected {_ABOUT} in it")
    about = json.loads(about_file.read_text(encoding="utf-8"))
    kinds = about.pop("columns")
    format = about.pop("format")
    return {name: _read(path, name, format, kinds[name]) for name in kinds}, about


def _kinds(table: pd.DataFrame) -> dict[str, str]:
    """Name the type of every column, so that text formats can be read back."""
    kinds = {}
    for name, column in table.items():
        if isinstance(column.dtype, pd.CategoricalDtype):
            kinds[str(name)] = "category"
        elif column.dtype != object:
            kinds[str(name)] = str(column.dtype)
        else:
            some = column.dropna()
            binary = len(some) and isinstance(some.iloc[0], bytes)
            kinds[str(name)] = "bytes" if binary else "text"
    return kinds


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Turn bytes into hexadecimal and mixed columns into text."""
    table = table.copy(deep=False)
    for name, column in table.items():
        if column.dtype == object:
            table[name] = [_as_text(value) for value in column]
    return table


def _as_text(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.hex()
    if value is None or (isinstance(value, float) and value != value):
        return None
    return value if isinstance(value, str) else str(value)


def _write(path: Path, name: str, table: pd.DataFrame, format: str) -> None:
    """Write one table."""
    if format == "csv":
        table.to_csv(path / f"{name}.csv", index=False)
    elif format == "jsonl":
        table.to_json(
            path / f"{name}.jsonl", orient="records", lines=True, force_ascii=False,
            double_precision=15,
        )  # fmt: skip
    else:
        folder = path / name
        folder.mkdir(exist_ok=True)
        for old in folder.glob("part-*.parquet"):
            old.unlink()
        for number, start in enumerate(range(0, max(len(table), 1), _PART_ROWS)):
            part = table.iloc[start : start + _PART_ROWS]
            part.to_parquet(folder / f"part-{number:04d}.parquet", index=False)


def _read(path: Path, name: str, format: str, kinds: dict[str, str]) -> pd.DataFrame:
    """Read one table and give its columns their types back."""
    if format == "csv":
        text = {c: str for c, kind in kinds.items() if kind in ("category", "bytes", "text")}
        missing = {column: [""] for column, kind in kinds.items() if kind != "category"}
        file = path / f"{name}.csv"
        table = pd.read_csv(file, dtype=text, keep_default_na=False, na_values=missing)
    elif format == "jsonl":
        with (path / f"{name}.jsonl").open(encoding="utf-8") as lines:
            table = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    else:
        parts = sorted((path / name).glob("part-*.parquet"))
        if not parts:
            raise FramingError(f"{str(path / name)!r} holds no part-*.parquet")
        table = pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True)
    for column in kinds:
        if column not in table:
            table[column] = None
    return pd.DataFrame({c: _typed(table[c], kind) for c, kind in kinds.items()})


def _typed(column: pd.Series, kind: str) -> pd.Series:
    """Give one column its type."""
    if kind == "bytes":
        return column.map(lambda v: bytes.fromhex(v) if isinstance(v, str) else b"")
    if kind == "text":
        return column.astype(object).where(column.notna(), None)
    if kind == "category":
        return (
            column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
        )
    if kind == "bool" and column.dtype == object:
        return column.map({"True": True, "False": False, True: True, False: False}).astype(bool)
    return column.astype(kind)
