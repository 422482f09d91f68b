"""Sentences as rows of numbers: the same code trains the classifier and scores documents.

Nothing here knows an outlet, a topic or a name: capitalised words that are never written small
stand as one word, ``<name>``, and all numbers as ``<num>``. Everything is computed for a batch at
once; sums run in the order of the words, so a row does not depend on what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from framing.lexicon import Lexicon
from framing.measures.loaded.lookup import Found, LexiconTable, longest
from framing.measures.loaded.words import FLAGS, flags_of, is_content
from framing.text import tokens
from framing.text.normalise import fold_case, normalise

__all__ = [
    "CATEGORIES", "COLUMNS", "NAME", "Batch", "Piece", "View", "WordTable", "forms_of", "matrix",
    "view_of",
]  # fmt: skip

CATEGORIES = (
    "labelling", "derogatory", "presupposing", "hyperbole", "intensifier", "evaluative", "emotive",
    "metaphor", "one_sided", "euphemism", "sarcasm", "commentary", "neutral",
)  # fmt: skip
NAME, NUMBER = "<name>", "<num>"
_PRONOUNS = ("i'",)  # "I'm" is no name
FLOOR = -7.0  # log-odds of a word that cannot be loaded
_CAPS = (4, 3, 3, 4, 3, 3, 4, 1, 1, 3, 3, 3, 3, 1)  # counts of FLAGS beyond these say no more
_MARKS = ("!", "?", "...", "(", ":", ";")
_DASHES = ("—", "–", " - ", "--")
_SCARE = re.compile(r'"([^"]{2,30})"')
_KEEP_WORDS = 300_000  # distinct words remembered; beyond that the memory starts anew

_CHARACTERS = (
    "log_words", "short", "quotes", "quoted_share", "scare", "scare_lower", "commas", "dash",
    *(f"mark{mark}" for mark in _MARKS),
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


class Piece(NamedTuple):
    """What is judged as one: words `first` to `last` of a view, or those listed in `members`."""

    first: int
    last: int
    start: int
    end: int
    members: tuple[int, ...] = ()


class View(NamedTuple):
    """An analysed text, as the features need it."""

    text: str
    lower: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    pieces: list[Piece]


def view_of(sentence: str) -> View:
    """Analyse one sentence that comes without a document."""
    text = normalise(sentence).text
    lower = fold_case(text)
    words, starts, ends = tokens.words(lower)
    pieces = [Piece(0, len(words), 0, len(text))] if words else []
    return View(text, lower, words, starts, ends, pieces)


class WordTable:
    """Numbers of every distinct word met so far; a word's numbers depend on nothing but the word.

    Parameters
    ----------
    lexicon : Lexicon
        The loaded lexicon.
    score : callable
        Gives (log-odds that the word is loaded, weight of the word as context).
    known : frozenset of str
        Words that are written small, which a capital does not turn into a name.
    """

    def __init__(self, lexicon: Lexicon, score, known: frozenset[str]) -> None:  # type: ignore[no-untyped-def]
        self.lexicon = LexiconTable(lexicon)
        self._score = score
        self._known = known
        self.category_index = [CATEGORIES.index(c) for c in self.lexicon.categories]
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self.entries: list[int] = []
        self.phrases: list[tuple] = []
        self._pending: list[tuple[float, ...]] = []
        self._numbers = np.zeros((0, len(FLAGS) + 6))
        self._filled = 0
        self.row(NAME)

    def row(self, word: str) -> int:
        """Give a word's row, made where it is new."""
        at = self._rows.get(word, -1)
        return at if at >= 0 else self._new(word)

    def _new(self, word: str) -> int:
        at = len(self.entries)
        self._rows[word] = at
        artificial = word == NAME
        form = NUMBER if word[0].isdigit() else word
        loaded, context = self._score(form)
        entry = -1 if artificial else self.lexicon.entry_of(word)
        phrases = () if artificial else self.lexicon.phrases_of(word)
        self.entries.append(entry)
        self.phrases.append(phrases)
        content = not artificial and is_content(word)
        self._pending.append(
            (loaded, context, float(content), self._familiar(word),
             float(entry >= 0 or bool(phrases)), 6.0 if artificial else float(len(word)),
             *map(float, flags_of(word)))
        )  # fmt: skip
        return at

    def _familiar(self, word: str) -> float:
        """Say whether a capital leaves a word a word (1), turns it into a name (0), or has (2)."""
        if word == NAME:
            return 2.0
        return float(word in self._known or not word[0].isalpha() or word.startswith(_PRONOUNS))

    @property
    def numbers(self) -> np.ndarray:
        """Log-odds, context weight, content, known, cue, length and flags: a row a word."""
        n = len(self._pending)
        if n:
            if self._filled + n > len(self._numbers):
                more = np.zeros((max(n, len(self._numbers), 1024), self._numbers.shape[1]))
                self._numbers = np.vstack([self._numbers, more])
            self._numbers[self._filled : self._filled + n] = self._pending
            self._filled += n
            self._pending = []
        return self._numbers

    def rows(self, words: Sequence[str]) -> np.ndarray:
        """Give the rows of words."""
        if len(self._rows) > _KEEP_WORDS:
            self._forget()
        get = self._rows.get
        found = [get(word, -1) for word in words]
        if -1 in found:
            found = [at if at >= 0 else self.row(words[n]) for n, at in enumerate(found)]
        return np.array(found, dtype=np.int64)


