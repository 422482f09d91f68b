"""Content before its cue, or on both sides of it; speakers named before a colon."""

from __future__ import annotations

import re

from framing.text.attributions.cues import Cue
from framing.text.attributions.phrases import (
    ADVERBIAL,
    Range,
    appositive,
    clause_end,
    is_adverbial,
    noun_phrase_after,
    subject,
    verb_group,
)
from framing.text.attributions.unit import Draft, Unit

__all__ = ["Preceding"]

_TAIL = re.compile(rf"{ADVERBIAL}(?=[,.?!;:\"\n)-]|$)")
_TOLD_TAIL = re.compile(rf"(?:O|[DhxNXM&]{0, 12}?){ADVERBIAL}(?=[,.?!;:\"\n)-]|$)")
# "Rutte: ...", "Clinton camp: ...", "A: ..." in an interview
_SPEAKER_LABEL = re.compile(r"x?[NC]{1,3}x?|D|D[xNqjL]{1,2}")
# labels of a line, not of a voice
_NO_SPEAKERS = frozenset(
    (
        "update|updated|correction|clarification|note|editor's note|author's note|breaking|live|"
        "exclusive|analysis|opinion|review|fact check|watch|listen|read|see also|related|video|"
        "photo|photos|file photo|image|caption|credit|graphic|chart|map|poll|source|sources|"
        "question|answer|example|warning|summary|conclusion|bottom line|background|results|"
        "methodology|location|date|time|where|when|what|why|how|press briefing|transcript|podcast|"
        "spoiler alert|disclaimer|disclosure|postscript|point|step|verdict|ruling|claim"
    ).split("|")
)
_TRAILING_LABEL = re.compile(r":[NC]{1,4}x?")
_GAP = frozenset("BHKmVPd")


class Preceding(Unit):
    """Finds content whose cue comes after it."""

    def heading(self) -> bool:
        """`NAME: content` at the start of a unit."""
        tags = self.tags
        colon = tags.find(":", self.first, min(self.first + 7, self.stop))
        if colon < 1 or colon == self.first or colon + 2 >= self.stop:
            return False
        if not _SPEAKER_LABEL.fullmatch(tags, self.first, colon):
            return False
        if " ".join(map(self.tokens.lower, range(self.first, colon))) in _NO_SPEAKERS:
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
        lower = self.tokens.lower
        cues = [k for k in range(self.first, self.stop) if tags[k] in "PELG"]
        verbs = [k for k in cues if self.is_verb(k, lower(k))]
        said = [k for k in verbs if (c := self.words.verbs.get(lower(k))) and c.says]
        if said:
            at = said[-1]
            begin = verb_group(tags, self.first, at)
            kind = self.words.verbs[lower(at)].kind
            self.add(Draft((begin, at + 1), [self.ahead], self.source_of(begin, at), kind))
        elif not source or not self.is_covered(source[0]):
            self.add(Draft((self.stop - 1, self.stop), [self.ahead], source, "neutral"))

    def before_cue(self, at: int, word: str) -> None:
        """`content, SOURCE CUE` and `content, CUE SOURCE`, with content going on behind."""
        tags = self.tags
        if tags[at] == "L" and not self.is_verb(at, word):
            return
        cue, end = self.phrasal(at, word)
        if cue is None or not (cue.says or cue.tells):
            return
        begin = verb_group(tags, self.first, at)
        if "T" in tags[begin:at] or tags[begin - 1 : begin] == "r":
            return
        if begin > self.first and self.is_inverted(begin, at, end, cue):
            source = noun_phrase_after(tags, end, self.stop)
            border, tail = begin - 1, source[1] if source else 0
        elif tags[at] == "E" and not self.is_verb(at, word):
            return
        else:
            source = subject(tags, self.first, begin)
            border, tail = (source[0] - 1 if source else 0), end
        if source is None or border < self.first:
            return
        if tags[border] == "a":
            self.as_said((begin, end), source, cue)
            return
        if tags[border] not in ',"-?!':
            return
        left = self.left_of(border)
        if left is None:
            return
        content = self.around(left, tail, cue, tags[border] == '"')
        if content:
            self.add(Draft((begin, end), content, source, cue.kind))

    def as_said(self, cue_range: Range, source: Range, cue: Cue) -> None:
        """Take `content, as SOURCE CUE, content`."""
        tags = self.tags
        opened, end = source[0] - 1, cue_range[1]
        match = _TAIL.match(tags, end, self.stop)
        if match is None or not cue.says:
            return
        end = match.end()
        content = []
        if opened > self.first and tags[opened - 1] == ",":
            left = self.left_of(opened - 1)
            content = [left] if left else []
        elif opened > self.first and tags[opened - 1] not in "bc":
            return
        if tags[end : end + 1] == "," and (not content or tags[end + 1 : end + 2] in tuple(_GAP)):
            content.append((end + 1, clause_end(tags, end + 1, self.limit(end + 1))))
        self.add(Draft(cue_range, content, source, cue.kind))

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
        opened = start + len(self.tags[start:end].rstrip('"'))
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

    def by_phrase(self, at: int, behind: int) -> None:
        """`content, according to SOURCE` and `According to SOURCE, content`."""
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
        comma = source[1] < right < self.stop and tags[source[1]] == ","
        if left and comma and tags[right] in 'BHKmVPz"SIt':
            content.append((right, clause_end(tags, right, self.limit(right))))
        self.add(Draft((at, behind), content, source, "neutral"))
