"""Sentences as rows of numbers: the same code trains the classifier and scores documents.

Nothing here knows an outlet, a topic or a name: capitalised words that are never written small
stand as one word, ``<name>``, and all numbers as ``<num>``. Everything is computed for a batch at
once; sums run in the order of the words, so a sentence's numbers do not depend on the others'.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import ne
from threading import Lock
from typing import NamedTuple

import numpy as np

from framing.measures.loaded.lookup import Found, longest
from framing.measures.loaded.table import (
    CATEGORIES,
    CONTENT,
    CONTEXT,
    ENTRY,
    KNOWN,
    LENGTH,
    LETTER,
    LOGIT,
    NAME,
    NUMBER,
    SHAPE,
    WordTable,
)
from framing.measures.loaded.views import Run, View, run_of
from framing.measures.loaded.words import FLAGS

__all__ = ["COLUMNS", "FLOOR", "Batch", "forms_of", "matrix"]

FLOOR = -7.0  # log-odds of a word that cannot be loaded
_CAPS = (4, 3, 3, 4, 3, 3, 4, 1, 1, 3, 3, 3, 3, 1)  # counts of FLAGS beyond these say no more
_MARKS = "!?(:;"
_SCARE_LENGTH = range(2, 31)
_SCARE_WORDS = 3
_OPENS = np.zeros(128, dtype=bool)  # by code point: after these a capital begins a sentence
_OPENS[[ord(mark) for mark in "\"'([:"]] = True
_LETTERS = 0x2000  # code points from here on are marks for our purpose
_one_at_a_time = Lock()  # threads share tables of words, which grow while they are read

_CHARACTERS = (
    "log_words", "short", "quotes", "quoted_share", "scare", "scare_lower", "commas", "dash",
    "ellipsis", *(f"mark{mark}" for mark in _MARKS),
)  # fmt: skip
_WORDS = (*FLAGS, "names", "capitals", "word_length")
_LEXICON = (
    *(f"count_{c}" for c in CATEGORIES), *(f"has_{c}" for c in CATEGORIES),
    "cues", "cue_density", "cue_weight", "cue_strongest",
)  # fmt: skip
_CHANCES = ("first", "second", "third", "log_sum", "density", "sum")
_WORD_SCORES = (
    *(f"all_{c}" for c in _CHANCES), *(f"outside_{c}" for c in _CHANCES), "inside_first", "context",
)  # fmt: skip
COLUMNS = (*_CHARACTERS, *_WORDS, *_LEXICON, *_WORD_SCORES)
_AT = {name: n for n, name in enumerate(COLUMNS)}


class Batch(NamedTuple):
    """Several views, computed together; columns are the sentences, then the parts."""

    run: Run
    matrix: np.ndarray  # a row for each of COLUMNS
    found: list[Found]  # lexicon hits, by running number of the words
    logits: np.ndarray  # log-odds that each word is loaded


class _Case(NamedTuple):
    """What the letters of a text say of each word."""

    named: np.ndarray  # a name, by its capital
    proper: np.ndarray  # a capital inside a sentence: may be part of a name
    inside: np.ndarray  # between quotation marks of its sentence
    shouted: np.ndarray  # in capitals, its sentence not


class _Members(NamedTuple):
    """Which words make up each column."""

    words: np.ndarray
    owners: np.ndarray
    sizes: np.ndarray  # at least 1, as floats
    begins: np.ndarray
    stops: np.ndarray


class _Odds(NamedTuple):
    """The words' learned scores, by rank: the likeliest word first, equal ones apart."""

    rank: np.ndarray  # of each word
    logits: np.ndarray  # by rank
    n_loaded: int  # ranks that can be loaded at all


def matrix(table: WordTable, views: Sequence[View]) -> Batch:
    """Compute the features of all sentences and parts of views."""
    run = run_of(views)
    with _one_at_a_time:
        return _matrix(table, run)


def _matrix(table: WordTable, run: Run) -> Batch:
    members = _members(run)
    out = np.zeros((len(COLUMNS), len(members.sizes)))
    if not run.words:
        return Batch(run, out, [], np.zeros(0))
    places = table.places(run.numbered)
    codes = _codes(run.text)
    quotes = _sums(codes == ord('"'))
    case = _case(table, run, places, codes, quotes)
    found = _hits(table, run, places, case)
    places = np.where(case.named, 0, places)
    table.score(places)
    odds = _odds(table, places)
    held = places[members.words]
    _characters(out, run, members, codes, quotes)
    out[_AT["quotes"] : _AT["commas"], run.quoted] = 0.0
    _words(out, table, members, held, case.shouted)
    _lexicon(out, table, run, members, found)
    inside = case.inside[members.words] & ~run.quoted[members.owners]
    _scores(out, members, odds, inside)
    total = np.bincount(members.owners, table.numbers[CONTEXT, held], len(members.sizes))
    out[_AT["context"]] = total / np.sqrt(members.sizes)
    return Batch(run, out, found, odds.logits[odds.rank])


