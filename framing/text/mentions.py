"""Mentions of targets: names by an automaton, pronouns and descriptions by safe rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from framing.text.normalise import fold_case
from framing.text.targets import Target, demonyms_of, parse_target_string, parse_targets

if TYPE_CHECKING:
    from framing.text.document import Document

__all__ = [
    "DESCRIPTION",
    "NAME",
    "PRONOUN",
    "Mention",
    "Target",
    "demonyms_of",
    "find_mentions",
    "parse_target_string",
    "parse_targets",
    "propose_targets",
]

NAME, PRONOUN, DESCRIPTION = "name", "pronoun", "description"


class Mention(NamedTuple):
    """A place where a text speaks of a target; offsets count characters of the folded text."""

    start: int
    end: int
    target: str
    sentence: int
    voice: str
    speaker: str
    linked: str = NAME


def find_mentions(doc: Document, targets: Sequence[Target]) -> dict[str, list[Mention]]:
    """Find the mentions of targets in a document's content.

    A name is matched literally, at word boundaries, in its own case where it has capitals (or
    in capitals throughout), also before ``'s``. Where names overlap the longest counts, whoever's
    it is. Pronouns and definite descriptions are added where the rules of
    :mod:`framing.text.linking` find them safe, and are marked in ``linked``.

    Parameters
    ----------
    doc : Document
        With sentences, attributions and voices.
    targets : sequence of Target
        From :func:`parse_targets`.

    Returns
    -------
    dict of str to list of Mention
        Each target's mentions in order; empty lists for targets that do not occur.
    """
    from framing.text.linking import linked_spans

    spans = _named_spans(doc, tuple(targets))
    if spans:
        spans = _with_linked(spans, linked_spans(doc, targets, spans))
    found: dict[str, list[Mention]] = {target.name: [] for target in targets}
    for start, end, number, linked in spans:
        sentence = doc.sentence_at(start)
        if sentence is None:
            continue
        voice, speaker = doc.voice_at(start)
        name = targets[number].name
        found[name].append(Mention(start, end, name, sentence, voice, speaker, linked))
    return found


def propose_targets(docs: Sequence[Document], n: int = 5) -> dict[str, list[str]]:
    """Propose the names that most documents mention, for ``targets="auto"``.

    Parameters
    ----------
    docs : sequence of Document
        A sample of the corpus.
    n : int
        How many.

    Returns
    -------
    dict of str to list of str
        Names with their aliases (a surname for a full name), the commonest first.
    """
    from framing.text.names import common_names

    return common_names(docs, n)


class _Automaton:
    """All names of all targets, searched at once."""

    def __init__(self, targets: tuple[Target, ...]) -> None:
        self.owners: list[list[tuple[str, int]]] = []
        known: dict[str, int] = {}
        for number, target in enumerate(targets):
            for name in target.names:
                needle = fold_case(name)
                at = known.setdefault(needle, len(known))
                if at == len(self.owners):
                    self.owners.append([])
                self.owners[at].append((name, number))
        self.search = ahocorasick_rs.AhoCorasick(list(known)).find_matches_as_indexes


@lru_cache(maxsize=16)
def _automaton(targets: tuple[Target, ...]) -> _Automaton:
    return _Automaton(targets)


def _named_spans(doc: Document, targets: tuple[Target, ...]) -> list[tuple[int, int, int, str]]:
    """Find the names; of overlapping ones the longest stays."""
    automaton = _automaton(targets)
    lower = doc.lower.replace("\n", " ")
    hits = []
    for needle, start, end in automaton.search(lower, overlapping=True):
        for name, number in automaton.owners[needle]:
            if _stands(doc.text, start, end, name):
                hits.append((start - end, start, end, number))
                break
    kept: list[tuple[int, int, int, str]] = []
    taken: set[int] = set()
    for _, start, end, number in sorted(hits):
        if start not in taken and end - 1 not in taken and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, number, NAME))
    return sorted(kept)


def _with_linked(
    named: list[tuple[int, int, int, str]], linked: list[tuple[int, int, int, str]]
) -> list[tuple[int, int, int, str]]:
    """Merge links into names; a name inside a description ("the Russian president") gives way."""
    inside = [(start, end) for start, end, _, kind in linked if kind == DESCRIPTION]
    covered = {at for start, end in inside for at in range(start, end)}
    return sorted([span for span in named if span[0] not in covered] + linked)


def _stands(text: str, start: int, end: int, name: str) -> bool:
    """Say whether a hit is the name: at word boundaries and in its case."""
    if start and _wordly(text[start - 1]) and _wordly(text[start]):
        return False
    if end < len(text) and _wordly(text[end]) and _wordly(text[end - 1]):
        return False
    if name == fold_case(name):
        return True
    found = text[start:end].replace("\n", " ")
    return found == name or found == name.upper()


def _wordly(char: str) -> bool:
    return char.isalnum() or char == "_"
