"""What a cue says about a target: which role the target has in it.

The roles are read off word order, prepositions, passives and possessives, without a parser:
agent (the target does it), patient (it is done to the target), attribute (it is said of the
target), or none that is safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.measures.stance.sentence import TaggedSentence, is_participle
from framing.measures.stance.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
)

__all__ = ["AGENT", "ATTRIBUTE", "PATIENT", "RULES", "Place", "role_of"]

AGENT, PATIENT, ATTRIBUTE = "agent", "patient", "both"
_SUBJECTS = frozenset("he she they we i it who".split())
_TO_TARGET = frozenset("of on to for with against at about toward towards over".split())
_FROM_TARGET = frozenset(("by", "from"))
_LISTED = frozenset(("and", "or", ",", "&"))
# verbs and prepositions after which the subject is who gets what is named
_RECEIVING = frozenset(
    (
        "face faces faced facing suffer suffers suffered receive receives received receiving draw "
        "draws drew drawn drawing endure endures endured attract attracts attracted earn earns "
        "earned earning enjoy enjoys enjoyed win wins won under amid sparked prompted triggered "
        "provoked"
    ).split()
)
# "the reckless X"; behind "to" stands a verb and what it is done to
_BEFORE_MODIFIER = (DETERMINERS | PREPOSITIONS | BE | {",", "and", "said", "says"}) - {"to"}
_IN_LIST = _LISTED | TITLES | DETERMINERS
_APPOSITION = 15  # tokens that an apposition may have

# rule name -> role of the target
_ROLES = {
    "possessor": AGENT,
    "subject": AGENT,
    "source": AGENT,
    "passive": PATIENT,
    "receiver": PATIENT,
    "object": PATIENT,
    "preposition": PATIENT,
    "predicate": ATTRIBUTE,
    "modifier": ATTRIBUTE,
    "apposition": ATTRIBUTE,
}

RULES = (*_ROLES, "beyond", "apart")


class Place(NamedTuple):
    """Where a target stands in its sentence, worked out once for all cues.

    Attributes
    ----------
    first, last : int
        Its tokens, last exclusive.
    possessive : bool
        Whether it is a possessive ("Obama's", "her plan").
    kind : str
        ``"name"``, or the class of pronoun.
    left, right : int
        The clause around it, right exclusive.
    apposition : tuple of int or None
        Tokens of what stands between commas after it.
    head : int
        The first word after it that is no auxiliary or adverb; the sentence's length if none.
    passive, copula, negated : bool
        How the auxiliaries before `head` read.
    before : int
        The first content word to its left, -1 if none.
    preposition : str
        What stands between them, "" if nothing.
    """

    first: int
    last: int
    possessive: bool
    kind: str
    left: int
    right: int
    apposition: tuple[int, int] | None
    head: int
    passive: bool
    copula: bool
    negated: bool
    before: int
    preposition: str

    @classmethod
    def of(cls, sentence: TaggedSentence, first: int, last: int) -> Place:
        """Work out the place of the tokens first to last (exclusive)."""
        kind, possessive = _kind(sentence.low, first, last)
        left, right = sentence.clause(first, last)
        apposition = None if possessive else _apposition(sentence.low, last)
        start = apposition[1] + 1 if apposition else last
        head, passive, copula, negated = _head(sentence.low, start, possessive)
        before, preposition = _before(sentence, first)
        return cls(
            first, last, possessive, kind, left, right, apposition, head, passive, copula,
            negated, before, preposition,
        )  # fmt: skip


def role_of(sentence: TaggedSentence, place: Place, first: int, last: int) -> tuple[str, str]:
    """Give the rule and the role of the target for a cue in tokens first to last (exclusive).

    Returns
    -------
    rule : str
        ``"subject"``, ``"object"``, ... or ``"beyond"`` (another clause), ``"apart"`` (another
        name is nearer).
    role : str
        ``"agent"``, ``"patient"``, ``"both"`` (an attribute), or ``""``.
    """
    if first >= place.last:
        rule = _rule_right(sentence, place, first, last)
    else:
        rule = _rule_left(sentence, place, first, last)
    return rule, _ROLES.get(rule, "")


def _rule_right(sentence: TaggedSentence, place: Place, first: int, last: int) -> str:
    low = sentence.low
    if place.possessive and first - place.last <= 3:
        return "possessor"
    app = place.apposition
    if app and app[0] <= first < app[1]:
        return "apposition"
    if not place.left <= first < place.right and not (
        app and first < _clause_end(sentence, app[1])
    ):
        return "beyond"
    begin = app[1] if app else place.last
    between = low[begin:first]
    if 1 in sentence.name[begin:first] or not _SUBJECTS.isdisjoint(between):
        return "apart"
    if not BE.isdisjoint(between[-3:]):
        return "passive" if is_participle(low[last - 1]) else "predicate"
    if not _RECEIVING.isdisjoint(between):
        return "receiver"
    return "subject"


def _clause_end(sentence: TaggedSentence, at: int) -> int:
    return sentence.clause(at + 1, at + 1)[1] if at + 1 <= sentence.n else sentence.n


def _rule_left(sentence: TaggedSentence, place: Place, first: int, last: int) -> str:
    low = sentence.low
    if last - 1 < place.left:
        return "beyond"
    before = low[first - 1] if first else ","
    if last == place.first and before in _BEFORE_MODIFIER and low[last - 1] not in PREPOSITIONS:
        return "modifier"
    between, names = low[last : place.first], sentence.name[last : place.first]
    if all(name or word in _IN_LIST for word, name in zip(between, names, strict=True)):
        return "object"
    if not _FROM_TARGET.isdisjoint(between):
        return "source"
    if not _TO_TARGET.isdisjoint(between):
        return "preposition"
    return "apart" if 1 in names else "object"


def _kind(low: Sequence[str], first: int, last: int) -> tuple[str, bool]:
    """Give the kind of the target's words and whether they are a possessive."""
    if first >= last:
        return "name", False
    kind = PRONOUNS.get(low[first], "name") if last - first == 1 else "name"
    after = low[last] if last < len(low) else "."
    if kind == "her":
        no_noun = AUXILIARIES | PREPOSITIONS | {"and", "or", "that"}
        kind = "his" if after[:1].isalpha() and after not in no_noun else "him"
    possessive = kind == "his" or low[last - 1].endswith(("'s", "s'")) or after in ("'s", "'")
    return kind, possessive


