"""Fold a text so that spelling variants of one character count as one, with offsets kept."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

__all__ = ["NormalisedText", "fold_case", "normalise"]

_ONE_TO_ONE = {
    **dict.fromkeys("‘’‚‛′ʼ＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006", " "),
    **dict.fromkeys(
        "\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u0000\u000b\u000c\u001c\u001d", " "
    ),
    **dict.fromkeys("\u001e\u001f", " "),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("‐‑", "-"),
    "\t": " ",
}
_DELETED = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u202a\u202b\u202c"
)
_DELETED += "\u202d\u202e\u2066\u2067\u2068\u2069"
# what changes the length: deleted characters, carriage returns, combining sequences, doubled quotes
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff"
_CHANGES = re.compile(f"[{_DELETED}]+|\r\n?|``|''|[^\\W\\d_][{_COMBINING}]+")
_UNUSUAL_CHANGES = re.compile(f"[{_DELETED}\r{_COMBINING}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST, _LAST = np.uint32(ord(" ")), np.uint32(ord("~"))  # printable ASCII


class NormalisedText:
    """A folded text and the way back to its source.

    Attributes
    ----------
    text : str
        The folded text.
    source : str
        The text as found.
    """

    __slots__ = ("text", "source", "_starts", "_ends")

    def __init__(
        self,
        text: str,
        source: str,
        starts: np.ndarray | None = None,
        ends: np.ndarray | None = None,
    ) -> None:
        self.text = text
        self.source = source
        self._starts = starts
        self._ends = ends

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the source that a span of the folded text stands for."""
        if self._starts is None or self._ends is None:
            return start, end
        if start >= end:
            at = int(self._starts[start]) if start < len(self._starts) else len(self.source)
            return at, at
        return int(self._starts[start]), int(self._ends[end - 1])

    def to_sources(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give many spans at once, as :meth:`to_source` gives one."""
        if self._starts is None or self._ends is None or not len(starts):
            return starts, ends
        size = len(self._starts)
        begins = np.append(self._starts, len(self.source))[np.minimum(starts, size)]
        last = np.append(self._ends, len(self.source))[np.maximum(ends, 1) - 1]
        stops = np.where(starts < ends, last, begins)
        return begins, stops


def normalise(raw: str) -> NormalisedText:
    """Fold quotes, apostrophes, spaces, line ends and composition to one form.

    Parameters
    ----------
    raw : str
        Any text, also with NUL bytes or lone surrogates.

    Returns
    -------
    NormalisedText
        Straight quotes and apostrophes, plain spaces, line feeds, NFC; soft hyphens and
        zero-width characters removed; dashes and ellipses kept.

    Examples
    --------
    >>> folded = normalise("He didn’t\\u00a0say “no”.")
    >>> folded.text
    'He didn\\'t say "no".'
    >>> folded.source[slice(*folded.to_source(14, 18))]
    '“no”'
    """
    unusual = _unusual(raw)
    whole = _SURROGATE.sub("\ufffd", raw) if _SURROGATE.search(unusual) else raw
    if "''" in whole or "`" in whole or _UNUSUAL_CHANGES.search(unusual):
        changes = [m for m in _CHANGES.finditer(whole) if _replacement(m[0]) != m[0]]
        if changes:
            return _rebuilt(whole, raw, changes, unusual)
    return NormalisedText(_fold(whole, unusual), raw)


def _unusual(text: str) -> str:
    """Give the characters of a text that are not printable ASCII, each once."""
    if text.isascii() and text.isprintable():
        return ""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    beyond = codes - _FIRST > _LAST - _FIRST  # unsigned: what lies before the first is large
    return "".join(map(chr, set(codes[beyond].tolist())))


def _fold(text: str, unusual: str) -> str:
    """Fold characters one to one, those that the text has."""
    for char in unusual:
        if char in _ONE_TO_ONE:
            text = text.replace(char, _ONE_TO_ONE[char])
    return text


def _replacement(found: str) -> str:
    """Give what a length-changing find is folded to."""
    first = found[0]
    if first in _DELETED:
        return ""
    if first == "\r":
        return "\n"
    if first in "`'":
        return '"'
    return unicodedata.normalize("NFC", found)


def _rebuilt(whole: str, raw: str, changes: list[re.Match[str]], unusual: str) -> NormalisedText:
    """Put the folded text together with the two offset tables."""
    pieces: list[str] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    at = 0
    for change in changes:
        begin, stop = change.span()
        new = _replacement(change[0])
        pieces += (whole[at:begin], new)
        run = np.arange(at, begin)
        starts += (run, np.full(len(new), begin))
        ends += (run + 1, np.full(len(new), stop))
        at = stop
    pieces.append(whole[at:])
    run = np.arange(at, len(whole))
    text = _fold("".join(pieces), unusual)
    return NormalisedText(
        text, raw, np.concatenate([*starts, run]), np.concatenate([*ends, run + 1])
    )


def fold_case(text: str) -> str:
    """Lower-case a text and keep its length, so that offsets stay true.

    Examples
    --------
    >>> len(fold_case("İstanbul")) == len("İstanbul")
    True
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(low := c.lower()) != 1 else low for c in text)
