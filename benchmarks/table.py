"""Rows of the benchmark tables, and the bootstrap interval they carry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

__all__ = [
    "MissingSet", "Row", "bootstrap_interval", "file_hash", "macro_f1", "read_rows", "show",
]  # fmt: skip


class MissingSet(Exception):
    """The folder of a benchmark set is not there."""


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes
    ----------
    set, split : str
        Which data.
    system : str
        What made the predictions; the library's own are called ``framing``.
    metric : str
        Which figure.
    value, low, high : float
        Figure and 95 % bootstrap interval.
    n : int
        Number of rows it was computed on.
    note : str
        Who coded the data; out of fold or shipped weights.
    """

    set: str
    split: str
    system: str
    metric: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """Name under which floors are pinned."""
        return f"{self.set}/{self.split}/{self.metric}"

    def as_dict(self) -> dict[str, Any]:
        """Give the row as a mapping."""
        return asdict(self)


def read_rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read a JSON-lines file of a set, or say that the set is missing."""
    file = folder / name
    if not file.is_file():
        raise MissingSet(str(file))
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def file_hash(file: Path) -> str:
    """Give the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def bootstrap_interval(
    figure: Callable[[np.ndarray], float],
    n: int,
    groups: Sequence[Any] | None = None,
    n_boot: int = 500,
    seed: int = 0,
) -> tuple[float, float]:
    """Give the 95 % percentile interval of a figure over resampled rows or groups.

    Parameters
    ----------
    figure : callable
        Takes row indices, gives the figure.
    n : int
        Number of rows.
    groups : sequence, optional
        Which rows belong together; whole groups are drawn.
    """
    rng = np.random.default_rng(seed)
    if groups is None:
        members = [np.array([i]) for i in range(n)]
    else:
        codes = np.unique(np.asarray(groups), return_inverse=True)[1]
        members = [np.flatnonzero(codes == c) for c in range(codes.max() + 1)]
    figures = []
    for _ in range(n_boot):
        drawn = rng.integers(0, len(members), len(members))
        figures.append(figure(np.concatenate([members[i] for i in drawn])))
    low, high = np.nanquantile(figures, [0.025, 0.975])
    return float(low), float(high)


def macro_f1(truth: np.ndarray, found: np.ndarray, labels: Iterable[int]) -> float:
    """Give the mean of the labels' F1; 0 for a label that nobody gives."""
    scores = []
    for label in labels:
        both = int(((truth == label) & (found == label)).sum())
        either = int((truth == label).sum() + (found == label).sum())
        scores.append(2 * both / either if either else 0.0)
    return float(np.mean(scores))


def show(rows: Sequence[Row]) -> Iterator[str]:
    """Give the lines of a plain table."""
    head = ("set", "split", "system", "metric", "value", "95 % interval", "n", "note")
    body = [
        (
            r.set, r.split, r.system, r.metric, f"{r.value:.3f}",
            "" if r.low is None or r.high is None else f"{r.low:.3f} .. {r.high:.3f}",
            "" if r.n is None else f"{r.n:,}", r.note,
        )
        for r in rows
    ]  # fmt: skip
    widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
    for row in [head, tuple("-" * w for w in widths), *body]:
        yield "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
