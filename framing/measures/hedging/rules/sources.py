"""Evidential shields: a claim at second hand, from nobody who could be named."""

from __future__ import annotations

import re

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
)
from framing.measures.hedging.rules.verdict import Verdict, no, yes

_INVERTED = frozenset("said say says told argue warn warned argued citing cited".split())
__all__ = ["agentless", "alleged", "allegation", "anonymous", "hearsay", "official", "source"]

_CLEAR = frozenset(
    "critics experts analysts observers sources source insiders skeptics sceptics pundits".split()
)
_QUANTIFIED = frozenset(
    "some many several most other few two three four five multiple various numerous a an one "
    "another".split()
)
_NOT_SAYING = frozenset("see view report point saying arguing warning accusing".split())
_SHARED = frozenset(
    "people friends colleagues allies residents lawyers researchers scientists doctors aides "
    "supporters opponents proponents activists advocates witnesses conservatives liberals "
    "progressives moderates defenders backers rivals aide person veterans everyone everybody "
    "someone somebody diplomats diplomat consultants investors traders locals neighbors".split()
)
_BARE = frozenset("many some others most several few".split())
_TELLING = frozenset(
    "say says said told tell argue argues argued warn warned contend contended believe predict "
    "fear feared suspect suggest suggested estimate claim claimed think maintain worry note "
    "noted speculated speculate caution cautioned complain complained assert describe question "
    "view see described accusing arguing saying warning point pointed expect accuse accused "
    "charge report reported believed thought wonder".split()
)
_TELLING_OF_SOME = _TELLING - _NOT_SAYING
_RELATIVE = frozenset("have has had were was are is could would".split())
_HOLDING = frozenset("believe believed think thought expect suspect".split())
_ABOUT_ITSELF = frozenset(
    "who familiar close with briefed in at of speaking involved on from near monday tuesday "
    "wednesday thursday friday saturday sunday told knowledgeable".split()
)
_BREAK = re.compile('[;:"—()]')
_OTHER_VERBS = AUXILIARIES - {"have", "has", "had", "do", "did", "to"}
_NEW_SUBJECT = frozenset("i you he she it we they and or but".split())


def source(c: Context, i: int, j: int) -> Verdict:
    """Accept a vague source that carries a claim: "critics say", "according to people close to"."""
    word = c.words[i]
    if word in _BARE:
        return _bare(c, i, j)
    told = _verb_after(c, j)
    if told < 0 and _closes(c, j):
        told = _verb_before(c, i)
    by = _according(c, i)
    if told < 0 and not by:
        return no("no claim carried")
    if told >= 0 and not by and c.words[told] in _HOLDING:
        return no("left to the verb of belief")
    if _named_after(c, j) or c.at(i - 1) == "what":
        return no("named")
    if word in _CLEAR or by:
        return yes("according to a vague source" if by else "vague source")
    if c.at(i - 1) == "both" or c.at(i - 1) == "as" and word not in _CLEAR:
        return no("definite or endorsed")
    if c.at(i - 1).endswith("'s") or c.at(i - 1) in ("his", "her", "its", "our", "my"):
        return no("identifiable by its owner")
    left = c.clause_left(i, 4)
    if c.find(left, i, _QUANTIFIED) >= 0:
        return yes("vague source")
    if word in ("reports", "studies", "estimates"):
        return no("named")
    return yes("group as source") if word in _SHARED else yes("vague source")


def _verb_after(c: Context, j: int) -> int:
    """Give where a verb of saying stands that a source is the subject of, or -1."""
    told = c.find(j, j + 9, _TELLING)
    if told < 0 or c.find(j, told, _OTHER_VERBS) >= 0:
        return -1
    gaps = [c.gap(k) for k in range(j - 1, told)]
    if any(gap != " " and _BREAK.search(gap) for gap in gaps):
        return -1
    fits = gaps[0] == " " if told == j else _same_subject(c, j, told)
    return told if fits else -1


def _same_subject(c: Context, j: int, k: int) -> bool:
    """Say whether the verb at `k` can belong to a source that ends before `j`."""
    before = c.at(k - 1)
    if (
        before in DETERMINERS
        or before in _NEW_SUBJECT
        or before in ("to", "of", "was", "were", "is")
    ):
        return False
    if c.gap(k - 1) == " " and c.capital(k - 1) and c.case == "plain":
        return c.find(j, k, PREPOSITIONS) >= 0 and "," not in c.text[c.starts[j] : c.starts[k]]
    commas = c.text[c.ends[j - 1] : c.starts[k]].count(",")
    return commas != 1


def _verb_before(c: Context, i: int) -> int:
    """Give where an inverted verb of saying stands ("said one person"), or -1."""
    k = i - 1
    while k >= max(c.first, i - 5) and c.words[k] != "that" and c.gap(k) == " ":
        if c.words[k] in _INVERTED:
            return k
        if c.words[k] in AUXILIARIES or c.words[k] in PREPOSITIONS:
            return -1
        k -= 1
    return -1


def _closes(c: Context, j: int) -> bool:
    """Say whether the source ends its clause, or goes on about itself, as after "said ..."."""
    after = c.at(j)
    return not after or after in _ABOUT_ITSELF or c.gap(j - 1) != " "


def _according(c: Context, i: int) -> bool:
    """Say whether "according to" leads to the source."""
    at = c.find(i - 7, i, ("according", "citing"))
    return at >= 0 and c.find(at, i, ("by",)) < 0


