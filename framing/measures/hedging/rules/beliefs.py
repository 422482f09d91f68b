"""Verbs of belief: a tentative proposition against faith, values and other senses."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import (
    BE,
    DETERMINERS,
    FIRST_PERSON,
    NEGATORS,
    PREPOSITIONS,
    THOUGHT_NOUN,
    is_number,
)
from framing.measures.hedging.rules.verdict import Verdict, no, yes

_OTHER_THINKING = frozenset("tank tanks about of twice back again through ahead big and".split())
_TAKEN_OVER = frozenset("office control power responsibility command the a his her their".split())
_OFFICES = frozenset("office presidency role position leadership post throne mantle".split())
_CLAUSE_START = frozenset("that it's it we this they the he she there as".split())
__all__ = [
    "assume",
    "believe",
    "feel",
    "figure",
    "guess",
    "imagine",
    "presume",
    "suppose",
    "suspect",
    "think",
]

_ASKING = frozenset("do does did don't doesn't didn't would who what why".split())
_SUSPECT_LEFT = DETERMINERS | frozenset(
    "bombing murder terror terrorist terrorism suspected main prime key shooting second first "
    "third other usual male female wanted unidentified two three four five alleged several "
    "criminal attack robbery rape homicide arrested drug".split()
)
_EVALUATION = frozenset(
    "should must ought right wrong deserve deserves deserved need needs duty moral acceptable "
    "unacceptable important justified".split()
)


def _evaluates(c: Context, j: int, reach: int = 14) -> bool:
    """Say whether what is believed is a value rather than a fact."""
    return c.find(j, min(c.last, j + reach), _EVALUATION) >= 0


def _polled(c: Context, i: int) -> bool:
    """Say whether those who think so are a share of the people asked."""
    left = c.clause_left(i, 8)
    if c.find(left, i, ("percent", "respondents", "two-thirds", "half", "three-quarters")) >= 0:
        return True
    return "%" in c.text[c.starts[left] : c.starts[i]]


def _parenthetical(c: Context, i: int) -> bool:
    """Say whether a short subject and its verb follow a comma: "..., others believe"."""
    return any("," in c.gap(k - 1) for k in range(max(i - 3, c.first + 3), i))


_DUTY = frozenset("should must ought".split())


def believe(c: Context, i: int, j: int) -> Verdict:
    """Accept a proposition held to be true; not faith, disbelief or a figure of speech."""
    before, after = c.at(i - 1), c.at(j)
    if _polled(c, i):
        return no("share of a poll")
    if (
        after == "in"
        or after in ("me", "it", "him", "her", "them", "us", "us.")
        and before not in FIRST_PERSON
    ):
        return no("faith or trust")
    if before in ("can't", "cannot", "couldn't", "couldn", "hardly") or c.at(i - 2) in (
        "can",
        "could",
    ):
        return no("figure of speech")
    if before == "to" and c.words[i] == "believe":
        return (
            no("infinitive")
            if c.at(i - 2) not in ("seem", "seems", "seemed", "appear")
            else yes("belief")
        )
    if before in _ASKING and c.find(i - 4, i, ("what", "why", "who")) >= 0:
        return no("question")
    if before in ("did", "do", "does"):
        return no("emphatic conviction")
    if (
        c.find(
            i - 3,
            i,
            ("always", "firmly", "strongly", "passionately", "truly", "deeply", "fervently"),
        )
        >= 0
    ):
        return no("conviction")
    if not after or after in ("and", "or", "but") or c.gap(j - 1)[:1] == ".":
        return yes("parenthetical") if _parenthetical(c, i) else no("no proposition")
    if before not in FIRST_PERSON and _evaluates(c, j) or c.find(j, j + 4, _DUTY) >= 0:
        return no("value")
    return yes("belief")


def think(c: Context, i: int, j: int) -> Verdict:
    """Accept an opinion with its proposition; not thinking of or about, think tanks, thoughts."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if _polled(c, i):
        return no("share of a poll")
    if after in _OTHER_THINKING:
        return no("other sense")
    if word in ("think", "thinking") and (
        before == "to" or i == c.first or before in ("and", "let's")
    ):
        return no("infinitive or imperative")
    if word == "thinking" and before not in BE and c.at(i - 2) not in BE:
        return no("noun or participle")
    if word == "thought" and (
        before in DETERMINERS
        or before in THOUGHT_NOUN
        or before in PREPOSITIONS
        or before in ("have", "school")
    ):
        return no("noun or counterfactual")
    if c.find(i - 4, i, ("who", "what", "why", "how", "if")) >= 0 and (
        before not in FIRST_PERSON or c.at(i - 2) == "if"
    ):
        return no("question")
    if before in ("did", "does", "do", "would", "you") or c.at(i - 2) in ("did", "does", "do"):
        return no("question")
    if before == "didn't" or word == "thought" and before in ("never", "not", "had"):
        return no("error of the past")
    if not after or c.gap(j - 1)[:1] in (".", "?"):
        aside = before in FIRST_PERSON or _parenthetical(c, i)
        return yes("parenthetical") if aside else no("no proposition")
    if before not in FIRST_PERSON and c.at(i - 2) not in FIRST_PERSON and _evaluates(c, j):
        return no("value")
    if c.find(j, j + 4, _DUTY) >= 0:
        return no("value")
    return yes("opinion")