def forms_of(table: WordTable, view: View) -> list[str]:
    """Give the words of a view, names and numbers replaced."""
    run = run_of([view])
    if not run.words:
        return []
    codes = _codes(run.text)
    quotes = _sums(codes == ord('"'))
    named = _case(table, run, table.places(run.numbered), codes, quotes).named.tolist()
    return [
        NAME if is_name else NUMBER if word[0].isdigit() else word
        for word, is_name in zip(run.words, named, strict=True)
    ]


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _members(run: Run) -> _Members:
    """List the words of every sentence, then those of every part."""
    sizes = np.concatenate([run.sentences[:, 1], run.parts[:, 0]])
    firsts, lengths = run.stretches.T
    begins = np.cumsum(lengths) - lengths  # where each stretch stands among the parts' words
    extra = np.arange(int(lengths.sum())) + np.repeat(firsts - begins, lengths)
    return _Members(
        np.concatenate([np.arange(len(run.words)), extra]),
        np.repeat(np.arange(len(sizes)), sizes),
        np.maximum(sizes, 1).astype(float),
        np.concatenate([run.sentences[:, 2], run.parts[:, 1]]),
        np.concatenate([run.sentences[:, 3], run.parts[:, 2]]),
    )


def _case(
    table: WordTable, run: Run, places: np.ndarray, codes: np.ndarray, marks: np.ndarray
) -> _Case:
    """Look at capitals and quotation marks; in a title or in capitals nothing is a name."""
    firsts, sizes, begins, _ = run.sentences.T
    starts, numbers = run.starts, table.numbers
    upper = codes[starts] != numbers[LETTER, places]
    counts = _sums(upper)
    capitals = counts[firsts + sizes] - counts[firsts]
    titled = np.repeat((sizes > 3) & (capitals > 0.6 * sizes), sizes)
    inside = (marks[starts] - np.repeat(marks[begins], sizes)) % 2 == 1
    upper &= ~titled
    named = upper & (numbers[KNOWN, places] == 0)
    opened = _OPENS[np.minimum(codes[np.maximum(starts - 1, 0)], 127)]
    opened[firsts[sizes > 0]] = True
    shouted = _shouted(run, codes, upper & (numbers[LENGTH, places] > 3))
    return _Case(named, upper & ~opened, inside, shouted)


def _shouted(run: Run, codes: np.ndarray, long: np.ndarray) -> np.ndarray:
    """Say which of some words have nothing but capitals."""
    out = np.zeros(len(long), dtype=bool)
    likely = np.flatnonzero(long)
    second = codes[run.starts[likely] + 1]
    likely = likely[(second <= ord("Z")) | (second >= 128)]
    for n, start in zip(likely.tolist(), run.starts[likely].tolist(), strict=True):
        word = run.words[n]
        out[n] = all(map(ne, run.text[start : start + len(word)], word))
    return out


def _sums(flags: np.ndarray) -> np.ndarray:
    """Give running counts, beginning with 0."""
    out = np.zeros(len(flags) + 1, dtype=np.int32)
    np.cumsum(flags, out=out[1:])
    return out


def _hits(table: WordTable, run: Run, places: np.ndarray, case: _Case) -> list[Found]:
    """Find the lexicon's entries, sentence by sentence; a name is no single-word hit."""
    numbers = table.numbers
    entries = numbers[ENTRY, places]
    listed = np.flatnonzero((entries >= 0) & ~case.named)
    cells = zip(
        listed.tolist(), entries[listed].astype(int).tolist(), case.proper[listed].tolist(),
        strict=True,
    )  # fmt: skip
    capitalised = table.capitalised
    found = [Found(n, n + 1, e) for n, e, proper in cells if not proper or capitalised[e]]
    firsts, sizes = run.sentences[:, 0].tolist(), run.sentences[:, 1].tolist()
    for n, near in table.phrases(places):
        at = bisect_right(firsts, n) - 1
        found += near.around(run.words, n, firsts[at], firsts[at] + sizes[at])
    return longest(found)


