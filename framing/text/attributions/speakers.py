"""Who a source is: the full name within the article, and the kind of source."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from framing.lexicon import Lexicon
from framing.text.attributions.phrases import Range
from framing.text.attributions.tokens import Tokens

__all__ = ["Speakers"]

_TITLES = frozenset(
    "mr mrs ms miss dr prof sen sens rep reps gov gen lt col sgt capt maj adm rev sir lord lady "
    "dame "
    "president senator representative congressman congresswoman governor mayor secretary general "
    "minister prime premier chancellor judge justice pope king queen prince princess professor "
    "ambassador commissioner chairman chairwoman director spokesman spokeswoman chief officer "
    "detective attorney vice deputy former foreign defense defence state attorney-general "
    "candidate republican democrat democratic speaker leader captain colonel major sergeant "
    "admiral lieutenant "
    "father sister brother bishop archbishop cardinal rabbi imam ayatollah sheikh saint "
    "secretary-general coach strategist".split()
)
_NAME = frozenset("NC")
_PERSONAL = frozenset(
    "he she him her his hers himself herself who whom whose he's she's who's".split()
)
_FEMALE = frozenset(("she", "her", "hers", "herself", "she's"))
_PLURAL = frozenset("they them their themselves they're they've".split())
_EMPTY = frozenset(
    "i we you me us my our your it its one i'm we're you're it's that this which".split()
)
_PRONOUNS = _PERSONAL | _PLURAL | _EMPTY
_WINDOW = 200_000  # characters searched for a name in full; beyond that it is no article
_FAR = 12  # occurrences of a surname looked at for its full name
_ROLE_WORDS = 6  # tokens before and after a name that may say what its bearer is
_UNNAMED = re.compile(
    "familiar|close to|knowledge of|briefed|anonym|condition of|not authori|not to be"
)
_ARTICLE = re.compile(r"(?:the|a|an|this|that|these|those)\s+", re.IGNORECASE)
_LONGEST = 60  # characters of a description that stands for a name


@lru_cache(maxsize=1)
def _source_words() -> dict[str, str]:
    """Give the category of every entry of the lexicon ``sources``."""
    return {entry.pattern: entry.category for entry in Lexicon.load("sources").entries}


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Give the words that are no name when they stand alone, capitals or not."""
    return _TITLES | _source_words().keys()