class Batch(NamedTuple):
    """Pieces of several views as one run of words."""

    matrix: np.ndarray  # one row a column of COLUMNS, one column a piece
    found: list[list[Found]]  # lexicon hits of each view
    chances: list[np.ndarray]  # log-odds that each word of each view is loaded


def matrix(table: WordTable, views: Sequence[View]) -> Batch:
    """Compute the features of all pieces of views."""
    parts = [_view_arrays(table, view) for view in views]
    found = [part[-1] for part in parts]
    chances = [part[1] for part in parts]
    n_pieces = sum(len(view.pieces) for view in views)
    out = np.zeros((len(COLUMNS), n_pieces))
    if n_pieces == 0:
        return Batch(out, found, chances)
    members, owners, counts = _membership(views)
    numbers = np.concatenate([part[0] for part in parts])[members]
    logits = np.concatenate(chances)[members]
    inside = np.concatenate([part[2] for part in parts])[members]
    capitals = np.concatenate([part[3] for part in parts])[members]
    sizes = np.maximum(counts, 1).astype(float)
    at = _characters(out, views, sizes)
    at = _words(out, at, numbers, capitals, owners, sizes)
    at = _lexicon(out, at, table, views, found, sizes)
    _scores(out, at, logits, numbers[:, 1], inside, owners, sizes)
    return Batch(out, found, chances)


def _view_arrays(
    table: WordTable, view: View
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[Found]]:
    """Give numbers, log-odds, whether inside quotes, whether in capitals, and lexicon hits."""
    if not view.words:
        none = np.zeros(0)
        return np.zeros((0, len(FLAGS) + 6)), none, none.astype(bool), none, []
    rows = table.rows(view.words)
    case = _case(table, view, rows)
    numbers = table.numbers[rows]
    found = _hits(table, view, rows, numbers, case.named)
    numbers = np.where(case.named[:, None], table.numbers[0], numbers)
    logits = np.where(numbers[:, 2] > 0, np.maximum(numbers[:, 0], FLOOR), FLOOR)
    return numbers, logits, case.inside, case.shouted, found


class _Case(NamedTuple):
    """What the letters of a text say of each word."""

    named: np.ndarray  # a name, by its capital
    inside: np.ndarray  # between quotation marks of its sentence
    shouted: np.ndarray  # in capitals, its sentence not


def forms_of(table: WordTable, view: View) -> list[str]:
    """Give the words of a view, names and numbers replaced."""
    if not view.words:
        return []
    named = _case(table, view, table.rows(view.words)).named.tolist()
    return [
        NAME if is_name else NUMBER if word[0].isdigit() else word
        for word, is_name in zip(view.words, named, strict=True)
    ]


