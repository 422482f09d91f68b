"""Noun phrases and clause borders over a string of word classes."""

from __future__ import annotations

import re

__all__ = [
    "ADVERBIAL",
    "Range",
    "appositive",
    "clause_end",
    "is_adverbial",
    "noun_phrase_after",
    "noun_phrase_before",
    "object_end",
    "subject",
    "verb_group",
]

Range = tuple[int, int]

# Adverbs and dates, then prepositional phrases: what may stand between a cue and its content.
# Every token can match in one way only, so that a failed match costs no more than its length.
ADVERBIAL = (
    r"(?:[Dh]?[vy#]|\([^()]{1,9}\)){0,12}"
    r"(?:[poTaf](?:[DhoxNMX#dgvypcCLqjEOIAf'&$/%Ta]|(?<=[Dh])P|\([^()]{1,9}\)){0,60})?"
)
_BORDER = frozenset(",;:.?!()[]-\n\"'sfrtwbVPBHKmezSIa…")
_LEADING = frozenset("vyc'\n")
_BETWEEN = frozenset("gGpsyvafTwd")  # what begins a modifier between commas that is no apposition
_WORDS = frozenset("xNCqLEPdgG#O")
# a verb, or a preposition, where a noun phrase should begin ("over fifty guests" is one)
_NO_PHRASE = re.compile("T|g[pTco]|[dP](?:[pTcao]|$)|[LE][DhpTgO]|p(?!x?#|xD|D#)")
_PHRASE = frozenset('DhxNMX#OdgqjCLEo&$"y%/')
_VERB = re.compile("[BHKmzVPELd]")
_AUXILIARY = re.compile("[BHKmz]")
_FINITE = re.compile("[BHKmzVPE]")
_LIST = re.compile(r"(?:,[NC]{1,4})+(?![a-zA-Z#])")  # read backwards: "Denmark, Norway,"
_HEAD = re.compile("[DhS]")
_APPOSITION_END = re.compile('[,;\\-\n"(]')
# Where reported content ends before its sentence does. Tuned on the train half of PolNeAR:
# content that is a clause runs on to the end of the sentence in 80 of 100 cases, a noun phrase in
# 60; each pattern below ends it more often than not. Alternatives begin with one character, not
# with a set of them: the search then skips all that begins none.
_SAID = r"v?P(?:t|,?\")"
_THEY_SAID = r"[SNDhxM#]{1,4}v?[PE][tSIz\"]"
_AND_SAID = f"b(?:{_SAID}|{_THEY_SAID})|c(?:{_SAID}|{_THEY_SAID})|s{_THEY_SAID}"
_CLAUSE_CUT = re.compile(
    rf",(?:v?G|{_AND_SAID}|[SI][BHKmVPE]|D[xjdg]{{0,2}}[xqLE][trT])|\"v?G|{_AND_SAID}|;[SDhN]"
)
_AND_DID = "cv?[PBHKmGV]|b[SPBHKm]"
_OBJECT_CUT = re.compile(
    rf",(?:v?G|[rDPgzB]|[bc]?[sfS]|{_AND_DID})|c[DhNxXM]{{1,4}}[mBHKV]|{_AND_DID}|;|-|:\""
)
_OPENING = re.compile("t?[sfwp][^,]*,.")  # "that while they talk, it ..."
_DATED = re.compile("v?p?[Dh]?x?y[y#]*$|p#$")
_TRAILING = frozenset(",;:-\n")


def verb_group(tags: str, first: int, at: int) -> int:
    """Give where the verb group begins that ends in a verb ("has repeatedly said")."""
    k = at
    while k > first and tags[k - 1] in "vnmHBKeT":
        k -= 1
    while k < at and tags[k] == "v":
        k += 1
    return k


def subject(tags: str, first: int, begin: int, *, led: bool = False) -> Range | None:
    """Give the subject of a verb group, None where no noun phrase stands before it.

    With `led`, a preposition may lead to it ("with ministers warning that").
    """
    end = begin
    while end > first and (tags[end - 1] in "vyA" or tags[end - 1] == "p" and end < begin):
        end -= 1
    if end <= first:
        return None
    last = tags[end - 1]
    if last in "SIrOzDt":
        return end - 1, end
    if last == ",":
        return appositive(tags, first, end)
    if last == ")":
        opened = tags.rfind("(", first, end)
        head = noun_phrase_before(tags, first, opened) if opened > first else None
        return (head[0], end) if head else None
    found = noun_phrase_before(tags, first, end)
    if found is None:
        return None
    whole = _with_relative(tags, first, found)
    return whole if whole != found else _head_phrase(tags, *found, led)


def _head_phrase(tags: str, start: int, end: int, led: bool) -> Range | None:
    """Leave out what stands before the subject in the same stretch; None if no noun phrase is left.

    A determiner straight behind a word begins another phrase ("the reasons | the mayor gave").
    """
    for k in range(end - 1, start, -1):
        if tags[k] in "Dh" and tags[k - 1] in _WORDS:
            start = k
            break
    begin = start + 1 if led and tags[start] == "p" and end - start > 1 else start
    if _NO_PHRASE.match(tags, begin, end) or tags[end - 1] in "coT":
        return None
    return begin, end


