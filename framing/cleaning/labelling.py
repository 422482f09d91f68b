"""Label the lines of a text and take the residue out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.cleaning.kinds import CONTENT, KINDS
from framing.cleaning.model import Lines, Verdict, describe, judge_long
from framing.cleaning.shipped import shipped_model
from framing.text.lines import Segment, line_spans
from framing.text.normalise import fold_case, normalise

if TYPE_CHECKING:
    from framing.cleaning.templates import Templates

__all__ = ["clean", "decide", "label"]

THRESHOLD = 0.5


def decide(verdict: Verdict) -> list[str]:
    """Turn probabilities into labels."""
    best = verdict.kinds.argmax(axis=1).tolist()
    keeps = (verdict.content >= THRESHOLD).tolist()
    return [CONTENT if keep else KINDS[kind] for keep, kind in zip(keeps, best, strict=True)]


def label(text: str, templates: Templates | None = None) -> list[Segment]:
    """Label every line of a folded text.

    Parameters
    ----------
    text : str
        Text as :func:`framing.text.normalise.normalise` folds it.
    templates : Templates, optional
        Lines that recur across the outlet's articles (see :func:`learn_templates`).

    Returns
    -------
    list of Segment
        Every line, or the parts of a line that mixes body and residue, in order.
    """
    spans = line_spans(text)
    if not spans:
        return []
    texts = [text[start:end] for start, end in spans]
    lines = describe(texts, [fold_case(line) for line in texts])
    verdict = judge_long(shipped_model(), lines)
    labels = decide(verdict)
    offsets = np.concatenate([[0], np.cumsum(lines.chars + 1)[:-1]]).astype(int).tolist()
    out = []
    for at, (start, end) in enumerate(spans):
        kind = labels[at]
        chance = float(verdict.content[at] if kind == CONTENT else 1.0 - verdict.content[at])
        out.append(Segment(start, end, kind, chance, _cue(lines, at, start - offsets[at], kind)))
    return out


def _cue(lines: Lines, at: int, shift: int, kind: str) -> tuple[int, int] | None:
    """Give the span of the cue that speaks for a residue line."""
    best = lines.cues.best[at]
    if kind == CONTENT or best is None:
        return None
    return best[0] + shift, best[1] + shift


def clean(text: str, templates: Templates | None = None) -> str:
    """Take the source's boilerplate out of a text.

    Parameters
    ----------
    text : str
        Any text; its lines are looked at one by one.
    templates : Templates, optional
        Lines that recur across the outlet's articles.

    Returns
    -------
    str
        The content as it stood in `text`, spelling untouched, a line feed between lines that
        stood apart and an empty line where at least one stood between them.

    Examples
    --------
    >>> print(clean("Sign up for our newsletter\\nThe minister resigned on Monday, she said."))
    The minister resigned on Monday, she said.
    """
    folded = normalise(text)
    pieces: list[str] = []
    last = 0
    for segment in label(folded.text, templates):
        if segment.kind != CONTENT:
            continue
        start, end = folded.to_source(segment.start, segment.end)
        if pieces:
            breaks = folded.text.count("\n", last, segment.start)
            pieces.append("\n\n" if breaks > 1 else "\n" if breaks else " ")
        pieces.append(text[start:end])
        last = segment.end
    return "".join(pieces)
