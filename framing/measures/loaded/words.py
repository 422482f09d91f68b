"""What a single word says: shape, lexicon entry, and the names of its learned features."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = [
    "FLAGS", "LETTERS_SIZE", "STOP_WORDS", "affixes", "flags_of", "intrinsic", "is_content",
]  # fmt: skip

LETTERS_SIZE = 0.5  # of a run of letters; every other feature has size 1

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
_BEST = frozenset("most worst best".split())
_TITLES = frozenset("mr mrs ms".split())
_AGAINST = ("anti-", "pro-", "un-", "far-", "hard-", "ultra-", "so-")
_ISMS = ("ism", "isms", "ist", "ists")
_IZES = ("ize", "izes", "ized", "izing", "ise", "ised", "ising")

FLAGS = (
    "adverb", "superlative", "prefixed", "hyphen", "ism", "ize", "number", "date", "saying",
    "first_person", "second_person", "contraction", "negation", "title",
)  # fmt: skip
_BIT = {name: 1 << n for n, name in enumerate(FLAGS)}
_BITS_OF_WORD = {
    word: _BIT[name]
    for name, listed in (
        ("superlative", _BEST), ("date", _DATES), ("saying", _SAYING), ("first_person", _FIRST),
        ("second_person", _SECOND), ("negation", _NEGATIONS), ("title", _TITLES),
    )
    for word in listed
}  # fmt: skip


def flags_of(word: str) -> int:
    """Give the shape of a lower-case word: bit `n` stands for the flag `n` of :data:`FLAGS`."""
    bits = _BITS_OF_WORD.get(word, 0)
    if len(word) > 4:
        if word.endswith("ly"):
            bits |= _BIT["adverb"]
        elif word.endswith("est"):
            bits |= _BIT["superlative"]
    if word.endswith(_ISMS):
        bits |= _BIT["ism"]
    elif word.endswith(_IZES):
        bits |= _BIT["ize"]
    if word.isalpha():
        return bits
    if word.startswith(_AGAINST):
        bits |= _BIT["prefixed"]
    if "-" in word:
        bits |= _BIT["hyphen"]
    if word[0].isdigit():
        bits |= _BIT["number"]
    if "'" in word and not word.endswith("'s"):
        bits |= _BIT["contraction"]
    if word.endswith("n't"):
        bits |= _BIT["negation"]
    return bits


def is_content(word: str) -> bool:
    """Say whether a word can be loaded at all."""
    return word[0].isalpha() and word not in STOP_WORDS


def intrinsic(word: str) -> Iterator[tuple[str, float]]:
    """Give the names and sizes of a word's own features: identity, letters, affixes, parts."""
    yield "w=" + word, 1.0
    framed = f"^{word}$"
    grams = {framed[i : i + n] for n in (3, 4, 5) for i in range(len(framed) - n + 1)}
    for gram in sorted(grams):
        yield "c=" + gram, LETTERS_SIZE
    for name in affixes(word):
        yield name, 1.0


def affixes(word: str) -> list[str]:
    """Give those features of a word that are neither itself nor its runs of letters; of size 1."""
    size = len(word)
    names = ["s=" + word[-end:] for end in (2, 3, 4) if size > end + 1]
    if size > 4:
        names.append("p=" + word[:4])
    names.append(f"n={min(size // 3, 4)}")
    if "-" in word:
        names += ["h", *("h=" + part for part in sorted(set(word.split("-"))))]
    return names