def _with_relative(tags: str, first: int, found: Range) -> Range:
    """Go back over a relative clause: in "leaders who met in Berlin" the leaders speak."""
    start, end = found
    opened = start - 1
    while opened >= first and tags[opened] not in ',;:.-()"r':
        opened -= 1
    if opened <= first or tags[opened] != "r" or opened == start - 1:
        return found
    if len(_FINITE.findall(tags, opened, start)) != 1:
        return found
    head = noun_phrase_before(tags, first, opened)
    return (head[0], end) if head else found


def noun_phrase_before(tags: str, first: int, end: int) -> Range | None:
    """Give the noun phrase that ends at a token."""
    start = end
    while start > first and tags[start - 1] not in _BORDER:
        start -= 1
    if start < end and tags[start] == "c" and start - 1 > first and tags[start - 1] == ",":
        listed = _LIST.match(tags[first:start][::-1])
        if listed:
            return start - listed.end(), end
    while start < end and tags[start] in _LEADING:
        start += 1
    if start < end and tags[start] == "p":
        start = _past_preposition(tags, start, end)
    return (start, end) if end > start else None


def _past_preposition(tags: str, start: int, end: int) -> int:
    """Skip a prepositional phrase that opens the clause: "in Iowa Mr Bush" -> "Mr Bush"."""
    name = end
    while name > start and tags[name - 1] in "NMC#":
        name -= 1
    if start + 1 < name < end:
        return name
    found = _HEAD.search(tags, start + 2, end)
    return found.start() if found else start


def appositive(tags: str, first: int, end: int) -> Range | None:
    """Give `NAME, apposition,` that ends at a comma; a modifier between is left out."""
    k = end - 2
    while k >= first and tags[k] not in ',":;-\n':
        k -= 1
    if k <= first or tags[k] != ",":
        return None
    head = noun_phrase_before(tags, first, k)
    if head is None:
        return None
    if tags[k + 1] in _BETWEEN:
        return head
    if tags[k + 1] != "r" and _AUXILIARY.search(tags, k + 1, end):
        return None
    return head[0], end


def noun_phrase_after(tags: str, start: int, stop: int, *, whole: bool = False) -> Range | None:
    """Give the noun phrase that begins at a token, its apposition with it.

    With `whole`, prepositional phrases behind a name belong to it too.
    """
    if start >= stop:
        return None
    if tags[start] in "SOI":
        return start, start + 1
    k = start
    while k < stop:
        tag = tags[k]
        after = tags[k + 1] if k + 1 < stop else ""
        joined = tag == "c" and after != "" and after in "NDxhC#"
        modified = tag == "p" and (whole or tags[k - 1] not in "NC") and after != "y"
        if tag not in _PHRASE and (k == start or not (joined or modified)):
            break
        k += 1
    while k > start and tags[k - 1] in "opcy":
        k -= 1
    return (start, _with_apposition(tags, k, stop)) if k > start else None


def _with_apposition(tags: str, k: int, stop: int) -> int:
    """Go past ", the president of X" where a noun phrase ends."""
    if k + 1 >= stop or tags[k] != ",":
        return k
    if tags[k + 1] not in "DxhrdNq#jLg" or tags[k - 1] not in "NxC#MqLo":
        return k
    found = _APPOSITION_END.search(tags, k + 1, stop)
    end = found.start() if found else stop
    if tags[k + 1] in "NxqL#jdgDh" and _FINITE.search(tags, k + 1, end):
        return k
    return end


def is_adverbial(tags: str, start: int, end: int) -> bool:
    """Say whether a span is no clause: nothing that could be said or thought."""
    text = tags[start:end]
    if '"' in text:
        return False
    if text[0] in "sfaw":
        return "," not in text
    if text[0] in "pyvTgGdP":
        return not _FINITE.search(text)
    return not _VERB.search(text)


def clause_end(tags: str, start: int, limit: int) -> int:
    """Give where a clause of reported content ends."""
    opening = _OPENING.match(tags, start, limit)
    found = _CLAUSE_CUT.search(tags, opening.end() if opening else start + 1, limit)
    return _trimmed(tags, start, found.start() if found else limit)


def object_end(tags: str, start: int, limit: int) -> int:
    """Give where a noun phrase or infinitive of reported content ends."""
    found = _OBJECT_CUT.search(tags, start + 1, limit)
    end = _trimmed(tags, start, found.start() if found else limit)
    if end > start and tags[end - 1] in "y#":
        dated = _DATED.search(tags, start + 1, end)
        end = dated.start() if dated else end
    return min(end, clause_end(tags, start, limit))


def _trimmed(tags: str, start: int, end: int) -> int:
    """Cut punctuation off the end."""
    while end > start and tags[end - 1] in _TRAILING:
        end -= 1
    return end
