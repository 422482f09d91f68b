"""Measure validity: agreement with labelled data, baselines beside it, floors held.

python -m benchmarks.validity --data FOLDER [--only NAME ...] [--json] [--gate]
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

from benchmarks import sets
from benchmarks.table import MissingSet, Row, show

__all__ = ["main", "run"]

FLOORS = Path(__file__).with_name("floors.json")
# metrics of which less is better, or that depend on the machine
_NOT_FLOORS = ("error", "ECE", "calibration", "expected", "content lost", "times")
# of single kinds, without an interval: one row moves such a figure by .02
_OF_A_KIND = "F1 of"
_SLACK = 1e-6  # floats differ this much between versions of the libraries underneath


def run(data: Path, only: list[str] | None = None) -> tuple[list[Row], list[str]]:
    """Run the sets of a folder; give the rows and which sets are missing."""
    rows: list[Row] = []
    missing = []
    for info in pkgutil.iter_modules(sets.__path__):
        if only and not any(name in info.name for name in only):
            continue
        module = import_module(f"benchmarks.sets.{info.name}")
        try:
            rows += module.run(data)
        except MissingSet as error:
            missing.append(f"{info.name}: {error}")
    first = {(row.set, row.split): n for n, row in reversed(list(enumerate(rows)))}
    return sorted(rows, key=lambda row: first[row.set, row.split]), missing


def broken_floors(rows: list[Row], data_hash: str) -> list[str]:
    """Say which pinned figures are not reached on the data they were pinned on."""
    pinned = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    floors = pinned.get(data_hash, {})
    values = {row.key: row.value for row in rows if _pinned(row)}
    return [
        f"{key}: {values[key]:.4f} is under the floor of {floor:.4f}"
        for key, floor in floors.items()
        if key in values and values[key] < floor - _SLACK
    ]


def fingerprint(data: Path) -> str:
    """Give one hash for all label files of a folder."""
    import hashlib

    found = hashlib.sha256()
    for file in sorted(data.rglob("*.jsonl")):
        found.update(str(file.relative_to(data)).encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _pinned(row: Row) -> bool:
    """Say whether a figure is one of the library's whose floor is pinned."""
    if row.system != "framing" or row.metric.startswith(_NOT_FLOORS):
        return False
    return row.low is not None or not row.metric.startswith(_OF_A_KIND)


def raise_floors(rows: list[Row], data_hash: str) -> None:
    """Pin what is reached now, where it is above the floor."""
    pinned = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    floors = pinned.setdefault(data_hash, {})
    for row in rows:
        if _pinned(row):
            reached = int(row.value * 1000) / 1000
            floors[row.key] = max(reached, floors.get(row.key, reached))
    FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n")


def main() -> int:
    """Print the table; with --gate fail where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", nargs="*", help="parts of the names of sets")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--gate", action="store_true", help="fail where a floor is broken")
    parser.add_argument("--raise-floors", action="store_true", help="pin what is reached now")
    given = parser.parse_args()
    rows, missing = run(given.data, given.only)
    if given.json:
        print(json.dumps({"rows": [r.as_dict() for r in rows], "missing": missing}, indent=1))
    else:
        print("\n".join(show(rows)))
        print("\n".join(f"missing, skipped: {name}" for name in missing))
    data_hash = fingerprint(given.data)
    if given.raise_floors:
        raise_floors(rows, data_hash)
    broken = broken_floors(rows, data_hash) if given.gate else []
    print("\n".join(broken), file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
