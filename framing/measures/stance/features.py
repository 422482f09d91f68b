"""Features of a mention: what stands around the target, on which side, in which role."""

from __future__ import annotations

from typing import NamedTuple

from framing.measures.stance.cues import Cue, shipped_finder
from framing.measures.stance.roles import ATTRIBUTE, PATIENT, Place, role_of
from framing.measures.stance.sentence import TaggedSentence
from framing.measures.stance.words import DETERMINERS, SAYING, TITLES
from framing.text.names import sort_of

__all__ = ["TURNED", "PlacedCue", "fits", "mention_features", "near", "placed_cues"]

_NEAR = 6  # tokens on either side whose words count with their side
HARM = "harm_suffered"  # the category of what is done to victims
TURNED = -0.6  # what a negation leaves of a cue's weight


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
    for cue in sentence.cues:
        if cue.first < place.last and cue.last > place.first:
            continue
        right = cue.first >= place.last
        rule, role = role_of(sentence, place, cue.first, cue.last)
        distance = cue.first - place.last if right else place.first - cue.last
        found.append(PlacedCue(cue, rule, role, distance, right, sentence.negated[cue.first]))
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
    _shape(features, sentence, place)
    _heads(features, norm, sentence, place)
    _words(features, norm, sentence, place)
    _valence(features, sentence, place, found)
    return features


def _with_harm(sentence: TaggedSentence, cues: list[PlacedCue]) -> list[str]:
    """Give the words as features, what is suffered by the target as one word.

    Else "invasion" would count against the invaded as it does against the invader.
    """
    entries = shipped_finder().entries
    norm = sentence.norm
    for placed in cues:
        if placed.role == PATIENT and any(
            entries[number].category == HARM for number in placed.cue.entries
        ):
            norm = norm.copy() if norm is sentence.norm else norm
            norm[placed.cue.first] = "HARM"
    return norm


def _shape(features: dict[str, float], sentence: TaggedSentence, place: Place) -> None:
    """Add what kind of mention it is and where it stands."""
    low, n, first, last = sentence.low, sentence.n, place.first, place.last
    names = [f"k:{place.kind}{'P' if place.possessive else ''}", "k:" + _sort(sentence, place)]
    names.append("s:start" if first <= 1 else "s:mid")
    quoted = first < n and sentence.quoted[first]
    if quoted:
        names.append("s:quoted")
    elif sentence.any_quote:
        names.append("s:quote")
    if last >= n - 2:
        names.append("s:end")
    names += [f"t:{word}" for word in low[first:last] if word in TITLES or word in DETERMINERS]
    if last < n and low[last] in SAYING or place.head < n and low[place.head] in SAYING:
        names.append("s:says")
    if first and low[first - 1] in SAYING:
        names.append("s:said")
    names += [f"s:{mark}" for mark in "?!" if mark in low]
    if not SAYING.isdisjoint(low):
        names.append("s:speech")
    names.append(f"n:{min(6, n // 8)}")
    if sentence.contrast >= 0:
        names.append("s:but+" if sentence.contrast >= last else "s:but-")
    if place.apposition:
        names.append("s:apposition")
    if place.passive:
        names.append("s:passive")
    features.update(dict.fromkeys(names, 1.0))


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
    if not any(sentence.upper[place.first : place.last]):
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
        how = "P" if place.possessive else "V" if place.passive else "B" if place.copula else "A"
        names += [f"h{how}{'!' if place.negated else ''}:{word}", f"h:{word}"]
        if head + 1 < n:
            names.append(f"h2:{word} {norm[head + 1]}")
    at = place.before
    if at >= 0:
        names += [f"g{place.preposition}:{norm[at]}", f"g:{norm[at]}"]
        if at > 0:
            names.append(f"g2:{norm[at - 1]} {norm[at]}")
    features.update(dict.fromkeys(names, 1.0))


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
            if first - i <= _NEAR:
                names.append("L:" + turned)
        elif i - last < _NEAR:
            names.append("R:" + turned)
        if place.left <= i < place.right:
            names.append("c:" + turned)
    names += [f"l:{norm[i]} {norm[i + 1]}" for i in range(max(0, first - _NEAR - 1), first - 1)]
    reach = min(len(norm) - 1, last + _NEAR + 1)
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
    """Add the lexicon's categories by role, side, distance and negation, and their sums."""
    entries = shipped_finder().entries
    sums: dict[str, float] = {}
    names: list[str] = []
    quoted = place.first < sentence.n and sentence.quoted[place.first]
    for cue, rule, role, distance, right, negated in cues:
        band = _band(distance)
        mark = "!" if negated else ""
        led = (
            "="
            if cue.first <= place.head < cue.last or cue.first <= place.before < cue.last
            else ""
        )
        seen = set()
        for number in cue.entries:
            pattern, category, weight, wanted = entries[number]
            names.append(f"e{role or rule}:{pattern}{mark}")
            if category in seen:
                continue
            seen.add(category)
            sign = "+" if weight > 0 else "-" if weight < 0 else "0"
            kind = category + sign
            names += (
                f"v:{kind}{mark}",
                f"v{led}{rule}:{kind}{mark}",
                f"v{'R' if right else 'L'}{band}:{kind}{mark}",
            )
            if quoted != sentence.quoted[cue.first]:
                names.append(f"vq:{kind}")
            if sentence.contrast >= 0 and (cue.first > sentence.contrast) == (
                place.first > sentence.contrast
            ):
                names.append(f"vb:{kind}")
            value = weight * (TURNED if negated else 1.0)
            fit = value if fits(wanted, role) else 0.0
            for name, amount in (
                (rule, fit),
                ("near", fit / (1 + band)),
                ("all", value),
                ("good" if value > 0 else "bad", abs(fit) / (1 + band)),
            ):
                sums[name] = sums.get(name, 0.0) + amount
    for name in names:
        features[name] = features.get(name, 0.0) + 1.0
    for name, value in sums.items():
        features["x:" + name] = max(-6.0, min(6.0, value)) / 3.0
        if abs(value) > 0.3:
            features[f"x{'+' if value > 0 else '-'}:{name}"] = 1.0


def _band(distance: int) -> int:
    """Give the distance band: 0 adjacent, 1 to 3, 6, 12, beyond."""
    return 0 if distance <= 1 else 1 if distance <= 3 else 2 if distance <= 6 else (
        3 if distance <= 12 else 4
    )  # fmt: skip
