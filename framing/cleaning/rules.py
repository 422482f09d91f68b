"""Rules that have the last word on lines: forms, masses of cues, comment sections, headlines."""

from __future__ import annotations

import numpy as np

from framing.cleaning.context import CONTEXT_NAMES
from framing.cleaning.evidence import Cues
from framing.cleaning.forms import FORM_CHANCE
from framing.cleaning.kinds import KINDS
from framing.cleaning.lines import Lines
from framing.cleaning.shapes import SHAPE_NAMES

__all__ = ["SHARED_WORDS", "THRESHOLD", "overruled"]

THRESHOLD = 0.5  # of content
# The odds are shifted by the share of a text that is likely content: in an article, nearly all of
# it, a line needs a chance of .7 to stay; on a whole page .45. Chosen out of fold: at .7 the
# articles of boilerplate_kinds lose .4 % of their content, at .45 the pages of boilerplate_pages
# reach their best F1. Between the shares the threshold runs from one to the other.
_SHARES, _THRESHOLDS = (0.65, 0.85), (0.45, 0.7)
RULE_CHANCE = 0.2  # of content, where a rule speaks against it
_COMMENTS = KINDS.index("comment_form")
_SURE = [
    KINDS.index(kind)
    for kind in ("donation_appeal", "newsletter_signup", "subscription_offer", "summary_widget",
                 "comment_form", "legal_notice", "editorial_note")
]  # fmt: skip
_MASSED = 0.25  # share of a line inside cues of such a kind
_MANY = 3  # cues of such a kind in one line, wherever they stand
_LATE = 0.7  # share of the content above a comment section's head: what follows is none
HEADLINE_CHANCE = 0.8  # of content, for a line that passes as the headline
_FEW = 2  # lines: so short a text was chosen by its user, and nothing around it tells more
_ARTICLE = 0.6  # share of likely content in a text that is an article, no whole page
_BODY = 120  # characters of a line that passes as body
_TOP = 10  # lines in which a headline is looked for
_KIN = 0.3  # share of a headline's longer words that its body uses
# its row among the features of a line in place
SHARED_WORDS = 1 + len(SHAPE_NAMES) + CONTEXT_NAMES.index("shared_words")


def overruled(lines: Lines, chance: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """Let rules have the last word: forms, masses of cues, comment sections, headlines.

    The articles and pages of the training data hold too few of these lines for the weights to
    learn how sure they are: of 2,080 lines with a form, 2 % are content.
    """
    cues = lines.cues
    weights = np.minimum(lines.chars, 400.0)
    whole = weights.sum()
    out = _shifted_odds(chance, weights, whole)
    if len(out) <= _FEW:
        plain = _loudest(cues) < _MASSED
        out = np.where(plain, np.maximum(out, HEADLINE_CHANCE), out)
    sure = (lines.forms >= 0) | lines.garbled
    out[sure] = np.minimum(out[sure], FORM_CHANCE)
    if cues.weight.max() >= 3 or cues.hits.max() >= _MANY:
        massed = (cues.weight[:, _SURE] >= 3) & (cues.cover[:, _SURE] >= _MASSED)
        massed |= cues.hits[:, _SURE] >= _MANY
        out = np.where(massed.any(axis=1), np.minimum(out, RULE_CHANCE), out)
    head = lines.forms == _COMMENTS
    if head.any():
        mass = np.cumsum(out * lines.chars)
        late = np.flatnonzero(head & (mass >= _LATE * mass[-1]))
        if len(late):
            out[late[0] + 1 :] = np.minimum(out[late[0] + 1 :], RULE_CHANCE)
    if (out * weights).sum() >= _ARTICLE * whole:
        _keep_headline(lines, out, shared)
    return out


def _loudest(cues: Cues) -> np.ndarray:
    """Give the largest share of each line inside stronger cues of one kind."""
    loudest: np.ndarray = ((cues.weight >= 2) * cues.cover).max(axis=1)
    return loudest


def _shifted_odds(chance: np.ndarray, weights: np.ndarray, whole: float) -> np.ndarray:
    """Move the threshold that suits the text to one half."""
    share = (chance * weights).sum() / whole
    threshold = float(np.interp(share, _SHARES, _THRESHOLDS))
    kept = chance * (1.0 - threshold)
    out: np.ndarray = kept / (kept + (1.0 - chance) * threshold)
    return out


def _keep_headline(lines: Lines, chance: np.ndarray, shared: np.ndarray) -> None:
    """Keep a headline: built like one, above the body of an article, sharing its words.

    Whole pages label no headline as content, so the weights know them as links.
    """
    body = ((chance >= THRESHOLD) & (lines.chars > _BODY)).nonzero()[0]
    top = min(int(body[0]), _TOP) if len(body) else 0
    for at in range(top):
        if lines.forms[at] >= 0 or not (at == 0 or shared[at] >= _KIN):
            continue
        if _titled(lines.texts[at]) and _loudest(lines.cues)[at] < _MASSED:
            chance[at] = max(chance[at], HEADLINE_CHANCE)


def _titled(text: str) -> bool:
    """Say whether a line is built like a headline."""
    return (
        text.count(" ") >= 3 and len(text) <= 200 and ". " not in text
        and text[-1] not in ".:" and "|" not in text
    )  # fmt: skip
