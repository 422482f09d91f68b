"""The words that speak for a judgement of stance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.measures.stance.cues import shipped_finder
from framing.measures.stance.features import TURNED, PlacedCue, fits, near
from framing.measures.stance.model import StanceModel
from framing.measures.stance.roles import ATTRIBUTE, PATIENT, Place
from framing.measures.stance.sentence import TaggedSentence
from framing.measures.stance.weights import Coded
from framing.measures.stance.words import FUNCTION_WORDS, PREPOSITIONS
from framing.text.attributions.cues import cue_words
from framing.text.names import GIVEN_NAMES, sort_of

__all__ = ["Speaking", "speaking"]

_LEAST = 0.5  # of a cue's weight, from which it is shown
_LEAST_LEARNED = 0.75  # of the log odds of a word without an entry
_FAR = 12  # tokens between a cue and its target beyond which it is not shown
# categories that steer the model and show nothing: neutral acts, verbs of saying, and harm that is
# suffered, which brings sympathy and praises nobody
_UNTOLD = frozenset(("need", "neutral_act", "distance", "harm_suffered"))
# kinds of words for saying that say something of the target
_JUDGING = ("critical", "supportive", "intention")
# what is done with force harms its object, it does not blame it
_FORCE = frozenset(("violence", "threat"))
_OF_SUBJECTS = frozenset(("subject", "predicate", "passive", "receiver"))
_BEFORE = frozenset(("object", "preposition", "source"))
_WITH_SUBJECTS = ("", "with", "by")  # "with Lee annexing ...", "attempts by Lee to attack ..."
_OPENING = PREPOSITIONS | {"amid", "amidst", "within", "despite", "as"}
_STOPS = frozenset((",", ":", "—", "–", "(", ")"))


class Speaking(NamedTuple):
    """A span that speaks for or against a target; the sign of `weight` says which."""

    start: int
    end: int
    weight: float
    negated: bool
    rule: str


def speaking(
    model: StanceModel,
    sentence: TaggedSentence,
    coded: Coded,
    place: Place,
    cues: Sequence[PlacedCue],
    label: str,
    value: float,
) -> list[Speaking]:
    """Give the cues that speak for a judgement; where none does, the word that told the model.

    Parameters
    ----------
    model : StanceModel
        Whose judgement it is.
    sentence, coded, place, cues
        The mention.
    label, value : str, float
        The judgement, and P(positive) - P(negative), whose sign the cues must share; a neutral
        one needs no words.
    """
    found = [
        item
        for cue in cues
        if cue.role
        and cue.distance <= _FAR
        and (item := _of_cue(sentence, place, cue, value)) is not None
    ]
    wanted = {"positive": 1, "negative": -1}.get(label, 0)
    if wanted and not found:
        learned = _learned(model, sentence, coded, place, wanted)
        if learned is not None:
            found.append(learned)
    return found


def _of_cue(
    sentence: TaggedSentence, place: Place, placed: PlacedCue, value: float
) -> Speaking | None:
    """Give the weightiest entry of a cue that fits the target's role, if a reader would see it.

    None if its sign is not that of `value`.
    """
    cue, rule, role, distance, _, negated = placed
    best, attribute = _weightiest(cue.entries, role)
    weight = best * (TURNED if negated else 1.0) / near(distance)
    first, last = cue.first, cue.last - 1
    if weight * value <= 0 or abs(weight) < _LEAST:
        return None
    if not _reads_so(sentence, place, placed):
        return None
    if rule == "object" and attribute and not distance:
        rule = "modifier"
    start, end = sentence.starts[first], sentence.ends[last]
    return Speaking(start, end, round(weight, 4), negated, rule)


def _reads_so(sentence: TaggedSentence, place: Place, placed: PlacedCue) -> bool:
    """Say whether the words between a cue and its target bear the rule out.

    Roles are read off word order, which is good enough to weigh a cue and too little to show it.
    """
    cue, rule, *_ = placed
    low = sentence.low
    if cue.last == cue.first + 1 and is_saying(low[cue.first]):
        return False
    if cue.first >= place.last:
        between = low[place.last : cue.first]
        if rule in _OF_SUBJECTS:
            return place.preposition in _WITH_SUBJECTS and not any(
                word == "that" or is_saying(word) for word in between
            )
        return rule != "possessor" or _OPENING.isdisjoint(between)
    if rule not in _BEFORE:
        return True
    between = low[cue.last : place.first]
    if not _STOPS.isdisjoint(between):
        return False
    if rule == "object":
        return _OPENING.isdisjoint(between)
    return 1 not in sentence.name[cue.last : place.first]


@lru_cache(maxsize=20_000)
def _weightiest(numbers: tuple[int, ...], role: str) -> tuple[float, bool]:
    """Give the largest weight among a cue's entries that fit a role, and whether it is said of it.

    0 if none is to be shown.
    """
    entries = shipped_finder().entries
    shown = [
        entries[number]
        for number in numbers
        if entries[number].category not in _UNTOLD and fits(entries[number].note, role)
    ]
    if any(entries[number].category in _FORCE for number in numbers):
        shown = [entry for entry in shown if entry.weight > 0 or entry.note != PATIENT]
    best = max(shown, key=lambda entry: abs(entry.weight), default=None)
    return (0.0, False) if best is None else (best.weight, best.note == ATTRIBUTE)


@lru_cache(maxsize=20_000)
def is_saying(word: str) -> bool:
    """Say whether a word only introduces what somebody says or thinks.

    Examples
    --------
    >>> is_saying("asserts"), is_saying("condemned")
    (True, False)
    """
    words = cue_words()
    cue = words.verbs.get(word) or words.nouns.get(word)
    return cue is not None and cue.kind not in _JUDGING


@lru_cache(maxsize=20_000)
def is_telling(word: str) -> bool:
    """Say whether a lower-case word could tell a reader something of a target.

    Function words, verbs of saying, numbers, dates and names of places cannot.

    Examples
    --------
    >>> [is_telling(word) for word in ("triumph", "between", "said", "2024", "moscow")]
    [True, False, False, False, False]
    """
    return (
        word.isalpha()
        and len(word) > 2
        and word not in FUNCTION_WORDS
        and sort_of(word) == "name"
        and word.title() not in GIVEN_NAMES
        and not is_saying(word)
    )


def _learned(
    model: StanceModel, sentence: TaggedSentence, coded: Coded, place: Place, wanted: int
) -> Speaking | None:
    """Give the word around the target whose own features speak most for the judgement."""
    best, at = _LEAST_LEARNED, -1
    for i, leaning in enumerate(model.tables.leanings(coded, place)):
        if leaning * wanted <= best or place.first <= i < place.last or sentence.name[i]:
            continue
        if is_telling(sentence.low[i]):
            best, at = leaning * wanted, i
    if at < 0:
        return None
    return Speaking(
        sentence.starts[at], sentence.ends[at], round(best * wanted, 4), sentence.negated[at],
        "learned",
    )  # fmt: skip
