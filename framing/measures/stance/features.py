"""Features of a mention: what stands around the target, on which side, in which role."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from framing.lexicon import Entry
from framing.measures.stance.cues import Cue, shipped_finder
from framing.measures.stance.roles import ATTRIBUTE, PATIENT, RULES, Place, role_of
from framing.measures.stance.sentence import TaggedSentence
from framing.measures.stance.words import DETERMINERS, SAYING, TITLES
from framing.text.names import sort_of

__all__ = [
    "HARM", "LEAST_SUM", "NEAR", "SUMS", "TURNED", "Bearing", "Item", "PlacedCue", "bearing_of",
    "cue_sums", "entry_numbers", "fits", "harm_suffered", "items_of", "kind_names", "led_how",
    "mention_features", "near", "placed_cues", "scaled", "sentence_names", "shape_names",
]  # fmt: skip

Bearing = tuple[str, bool, bool, int, bool, bool, bool]

NEAR = 6  # tokens on either side whose words count with their side
HARM = "HARM"  # stands for every word of what is done to victims
_LARGEST = 6.0  # what a sum of weights counts at most
LEAST_SUM = 0.3  # of weights, from which its sign is a feature
_VICTIMS = "harm_suffered"  # the category of what is done to victims
TURNED = -0.6  # what a negation leaves of a cue's weight
SUMS = (*RULES, "near", "all", "good", "bad")  # names of the sums over cues


class PlacedCue(NamedTuple):
    """A cue as it bears on a target.

    Attributes
    ----------
    cue : Cue
        Tokens and entries.
    rule, role : str
        From :func:`~framing.measures.stance.roles.role_of`.
    distance : int
        Tokens between cue and target.
    right, negated, in_clause : bool
        Where it stands.
    """

    cue: Cue
    rule: str
    role: str
    distance: int
    right: bool
    negated: bool


def placed_cues(sentence: TaggedSentence, place: Place) -> list[PlacedCue]:
    """Give the cues of a sentence outside the target's own words, each with its role."""
    found = []
    begin, end, negated = place.first, place.last, sentence.negated
    for cue in sentence.cues:
        first, last, _ = cue
        right = first >= end
        if not right and last > begin:
            continue
        rule, role = role_of(sentence, place, first, last)
        distance = first - end if right else begin - last
        found.append(PlacedCue(cue, rule, role, distance, right, negated[first]))
    return found


def fits(wanted: str, role: str) -> bool:
    """Say whether an entry's role (its note) fits the role that the target has."""
    return bool(role) and (wanted in (role, ATTRIBUTE) or role == ATTRIBUTE)


def near(distance: int) -> int:
    """Give what a cue's weight is divided by at a distance in tokens."""
    return 1 + _band(distance)


def mention_features(
    sentence: TaggedSentence, place: Place, cues: list[PlacedCue] | None = None
) -> dict[str, float]:
    """Give the features of a mention as name to value; `cues` if they are known already."""
    found = placed_cues(sentence, place) if cues is None else cues
    norm = _with_harm(sentence, found)
    features: dict[str, float] = {}
    names = [*shape_names(sentence, place), *sentence_names(sentence)]
    features.update(dict.fromkeys(names, 1.0))
    _heads(features, norm, sentence, place)
    _words(features, norm, sentence, place)
    _valence(features, sentence, place, found)
    return features


def _with_harm(sentence: TaggedSentence, cues: list[PlacedCue]) -> list[str]:
    """Give the words as features, what is suffered by the target as one word."""
    norm = sentence.norm
    for at in harm_suffered(cues):
        norm[at] = HARM
    return norm


def harm_suffered(cues: list[PlacedCue]) -> list[int]:
    """Give the tokens that say what was done to the target as a victim.

    All count as one word, else "invasion" would count against the invaded as against the invader.
    """
    harms = _harms()
    return [
        placed.cue.first
        for placed in cues
        if placed.role == PATIENT and not harms.isdisjoint(placed.cue.entries)
    ]


@lru_cache(maxsize=1)
def _entries() -> tuple[Entry, ...]:
    return shipped_finder().entries


@lru_cache(maxsize=1)
def _harms() -> frozenset[int]:
    entries = enumerate(_entries())
    return frozenset(number for number, entry in entries if entry.category == _VICTIMS)


