"""Names in capitals: given names, roles, what is no person, the names a corpus mentions most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.text.document import Document

__all__ = ["CAPITALISED", "GIVEN_NAMES", "ROLES", "common_names", "no_person", "sort_of"]

# a run of capitalised words, with the small words that stand inside names; it begins with the
# capital and looks back from there, so that the search skips all else
CAPITALISED = re.compile(
    r"[A-Z](?<!\w[A-Z])(?:\.(?:[A-Z]\.)+|[\w&-]*(?:'[A-Z]\w+)?"
    r"(?: (?:(?:de|van|von|bin|al|der|la) )?[A-Z][\w&-]*(?:'[A-Z]\w+)?)*)"
)

ROLES = (
    "president", "vice president", "prime minister", "deputy prime minister", "chancellor",
    "secretary general", "secretary-general", "foreign minister", "defence minister",
    "defense minister", "finance minister", "interior minister", "justice minister",
    "foreign secretary", "home secretary", "defence secretary", "defense secretary",
    "secretary of state", "attorney general", "governor", "mayor", "senator", "king", "queen",
    "pope", "premier", "chief executive", "prosecutor", "speaker", "ambassador", "minister",
    "chairman", "chairwoman", "congressman", "congresswoman", "representative", "justice",
    "judge", "general", "opposition leader", "commissioner", "police chief", "sheriff",
)  # fmt: skip

GIVEN_NAMES = frozenset(
    (
        "Aaron Abdel Abdul Abdullah Abigail Adam Adrian Ahmed Alan Albert Alejandro Alex "
        "Alexander Alexandra Alexei Alexey Ali Alice Alicia Alison Allison Amanda Amber Amy Ana "
        "Andrea Andrei Andrew Andrey Andy Angela Angelina Ann Anna Anne Annie Anthony Antonio "
        "Antony April Arnold Arthur Ashley Barack Barbara Barry Bashar Beatrice Ben Benjamin "
        "Bernard Bernie Beth Betsy Bill Billy Bob Bobby Boris Brad Bradley Brandon Brenda Brett "
        "Brian Bruce Bryan Cameron Carl Carla Carlos Carly Carol Caroline Carolyn Catherine "
        "Cathy Chad Charles Charlie Charlotte Chelsea Cheryl Chris Christian Christina "
        "Christine Christopher Chuck Cindy Claire Clarence Claudia Colin Connie Corey Cory "
        "Craig Cristina Crystal Curtis Cynthia Dale Dan Dana Daniel Danielle Danny Darren Dave "
        "David Dean Debbie Deborah Denis Dennis Derek Diana Diane Dick Dmitry Dominic Don "
        "Donald Donna Doris Dorothy Doug Douglas Duncan Dwight Dylan Earl Ed Eddie Edgar Edward "
        "Edwin Eileen Elaine Elena Eli Elizabeth Ella Ellen Elon Emily Emma Emmanuel Eric Erica "
        "Erik Ernest Ethan Eugene Eva Evan Evelyn Francis Frank Fred Frederick Gabriel Gareth "
        "Gary Gavin Gene Geoffrey George Gerald Gerard Gillian Gina Giorgia Glen Glenn Gloria "
        "Gordon Grace Graham Grant Greg Gregory Guy Hannah Harold Harriet Harris Harry Harvey "
        "Hassan Heather Hector Heidi Helen Henry Herbert Herman Hillary Holly Howard Hugh Hugo "
        "Ian Igor Ilya Irene Isaac Ivan Ivanka Jack Jackie Jacob Jacqueline Jake James Jamie "
        "Jan Jane Janet Janice Jared Jason Javier Jay Jean Jeb Jeff Jeffrey Jennifer Jenny "
        "Jeremy Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne Joe Joel John Johnny Jon "
        "Jonathan Jordan Jorge Jose Joseph Josh Joshua Joyce Juan Judith Judy Julia Julian "
        "Julie Justin Kamala Karen Kate Katherine Kathleen Kathryn Kathy Katie Kayleigh Keir "
        "Keith Kelly Ken Kenneth Kent Kevin Kim Kimberly Kirk Kristen Kurt Kyle Lance Larry "
        "Laura Lauren Laurie Lawrence Lee Leo Leon Leonard Leslie Lewis Liam Lily Linda Lindsey "
        "Lisa Liz Lloyd Lois Lori Louis Louise Lucas Lucy Luis Luke Lynn Madeleine Malcolm "
        "Manuel Marc Marcia Marco Marcus Margaret Maria Marie Marilyn Mario Marion Mark Martha "
        "Martin Marvin Mary Matt Matthew Maureen Maurice Max Megan Melania Melanie Melissa "
        "Michael Michele Michelle Miguel Mike Mikhail Mitch Mitt Mohamed Mohammad Mohammed "
        "Molly Monica Muhammad Nancy Naomi Narendra Natalie Nathan Neil Nicholas Nick Nicola "
        "Nicolas Nicole Nigel Nikki Nina Noah Norman Oleg Olga Oliver Olivia Omar Oscar Pablo "
        "Pamela Pat Patricia Patrick Paul Paula Pedro Peggy Penny Pete Peter Philip Phillip "
        "Phil Phyllis Pierre Rachel Ralph Ramon Randy Ray Raymond Rebecca Recep Reggie Rex "
        "Richard Rick Ricky Rita Rob Robert Roberta Roberto Robin Rodney Roger Roland Ron "
        "Ronald Rosa Rose Ross Roy Ruben Rudy Russell Ruth Ryan Sally Sam Samantha Samuel "
        "Sandra Sara Sarah Scott Sean Sebastian Sergei Sergey Seth Shane Shannon Sharon Shaun "
        "Sheila Shinzo Sherry Shirley Sidney Silvio Simon Sonia Sophie Stacy Stanley Stephanie "
        "Stephen Steve Steven Stuart Sue Susan Suzanne Sylvia Tammy Tara Ted Terence Teresa "
        "Terry Thelma Theodore Theresa Thomas Tiffany Tim Timothy Tina Todd Tom Tommy Tony "
        "Tracy Tyler Ursula Valerie Vanessa Vera Vernon Veronica Victor Victoria Vincent "
        "Virginia Vivian Vladimir Volodymyr Walter Warren Wayne Wendy Wesley William Willie "
        "Xavier Xi Yvonne Yuri Zachary "
    ).split()
)

_CALENDAR = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april "
        "may june july august september october november december christmas easter thanksgiving "
        "ramadan "
    ).split()
)
_NO_NAMES = _CALENDAR | frozenset(
    (
        "the a an this that these those he she it they we you i his her its their our my who "
        "what when where why how and but or nor so yet if as at by for from in into of on to "
        "with after before since while although though because despite during under over "
        "however meanwhile moreover instead still also then there here now one two three all "
        "some many most more no not yes mr mrs ms dr sen rep gov gen president senator governor "
        "minister prime secretary chairman according asked reuters ap afp getty images image "
        "photo read click republican republicans democrat democrats democratic gop house senate "
        "congress white court supreme state department justice party council committee "
        "commission parliament ministry office police university street avenue north south east "
        "west northern southern eastern western "
    ).split()
)


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Give the names of countries, institutions, peoples and capitals."""
    from framing.lexicon import Lexicon

    entries = Lexicon.load("demonyms").entries
    return frozenset(e.pattern for e in entries) | frozenset(e.category.lower() for e in entries)


