"""``metadata.csv`` beside the articles: which row belongs to which file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.reading.columns import ColumnChoice, listed, plain
from framing.reading.decoding import NotText
from framing.reading.files import KINDS, Source
from framing.reading.tables import table_rows

__all__ = ["SideFile", "SideFiles", "key_column", "read_side_file", "side_source"]

KEY_COLUMNS = ("file", "filename", "file_name", "path", "filepath", "file_path", "id", "article_id")


@dataclass
class SideFile:
    """The rows of one table of metadata, by the file each names."""

    path: Path
    rows: dict[str, dict[str, Any]]
    key: str
    choice: ColumnChoice
    problems: list[str]
    used: set[str] = field(default_factory=set)

    def lookup(self, path: Path) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return the fields and the extra columns for a file, or None."""
        for name in self._names(path):
            if name in self.rows:
                self.used.add(name)
                return self._split(self.rows[name])
        return None

    def _names(self, path: Path) -> list[str]:
        try:
            relative = path.absolute().relative_to(self.path.parent.absolute()).as_posix()
        except ValueError:
            relative = path.name
        names = [relative, path.name]
        stems = [name[: -len(path.suffix)] for name in names if path.suffix]
        return [name.casefold() for name in (*names, *stems)]

    def _split(self, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        kept = {name: value for name, value in values.items() if name != self.key}
        fields, extra = self.choice.fields_of(kept)
        wordy = self.choice.of(kept).get("text")
        if wordy:  # a column called "story" or "content" is metadata here, not the text
            extra[wordy] = plain(kept[wordy])
        if self.key in ("id", "article_id"):
            fields["id"] = str(values[self.key])
        return {k: v for k, v in fields.items() if v is not None}, extra

    def lost(self) -> list[str]:
        """Say which rows name a file that is not there."""
        lost = [name for name in self.rows if name not in self.used]
        return [f"{self.path.name} has rows without a file: {listed(lost)}"] if lost else []


class SideFiles:
    """All tables of metadata of a reading; the one nearest to an article counts."""

    def __init__(self, files: Iterable[SideFile]) -> None:
        self._files = sorted(files, key=lambda side: len(side.path.parts), reverse=True)
        self.missing: dict[str, None] = {}

    def lookup(self, path: Path) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return what the tables know of a file; None where they know nothing."""
        for side in self._files:
            found = side.lookup(path)
            if found is not None:
                return found
        if self._files:
            self.missing[path.name] = None
        return None

    def problems(self) -> list[str]:
        """Return what was wrong with the tables themselves."""
        return [problem for side in self._files for problem in side.problems]

    def mismatches(self) -> list[str]:
        """Return what does not fit between the tables and the files that were read."""
        notes = [note for side in self._files for note in side.lost()]
        if self.missing:
            notes.append(f"files without a row in the metadata: {listed(self.missing)}")
        return notes

    def __bool__(self) -> bool:
        return bool(self._files)


def read_side_file(source: Source, given: Mapping[str, str | None]) -> SideFile:
    """Read a table of metadata.

    Raises
    ------
    FramingError
        Where no column names the files.
    """
    try:
        read = list(table_rows(source.path, source.kind))
    except (NotText, OSError) as error:
        raise FramingError(f"{source.path} is no table of metadata: {error}") from None
    rows = [dict(row.values) for row in read if row.readable]
    names = list(dict.fromkeys(name for row in rows for name in row))
    key = key_column(names)
    if key is None:
        raise FramingError(
            f"{source.path} has no column that names the files (file, filename, path or id); "
            f"there are: {listed(names)}"
        )
    kept, twice = _by_name(rows, key)
    where = source.path.name
    problems = [f"{where}: {note}" for note in dict.fromkeys(row.problem for row in read) if note]
    problems += [f"{where} has more than one row for {name!r}; the first counts" for name in twice]
    named = {**dict.fromkeys(given), **{k: v for k, v in given.items() if v in names}}
    return SideFile(source.path, kept, key, ColumnChoice(named, where), problems)


def key_column(names: Iterable[str]) -> str | None:
    """Return the column that names the files, if there is one."""
    folded = {name.strip().lower(): name for name in names}
    return next((folded[name] for name in KEY_COLUMNS if name in folded), None)


def _by_name(
    rows: Iterable[dict[str, Any]], key: str
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    kept: dict[str, dict[str, Any]] = {}
    twice: list[str] = []
    for row in rows:
        name = str(row.get(key) or "").strip().replace("\\", "/").removeprefix("./").casefold()
        if name in kept:
            twice.append(name)
        elif name:
            kept[name] = row
    return kept, twice


def side_source(path: Path) -> Source:
    """Return the source for a table of metadata that the user named.

    Raises
    ------
    FramingError
        Where it does not exist or is no table.
    """
    kind = KINDS.get(path.suffix.lower())
    if not path.is_file() or kind in (None, "text", "html"):
        raise FramingError(
            f"metadata={str(path)!r} is no table that exists; give a .csv, .tsv, .json, .jsonl "
            "or .parquet file with a column file, filename, path or id"
        )
    return Source(path, kind, "")