def shape_names(sentence: TaggedSentence, place: Place) -> list[str]:
    """Name what kind of mention it is and where it stands."""
    low, n, first, last = sentence.low, sentence.n, place.first, place.last
    names = [f"k:{place.kind}{'P' if place.possessive else ''}", "k:" + _sort(sentence, place)]
    names.append("s:start" if first <= 1 else "s:mid")
    if first < n and sentence.quoted[first]:
        names.append("s:quoted")
    elif sentence.any_quote:
        names.append("s:quote")
    if last >= n - 2:
        names.append("s:end")
    for word in low[first:last]:
        if (word in TITLES or word in DETERMINERS) and "t:" + word not in names:
            names.append("t:" + word)
    if last < n and low[last] in SAYING or place.head < n and low[place.head] in SAYING:
        names.append("s:says")
    if first and low[first - 1] in SAYING:
        names.append("s:said")
    if sentence.contrast >= 0:
        names.append("s:but+" if sentence.contrast >= last else "s:but-")
    if place.apposition:
        names.append("s:apposition")
    if place.passive:
        names.append("s:passive")
    return names


def sentence_names(sentence: TaggedSentence) -> list[str]:
    """Name what all mentions of a sentence have in common."""
    low = sentence.low
    names = [f"s:{mark}" for mark in "?!" if mark in low]
    if not SAYING.isdisjoint(low):
        names.append("s:speech")
    names.append(f"n:{min(6, sentence.n // 8)}")
    return names


def _sort(sentence: TaggedSentence, place: Place) -> str:
    """Give what sort of expression the target is: date, place, common noun, name of n words."""
    words = sentence.low[place.first : place.last]
    if place.kind != "name" or not words:
        return "pronoun"
    while len(words) > 1 and words[0] in DETERMINERS:
        words = words[1:]
    sort = sort_of(" ".join(words).removesuffix("'s"))
    if sort != "name":
        return sort
    starts = sentence.starts[place.first : place.last]
    if not any(sentence.text[start].isupper() for start in starts):
        return "common"
    return f"name{min(3, len(words))}"


def _heads(
    features: dict[str, float], norm: list[str], sentence: TaggedSentence, place: Place
) -> None:
    """Add the word that the target leads to and the word that leads to it."""
    n = sentence.n
    names = [f"p:{place.preposition}"]
    head = place.head
    if head < n:
        word = norm[head]
        names += [f"{led_how(place)}:{word}", f"h:{word}"]
        if head + 1 < n:
            names.append(f"h2:{word} {norm[head + 1]}")
    at = place.before
    if at >= 0:
        names += [f"g{place.preposition}:{norm[at]}", f"g:{norm[at]}"]
        if at > 0:
            names.append(f"g2:{norm[at - 1]} {norm[at]}")
    features.update(dict.fromkeys(names, 1.0))


def led_how(place: Place) -> str:
    """Say how the target leads to its head: as possessor, in the passive, by a copula, plainly."""
    how = "P" if place.possessive else "V" if place.passive else "B" if place.copula else "A"
    return f"h{how}!" if place.negated else f"h{how}"


def _words(
    features: dict[str, float], norm: list[str], sentence: TaggedSentence, place: Place
) -> None:
    """Add the words of the sentence, by side, clause and position."""
    first, last = place.first, place.last
    negated = sentence.negated
    names = []
    for i, word in enumerate(norm):
        if first <= i < last or not (word[0].isalnum() or word == "#"):
            continue
        turned = word + "!" if negated[i] else word
        names.append("w:" + word)
        if i < first:
            if first - i <= NEAR:
                names.append("L:" + turned)
        elif i - last < NEAR:
            names.append("R:" + turned)
        if place.left <= i < place.right:
            names.append("c:" + turned)
    names += [f"l:{norm[i]} {norm[i + 1]}" for i in range(max(0, first - NEAR - 1), first - 1)]
    reach = min(len(norm) - 1, last + NEAR + 1)
    names += [f"r:{norm[i]} {norm[i + 1]}" for i in range(last, reach)]
    before = ["<s>"] * 3 + norm[:first]
    after = norm[last : last + 3] + ["<e>"] * 3
    names += (
        f"-1:{before[-1]}", f"-2:{before[-2]}", f"-3:{before[-3]}",
        f"+1:{after[0]}", f"+2:{after[1]}", f"+3:{after[2]}",
        f"-21:{before[-2]} {before[-1]}", f"+12:{after[0]} {after[1]}",
        f"-+:{before[-1]} {after[0]}",
    )  # fmt: skip
    features.update(dict.fromkeys(names, 1.0))


