"""Sentences as rows of numbers: the same code trains the classifier and scores documents.

Nothing here knows an outlet, a topic or a name: capitalised words that are never written small
stand as one word, ``<name>``, and all numbers as ``<num>``. Everything is computed for a batch at
once; sums run in the order of the words, so a sentence's numbers do not depend on the others'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from framing.measures.loaded.lookup import Found, longest
from framing.measures.loaded.table import (
    CATEGORIES,
    CONTENT,
    CONTEXT,
    CUE,
    KNOWN,
    LENGTH,
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
_SCARE = re.compile(r'"([^"]{2,30})"')
_SCARE_WORDS = 3
_OPENERS = [ord(mark) for mark in "\"'([:"]  # after these a capital begins a sentence
_LETTERS = 0x2000  # code points from here on are marks for our purpose

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


def matrix(table: WordTable, views: Sequence[View]) -> Batch:
    """Compute the features of all sentences and parts of views."""
    run = run_of(views)
    members = _members(run)
    out = np.zeros((len(COLUMNS), len(members.sizes)))
    if not run.words:
        return Batch(run, out, [], np.zeros(0))
    places = table.places(run.words)
    codes = _codes(run.text)
    case = _case(table, run, places, codes)
    found = _hits(table, run, places, case)
    places = np.where(case.named, 0, places)
    numbers = table.numbers
    logits = np.maximum(numbers[LOGIT, places], FLOOR)
    logits[numbers[CONTENT, places] == 0] = FLOOR
    _characters(out, run, members, codes)
    _words(out, members, numbers[:, places[members.words]], case.shouted[members.words])
    _lexicon(out, table, run, members, found)
    _scores(out, members, logits, numbers[CONTEXT, places], case.inside)
    return Batch(run, out, found, logits)


def forms_of(table: WordTable, view: View) -> list[str]:
    """Give the words of a view, names and numbers replaced."""
    run = run_of([view])
    if not run.words:
        return []
    named = _case(table, run, table.places(run.words), _codes(run.text)).named.tolist()
    return [
        NAME if is_name else NUMBER if word[0].isdigit() else word
        for word, is_name in zip(run.words, named, strict=True)
    ]


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _members(run: Run) -> _Members:
    """List the words of every sentence, then those of every part."""
    part_sizes = np.array([len(part.words) for part in run.parts], dtype=np.int64)
    extra = np.array([w for part in run.parts for w in part.words], dtype=np.int64)
    sizes = np.concatenate([run.sizes, part_sizes])
    spans = np.array([(p.start, p.end) for p in run.parts], dtype=np.int64).reshape(-1, 2)
    return _Members(
        np.concatenate([np.arange(len(run.words)), extra]),
        np.repeat(np.arange(len(sizes)), sizes),
        np.maximum(sizes, 1).astype(float),
        np.concatenate([run.begins, spans[:, 0]]),
        np.concatenate([run.stops, spans[:, 1]]),
    )


def _case(table: WordTable, run: Run, places: np.ndarray, codes: np.ndarray) -> _Case:
    """Look at capitals and quotation marks; in a title or in capitals nothing is a name."""
    uppers = _sums(codes != _codes(run.lower))
    length = run.ends - run.starts
    upper = uppers[run.starts + 1] > uppers[run.starts]
    shouted = (uppers[run.ends] - uppers[run.starts] == length) & (length > 3)
    counts = _sums(upper)
    capitals = counts[run.firsts + run.sizes] - counts[run.firsts]
    titled = np.repeat((run.sizes > 3) & (capitals > 0.6 * run.sizes), run.sizes)
    marks = _sums(codes == ord('"'))
    inside = (marks[run.starts] - np.repeat(marks[run.begins], run.sizes)) % 2 == 1
    named = upper & ~titled & (table.numbers[KNOWN, places] == 0)
    opened = np.isin(codes[np.maximum(run.starts - 1, 0)], _OPENERS)
    opened[run.firsts[run.sizes > 0]] = True
    proper = upper & ~titled & ~opened
    return _Case(named, proper, inside, (shouted & ~titled).astype(float))


def _sums(flags: np.ndarray) -> np.ndarray:
    """Give running counts, beginning with 0."""
    return np.concatenate([[0], np.cumsum(flags)])


def _hits(table: WordTable, run: Run, places: np.ndarray, case: _Case) -> list[Found]:
    """Find the lexicon's entries, sentence by sentence; a name is no single-word hit."""
    flagged = np.flatnonzero(table.numbers[CUE, places] > 0)
    sentence = np.searchsorted(run.firsts, flagged, side="right") - 1
    first = run.firsts[sentence]
    cells = zip(
        flagged.tolist(), places[flagged].tolist(), first.tolist(),
        (first + run.sizes[sentence]).tolist(), case.named[flagged].tolist(),
        case.proper[flagged].tolist(), strict=True,
    )  # fmt: skip
    found: list[Found] = []
    words = [*run.words, ""]  # a neighbour for the first word and for the last
    entries, phrases, capitalised = table.entries, table.phrases, table.capitalised
    for n, place, begin, end, is_name, is_proper in cells:
        entry = entries[place]
        if entry >= 0 and not is_name and (not is_proper or capitalised[entry]):
            found.append(Found(n, n + 1, entry))
        near = phrases[place]
        if near is not None and (
            words[n - 1] in near.before or words[n + 1] in near.after or near.always
        ):
            found += near.around(words, n, begin, end)
    return longest(found)


