"""Numbers of common words, stored beside the weights so that scoring need not compute them.

They are what :class:`framing.measures.loaded.table.WordTable` computes from the weights and the
lexicon. With another lexicon than the one they were made with they are not used.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.loaded.table import (
    CONTENT,
    CONTEXT,
    ENTRY,
    HEIGHT,
    KNOWN,
    LENGTH,
    LETTER,
    LOGIT,
    PHRASES,
    SHAPE,
    Common,
)

__all__ = ["packed", "unpacked"]

_BITS = (CONTENT, KNOWN, PHRASES)  # the lowest bits of a word's marks; its shape follows


def packed(common: Common, lexicon: Lexicon) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Give arrays and meta that say the numbers of words; `common` begins with the vectors'."""
    numbers = common.numbers
    marks = numbers[SHAPE].astype(np.int32) << len(_BITS)
    for n, row in enumerate(_BITS):
        marks |= numbers[row].astype(np.int32) << n
    arrays = {
        "common": np.array(common.words),
        "common_logits": numbers[LOGIT],
        "common_entries": numbers[ENTRY].astype(np.int16),
        "common_marks": marks,
    }
    return arrays, {"common_lexicon": _fingerprint(lexicon)}


def unpacked(
    arrays: dict[str, np.ndarray], meta: dict[str, Any], lexicon: Lexicon
) -> Common | None:
    """Give the words that a model's file says the numbers of, None if they do not fit."""
    if meta.get("common_lexicon") != _fingerprint(lexicon):
        return None
    words, marks = arrays["common"], arrays["common_marks"]
    numbers = np.zeros((HEIGHT, len(words)))
    numbers[LOGIT] = arrays["common_logits"]
    numbers[CONTEXT, : len(arrays["vectors"])] = arrays["vectors"][:, 1]
    numbers[ENTRY] = arrays["common_entries"]
    numbers[LENGTH] = np.char.str_len(words)
    numbers[LETTER] = words.view(np.uint32).reshape(len(words), -1)[:, 0]
    numbers[SHAPE] = marks >> len(_BITS)
    for n, row in enumerate(_BITS):
        numbers[row] = (marks >> n) & 1
    return Common(words.tolist(), numbers)


def _fingerprint(lexicon: Lexicon) -> str:
    """Tell lexicons apart by what they hold, whatever version they say they are."""
    lines = "\n".join([f"{e.pattern}\t{e.category}\t{e.weight}" for e in lexicon.entries])
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()