@lru_cache(maxsize=8192)
def no_person(name: str) -> bool:
    """Say whether a capitalised name is a country, an institution, a date or a function word.

    Examples
    --------
    >>> no_person("Ukraine"), no_person("NATO"), no_person("Rutte")
    (True, True, False)
    """
    lower = name.lower().removesuffix("'s").strip(" .'")
    if lower in _places() or lower in _NO_NAMES or name.isupper() and len(name) <= 6:
        return True
    return all(word in _NO_NAMES or word in _places() for word in lower.split())


@lru_cache(maxsize=8192)
def sort_of(lower: str) -> str:
    """Give what a lower-case name is by itself: ``"date"``, ``"place"`` or ``"name"``.

    Examples
    --------
    >>> sort_of("monday"), sort_of("ukraine"), sort_of("rutte")
    ('date', 'place', 'name')
    """
    words = lower.split()
    if words and any(word in _CALENDAR for word in words):
        return "date"
    return "place" if lower in _places() else "name"


def common_names(docs: Sequence[Document], n: int = 5) -> dict[str, list[str]]:
    """Give the names that most documents mention, surnames merged into full names.

    Parameters
    ----------
    docs : sequence of Document
        The documents.
    n : int
        How many names.

    Returns
    -------
    dict of str to list of str
        Name to aliases, the commonest first; ties by name.
    """
    per_doc = [set(_names(doc)) for doc in docs]
    lower = {word for doc in docs for word in _lower_words(doc)}
    counts = Counter(name for names in per_doc for name in names if name.lower() not in lower)
    merged = _merged(counts, per_doc)
    ranked = sorted(merged, key=lambda name: (-merged[name][0], name))
    return {name: merged[name][1] for name in ranked[:n]}


def _names(doc: Document) -> list[str]:
    """Give the capitalised names of a document's sentences, titles and first words off."""
    found = []
    for sentence in doc.sentences:
        if sentence.segment == "headline":
            continue
        for hit in CAPITALISED.finditer(doc.text, sentence.start, sentence.end):
            words = hit[0].split()
            opens = hit.start() <= sentence.start + 1
            while words and (words[0].lower() in _NO_NAMES or words[0].lower() in ROLES):
                words, opens = words[1:], False
            if words and not (opens and len(words) == 1) and len(words) <= 4:
                found.append(" ".join(words))
    return [name for name in found if len(name) > 1 and not _is_adjective(name)]


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    from framing.lexicon import Lexicon

    return frozenset(
        e.pattern for e in Lexicon.load("demonyms").entries if e.note in ("adjective", "people")
    )


def _is_adjective(name: str) -> bool:
    return name.lower() in _adjectives()


def _lower_words(doc: Document) -> set[str]:
    """Give the words that a document also writes without a capital."""
    text = doc.text
    return {
        word
        for word, start in zip(doc.words, doc.word_starts, strict=True)
        if text[start].islower()
    }


def _merged(counts: Counter[str], per_doc: Sequence[set[str]]) -> dict[str, tuple[int, list[str]]]:
    """Put a surname under the full name that occurs most; count documents with either."""
    full: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        words = name.split()
        if len(words) > 1 and words[0] in GIVEN_NAMES:
            full.setdefault(words[-1], name)
    groups: dict[str, list[str]] = {}
    for name in counts:
        groups.setdefault(full.get(name, name), []).append(name)
    merged = {}
    for name, members in groups.items():
        total = sum(not names.isdisjoint(members) for names in per_doc)
        merged[name] = (total, sorted(member for member in members if member != name))
    return merged
