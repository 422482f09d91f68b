"""Find the attributions of a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import starmap
from typing import TYPE_CHECKING

from framing.text.attributions.model import Attribution
from framing.text.attributions.phrases import Range
from framing.text.attributions.reading import Reader
from framing.text.attributions.speakers import Speakers
from framing.text.attributions.tokens import Tokens
from framing.text.attributions.unit import Draft

if TYPE_CHECKING:
    from framing.text.document import Document

__all__ = ["annotate"]

_CUE = re.compile("[PELGCqj]")
_LONGEST_UNIT = 2_000  # tokens; what runs on longer is a table or a broken file, no sentence


def annotate(doc: Document) -> list[Attribution]:
    """Find the attributions of a document.

    Parameters
    ----------
    doc : Document
        With sentences and quotes.

    Returns
    -------
    list of Attribution
        In reading order of their cues; contents never overlap.
    """
    tokens = Tokens(doc)
    units = _read(tokens)
    _follow_up(tokens, units)
    _resolve(tokens, units)
    return [_finished(tokens, draft) for drafts in units for draft in drafts]


def _read(tokens: Tokens) -> list[list[Draft]]:
    """Read the units in which something could announce what somebody said."""
    cues = [found.start() for found in _CUE.finditer(tokens.tags)]
    units: list[list[Draft]] = []
    for n, (first, last) in enumerate(tokens.units):
        here = cues[bisect_left(cues, first) : bisect_left(cues, last)]
        drafts: list[Draft] = []
        if last - first <= _LONGEST_UNIT:
            phrases = tokens.according_in(first, last)
            if tokens.tags.find(":", first, last) >= 0:  # the mark behind a speaker's name
                reader = Reader(tokens, first, last, _ahead(tokens, n))
                drafts = reader.drafts if reader.labelled() else reader.read(here, phrases)
            elif here or phrases:
                drafts = Reader(tokens, first, last).read(here, phrases)
        units.append(drafts)
    return units


def _finished(tokens: Tokens, draft: Draft) -> Attribution:
    """Give a draft its characters."""
    span = tokens.span
    return Attribution(
        (span(*draft.source),) if draft.source else (),
        (span(*draft.cue),),
        tuple(starmap(span, sorted(draft.content))),
        draft.speaker,
        draft.source_kind,
        _form(tokens.tags, draft.content),
        draft.kind,
        draft.worded,
    )


def _form(tags: str, content: list[Range]) -> str:
    """Say whether content is quoted wholly, in part, or not at all."""
    parts = "".join([tags[first:last] for first, last in content])
    if '"' not in parts:
        return "indirect"
    return "mixed" if parts.strip('",.;:-\n') else "direct"


def _ahead(tokens: Tokens, n: int) -> Range | None:
    """Give the quotation that a colon at the end of a unit announces."""
    tags = tokens.tags
    first, last = tokens.units[n]
    if n + 1 >= len(tokens.units):
        return None
    if tags[first:last].rstrip("\n")[-1:] != ":":
        return None
    first, last = tokens.units[n + 1]
    return (first, last) if _all_quoted(tags, first, last) else None


def _all_quoted(tags: str, first: int, last: int) -> bool:
    """Say whether a unit is nothing but quotation."""
    return tags.startswith('"', first) and not tags[first:last].rstrip(".?!\n").strip('"')


def _follow_up(tokens: Tokens, units: list[list[Draft]]) -> None:
    """Give a sentence that is all quotation to the speaker before it.

    In the same paragraph always; in the next one where the quotation was left open there.
    """
    tags = tokens.tags
    before: list[Draft] = []
    for n, drafts in enumerate(units):
        first, last = tokens.units[n]
        if drafts:
            before = drafts
        elif not _all_quoted(tags, first, last) or not (
            n and tokens.paragraphs[n] == tokens.paragraphs[n - 1] or tokens.is_open(first)
        ):
            before = []
        else:
            worded = [d for d in before if d.worded]
            quoted = [d for d in worded if any('"' in tags[a:b] for a, b in d.content)]
            for speaking in (quoted or worded)[-1:]:
                if (first, last) not in speaking.content:
                    speaking.content.append((first, last))


def _resolve(tokens: Tokens, units: list[list[Draft]]) -> None:
    """Resolve speakers in reading order.

    If a pronoun stands before any name, once more with the last speaker in mind: it then means
    the same as it would with the text repeated, and no share depends on length.
    """
    speakers = Speakers(tokens)
    for _ in range(2):
        for n, drafts in enumerate(units):
            for draft in drafts:
                before = tokens.units[n - 1] if n else None
                found = speakers.resolve(draft.source, tokens.units[n], before)
                draft.speaker, draft.source_kind = found
        if not speakers.unresolved:
            return