class Speakers:
    """Resolves the sources of one document, in reading order.

    Parameters
    ----------
    tokens : Tokens
        The document's tokens.
    """

    __slots__ = (
        "_bearers",
        "tokens",
        "kinds",
        "_common",
        "unresolved",
        "names",
        "roles",
        "last",
        "_last_plural",
    )

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds = _source_words()
        self._common = _common_words()
        self._bearers: dict[str, str] = {}
        self.unresolved = False
        self.names: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.last: tuple[str | None, str] = (None, "unknown")
        self._last_plural: tuple[str | None, str] = (None, "unknown")

    def resolve(
        self, source: Range | None, unit: Range, before: Range | None
    ) -> tuple[str | None, str]:
        """Give speaker and kind of a source.

        Parameters
        ----------
        source : (int, int) or None
            The source's tokens.
        unit, before : (int, int) or None
            The unit it stands in, and the one before that.
        """
        if source is None:
            return None, "unknown"
        tokens = self.tokens
        first, last = source
        if last - first == 1 and (word := tokens.lower(first)) in _PRONOUNS:
            return self._pronoun(word, first, unit, before)
        several = "c" in tokens.tags[first:last]
        name = None if several else self._name_in(first, last)
        found = self._named(name, first, last) if name else self._described(first, last)
        if found[0]:
            plural = found[1] != "named" and name is None
            if plural:
                self._last_plural = found
            else:
                self.last = found
        return found

    def _pronoun(
        self, word: str, at: int, unit: Range, before: Range | None
    ) -> tuple[str | None, str]:
        """Resolve a pronoun: the antecedent of `who`, the last subject, the last speaker."""
        if word in _EMPTY:
            return None, "unknown"
        if word in _PLURAL:
            self.unresolved = self.unresolved or self._last_plural[0] is None
            return self._last_plural
        if word.startswith("who"):
            return self._antecedent(at, unit)
        for start, end in ((unit[0], at), before or (0, 0)):
            found = self._opening_name(start, end)
            if found:
                return found
        self.unresolved = self.unresolved or self.last[0] is None
        return self.last

    def _antecedent(self, at: int, unit: Range) -> tuple[str | None, str]:
        """Resolve `who` by the noun phrase before it."""
        tags = self.tokens.tags
        end = at - 1 if at > unit[0] and tags[at - 1] == "," else at
        start = end
        while start > unit[0] and tags[start - 1] in "DhNMCxX#dgqjLEo":
            start -= 1
        if start == end:
            return None, "unknown"
        name = self._name_in(start, end)
        found = self._named(name, start, end) if name else self._described(start, end)
        if name and found[0]:
            self.last = found
        return found

    def _opening_name(self, start: int, end: int) -> tuple[str, str] | None:
        """Give the person whose full name (or known surname) opens a unit as its subject."""
        tags = self.tokens.tags
        k = start
        while k < end and tags[k] in "cbvDx,dq":
            k += 1
            if k - start > 4:
                return None
        stop = k
        while stop < end and tags[stop] in "NC":
            stop += 1
        if stop == k:
            return None
        name = self._name_in(k, stop) if tags[stop : stop + 1] not in tuple("xqLj") else None
        if name is None or " " not in name:
            return None
        return self._named(name, k, stop)

    # -- names -------------------------------------------------------------------------------

    def _name_in(self, first: int, last: int) -> str | None:
        """Give the proper name that a source phrase is about, titles off, in full if known.

        A name that only modifies a noun ("NATO leaders") or stands behind a preposition is none.
        """
        tags = self.tokens.tags
        k = first
        while k < last:
            if tags[k] in "prof":
                return None
            if tags[k] not in _NAME and tags[k] != "M":
                k += 1
                continue
            end = k
            while end < last and tags[end] in _NAME:
                end += 1
            if end < last and tags[end] == "M":
                end += 1
            behind = tags[end] if end < last else ","
            words = self._untitled(k, end)
            if words and behind in ",opr(fcw#-" and (tags[end - 1] != "M" or end == last):
                return self._in_full(words[0]) if len(words) == 1 else " ".join(words)
            k = end
        return None

    def _untitled(self, first: int, last: int) -> list[str]:
        """Give the words of a name behind its titles; none for a lone common word."""
        words = [piece.strip() for piece in self.tokens.pieces[first:last]]
        if words and words[-1].endswith("'s"):
            words[-1] = words[-1][:-2]
        for n in range(len(words) - 2, -1, -1):
            if words[n].lower().rstrip(".") in _TITLES:
                words = words[n + 1 :]
                break
        if len(words) == 1 and words[0].lower() in self._common:
            return []
        return words

    def _in_full(self, surname: str) -> str:
        """Find a surname's full name in the article."""
        known = self.names.get(surname)
        if known is None:
            known = self.names[surname] = self._search(surname)
        return known

    def _search(self, surname: str) -> str:
        """Look at the first occurrences of a surname for one with a given name before it."""
        tokens = self.tokens
        at = -1
        for _ in range(_FAR):
            at = tokens.text.find(surname, at + 1, _WINDOW)
            if at < 0:
                break
            k = start = bisect_left(tokens.starts, at)
            while start > 0 and tokens.plain[start - 1] in _NAME:
                start -= 1
            if start == k or tokens.starts[k] != at:
                continue
            words = self._untitled(start, k + 1)
            if 1 < len(words) <= 4 and words[-1] == surname and words[0].lower() not in self.kinds:
                return " ".join(words)
        return surname

    def _named(self, name: str, first: int, last: int) -> tuple[str, str]:
        """Give a name with its bearer's kind, from the roles that stand beside it."""
        kind = self.roles.get(name)
        if kind is None:
            kind = self._role(first, last) or self._role_elsewhere(name)
            self.roles[name] = kind
        return name, kind

    def _role(self, first: int, last: int) -> str | None:
        """Give the kind that the words of a source name."""
        lower = self.tokens.lower
        for k in range(first, min(last, first + 2 * _ROLE_WORDS)):
            kind = self.kinds.get(lower(k))
            if kind is not None:
                return kind
        return None

    def _role_elsewhere(self, name: str) -> str:
        """Look for a role where the full name first stands."""
        tokens = self.tokens
        at = tokens.text.find(name, 0, _WINDOW)
        if at < 0:
            return "named"
        first, last = tokens.range_of(at, at + len(name))
        start = first
        while start > 0 and first - start < _ROLE_WORDS and tokens.plain[start - 1] in "NCxXMhdqo":
            start -= 1
        end = last
        if tokens.plain[last : last + 1] == ",":
            while end < len(tokens.pieces) - 1 and end - last < _ROLE_WORDS + 2:
                end += 1
                if tokens.plain[end] in ',.;"\n':
                    break
        return self._role(start, first) or self._role(last, end) or "named"

    # -- descriptions ------------------------------------------------------------------------

    def _described(self, first: int, last: int) -> tuple[str | None, str]:
        """Give a description that stands for a source, or the name it stands for."""
        relative = self.tokens.tags.find("r", first + 1, last)
        start, end = self.tokens.span(first, relative if relative > 0 else last)
        phrase = self.tokens.text[start:end]
        kind = self._kind(first, last, phrase)
        article = _ARTICLE.match(phrase)
        role = phrase[article.end() if article else 0 :].rstrip(",")
        if role.endswith("'s"):
            role = role[:-2]
        if phrase[:4].lower() == "the " and len(role) <= _LONGEST:
            name = self._bearers.get(role)
            if name is None:
                name = self._bearers[role] = self._bearer(role.lower()) or ""
            if name:
                self.roles.setdefault(name, kind if kind != "unknown" else "official")
                return name, self.roles[name]
        role = role[:_LONGEST]
        role = (role if " and " in role else role.split(",")[0]).strip("\"' ")
        return (role or None), kind

    def _bearer(self, role: str) -> str | None:
        """Give the name that follows a role somewhere in the article ("secretary general X")."""
        tokens = self.tokens
        at = tokens.lower_text.find(role + " ", 0, _WINDOW)
        while at >= 0:
            behind = at + len(role) + 1
            inside = at > 0 and tokens.text[at - 1].isalnum()
            if not inside and not tokens.text[behind : behind + 1].islower():  # it may be a name
                k = end = bisect_left(tokens.starts, behind)
                while end < len(tokens.pieces) and tokens.plain[end] in _NAME:
                    end += 1
                name = self._name_in(k, end)
                if name and " " in name:
                    return name
            at = tokens.lower_text.find(role + " ", at + 1, _WINDOW)
        return None

    def _kind(self, first: int, last: int, phrase: str) -> str:
        """Give the kind of a source without a name, by the head of its phrase."""
        if _UNNAMED.search(phrase):
            return "unnamed"
        tags = self.tokens.tags
        lower = self.tokens.lower
        head = first + 1
        while head < last and tags[head] not in "opr,fw":
            head += 1
        for k in range(head - 1, first - 1, -1):
            word = lower(k)
            kind = self.kinds.get(word[:-2] if word.endswith("'s") else word)
            if kind is not None:
                return kind
        for k in range(head, last):
            kind = self.kinds.get(lower(k))
            if kind is not None:
                return "unnamed" if kind == "document" else kind
        return "unnamed" if phrase[-1:] == "s" and tags[first] != "h" else "unknown"
