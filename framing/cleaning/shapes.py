"""The shape of lines: what they are made of, whatever they say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np

from framing.cleaning.marks import Marks
from framing.cleaning.words import Splitter, spelled

__all__ = ["SHAPE_NAMES", "shapes"]

_CLASSES = (
    "lower", "upper", "digit", "space", "comma", "period", "asking", "quote", "colon",
    "bracket", "separator", "symbol", "dash", "picture", "other", "caseless",
)  # fmt: skip
_MEMBERS = {
    "space": " \t\n",
    "comma": ",",
    "period": ".…",
    "asking": "?!",
    "quote": "\"'’‘“”«»„",
    "colon": ":;",
    "bracket": "()[]{}",
    "separator": "|›‹•·/\\>→←▸▶",
    "symbol": "@#©®™$€£%&+*=_^~<",
    "dash": "-–—",
}

SHAPE_NAMES = (
    "chars", "words", "word_length", "upper", "titled", "digits", "function", "commas",
    "periods", "asking", "quotes", "colons", "brackets", "separators", "symbols", "dashes",
    "pictures", "caseless", "sentences", "ends_sentence", "ends_colon", "starts_upper",
    "starts_digit", "starts_quote", "starts_lower", "address", "we", "date", "url", "repeats",
)  # fmt: skip

_FUNCTION = frozenset(
    "the a an of to in and that is was for it on with as at by be are from this but his her he she "
    "they have has had were not which their its been who will would or more when after than said "
    "about if there also one into out what up so could no all over because while between during "
    "before under against where them him these those being some other such only even then my me i "
    "der die das und ist von zu den mit für auf nicht im sich ein eine dem als auch es an werden "
    "le la les des et est un une du dans que pour qui sur pas par au plus il ne "
    "el los las y en es por con para del se su al lo como "
    "il di che è per non si una sono da con i o os uma não com em do no".split()
)
_YOU = frozenset("you your you're you'll you've yours".split())
_WE = frozenset("we our us we're we've we'll ours".split())
_PER_WORD = slice(4, 14)  # classes counted per word, commas to pictures
_FIRST = np.array([[1], [2], [7], [0]])  # of a first character: upper, digit, quote, lower
_HEAD = 140  # characters of a line whose words are counted: a share does not need more
_START = 160  # characters in which a date or an address is looked for
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar "
    "apr jun jul aug sept sep oct nov dec jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. "
    "dec.".split()
)
_ADDRESSED = Marks([("@", "http", "www.", ".com", ".org", ".net", ".co.uk")])
# a year or a time of day; what begins with a digit is looked for at digits alone
_NUMERIC_DATE = re.compile(r"\d(?:(?<=[12])[09]\d\d(?!\d)|:\d\d)")
# what is said by words: nothing, or as many of a line's are counted
_SAYS = {word: n for n, found in enumerate((_FUNCTION, _YOU, _WE, _MONTHS), 1) for word in found}
_SPLITTER = Splitter()
_CODES = spelled([*_SAYS])
_ORDER = _CODES.argsort()
_CODES = _CODES[_ORDER]
_KINDS = np.array([*_SAYS.values()])[_ORDER]


def _class_table() -> np.ndarray:
    """Give the class of each character of the basic plane."""
    table = np.empty(0x10001, dtype=np.uint8)
    places = {char: _CLASSES.index(name) for name, chars in _MEMBERS.items() for char in chars}
    by_category = {"Ll": 0, "Lu": 1, "Lt": 1, "Nd": 2, "Zs": 3, "Lo": 15, "Lm": 15, "So": 13}
    for point in range(0x10000):
        char = chr(point)
        category = unicodedata.category(char)
        table[point] = places.get(char, by_category.get(category, 14))
    table[0x10000] = _CLASSES.index("picture")
    return table


_TABLE = _class_table()
_ASCII = _TABLE[:128].tobytes().ljust(256, b"\0")


def shapes(lines: Sequence[str], lowers: Sequence[str], sizes: Sequence[int]) -> np.ndarray:
    """Describe the shape of each line.

    Parameters
    ----------
    lines : sequence of str
        Non-empty lines.
    lowers : sequence of str
        The same lines in lower case.
    sizes : sequence of int
        Lines of each document, one after the other.

    Returns
    -------
    ndarray of shape (n_lines, len(SHAPE_NAMES))
    """
    counts, titled, ends, first, last = _class_counts(lines, sizes)
    chars = counts.sum(axis=0)
    letters = np.maximum(counts[0] + counts[1] + counts[15], 1)
    words = counts[3] + 1
    out = np.empty((len(SHAPE_NAMES), len(lines)))
    np.log1p(chars, out=out[0])
    np.log1p(words, out=out[1])
    np.minimum(letters / words, 15.0, out=out[2])
    np.divide(counts[1], letters, out=out[3])
    np.divide(titled, words, out=out[4])
    np.divide(counts[2], chars, out=out[5])
    out[[6, 25, 26, 27]] = _said(lowers)
    out[27] = _dated(lowers, counts[2] > 0, out[27] > 0)
    np.divide(counts[_PER_WORD], words, out=out[7:17])
    np.minimum(out[7:17], 2.0, out=out[7:17])
    np.divide(counts[15], chars, out=out[17])
    np.log1p(ends, out=out[18])
    out[19] = (last == 5) | (last == 6) | ((last == 7) & (chars > 30))
    out[20] = last == 8
    out[21:25] = first == _FIRST
    out[28] = _ADDRESSED.of([low[:_START] for low in lowers])
    out[29] = _repeats(lowers, sizes)
    return out.T


def _repeats(lowers: Sequence[str], sizes: Sequence[int]) -> list[float]:
    """Give the logarithm of how often each line stands in its document."""
    out: list[float] = []
    start = 0
    for size in sizes:
        found = lowers[start : start + size]
        start += size
        if len(set(found)) == size:
            out += [0.0] * size
        else:
            seen = Counter(found)
            out += np.log([seen[line] for line in found]).tolist()
    return out


def _class_counts(
    lines: Sequence[str], sizes: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Count classes, capitalised words and ends of sentences; give first and last classes.

    The counts have a row for each class.
    """
    n = len(lines)
    classes = _classes("\n".join(lines))
    lengths = np.array(list(map(len, lines)))
    stops = (lengths + 1).cumsum()  # behind each line's feed
    rare = (classes != 0).nonzero()[0]  # most characters are lower-case letters
    found = classes[rare]
    owners = np.arange(n).repeat(np.diff(rare.searchsorted(stops), prepend=0))
    cells = np.bincount(16 * owners + found, minlength=16 * n)
    counts = cells.reshape(n, 16).T.astype(np.float64, order="C")
    counts[3, :-1] -= 1  # the line feeds
    counts[0] = lengths - counts.sum(axis=0)
    capital = (found == 1).nonzero()[0]
    before = classes[rare[capital] - 1]
    capital = capital[(before >= 3) & (before <= 14) & (rare[capital] > 0)]
    begun = rare[capital]
    begins = np.bincount(owners[capital], minlength=n).astype(np.float64)
    first = classes[stops - lengths - 1]
    last = classes[stops - 2]
    # a line feed is a space, so the first letter of every line but the first is counted already
    begins[0] += first[0] == 1
    stop = classes[begun - 2]
    ended = capital[(classes[begun - 1] == 3) & ((stop == 5) | (stop == 6)) & (begun > 1)]
    # nor does a line end a sentence because another document begins below it
    if len(sizes) > 1:
        tops = (stops - lengths - 1)[np.cumsum([0, *sizes[:-1]])]
        ended = ended[~np.isin(rare[ended], tops)]
    ends = np.bincount(owners[ended - 2], minlength=n).astype(np.float64)
    return counts, begins, ends, first, last


def _classes(text: str) -> np.ndarray:
    """Give the class of each character."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii").translate(_ASCII), dtype=np.uint8)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _TABLE.take(points, mode="clip")


def _said(lowers: Sequence[str]) -> np.ndarray:
    """Give shares of function words, "you", "we" and months among the first words of each line."""
    words = _SPLITTER.of([line[:_HEAD] for line in lowers])
    at = np.minimum(_CODES.searchsorted(words.codes), len(_CODES) - 1)
    kinds = np.where(_CODES[at] == words.codes, _KINDS[at], 0)
    counts = np.bincount(5 * words.lines + kinds, minlength=5 * len(lowers)).reshape(-1, 5)
    said: np.ndarray = (counts[:, 1:] / counts.sum(axis=1)[:, None]).T
    return said


def _dated(lowers: Sequence[str], numbered: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Say which lines hold a date: digits, and a month or the form of a date."""
    out = numbered & months
    for row in (numbered & ~months).nonzero()[0].tolist():
        out[row] = _NUMERIC_DATE.search(lowers[row][:_START]) is not None
    return out
