"""Find source, cue and content, unit by unit, over the string of word classes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.text.attributions.cues import Cue, cue_words
from framing.text.attributions.model import Attribution
from framing.text.attributions.tokens import Tokens

if TYPE_CHECKING:
    from framing.text.document import Document

__all__ = ["annotate"]

Range = tuple[int, int]

_CANDIDATE = re.compile("[PELGCqjA]")
_VERBAL = "PELG"
_END = ".?!;"
# what may stand between a subject and its verb
_PREVERB = frozenset("vnmHBKey")
# noun phrase material
_NP = "DhxNMX#Oodgqj\"CLEI&%$v/"
_BOUNDARY = re.compile(r"[,;:.?!()\[\]\-\n\"'srtwbVPBHKmezSIa…]")
_ADVERBIAL = r"(?:[poTa][DhoxNMX#dgvypcCLqjEOI'&$/]*|[vy#]+)*"
_TAIL = re.compile(rf"(?:[O]|[DhxNX]*?)?{_ADVERBIAL}(?=[,.?!;:\"\n)-]|$)")
_PLAIN_TAIL = re.compile(rf"{_ADVERBIAL}(?=[,.?!;:\"\n)-]|$)")


@dataclass(slots=True)
class Draft:
    """An attribution in the making, in tokens."""

    cue: Range
    content: list[Range]
    source: Range | None
    kind: str
    worded: bool = True
    quote: bool = False


def annotate(doc: Document) -> list[Attribution]:
    """Find the attributions of a document.

    Parameters
    ----------
    doc : Document
        With sentences and quotes.

    Returns
    -------
    list of Attribution
        In order of their first span; contents never overlap.
    """
    tokens = Tokens(doc)
    drafts: list[Draft] = []
    for first, last in tokens.units:
        drafts += Reader(tokens, first, last).read()
    out = []
    for d in drafts:
        content = tuple(tokens.span(*r) for r in d.content)
        out.append(Attribution(
            (tokens.span(*d.source),) if d.source else (), (tokens.span(*d.cue),), content,
            None, "unknown", "indirect", d.kind, d.worded))
    return out


class Reader:
    """Reads one unit."""

    def __init__(self, tokens: Tokens, first: int, last: int) -> None:
        self.tokens = tokens
        self.tags = tokens.tags
        self.first = first
        self.last = last
        self.stop = self._stop()
        self.words = cue_words()
        self.drafts: list[Draft] = []
        self.covered: list[Range] = []

    def _stop(self) -> int:
        """Give where the last clause ends: before the final full stop."""
        last = self.last
        while last > self.first and self.tags[last - 1] in ".?!\n":
            last -= 1
        return last

    def read(self) -> list[Draft]:
        tags = self.tags
        found = [m.start() for m in _CANDIDATE.finditer(tags, self.first, self.last)]
        for at in found:
            if tags[at] in "PEL" and not self.is_covered(at):
                self.after(at)
        self.by_source()
        for at in found:
            if not self.is_covered(at):
                self.before(at)
        return sorted(self.drafts, key=lambda d: d.cue)

    def is_covered(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.covered)

    def add(self, draft: Draft) -> None:
        draft.content = [r for r in draft.content if r[1] > r[0]]
        if not draft.content:
            return
        self.drafts.append(draft)
        self.covered += draft.content
        self.covered.append(draft.cue)
        if draft.source:
            self.covered.append(draft.source)

    # -- content before (or around) the cue -------------------------------------------------
    def after(self, at: int) -> None:
        """`content, SOURCE CUE` and `content, CUE SOURCE`."""
        cue = self.words.verbs.get(self.tokens.lower(at))
        if cue is None or not cue.takes & {"clause", "quote", "addressee"}:
            return
        tags = self.tags
        begin = self.verb_group(at)
        before = begin - 1
        source: Range | None
        if before >= self.first and tags[before] in ',"-' and self.inverted(at):
            source = self.np_after(at + 1)
            if source is None:
                return
            border = before
            tail = source[1]
        else:
            source = self.subject(begin)
            if source is None:
                return
            border = source[0] - 1
            tail = at + 1
        if border < self.first or tags[border] not in ',"-?!':
            return
        left = self.left_of(border)
        if left is None:
            return
        pattern = _TAIL if "addressee" in cue.takes else _PLAIN_TAIL
        match = pattern.match(tags, tail, self.stop)
        if match is None:
            return
        end = match.end()
        content = [left]
        if end < self.stop:
            c = tags[end]
            nxt = tags[end + 1] if end + 1 < self.stop else ""
            if c == ":" or (c == '"' ) :
                # a cue that opens a following quotation, too
                if tags[left[0]] != '"' and "\"" not in tags[left[0]:left[1]]:
                    return
                content.append((end + (c == ":"), self.stop))
            elif c == ",":
                if nxt and nxt not in "GcrsbvpTaMg":
                    right = (end + 1, self.clause_end(end + 1))
                    content.append(right)
                elif nxt and nxt in "cbs" and tags[end + 2 : end + 3] == '"':
                    content.append((end + 2, self.stop))
            elif c in "-;":
                pass
        self.add(Draft((begin, at + 1), content, source, cue.kind))

    def left_of(self, border: int) -> Range | None:
        """Content that ends at a border."""
        tags = self.tags
        end = border + 1 if tags[border] == '"' or tags[border] in "?!" else border
        start = self.first
        for a, b in self.covered:
            if b <= end and b > start:
                start = b
        while start < end and tags[start] in ",;:cb-\n":
            start += 1
        if end - start < 2:
            return None
        if self.adverbial(start, end):
            return None
        return start, end

    def adverbial(self, start: int, end: int) -> bool:
        """Whether a span is only an adverbial, no clause."""
        text = self.tags[start:end]
        if '"' in text:
            return False
        if text[0] in "pasyvT" or text[0] in "gG" or text[0] == "d":
            return text.count(",") == 0 or not re.search("[BHKmzV]", text)
        return not re.search("[BHKmzVPELd]", text)

    # -- sources by phrase: according to ----------------------------------------------------
    def by_source(self) -> None:
        tokens = self.tokens
        text = tokens.text.lower()
        a, b = tokens.span(self.first, self.last)
        at = text.find("according to", a, b)
        while at >= 0:
            k, e = tokens.range_of(at, at + 12)
            if not self.is_covered(k) and self.tags[k] != '"':
                self.phrase(k, e)
            at = text.find("according to", at + 5, b)

    def phrase(self, k: int, e: int) -> None:
        tags = self.tags
        source = self.np_after(e, True)
        if source is None:
            return
        before = k
        while before > self.first and tags[before - 1] in ",-(":
            before -= 1
        content = []
        if before - self.first >= 2:
            left = self.left_of(before if before < k else k)
            if left:
                content = [left]
        if not content or (source[1] < self.stop and tags[source[1]] == "," and before == self.first):
            n = source[1]
            while n < self.stop and tags[n] in ",":
                n += 1
            content = [(n, self.stop)]
        self.add(Draft((k, e), content, source, "neutral"))

    # -- content after the cue --------------------------------------------------------------
    def before(self, at: int) -> None:
        tags = self.tags
        tag = tags[at]
        word = self.tokens.lower(at)
        if tag in _VERBAL or tag == "C":
            if self.is_verb(at):
                self.verb(at, word)
                return
        if tag in "qELPGC" or tag == "L":
            self.noun(at, word)
        elif tag == "j":
            self.adjective(at, word)
        elif tag == "A":
            pass

    def is_verb(self, at: int) -> bool:
        tags = self.tags
        tag = tags[at]
        prev = tags[at - 1] if at > self.first else "^"
        nxt = tags[at + 1] if at + 1 < self.last else "$"
        k = at - 1
        while k >= self.first and tags[k] in "vn":
            k -= 1
        if k >= self.first:
            prev = tags[k]
        if tag == "P":
            return prev not in "DhoMX" or nxt in 't"'
        if tag == "G":
            return prev not in "DhM" or nxt in "t"
        if tag == "E":
            if prev in "DhopMXqj#":
                return False
            if prev in "SIrNz" or prev == "c":
                return nxt not in "o" 
            if prev in "x\"),":
                w = self.tokens.lower(k)
                return not w.endswith("s") and nxt in 'tDShINTwz",:M'
            return False
        if tag == "L":
            if prev in "mTKS" or (prev in "rn"):
                return True
            if prev in "xNE" :
                w = self.tokens.lower(k)
                return w.endswith(("s", "people", "men")) and nxt not in "o"
            return False
        return False

    def verb_group(self, at: int) -> int:
        """Start of the verb group that ends in the cue."""
        tags = self.tags
        k = at
        while k > self.first and tags[k - 1] in "vnmHBKeT":
            k -= 1
        while k < at and tags[k] in "vy":
            k += 1
        return k

    def subject(self, begin: int) -> Range | None:
        """Noun phrase that ends where a verb group begins."""
        tags = self.tags
        end = begin
        while end > self.first and tags[end - 1] in "vy":
            end -= 1
        if end <= self.first:
            return None
        c = tags[end - 1]
        if c in "SIrOz":
            return (end - 1, end)
        if c == "D" :
            return (end - 1, end)
        if c == ",":
            return self.apposition(end)
        start = end
        while start > self.first and not _BOUNDARY.match(tags[start - 1]):
            start -= 1
        return self.trim(start, end)

    def trim(self, start: int, end: int) -> Range | None:
        tags = self.tags
        while start < end and tags[start] in "vyc'\n":
            start += 1
        # leading prepositional phrase: keep what follows the last proper border
        if start < end and tags[start] == "p":
            m = re.compile("[DhS]").search(tags, start + 2, end)
            k = end
            while k > start and tags[k - 1] in "NMC#":
                k -= 1
            if k > start + 1 and k < end:
                start = k
            elif m:
                start = m.start()
        return (start, end) if end > start else None

    def apposition(self, end: int) -> Range | None:
        """`NP, apposition,` before the verb."""
        tags = self.tags
        k = end - 2
        while k >= self.first and tags[k] not in ',":;-\n':
            k -= 1
        if k < self.first or tags[k] != ",":
            return None
        between = k + 1
        head = self.subject_chunk(k)
        if head is None:
            return None
        if tags[between] in "gpsyvGadTw":
            return head
        return (head[0], end)

    def subject_chunk(self, end: int) -> Range | None:
        tags = self.tags
        start = end
        while start > self.first and not _BOUNDARY.match(tags[start - 1]):
            start -= 1
        return self.trim(start, end)

    def inverted(self, at: int) -> bool:
        nxt = self.tags[at + 1 : at + 2]
        return nxt != "" and nxt in "NDhSxMXC" and self.tags[at] in "PE"

    def np_after(self, start: int, long: bool = False) -> Range | None:
        tags = self.tags
        k = start
        while k < self.stop and (tags[k] in 'DhxNMX#OdgqjCLEo&$"' or (tags[k] == "S" and k == start)
              or (tags[k] == "c" and k > start and tags[k-1] == "N" and tags[k+1] in "ND")
              or (tags[k] == "p" and (long or tags[k-1] != "N"))):
            k += 1
            if tags[k - 1] == "S":
                break
        if k == start:
            return None
        # apposition
        if tags[k : k + 1] == "," and tags[k - 1] in "NxC" and tags[k + 1 : k + 2] in ("D", "x", "h", "r", "d") :
            m = re.compile("[,;\\-\\n\"]").search(tags, k + 1, self.stop)
            k2 = m.start() if m else self.stop
            if m is None or tags[k2] == ",":
                k = k2
        return start, k

    # -- complements ------------------------------------------------------------------------
    def verb(self, at: int, word: str) -> None:
        tags = self.tags
        begin = self.verb_group(at)
        cue, end = self.phrasal(at, word)
        if cue is None:
            return
        start, mode = self.complement(at, end, cue)
        if start is None:
            return
        passive = tags[at] == "P" and any(tags[k] in "Be" for k in range(begin, at))
        if passive:
            return
        source = self.source_for(begin, at)
        stop = self.clause_end(start) if mode == "clause" else self.object_end(start, mode)
        self.add(Draft((begin, end), [(start, stop)], source, cue.kind, mode == "clause"))

    def source_for(self, begin: int, at: int) -> Range | None:
        tags = self.tags
        prev = tags[begin - 1] if begin > self.first else "^"
        if tags[at] == "G" and prev not in "Be" or prev in ",cTb^":
            if self.drafts and self.drafts[-1].source:
                return self.drafts[-1].source
            return self.first_subject(begin)
        return self.subject(begin)

    def first_subject(self, before: int) -> Range | None:
        tags = self.tags
        m = re.compile("[BHKmVPEez]").search(tags, self.first, before)
        if not m or m.start() == self.first:
            return None
        if tags[m.start()] == "z":
            return (m.start(), m.start() + 1)
        return self.subject(self.verb_group(m.start()))

    def phrasal(self, at: int, word: str):
        """The cue with its particle, and where it ends."""
        tokens = self.tokens
        for rest, cue in self.words.phrasal.get(word, ()):
            end = at + 1 + len(rest)
            if end <= self.last and all(tokens.lower(at + 1 + n) == w for n, w in enumerate(rest)):
                return cue, end
        cue = self.words.verbs.get(word)
        return cue, at + 1

    def complement(self, at: int, end: int, cue: Cue):
        tags = self.tags
        takes = cue.takes
        n = end
        while n < self.stop and tags[n] == "v":
            n += 1
        if n >= self.stop:
            return None, ""
        c = tags[n]
        nxt = tags[n + 1] if n + 1 < self.stop else ""
        said = takes & {"clause", "quote"}
        if said:
            if c == "t":
                return n, "clause"
            if c == '"':
                return n, "clause"
            if c == ":":
                return (n + 1, "clause") if nxt else (None, "")
            if c == "," and nxt == '"':
                return n + 1, "clause"
            if c == "," and nxt == "t":
                return n + 1, "clause"
        if "wh" in takes and c in "wrs" :
            return n, "clause"
        if "clause" in takes:
            if c in "SIz":
                return n, "clause"
            if c in "DhxNMX#C" and self.has_verb(n):
                return n, "clause"
        if "addressee" in takes and c in "ODhxNMXC#":
            start = self.past_addressee(n)
            if start is not None:
                return start, "clause"
        if said and c in "poTya#O,":
            m = re.compile(rf"{_ADVERBIAL},?(?=[t\":SIz])").match(tags, n, self.stop)
            if m:
                k = m.end()
                if tags[k] == ":":
                    k += 1
                if k < self.stop:
                    return k, "clause"
        if "infinitive" in takes and c == "T":
            return n, "inf"
        if "person" in takes and c in "ODhxNMXC":
            if re.compile(r"[^,;:.]{1,12}?T").match(tags, n, self.stop):
                return n, "inf"
        if "object" in takes and c in "ODhxNMXC#dgqjt\"I" :
            return n, "object"
        if "ing" in takes and c in "gG":
            return n, "object"
        if "as" in takes and c in "ODhxNMXC#dgqjI" :
            if re.compile(r"[^,;:.]{1,12}?a").match(tags, n, self.stop):
                return n, "object"
        if c in "pTo" and self.tokens.lower(n) in takes:
            return n + 1, "object"
        return None, ""

    def has_verb(self, start: int) -> bool:
        return bool(re.compile(r"[^,;:.?!rt]{1,14}?[BHKmzVPEd]").match(self.tags, start, self.stop))

    def past_addressee(self, n: int) -> int | None:
        tags = self.tags
        if tags[n] == "O":
            k = n + 1
        else:
            m = re.compile(r"D?[xdqjLE#]*[NMC&c]+|[Dh]?[xdX#gqLEj]+?(?=[tSDhINz:,\"pTy])").match(tags, n, self.stop)
            if not m:
                return None
            k = m.end()
        m = re.compile(rf"{_ADVERBIAL}").match(tags, k, self.stop)
        j = m.end()
        for cand in (j, k):
            if cand < self.stop:
                if tags[cand] in ":,":
                    cand += 1
                    if cand < self.stop and tags[cand] in 't"':
                        return cand
                    continue
                if tags[cand] in 'tSIz"DNhxwMX#':
                    return cand
        return None

    # -- ends -------------------------------------------------------------------------------
    def clause_end(self, start: int) -> int:
        tags = self.tags
        limit = self.stop
        for a, b in self.covered:
            if a > start and a < limit:
                limit = a
        m = _CUT.search(tags, start + 1, limit)
        end = m.start() if m else limit
        while end > start and tags[end - 1] in ",;:-\n":
            end -= 1
        if end < self.last and tags[end - 1] == '"' and False:
            end += 1
        return end

    def object_end(self, start: int, mode: str) -> int:
        tags = self.tags
        limit = self.clause_end(start)
        m = _OBJECT_CUT.search(tags, start + 1, limit)
        end = m.start() if m else limit
        while end > start and tags[end - 1] in ",;:-\n":
            end -= 1
        return end

    # -- nouns and adjectives ---------------------------------------------------------------
    def noun(self, at: int, word: str) -> None:
        cue = self.words.nouns.get(word)
        if cue is None:
            return
        tags = self.tags
        n = at + 1
        if n >= self.stop:
            return
        if tags[n] == "t":
            if "that" not in cue.takes:
                return
            start = n
        elif tags[n] in "poT" and self.tokens.lower(n) in cue.takes:
            start = n if tags[n] == "T" and self.tokens.lower(n) == "to" and cue.kind == "intention" else n + 1
        else:
            return
        k = at
        while k > self.first and tags[k - 1] in "xdjq#gv":
            k -= 1
        prev = tags[k - 1] if k > self.first else "^"
        if prev not in "hMX":
            return
        source = (k - 1, k)
        if prev in "MX":
            j = k - 1
            while j > self.first and tags[j - 1] in "NDxdM":
                j -= 1
            source = (j, k)
        mode = "clause" if tags[n] == "t" else "object"
        stop = self.clause_end(start) if mode == "clause" else self.object_end(start, mode)
        self.add(Draft((k, n if start == n else n + 1), [(start, stop)], source, cue.kind, mode == "clause"))

    def adjective(self, at: int, word: str) -> None:
        cue = self.words.adjectives.get(word)
        tags = self.tags
        n = at + 1
        if cue is None or n >= self.stop:
            return
        k = at
        while k > self.first and tags[k - 1] in "vn":
            k -= 1
        if k == self.first or tags[k - 1] not in "Bez":
            return
        if tags[n] == "t" and "that" in cue.takes:
            start, mode = n, "clause"
        elif tags[n] == "T" and "to" in cue.takes:
            start, mode = n, "inf"
        elif tags[n] in "po" and self.tokens.lower(n) in cue.takes:
            start, mode = n + 1, "object"
        elif tags[n] in "SIz" and "that" in cue.takes:
            start, mode = n, "clause"
        else:
            return
        begin = self.verb_group(k)
        source = self.source_for(begin, k - 1)
        stop = self.clause_end(start) if mode == "clause" else self.object_end(start, mode)
        self.add(Draft((begin, start), [(start, stop)], source, cue.kind, mode == "clause"))


_CUT = re.compile(r',G|,[v]?[cb][SIzNDhrv]?[^,.;]{0,3}[BHKmPEV]|;|,s|-')
_OBJECT_CUT = re.compile(r",|s|c[PEVBHKm]|b")