def _characters(
    out: np.ndarray, run: Run, members: _Members, codes: np.ndarray, quotes: np.ndarray
) -> None:
    """Fill what marks and quotes say."""
    # letters and blanks are left out once, so that every mark is looked for among few characters
    at = np.flatnonzero((codes < ord("A")) & (codes != ord(" ")) | (codes > _LETTERS))
    marks = codes[at]
    before = codes[np.maximum(at - 1, 0)]
    begins, stops = np.searchsorted(at, members.begins), np.searchsorted(at, members.stops)

    def count(flags: np.ndarray) -> np.ndarray:
        sums = _sums(flags)
        return sums[stops] - sums[begins]

    out[_AT["log_words"]], out[_AT["short"]] = np.log(members.sizes), members.sizes < 12
    out[_AT["commas"]] = count(marks == ord(",")) / members.sizes * 5
    for mark in _MARKS:
        out[_AT[f"mark{mark}"]] = count(marks == ord(mark)) > 0
    hyphen, dot = ord("-"), ord(".")
    dash = (marks == hyphen) & ((before == hyphen) | (before == ord(" ")))
    out[_AT["dash"]] = count(dash | (marks == ord("—")) | (marks == ord("–"))) > 0
    ellipsis = (marks == dot) & (before == dot) & (codes[np.maximum(at - 2, 0)] == dot)
    out[_AT["ellipsis"]] = count(ellipsis | (marks == ord("…"))) > 0
    _quotes(out, run.text, members, at[marks == ord('"')], quotes)


def _quotes(
    out: np.ndarray, text: str, members: _Members, at: np.ndarray, counts: np.ndarray
) -> None:
    """Fill what is quoted: there, share of the characters, scare quotes, small ones.

    `at` says where quotation marks stand, `counts` how many before each character.
    """
    first, last = counts[members.begins], counts[members.stops]
    quoted = np.flatnonzero(last > first)
    if not len(quoted):
        return
    first, last = first[quoted], last[quoted]
    pairs = (last - first) // 2
    # where pairs close minus where they open; a sentence may begin at any mark
    signs = np.where(np.arange(len(at)) % 2, 1, -1)
    sums = np.concatenate([[0], np.cumsum(at * signs)])
    inner = (sums[first + 2 * pairs] - sums[first]) * np.where(first % 2, -1, 1)
    begins, stops = members.begins[quoted], members.stops[quoted]
    row = _AT["quotes"]
    out[row, quoted] = 1.0
    out[row + 1, quoted] = (inner + pairs) / (stops - begins)
    gaps = _sums((np.diff(at) > _SCARE_LENGTH.start) & (np.diff(at) <= _SCARE_LENGTH.stop))
    short = np.flatnonzero(gaps[last - 1] > gaps[first])
    cells = zip(quoted[short].tolist(), begins[short].tolist(), stops[short].tolist(), strict=True)
    for n, begin, stop in cells:
        scare = [piece for piece in _short_quotes(text[begin:stop]) if _is_scare(piece)]
        out[row + 2, n] = min(len(scare), 3)
        out[row + 3, n] = min(sum([piece[0].islower() for piece in scare]), 3)


def _short_quotes(text: str) -> list[str]:
    """Give the short pieces between quotation marks, each mark used once."""
    found = []
    after_short = False
    for piece in text.split('"')[1:-1]:
        after_short = not after_short and len(piece) in _SCARE_LENGTH
        if after_short:
            found.append(piece)
    return found


def _is_scare(inner: str) -> bool:
    """Say whether a short quotation is a term and no remark."""
    return len(inner.split()) <= _SCARE_WORDS and inner.rstrip()[-1:] not in (",", ".", "!", "?")


def _words(
    out: np.ndarray, table: WordTable, members: _Members, held: np.ndarray, shouted: np.ndarray
) -> None:
    """Fill the counts of word shapes; `held` are the columns of the members' words."""
    owners, sizes, n = members.owners, members.sizes, len(members.sizes)
    numbers = table.numbers
    at = _AT[FLAGS[0]]
    shapes = numbers[SHAPE, held]
    shaped = np.flatnonzero(shapes)
    bits, shape_owners = shapes[shaped].astype(np.int64), owners[shaped]
    for k, cap in enumerate(_CAPS):
        flagged = shape_owners[(bits >> k) & 1 > 0]
        out[at + k] = np.minimum(np.bincount(flagged, minlength=n), cap)
    out[at] *= 3 / np.sqrt(sizes)
    out[_AT["names"]] = np.bincount(owners[numbers[KNOWN, held] == 2], minlength=n) / sizes
    loud = owners[shouted[members.words]]
    out[_AT["capitals"]] = np.minimum(np.bincount(loud, minlength=n), 3)
    letters = np.bincount(owners, numbers[LENGTH, held], n)
    out[_AT["word_length"]] = np.minimum(letters / sizes, 12)