def _bare(c: Context, i: int, j: int) -> Verdict:
    """Accept a quantifier as the whole source: "some say", "many argue that"."""
    word, after = c.words[i], c.at(j)
    direct = (
        after in _TELLING
        or after in ("have", "had", "who", "would", "also", "even")
        and c.at(j + 1) in _TELLING
    )
    if direct:
        return yes("some say")
    if (
        word in ("some", "many", "several", "most", "few")
        and c.at(j + 1) in _TELLING_OF_SOME
        and c.gap(j) == " "
    ) and (after.endswith("s") or not c.capital(j) and after not in PREPOSITIONS):
        return yes("some people say")
    then = c.at(j + 2)
    plural = c.at(j + 1).endswith("s") and c.joined(j, j + 3)
    if word in ("some", "many", "several") and plural and then in _TELLING_OF_SOME:
        return yes("some people say")
    return no("no claim carried")


def _named_after(c: Context, j: int) -> bool:
    """Say whether a name follows at once ("analyst Jane Roe said")."""
    return c.case == "plain" and c.capital(j) and c.gap(j - 1) == " "


def official(c: Context, i: int, j: int) -> Verdict:
    """Accept an official without name and office; officials of a known body are named."""
    told = _verb_after(c, j) >= 0 or _closes(c, j) and _verb_before(c, i) >= 0
    by = _according(c, i)
    if not told and not by:
        return no("no claim carried")
    if _named_after(c, j):
        return no("named")
    left = c.clause_left(i, 6)
    if c.words[i] == "official":
        single = c.find(left, i, ("a", "an", "one", "another", "unidentified", "unnamed")) >= 0
        return yes("unnamed official") if single else no("named")
    if (
        by
        and c.at(i - 1) == "to"
        or c.find(left, i, ("current", "former", "some", "several", "two", "three", "unnamed")) >= 0
    ):
        return yes("unnamed officials")
    if c.find(j, j + 8, ("familiar", "anonymity", "briefed", "anonymously")) >= 0:
        return yes("unnamed officials")
    return no("institution")


def alleged(c: Context, i: int, j: int) -> Verdict:
    """Accept "alleged" before an event, with no accuser named."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word == "alleged":
        if before in ("they", "he", "she", "who", "it", "i", "we"):
            return no("accuser named")
        if (
            before in ("has", "have", "had", "he", "she", "they", "who")
            or c.capital(i - 1)
            and i - 1 > c.first
        ):
            return (
                no("accuser named")
                if after in ("that", "a", "the", "he", "she", "it", "they")
                else yes("no accuser")
            )
        if after in ("that", "he", "she", "they", "to"):
            return no("accuser named") if after != "to" else yes("no accuser")
        return yes("no accuser")
    return yes("unconfirmed") if after else no("other")


def hearsay(c: Context, i: int, j: int) -> Verdict:
    """Passive saying: "is said to have"; "asked what was said" is no claim."""
    last, before, after = c.words[j - 1], c.at(i - 1), c.at(j)
    if last == "said":
        return yes("hearsay") if after == "to" else no("saying as an act")
    if last == "to" and c.words[i] == "said" and before not in BE:
        return no("saying as an act")
    if c.words[i] == "told" and last == "that":
        return no("saying as an act")
    if last == "told":
        return (
            yes("hearsay")
            if c.at(i) in ("often", "we", "we're", "i'm", "i")
            else no("saying as an act")
        )
    return yes("hearsay")


def allegation(c: Context, i: int, j: int) -> Verdict:
    """Allegations with a proposition, no accuser named."""
    last, after, before = c.words[j - 1], c.at(j), c.at(i - 1)
    if c.words[i] == "accused":
        return no("accuser named") if c.find(j, j + 14, ("by",)) >= 0 else yes("no accuser")
    if before.endswith("'s") or before in ("his", "her", "their", "its", "your", "my", "false"):
        return no("accuser named")
    if last in ("that", "of"):
        if after in _RELATIVE or c.find(j, j + 5, ("by",)) >= 0:
            return no("topic")
        if c.words[i].startswith("claim"):
            return no("disputed claim") if last == "of" else yes("no accuser")
        return (
            no("denied")
            if c.find(i - 3, i, ("no", "denied", "dismissed")) >= 0
            else yes("no accuser")
        )
    if after == "by":
        return no("accuser named")
    return no("topic")


def agentless(c: Context, i: int, j: int) -> Verdict:
    """Accept what nobody says: "it is said that"."""
    if j - i == 1:
        subject = c.find(
            c.clause_left(i, 5), i, ("lawsuit", "suit", "complaint", "indictment", "complaints")
        )
        return no("document as source") if subject >= 0 else no("accuser named")
    return yes("no holder named") if c.at(j) != "by" else no("holder named")


def anonymous(c: Context, i: int, j: int) -> Verdict:
    """Accept a source that stays unnamed, or what is commonly said."""
    word, after = c.words[i], c.at(j)
    if j - i == 1 and word in ("anonymous", "unnamed", "unidentified", "anonymously"):
        near = c.find(
            j,
            j + 4,
            ("source", "sources", "official", "officials", "person", "aide", "aides", "employee"),
        )
        return yes("unnamed source") if near >= 0 or word == "anonymously" else no("other sense")
    if word == "familiar" and j - i == 2:
        near = c.find(i - 4, i, ("source", "sources", "person", "people", "official", "officials"))
        return yes("unnamed source") if near >= 0 else no("acquainted")
    if word in ("they", "word", "close") and after in ("are", "were", "don't"):
        return no("other sense")
    return yes("unnamed source")
