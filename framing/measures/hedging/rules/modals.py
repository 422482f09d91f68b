"""May, might, could and should: possibility against permission, ability, duty and names."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import (
    MONTH_LEFT,
    PREPOSITIONS,
    PRONOUNS,
    is_number,
)
from framing.measures.hedging.rules.verdict import Verdict, no, yes

_BETWEEN = frozenset("not only also be then never either lawfully legally".split())
__all__ = ["could", "may", "might", "should"]

_NAME_LEFT = frozenset("theresa mr mrs ms miss dr brian james robert pm minister premier".split())
_WISH = frozenset("god heaven the allah he she they you your his her it peace lightning".split())
_PERMITTED = frozenset(
    "enter use apply request file submit purchase possess carry park refuse consent withdraw "
    "waive deduct claim inspect photograph smoke marry adopt discriminate disclose infringe "
    "solicit transfer register distribute reproduce republish republished rewritten "
    "redistributed broadcast reproduced used filed admitted sold licensed cast proceed download "
    "contact redeem unsubscribe cancel opt reached contacted".split()
)
_RULED = frozenset(
    "person persons one individual individuals applicants applicant residents states state "
    "member members student students employee employees employers company companies citizens "
    "voters voter law rule rules statute visitors passengers customers material readers court "
    "courts congress president senators agency agencies officers candidates".split()
)
_LAWS = frozenset("law rule rules charter statute contract code clause constitution".split())
_MIGHT_LEFT = frozenset(
    "the of and military economic full with all political american its our their his her naval "
    "industrial financial russian chinese soviet imperial air".split()
)
_ABLE = frozenset(
    "see hear smell remember recall understand afford tell imagine believe barely hardly "
    "scarcely muster stand bear bring speak read write walk swim sing breathe sleep move care "
    "no easily finally only still".split()
)
_PURPOSE = frozenset(
    "so where what everything anything all whatever best ways way how wish".split()
)
_ASKED = frozenset("you i we".split())
_OUTCOMES = frozenset(
    "cut pick create help lead become bring provide give boost result ease improve arrive begin "
    "take come make prove produce allow reduce raise lower keep push put be have yield add "
    "deliver lift strengthen weaken benefit slow speed fall rise grow cover suffice last happen "
    "end".split()
)
_THINGS = frozenset(
    "that this it which move plan deal announcement decision results result economy growth rain "
    "weather temperatures vaccine vaccines data numbers prices price costs cost exports sales "
    "figures project line bridge road trial work repairs measures step steps changes agreement "
    "law budget".split()
)


def may(c: Context, i: int, j: int) -> Verdict:
    """Possibility, unless a month, a name, a wish, a fixed phrase or a permission."""
    before, after = c.at(i - 1), c.at(j)
    if c.capital(i) and c.case == "plain" or c.case != "plain":
        name = _may_name(c, i, before, after)
        if name:
            return no(name)
    if after in ("i", "we", "as") or before == "what" and c.at(i - 2) == "come":
        return no("fixed phrase")
    if before == "i" and c.at(i - 2) == "if":
        return no("fixed phrase")
    return _permission(c, i, j) or yes("possibility")


def _may_name(c: Context, i: int, before: str, after: str) -> str:
    """Say which name a capitalised "May" is, or give nothing."""
    if is_number(before) or is_number(after) or after[:1].isdigit():
        return "month"
    if before in MONTH_LEFT or after in ("day", "sweeps") or c.at(i - 1) == "as" and not after:
        return "month"
    if before in _NAME_LEFT or c.text[c.ends[i] : c.ends[i] + 2] == "'s":
        return "name"
    if c.case == "plain":
        if i == c.first:
            return "wish" if after in _WISH else "month"
        return "month" if not before or c.at(i + 1) in PREPOSITIONS else "name"
    return "" if after else "month"


def _permission(c: Context, i: int, j: int) -> Verdict | None:
    """Reject permission: a rule says what somebody may or may not do."""
    k = j
    while c.at(k) in _BETWEEN:
        k += 1
    subject = c.find(i - 4, i, _RULED) >= 0 or c.at(i - 1) == "you"
    negated = c.at(j) in ("not", "only", "never") or c.find(i - 4, i, ("no", "nor")) >= 0
    if c.at(i - 2) == "no" or c.at(j) == "not" and c.find(c.first, c.last, _LAWS) >= 0:
        return no("permission")
    if c.at(k) in _PERMITTED and (subject or negated):
        return no("permission")
    return None


def might(c: Context, i: int, j: int) -> Verdict:
    """Possibility, unless the noun or a fixed phrase."""
    if c.at(j) == "as" and c.at(j + 1) == "well":
        return no("fixed phrase")
    left = c.at(i - 1)
    if left in _MIGHT_LEFT and left not in PRONOUNS:
        return no("noun")
    if c.at(j) in ("of", "and", "") and c.at(j + 1) != "not":
        return no("noun")
    return yes("possibility")


def could(c: Context, i: int, j: int) -> Verdict:
    """Possibility, unless ability, purpose, a request, an option or what never happened."""
    before, after = c.at(i - 1), c.at(j)
    if after == "not" and c.at(j + 1) != "only":
        return no("ability denied")
    if before in ("nobody", "nothing", "none", "neither", "never", "nor") or after in (
        "never",
        "n't",
    ):
        return no("ability denied")
    if c.find(i - 3, i, ("no", "nobody", "neither", "nor")) >= 0:
        return no("ability denied")
    if after in _ASKED or before == "how":
        return no("request or question")
    if after in _ABLE or c.at(j + 1) in _ABLE and after in ("easily", "finally", "only", "still"):
        return no("ability")
    if _purpose(c, i):
        return no("purpose")
    if not after or after in ("and", "but", "or") or c.gap(i)[:1] in ".,;":
        return no("ability")
    if after == "have" and c.at(j + 1) != "been":
        return _could_have(c, j)
    return _could_option(c, i, j)


def _purpose(c: Context, i: int) -> bool:
    """Say whether the clause tells what for, or all that somebody was able to do."""
    left = c.clause_left(i, 7)
    at = c.find(left, i, ("so",))
    if at >= 0 and c.at(at + 1) not in ("much", "far", "many"):
        return True
    if c.at(i - 2) in _PURPOSE or c.at(i - 2) == "if" or c.at(i - 3) in ("so", "wish", "if"):
        return True
    if c.find(c.clause_left(i, 9), i, ("than", "before", "until")) >= 0:
        return True
    if c.find(c.clause_left(i, 8), i, ("wish", "wishes", "wished")) >= 0:
        return True
    return c.at(i - 2) == "as" and c.at(i - 1) in PRONOUNS and c.at(i - 1) != "there"


def _could_have(c: Context, j: int) -> Verdict:
    """Accept what could have been done and was not."""
    if c.find(j, j + 6, ("had", "if")) >= 0 or c.find(c.first, j, ("if", "had")) >= 0:
        return no("counterfactual")
    return yes("past possibility")


def _could_option(c: Context, i: int, j: int) -> Verdict:
    """Accept an option or capability rather than something that may come about."""
    if c.at(j) in ("just", "simply", "instead", "always", "do", "easily"):
        return no("option")
    left = c.clause_left(i, 5)
    if c.find(left, i, ("if", "unless", "whether")) >= 0:
        return no("condition or question")
    return yes("possibility")


def _thing_subject(c: Context, left: int, i: int) -> bool:
    """Say whether the subject right before the modal is a thing, no person."""
    before = c.at(i - 1)
    if before in ("that", "this", "it", "which"):
        return before != "that" or i - 1 == left
    if c.gap(i - 1) != " ":
        return c.find(i - 8, i, _THINGS) >= 0
    return before in _THINGS


def should(c: Context, i: int, j: int) -> Verdict:
    """Accept expectation only: a thing as subject and an outcome as verb."""
    after = c.at(j)
    if (
        after in ("not", "have", "i", "we", "you", "never", "also")
        or c.find(i - 3, i, ("if", "no")) >= 0
    ):
        return no("obligation")
    left = c.clause_left(i, 6)
    if after == "be":
        able = c.at(j + 1) in ("able", "enough", "ready", "available", "over", "clear", "easier")
        return yes("expectation") if able else no("obligation")
    if after in _OUTCOMES and _thing_subject(c, left, i):
        return yes("expectation")
    return no("obligation")
