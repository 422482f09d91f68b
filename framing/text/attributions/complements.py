"""What follows a cue: a clause, a quotation, a noun phrase, an infinitive."""

from __future__ import annotations

import re

from framing.text.attributions.cues import Cue
from framing.text.attributions.phrases import (
    ADVERBIAL,
)
from framing.text.attributions.unit import Unit

__all__ = ["Complements"]

_OPENED = re.compile(rf"{ADVERBIAL}[,:]?(?=[t\":SIzw])")
_ASIDE = re.compile(rf",{ADVERBIAL}[,:]?(?=[t\":])")
_THAT = re.compile(r"[poTaf][^,;:.]{1,16}?t")
_CLAUSE = re.compile(r"[^,;:.?!rt-]{1,22}?(?:(?<!c)[BHKmzVPd]|(?<![cMhDXxoj])E)")
_THAT_CLAUSE = re.compile(r"t[^;:.]{1,22}?[BHKmzVPEd]")
_TO_VERB = re.compile(r"[^,;:.]{1,12}?T")
_AS = re.compile(r"[^,;:.]{1,12}?a")
_ADDRESSEE = re.compile(r"O|D?[xdqjLE#]*[NMC&c]+|[Dh]?[xdX#gqLEj]+?(?=[tSDhINz:,\"pTyrw])|\"+")
_ADVERBIALS = re.compile(ADVERBIAL)
_GAP = frozenset("BHKmVPd")


class Complements(Unit):
    """Finds where content begins behind a cue."""

    def complement(self, end: int, cue: Cue) -> tuple[int | None, str]:
        """Give where content begins behind a cue, and what it is."""
        tags = self.tags
        takes = cue.takes
        n = end
        while n < self.stop and tags[n] == "v":
            n += 1
        if n >= self.stop:
            return None, ""
        tag = tags[n]
        if tag == "t" and tags[n + 1 : n + 2] == "y":
            tag = "D"
        if cue.says:
            start = self.clause(n, tag, takes)
            if start is not None:
                return start, "clause"
            if "clause" in takes and tag in _GAP and n == end:
                return n, "gap"
        if "wh" in takes and tag in "wrs":
            return n, "clause"
        if cue.tells and tag in 'ODhxNMXCqLE#"':
            start = self.past_addressee(n)
            if start is not None:
                return start, "clause"
        if "infinitive" in takes and tag == "T" and tags[n + 1 : n + 2] not in tuple("DhNMO#"):
            return n, "infinitive"
        if "person" in takes and tag in "ODhxNMXCqLE" and _TO_VERB.match(tags, n, self.stop):
            return n, "infinitive"
        if "object" in takes and tag in 'ODhxNMXCqLE#dgjt"I$':
            clausal = tag == "t" and _THAT_CLAUSE.match(tags, n, self.stop)
            return n, "clause" if clausal else "object"
        if "ing" in takes and tag in "gG":
            return n, "object"
        if "as" in takes and tag in "ODhxNMXC#dgqjI" and _AS.match(tags, n, self.stop):
            return n, "object"
        if "as" in takes and tag == "a" and n + 1 < self.stop:
            return n + 1, "object"  # "what leaders describe as a threat"
        if tag in "pTo" and n + 1 < self.stop and self.tokens.lower(n) in takes:
            return n + 1, "object"
        return None, ""

    def clause(self, n: int, tag: str, takes: frozenset[str]) -> int | None:
        """Give where a clause or quotation begins."""
        tags = self.tags
        following = tags[n + 1] if n + 1 < self.stop else ""
        if tag in 't"':
            return n
        if following and (tag == ":" or tag == "," and following in '"t'):
            return n + 1
        if "clause" in takes and (
            tag in "SIz" or tag in "DhxNMX#CqLEjdgG$" and _CLAUSE.match(tags, n, self.stop)
        ):
            return n
        if tag == "," and following and following in "pG":
            opened = _ASIDE.match(tags, n, self.stop)
            if opened:
                return opened.end() + (tags[opened.end()] == ":")
        if tag in "poyaf#O,D" or tag == "T" and "clause" in takes:
            opened = _OPENED.match(tags, n, self.stop)
            if opened:
                start = opened.end() + (tags[opened.end()] == ":")
                if start < self.stop and (tags[start] != "S" or "clause" in takes):
                    return start
            named = _THAT.match(tags, n, self.stop)
            if named and '"' in tags[n : named.end()]:
                return named.end() - 1
        return None

    def past_addressee(self, n: int) -> int | None:
        """Give where content begins behind whom it was said to."""
        tags = self.tags
        start = self.past_quote(n) if tags[n] == '"' else n
        if start == n:
            found = _ADDRESSEE.match(tags, n, self.stop)
            if not found:
                return None
            start = found.end()
        behind = _ADVERBIALS.match(tags, start, self.stop)
        for at in (behind.end() if behind else start, start):
            if at + 1 < self.stop and tags[at] in ":," and tags[at + 1] in 't"':
                return at + 1
            if at < self.stop and tags[at] in 'tSIz"DNhxwMX#':
                return at
        return None