def _valence(
    features: dict[str, float], sentence: TaggedSentence, place: Place, cues: list[PlacedCue]
) -> None:
    """Add the lexicon's entries and categories by role, side and distance, and their sums."""
    for placed in cues:
        bearing = bearing_of(sentence, place, placed)
        for item in items_of(placed.cue.entries):
            pattern = _entries()[item.number].pattern
            names = [entry_name(pattern, placed.role or placed.rule, placed.negated)]
            if item.fresh:
                names += kind_names(item.kind, bearing)
            for name in names:
                features[name] = features.get(name, 0.0) + 1.0
    for name, value in cue_sums(cues).items():
        features["x:" + name] = scaled(value)
        if abs(value) > LEAST_SUM:
            features[f"x{'+' if value > 0 else '-'}:{name}"] = 1.0


class Item(NamedTuple):
    """An entry of a cue: its category with its sign, and whether it is the first of that category.

    What a category says counts once a cue.
    """

    number: int
    kind: str
    weight: float
    wanted: str
    fresh: bool


@lru_cache(maxsize=20_000)
def items_of(numbers: tuple[int, ...]) -> tuple[Item, ...]:
    """Give the entries of a cue."""
    items = []
    seen = set()
    for number in numbers:
        _, category, weight, wanted = _entries()[number]
        kind = category + ("+" if weight > 0 else "-" if weight < 0 else "0")
        items.append(Item(number, kind, weight, wanted, category not in seen))
        seen.add(category)
    return tuple(items)


def bearing_of(sentence: TaggedSentence, place: Place, placed: PlacedCue) -> Bearing:
    """Give how a cue bears on a target, as far as categories are told apart by it.

    Rule, led to, on the right, distance band, negated, across a quotation mark, on the same side
    of a contrast.
    """
    cue, rule, _, distance, right, negated = placed
    first, last, contrast = cue.first, cue.last, sentence.contrast
    led = first <= place.head < last or first <= place.before < last
    across = sentence.any_quote and sentence.quoted[first] != (
        place.first < sentence.n and sentence.quoted[place.first]
    )
    same = contrast >= 0 and (first > contrast) == (place.first > contrast)
    return rule, led, right, _band(distance), negated, across, same


def entry_name(pattern: str, role: str, negated: bool) -> str:
    """Name the feature of an entry by the target's role (or the rule) in it."""
    return f"e{role}:{pattern}{'!' if negated else ''}"


def entry_numbers(pattern: str) -> list[int]:
    """Give the entries of a pattern: it may stand under several categories."""
    return _numbers().get(pattern, [])


@lru_cache(maxsize=1)
def _numbers() -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for number, entry in enumerate(_entries()):
        numbers.setdefault(entry.pattern, []).append(number)
    return numbers


def kind_names(kind: str, bearing: Bearing) -> list[str]:
    """Name the features of a category."""
    rule, led, right, band, negated, across, same = bearing
    mark = "!" if negated else ""
    names = [
        f"v:{kind}{mark}",
        f"v{'=' if led else ''}{rule}:{kind}{mark}",
        f"v{'R' if right else 'L'}{band}:{kind}{mark}",
    ]
    if across:
        names.append(f"vq:{kind}")
    if same:
        names.append(f"vb:{kind}")
    return names


def cue_sums(cues: list[PlacedCue]) -> dict[str, float]:
    """Give the sums of the entries' weights: by rule, near the target, overall, good and bad."""
    sums: dict[str, float] = {}
    near = overall = good = bad = 0.0
    for cue, rule, role, distance, _, negated in cues:
        total = sums.get(rule, 0.0)
        share = 1 + _band(distance)
        for weight, fitting in _weighed(cue.entries, role):
            value = weight * TURNED if negated else weight
            overall += value
            if fitting:
                total += value
                near += value / share
                if value > 0:
                    good += value / share
                else:
                    bad -= value / share
        sums[rule] = total
    if cues:
        sums["near"], sums["all"], sums["good"], sums["bad"] = near, overall, good, bad
    return sums


@lru_cache(maxsize=20_000)
def _weighed(numbers: tuple[int, ...], role: str) -> list[tuple[float, bool]]:
    """Give the weights of a cue's entries, one a category, and whether they fit a role."""
    return [(item.weight, fits(item.wanted, role)) for item in items_of(numbers) if item.fresh]


def scaled(value: float) -> float:
    """Bound a sum of weights."""
    if value > _LARGEST:
        value = _LARGEST
    elif value < -_LARGEST:
        value = -_LARGEST
    return value / 3.0


def _band(distance: int) -> int:
    """Give the distance band: 0 adjacent, 1 to 3, 6, 12, beyond."""
    return 0 if distance <= 1 else 1 if distance <= 3 else 2 if distance <= 6 else (
        3 if distance <= 12 else 4
    )  # fmt: skip
