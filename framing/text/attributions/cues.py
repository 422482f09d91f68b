"""The lexicon of saying, compiled: what each cue word is and what it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from framing.lexicon import Lexicon

__all__ = ["Cue", "CueWords", "cue_words"]

_IRREGULAR_PAST = frozenset(
    "said told wrote put spoke sang began swore showed found proved knew understood forgot "
    "saw heard thought felt foresaw held bet meant sought chose mistook forbade spun hit "
    "ripped read went shown found proven known understood forgotten seen written spoken sung "
    "begun sworn foreseen chosen mistaken forbidden made gave given came let tore torn lit "
    "drew drawn brought stuck threw thrown shot played laid set paid took taken cast dreamt "
    "learnt rethought shook".split()
)

# Forms of cue verbs that news text uses as nouns, too; the lexicon's own nouns come on top.
_NOUNS = frozenset(
    word + ending
    for word in "report call point state back offer vote note post email answer order name list "
    "look "
    "sound project signal debate poll cheer protest release issue detail document bet "
    "guess label term text mark quote record dream rule rank rate focus release target "
    "view test blog voice outline highlight address challenge counter figure forecast "
    "guide joke lament mandate meet mind narrative object open plot press process profile "
    "push rant read remark repeat respect retort sense shout attempt spin stress taunt "
    "tease trumpet trust urge vent whisper work wonder veto reference yell whine purport "
    "reply sum judge brand fault comfort welcome favor favour credit value second finish "
    "like love hate dislike".split()
    for ending in ("", "s", "es")
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue is and takes: its kind and the complements that may follow it.

    `says` if it takes a clause or quotation, `tells` if it names whom it was said to.
    """

    kind: str
    takes: frozenset[str]
    says: bool
    tells: bool

    @classmethod
    def of(cls, kind: str, takes: frozenset[str]) -> Cue:
        """Make a cue from what the lexicon says of it."""
        return cls(kind, takes, "clause" in takes or "quote" in takes, "addressee" in takes)


@dataclass(slots=True)
class CueWords:
    """Cues by their first word, by part of speech; those of several also by their second.

    `ambiguous` verbs are nouns, too; `announcing` ones may stand behind what they say or tell.
    """

    verbs: dict[str, Cue] = field(default_factory=dict)
    nouns: dict[str, Cue] = field(default_factory=dict)
    adjectives: dict[str, Cue] = field(default_factory=dict)
    adverbs: dict[str, Cue] = field(default_factory=dict)
    phrasal: dict[str, dict[str, list[tuple[tuple[str, ...], Cue]]]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    announcing: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def cue_words() -> CueWords:
    """Compile the shipped lexicon ``saying`` (once)."""
    compiled = CueWords()
    for entry in Lexicon.load("saying").entries:
        for part in entry.note.split(";"):
            sort, _, takes = part.partition(":")
            cue = Cue.of(entry.category, frozenset(takes.split()))
            _add(compiled, sort.strip(), entry.pattern, cue)
    for cues in chain.from_iterable(found.values() for found in compiled.phrasal.values()):
        cues.sort(key=lambda cue: -len(cue[0]))
    _give_tags(compiled)
    compiled.ambiguous = _NOUNS | frozenset(compiled.nouns)
    saying = (word for word, cue in compiled.verbs.items() if cue.says or cue.tells)
    compiled.announcing = frozenset((*saying, *compiled.phrasal))
    return compiled


def _add(compiled: CueWords, sort: str, pattern: str, cue: Cue) -> None:
    """Sort one part of an entry under its part of speech."""
    first, *rest = pattern.split()
    if sort == "phrase":
        compiled.sources.append(pattern)
    elif rest:
        phrases = compiled.phrasal.setdefault(first, {}).setdefault(rest[0], [])
        phrases.append((tuple(rest), cue))
    else:
        table = {
            "verb": compiled.verbs,
            "noun": compiled.nouns,
            "adjective": compiled.adjectives,
            "adverb": compiled.adverbs,
        }[sort]
        table.setdefault(first, cue)


def _give_tags(compiled: CueWords) -> None:
    """Give every cue word its class; a verb's goes before a noun's."""
    for word in compiled.adverbs:
        compiled.tags[word] = "A"
    for word in compiled.adjectives:
        compiled.tags[word] = "j"
    for word in compiled.nouns:
        compiled.tags[word] = "q"
    for word in (*compiled.phrasal, *compiled.verbs):
        compiled.tags[word] = _verb_tag(word)


def _verb_tag(word: str) -> str:
    """Tell a verb's form by its ending."""
    if word in _IRREGULAR_PAST:
        return "P"
    if word.endswith("ing") and len(word) > 4:
        return "G"
    if word.endswith("ed") and word not in ("need", "plead", "heed"):
        return "P"
    plural = word.endswith("s") and not word.endswith("ss")
    return "E" if plural else "L"