def suspect(c: Context, i: int, j: int) -> Verdict:
    """To suspect that; not a suspect."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word in ("suspect", "suspects"):
        if before in _SUSPECT_LEFT or before.endswith("ing") or before in PREPOSITIONS:
            return no("noun")
        if before in BE:
            return no("adjective")
        if after in (
            "in",
            "was",
            "is",
            "had",
            "has",
            "who",
            "were",
            "are",
            "and",
            "to",
            "",
        ) or is_number(before):
            return no("noun")
        return no("noun") if c.capital(j) and word == "suspects" else yes("suspicion")
    if word == "suspected" and after == "of":
        return yes("suspicion")
    return yes("suspicion")


def guess(c: Context, i: int, j: int) -> Verdict:
    """Accept a guess in the first person or with a clause."""
    before = c.at(i - 1)
    if before in FIRST_PERSON or before in ("my", "best", "educated", "would", "only", "anyone's"):
        return yes("guess")
    if c.at(i - 2) in FIRST_PERSON or c.at(j) in ("that", "whether"):
        return yes("guess")
    return no("other sense")


def suppose(c: Context, i: int, j: int) -> Verdict:
    """First person supposing; "supposed to" is mostly a duty or a plan."""
    if c.words[i] == "supposed":
        if c.at(j) == "to":
            return yes("hearsay") if c.at(j + 1) == "have" else no("duty or plan")
        if (c.at(i - 1) in DETERMINERS or c.at(i - 1).endswith("'s")) and c.at(j):
            return yes("so-called")
        return no("other sense")
    return yes("supposition") if c.at(i - 1) in FIRST_PERSON else no("other sense")


def assume(c: Context, i: int, j: int) -> Verdict:
    """To take as true; not to take over an office, and not a command."""
    after = c.at(j)
    if after in _TAKEN_OVER:
        if c.at(i - 1) not in FIRST_PERSON and after != "the":
            return no("take over")
        if c.at(j + 1) in _OFFICES:
            return no("take over")
    if c.at(i - 1) == "to" or i == c.first or c.find(i - 3, i, NEGATORS) >= 0:
        return no("infinitive or negated")
    if c.words[i] == "assumed" and c.at(i - 1) in ("has", "have", "had") and after in DETERMINERS:
        return no("take over")
    return yes("assumption")


def presume(c: Context, i: int, j: int) -> Verdict:
    """To take as probable; not to dare."""
    return no("infinitive") if c.at(i - 1) == "to" else yes("presumption")


def imagine(c: Context, i: int, j: int) -> Verdict:
    """Accept a guess in the first person."""
    if c.at(i - 1) in FIRST_PERSON or c.at(i - 2) in FIRST_PERSON and c.at(i - 1) == "would":
        return yes("guess")
    return no("fancy")


def figure(c: Context, i: int, j: int) -> Verdict:
    """To reckon; a number, a person and finding out are something else."""
    if c.at(j) in ("out", "in", "of", "that's") or c.at(i - 1) in DETERMINERS:
        return no("other sense")
    if (
        c.at(i - 1) in FIRST_PERSON
        or c.at(i - 1) in ("they", "he", "she")
        and c.at(j) in ("that", "they", "the")
    ):
        return yes("guess")
    return no("other sense")


def feel(c: Context, i: int, j: int) -> Verdict:
    """Accept a judgement given as a feeling, in the first person with a clause."""
    first = c.at(i - 1) in FIRST_PERSON or c.at(i - 2) in FIRST_PERSON
    if first and c.at(j) in _CLAUSE_START:
        return yes("opinion")
    return no("emotion")
