"""Read one unit: find its cues, their sources and their contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.text.attributions.cues import Cue, cue_words
from framing.text.attributions.phrases import (
    ADVERBIAL,
    Range,
    appositive,
    clause_end,
    is_adverbial,
    noun_phrase_after,
    object_end,
    subject,
    verb_group,
)
from framing.text.attributions.tokens import Tokens

__all__ = ["Draft", "Reader"]

_CANDIDATE = re.compile("[PELGCqjA]")
_BORDER = re.compile('[,"?!-]')
_FIRST_VERB = re.compile("[BHKmVPEez]|(?<=[SN])d")
_TAIL = re.compile(rf"{ADVERBIAL}(?=[,.?!;:\"\n)-]|$)")
_TOLD_TAIL = re.compile(rf"(?:O|[DhxNXM&]*?){ADVERBIAL}(?=[,.?!;:\"\n)-]|$)")
_OPENED = re.compile(rf"{ADVERBIAL}[,:]?(?=[t\":SIzw])")
_THAT = re.compile(r"[poTaf][^,;:.]{1,16}?t")
_CLAUSE = re.compile(r"[^,;:.?!rt]{1,22}?(?<!c)[BHKmzVPEd]")
_TO_VERB = re.compile(r"[^,;:.]{1,12}?T")
_AS = re.compile(r"[^,;:.]{1,12}?a")
_ADDRESSEE = re.compile(r"O|D?[xdqjLE#]*[NMC&c]+|[Dh]?[xdX#gqLEj]+?(?=[tSDhINz:,\"pTyrw])|\"+")
_ADVERBIALS = re.compile(ADVERBIAL)
# "Rutte: ...", "Clinton camp: ...", "A: ..." in an interview
_SPEAKER_LABEL = re.compile(r"x?[NC]{1,3}x?|D|D[xNqjL]{1,2}")
_TRAILING_LABEL = re.compile(r":[NC]{1,4}x?")
_GAP = frozenset("BHKmVPd")


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


class Reader:
    """Reads one unit of a document's tokens."""

    def __init__(self, tokens: Tokens, first: int, last: int, ahead: Range | None = None) -> None:
        self.tokens = tokens
        self.tags = tokens.tags
        self.first = first
        self.last = last
        stop = last
        while stop > first and self.tags[stop - 1] in ".?!\n":
            stop -= 1
        self.stop = stop
        self.ahead = ahead
        self.words = cue_words()
        self.drafts: list[Draft] = []
        self.covered: list[Range] = []

    def read(self) -> list[Draft]:
        """Give the unit's attributions: contents before their cue first, then those after."""
        tags = self.tags
        found = [m.start() for m in _CANDIDATE.finditer(tags, self.first, self.last)]
        if self.heading() or self.trailing_name():
            return self.drafts
        border = _BORDER.search(tags, self.first, self.last)
        if border:
            for at in found:
                if at > border.start() and tags[at] in "PEL" and not self.is_covered(at):
                    self.before_cue(at)
        self.named_after()
        for at in found:
            if not self.is_covered(at):
                self.after_cue(at)
        if self.ahead and tags[self.stop - 1] == ":":
            self.announced()
        if len(self.drafts) > 1:
            self.drafts.sort(key=lambda draft: draft.cue)
        return self.drafts

    def is_covered(self, at: int) -> bool:
        """Say whether a token belongs to an attribution already."""
        for start, end in self.covered:  # noqa: SIM110 - a generator takes twice as long
            if start <= at < end:
                return True
        return False

    def limit(self, start: int) -> int:
        """Give how far content from here may go: to the next attribution or the unit's end."""
        ahead = [a for a, _ in self.covered if a > start]
        return min(ahead + [self.stop])

    def add(self, draft: Draft) -> None:
        """Keep an attribution that has content."""
        draft.content = [r for r in draft.content if r[1] > r[0]]
        if draft.content:
            self.drafts.append(draft)
            self.covered += [*draft.content, draft.cue]
            if draft.source:
                self.covered.append(draft.source)

    # -- `Rutte: ...` and `...: Stoltenberg` -------------------------------------------------

    def heading(self) -> bool:
        """`NAME: content` at the start of a unit."""
        tags = self.tags
        colon = tags.find(":", self.first, min(self.first + 7, self.stop))
        if colon < 1 or colon == self.first or colon + 2 >= self.stop:
            return False
        if not _SPEAKER_LABEL.fullmatch(tags, self.first, colon):
            return False
        self.add(
            Draft((colon, colon + 1), [(colon + 1, self.stop)], (self.first, colon), "neutral")
        )
        return True

    def trailing_name(self) -> bool:
        """`content: NAME` in a headline."""
        tags = self.tags
        if self.stop < self.last and tags[self.stop] in ".?!":
            return False
        colon = tags.rfind(":", max(self.first + 3, self.stop - 6), self.stop)
        if colon < 0 or not _TRAILING_LABEL.fullmatch(tags, colon, self.stop):
            return False
        source = (colon + 1, self.stop)
        self.add(Draft((colon, colon + 1), [(self.first, colon)], source, "neutral"))
        return True

    def announced(self) -> None:
        """Take a quotation in the next paragraph that a colon announces."""
        if self.ahead is None:
            return
        if self.drafts:
            last = max(self.drafts, key=lambda draft: draft.cue)
            if last.worded:
                last.content.append(self.ahead)
                return
        tags = self.tags
        source = self.earlier(self.stop)
        verbs = [k for k in range(self.first, self.stop) if tags[k] in "PELG" and self.is_verb(k)]
        said = [k for k in verbs if (c := self.words.verbs.get(self.tokens.lower(k))) and c.says]
        if said:
            at = said[-1]
            begin = verb_group(tags, self.first, at)
            kind = self.words.verbs[self.tokens.lower(at)].kind
            self.add(Draft((begin, at + 1), [self.ahead], self.source_of(begin, at), kind))
        elif not source or not self.is_covered(source[0]):
            self.add(Draft((self.stop - 1, self.stop), [self.ahead], source, "neutral"))

    # -- content before (or around) the cue --------------------------------------------------

    def before_cue(self, at: int) -> None:
        """`content, SOURCE CUE` and `content, CUE SOURCE`, with content going on behind."""
        tags = self.tags
        cue, end = self.phrasal(at, self.tokens.lower(at))
        if cue is None or not (cue.says or cue.tells):
            return
        begin = verb_group(tags, self.first, at)
        if "T" in tags[begin:at] or tags[begin - 1 : begin] == "r":
            return
        prev = tags[begin - 1] if begin > self.first else ""
        if prev and self.is_inverted(begin, at, end, cue):
            source = noun_phrase_after(tags, end, self.stop)
            border, tail = begin - 1, source[1] if source else 0
        elif tags[at] in "EL" and not self.is_verb(at):
            return
        else:
            source = subject(tags, self.first, begin)
            border, tail = (source[0] - 1 if source else 0), end
        if source is None or border < self.first or tags[border] not in ',"-?!':
            return
        left = self.left_of(border)
        if left is None:
            return
        content = self.around(left, tail, cue, tags[border] == '"')
        if content:
            self.add(Draft((begin, end), content, source, cue.kind))

    def is_inverted(self, begin: int, at: int, end: int, cue: Cue) -> bool:
        """Say whether the source stands behind the cue ("said Mr Rutte")."""
        tags = self.tags
        prev, following = tags[begin - 1], tags[end : end + 1]
        if prev not in ',"-' or tags[at] not in "PE" or cue.tells:
            return False
        if not following or following not in "NDhSxMXC#qdLjg":
            return False
        return prev != "," or appositive(tags, self.first, begin) is None

    def left_of(self, border: int) -> Range | None:
        """Content that ends at a border, punctuation before it left out."""
        tags = self.tags
        end = border + 1 if tags[border] in '"?!' else border
        start = max([self.first] + [b for _, b in self.covered if b <= end])
        while start < end and tags[start] in ",;:cb-\n":
            start += 1
        if tags[border] == '"':
            start = self.quote_only(start, end)
        return (start, end) if end - start >= 2 else None

    def quote_only(self, start: int, end: int) -> int:
        """Begin at the quotation where a colon or dash leads up to it."""
        opened = end
        while opened > start and self.tags[opened - 1] == '"':
            opened -= 1
        return opened if opened > start and self.tags[opened - 1] in ":-" else start

    def around(self, left: Range, tail: int, cue: Cue, quoted: bool) -> list[Range] | None:
        """Content left of the cue and, after a comma or in quotation marks, right of it."""
        tags = self.tags
        told = cue.tells
        if told and tags[tail : tail + 1] == '"':
            tail = self.past_quote(tail)
        match = (_TOLD_TAIL if told else _TAIL).match(tags, tail, self.stop)
        if match is None:
            return [left] if quoted and tags[tail : tail + 1] not in ("t", "") else None
        end = match.end()
        mark, after = tags[end : end + 1], tags[end + 1 : end + 2]
        gap = mark == "," and after != "" and after in _GAP
        if is_adverbial(tags, *left) and not gap:
            return None
        if mark and mark in ':"':
            if '"' in tags[left[0] : left[1]]:
                return [left]
            return None
        if mark == "," and after and (gap or after not in "GcrsfbvpTaMgxDdjP"):
            right = end + 1
            return [left, (right, clause_end(tags, right, self.limit(right)))]
        if mark == "," and after and after in "cbs" and tags[end + 2 : end + 3] == '"':
            return [left, (end + 2, self.stop)]
        return [left]

    def past_quote(self, at: int) -> int:
        """Give the token behind the quotation that begins here."""
        return next((last for first, last in self.tokens.quotes if first <= at < last), at)

    # -- according to ------------------------------------------------------------------------

    def named_after(self) -> None:
        """`content, according to SOURCE` and `According to SOURCE, content`."""
        tokens = self.tokens
        lower = tokens.lower_text
        start, end = tokens.span(self.first, self.last)
        found = lower.find("according to", start, end)
        while found >= 0:
            at, behind = tokens.range_of(found, found + 12)
            if not self.is_covered(at) and self.tags[at] != '"':
                self.by_phrase(at, behind)
            found = lower.find("according to", found + 12, end)

    def by_phrase(self, at: int, behind: int) -> None:
        """Take a phrase that names the source."""
        tags = self.tags
        source = noun_phrase_after(tags, behind, self.stop, whole=True)
        if source is None:
            return
        before = at
        while before > self.first and tags[before - 1] in ",-(b":
            before -= 1
        left = self.left_of(before) if before - self.first >= 2 else None
        right = source[1]
        while right < self.stop and tags[right] in ",:":
            right += 1
        if left and (is_adverbial(tags, *left) or tags[left[0]] in "s") and tags[right - 1] == ",":
            left = None
        content = [left] if left else [(right, self.limit(right))]
        if left and tags[source[1] : source[1] + 1] == "," and tags[right] in 'BHKmVPz"SIt':
            content.append((right, clause_end(tags, right, self.limit(right))))
        self.add(Draft((at, behind), content, source, "neutral"))

    # -- content after the cue ---------------------------------------------------------------

    def after_cue(self, at: int) -> None:
        """`SOURCE CUE content`: the cue a verb, a noun or an adjective."""
        tag = self.tags[at]
        word = self.tokens.lower(at)
        if tag in "PELGC" and self.is_verb(at):
            self.verb(at, word)
        elif tag == "j":
            self.adjective(at, word)
        elif tag != "A":
            self.noun(at, word)

    def is_verb(self, at: int) -> bool:
        """Tell a verb from the noun or adjective of the same form by what stands before it."""
        tags = self.tags
        tag = tags[at]
        k = at - 1
        while k >= self.first and tags[k] in "vn":
            k -= 1
        prev = tags[k] if k >= self.first else "^"
        following = tags[at + 1] if at + 1 < self.last else "$"
        if tag == "P":
            return prev not in "DhoMX" or following in 't",:SIz'
        if tag == "G":
            return prev not in "DhM" or following == "t"
        word = self.tokens.lower(at)
        if tag not in "EL":
            return False
        if word not in self.words.ambiguous:
            return prev not in "Dh" or following == "t"
        if tag == "E":
            if prev in "SIrNzc":
                return following != "o"
            if prev in 'x"),LqC':
                return not self.tokens.lower(k).endswith("s") and following in 'tDShINTwz",:M'
            return False
        if prev in "mTKSrn":
            return True
        plural = prev in "xNE" and self.tokens.lower(k).endswith(("s", "people", "men"))
        return plural and following != "o"

    def verb(self, at: int, word: str) -> None:
        """Take a verb and what it takes behind it."""
        tags = self.tags
        cue, end = self.phrasal(at, word)
        if cue is None:
            return
        begin = verb_group(tags, self.first, at)
        if tags[at] == "P" and any(tag in "Be" for tag in tags[begin:at]):
            self.passive(begin, at, end, cue)
            return
        if cue.kind == "impersonal":
            return
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

    def phrasal(self, at: int, word: str) -> tuple[Cue | None, int]:
        """Give the cue, with its particles if it has any, and the token behind it."""
        tokens = self.tokens
        for rest, cue in self.words.phrasal.get(word, ()):
            end = at + 1 + len(rest)
            if end <= self.last and all(tokens.lower(at + 1 + n) == w for n, w in enumerate(rest)):
                return cue, end
        return self.words.verbs.get(word), at + 1

    def end_of(self, start: int, mode: str) -> int:
        """Give where content ends."""
        limit = self.limit(start)
        if mode == "object" or mode == "infinitive":
            return object_end(self.tags, start, limit)
        return clause_end(self.tags, start, limit)

    def is_subordinate(self, first: int) -> bool:
        """Say whether the cue's clause is subordinate and its main clause follows."""
        tags = self.tags
        if tags[first] == "r":
            return first > self.first and tags[first - 1] == ","
        before = tags[first - 1] if first > self.first else "^"
        return before in "sfaw" and (first - 1 == self.first or tags[first - 2] in ',-b"')

    def source_of(self, begin: int, at: int) -> Range | None:
        """Give the source of a verb: its subject, or that of the clause it belongs to."""
        tags = self.tags
        prev = tags[begin - 1] if begin > self.first else "^"
        group = tags[begin:at]
        if tags[at] == "G" and prev in "NxqEXC)" and not group.strip("vn"):
            return subject(tags, self.first, begin)
        if tags[at] == "G" and not any(tag in "Be" for tag in group) or "T" in group:
            return self.earlier(begin)
        if prev in "cb^":
            return self.earlier(begin)
        found = subject(tags, self.first, begin)
        return found or (self.earlier(begin) if prev == "," else None)

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
        if "infinitive" in takes and tag == "T":
            return n, "infinitive"
        if "person" in takes and tag in "ODhxNMXCqLE" and _TO_VERB.match(tags, n, self.stop):
            return n, "infinitive"
        if "object" in takes and tag in 'ODhxNMXCqLE#dgjt"I$':
            clausal = tag == "t" and _CLAUSE.match(tags, n + 1, self.stop)
            return n, "clause" if clausal else "object"
        if "ing" in takes and tag in "gG":
            return n, "object"
        if "as" in takes and tag in "ODhxNMXC#dgqjI" and _AS.match(tags, n, self.stop):
            return n, "object"
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
            tag in "SIz" or tag in "DhxNMX#CqLEjdg$" and _CLAUSE.match(tags, n, self.stop)
        ):
            return n
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

    # -- nouns and adjectives ----------------------------------------------------------------

    def noun(self, at: int, word: str) -> None:
        """`his claim that ...`, `Mr Rutte's criticism of ...`."""
        tags = self.tags
        cue = self.words.nouns.get(word)
        n = at + 1
        if cue is None or n >= self.stop:
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
