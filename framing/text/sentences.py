"""Sentences of a paragraph of folded text.

A splitter of rules: a sentence ends at ``.``, ``!``, ``?`` or an ellipsis, closing marks
included, where what follows can begin a sentence and the full stop is no part of an
abbreviation. Abbreviations that stand before a name never end a sentence ("Gen."); those that
may ("U.S.", "Inc.") end one only before a word that usually begins a sentence ("The").
"""

from __future__ import annotations

import re
from typing import Any

from framing.errors import FramingError

__all__ = ["check_mention", "sentence_around", "sentence_spans"]

_BEFORE_NAME = frozenset(
    (
        "mr mrs ms mx dr prof gen lt col sgt capt cpl maj adm cmdr brig gov sen rep reps sens hon "
        "rev fr st sts mt ft pres amb dep det insp supt messrs mme mlle mgr sec asst assoc pvt "
        "pfc spc atty vs v e.g i.e cf viz approx ca pp vol vols fig figs art arts nos op cit ed "
        "eds al "
    ).split()
)
_BEFORE_DIGIT = frozenset(("no jan feb mar apr jun jul aug sep sept oct nov dec p sec ch ").split())
_MAY_END = frozenset(
    (
        "inc ltd co corp llc plc bros jr sr etc dept est govt univ assn ave blvd rd sq bldg ala "
        "ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
        "nev okla ore pa tenn tex va vt wash wis wyo a.m p.m ph.d m.d b.a m.a d.c u.s u.k u.n e.u "
        "u.s.a u.a.e jan feb mar apr jun jul aug sep sept oct nov dec "
    ).split()
)
_ABBREVIATIONS = _BEFORE_NAME | _BEFORE_DIGIT | _MAY_END
_STARTERS = frozenset(
    (
        "the a an he she it they we you i this that these those there here his her its their our "
        "my in on at for from by with to of as after before during since when while where if "
        "although though because but and or yet so still however meanwhile moreover instead also "
        "both each some many most several other others one two what who why how then now last "
        "earlier later under over according despite among between until once nor not no all any "
        "such even just only both asked speaking "
    ).split()
)
# one class of characters first: a search then passes over everything else at once
_END = re.compile(
    r"[.!?…\n](?:"
    r"(?<!\n)[.!?…]*[\"')\]]*(?:\s+|$)"
    r"|(?<=[a-z]{2}[.!?])[\"']?(?=[A-Z][a-z])"
    r"|(?<=\n)[ ]*\n\s*)"
)
_LAST_WORD = re.compile(r"[^\s\"'(\[]+$")
_OPENERS = "\"'([*-–—•"
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the sentences between two offsets of a folded text.

    Parameters
    ----------
    text : str
        Folded text (:func:`framing.text.normalise.normalise`).
    start, end : int
        The paragraph to split.

    Returns
    -------
    list of (int, int)
        Spans without blanks at their ends, in order.

    Examples
    --------
    >>> text = "Gen. Hall left the U.S. The talks, he said, failed."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Gen. Hall left the U.S.', 'The talks, he said, failed.']
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for found in _END.finditer(text, start, stop):
        mark, after = found.span()
        if after >= stop or _ends_sentence(text, begin, mark, after, stop):
            _append(spans, text, begin, after)
            begin = after
    if begin < stop:
        _append(spans, text, begin, stop)
    return spans


def check_mention(text: Any, start: int, end: int) -> None:
    """Raise FramingError unless a row of an estimator's X is a text and a span in it."""
    if not isinstance(text, str):
        raise FramingError(f"X has {text!r} where a text belongs; rows are (text, start, end)")
    if not 0 <= start < end <= len(text):
        raise FramingError(
            f"the span ({start}, {end}) lies outside its text of {len(text)} characters; "
            "0 <= start < end <= len(text) must hold"
        )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the sentence in which a mention begins, and as far as the mention goes."""
    left = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    right = len(text) if stop < 0 else stop
    for first, last in sentence_spans(text, left, right):
        if first <= start < last:
            return first, max(last, end)
    return left, right


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a span with its outer blanks cut off, unless nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        spans.append((start + left, start + len(piece.rstrip())))


def _ends_sentence(text: str, begin: int, mark: int, after: int, stop: int) -> bool:
    """Say whether a candidate, from its mark to what comes after it, really ends a sentence."""
    if text[mark] == "\n":
        return True
    at = after
    while at < stop and text[at] in _OPENERS:
        at += 1
    if at >= stop:
        return True
    nxt = text[at]
    if nxt.isalnum() and not (nxt.isupper() or nxt.isdigit()):
        return False
    if text[mark] != "." or text[mark + 1] == ".":
        return True
    return _full_stop_ends(text, begin, mark, at, stop)


def _full_stop_ends(text: str, begin: int, dot: int, at: int, stop: int) -> bool:
    """Decide about a single full stop before something that could begin a sentence."""
    blank = text.rfind(" ", begin, dot)
    plain = text[blank + 1 : dot]
    if blank >= 0 and len(plain) > 1 and plain.isalpha() and plain.lower() not in _ABBREVIATIONS:
        return True  # most are decided here
    last = _LAST_WORD.search(text, max(begin, dot - 24), dot)
    if last is None:
        return True
    word = last[0].lower().rstrip(",;")
    if last.start() == begin and word.isdigit():
        return False  # a list number
    if word in _BEFORE_NAME:
        return False
    if word in _BEFORE_DIGIT and text[at].isdigit():
        return False
    if word in _MAY_END or _INITIAL.match(last[0]):
        return _next_word(text, at, stop) in _STARTERS
    return True


def _next_word(text: str, at: int, stop: int) -> str:
    """Give the lower-cased letters that begin at an offset."""
    end = at
    while end < stop and text[end].isalpha():
        end += 1
    return text[at:end].lower()
