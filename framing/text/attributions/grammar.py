"""A word-class code for every token: one character each, so that patterns run as regexes.

The classes are coarse and closed ("det", "modal"); open words are only told apart by capitals
and endings. What a tag stands for:

==== ======================================  ==== ======================================
``D`` article, demonstrative, quantifier     ``h`` possessive pronoun (his)
``t`` that                                   ``T`` to
``o`` of                                     ``p`` other preposition
``a`` as                                     ``c`` and, or, nor
``b`` but, yet                               ``s`` subordinator (because, while)
``w`` what, how, why, whether                ``r`` who, which
``S`` subject pronoun                        ``I`` it
``O`` object pronoun                         ``z`` pronoun with its verb (he's)
``m`` modal                                  ``H`` have
``B`` be, finite                             ``e`` be, been, being
``K`` do                                     ``n`` not, never
``v`` adverb                                 ``y`` day, month, time word
``#`` number                                 ``V`` other verb, finite
``g`` word in -ing                           ``d`` word in -ed
``N`` capitalised word                       ``M`` capitalised possessive (Rutte's)
``X`` other possessive                       ``x`` other word
``P`` cue, past form                         ``E`` cue, third person or plural
``L`` cue, base form                         ``G`` cue in -ing
``q`` noun that is a cue                     ``j`` adjective that is a cue
``C`` capitalised cue form                   ``A`` adverb that is a cue
==== ======================================  ==== ======================================

Punctuation stands for itself; ``"`` also stands for every token inside a quotation, ``-`` for
every dash, a line break for a line break.
"""

from __future__ import annotations

import re
from functools import lru_cache

from framing.text.attributions.cues import cue_words

__all__ = ["PIECE", "Lowered", "Tagger", "lowered", "tagger"]

# A token with the blanks that follow it, so that the tokens' lengths add up to offsets.
PIECE = re.compile(
    r"[a-z]++(?: ++|(?=[,.][ \n]))|[A-Za-z]++(?: ++|(?=,))|[.,\"] *+"  # most; the rest is slower
    r"|\n\s*+"
    r"|(?:(?=[A-Za-z]{1,4}\.)(?:(?:[^\W\d_]\.){2,}"
    r"|(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Jr|Sr|St|No)\."
    r"|[A-Z]\.(?=\s+[A-Z]))"
    r"|\d+(?:[.,:]\d+)*(?:-\w+)*%?"
    r"|[^\W_]+(?:['&./-][^\W_]+)*|[^\w]|_+)[^\S\n]*+"
)
_CLOSED = {
    "D": "the a an this these those some any no every each all both many several few most another "
    "more other such certain half either neither much enough fewer less",
    "h": "his her their its my our your",
    "t": "that",
    "T": "to",
    "o": "of",
    "p": "in on at by for with from about against into over under between through during within "
    "without among amid despite toward towards via behind beyond near above below across along "
    "around inside outside off up down out upon onto including regarding concerning following "
    "besides except per versus alongside throughout",
    "a": "as",
    "c": "and or nor",
    "b": "but yet",
    "s": "because although though while when since unless once whereas where whenever wherever so",
    "f": "after before until till than like",
    "w": "what how why whether if",
    "r": "who which whom whose",
    "S": "he she they we i you everyone everybody someone somebody nobody anyone anybody",
    "I": "it there",
    "O": "him them me us himself herself themselves itself myself ourselves yourself",
    "z": "he's she's it's they're we're i'm you're that's there's who's he'd she'd they'd we'd i'd "
    "you'd he'll she'll they'll we'll i'll you'll it'll i've we've they've you've what's here's "
    "let's it'd",
    "m": "will would can could may might must should shall cannot won't wouldn't can't couldn't "
    "shouldn't mustn't ought",
    "H": "have has had haven't hasn't hadn't having",
    "B": "is are was were am isn't aren't wasn't weren't",
    "e": "be been being",
    "K": "do does did don't doesn't didn't",
    "n": "not never",
    "v": "also now then later earlier recently again often still just only even already once twice "
    "soon first further ever always sometimes seldom rarely almost nearly quite rather too very "
    "perhaps maybe instead however meanwhile moreover therefore thus indeed elsewhere here ahead "
    "together aloud anyway otherwise nonetheless nevertheless frequently best long back away well "
    "simply really actually basically certainly clearly definitely flatly openly privately "
    "publicly repeatedly previously initially finally afterward afterwards afterwords likewise",
    "y": "monday tuesday wednesday thursday friday saturday sunday mondays sundays today yesterday "
    "tomorrow tonight january february march april june july august september october november "
    "december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov "
    "dec ago week month year weeks months years night morning evening afternoon weekend last next",
    "x": "something anything nothing everything",
    "#": "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred "
    "hundreds thousand thousands million millions billion billions percent",
    "V": "became came went got gave took made left led held met ran began brought built bought "
    "caught drew drove fell flew grew kept knew laid lay lost paid rose sent sold shot sat slept "
    "spent stood stuck swept threw wore won broke lived makes takes gives goes comes gets keeps "
    "becomes runs leads holds loses wins stands brings lets tries needs uses remains lies works "
    "happens helps turns moves plays pays falls faces continues includes begins sits puts leaves "
    "lives moves ends starts means feels hits",
}
_CUE_ENDINGS = (("ing", "G"), ("ed", "P"))
_TAG_OF = {word: tag for tag, words in _CLOSED.items() for word in words.split()}
_DAYS = frozenset(_CLOSED["y"].split())
_MEMO_SIZE = 200_000  # tokens remembered; what is forgotten is worked out again, alike


