"""Which files there are to read, of which kind, and their bytes."""

from __future__ import annotations

import glob
import gzip
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from framing.errors import FramingError

__all__ = ["KINDS", "Plan", "Source", "open_bytes", "plan_reading", "read_bytes"]

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
    ".pq": "parquet",
}
READS = "framing reads .txt .md .html .csv .tsv .json .jsonl .parquet, each also as .gz"
_NO_ARTICLES = ("readme", "read_me", "license", "licence", "notice", "copying", "changelog")
_SIDE_STEM = "metadata"


@dataclass(frozen=True)
class Source:
    """One file to read: where, how, and the id that follows from its place."""

    path: Path
    kind: str
    id: str

    @property
    def is_table(self) -> bool:
        """Whether the file holds many articles."""
        return self.kind not in ("text", "html")


@dataclass(frozen=True)
class Plan:
    """What a reading will take: the articles' files and the tables beside them."""

    root: Path
    sources: list[Source]
    side_files: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole_folder: bool = False


def plan_reading(where: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> Plan:
    """Find the files for a path, a glob or a list of these.

    Raises
    ------
    FramingError
        Where a path does not exist, or there is nothing in it that can be read.
    """
    if isinstance(where, (str, os.PathLike)):
        path = _expanded(where)
        if path.is_dir():
            return _folder_plan(path)
        if path.is_file():
            return _plan_of([path], path.parent)
        return _listed_plan(_globbed(path, where))
    paths = [_existing(item) for item in where]
    if not paths:
        raise FramingError(f"path=[] is an empty list; give at least one file. {READS}")
    return _listed_plan(paths)


def _expanded(where: str | os.PathLike[str]) -> Path:
    shown = os.fspath(where)
    if not isinstance(shown, str) or not shown.strip():
        raise FramingError(f"path={where!r} names no file or folder. {READS}")
    if shown.startswith(("http://", "https://", "ftp://")):
        raise FramingError(
            f"path={shown!r} is a web address; framing never downloads: save it first"
        )
    try:
        path = Path(shown).expanduser()
        path.exists()
    except (OSError, ValueError, RuntimeError):
        raise _missing(shown) from None
    return path


def _missing(shown: str) -> FramingError:
    short = shown if len(shown) <= 80 else f"{shown[:80]}…"
    remedy = READS
    if len(shown.split()) > 5 or "\n" in shown:
        remedy = "for a text itself use fr.score(text) or framing.reading.from_texts([text])"
    return FramingError(f"path={short!r} does not exist (looked in {os.getcwd()}); {remedy}")


def _existing(where: str | os.PathLike[str]) -> Path:
    if not isinstance(where, (str, os.PathLike)):
        raise FramingError(
            f"path holds {where!r} of type {type(where).__name__}; give file names or Paths"
        )
    path = _expanded(where)
    if not path.exists():
        raise _missing(str(path))
    return path


def _globbed(path: Path, given: str | os.PathLike[str]) -> list[Path]:
    pattern = str(path)
    if not glob.has_magic(pattern):
        raise _missing(pattern)
    paths = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]
    if not paths:
        raise FramingError(f"path={os.fspath(given)!r} matches no file; {READS}")
    return paths


def _listed_plan(paths: list[Path]) -> Plan:
    files: list[Path] = []
    for path in paths:
        files.extend(_walk(path) if path.is_dir() else [path])
    root = Path(os.path.commonpath([path.absolute().parent for path in files] or [Path()]))
    return _plan_of([path.absolute() for path in files], root)


def _folder_plan(folder: Path) -> Plan:
    return _plan_of(_walk(folder), folder, whole_folder=True)


def _walk(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    shown = [path for path in found if not _hidden(path.relative_to(folder))]
    return sorted(shown, key=lambda path: path.relative_to(folder).parts)


def _hidden(relative: PurePath) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in relative.parts)


def _plan_of(paths: list[Path], root: Path, *, whole_folder: bool = False) -> Plan:
    sources, side_files, skipped = [], [], Counter[str]()
    alone = len(paths) == 1 and not whole_folder
    for path in paths:
        kind = _kind(path, alone)
        if not alone and path.name.lower().split(".")[0] in _NO_ARTICLES:
            continue
        if kind is None:
            skipped[path.suffix or "no ending"] += 1
        elif not alone and _is_side_file(path):
            if kind not in ("text", "html"):
                side_files.append(Source(path, kind, ""))
        else:
            sources.append(Source(path, kind, _id_of(path, root)))
    if not whole_folder:
        side_files = _side_files_near(sources)
    if not sources:
        sources = [Source(side.path, side.kind, side.path.stem) for side in side_files]
        side_files = []
    if not sources:
        held = f"it holds: {_tally(skipped)}" if skipped else "it is empty"
        raise FramingError(f"path={str(root)!r} has no file that can be read ({held}); {READS}")
    notes = [f"passed over, of another kind: {_tally(skipped)}"] if skipped else []
    return Plan(root, sources, side_files, notes, whole_folder)


def _kind(path: Path, alone: bool) -> str | None:
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    ending = suffixes[-1] if suffixes else ""
    kind = KINDS.get(ending)
    if kind or not alone:
        return kind
    if ending in (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".zip"):
        raise FramingError(f"path={str(path)!r}: {ending} is not read; save it as text. {READS}")
    return "text"


def _tally(skipped: Counter[str]) -> str:
    return ", ".join(f"{count} {ending}" for ending, count in sorted(skipped.items()))


def _is_side_file(path: Path) -> bool:
    return path.name.lower().split(".")[0] == _SIDE_STEM


def _side_files_near(sources: list[Source]) -> list[Source]:
    folders = dict.fromkeys(source.path.parent for source in sources if not source.is_table)
    found = (path for folder in folders for path in sorted(folder.glob("[mM]etadata.*")))
    return [
        Source(path, KINDS[path.suffix.lower()], "")
        for path in found
        if KINDS.get(path.suffix.lower(), "text") not in ("text", "html")
    ]


def _id_of(path: Path, root: Path) -> str:
    relative = path.relative_to(root).as_posix()
    if relative.lower().endswith(".gz"):
        relative = relative[:-3]
    stem, ending = os.path.splitext(relative)
    name = stem if ending.lower() in KINDS else relative
    return name.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file for its bytes, unpacking ``.gz``; what fails is an ``OSError``."""
    with path.open("rb") as raw:
        packed = path.suffix.lower() == ".gz"
        try:
            yield cast("BinaryIO", gzip.GzipFile(fileobj=raw) if packed else raw)
        except (EOFError, zlib.error) as error:
            raise OSError(f"broken gzip file: {error}") from error


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, unpacked."""
    with open_bytes(path) as file:
        return file.read()
