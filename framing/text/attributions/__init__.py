"""Who is said to have said what: attributions of an article, found by rules."""

from framing.text.attributions.finding import annotate
from framing.text.attributions.model import CUE_KINDS, SOURCE_KINDS, Attribution, Span

__all__ = ["CUE_KINDS", "SOURCE_KINDS", "Attribution", "Span", "annotate"]
