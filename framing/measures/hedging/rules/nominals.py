"""Nouns and adjectives of possibility, risk and doubt, and the adverb likely."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    NEGATORS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
)
from framing.measures.hedging.rules.verdict import Verdict, no, yes

_OWNED = frozenset("full human its their his her great god-given economic own".split())
_GIVEN_CHANCE = frozenset("a the every second last his her their any no another".split())
_GAUGED_CHANCE = frozenset("good decent slim better fair percent small fighting strong".split())
_RISK_LEFT = frozenset("the a real serious high higher increased greater".split())
_EVALUATIVE = frozenset(
    "perceived would-be theoretical circumstantial questionable dubious".split()
)
_EVIDENT_LEFT = frozenset("became become is was are were be readily increasingly heir".split())
_KNOWERS = frozenset("we i they experts officials scientists you still".split())
__all__ = [
    "adjective",
    "assumption",
    "chance",
    "doubt_noun",
    "fear_noun",
    "impression",
    "indication",
    "likely",
    "possibility",
    "possible",
    "potential",
    "prospect",
    "risk",
    "rumor",
    "scenario",
    "unclear",
    "unsettled",
]

_VOTERS = frozenset(
    "voter voters electorate caucus caucusgoers caucus-goers participants caucusgoer primary- "
    "goers respondents".split()
)
_ROLES = _VOTERS | frozenset(
    "nominee nominees candidate candidates customers customer donors donor buyers buyer jurors "
    "juror recruits recruit investors employers employees employer partners partner supporters "
    "clients client members suspects witnesses applicants users readers successors allies".split()
)
_SUPERLATIVE = frozenset("best worst strongest only highest lowest every earliest fullest".split())
_NOT_POSSIBLE = frozenset("as if wherever whenever where when not n't isn't wasn't soon".split())
_WITH_CLAUSE = frozenset("that of for to in he she they it we".split())
_WORDING = frozenset("wording language clause text instructions phrasing rules".split())
_CLEAR_CUT = frozenset("enough about and cut on to in that".split())
_ONCE_BEFORE = frozenset(
    "no any little nothing not without denied never dismissed rejected".split()
)


def likely(c: Context, i: int, j: int) -> Verdict:
    """Probable; not the polling term, and not a comparison of frequencies."""
    for k in range(j, min(j + 4, c.last)):
        if c.words[k] in _VOTERS:
            return no("fixed term")
        if c.words[k] in AUXILIARIES or c.words[k] in PREPOSITIONS:
            break
    before = c.at(i - 1)
    if before in ("more", "less", "as") and c.find(j, j + 14, ("than", "as")) >= 0:
        return no("comparison of frequencies")
    if before == "not" and c.at(i - 2) == "if":
        return yes("probability")
    return yes("probability")


def possible(c: Context, i: int, j: int) -> Verdict:
    """Accept a possible event; not "as soon as possible" or "the best possible"."""
    before, after = c.at(i - 1), c.at(j)
    if before == "as" or c.at(i - 2) == "as" and after not in DETERMINERS:
        return no("fixed phrase")
    if before == "been" or before == "be" and not after:
        return no("feasibility")
    if before in _NOT_POSSIBLE or before in _SUPERLATIVE or before.endswith("est"):
        return no("fixed phrase")
    if c.find(i - 4, i, ("make", "makes", "made", "making")) >= 0:
        return no("made possible")
    if after in ("to", "because", "only", "by", "thanks") or c.find(i - 3, i, NEGATORS) >= 0:
        return no("ability")
    if c.find(i - 3, i, ("all", "every")) >= 0:
        return no("fixed phrase")
    if before in BE and (not after or c.gap(j - 1) != " "):
        return yes("possible as verdict")
    if after in _ROLES or c.at(j + 1) in _ROLES and c.gap(j) == " ":
        return yes("possible role")
    return yes("possibility")


def potential(c: Context, i: int, j: int) -> Verdict:
    """Accept a possible event; not a role, nor what somebody is capable of."""
    before, after = c.at(i - 1), c.at(j)
    if before in _OWNED and (not after or after in PREPOSITIONS or after in ("and", "as")):
        return no("capacity")
    if not after or c.gap(j - 1)[:1] in (".", ","):
        return no("capacity")
    for k in range(j, min(j + 3, c.last)):
        if c.words[k] in _ROLES:
            return no("role")
        if c.words[k] in PREPOSITIONS:
            break
    return yes("possible event")


def possibility(c: Context, i: int, j: int) -> Verdict:
    """Accept a possibility or likelihood, unless denied or plural in the sense of options."""
    if c.find(i - 3, i, ("endless", "new", "exciting", "no")) >= 0:
        return no("options or denied")
    return yes("possibility")


def prospect(c: Context, i: int, j: int) -> Verdict:
    """Accept the prospect of an event."""
    if c.at(i - 1) in ("top", "best", "young") or c.find(i - 2, i, ("no",)) >= 0:
        return no("other sense")
    return yes("possible event")


def chance(c: Context, i: int, j: int) -> Verdict:
    """Accept a probability; not an opportunity, a risk taken, a shot fired."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word == "shot":
        return (
            yes("probability")
            if before in ("a", "good", "decent")
            and after not in ("at", "in", "and", "of", "")
            and c.find(i - 4, i, ("there's", "there", "has", "have")) >= 0
            and after != "by"
            else no("other sense")
        )
    if word == "odds":
        return no("at odds") if before == "at" or after in ("with", "and") else yes("probability")
    if after in ("to", "for", "and", "") and before in _GIVEN_CHANCE:
        return no("opportunity")
    if before in ("less", "no", "more") or before == "a" and c.at(i - 2) in ("have", "has", "had"):
        return no("comparison")
    if after == "that" or before in _GAUGED_CHANCE:
        return yes("probability")
    if after in ("of", "are", "they") and c.find(i - 3, i, ("your", "no")) < 0:
        return yes("probability")
    return no("opportunity")


