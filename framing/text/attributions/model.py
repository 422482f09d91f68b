"""The Attribution: a source, a cue and the content attributed to the source."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CUE_KINDS", "SOURCE_KINDS", "Attribution", "Span"]

Span = tuple[int, int]

SOURCE_KINDS = (
    "official",
    "expert",
    "organisation",
    "media",
    "document",
    "ordinary",
    "named",
    "unnamed",
    "unknown",
)
CUE_KINDS = (
    "neutral",
    "loaded",
    "factive",
    "thought",
    "directive",
    "question",
    "intention",
    "critical",
    "supportive",
    "impersonal",
)


class Attribution(NamedTuple):
    """Who is said to have said, thought or wanted what.

    Attributes
    ----------
    source, cue, content : tuple of (start, end)
        Spans in the text, in order; a source or cue that the text does not give is empty.
    speaker : str or None
        The source's full name (or description) within the article; None if nothing resolves it.
    kind : str
        Kind of source, one of :data:`SOURCE_KINDS`.
    form : {"direct", "indirect", "mixed"}
        Whether the content stands between quotation marks wholly, not at all, or in part.
    cue_kind : str
        Kind of cue, one of :data:`CUE_KINDS`.
    worded : bool
        Whether the content gives the source's words or thoughts as a proposition ("said that
        ..."), not only what they were about ("criticised the plan").
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None = None
    kind: str = "unknown"
    form: str = "indirect"
    cue_kind: str = "neutral"
    worded: bool = True