class Tagger(dict[str, str]):
    """Tags by token; a token not met before is worked out and remembered."""

    def __missing__(self, piece: str) -> str:
        if len(self) > _MEMO_SIZE:
            self.clear()
        found = self[piece] = _tag(piece)
        return found


class Lowered(dict[str, str]):
    """Tokens in lower case without their blanks; remembered like the tags."""

    def __missing__(self, piece: str) -> str:
        if len(self) > _MEMO_SIZE:
            self.clear()
        found = self[piece] = piece.strip().lower()
        return found


@lru_cache(maxsize=1)
def lowered() -> Lowered:
    """Give the memory of lower-case forms."""
    return Lowered()


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """Give the tagger; it remembers tokens, which changes its speed and nothing else."""
    return Tagger()


def _tag(piece: str) -> str:
    """Work out the class of one token from its form."""
    word = piece.strip()
    if not word:
        return "\n"
    first = word[0]
    if not first.isalnum():
        return "-" if first in "–—-" else first
    if first.isdigit():
        return "#"
    if word == "US":
        return "N"
    lower = word.lower()
    known = _known_words().get(lower)
    if known is not None:
        return known[0] if first.islower() else known[1]
    if lower.endswith("'s"):
        return "M" if first.isupper() else "X"
    if first.isupper():
        return "N"
    return _ending(lower)


@lru_cache(maxsize=1)
def _known_words() -> dict[str, tuple[str, str]]:
    """Give the class of every listed word, and the one that it has with a capital.

    A capitalised cue form has its own class: it is a name, or stands in a headline.
    """
    known = {word: (tag, "N" if tag == "V" else tag) for word, tag in _TAG_OF.items()}
    for word, cue in cue_words().tags.items():
        if _TAG_OF.get(word, "V") == "V":
            known[word] = cue, "C"
    return known


def _ending(lower: str) -> str:
    """Tell verbs and adverbs by their endings, as far as that goes."""
    if len(lower) < 4:
        return "x"
    if lower.endswith("n't"):
        return "K"
    if lower.endswith("ly"):
        return "v"
    if lower.endswith("ing"):
        return "g"
    return "d" if lower.endswith("ed") else "x"