def _characters(out: np.ndarray, run: Run, members: _Members, codes: np.ndarray) -> None:
    """Fill what marks and quotes say."""
    begins, stops = members.begins, members.stops

    # letters and blanks are left out once, so that every mark is looked for among few characters
    at = np.flatnonzero((codes < ord("A")) & (codes != ord(" ")) | (codes > _LETTERS))
    marks = codes[at]
    before = codes[np.maximum(at - 1, 0)]

    def count(flags: np.ndarray) -> np.ndarray:
        places = at[flags]
        if not len(places):
            return np.zeros(len(begins))
        return (np.searchsorted(places, stops) - np.searchsorted(places, begins)).astype(float)

    out[_AT["log_words"]], out[_AT["short"]] = np.log(members.sizes), members.sizes < 12
    out[_AT["commas"]] = count(marks == ord(",")) / members.sizes * 5
    for mark in _MARKS:
        out[_AT[f"mark{mark}"]] = count(marks == ord(mark)) > 0
    hyphen, dot = ord("-"), ord(".")
    dash = (marks == hyphen) & ((before == hyphen) | (before == ord(" ")))
    out[_AT["dash"]] = count(dash | (marks == ord("—")) | (marks == ord("–"))) > 0
    ellipsis = (marks == dot) & (before == dot) & (codes[np.maximum(at - 2, 0)] == dot)
    out[_AT["ellipsis"]] = count(ellipsis | (marks == ord("…"))) > 0
    quoted = np.flatnonzero(count(marks == ord('"')) > 0)
    first = _AT["quotes"]
    for n in quoted.tolist():
        out[first : first + 4, n] = _quotes(run.text[begins[n] : stops[n]])


def _quotes(text: str) -> tuple[float, float, float, float]:
    """Look at a sentence's quotes: there, share of the characters, scare quotes, small ones."""
    share = sum(len(piece) + 2 for piece in text.split('"')[1:-1:2]) / len(text)
    scare = [
        inner
        for inner in _SCARE.findall(text)
        if len(inner.split()) <= _SCARE_WORDS and inner.rstrip()[-1:] not in (",", ".", "!", "?")
    ]
    return 1.0, share, min(len(scare), 3), min(sum(inner[0].islower() for inner in scare), 3)


def _words(out: np.ndarray, members: _Members, numbers: np.ndarray, capitals: np.ndarray) -> None:
    """Fill the counts of word shapes."""
    owners, sizes, n = members.owners, members.sizes, len(members.sizes)
    at = _AT[FLAGS[0]]
    shapes = numbers[SHAPE].astype(np.int64)
    shaped = np.flatnonzero(shapes)
    shapes, shape_owners = shapes[shaped], owners[shaped]
    for k, cap in enumerate(_CAPS):
        flagged = shape_owners[(shapes >> k) & 1 > 0]
        out[at + k] = np.minimum(np.bincount(flagged, minlength=n), cap)
    out[at] *= 3 / np.sqrt(sizes)
    out[_AT["names"]] = np.bincount(owners[numbers[KNOWN] == 2], minlength=n) / sizes
    out[_AT["capitals"]] = np.minimum(np.bincount(owners, capitals, n), 3)
    out[_AT["word_length"]] = np.minimum(np.bincount(owners, numbers[LENGTH], n) / sizes, 12)


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


def _scores(
    out: np.ndarray,
    members: _Members,
    logits: np.ndarray,
    context: np.ndarray,
    inside: np.ndarray,
) -> None:
    """Fill what the words' learned scores add up to: in all, and outside quotes."""
    chances = np.where(logits > FLOOR, 1.0 / (1.0 + np.exp(-logits)), 0.0)
    can = logits[members.words] > FLOOR
    words, owners = members.words[can], members.owners[can]
    order = np.lexsort((-logits[words], owners))
    words, owners = words[order], owners[order]
    within = inside[words]
    _stats(out, _AT["all_first"], words, owners, logits, chances, members.sizes)
    own = ~within
    _stats(out, _AT["outside_first"], words[own], owners[own], logits, chances, members.sizes)
    quoted = out[_AT["inside_first"]]
    quoted[:] = FLOOR
    np.maximum.at(quoted, owners[within], logits[words[within]])
    weights = context[members.words]
    total = np.bincount(members.owners, weights, len(members.sizes))
    out[_AT["context"]] = total / np.sqrt(members.sizes)


def _stats(
    out: np.ndarray,
    at: int,
    words: np.ndarray,
    owners: np.ndarray,
    logits: np.ndarray,
    chances: np.ndarray,
    sizes: np.ndarray,
) -> None:
    """Fill the three highest log-odds and three forms of the sum of chances; words are sorted."""
    counts = np.bincount(owners, minlength=len(sizes))
    firsts = np.cumsum(counts) - counts
    for k in range(3):
        has = counts > k
        out[at + k] = FLOOR
        out[at + k, has] = logits[words[firsts[has] + k]]
    total = np.bincount(owners, chances[words], len(sizes))
    out[at + 3] = np.log1p(total)
    out[at + 4] = total / np.sqrt(sizes)
    out[at + 5] = total