def risk(c: Context, i: int, j: int) -> Verdict:
    """Accept the risk that something happens; not risk as a topic or a verb of daring."""
    after = c.at(j)
    if c.words[j - 1] == "that" or after == "that":
        return no("denied") if c.find(i - 2, i, ("no",)) >= 0 else yes("possible event")
    if after == "of" and c.at(i - 1) in _RISK_LEFT:
        return yes("possible event")
    return no("topic")


def impression(c: Context, i: int, j: int) -> Verdict:
    """Accept the speaker's own inference, or a suspicion."""
    return no("denied") if c.find(i - 2, i, ("no", "without", "false")) >= 0 else yes("inference")


def assumption(c: Context, i: int, j: int) -> Verdict:
    """Accept a proposition assumed, believed or forecast."""
    after = c.at(j)
    if c.words[j - 1] in ("that", "is"):
        holder = c.at(i - 1) in ("in", "his", "her", "their", "its") or c.at(i - 2) == "in"
        return (
            no("held belief") if holder and c.words[i].startswith("belief") else yes("assumption")
        )
    if c.words[j - 1] in ("of", "for") and c.words[i].startswith(("expect", "predict", "forecast")):
        return yes("expected event")
    if after in ("that", "is", "was"):
        return yes("assumption")
    return no("topic")


def rumor(c: Context, i: int, j: int) -> Verdict:
    """Speculation and rumour, also as a topic: the matter stays unsettled."""
    return yes("rumour")


def indication(c: Context, i: int, j: int) -> Verdict:
    """Accept a sign or hint; "no sign of" and "in a sign of" are read as what they say."""
    if c.find(i - 3, i, _ONCE_BEFORE) >= 0:
        return no("denied")
    if c.words[i].startswith("sign") and (
        c.words[j - 1] == "of" or c.at(i - 1) in ("a", "clear", "clearest") and c.at(i - 2) == "in"
    ):
        return no("token")
    return yes("inference")


def fear_noun(c: Context, i: int, j: int) -> Verdict:
    """Fear that something may happen; "for fear of" is a motive."""
    if c.at(i - 1) in ("for", "without") or c.find(i - 2, i, ("no", "a")) >= 0:
        return no("motive")
    if c.words[j - 1] == "that":
        return yes("possible event")
    return yes("possible event") if c.words[i].endswith("s") else no("emotion")


