"""Appearance and inference: seem, appear, look, suggest, indicate, imply, tend."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import BE, DETERMINERS, PREPOSITIONS, PRONOUNS
from framing.measures.hedging.rules.verdict import Verdict, no, yes

_MANNER_RIGHT = frozenset("that which to of no we i".split())
_CLASS_LEFT = frozenset(
    "this that these those what any some every same other right which one".split()
)
__all__ = [
    "appear",
    "imply",
    "indicate",
    "look_adj",
    "look_like",
    "plain_degree",
    "seem",
    "set_to",
    "sort_of",
    "suggest",
    "threaten",
]

_COPULAR = frozenset(
    "likely unlikely ready set poised certain determined willing unwilling unable confident "
    "clear unaware intent increasingly more less quite very far close headed destined doomed "
    "eager reluctant calm shaken surprised nervous unfazed genuine imminent inevitable possible "
    "that that's as unmoved resigned somewhat open".split()
)
_LOOK_ADJ = frozenset(
    "set likely unlikely poised ready promising certain increasingly more bound headed doomed "
    "willing unwilling reluctant eager bleak grim shaky vulnerable inevitable different bad "
    "good better worse strong weak".split()
)
_EVIDENCE = frozenset(
    "this that it which study studies data poll polls survey surveys evidence research results "
    "findings report reports figures numbers analysis record records documents emails "
    "statistics history experience signs estimates tests analyses review photos images video "
    "footage text models model projections reading readings language letter word behavior "
    "comments what facts exit test title tweet name moves move decision statement remarks leaks "
    "trend trends polling everything reality focus shift pattern timing silence presence lack "
    "absence rise drop increase decline success failure victory performance tone response "
    "behaviour gap figure number rhetoric intelligence".split()
)
_PEOPLE = frozenset(
    "officials ministers democrats republicans lawmakers leaders senators aides critics "
    "analysts supporters experts lawyers prosecutors executives spokesmen advisers diplomats "
    "conservatives liberals opponents advocates members staffers economists observers activists "
    "players sources voters residents friends authorities others scientists researchers "
    "historians".split()
)
_SPEAKERS = frozenset(
    "he she they who also general president minister secretary senator spokesman spokeswoman "
    "chairman lawyer governor mayor judge official officials aide aides leader leaders".split()
)
_PROPOSAL = frozenset("we you should ways changes ideas names a an going doing".split())


def seem(c: Context, i: int, j: int) -> Verdict:
    """Appearance; "can't seem to" is inability."""
    if c.find(i - 2, i, ("can't", "cannot", "couldn't")) >= 0:
        return no("inability")
    if c.at(i - 1) == "than" or c.find(i - 3, i, ("make", "makes", "made", "making")) >= 0:
        return no("comparison or semblance made")
    if c.words[i] == "it" and c.at(i - 1) in ("what", "how"):
        return no("likeness")
    if c.words[j - 1] == "like" and c.gap(j - 1).startswith(","):
        return no("quotation")
    return yes("appearance")


def appear(c: Context, i: int, j: int) -> Verdict:
    """Copular "appear", or with a that-clause; not coming into view."""
    after = c.at(j)
    if after in _COPULAR or after == "not" and c.at(j + 1) == "to":
        return yes("appearance")
    if after.endswith(("ed", "less", "ful", "ous")) and after not in PREPOSITIONS:
        return yes("appearance")
    return no("come into view")


def look_like(c: Context, i: int, j: int) -> Verdict:
    """Accept a verdict from appearances; not what something looks like."""
    clause_end = not c.at(j) or c.gap(j - 1)[:1] in (",", ".", "?", '"')
    if c.find(i - 8, i, ("what", "how")) >= 0 and (clause_end or c.at(i - 1) in PRONOUNS | BE):
        return no("likeness")
    if c.at(i - 1) in ("to", "may", "not") and c.at(j) in ("me", "you", "him", "her", "us", "them"):
        return no("likeness")
    return yes("appearance")


def look_adj(c: Context, i: int, j: int) -> Verdict:
    """To look set or likely; not to look at."""
    if c.at(j) in _LOOK_ADJ and c.at(i - 1) not in ("to", "a", "the"):
        return yes("appearance")
    return no("seeing")


def suggest(c: Context, i: int, j: int) -> Verdict:
    """Tentative inference from evidence; not a proposal."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word == "suggested" and before in DETERMINERS:
        return no("proposed")
    if c.find(c.clause_left(i, 6), i, ("nothing", "no", "not", "doesn't", "didn't", "never")) >= 0:
        return no("denied")
    if c.find(c.clause_left(i, 8), i, _EVIDENCE) >= 0:
        return yes("inference")
    if word != "suggesting" and (before in _SPEAKERS or c.capital(i - 1) and i - 1 > c.first):
        return no("proposal")
    if before == "to" or after in _PROPOSAL or after.endswith("ing") or c.at(j + 1) == "should":
        return no("proposal")
    if c.find(j, j + 8, ("should", "could", "might")) >= 0:
        return no("proposal")
    if before in ("i", "we", "would", "and") or c.at(i - 2) == "would" or word == "suggesting":
        return yes("tentative claim")
    return yes("tentative claim") if after in ("that", "it", "the") else no("proposal")


