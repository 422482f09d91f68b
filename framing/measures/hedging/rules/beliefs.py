"""Verbs of belief, expectation and doubt: a tentative proposition against other uses."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    FIRST_PERSON,
    NEGATORS,
    PREPOSITIONS,
    PRONOUNS,
    is_number,
)
from framing.measures.hedging.rules.verdict import Verdict, no, yes

__all__ = [
    "anticipate",
    "assume",
    "believe",
    "consider",
    "doubt",
    "estimate",
    "expect",
    "fear",
    "feel",
    "figure",
    "guess",
    "hope",
    "imagine",
    "passive_belief",
    "predict",
    "presume",
    "suppose",
    "suspect",
    "think",
    "view",
    "wonder",
]

_HARD = frozenset("hard difficult easy impossible want wants wanted led lead reason continue".split())
_ASKING = frozenset("do does did don't doesn't didn't would who what why".split())
_SUSPECT_LEFT = DETERMINERS | frozenset(
    "bombing murder terror terrorist terrorism suspected main prime key shooting second first third "
    "other usual male female wanted unidentified two three four five alleged several criminal "
    "attack robbery rape homicide arrested drug".split()
)
_AS_EXPECTED = frozenset("than as be when widely where".split())
_VAGUE_HOLDERS = frozenset(
    "some many critics experts analysts observers most others several few people americans "
    "republicans democrats lawmakers officials historians scholars economists supporters "
    "opponents conservatives liberals advocates".split()
)
_EVALUATION = frozenset(
    "should must ought right wrong deserve deserves deserved need needs duty moral "
    "acceptable unacceptable important justified".split()
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


def believe(c: Context, i: int, j: int) -> Verdict:
    """A proposition held to be true; not faith, disbelief or a figure of speech."""
    before, after = c.at(i - 1), c.at(j)
    if _polled(c, i):
        return no("share of a poll")
    if after == "in" or after in ("me", "it", "him", "her", "them", "us", "us.") and before not in FIRST_PERSON:
        return no("faith or trust")
    if before in ("can't", "cannot", "couldn't", "couldn", "hardly") or c.at(i - 2) in ("can", "could"):
        return no("figure of speech")
    if before == "to" and c.words[i] == "believe":
        return no("infinitive") if c.at(i - 2) not in ("seem", "seems", "seemed", "appear") else yes("belief")
    if before in _ASKING and c.find(i - 4, i, ("what", "why", "who")) >= 0:
        return no("question")
    if before in ("did", "do", "does"):
        return no("emphatic conviction")
    if c.find(i - 3, i, ("always", "firmly", "strongly", "passionately", "truly", "deeply", "fervently")) >= 0:
        return no("conviction")
    if not after or after in ("and", "or", "but") or c.gap(j - 1)[:1] == ".":
        return yes("parenthetical") if _parenthetical(c, i) else no("no proposition")
    if before not in FIRST_PERSON and _evaluates(c, j):
        return no("value")
    return yes("belief")


def think(c: Context, i: int, j: int) -> Verdict:
    """An opinion with its proposition; not thinking of or about, think tanks, thoughts."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if _polled(c, i):
        return no("share of a poll")
    if after in ("tank", "tanks", "about", "of", "twice", "back", "again", "through", "ahead", "big", "and"):
        return no("other sense")
    if word in ("think", "thinking") and (before == "to" or i == c.first or before in ("and", "let's")):
        return no("infinitive or imperative")
    if word == "thinking" and before not in BE and c.at(i - 2) not in BE:
        return no("noun or participle")
    if word == "thought" and (before in DETERMINERS or before in PREPOSITIONS or before in ("have", "school")):
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
    return yes("opinion")


