"""Content behind its cue: verbs, nouns and adjectives."""

from __future__ import annotations

import re

from framing.text.attributions.complements import Complements
from framing.text.attributions.cues import Cue
from framing.text.attributions.phrases import (
    noun_phrase_after,
    noun_phrase_before,
    subject,
    verb_group,
)
from framing.text.attributions.unit import BE, Draft

__all__ = ["Following"]

_FINITE = re.compile("[BHKm]")
_MAIN = re.compile("[BHKmVPE]|(?<=[xN])d(?=[DNh])")


class Following(Complements):
    """Finds content whose cue comes before it."""

    def after_cue(self, at: int, word: str) -> None:
        """`SOURCE CUE content`: the cue a verb, a noun or an adjective."""
        tag = self.tags[at]
        if tag in "PELGC" and self.is_verb(at, word):
            self.verb(at, word)
        elif tag == "j":
            self.adjective(at, word)
        elif word in self.words.nouns:
            self.noun(at, word)

    def verb(self, at: int, word: str) -> None:
        """Take a verb and what it takes behind it."""
        tags = self.tags
        cue, end = self.phrasal(at, word)
        if cue is None:
            return
        begin = verb_group(tags, self.first, at)
        if tags[at] == "P" and not BE.isdisjoint(tags[begin:at]):
            self.passive(begin, at, end, cue)
            return
        if cue.kind == "impersonal":
            return
        if tags[at] == "P" and self.told_by(begin, at, end, cue):
            return
        start, mode = self.complement(end, cue)
        if start is None and end > at + 1 and word in self.words.verbs:
            cue, end = self.words.verbs[word], at + 1
            start, mode = self.complement(end, cue)
        if start is None:
            return
        if mode == "object" and "T" in tags[begin:at]:
            return
        source = self.source_of(begin, at)
        content = [(start, self.end_of(start, mode))]
        opening = tags[at] in "GP" and (
            at == self.first or at - 1 == self.first and tags[self.first] in "pfs"
        )
        if opening or source and self.is_subordinate(source[0]):
            comma = tags.find(",", start, content[0][1])
            if comma > 0:
                content = [(start, comma)]
                if opening:
                    source = noun_phrase_after(tags, comma + 1, self.stop)
        if mode == "gap" and source and tags[source[0] - 1] in "rt" and source[0] > self.first:
            content.insert(0, (source[0] - 1, source[0]))
        worded = mode in ("clause", "gap") or mode == "infinitive" and "clause" in cue.takes
        self.add(Draft((begin, end), content, source, cue.kind, worded))

    def told_by(self, begin: int, at: int, end: int, cue: Cue) -> bool:
        """Take `the remarks, first reported by SOURCE`."""
        tags = self.tags
        if tags[end : end + 1] != "p" or self.tokens.lower(end) != "by":
            return False
        while begin > self.first and tags[begin - 1] == "v":
            begin -= 1
        prev = tags[begin - 1] if begin > self.first else "^"
        if not cue.says or prev not in ",xqCLEg":
            return False
        comma = tags.find(",", end + 1, self.stop) if prev == "," else -1
        source = noun_phrase_after(tags, end + 1, self.stop if comma < 0 else comma)
        patient = noun_phrase_before(tags, self.first, begin - (prev == ","))
        if source is None or patient is None:
            return False
        if tags[patient[0]] == "p":
            patient = patient[0] + 1, patient[1]
        self.add(Draft((begin, end), [patient], source, cue.kind, False))
        return True

    def passive(self, begin: int, at: int, end: int, cue: Cue) -> None:
        """`was asked whether ...`, `is expected to ...`, `was criticised by SOURCE for ...`."""
        tags = self.tags
        patient = subject(tags, self.first, begin)
        n = end
        while n < self.stop and tags[n] == "v":
            n += 1
        source = None
        if n < self.stop and tags[n] == "p" and self.tokens.lower(n) == "by":
            source = noun_phrase_after(tags, n + 1, self.stop)
            n = source[1] if source else n
        tag = tags[n] if n < self.stop else ""
        word = self.tokens.lower(n) if tag else ""
        if tag and (tag in "wt" and cue.takes & {"clause", "wh", "addressee"}):
            content = [(n, self.end_of(n, "clause"))]
            self.add(Draft((begin, end), content, source, cue.kind))
        elif tag and word == "about":
            self.add(
                Draft(
                    (begin, n + 1), [(n + 1, self.end_of(n + 1, "object"))], source, cue.kind, False
                )
            )
        elif patient and tag and tag in 'Ta"':
            kind = "impersonal" if tag == "T" and not source else cue.kind
            content = [patient, (n, self.end_of(n, "infinitive"))]
            self.add(Draft((begin, end), content, source, kind, False))
        elif patient and source and cue.takes & {"object", "clause"}:
            content = [patient]
            if tag and word in ("for", "of"):
                content.append((n, self.end_of(n, "object")))
            self.add(Draft((begin, end), content, source, cue.kind, False))

    def is_subordinate(self, first: int) -> bool:
        """Say whether the cue's clause is subordinate and its main clause follows."""
        tags = self.tags
        if tags[first] == "r":
            return first > self.first and tags[first - 1] == ","
        before = tags[first - 1] if first > self.first else "^"
        return before in "sfaw" and (first - 1 == self.first or tags[first - 2] in ',-b"')

    def noun(self, at: int, word: str) -> None:
        """`his claim that ...`, `Mr Rutte's criticism of ...`."""
        tags = self.tags
        cue = self.words.nouns[word]
        n = at + 1
        if n >= self.stop:
            return
        preposition = self.tokens.lower(n)
        if preposition not in cue.takes or tags[n] not in "tpoT":
            return
        k = at
        while k > self.first and tags[k - 1] in "xdjq#gv":
            k -= 1
        prev = tags[k - 1] if k > self.first else "^"
        if prev not in "hMX":
            return
        start = n if tags[n] == "t" or preposition == "to" and cue.kind == "intention" else n + 1
        first = k - 1
        while prev != "h" and first > self.first and tags[first - 1] in "NDxdM":
            first -= 1
        mode = "clause" if tags[n] == "t" else "object"
        content = [(start, self.end_of(start, mode))]
        if mode == "object" and not _MAIN.search(tags, self.first, first):
            finite = _FINITE.search(tags, start + 1, content[0][1])
            if finite:
                content = [(start, finite.start())]
        self.add(Draft((k, start), content, (first, k), cue.kind, mode == "clause"))

    def adjective(self, at: int, word: str) -> None:
        """`is confident that ...`, `is critical of ...`."""
        tags = self.tags
        cue = self.words.adjectives.get(word)
        n = at + 1
        k = at
        while k > self.first and tags[k - 1] in "vn":
            k -= 1
        if cue is None or n >= self.stop or k == self.first or tags[k - 1] not in "Bez":
            return
        following = self.tokens.lower(n)
        if tags[n] in "SIz" and "that" in cue.takes:
            start, mode = n, "clause"
        elif following in cue.takes and tags[n] in "tTpo":
            mode = {"t": "clause", "T": "infinitive"}.get(tags[n], "object")
            start = n if mode != "object" else n + 1
        else:
            return
        begin = verb_group(tags, self.first, k)
        source = self.source_of(begin, k - 1)
        content = [(start, self.end_of(start, mode))]
        self.add(Draft((begin, start), content, source, cue.kind, mode == "clause"))
