"""A unit of text under analysis: what is found, what is covered, which form is a verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.text.attributions.cues import Cue, cue_words
from framing.text.attributions.phrases import (
    Range,
    clause_end,
    object_end,
    subject,
    verb_group,
)
from framing.text.attributions.tokens import Tokens

__all__ = ["BE", "Draft", "Unit"]

BE = frozenset("Be")
# behind these a form is no verb, unless what follows tells that it is one
_NOUN_BEHIND = {"P": "DhoMX#", "G": "DhM", "E": "Dh", "L": "Dh"}
_JOINED = re.compile("[cb](?:[vA]|p?y){1,3}$")
_FIRST_VERB = re.compile("[BHKmVPEez]|(?<=[SN])d")


@dataclass(slots=True)
class Draft:
    """An attribution in the making, in tokens."""

    cue: Range
    content: list[Range]
    source: Range | None
    kind: str
    worded: bool = True
    speaker: str | None = None
    source_kind: str = "unknown"


class Unit:
    """A sentence, or several that a quotation holds together, with what was found in it."""

    def __init__(self, tokens: Tokens, first: int, last: int, ahead: Range | None = None) -> None:
        self.tokens = tokens
        self.tags = tokens.tags
        self.first = first
        self.last = last
        self.stop = first + len(self.tags[first:last].rstrip(".?!\n"))
        self.ahead = ahead
        self.words = cue_words()
        self.drafts: list[Draft] = []
        self.covered: list[Range] = []

    def is_covered(self, at: int) -> bool:
        """Say whether a token belongs to an attribution already."""
        for start, end in self.covered:  # noqa: SIM110 - a generator takes twice as long
            if start <= at < end:
                return True
        return False

    def limit(self, start: int) -> int:
        """Give how far content from here may go: to the next attribution or the unit's end."""
        stop = self.stop
        for a, _ in self.covered:
            if start < a < stop:
                stop = a
        return stop

    def add(self, draft: Draft) -> None:
        """Keep an attribution that has content."""
        draft.content = [r for r in draft.content if r[1] > r[0]]
        if draft.content:
            self.drafts.append(draft)
            self.covered += [*draft.content, draft.cue]
            if draft.source:
                self.covered.append(draft.source)

    def is_verb(self, at: int, word: str) -> bool:
        """Tell a verb from the noun or adjective of the same form by what stands before it."""
        tags = self.tags
        tag = tags[at]
        k = at - 1
        while k >= self.first and tags[k] in "vn":
            k -= 1
        prev = tags[k] if k >= self.first else "^"
        if tag == "C":
            tag = self.words.tags.get(word, "N")
            if at > self.first and not self.is_headline() or at == self.first and tag not in "GP":
                return False
        if tag not in "PGEL":
            return False
        certain = tag in "PG" or word not in self.words.ambiguous
        if certain and prev not in _NOUN_BEHIND[tag]:
            return True
        following = tags[at + 1] if at + 1 < self.last else "$"
        if certain:
            return following in ('t",:SIz' if tag == "P" else "t")
        if tag == "E":
            if prev in "SIrNzc":
                return following != "o"
            if prev in 'x"),LqC':
                return not self.tokens.lower(k).endswith("s") and following in 'tDShINTwz",:M.'
            return False
        if prev in "mTKSrn":
            return True
        plural = prev in "xNE" and self.tokens.lower(k).endswith(("s", "people", "men"))
        return plural and following != "o"

    def phrasal(self, at: int, word: str) -> tuple[Cue | None, int]:
        """Give the cue, with its particles if it has any, and the token behind it."""
        after = at + 1
        phrases = self.words.phrasal.get(word)
        if phrases and after < self.last:
            lower = self.tokens.lower
            for rest, cue in phrases.get(lower(after), ()):
                end = after + len(rest)
                if end <= self.last and rest == tuple(map(lower, range(after, end))):
                    return cue, end
        return self.words.verbs.get(word), after

    def is_headline(self) -> bool:
        """Say whether the unit is written in title case."""
        tags = self.tags[self.first : self.stop]
        capitals = sum(tags.count(tag) for tag in "NCM")
        return capitals >= 3 and capitals >= 0.7 * (
            capitals + sum(tags.count(tag) for tag in "xdgqLEPGV")
        )

    def past_quote(self, at: int) -> int:
        """Give the token behind the quotation that begins here."""
        return next((last for first, last in self.tokens.quotes if first <= at < last), at)

    def earlier(self, begin: int) -> Range | None:
        """Give the source of a verb without a subject of its own."""
        if self.drafts and self.drafts[-1].source and self.drafts[-1].cue[0] < begin:
            return self.drafts[-1].source
        found = _FIRST_VERB.search(self.tags, self.first, begin)
        if not found or found.start() == self.first:
            return None
        if self.tags[found.start()] == "z":
            return found.start(), found.start() + 1
        return subject(self.tags, self.first, verb_group(self.tags, self.first, found.start()))

    def source_of(self, begin: int, at: int) -> Range | None:
        """Give the source of a verb: its subject, or that of the clause it belongs to."""
        tags = self.tags
        prev = tags[begin - 1] if begin > self.first else "^"
        group = tags[begin:at]
        if tags[at] == "G" and prev in "NxqEXC)" and not group.strip("vn"):
            return subject(tags, self.first, begin, led=True)
        if tags[at] == "G" and BE.isdisjoint(group) or "T" in group:
            return self.earlier(begin)
        if prev in "cb^" or self.goes_on(begin):
            return self.earlier(begin)
        found = subject(tags, self.first, begin)
        return found or (self.earlier(begin) if prev == "," else None)

    def goes_on(self, begin: int) -> bool:
        """Say whether a verb shares the subject of the one before ("and on Friday told")."""
        return _JOINED.search(self.tags, max(self.first, begin - 8), begin) is not None

    def end_of(self, start: int, mode: str) -> int:
        """Give where content ends."""
        limit = self.limit(start)
        if mode == "object" or mode == "infinitive":
            return object_end(self.tags, start, limit)
        return clause_end(self.tags, start, limit)
