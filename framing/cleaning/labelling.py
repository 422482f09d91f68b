"""Label the lines of a text and take the residue out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.cleaning.kinds import CONTENT, KINDS
from framing.cleaning.lines import Lines, describe
from framing.cleaning.model import Verdict, judge_long
from framing.cleaning.rules import THRESHOLD
from framing.cleaning.shipped import shipped_model
from framing.cleaning.spans import Residue, residues_in
from framing.cleaning.wrapping import paragraphs
from framing.text.lines import Segment, line_spans
from framing.text.normalise import normalise
from framing.text.sentences import sentence_spans

if TYPE_CHECKING:
    from framing.cleaning.templates import Templates

__all__ = ["clean", "decide", "label"]

_FEW_LINES = 3  # a text of so few lines, one of them a long one, has lost its line breaks
_PARAGRAPH = 1500
_FEWEST_LINES = 4  # in a text of so few lines only a cue makes a line residue
_PART_CHANCE = 0.95  # of a part found by its pattern


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
        Text as :func:`framing.text.normalise.normalise` folds it. A text without line breaks is
        judged sentence by sentence.
    templates : Templates, optional
        Lines that recur across the outlet's articles (see :func:`learn_templates`).

    Returns
    -------
    list of Segment
        Every line, or the parts of a line that mixes body and residue, in order.
    """
    return _labelled(text, templates, "residue")


def _labelled(text: str, templates: Templates | None, kinds: str) -> list[Segment]:
    """Label a text; `kinds` says when kinds are told, see :meth:`LineModel.judge`."""
    spans = line_spans(text)
    if not spans:
        return []
    distinct = len({text[start:end] for start, end in spans})
    single = distinct <= _FEW_LINES and max(end - start for start, end in spans) > _PARAGRAPH
    if single:
        spans = _sentences(text, spans)
    blocks = [[span] for span in spans] if single else paragraphs(text, spans)
    segments = _judged(text, blocks, templates, kinds)
    return _merged(segments) if single else _with_parts(text, segments)


def _sentences(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut long lines into sentences."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        out += sentence_spans(text, start, end) if end - start > _PARAGRAPH else [(start, end)]
    return out


def _judged(
    text: str, blocks: list[list[tuple[int, int]]], templates: Templates | None, kinds: str
) -> list[Segment]:
    """Let the model judge lines, and templates say which recur.

    A line that stands twice is judged once, where it stands first: a text twice over gets the
    labels of the text.
    """
    said = [" ".join([text[start:end] for start, end in block]) for block in blocks]
    places = {line: at for at, line in enumerate(dict.fromkeys(said))}
    texts = list(places)
    lines = describe(texts)
    verdict = judge_long(shipped_model(), lines, kinds if templates is None else "always")
    if templates is not None:
        verdict = _recurring(verdict, texts, templates)
    offsets = np.concatenate([[0], np.cumsum(lines.chars + 1)[:-1]]).astype(int).tolist()
    chances = verdict.content.tolist()
    exact = lines.texts is texts  # else they were repaired, and cues stand elsewhere
    out = []
    labels = decide(verdict)
    for block, line in zip(blocks, said, strict=True):
        at = places[line]
        kind = labels[at]
        chance = chances[at] if kind == CONTENT else 1.0 - chances[at]
        cue = _cue(lines, at, block[0][0] - offsets[at], kind) if exact else None
        if cue is None and len(texts) <= _FEWEST_LINES:
            kind = CONTENT  # shape and place say nothing in so short a text
        for start, end in block:
            inside = cue if cue and start <= cue[0] and cue[1] <= end else None
            out.append(Segment(start, end, kind, chance, inside))
    return out


def _recurring(verdict: Verdict, texts: list[str], templates: Templates) -> Verdict:
    """Weigh in how often each line recurs across the outlet's articles."""
    against = np.array([templates.evidence(text) for text in texts])
    odds = np.log(np.clip(verdict.content, 1e-6, 1 - 1e-6) / np.clip(1 - verdict.content, 1e-6, 1))
    return Verdict(1.0 / (1.0 + np.exp(against - odds)), verdict.kinds)


def _with_parts(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut residue out of lines of body text."""
    out: list[Segment] = []
    bodies = [text[s.start : s.end] if s.kind == CONTENT else "" for s in segments]
    for segment, found in zip(segments, residues_in(bodies), strict=True):
        if found:
            out += _parts(text, segment, found)
        else:
            out.append(segment)
    return out


def _parts(text: str, line: Segment, found: list[Residue]) -> list[Segment]:
    """Give the parts of a mixed line, blanks at their ends cut off."""
    pieces: list[tuple[int, int, str]] = []
    at = line.start
    for start, end, kind in found:
        pieces += [(at, line.start + start, CONTENT), (line.start + start, line.start + end, kind)]
        at = line.start + end
    pieces.append((at, line.end, CONTENT))
    out = []
    for start, end, kind in pieces:
        piece = text[start:end]
        inner = piece.strip()
        if inner:
            begin = start + piece.index(inner)
            cue = None if kind == CONTENT else (begin, begin + len(inner))
            chance = line.probability if kind == CONTENT else _PART_CHANCE
            out.append(Segment(begin, begin + len(inner), kind, chance, cue))
    return out


def _merged(segments: list[Segment]) -> list[Segment]:
    """Join sentences of one kind that follow each other."""
    out: list[Segment] = []
    for segment in segments:
        last = out[-1] if out else None
        if last and last.kind == segment.kind:
            chance = min(last.probability, segment.probability)
            out[-1] = Segment(last.start, segment.end, last.kind, chance, last.cue or segment.cue)
        else:
            out.append(segment)
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
    for segment in _labelled(folded.text, templates, "never"):
        if segment.kind != CONTENT:
            continue
        start, end = folded.to_source(segment.start, segment.end)
        if pieces:
            breaks = folded.text.count("\n", last, segment.start)
            pieces.append("\n\n" if breaks > 1 else "\n" if breaks else " ")
        pieces.append(text[start:end])
        last = segment.end
    return "".join(pieces)
