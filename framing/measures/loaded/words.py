"""What a single word says: shape, lexicon entry, and the names of its learned features."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["FLAGS", "STOP_WORDS", "flags_of", "intrinsic", "is_content"]

STOP_WORDS = frozenset(
    "the a an of to in on at by for with and or but is are was were be been being has have had do "
    "does did that this these those it its he she they his her their them as from not no will "
    "would can could may might should who which what when where how than then so if out up down "
    "over into about after before all more most".split()
)
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december".split()
)
_SAYING = frozenset("said says told according reported announced stated added".split())
_FIRST = frozenset("i me my mine we us our ours i'm i've i'd i'll we're we've we'll let's".split())
_SECOND = frozenset("you your yours you're you've you'll".split())
_NEGATIONS = frozenset("not no never nothing none nobody".split())
_TITLES = frozenset("mr mrs ms".split())
_AGAINST = ("anti-", "pro-", "un-", "far-", "hard-", "ultra-", "so-")
_ISMS = ("ism", "isms", "ist", "ists")
_IZES = ("ize", "izes", "ized", "izing", "ise", "ised", "ising")

FLAGS = (
    "adverb", "superlative", "prefixed", "hyphen", "ism", "ize", "number", "date", "saying",
    "first_person", "second_person", "contraction", "negation", "title",
)  # fmt: skip


def flags_of(word: str) -> tuple[bool, ...]:
    """Give the shape of a lower-case word, in the order of :data:`FLAGS`."""
    long = len(word) > 4
    return (
        long and word.endswith("ly"),
        word in ("most", "worst", "best") or (long and word.endswith("est")),
        word.startswith(_AGAINST),
        "-" in word,
        word.endswith(_ISMS),
        word.endswith(_IZES),
        word[0].isdigit(),
        word in _DATES,
        word in _SAYING,
        word in _FIRST,
        word in _SECOND,
        "'" in word and not word.endswith("'s"),
        word in _NEGATIONS or word.endswith("n't"),
        word in _TITLES,
    )


def is_content(word: str) -> bool:
    """Say whether a word can be loaded at all."""
    return word[0].isalpha() and word not in STOP_WORDS


def intrinsic(word: str) -> Iterator[tuple[str, float]]:
    """Give the names and sizes of a word's own features: identity, letters, affixes, parts."""
    yield "w=" + word, 1.0
    framed = f"^{word}$"
    grams = {framed[i : i + n] for n in (3, 4, 5) for i in range(len(framed) - n + 1)}
    for gram in sorted(grams):
        yield "c=" + gram, 0.5
    for size in (2, 3, 4):
        if len(word) > size + 1:
            yield "s=" + word[-size:], 1.0
    if len(word) > 4:
        yield "p=" + word[:4], 1.0
    yield f"n={min(len(word) // 3, 4)}", 1.0
    if "-" in word:
        yield "h", 1.0
        for part in sorted(set(word.split("-"))):
            yield "h=" + part, 1.0
