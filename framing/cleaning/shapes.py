"""The shape of lines: what they are made of, whatever they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

__all__ = ["SHAPE_NAMES", "shapes"]

_CLASSES = (
    "lower", "upper", "digit", "space", "comma", "period", "asking", "quote", "colon",
    "bracket", "separator", "symbol", "dash", "other", "picture", "caseless",
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
_PER_WORD = [4, 5, 6, 7, 8, 9, 10, 11, 12, 14]  # classes counted per word, commas to pictures
_FIRST = np.array([1, 2, 7, 0])  # classes of a first character: upper, digit, quote, lower
_HEAD = 140  # characters of a line whose words are counted: a share does not need more
_START = 160  # characters in which a date or an address is looked for
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar "
    "apr jun jul aug sept sep oct nov dec jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. "
    "dec.".split()
)
_NUMERIC_DATE = re.compile(r"[12][09]\d\d(?!\d)|\d:\d\d")
_SAYS = {
    **dict.fromkeys(_FUNCTION, "function"),
    **dict.fromkeys(_YOU, "you"),
    **dict.fromkeys(_WE, "we"),
    **dict.fromkeys(_MONTHS, "month"),
}


def _class_table() -> np.ndarray:
    """Give the class of each character of the basic plane."""
    table = np.empty(0x10001, dtype=np.uint8)
    places = {char: _CLASSES.index(name) for name, chars in _MEMBERS.items() for char in chars}
    by_category = {"Ll": 0, "Lu": 1, "Lt": 1, "Nd": 2, "Zs": 3, "Lo": 15, "Lm": 15, "So": 14}
    for point in range(0x10000):
        char = chr(point)
        category = unicodedata.category(char)
        table[point] = places.get(char, by_category.get(category, 13))
    table[0x10000] = _CLASSES.index("picture")
    return table


_TABLE = _class_table()


def shapes(lines: Sequence[str], lowers: Sequence[str]) -> np.ndarray:
    """Describe the shape of each line.

    Parameters
    ----------
    lines : sequence of str
        Non-empty lines.
    lowers : sequence of str
        The same lines in lower case.

    Returns
    -------
    ndarray of shape (n_lines, len(SHAPE_NAMES))
    """
    counts, titled, ends, first, last = _class_counts(lines)
    chars = counts.sum(axis=1)
    letters = np.maximum(counts[:, 0] + counts[:, 1] + counts[:, 15], 1)
    words = counts[:, 3] + 1
    numbered = (counts[:, 2] > 0).tolist()
    worded = np.array(list(map(_worded, lowers, numbered)))
    seen: dict[str, int] = {}
    for line in lowers:
        seen[line] = seen.get(line, 0) + 1
    out = np.empty((len(lines), len(SHAPE_NAMES)))
    out[:, 0] = np.log1p(chars)
    out[:, 1] = np.log1p(words)
    out[:, 2] = np.minimum(letters / words, 15.0)
    out[:, 3] = counts[:, 1] / letters
    out[:, 4] = titled / words
    out[:, 5] = counts[:, 2] / chars
    out[:, 6] = worded[:, 0]
    out[:, 7:17] = np.minimum(counts[:, _PER_WORD] / words[:, None], 2.0)
    out[:, 17] = counts[:, 15] / chars
    out[:, 18] = np.log1p(ends)
    out[:, 19] = (last == 5) | (last == 6) | ((last == 7) & (chars > 30))
    out[:, 20] = last == 8
    out[:, 21:25] = first[:, None] == _FIRST
    out[:, 25:29] = worded[:, 1:]
    out[:, 29] = np.log([seen[line] for line in lowers])
    return out


def _class_counts(
    lines: Sequence[str],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Count classes, capitalised words and ends of sentences; give first and last classes."""
    joined = "\n".join(lines)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _TABLE[np.minimum(points, 0x10000)]
    lengths = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
    starts = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
    number = np.repeat(np.arange(len(lines)), np.append(lengths[:-1] + 1, lengths[-1]))
    cells = number * 16 + classes
    counts = np.bincount(cells, minlength=16 * len(lines)).reshape(-1, 16).astype(np.float64)
    counts[:-1, 3] -= 1  # the line feeds
    capital = (classes[1:] == 1) & (classes[:-1] >= 3) & (classes[:-1] <= 14)
    begins = np.bincount(number[1:][capital], minlength=len(lines)).astype(np.float64)
    first = classes[starts]
    last = classes[starts + lengths - 1]
    # a line feed is a space, so the first letter of every line but the first is counted already
    begins[0] += first[0] == 1
    stops = ((classes[:-2] == 5) | (classes[:-2] == 6)) & (classes[1:-1] == 3) & (classes[2:] == 1)
    ends = np.bincount(number[:-2][stops], minlength=len(lines)).astype(np.float64)
    return counts, begins, ends, first, last


def _worded(lower: str, numbered: bool) -> tuple[float, float, float, float, float]:
    """Give shares of function words and direct address, and whether dates or addresses occur."""
    words = lower[:_HEAD].split()
    total = len(words)
    said = [*map(_SAYS.get, words)]
    start = lower[:_START]
    address = (
        "@" in start or "http" in start or "www." in start or ".com" in start
        or ".org" in start or ".net" in start or ".co.uk" in start
    )  # fmt: skip
    return (
        said.count("function") / total,
        said.count("you") / total,
        said.count("we") / total,
        1.0 if numbered and ("month" in said or _NUMERIC_DATE.search(start)) else 0.0,
        1.0 if address else 0.0,
    )
