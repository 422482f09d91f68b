"""Read and write a model folder: the graph, its vocabulary, its heads; all hash-checked."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from framing import models
from framing.errors import FramingError

__all__ = ["FORMAT", "NAME", "Stored", "installed", "read", "write_meta"]

NAME = "neural"
FORMAT = "framing-neural 1"
GRAPH, VOCABULARY = f"{NAME}.onnx", f"{NAME}.vocabulary.txt"
_NEEDED = ("onnxruntime", "tokenizers")
_REMEDY = "reinstall framing, or take backend='linear'"


class Stored(NamedTuple):
    """What a model folder holds."""

    graph: bytes
    vocabulary: list[str]
    arrays: dict[str, np.ndarray]
    meta: dict[str, Any]


def installed() -> bool:
    """Say whether the packages of the extra ``neural`` can be imported."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def read(folder: str | Path | None = None) -> Stored:
    """Read a folder, the library's own by default.

    Raises
    ------
    FramingError
        If a file is missing, damaged, or of another architecture.
    """
    place = Path(models.__file__).parent if folder is None else Path(folder)
    _check_kind(place)
    arrays, meta = models.load(NAME, place)
    if meta.get("format") != FORMAT:
        raise FramingError(
            f"{str(place)!r} holds a model of format {meta.get('format')!r}; "
            f"this version of framing reads {FORMAT!r}"
        )
    graph, listed = (_checked(place / name, meta) for name in (GRAPH, VOCABULARY))
    _checked(place / f"{NAME}.npz", meta)
    return Stored(graph, listed.decode("utf-8").splitlines(), arrays, meta)


def write_meta(folder: Path, meta: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
    """Write heads and meta beside a graph and a vocabulary, with the hashes of all three."""
    models.save(NAME, arrays, meta, folder)
    files = {name: _digest((folder / name).read_bytes()) for name in _names()}
    models.save(NAME, arrays, {**meta, "format": FORMAT, "files": files}, folder)


def _names() -> tuple[str, ...]:
    return GRAPH, VOCABULARY, f"{NAME}.npz"


def _check_kind(place: Path) -> None:
    """Refuse a folder of another kind by what lies in it."""
    if (place / f"{NAME}.json").is_file():
        return
    if (place / "config.json").is_file():
        raise FramingError(
            f"{str(place)!r} holds a Hugging Face model, which this backend does not read; "
            "take framing.neural.TransformersClassifier"
        )
    raise FramingError(f"no neural model in {str(place)!r}; {_REMEDY}")


def _checked(file: Path, meta: dict[str, Any]) -> bytes:
    """Give a file's bytes if they are those that were written."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise FramingError(f"{str(file)!r} cannot be read: {error}; {_REMEDY}") from None
    if _digest(content) != meta.get("files", {}).get(file.name):
        raise FramingError(
            f"{str(file)!r} is damaged: its SHA-256 is not the stored one; {_REMEDY}"
        )
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
