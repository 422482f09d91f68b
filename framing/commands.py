"""What the commands do: read, score, check where to write, and leave with the right exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.scores import Scores

__all__ = [
    "NOTHING_DONE",
    "SOME_FAILED",
    "check_writable",
    "finish",
    "grouping_columns",
    "labelled",
    "read_corpus",
    "score_corpus",
]

SOME_FAILED = 1
NOTHING_DONE = 2
_BAD = ("failed", "unreadable")


def read_corpus(path: Path | None, sample: bool, text_column: str | None) -> Any:
    """Read what a command was pointed at."""
    from framing.reading import load_sample, read

    if sample == (path is not None):
        raise FramingError("give either a PATH or --sample")
    if sample:
        return load_sample()
    assert path is not None
    return read(path) if text_column is None else read(path, text=text_column)


def score_corpus(
    path: Path | None,
    *,
    sample: bool,
    targets: str,
    measures: str,
    lexicons: tuple[Path, ...],
    text_column: str | None,
    workers: int,
    quiet: bool,
    templates: bool = False,
    **more: Any,
) -> Scores:
    """Read and score what a command was pointed at."""
    from framing.cleaning import learn_templates
    from framing.scoring import score as run
    from framing.text.mentions import parse_target_string

    corpus = read_corpus(path, sample, text_column)
    wanted: Any = (
        targets if targets == "auto" else parse_target_string(targets or _sample_targets(sample))
    )
    return run(
        corpus,
        targets=wanted,
        measures=[m.strip() for m in measures.split(",") if m.strip()] or None,
        lexicons=lexicons,
        templates=learn_templates(corpus) if templates else None,
        workers=workers,
        progress=not quiet,
        **more,
    )


def _sample_targets(sample: bool) -> str:
    """Give the targets of the sample corpus, so that its report shows stance."""
    from framing.reading import SAMPLE_TARGETS

    return SAMPLE_TARGETS if sample else ""


def labelled(text: str) -> str:
    """Give every line of a text with its kind before it."""
    from framing.cleaning import label
    from framing.text.normalise import normalise

    folded = normalise(text)
    rows = []
    for segment in label(folded.text):
        start, end = folded.to_source(segment.start, segment.end)
        rows.append(f"{segment.kind:20} {segment.probability:.2f}  {text[start:end]}")
    return "\n".join(rows)


def grouping_columns(by: tuple[str, ...], scores: Scores) -> list[str]:
    """Give the columns to compare by: outlets by default; articles where no outlet is known."""
    if by:
        known = set(scores.articles)
        names = [[text] if text in known else text.split(",") for text in by]
        return [name.strip() for some in names for name in some if name.strip()]
    return ["outlet" if scores.articles["outlet"].notna().any() else "article_id"]


def check_writable(out: Path) -> None:
    """Find out before the work whether its result can be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".framing-probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        said = f"out={str(out)!r} cannot be written ({error.strerror or error}); choose another"
        raise FramingError(said) from None


def finish(scores: Scores, message: str) -> None:
    """Say what was done, and leave with the exit code that scripts can trust."""
    counts = scores.articles["status"].value_counts()
    states = ", ".join(f"{n} {status}" for status, n in counts.items())
    click.echo(f"{len(scores)} articles ({states})\n{message}")
    bad = int(sum(counts.get(status, 0) for status in _BAD))
    if bad == len(scores):
        sys.exit(NOTHING_DONE)
    if bad:
        for row in scores.articles[scores.articles["status"].isin(_BAD)].head(20).itertuples():
            click.echo(f"  {row.article_id}: {row.status}: {row.problem}", err=True)
        sys.exit(SOME_FAILED)
