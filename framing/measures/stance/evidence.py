"""The words that speak for a judgement of stance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.measures.stance.cues import shipped_finder
from framing.measures.stance.features import TURNED, PlacedCue, fits, near
from framing.measures.stance.model import StanceModel
from framing.measures.stance.roles import Place
from framing.measures.stance.sentence import TaggedSentence

__all__ = ["Speaking", "speaking"]

_LEAST = 0.25  # log odds from which a word without an entry counts as evidence
_NEAR = 6
_UNTOLD = frozenset(("need", "neutral_act"))  # categories that steer the model and show nothing


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
    place: Place,
    cues: Sequence[PlacedCue],
    label: str,
) -> list[Speaking]:
    """Give the cues that bear on the target; where none does, the word that told the model.

    Parameters
    ----------
    model : StanceModel
        Whose judgement it is.
    sentence, place, cues
        The mention.
    label : str
        The judgement; a neutral one needs no words.
    """
    found = [item for cue in cues if (item := _of_cue(sentence, cue)) is not None]
    wanted = {"positive": 1, "negative": -1}.get(label, 0)
    if wanted and not any(item.weight * wanted > 0 for item in found):
        learned = _learned(model, sentence, place, wanted)
        if learned is not None:
            found.append(learned)
    return found


def _of_cue(sentence: TaggedSentence, placed: PlacedCue) -> Speaking | None:
    """Give the weightiest entry of a cue that fits the target's role."""
    best = _weightiest(placed.cue.entries, placed.role)
    if not best:
        return None
    weight = best * (TURNED if placed.negated else 1.0) / near(placed.distance)
    first, last = placed.cue.first, placed.cue.last - 1
    return Speaking(
        sentence.starts[first], sentence.ends[last], round(weight, 4), placed.negated, placed.rule
    )


@lru_cache(maxsize=20_000)
def _weightiest(numbers: tuple[int, ...], role: str) -> float:
    """Give the largest weight among a cue's entries that fit a role; 0 if none is to be shown."""
    entries = shipped_finder().entries
    best = 0.0
    for number in numbers:
        entry = entries[number]
        if entry.category not in _UNTOLD and fits(entry.note, role):
            best = max(best, entry.weight, key=abs)
    return best


def _learned(
    model: StanceModel, sentence: TaggedSentence, place: Place, wanted: int
) -> Speaking | None:
    """Give the word around the target whose own features speak most for the judgement."""
    best, at = _LEAST, -1
    for i, word in enumerate(sentence.norm):
        if place.first <= i < place.last or not word[0].isalpha():
            continue
        score = model.leaning("w:" + word) + model.leaning(
            ("h:" if i == place.head else "g:") + word
        )
        side = "L:" if i < place.first else "R:"
        distance = place.first - i if i < place.first else i - place.last + 1
        if distance <= _NEAR:
            score += model.leaning(side + word + ("!" if sentence.negated[i] else ""))
        if score * wanted > best:
            best, at = score * wanted, i
    if at < 0:
        return None
    return Speaking(
        sentence.starts[at], sentence.ends[at], round(best * wanted, 4), sentence.negated[at],
        "learned",
    )  # fmt: skip