def _apposition(low: Sequence[str], last: int) -> tuple[int, int] | None:
    """Give what stands between two commas after the target."""
    if last >= len(low) or low[last] != ",":
        return None
    for at in range(last + 1, min(len(low) - 1, last + _APPOSITION)):
        if low[at] == ",":
            return last + 1, at
    return None


def _head(low: Sequence[str], at: int, possessive: bool) -> tuple[int, bool, bool, bool]:
    """Find the first word after auxiliaries and adverbs; say passive, copula, negated."""
    n = len(low)
    if possessive and at < n and low[at] in ("'s", "'"):
        at += 1
    copula = negated = False
    while at < n:
        word = low[at]
        no = word in NEGATIONS or word.endswith("n't")
        if not (
            no or word in AUXILIARIES or word in ADVERBS or word.endswith("ly") or word == "who"
        ):
            break
        copula = copula or word in BE
        negated = negated or no
        at += 1
    passive = copula and at < n and is_participle(low[at])
    return at, passive, copula, negated


def _before(sentence: TaggedSentence, first: int) -> tuple[int, str]:
    """Find the content word to the left and the preposition between."""
    low = sentence.low
    at = first - 1
    while at >= 0 and (
        low[at] in DETERMINERS or low[at] in TITLES or low[at] == '"' or sentence.name[at]
    ):
        at -= 1
    preposition = ""
    if at >= 0 and low[at] in PREPOSITIONS:
        preposition = low[at]
        at -= 1
        while at >= 0 and (low[at] in DETERMINERS or low[at] in ADVERBS):
            at -= 1
    return at, preposition
