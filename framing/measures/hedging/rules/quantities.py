"""Approximators: about, nearly, dozens, some 200."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import DETERMINERS, PREPOSITIONS, is_number
from framing.measures.hedging.rules.verdict import Verdict, no, yes

__all__ = ["after_number", "number", "quantity", "vague_share"]

_SHARES = frozenset(
    "half all every everyone everything none twice double a an the one nobody".split()
)
_LOOSE = frozenset("about around some over above under below between up".split())
_BEFORE_ONE = _LOOSE | {"more", "at", "less"}
_TIMES = frozenset("years year months month weeks days decades hours".split())
_UNITS = frozenset(
    "hundred thousand million billion trillion dozen year years month months week weeks day "
    "days hour hours decade century".split()
)
_COUNTED = _UNITS | {"third", "quarter", "half", "dozen"}


def number(c: Context, i: int, j: int) -> Verdict:
    """Accept an imprecise number: the cue stands before a figure, a fraction or a share."""
    word, last, after = c.words[i], c.words[j - 1], c.at(j)
    if last in ("estimated", "projected"):
        return yes("imprecise number") if _figure(c, j) else no("no number")
    if not _figure(c, j):
        if word in ("nearly", "almost") and after in _SHARES and after not in ("the", "nobody"):
            return (
                yes("imprecise share")
                if after not in ("a", "an") or c.at(j + 1) in _UNITS
                else no("degree")
            )
        return no("no number")
    if (
        (
            after[:1].isdigit()
            and len(after) == 4
            and after[:2] in ("19", "20")
            and "$" not in c.gap(j - 1)
        )
        and word in _LOOSE
        and c.at(j + 1) not in _UNITS
    ):
        return no("year or place")
    if after == "one" and word in _BEFORE_ONE:
        return no("no number")
    if word == "between":
        return yes("range") if c.find(j, j + 5, ("and",)) >= 0 else no("no number")
    if word in ("over", "under", "above", "below", "around", "about", "up"):
        return _loose(c, i, j)
    return yes("imprecise number")


def _figure(c: Context, j: int) -> bool:
    """Say whether a number stands at an index, also "a third", "a dozen", "half"."""
    word = c.at(j)
    if not word:
        return False
    if is_number(word) or word in ("half", "halfway"):
        return True
    return word in ("a", "the") and c.at(j + 1) in _COUNTED


def _loose(c: Context, i: int, j: int) -> Verdict:
    """Accept a preposition before a number: imprecision, not place, topic or time of day."""
    after = c.at(j)
    if (
        c.words[i] in ("about", "over")
        and after in ("half",)
        or after[:1].isdigit()
        and len(after) > 1
    ):
        return yes("imprecise number")
    if c.words[i] in ("about", "around") and c.at(j + 1) in (
        "a.m",
        "p.m",
        "a.m.",
        "p.m.",
        "o'clock",
    ):
        return yes("imprecise number")
    if c.words[i] == "over" and c.find(j, j + 3, _TIMES) >= 0:
        return no("span of time")
    return yes("imprecise number") if after != "the" else no("topic or place")


def quantity(c: Context, i: int, j: int) -> Verdict:
    """Accept an imprecise quantity; not a precise one ("two hundred thousand")."""
    before = c.at(i - 1)
    if is_number(before) and c.gap(i - 1) == " ":
        return no("precise number")
    if c.words[i] == "scores" and (j - i == 1 or before in DETERMINERS):
        return no("results")
    if before in ("a", "the") and c.words[i] == "couple" and j - i == 1:
        return no("pair")
    return yes("imprecise quantity")


def after_number(c: Context, i: int, j: int) -> Verdict:
    """Accept a rider behind a number: "or so", "and counting"."""
    left = i - 1
    if (
        is_number(c.at(left))
        or is_number(c.at(left - 1))
        or c.at(left) in _UNITS
        or is_number(c.at(left - 2))
    ):
        return yes("imprecise number") if c.gap(left).strip() in ("", "-") else no("no number")
    return no("no number")


def vague_share(c: Context, i: int, j: int) -> Verdict:
    """Reject vague shares ("most of"): they are no imprecise number."""
    return no("vague share") if c.at(j) not in PREPOSITIONS else no("other")
