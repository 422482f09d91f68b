"""Pronouns and definite descriptions that stand for a target, where that is safe.

A pronoun is linked where no other name could be meant: its source was resolved to the target, or
the target is the only name from the sentence of its last mention (this one or the one before) to
the pronoun. A description ("the Russian president") is linked where the article itself gives the
target that role and nobody else has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from framing.text.names import CAPITALISED, GIVEN_NAMES, ROLES, no_person
from framing.text.targets import Target

if TYPE_CHECKING:
    from framing.text.document import Document

__all__ = ["linked_spans"]

Span = tuple[int, int, int, str]  # start, end, target number, how linked
Word = tuple[str, int]  # a pronoun or the end of a role, and where it begins

_FEMALE = frozenset(("she", "her", "hers", "herself"))
_PRONOUNS = _FEMALE | frozenset(("he", "him", "his", "himself"))
_ORGANISATIONS = {
    "nato": ("the alliance", "the military alliance", "the transatlantic alliance",
             "the western alliance", "the defence alliance", "the defense alliance"),
    "eu": ("the bloc", "the 27-nation bloc", "the 27-member bloc"),
    "european union": ("the bloc", "the 27-nation bloc", "the 27-member bloc"),
    "un": ("the world body",),
    "united nations": ("the world body",),
    "opec": ("the oil cartel",),
    "fed": ("the central bank",),
    "federal reserve": ("the central bank",),
    "imf": ("the fund",),
    "fbi": ("the bureau",),
    "vatican": ("the holy see",),
}  # fmt: skip
_ROLE = "|".join(sorted((re.escape(role.title()) for role in ROLES), key=len, reverse=True))
# "Russian President Vladimir Putin": adjective or organisation, role, name
_HOLDER = re.compile(rf"\b({_ROLE}) ((?:[A-Z][\w'.-]+ ){{0,2}}[A-Z][\w-]+)")
_ROLE_ENDS = frozenset(re.split(r"[ -]", role)[-1] for role in ROLES)
_MARKED = _PRONOUNS | _ROLE_ENDS
_ROLE_LENGTH = 24  # characters before a role's last word that may begin it
_ADJECTIVE = re.compile(r"\b([A-Z][\w.-]+) $")
_TITLE_BEFORE = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Sir|Lord|Lady|{_ROLE})\.? (?:[A-Z][\w'-]+ )?$"
)


def linked_spans(doc: Document, targets: Sequence[Target], named: Sequence[Span]) -> list[Span]:
    """Find what stands for the targets besides their names.

    Parameters
    ----------
    doc : Document
        The document.
    targets : sequence of Target
        The targets.
    named : sequence of (start, end, target number, "name")
        Where their names stand, in order.
    """
    places = compress(range(len(doc.words)), map(_MARKED.__contains__, doc.words))
    marked = [(doc.words[at], doc.word_starts[at]) for at in places]
    descriptions = _descriptions(doc, targets, named, marked)
    people = _people(doc, targets, named)
    if not people:
        return descriptions
    anchors = sorted([*named, *descriptions])
    return descriptions + _pronouns(doc, targets, anchors, people, marked)


def _people(doc: Document, targets: Sequence[Target], named: Sequence[Span]) -> set[int]:
    """Give the targets that the text shows to be persons."""
    others = {n for n, target in enumerate(targets) if no_person(target.name)}
    people: set[int] = set()
    for span in named:
        if span[2] not in people and span[2] not in others and _of_person(doc.text, span):
            people.add(span[2])
    return people


def _of_person(text: str, span: Span) -> bool:
    """Say whether a name is a person's: a title before it, or a given name in or before it."""
    start, end = span[0], span[1]
    first = text[start:end].split(" ")[0]
    if end - start > len(first) and first in GIVEN_NAMES:
        return True
    before = text[max(0, start - 50) : start]
    words = before.split()
    return bool(words and words[-1] in GIVEN_NAMES) or bool(_TITLE_BEFORE.search(before))


# -- descriptions ------------------------------------------------------------------------------


def _descriptions(
    doc: Document, targets: Sequence[Target], named: Sequence[Span], marked: Sequence[Word]
) -> list[Span]:
    """Find "the alliance" and "the Russian president"."""
    wanted: dict[str, int] = {}
    present = {span[2] for span in named}
    for number in present:
        for name in targets[number].names:
            for phrase in _ORGANISATIONS.get(name.lower(), ()):
                wanted.setdefault(phrase, number)
    for phrase, number in _held_roles(doc, named, marked).items():
        wanted.setdefault(phrase, number)
    there = [phrase for phrase in wanted if phrase in doc.lower]
    if not there:
        return []
    # all begin alike: a fixed head is quick to search
    pattern = re.compile(r"the (?<!\wthe )(?:" + "|".join(
        re.escape(phrase[4:]) for phrase in sorted(there, key=len, reverse=True)
    ) + r")\b(?! (?:of|for|in)\b)(?!-)")  # fmt: skip
    first = {number: min(s[0] for s in named if s[2] == number) for number in present}
    found = []
    for hit in pattern.finditer(doc.lower):
        number = wanted[hit[0]]
        follows = doc.text[hit.end() : hit.end() + 2]
        if hit.start() > first[number] and not (follows[:1] == " " and follows[1:].isupper()):
            found.append((hit.start(), hit.end(), number, "description"))
    return found