def _lexicon(
    out: np.ndarray, table: WordTable, run: Run, members: _Members, found: Sequence[Found]
) -> None:
    """Fill the counts of lexicon hits; a hit belongs to whatever holds its first word."""
    if not found:
        return
    entry_at = np.full(len(run.words), -1)
    entry_at[[hit.first for hit in found]] = [hit.entry for hit in found]
    entries = entry_at[members.words]
    held = np.flatnonzero(entries >= 0)
    owners, entries = members.owners[held], entries[held]
    weights = table.lexicon.weight_array[entries]
    kinds = table.category_array[entries]
    n, k = len(members.sizes), len(CATEGORIES)
    counts = np.bincount(kinds * n + owners, minlength=n * k).reshape(k, n)
    cues = counts[:-1].sum(axis=0)
    at = _AT[f"count_{CATEGORIES[0]}"]
    out[at : at + k] = np.minimum(counts, 4)
    out[at + k : at + 2 * k] = counts > 0
    out[_AT["cues"]] = np.minimum(cues, 6)
    out[_AT["cue_density"]] = cues / np.sqrt(members.sizes)
    out[_AT["cue_weight"]] = np.bincount(owners, weights, n) / np.sqrt(members.sizes)
    np.maximum.at(out[_AT["cue_strongest"]], owners, weights)


def _odds(table: WordTable, places: np.ndarray) -> _Odds:
    """Rank the words of a batch, each distinct one once."""
    numbers = table.numbers
    met = np.zeros(numbers.shape[1], dtype=bool)
    met[places] = True
    distinct = np.flatnonzero(met)
    logits = np.maximum(numbers[LOGIT, distinct], FLOOR)
    logits[numbers[CONTENT, distinct] == 0] = FLOOR
    order = np.argsort(-logits, kind="stable")
    ranks = np.zeros(numbers.shape[1], dtype=np.int64)
    ranks[distinct[order]] = np.arange(len(order))
    logits = logits[order]
    return _Odds(ranks[places], logits, int(np.count_nonzero(logits > FLOOR)))


def _scores(out: np.ndarray, members: _Members, odds: _Odds, inside: np.ndarray) -> None:
    """Fill what the members' learned scores add up to: in all, and outside quotes."""
    ranks = odds.rank[members.words]
    can = ranks < odds.n_loaded
    # owner, rank and quotation mark in one number: sorted, they stand as the sums need them
    keys = (members.owners[can] << 32) | (ranks[can] << 1) | inside[can]
    keys.sort()
    owners, ranks, within = keys >> 32, (keys & 0xFFFFFFFF) >> 1, (keys & 1).astype(bool)
    logits = odds.logits
    chances = 1.0 / (1.0 + np.exp(-logits))
    _stats(out, _AT["all_first"], ranks, owners, logits, chances, members.sizes)
    own = ~within
    _stats(out, _AT["outside_first"], ranks[own], owners[own], logits, chances, members.sizes)
    quoted = out[_AT["inside_first"]]
    quoted[:] = FLOOR
    ranks, owners = ranks[within][::-1], owners[within][::-1]
    quoted[owners] = logits[ranks]  # the last one stays: the likeliest


def _stats(
    out: np.ndarray,
    at: int,
    ranks: np.ndarray,
    owners: np.ndarray,
    logits: np.ndarray,
    chances: np.ndarray,
    sizes: np.ndarray,
) -> None:
    """Fill the three highest log-odds and three forms of the sum of chances; ranks are sorted."""
    counts = np.bincount(owners, minlength=len(sizes))
    firsts = np.cumsum(counts) - counts
    for k in range(3):
        has = counts > k
        out[at + k] = FLOOR
        out[at + k, has] = logits[ranks[firsts[has] + k]]
    total = np.bincount(owners, chances[ranks], len(sizes))
    out[at + 3] = np.log1p(total)
    out[at + 4] = total / np.sqrt(sizes)
    out[at + 5] = total
