"""What the classifier sees of a sentence: its cues with their rules, their neighbours, shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from framing.measures.hedging.context import Context
from framing.measures.hedging.cues import EPISTEMIC, SHIELD, Cue

__all__ = ["features", "hedge_candidates"]

_HEDGES = (EPISTEMIC, SHIELD)
_LONGEST = 400  # words; what is longer is a list or has lost its full stops


def hedge_candidates(cues: Sequence[Cue]) -> list[Cue]:
    """Give the cues of hedging, accepted or not."""
    return [cue for cue in cues if cue.part in _HEDGES]


def features(context: Context, cues: Sequence[Cue]) -> dict[str, float]:
    """Give the features of one sentence.

    Parameters
    ----------
    context : Context
        Its words.
    cues : sequence of Cue
        Its cues, accepted and rejected.

    Returns
    -------
    dict of str to float
        Feature and value.
    """
    found: dict[str, float] = {}
    accepted = rejected = 0
    for cue in cues:
        if cue.part not in _HEDGES:
            found[cue.part] = 1.0
            continue
        sign = "+" if cue.accepted else "-"
        accepted += cue.accepted
        rejected += not cue.accepted
        found |= _of_cue(sign, cue.part, cue.category, cue.rule, cue.pattern)
        found[f"{sign}{cue.category}<{context.at(cue.first - 1)}"] = 1.0
        found[f"{sign}{cue.category}>{context.at(cue.last)}"] = 1.0
        if cue.negated:
            found["negated"] = 1.0
    found["accepted"] = float(min(accepted, 3))
    found["rejected"] = math.log1p(rejected)
    if accepted == 0:
        found["none accepted"] = 1.0
    _shape(found, context)
    return found


@lru_cache(maxsize=10_000)
def _of_cue(sign: str, part: str, category: str, rule: str, pattern: str) -> dict[str, float]:
    """Give what a cue says wherever it stands."""
    return dict.fromkeys((sign + part, sign + category, sign + rule, f"{sign}={pattern}"), 1.0)


def _shape(found: dict[str, float], context: Context) -> None:
    """Add length, quotation marks and question mark."""
    if context.first == context.last:
        return
    found["length"] = math.log1p(min(context.last - context.first, _LONGEST)) - 3.0
    text, left = context.text, max(context.starts[context.first] - 1, 0)
    right = context.ends[context.last - 1]
    if text.find('"', left, right) >= 0:
        found["quote"] = 1.0
    if text.find("?", right, right + 2) >= 0:
        found["question"] = 1.0
