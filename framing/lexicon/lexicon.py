"""The Lexicon object."""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from framing.errors import FramingError
from framing.lexicon.formats import Entry, folded, read_lexicon
from framing.lexicon.matcher import OVERLAPS, Matcher

__all__ = ["Entry", "Lexicon", "Match", "available"]


class Match(NamedTuple):
    """A hit: a span of the text and the number of the entry."""

    start: int
    end: int
    entry: int


_SHOWN_CHARACTERS = 90


class Lexicon:
    """A named list of patterns with category, weight and note.

    Parameters
    ----------
    name : str
        Short name; scores of an own lexicon stand under ``lexicon.<name>``.
    entries : iterable of Entry
        Patterns are folded (lower case, straight apostrophes); ``*`` stands for any run of word
        characters inside one token.
    version : str
        Stands in every score's recipe.

    Examples
    --------
    >>> lexicon = Lexicon.from_dict("colours", {"warm": ["red*"], "cold": ["blue"]})
    >>> [(hit.start, hit.end) for hit in lexicon.match("a reddish blue")]
    [(2, 9), (10, 14)]
    """

    def __init__(
        self,
        name: str,
        entries: Iterable[Entry],
        *,
        version: str = "",
        header: Mapping[str, str] | None = None,
        path: Path | None = None,
    ) -> None:
        self.name = name
        self.entries = tuple(entries)
        if not self.entries:
            raise FramingError(f"lexicon {name!r} holds no entry; give at least one pattern")
        self.header = dict(header or {})
        self.version = version or self.header.get("version", "") or self._hash()
        self.path = path

    @classmethod
    def load(cls, name: str) -> Lexicon:
        """Load a lexicon that comes with the library (see :func:`available`).

        Raises
        ------
        FramingError
            If there is none of that name.
        """
        return _shipped(name)

    @classmethod
    def from_file(cls, path: str | Path, name: str | None = None) -> Lexicon:
        """Read a lexicon from ``.tsv``, ``.dic`` (LIWC family), ``.csv``, ``.json`` or ``.txt``."""
        file = Path(path)
        parsed = read_lexicon(file)
        return cls(
            name or parsed.header.get("name") or file.stem,
            parsed.entries,
            header=parsed.header,
            path=file,
        )

    @classmethod
    def from_dict(
        cls, name: str, words: Mapping[str, Iterable[str] | Mapping[str, float]]
    ) -> Lexicon:
        """Make a lexicon from ``{category: words}`` or ``{category: {word: weight}}``."""
        entries = []
        for category, found in words.items():
            weights = found if isinstance(found, Mapping) else dict.fromkeys(found, 1.0)
            entries += [Entry(folded(w), category, float(v), "") for w, v in weights.items()]
        return cls(name, [entry for entry in entries if entry.pattern.strip("* ")])

    @property
    def recipe(self) -> str:
        """Name and version, as scores carry it."""
        return f"{self.name}-lexicon@{self.version}"

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories, in the order of their first entry."""
        return tuple(dict.fromkeys(entry.category for entry in self.entries))

    @cached_property
    def counts(self) -> dict[str, int]:
        """Entries per category."""
        counted = Counter(entry.category for entry in self.entries)
        return {category: counted[category] for category in self.categories}

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the matcher, which cannot be pickled; it is built again where it is needed."""
        return {name: value for name, value in self.__dict__.items() if name != "_matcher"}

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher([entry.pattern for entry in self.entries])

    def match(self, lower: str, overlap: str = "longest") -> list[Match]:
        """Find all entries in folded, lower-case text.

        Parameters
        ----------
        lower : str
            Text as :attr:`framing.text.document.Document.lower` has it.
        overlap : {"longest", "all", "first"}
            ``longest``: of hits that share characters the leftmost, there the longest, counts;
            ``all``: every hit; ``first``: the leftmost, there the entry listed first.

        Returns
        -------
        list of Match
            In order of their starts.
        """
        if overlap not in OVERLAPS:
            raise FramingError(
                f"overlap={overlap!r} is not known; there are: {', '.join(OVERLAPS)}"
            )
        return [Match(*hit) for hit in self._matcher.find(lower, overlap)]

    def card(self) -> str:
        """Give the card: what the list measures, how it was compiled, what it gets wrong."""
        card = self.path.with_suffix(".md") if self.path else None
        if card is None or not card.is_file():
            return f"# {self.name}\n\n{len(self)} entries; no card.\n"
        return card.read_text(encoding="utf-8")

    def to_file(self, path: str | Path) -> None:
        """Write the lexicon in the library's own format."""
        head = ["# framing lexicon 1", f"# name: {self.name}", f"# version: {self.version}"]
        rows = [f"{e.pattern}\t{e.category}\t{e.weight:g}\t{e.note}" for e in self.entries]
        text = "\n".join([*head, "pattern\tcategory\tweight\tnote", *rows]) + "\n"
        Path(path).write_text(text, encoding="utf-8")

    def _hash(self) -> str:
        content = "\n".join(f"{e.pattern}\t{e.category}\t{e.weight}" for e in self.entries)
        return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:8]

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __repr__(self) -> str:
        return f"<Lexicon {self.name}: {len(self):,} entries in {len(self.categories)} categories>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(category)}</td><td>{count:,}</td>"
            f"<td>{html.escape(self._some(category))}</td></tr>"
            for category, count in self.counts.items()
        )
        head = "<tr><th>category</th><th>entries</th><th>such as</th></tr>"
        return f"<b>{html.escape(repr(self)[1:-1])}</b><table>{head}{rows}</table>"

    def _some(self, category: str) -> str:
        """Give the first patterns of a category, as many as fit a line."""
        patterns = [entry.pattern for entry in self.entries if entry.category == category]
        shown = patterns[:1]
        for pattern in patterns[1:]:
            if len(", ".join([*shown, pattern])) > _SHOWN_CHARACTERS:
                break
            shown.append(pattern)
        return ", ".join(shown) + (", …" if len(shown) < len(patterns) else "")


def _folder() -> Path:
    """Find the shipped word lists: inside the package, or beside it when editable."""
    inside = Path(str(files("framing"))) / "lexicons"
    return inside if inside.is_dir() else inside.parent.parent / "lexicons"


def available() -> tuple[str, ...]:
    """Name the lexicons that come with the library."""
    return tuple(sorted(path.stem for path in _folder().glob("*.tsv")))


@cache
def _shipped(name: str) -> Lexicon:
    path = _folder() / f"{name}.tsv"
    if not path.is_file():
        raise FramingError(f"no lexicon {name!r} is shipped; there are: {', '.join(available())}")
    return Lexicon.from_file(path, name)
