from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


def _folder(variable: str, name: str, holds: str) -> Path:
    given = os.environ.get(variable)
    folder = Path(given) if given else _BESIDE / name
    if not folder.is_dir():
        pytest.skip(f"needs {holds}: set {variable} to its folder")
    return folder


@pytest.fixture(scope="session")
def bench() -> Path:
    """The labelled benchmark data, which is not part of the project."""
    return _folder("FRAMING_BENCH", "bench", "the benchmark data")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Real articles with residue, which are not part of the project."""
    return _folder("FRAMING_SEEDS", "seeds", "real articles with residue")


@pytest.fixture(scope="session")
def sample():
    import framing as fr

    return fr.load_sample()


@pytest.fixture(scope="session")
def sample_scores(sample):
    import framing as fr
    from framing.reading import SAMPLE_TARGETS
    from framing.text.mentions import parse_target_string

    return fr.score(sample, targets=parse_target_string(SAMPLE_TARGETS), progress=False)


@pytest.fixture
def write_articles(tmp_path) -> Callable[[Sequence[str]], Path]:
    """Write texts as a file of articles, one JSON object a line."""

    def write(texts: Sequence[str]) -> Path:
        file = tmp_path / "articles.jsonl"
        file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
        return file

    return write