def suspect(c: Context, i: int, j: int) -> Verdict:
    """To suspect that; not a suspect."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word in ("suspect", "suspects"):
        if before in _SUSPECT_LEFT or before.endswith("ing") or before in PREPOSITIONS:
            return no("noun")
        if before in BE:
            return no("adjective")
        if after in ("in", "was", "is", "had", "has", "who", "were", "are", "and", "to", "") or is_number(before):
            return no("noun")
        return no("noun") if c.capital(j) and word == "suspects" else yes("suspicion")
    if word == "suspected" and after == "of":
        return yes("suspicion")
    return yes("suspicion")


def guess(c: Context, i: int, j: int) -> Verdict:
    """A guess in the first person or with a clause."""
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
    if after in ("office", "control", "power", "responsibility", "command", "the", "a", "his", "her", "their"):
        if c.at(i - 1) not in FIRST_PERSON and after != "the":
            return no("take over")
        if c.at(j + 1) in ("office", "presidency", "role", "position", "leadership", "post", "throne", "mantle"):
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
    """A guess in the first person."""
    if c.at(i - 1) in FIRST_PERSON or c.at(i - 2) in FIRST_PERSON and c.at(i - 1) == "would":
        return yes("guess")
    return no("fancy")


def figure(c: Context, i: int, j: int) -> Verdict:
    """To reckon; a number, a person and finding out are something else."""
    if c.at(j) in ("out", "in", "of", "that's") or c.at(i - 1) in DETERMINERS:
        return no("other sense")
    if c.at(i - 1) in FIRST_PERSON or c.at(i - 1) in ("they", "he", "she") and c.at(j) in ("that", "they", "the"):
        return yes("guess")
    return no("other sense")


def expect(c: Context, i: int, j: int) -> Verdict:
    """An uncertain future; not a comparison, a demand or a settled plan."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if before in _AS_EXPECTED and word == "expected" and after != "to":
        return no("comparison")
    if c.at(i - 1) in ("fully", "can", "to", "must", "we", "you") and word == "expect" and before != "we":
        return no("demand or certainty")
    if c.at(i - 2) in ("should", "must") or before in ("should", "must"):
        return no("demand or certainty")
    if after in ("all", "every", "nothing", "everyone"):
        return no("demand or certainty")
    if before == "fully" or c.find(i - 3, i, ("never", "no", "don't", "didn't", "not", "nobody")) >= 0 and word != "expected":
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
    if c.find(i - 2, i, ("highly", "eagerly", "much", "long", "hotly", "most")) >= 0 or c.at(i - 1) in DETERMINERS:
        return no("awaited")
    return yes("expectation")


def predict(c: Context, i: int, j: int) -> Verdict:
    """A forecast with its proposition."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if word in ("project", "projects", "forecast", "forecasts") and (
        before in DETERMINERS or before in PREPOSITIONS or after not in ("that", "a", "the", "to", "an")
    ):
        return no("noun")
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


def feel(c: Context, i: int, j: int) -> Verdict:
    """A judgement given as a feeling, in the first person with a clause."""
    first = c.at(i - 1) in FIRST_PERSON or c.at(i - 2) in FIRST_PERSON
    if first and c.at(j) in ("that", "it's", "it", "we", "this", "they", "the", "he", "she", "there", "as"):
        return yes("opinion")
    return no("emotion")


def fear(c: Context, i: int, j: int) -> Verdict:
    """To fear that something may happen."""
    before, after = c.at(i - 1), c.at(j)
    if before in DETERMINERS or before in PREPOSITIONS or before in ("to", "with"):
        return no("noun or infinitive")
    if after in ("that", "he", "she", "they", "it", "the", "a", "this", "we") or before in ("some", "many", "widely"):
        return yes("apprehension") if after not in ("of", "about") else no("emotion")
    return no("emotion")


def hope(c: Context, i: int, j: int) -> Verdict:
    """Hopes are wishes; kept as weak evidence only."""
    return no("wish")


def doubt(c: Context, i: int, j: int) -> Verdict:
    """To doubt that; "no doubt" is a booster."""
    before, after = c.at(i - 1), c.at(j)
    if before in ("no", "without", "little", "any", "the", "beyond", "a") or before in ("never", "don't"):
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
    """An evaluation without a holder ("is considered"); active considering is something else."""
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
    """A view that belongs to nobody in particular."""
    if c.at(i - 1) in _VAGUE_HOLDERS and (j - i > 1 or c.find(j, j + 8, ("as",)) >= 0):
        return yes("vague holder")
    return no("other sense")


def passive_belief(c: Context, i: int, j: int) -> Verdict:
    """Belief or expectation without a holder: "is expected to", "believed to be"."""
    last, before, after = c.words[j - 1], c.at(i - 1), c.at(j)
    if c.words[i] == "thought" and before in ("no", "any", "much", "little", "the", "a", "some"):
        return no("noun")
    if last == "to" or last in ("dead", "that", "innocent", "believed"):
        if last == "to" and c.words[i] == "expected" and before in ("than", "had", "have", "has", "he", "she", "they"):
            return yes("expectation of a holder")
        return yes("no holder named")
    if last in ("expected", "assumed") and after in ("", "for", "by", "of", "from", "at", "in", "on"):
        return no("awaited")
    if before in ("than", "as"):
        return no("comparison")
    if after in ("by", "of") and last != "suspected":
        return no("holder named")
    led = after in ("to", "that", "of", "by", "the") or c.find(j, j + 4, ("to",)) >= 0
    return yes("no holder named") if led or last in AUXILIARIES else no("other")
