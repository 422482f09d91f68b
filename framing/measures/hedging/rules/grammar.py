"""Closed word classes that the context rules look at."""

from __future__ import annotations

from functools import lru_cache

__all__ = [
    "AUXILIARIES",
    "BE",
    "DETERMINERS",
    "FIRST_PERSON",
    "HAVE",
    "MODALS",
    "MONTH_LEFT",
    "NEGATORS",
    "NUMBERS",
    "PREPOSITIONS",
    "PRONOUNS",
    "QUESTION_WORDS",
    "SAYING",
    "THING_PRONOUNS",
    "THOUGHT_NOUN",
    "is_number",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BE = _set(
    "be is are was were been being am 's 're isn't aren't wasn't weren't it's that's he's she's"
)
HAVE = _set("have has had having haven't hasn't hadn't 've they've we've i've")
MODALS = _set(
    "can could may might will would shall should must cannot can't couldn't won't wouldn't"
)
AUXILIARIES = BE | HAVE | MODALS | _set("do does did don't doesn't didn't to")
NEGATORS = _set(
    "not no never n't neither nor none nothing nobody cannot can't couldn't don't doesn't didn't "
    "isn't aren't wasn't weren't won't wouldn't hasn't haven't hadn't hardly without few little"
)
DETERMINERS = _set(
    "the a an this that these those his her its their our my your any each every no another some "
    "one's whose said such"
)
PRONOUNS = _set("i you he she it we they who one this that these those there which")
THING_PRONOUNS = _set("it this that which these those what there")
FIRST_PERSON = _set("i we i'd i'll we'd")
PREPOSITIONS = _set(
    "in on at by for with from to of about over under into through during against between among "
    "before after since until within without near across along around behind beside beyond as"
)
QUESTION_WORDS = _set("how what why where who whom which whether if when")
MONTH_LEFT = _set(
    "in on since last this next early late mid by of until till from through during before after "
    "every each and to around between mid- to-"
)
THOUGHT_NOUN = _set("no any much little the a some more given gave first second my")
NUMBERS = _set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion half third thirds quarter quarters dozen"
)
SAYING = _set(
    "say says said saying tell tells told argue argues argued arguing claim claims claimed "
    "claiming contend contends contended contending believe believes believed warn warns warned "
    "warning suggest suggests suggested note notes noted maintain maintains maintained add adds "
    "added insist insists insisted complain complains complained predict predicts predicted fear "
    "fears feared feared think thinks thought suspect suspects suspected estimate estimates "
    "estimated speculate speculated assert asserts asserted allege alleges alleged charge charges "
    "charged describe describes described worry worries worried expect expects expected report "
    "reports reported caution cautions cautioned concede conceded acknowledge acknowledged "
    "confirm confirmed counter countered indicate indicated view views viewed see sees saw "
    "consider considered question questioned wonder wondered doubt doubted call called reckon "
    "reckoned explain explained recall recalled agree agreed point pointed accuse accused imply"
)


@lru_cache(maxsize=10_000)
def is_number(word: str) -> bool:
    """Say whether a word is a number in figures or letters."""
    if not word:
        return False
    return word[0].isdigit() or word in NUMBERS or word.partition("-")[0] in NUMBERS
