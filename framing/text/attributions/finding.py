"""Find the attributions of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.text.attributions.model import Attribution
from framing.text.attributions.reading import Draft, Reader
from framing.text.attributions.tokens import Tokens

if TYPE_CHECKING:
    from framing.text.document import Document

__all__ = ["annotate"]


def annotate(doc: Document) -> list[Attribution]:
    """Find the attributions of a document.

    Parameters
    ----------
    doc : Document
        With sentences and quotes.

    Returns
    -------
    list of Attribution
        In order of their first span; contents never overlap.
    """
    tokens = Tokens(doc)
    units = [Reader(tokens, first, last).read() for first, last in tokens.units]
    _follow_up(tokens, units)
    out = []
    for draft in (d for drafts in units for d in drafts):
        out.append(
            Attribution(
                (tokens.span(*draft.source),) if draft.source else (),
                (tokens.span(*draft.cue),),
                tuple(tokens.span(*r) for r in draft.content),
                None, "unknown", "indirect", draft.kind, draft.worded,
            )
        )
    return out


def _follow_up(tokens: Tokens, units: list[list[Draft]]) -> None:
    """Give a sentence that is all quotation to the speaker before it in the paragraph."""
    tags = tokens.tags
    speaking: Draft | None = None
    for n, drafts in enumerate(units):
        first, last = tokens.units[n]
        if drafts:
            quoted = [d for d in drafts if d.worded and any('"' in tags[a:b] for a, b in d.content)]
            speaking = quoted[-1] if quoted else None
        elif n and tokens.paragraphs[n] != tokens.paragraphs[n - 1]:
            speaking = None
        elif speaking and set(tags[first:last].rstrip(".?!\n")) == {'"'}:
            speaking.content.append((first, last))
        else:
            speaking = None
