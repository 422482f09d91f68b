"""Attribution: who gets to speak in an article, in whose words, and how that is introduced.

:func:`find` gives the attributions of a text; `AttributionMeasure` scores documents.
"""

from __future__ import annotations

from framing.measures.attribution.measure import AttributionMeasure, find

__all__ = ["AttributionMeasure", "find"]
