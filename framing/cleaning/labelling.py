"""Label the lines of a text and take the residue out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.cleaning.kinds import CONTENT, KINDS
from framing.cleaning.layout import Layout
from framing.cleaning.lines import describe_many
from framing.cleaning.model import Verdict, judged
from framing.cleaning.rules import THRESHOLD
from framing.cleaning.shipped import shipped_model
from framing.cleaning.spans import Residue, residues_in
from framing.cleaning.wrapping import paragraphs
from framing.text.lines import Segment, line_spans
from framing.text.normalise import normalise
from framing.text.sentences import sentence_spans

if TYPE_CHECKING:
    from framing.cleaning.templates import Templates

__all__ = ["clean", "decide", "label", "label_many"]

_FEW_LINES = 3  # a text of so few lines, one of them a long one, has lost its line breaks
_PARAGRAPH = 1500
_FEWEST_LINES = 4  # in a text of so few lines only a cue makes a line residue
_TOGETHER = 600  # lines that are judged at once: more of them no longer fit into the caches
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
    return label_many([text], None if templates is None else [templates])[0]


def label_many(
    texts: Sequence[str], templates: Sequence[Templates] | None = None
) -> list[list[Segment]]:
    """Label every line of some texts; quicker than one by one, with the same results.

    Parameters
    ----------
    texts : sequence of str
        Folded texts, see :func:`label`.
    templates : sequence of Templates, optional
        Of each text the lines that recur across its outlet's articles.

    Returns
    -------
    list of list of Segment
        The segments of each text.
    """
    return _labelled(texts, templates, "residue")


class _Layout(NamedTuple):
    """How a text is laid out in lines.

    Attributes
    ----------
    text : str
        The text.
    blocks : list of list of (int, int)
        Its lines; several in a row where they make one paragraph.
    said : list of str
        What each block says.
    lines : list of str
        The same, each once: a line that stands twice is judged once, where it stands first, and a
        text twice over gets the labels of the text.
    single : bool
        Whether it has no line breaks and is judged by sentence.
    templates : Templates or None
        Lines that recur across its outlet's articles.
    """

    text: str
    blocks: list[list[tuple[int, int]]]
    said: list[str]
    lines: list[str]
    single: bool
    templates: Templates | None


def _labelled(
    texts: Sequence[str], templates: Sequence[Templates] | None, kinds: str
) -> list[list[Segment]]:
    """Label texts; `kinds` says when kinds are told, see :meth:`LineModel.judge`."""
    out: list[list[Segment]] = []
    together: list[_Layout] = []
    for number, text in enumerate(texts):
        together.append(_laid_out(text, templates[number] if templates else None))
        if sum(len(layout.lines) for layout in together) >= _TOGETHER:
            out += _judged(together, kinds)
            together = []
    return out + _judged(together, kinds)


def _laid_out(text: str, templates: Templates | None) -> _Layout:
    spans = line_spans(text)
    long = any(end - start > _PARAGRAPH for start, end in spans)
    single = long and len({text[start:end] for start, end in spans}) <= _FEW_LINES
    if single:
        spans = _sentences(text, spans)
    blocks = [[span] for span in spans] if single or not spans else paragraphs(text, spans)
    said = [" ".join([text[start:end] for start, end in block]) for block in blocks]
    return _Layout(text, blocks, said, list(dict.fromkeys(said)), single, templates)


def _sentences(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut long lines into sentences."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        out += sentence_spans(text, start, end) if end - start > _PARAGRAPH else [(start, end)]
    return out


def _judged(layouts: Sequence[_Layout], kinds: str) -> list[list[Segment]]:
    """Let the model judge lines, and templates say which recur."""
    sizes = [len(layout.lines) for layout in layouts]
    found = [layout.lines for layout in layouts if layout.lines]
    if not found:
        return [[] for _ in layouts]
    lines = describe_many(found)
    if any(layout.templates is not None for layout in layouts):
        kinds = "always"  # templates make residue of lines that the model takes for content
    verdict = judged(shipped_model(), lines, kinds, [size for size in sizes if size])
    content = verdict.content
    places = Layout(sizes).slices
    for layout, at in zip(layouts, places, strict=True):
        if layout.templates is not None:
            content[at] = _recurring(content[at], layout.lines, layout.templates)
    chances = np.maximum(content, 1.0 - content).tolist()
    labels = list(zip(decide(verdict), chances, lines.cues.best, strict=True))
    out = []
    for layout, at in zip(layouts, places, strict=True):
        # in lines that had to be repaired cues stand elsewhere
        exact = lines.texts[at] == layout.lines
        own = labels[at] if exact else [(kind, chance, None) for kind, chance, _ in labels[at]]
        segments = _segments(layout, own)
        out.append(_merged(segments) if layout.single else segments)
    return _with_parts(layouts, out)


def _segments(
    layout: _Layout, found: Sequence[tuple[str, float, tuple[int, int] | None]]
) -> list[Segment]:
    """Give every line of a text its label; `found` has kind, chance and cue of each."""
    tells = len(layout.lines) > _FEWEST_LINES  # in a shorter text shape and place say nothing
    labels = dict(zip(layout.lines, found, strict=True))
    out = []
    for block, line in zip(layout.blocks, layout.said, strict=True):
        kind, chance, cue = labels[line]
        if cue is None and not tells:
            kind = CONTENT
        for start, end in block:
            inside = None
            if kind != CONTENT and cue is not None:
                inside = _inside(cue, block[0][0], start, end)
            out.append(Segment(start, end, kind, chance, inside))
    return out


def _inside(cue: tuple[int, int], shift: int, low: int, high: int) -> tuple[int, int] | None:
    """Give the span of a cue in the text, if it lies in the line asked for."""
    start, end = cue[0] + shift, cue[1] + shift
    return (start, end) if low <= start and end <= high else None


def _recurring(content: np.ndarray, texts: list[str], templates: Templates) -> np.ndarray:
    """Weigh in how often each line recurs across the outlet's articles."""
    against = np.array([templates.evidence(text) for text in texts])
    odds = np.log(np.clip(content, 1e-6, 1 - 1e-6) / np.clip(1 - content, 1e-6, 1))
    chance: np.ndarray = 1.0 / (1.0 + np.exp(against - odds))
    return chance


def _with_parts(layouts: Sequence[_Layout], found: list[list[Segment]]) -> list[list[Segment]]:
    """Cut residue out of lines of body text."""
    out: list[list[Segment]] = []
    bodies = [
        layout.text[segment.start : segment.end]
        for layout, segments in zip(layouts, found, strict=True)
        for segment in segments
        if segment.kind == CONTENT and not layout.single
    ]
    residues = iter(residues_in(bodies))
    for layout, segments in zip(layouts, found, strict=True):
        cut: list[Segment] = []
        for segment in segments:
            whole = segment.kind != CONTENT or layout.single
            inside = [] if whole else next(residues)
            cut += _parts(layout.text, segment, inside) if inside else [segment]
        out.append(cut)
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
    for segment in _labelled([folded.text], None if templates is None else [templates], "never")[0]:
        if segment.kind != CONTENT:
            continue
        start, end = folded.to_source(segment.start, segment.end)
        if pieces:
            breaks = folded.text.count("\n", last, segment.start)
            pieces.append("\n\n" if breaks > 1 else "\n" if breaks else " ")
        pieces.append(text[start:end])
        last = segment.end
    return "".join(pieces)
