"""Residue inside a line of body text: what stands glued to it, in front, behind or between."""

# ruff: noqa: E501  (a pattern a row reads better than one in pieces)

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from framing.cleaning.marks import Marks

__all__ = ["Residue", "residue_in", "residues_in"]

_GLUE_REACH = 900  # characters before the closing "MORE" in which a glued list may begin
_BODY_LEAST = 60  # characters of body that must be left beside a caption or a prefix


class Residue(NamedTuple):
    """A span of a line that is no body text."""

    start: int
    end: int
    kind: str


_TICKER = re.compile(
    r"(?<=[\w.)])[,]? \(?[A-Z]{1,5}(?:\.[A-Z])?,? ?[+\-\u2212]\d+(?:\.\d+)? ?%\)? ?(?= |,|\.|;|$)"
)
_COUNTER = re.compile(r"[\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]+ ?\d[\d.,]*[KkM]?$")
_GLUE_END = re.compile(r" MORE(?= (?:\(|[a-z])|,|$)")
_GLUE = re.compile(r"([A-Za-z]+)(?<=[a-z])(?=[A-Z0-9][A-Za-z0-9:' ])")
_TWICE = re.compile(
    r"\b([A-Z][\w'-]+) ([A-Z][\w'-]+) \1 (?:[A-Z(][\w.()'-]* ){0,3}\2 (?=[A-Z0-9'])"
)
_ASIDE = re.compile(
    r"[(\[] ?(?:also (?:on|from|read|see)\b|photos?:|video:|watch:|read:|read more:?|related:|"
    r"read also:?|see also:|more:|click here\b|story continues|listen:|poll:|graphic:|map:)"
    r"[^()\[\]\n]{0,160}[)\]]",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"^(?:Q&A|Quick guide|Timeline|Profile)\b.{3,140}? Show Hide (?=\S)")