def _holders(doc: Document, marked: Sequence[Word]) -> Iterator[re.Match[str]]:
    """Find roles with the name that follows, each once."""
    reached = 0
    for word, start in marked:
        if word in _ROLE_ENDS and start >= reached and doc.text[start].isupper():
            hit = _HOLDER.search(doc.text, max(reached, start - _ROLE_LENGTH), start + 80)
            if hit and hit.start() <= start:
                reached = hit.end()
                yield hit


def _held_roles(doc: Document, named: Sequence[Span], marked: Sequence[Word]) -> dict[str, int]:
    """Give the descriptions that one holder in the text has alone."""
    owner = {span[1]: span[2] for span in named}
    holders: dict[str, set[object]] = {}
    for hit in _holders(doc, marked):
        role = hit[1].lower()
        whose: object = owner.get(hit.end(), hit[2].split()[-1].lower())
        holders.setdefault(f"the {role}", set()).add(whose)
        before = _ADJECTIVE.search(doc.text, max(0, hit.start() - 30), hit.start())
        if before:
            holders.setdefault(f"the {before[1].lower()} {role}", set()).add(whose)
    alone = {}
    for phrase, whose in holders.items():
        only = next(iter(whose))
        if len(whose) == 1 and isinstance(only, int):
            alone[phrase] = only
    return alone


# -- pronouns ----------------------------------------------------------------------------------


def _pronouns(
    doc: Document,
    targets: Sequence[Target],
    anchors: Sequence[Span],
    people: set[int],
    marked: Sequence[Word],
) -> list[Span]:
    """Link pronouns; a target that would get both genders gets none."""
    sources = _resolved_sources(doc, targets, people)
    rivals = _Rivals(doc, targets)
    found: list[tuple[Span, bool]] = []
    last: tuple[int, int, int] | None = None  # target, sentence, its first mention there
    at = 0
    for word, start in marked:
        if word not in _PRONOUNS:
            continue
        while at < len(anchors) and anchors[at][0] < start:
            last = _advanced(doc, last, anchors[at])
            at += 1
        number = sources.get(start)
        if number is None and last is not None and last[0] in people:
            number = last[0] if _safe(doc, last, start, rivals) else None
        if number is not None:
            span = (start, start + len(word), number, "pronoun")
            found.append((span, word in _FEMALE))
            last = _advanced(doc, last, span)
    return _of_one_gender(found)


def _advanced(
    doc: Document, last: tuple[int, int, int] | None, span: Span
) -> tuple[int, int, int] | None:
    """Give target, sentence and offset of the last mention after one more."""
    sentence = doc.sentence_at(span[0])
    if sentence is None:
        return last
    if last is not None and last[:2] == (span[2], sentence):
        return last
    return (span[2], sentence, span[0])


def _resolved_sources(doc: Document, targets: Sequence[Target], people: set[int]) -> dict[int, int]:
    """Give the pronouns that are sources of attributions to a target, by their start."""
    found: dict[int, int] = {}
    for said in doc.attributions:
        if not said.speaker or not said.source:
            continue
        start, end = said.source[0]
        if doc.lower[start:end] not in _PRONOUNS:
            continue
        words = set(said.speaker.split())
        for number in people:
            if any(words.issuperset(name.split()) for name in targets[number].names):
                found[start] = number
                break
    return found


def _safe(doc: Document, last: tuple[int, int, int], pronoun: int, rivals: _Rivals) -> bool:
    """Say whether no name but the target's is in reach of a pronoun, in the same voice."""
    number, sentence, anchor = last
    here = doc.sentence_at(pronoun)
    if here is None or not 0 <= here - sentence <= 1:
        return False
    if doc.voice_at(pronoun)[0] != doc.voice_at(anchor)[0]:
        return False
    return not rivals.between(sentence, here, pronoun, number)


class _Rivals:
    """The capitalised names of a document that could be persons, sentence by sentence."""

    def __init__(self, doc: Document, targets: Sequence[Target]) -> None:
        self.doc = doc
        self.own = [{name.rsplit(" ", 1)[-1] for name in target.names} for target in targets]
        self.known: dict[int, list[tuple[int, str]]] = {}

    def between(self, first: int, last: int, end: int, target: int) -> bool:
        """Say whether another name stands in sentences first to last before `end`."""
        return any(
            start < end and name.rsplit(" ", 1)[-1] not in self.own[target]
            for number in range(first, last + 1)
            for start, name in self._names(number)
        )

    def _names(self, number: int) -> list[tuple[int, str]]:
        names = self.known.get(number)
        if names is None:
            sentence = self.doc.sentences[number]
            names = self.known[number] = [
                (found.start(), found[0])
                for found in CAPITALISED.finditer(self.doc.text, sentence.start, sentence.end)
                if (found.start() > sentence.start or " " in found[0]) and not no_person(found[0])
            ]
        return names


def _of_one_gender(found: Sequence[tuple[Span, bool]]) -> list[Span]:
    """Drop the pronouns of targets for which both genders were found."""
    genders: dict[int, set[bool]] = {}
    for span, female in found:
        genders.setdefault(span[2], set()).add(female)
    return [span for span, _ in found if len(genders[span[2]]) == 1]
