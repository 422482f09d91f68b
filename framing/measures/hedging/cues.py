"""Find hedges, boosters and approximators, and decide each where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.lexicon import Lexicon
from framing.lexicon.matcher import Matcher
from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import NEGATORS
from framing.measures.hedging.rules.registry import RULES, rule_of
from framing.measures.hedging.rules.verdict import Rule
from framing.text import tokens
from framing.text.normalise import fold_case, normalise

__all__ = ["APPROXIMATOR", "BOOSTER", "EPISTEMIC", "SHIELD", "Cue", "find_cues", "judge"]

EPISTEMIC, SHIELD, APPROXIMATOR, BOOSTER = "epistemic", "shield", "approximator", "booster"
_PART_OF = {"shield": SHIELD, "approximator": APPROXIMATOR}
_NEGATED_REACH = 3  # words to the left in which a negator counts for a cue


class Cue(NamedTuple):
    """A lexicon hit with its verdict.

    Attributes
    ----------
    start, end : int
        Span in the folded text.
    first, last : int
        Range in the words, last exclusive.
    pattern, category, weight
        The lexicon entry's.
    part : str
        ``"epistemic"``, ``"shield"``, ``"approximator"`` or ``"booster"``.
    accepted : bool
        Whether the context leaves the hedging reading.
    rule : str
        ``"name: reading"``.
    negated : bool
        Whether a negator stands shortly before it.
    """

    start: int
    end: int
    first: int
    last: int
    pattern: str
    category: str
    weight: float
    part: str
    accepted: bool
    rule: str
    negated: bool


class _Entry(NamedTuple):
    pattern: str
    category: str
    weight: float
    part: str
    name: str
    rule: Rule


@lru_cache(maxsize=1)
def _entries() -> tuple[tuple[_Entry, ...], Matcher]:
    """Give the entries of both lexicons with their rules looked up, and what finds them."""
    found = []
    for name in ("hedging", "boosters"):
        for entry in Lexicon.load(name).entries:
            rule = rule_of(entry.note)
            part = BOOSTER if name == "boosters" else _PART_OF.get(entry.category, EPISTEMIC)
            fields = (entry.pattern, entry.category, entry.weight, part, rule, RULES[rule])
            found.append(_Entry(*fields))
    return tuple(found), Matcher([entry.pattern for entry in found])


def find_cues(
    text: str,
    lower: str,
    words: Sequence[str],
    starts: Sequence[int],
    ends: Sequence[int],
    ranges: Sequence[tuple[int, int]],
) -> list[list[Cue]]:
    """Find the cues of sentences.

    Parameters
    ----------
    text, lower : str
        Folded text and the same in lower case.
    words : sequence of str
        Its lower-case words, with `starts` and `ends`.
    ranges : sequence of (int, int)
        The sentences' ranges in `words`, last exclusive, in order.

    Returns
    -------
    list of list of Cue
        One list a sentence, by place; rejected hedges are in it as well.
    """
    found: list[list[Cue]] = [[] for _ in ranges]
    overlapping: set[int] = set()
    firsts = [first for first, _ in ranges]
    contexts: list[Context | None] = [None] * len(ranges)
    entries, matcher = _entries()
    for start, end, entry in matcher.find(lower, "all"):
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            continue
        last = first + 1 if ends[first] >= end else bisect_left(ends, end, first) + 1
        number = bisect_left(firsts, first + 1) - 1
        if number < 0 or last > ranges[number][1]:
            continue
        if starts[first] != start and lower[start] != "-":
            continue  # part of a word, but for a leading hyphen or a possessive
        if ends[last - 1] != end and lower[end : ends[last - 1]] != "'s":
            continue
        context = contexts[number]
        if context is None:
            context = contexts[number] = Context(text, words, starts, ends, *ranges[number])
        cue = _judged(context, entries[entry], start, end, first, last)
        if cue is not None:
            cues = found[number]
            if cues and cues[-1].end > start:
                overlapping.add(number)
            cues.append(cue)
    for number in overlapping:
        found[number] = _resolved(found[number])
    return found


def _judged(c: Context, entry: _Entry, start: int, end: int, first: int, last: int) -> Cue | None:
    """Apply an entry's rule to a hit; boosters and approximators are kept only if accepted."""
    accepted, reading = entry.rule(c, first, last)
    if not accepted and entry.part in (BOOSTER, APPROXIMATOR):
        return None
    negated = accepted and c.find(first - _NEGATED_REACH, first, NEGATORS) >= 0
    return Cue(
        start, end, first, last, entry.pattern, entry.category, entry.weight, entry.part,
        accepted, f"{entry.name}: {reading}", negated,
    )  # fmt: skip


def _resolved(cues: list[Cue]) -> list[Cue]:
    """Keep one of overlapping cues: accepted before rejected, long before short."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=_rank):
        group = _group(cue)
        if not any(
            cue.start < other.end and other.start < cue.end and _group(other) == group
            for other in kept
        ):
            kept.append(cue)
    kept.sort()
    return kept


def _rank(cue: Cue) -> tuple[bool, int, int, str]:
    return not cue.accepted, cue.start - cue.end, cue.start, cue.category


def _group(cue: Cue) -> str:
    return EPISTEMIC if cue.part == SHIELD else cue.part


def judge(sentence: str) -> list[Cue]:
    """Give the cues of one sentence, accepted and rejected, with the rule that decided each.

    Parameters
    ----------
    sentence : str
        Any text; it is taken as one sentence.

    Returns
    -------
    list of Cue
        By place; offsets count characters of the folded text.

    Examples
    --------
    >>> [(cue.pattern, cue.accepted, cue.rule) for cue in judge("In May it may rain.")]
    [('may', False, 'may: month'), ('may', True, 'may: possibility')]
    """
    text = normalise(sentence).text
    lower = fold_case(text)
    words, starts, ends = tokens.words(lower)
    return find_cues(text, lower, words, starts, ends, [(0, len(words))])[0]
