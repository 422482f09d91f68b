"""Verbs of expectation, fear and doubt, and beliefs that nobody in particular holds."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    FIRST_PERSON,
    PREPOSITIONS,
    PRONOUNS,
    THOUGHT_NOUN,
    is_number,
)
from framing.measures.hedging.rules.verdict import Verdict, no, yes

__all__ = [
    "anticipate",
    "consider",
    "doubt",
    "estimate",
    "expect",
    "fear",
    "hope",
    "passive_belief",
    "predict",
    "view",
    "wonder",
]

_AS_EXPECTED = frozenset("than as be when widely where".split())
_VAGUE_HOLDERS = frozenset(
    "some many critics experts analysts observers most others several few people americans "
    "republicans democrats lawmakers officials historians scholars economists supporters "
    "opponents conservatives liberals advocates".split()
)


def expect(c: Context, i: int, j: int) -> Verdict:
    """Accept an uncertain future; not a comparison, a demand or a settled plan."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if before in _AS_EXPECTED and word == "expected" and after != "to":
        return no("comparison")
    if (
        c.at(i - 1) in ("fully", "can", "to", "must", "we", "you")
        and word == "expect"
        and before != "we"
    ):
        return no("demand or certainty")
    if c.at(i - 2) in ("should", "must") or before in ("should", "must"):
        return no("demand or certainty")
    if after in ("all", "every", "nothing", "everyone"):
        return no("demand or certainty")
    if (
        before == "fully"
        or c.find(i - 3, i, ("never", "no", "don't", "didn't", "not", "nobody")) >= 0
        and word != "expected"
    ):
        return no("negated")
    if word == "expected" and before in BE and after != "to":
        return no("awaited")
    if word == "expecting" and after in ("a", "their", "her"):
        return no("awaited")
    if not after or after in ("from", "of", "for"):
        return no("demand or comparison")
    return yes("expectation")


def anticipate(c: Context, i: int, j: int) -> Verdict:
    """To expect; "highly anticipated" is waited for."""
    if (
        c.find(i - 2, i, ("highly", "eagerly", "much", "long", "hotly", "most")) >= 0
        or c.at(i - 1) in DETERMINERS
    ):
        return no("awaited")
    return yes("expectation")


def predict(c: Context, i: int, j: int) -> Verdict:
    """Accept a forecast with its proposition."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word in ("project", "projects", "forecast", "forecasts") and (
        before in DETERMINERS
        or before in PREPOSITIONS
        or after not in ("that", "a", "the", "to", "an")
    ):
        return no("noun")
    if before == "as":
        return no("comparison")
    if before == "to" or c.at(i - 2) == "to" or before in ("can", "could", "about"):
        return no("infinitive")
    if word in ("projecting", "projected") and before not in BE and before in DETERMINERS:
        return no("figure")
    return yes("forecast")


def estimate(c: Context, i: int, j: int) -> Verdict:
    """To estimate that; a bare estimated figure is an approximation."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if is_number(after) or after[:1] in "$£€" or before in ("an", "the"):
        return no("figure")
    if before in FIRST_PERSON or after in ("that", "to") or c.at(i - 2) in _VAGUE_HOLDERS:
        return yes("estimate")
    return no("figure") if word != "estimate" or before in DETERMINERS else yes("estimate")


_FEARED = frozenset("that he she they it all many we the a this".split())


def fear(c: Context, i: int, j: int) -> Verdict:
    """To fear that something may happen."""
    before, after = c.at(i - 1), c.at(j)
    if before in DETERMINERS or before in PREPOSITIONS or before in ("to", "with"):
        return no("noun or infinitive")
    if after in _FEARED or before in ("some", "many", "widely"):
        return yes("apprehension") if after not in ("of", "about") else no("emotion")
    return no("emotion")


def hope(c: Context, i: int, j: int) -> Verdict:
    """Hopes are wishes; kept as weak evidence only."""
    return no("wish")


def doubt(c: Context, i: int, j: int) -> Verdict:
    """To doubt that; "no doubt" is a booster."""
    before, after = c.at(i - 1), c.at(j)
    if before in ("no", "without", "little", "any", "the", "beyond", "a") or before in (
        "never",
        "don't",
    ):
        return no("no doubt")
    if before in FIRST_PERSON or after in ("that", "whether", "if"):
        return yes("doubt")
    return yes("doubt") if before in PRONOUNS or before in _VAGUE_HOLDERS else no("other sense")


def wonder(c: Context, i: int, j: int) -> Verdict:
    """Wondering aloud in the first person; others' questions are reported."""
    if c.at(i - 1) in FIRST_PERSON or c.at(i - 2) in FIRST_PERSON:
        return yes("doubt")
    return no("question")


def consider(c: Context, i: int, j: int) -> Verdict:
    """Accept an evaluation without a holder ("is considered"); not active considering."""
    word, before, after = c.words[j - 1], c.at(i - 1), c.at(j)
    if j - i > 1 and c.words[i] in ("widely", "generally", "long"):
        return no("held by a source") if after == "by" else yes("general view")
    if word in ("consider", "considers"):
        return no("active")
    passive = before in BE or c.at(i - 2) in BE or c.gap(i - 1).startswith(",")
    if c.find(i - 3, i, ("should", "to", "can", "must")) >= 0:
        return no("deliberation")
    if not passive or after in ("by", "for", "and", "whether") or c.find(i - 2, i, ("being",)) >= 0:
        return no("deliberation")
    if word in ("deemed", "described") or c.words[i] == "described":
        return no("designation")
    return yes("general view") if after else no("deliberation")


def view(c: Context, i: int, j: int) -> Verdict:
    """Accept a view that belongs to nobody in particular."""
    if c.at(i - 1) in _VAGUE_HOLDERS and (j - i > 1 or c.find(j, j + 8, ("as",)) >= 0):
        return yes("vague holder")
    return no("other sense")


def passive_belief(c: Context, i: int, j: int) -> Verdict:
    """Belief or expectation without a holder: "is expected to", "believed to be"."""
    last, before, after = c.words[j - 1], c.at(i - 1), c.at(j)
    if c.words[i] == "thought" and before in THOUGHT_NOUN:
        return no("noun")
    if last == "to" or last in ("dead", "that", "innocent", "believed"):
        if (
            last == "to"
            and c.words[i] == "expected"
            and before in ("than", "had", "have", "has", "he", "she", "they")
        ):
            return yes("expectation of a holder")
        return yes("no holder named")
    if last in ("expected", "assumed") and after in (
        "",
        "for",
        "by",
        "of",
        "from",
        "at",
        "in",
        "on",
    ):
        return no("awaited")
    if before in ("than", "as"):
        return no("comparison")
    if after in ("by", "of") and last != "suspected":
        return no("holder named")
    led = after in ("to", "that", "of", "by", "the") or c.find(j, j + 4, ("to",)) >= 0
    return yes("no holder named") if led or last in AUXILIARIES else no("other")
