"""Targets: what a user wants stance measured toward, as names with aliases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from framing.errors import FramingError
from framing.text.normalise import normalise

__all__ = ["DEMONYMS", "Target", "demonyms_of", "parse_target_string", "parse_targets"]

DEMONYMS = "@demonyms"  # as an alias: take the adjective, people, capital and seat from the table


@dataclass(frozen=True)
class Target:
    """A name and its aliases, each matched literally.

    Attributes
    ----------
    name : str
        Stands in the results.
    aliases : tuple of str
        Further names; the first name is not among them.
    """

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


def parse_targets(targets: Any, demonyms: bool = False) -> tuple[Target, ...]:
    """Read targets as users write them.

    Parameters
    ----------
    targets : str, mapping, or iterable of str, mapping or Target
        Names; ``{"Ukraine": ["Kyiv", "Zelensky"]}`` or ``{"Ukraine": "Kyiv|Zelensky"}`` gives
        aliases. The alias ``"@demonyms"`` stands for the adjective, the people, the capital and
        the seat of government of a country. A single ``str`` is one name.
    demonyms : bool
        Add them for every target that the table knows.

    Returns
    -------
    tuple of Target

    Raises
    ------
    FramingError
        If a name is empty or no string, or a name or an alias stands twice.

    Examples
    --------
    >>> parse_targets(["NATO", {"Ukraine": "Kyiv|Zelensky"}])
    (Target(name='NATO', aliases=()), Target(name='Ukraine', aliases=('Kyiv', 'Zelensky')))
    """
    found = [Target(name, aliases) for name, aliases in _pairs(targets)]
    _refuse_duplicates(found)
    return _with_demonyms(found, demonyms)


def parse_target_string(given: str, demonyms: bool = False) -> tuple[Target, ...]:
    """Read targets as the command line takes them.

    Examples
    --------
    >>> parse_target_string("NATO,Ukraine=Kyiv|Zelensky")
    (Target(name='NATO', aliases=()), Target(name='Ukraine', aliases=('Kyiv', 'Zelensky')))
    """
    if not given.strip():
        return ()
    pairs: list[Any] = []
    for piece in given.split(","):
        name, equals, aliases = piece.partition("=")
        pairs.append({name: aliases} if equals else name)
    return parse_targets(pairs, demonyms)


def demonyms_of(name: str) -> tuple[str, ...]:
    """Give adjective, people, capital and seat of a country or institution, () if unknown.

    Examples
    --------
    >>> demonyms_of("Russia")
    ('Russian', 'Russians', 'Moscow', 'Kremlin')
    """
    return _table().get(name.lower(), ())


def _pairs(targets: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Bring every accepted form to names with aliases."""
    if targets is None:
        return []
    if isinstance(targets, str | Target):
        targets = [targets]
    if isinstance(targets, Mapping):
        return [(_name(name), _aliases(name, given)) for name, given in targets.items()]
    if not isinstance(targets, Iterable):
        raise FramingError(
            f"targets={targets!r} is no list of names; give names or a mapping of name to aliases"
        )
    pairs: list[tuple[str, tuple[str, ...]]] = []
    for item in targets:
        if isinstance(item, Target):
            pairs.append((item.name, item.aliases))
        elif isinstance(item, Mapping):
            pairs += _pairs(item)
        else:
            pairs.append((_name(item), ()))
    return pairs


def _name(given: Any) -> str:
    """Check one name and squeeze its blanks."""
    if not isinstance(given, str):
        raise FramingError(
            f"targets: {given!r} is of type {type(given).__name__}; a target's name is a str"
        )
    name = " ".join(normalise(given).text.split())
    if not any(char.isalnum() for char in name):
        raise FramingError(f"targets: {given!r} is empty; a target's name needs a letter or digit")
    return name


def _aliases(name: Any, given: Any) -> tuple[str, ...]:
    """Read the aliases of one name: a list, or a str with | between them."""
    if given is None:
        return ()
    if isinstance(given, str):
        items: list[Any] = [piece for piece in given.split("|") if piece.strip()]
    elif isinstance(given, Iterable):
        items = list(given)
    else:
        raise FramingError(f"targets: the aliases of {name!r} are {given!r}; give a list of names")
    own = str(name).strip()
    return tuple(dict.fromkeys(alias for alias in map(_name, items) if alias != own))


def _refuse_duplicates(targets: list[Target]) -> None:
    """Refuse a name or an alias that stands for two targets."""
    owner: dict[str, str] = {}
    for target in targets:
        if target.name.lower() in owner and owner[target.name.lower()] == target.name:
            raise FramingError(f"targets: {target.name!r} stands twice; give each target once")
        for name in target.names:
            key = name.lower()
            if name == DEMONYMS or owner.setdefault(key, target.name) == target.name:
                continue
            raise FramingError(
                f"targets: {name!r} belongs to {owner[key]!r} and to {target.name!r}; "
                "a name can stand for one target only"
            )


def _with_demonyms(targets: list[Target], every: bool) -> tuple[Target, ...]:
    """Fill in demonyms where asked for; a name given outright goes to its own target."""
    given = {name.lower() for target in targets for name in target.names}
    filled = []
    for target in targets:
        aliases = [alias for alias in target.aliases if alias != DEMONYMS]
        if every or DEMONYMS in target.aliases:
            known = demonyms_of(target.name)
            if not known and not every:
                raise FramingError(
                    f"targets: no demonyms are known for {target.name!r}; list its aliases"
                )
            for alias in known:
                if alias.lower() not in given:
                    given.add(alias.lower())
                    aliases.append(alias)
        filled.append(Target(target.name, tuple(aliases)))
    return tuple(filled)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    """Read the table of demonyms, in the case in which it is written."""
    from framing.lexicon import Lexicon

    path = Lexicon.load("demonyms").path
    table: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path is not None else ():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 2 or cells[0] == "pattern":
            continue
        table.setdefault(cells[1].lower(), []).append(cells[0])
    return {name: tuple(found) for name, found in table.items()}