_SCREENSHOT = re.compile(
    r"^Screen ?[Ss]hot \d{4}-\d\d-\d\d at \d{1,2}[.:]\d\d[.:]\d\d(?: ?[AP]M)? ?"
)
_ENLARGED = re.compile(r"^Enlarge this image(?: toggle caption)? (.{4,80}?) \1 (?=[A-Z\"])")
_STAMP = re.compile(
    r"^Updated?(?: at| on)? [^.:]{0,40}?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?[^.:]{0,12}: "
)
_BANNER = re.compile(
    r"^(?:advertisement(?: continue reading the main story)?|story continues below(?: advertisement)?"
    r"|story continued below|continue reading the main story|skip advertisement"
    r"|article continues below)[ :.|]+(?=[A-Z\"'0-9])",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^[^\n]{4,260}?(?:\((?:AP Photo|Photo|Photos|Image|Picture|Credit|Getty|Reuters|AFP|Courtesy)\b"
    r"[^()]{0,80}\)|/(?:Getty Images|AFP|Reuters|AP)\b)[ .]*(?=[A-Z\"])"
)
_TAIL = re.compile(
    r"(?<=[.!?\"')]) +(?:(?:click|tap) here (?:for|to)\b|sign up (?:here|for (?:our|the))\b"
    r"|subscribe (?:here|to (?:our|the))\b|read more(?: here)?(?::|\.|$)|read more (?:on|about|from|at)\b"
    r"|follow (?:us|him|her|them|@?\w+) on (?:twitter|facebook|instagram|x)\b"
    r"|download (?:our|the) (?:free )?app\b|continue reading\b|share this\b)[^.!?\n]{0,160}[.!?:\u2026]*$",
    re.IGNORECASE,
)
_TAIL_KINDS = (
    ("sign up", "newsletter_signup"), ("subscribe", "subscription_offer"),
    ("download", "subscription_offer"), ("follow", "social_share"), ("share", "social_share"),
)  # fmt: skip


def residue_in(line: str) -> list[Residue]:
    """Find the residue inside a line whose rest is body text.

    Parameters
    ----------
    line : str
        A folded line.

    Returns
    -------
    list of Residue
        In order, without overlap; empty where the line is all body.

    Examples
    --------
    >>> line = "The council backed the deal.\U0001f52560"
    >>> [(line[r.start:r.end], r.kind) for r in residue_in(line)]
    [('\U0001f52560', 'social_share')]
    """
    return residues_in([line])[0]


def residues_in(lines: Sequence[str]) -> list[list[Residue]]:
    """Find the residue inside each of some lines, as :func:`residue_in` does for one."""
    return list(map(_residue, lines, _MARKED.of(lines)))


def _residue(line: str, marked: int) -> list[Residue]:
    found: list[Residue] = []
    if marked:
        for number, (_, find) in enumerate(_FINDERS):
            if marked >> number & 1:
                found += find(line)
    if line[-1:].isdigit() and not line.isascii():
        found += _one(_COUNTER, line, "social_share")
    return _apart(found, len(line)) if found else found


def _one(pattern: re.Pattern[str], line: str, kind: str) -> Iterator[Residue]:
    if match := pattern.search(line):
        yield Residue(match.start(), match.end(), kind)


def _prefix(pattern: re.Pattern[str], kind: str) -> Callable[[str], Iterator[Residue]]:
    """Make a finder of what stands in front of enough body."""

    def find(line: str) -> Iterator[Residue]:
        match = pattern.match(line)
        if match and len(line) - match.end() >= _BODY_LEAST:
            yield Residue(0, match.end(), kind)

    return find


def _tickers(line: str) -> Iterator[Residue]:
    """Find stock quotes behind a company's name: "Boeing Co. BA, +9.92%"."""
    for match in _TICKER.finditer(line):
        yield Residue(match.start(), match.end(), "injected")


def _glued(line: str) -> Iterator[Residue]:
    """Find a full name and headlines glued behind a name, up to "MORE"."""
    for close in _GLUE_END.finditer(line):
        low = max(0, close.start() - _GLUE_REACH)
        for glue in _GLUE.finditer(line, low, close.start()):
            surname = _surname(glue[1])
            first = line.rfind(surname + " ", max(low, glue.start() - 90), glue.start())
            if first >= 0:
                yield Residue(first + len(surname), close.end(), "navigation")
                break
        else:
            if twice := _TWICE.search(line, low, close.start()):
                yield Residue(twice.end(2), close.end(), "navigation")


def _surname(glued: str) -> str:
    """Give the last capitalised word of a run of letters: "GrahamGraham" has "Graham"."""
    pieces: list[str] = re.findall(r"[A-Z][a-z]+$|Mc[A-Z][a-z]+$|[A-Z][a-z]+[A-Z][a-z]+$", glued)
    return pieces[0] if pieces else glued


def _asides(line: str) -> Iterator[Residue]:
    for match in _ASIDE.finditer(line):
        kind = "media_caption" if "photo:" in match[0].lower() else "navigation"
        start, end = match.span()
        yield Residue(start - (line[start - 1 : start] == " "), end, kind)  # with a blank before it


def _tails(line: str) -> Iterator[Residue]:
    """Find a call to act behind the last sentence."""
    match = _TAIL.search(line, max(0, len(line) - 260))
    if match and match.start() >= _BODY_LEAST:
        said = match[0].strip().lower()
        kind = next((kind for word, kind in _TAIL_KINDS if said.startswith(word)), "navigation")
        yield Residue(match.start(), match.end(), kind)


_FINDERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[Residue]]], ...] = (
    (("%",), _tickers),
    ((" MORE",), _glued),
    (("(", "["), _asides),
    (("Show Hide",), _prefix(_HIDDEN, "navigation")),
    (("Screen",), _prefix(_SCREENSHOT, "media_caption")),
    (("Enlarge this",), _prefix(_ENLARGED, "media_caption")),
    (("Update",), _prefix(_STAMP, "editorial_note")),
    (("dvertisement", "DVERTISEMENT", "ontinue"), _prefix(_BANNER, "advertisement")),
    (("hoto", "HOTO", "redit", "Getty", "Reuters", "AFP"), _prefix(_CREDIT, "media_caption")),
    (
        (
            "lick here",
            "ap here",
            "ead more",
            "ign up",
            "ubscribe",
            "ownload",
            "hare this",
            "ontinue reading",
            " on Twitter",
            " on Facebook",
            " on Instagram",
            " on X",
            " on twitter",
            " on facebook",
        ),
        _tails,
    ),
)
_MARKED = Marks(marks for marks, _ in _FINDERS)


def _apart(found: list[Residue], size: int) -> list[Residue]:
    """Drop overlaps, and everything where nothing but punctuation would be left."""
    kept: list[Residue] = []
    for residue in sorted(found, key=lambda r: (r.start, -r.end)):
        if residue.end > residue.start and (not kept or residue.start >= kept[-1].end):
            kept.append(residue)
    left = size - sum(r.end - r.start for r in kept)
    return kept if left >= 3 else []