def doubt_noun(c: Context, i: int, j: int) -> Verdict:
    """Doubt and uncertainty; "no doubt" is a booster."""
    if c.find(i - 3, i, ("no", "little", "without", "beyond", "any", "self")) >= 0:
        return no("no doubt")
    return yes("doubt")


def scenario(c: Context, i: int, j: int) -> Verdict:
    """Accept a possible course of events: weak evidence only."""
    return no("topic")


def adjective(c: Context, i: int, j: int) -> Verdict:
    """Accept an epistemic adjective before a noun or after a form of be."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word == "apparent":
        return _apparent(c, i, j)
    if word == "probable" and after == "cause" and c.at(j + 1) != "of":
        return no("fixed term")
    if word in _EVALUATIVE:
        return no("evaluation")
    if word in ("presumptive", "suspected") and after in ("nominee", "democratic", "republican"):
        return no("fixed term")
    if word == "suspected":
        return yes("suspicion")
    if (
        word in ("plausible", "doubtful", "debatable", "arguable")
        and c.find(i - 2, i, NEGATORS) >= 0
    ):
        return no("denied")
    if word in ("inconceivable", "implausible", "imaginable", "conceivable") and before in (
        "every",
        "any",
    ):
        return no("fixed phrase")
    return yes("tentative")


def _apparent(c: Context, i: int, j: int) -> Verdict:
    """Accept inference ("an apparent suicide"); "became apparent" is evidence."""
    before, after = c.at(i - 1), c.at(j)
    if before in _EVIDENT_LEFT:
        return no("evident")
    return (
        yes("appearance")
        if after and after not in PREPOSITIONS and after != "that"
        else no("evident")
    )


def unclear(c: Context, i: int, j: int) -> Verdict:
    """Accept a matter left open; unclear wording is a fault of style."""
    after, before = c.at(j), c.at(i - 1)
    if c.find(i - 8, i, _WORDING) >= 0 and not after:
        return no("wording")
    if (
        after in QUESTION_WORDS
        or after in ("just", "exactly", "precisely")
        or c.find(j, j + 4, QUESTION_WORDS) >= 0
    ):
        if after == "on":
            return no("wording")
        return yes("left open")
    if before in ("it's", "remain", "remains", "remained", "still", "was", "is", "were", "are"):
        return (
            no("wording") if after in ("on", "and", "in", "language", "about") else yes("left open")
        )
    return no("wording")


def unsettled(c: Context, i: int, j: int) -> Verdict:
    """Accept a main clause that leaves a matter open; not a person's own ignorance."""
    phrase, before = c.words[i], c.at(i - 1)
    if c.words[j - 1] == "knowing" and c.at(i - 1) in ("have", "had", "has"):
        return no("own ignorance")
    if c.words[j - 1] in ("sure", "certain", "unsure"):
        return _not_sure(c, i, j)
    if phrase == "unsettled" or phrase in ("unresolved", "undetermined"):
        return yes("left open") if before in BE or before.startswith("remain") else no("state")
    if c.words[j - 1] == "doubt" and before in ("no", "without"):
        return no("no doubt")
    if c.words[j - 1] == "clear":
        after = c.at(j)
        asked = after in QUESTION_WORDS or c.find(j, j + 3, QUESTION_WORDS) >= 0
        return no("wording") if not asked and after in _CLEAR_CUT else yes("left open")
    if (
        c.words[j - 1] in ("know", "say", "tell")
        and phrase in ("cannot", "can't")
        and before in PRONOUNS
    ):
        return (
            yes("left open")
            if c.at(j) in QUESTION_WORDS or c.at(j) == "for"
            else no("ability denied")
        )
    if phrase in ("don't", "do") and before not in _KNOWERS:
        return no("own ignorance")
    if (
        phrase in ("question", "questions")
        and c.at(i - 1) in ("no", "the")
        and c.words[j - 1] == "of"
    ):
        return no("topic")
    return yes("left open")


def _not_sure(c: Context, i: int, j: int) -> Verdict:
    """Accept a tentative stand ("I'm not sure that"); making sure is something else."""
    if c.find(c.first, i, ("make", "making", "made")) >= 0 and c.at(i - 1) in (
        "make",
        "making",
        "made",
    ):
        return no("make sure")
    return yes("left open")
