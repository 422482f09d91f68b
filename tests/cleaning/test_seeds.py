"""Five real articles: a regression test. They were read before the cues were written."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.sets.boilerplate import seed_counts


def test_seeds(seeds: Path) -> None:
    tally: Counter[str] = Counter()
    for line in (seeds / "gold_lines.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tally += seed_counts((seeds / row["file"]).read_text(encoding="utf-8"), row["not_content"])
    assert tally["residue"] == 36
    assert tally["found"] == 36
    assert tally["right"] >= 35
    assert tally["kept"] == tally["content"] == 55