def _case(table: WordTable, view: View, rows: np.ndarray) -> _Case:
    """Look at capitals and quotation marks."""
    starts, ends = np.asarray(view.starts), np.asarray(view.ends)
    codes = np.frombuffer(view.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    small = np.frombuffer(view.lower.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    uppers = np.concatenate([[0], np.cumsum(codes != small)])
    upper = uppers[starts + 1] > uppers[starts]
    shouted = (uppers[ends] - uppers[starts] == ends - starts) & (ends - starts > 3)
    marks = np.concatenate([[0], np.cumsum(codes == 34)])
    titled, begin = _by_piece(view, upper)
    named = upper & ~titled & (table.numbers[rows, 3] == 0)
    inside = (marks[starts] - marks[begin]) % 2 == 1
    return _Case(named, inside, (shouted & ~titled).astype(float))


def _by_piece(view: View, upper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Say of each word whether its sentence is a title or in capitals, and where that begins."""
    titled = np.zeros(len(upper), dtype=bool)
    begin = np.zeros(len(upper), dtype=np.int64)
    for piece in view.pieces:
        if piece.members:
            continue
        n = piece.last - piece.first
        titled[piece.first : piece.last] = n > 3 and upper[piece.first : piece.last].sum() > 0.6 * n
        begin[piece.first : piece.last] = piece.start
    return titled, begin


def _hits(
    table: WordTable, view: View, rows: np.ndarray, numbers: np.ndarray, named: np.ndarray
) -> list[Found]:
    """Find the lexicon's entries, sentence by sentence; a name is no single-word hit."""
    flagged = np.flatnonzero(numbers[:, 4] > 0).tolist()
    if not flagged:
        return []
    bounds = [(p.first, p.last) for p in view.pieces if not p.members]
    found: list[Found] = []
    at = 0
    for n in flagged:
        while at < len(bounds) and bounds[at][1] <= n:
            at += 1
        if at == len(bounds) or n < bounds[at][0]:
            continue
        row = int(rows[n])
        if table.entries[row] >= 0 and not named[n]:
            found.append(Found(n, n + 1, table.entries[row]))
        if table.phrases[row]:
            found += table.lexicon.phrases_at(view.words, n, table.phrases[row], *bounds[at])
    return longest(found)


def _membership(views: Sequence[View]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the words of all pieces, the piece of each, and how many each has."""
    blocks, counts = [], []
    offset = 0
    for view in views:
        for piece in view.pieces:
            if piece.members:
                block = np.array(piece.members, dtype=np.int64)
            else:
                block = np.arange(piece.first, piece.last)
            blocks.append(block + offset)
            counts.append(len(block))
        offset += len(view.words)
    sizes = np.array(counts)
    return np.concatenate(blocks), np.repeat(np.arange(len(sizes)), sizes), sizes


def _characters(out: np.ndarray, views: Sequence[View], sizes: np.ndarray) -> int:
    """Fill what marks and quotes say; gives the next free row."""
    rows = []
    for view in views:
        for piece in view.pieces:
            rows.append(_marks(view.text[piece.start : piece.end]))
    n = len(_CHARACTERS)
    out[2:n] = np.array(rows).T
    out[0], out[1] = np.log(sizes), sizes < 12
    out[6] = out[6] / sizes * 5
    return n


def _marks(text: str) -> tuple[float, ...]:
    """Look at the quotes and marks of a sentence, in the order of the columns."""
    share = scare = small = 0.0
    quoted = '"' in text
    if quoted:
        pieces = text.split('"')
        share = sum(len(piece) + 2 for piece in pieces[1:-1:2]) / max(len(text), 1)
        for found in _SCARE.findall(text):
            if len(found.split()) <= 3 and found.rstrip()[-1:] not in (",", ".", "!", "?"):
                scare += 1
                small += found[0].islower()
    dash = any(mark in text for mark in _DASHES)
    marks = (float(mark in text) for mark in _MARKS)
    return (quoted, share, min(scare, 3), min(small, 3), text.count(","), dash, *marks)


def _words(
    out: np.ndarray,
    at: int,
    numbers: np.ndarray,
    capitals: np.ndarray,
    owners: np.ndarray,
    sizes: np.ndarray,
) -> int:
    """Fill the counts of word shapes; gives the next free row."""
    n = len(sizes)
    for k, cap in enumerate(_CAPS):
        out[at + k] = np.minimum(np.bincount(owners, numbers[:, 6 + k], n), cap)
    out[at] *= 3 / np.sqrt(sizes)
    at += len(FLAGS)
    out[at] = np.bincount(owners, (numbers[:, 3] == 2).astype(float), n) / sizes
    out[at + 1] = np.minimum(np.bincount(owners, capitals, n), 3)
    out[at + 2] = np.minimum(np.bincount(owners, numbers[:, 5], n) / sizes, 12)
    return at + 3


def _lexicon(
    out: np.ndarray,
    at: int,
    table: WordTable,
    views: Sequence[View],
    found: Sequence[list[Found]],
    sizes: np.ndarray,
) -> int:
    """Fill the counts of lexicon hits; gives the next free row."""
    k = len(CATEGORIES)
    piece_at = 0
    for view, hits in zip(views, found, strict=True):
        for n, entry in _owned(view, hits):
            column = piece_at + n
            out[at + table.category_index[entry], column] += 1
            weight = table.lexicon.weights[entry]
            out[at + 2 * k + 2, column] += weight
            out[at + 2 * k + 3, column] = max(out[at + 2 * k + 3, column], weight)
        piece_at += len(view.pieces)
    counts = out[at : at + k]
    any_hit = counts[:-1].sum(axis=0)
    np.minimum(counts, 4, out=counts)
    out[at + k : at + 2 * k] = counts > 0
    out[at + 2 * k] = np.minimum(any_hit, 6)
    out[at + 2 * k + 1] = any_hit / np.sqrt(sizes)
    out[at + 2 * k + 2] /= np.sqrt(sizes)
    return at + 2 * k + 4


def _owned(view: View, hits: list[Found]) -> list[tuple[int, int]]:
    """Give piece and entry of each hit, once for every piece that holds it."""
    if not hits:
        return []
    owned = []
    at = 0
    plain = [(n, p) for n, p in enumerate(view.pieces) if not p.members]
    for hit in hits:
        while at < len(plain) and plain[at][1].last <= hit.first:
            at += 1
        if at < len(plain) and plain[at][1].first <= hit.first:
            owned.append((plain[at][0], hit.entry))
    for n, piece in enumerate(view.pieces):
        if piece.members:
            members = set(piece.members)
            owned += [(n, hit.entry) for hit in hits if hit.first in members]
    return owned


def _scores(
    out: np.ndarray,
    at: int,
    logits: np.ndarray,
    context: np.ndarray,
    inside: np.ndarray,
    owners: np.ndarray,
    sizes: np.ndarray,
) -> None:
    """Fill what the words' learned scores add up to, in all and outside quotes."""
    n = len(sizes)
    chances = np.where(logits > FLOOR, 1.0 / (1.0 + np.exp(-logits)), 0.0)
    _stats(out, at, logits, chances, owners, n, sizes)
    outside = np.where(inside, FLOOR, logits)
    _stats(out, at + 6, outside, np.where(inside, 0.0, chances), owners, n, sizes)
    quoted = np.full(n, FLOOR)
    np.maximum.at(quoted, owners[inside], logits[inside])
    out[at + 12] = quoted
    out[at + 13] = np.bincount(owners, context, n) / np.sqrt(sizes)


def _stats(
    out: np.ndarray,
    at: int,
    logits: np.ndarray,
    chances: np.ndarray,
    owners: np.ndarray,
    n: int,
    sizes: np.ndarray,
) -> None:
    """Fill the three highest log-odds of each piece and three forms of the sum of chances."""
    order = np.lexsort((-logits, owners))
    sorted_owners = owners[order]
    firsts = np.flatnonzero(np.r_[True, sorted_owners[1:] != sorted_owners[:-1]])
    rank = np.arange(len(order)) - np.repeat(firsts, np.diff(np.r_[firsts, len(order)]))
    out[at : at + 3] = FLOOR
    for k in range(3):
        chosen = rank == k
        out[at + k, sorted_owners[chosen]] = logits[order[chosen]]
    total = np.bincount(owners, chances, n)
    out[at + 3] = np.log1p(total)
    out[at + 4] = total / np.sqrt(sizes)
    out[at + 5] = total