def indicate(c: Context, i: int, j: int) -> Verdict:
    """Inference from evidence; people who indicate announce."""
    if c.words[i] == "indicating" and "," in c.gap(i - 1):
        return yes("inference")
    left = c.clause_left(i, 8)
    if c.find(left, i, ("no", "not", "nothing", "hasn't", "haven't", "didn't")) >= 0:
        return no("denied")
    if c.find(left, i, _EVIDENCE) >= 0 or _thing_before(c, i) and c.words[i] == "indicate":
        return yes("inference")
    return no("announcement")


def _thing_before(c: Context, i: int) -> bool:
    """Say whether a plural noun that names no people stands right before."""
    word = c.at(i - 1)
    if word in _PEOPLE or word in PRONOUNS or c.capital(i - 1) and i - 1 > c.first:
        return False
    return word.endswith("s") and word not in BE


def imply(c: Context, i: int, j: int) -> Verdict:
    """To imply or hint."""
    if c.words[i] in ("point", "points", "pointed", "pointing"):
        thing = c.find(c.clause_left(i, 6), i, _EVIDENCE) >= 0 or _thing_before(c, i)
        return yes("inference") if thing else no("gesture")
    if c.at(i - 1) == "to" or c.find(i - 3, i, ("not", "no", "doesn't", "didn't")) >= 0:
        return no("infinitive or denied")
    if c.at(i - 1) in DETERMINERS:
        return no("noun")
    return yes("inference")


def plain_degree(c: Context, i: int, j: int) -> Verdict:
    """Attenuation; "in a way that" is a manner."""
    if c.words[j - 1] in ("way", "ways", "sense") and c.at(j) in _MANNER_RIGHT:
        return no("manner")
    if c.words[i] == "more" and c.find(j, j + 2, ("than",)) >= 0:
        return no("comparison")
    return yes("attenuation")


def sort_of(c: Context, i: int, j: int) -> Verdict:
    """Attenuating "sort of"; not one sort of several."""
    before = c.at(i - 1)
    if before in _CLASS_LEFT:
        return no("class")
    if before in ("the", "no", "another", "new", "different", "rare", "certain"):
        return no("class")
    if before == "a" and c.words[i] == "kind":
        return yes("attenuation") if c.at(i - 2) in ("as", "of", "become", "is") else no("class")
    return yes("attenuation")


def set_to(c: Context, i: int, j: int) -> Verdict:
    """Accept what is set or poised to happen: mostly a plan, weak evidence only."""
    return no("plan")


def threaten(c: Context, i: int, j: int) -> Verdict:
    """Accept a thing that threatens or risks to do something; people who threaten act."""
    first = c.words[i]
    if first.startswith(("purport", "profess")):
        return yes("claim")
    if first.startswith("risk"):
        return yes("risk")
    if c.at(i - 1) in ("that", "which", "it") or first.startswith("stand"):
        return yes("risk") if first.startswith("threat") else no("plan")
    return no("act")
