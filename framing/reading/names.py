"""Metadata that stands in a file's name: ``2025-06-26_the-gazette_summit.txt``."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

__all__ = ["from_name"]

_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[-.]?)(?P<m>[01]\d)(?P=s)(?P<d>[0-3]\d)(?!\d)"
)
_SEPARATOR = re.compile(r"_+| - ")
_NUMBER = re.compile(r"\d+$|[0-9a-f]{8,}$")


def from_name(id: str) -> dict[str, str]:
    """Take date and outlet from the name of a file.

    Parameters
    ----------
    id : str
        The path without its ending.

    Returns
    -------
    dict
        ``date`` where a full date stands in the name, and ``outlet`` where it stands before the
        date, or between the date and a slug. Any other name says nothing and gives ``{}``.

    Examples
    --------
    >>> from_name("2025-06-26_the-gazette_summit-ends")
    {'date': '2025-06-26', 'outlet': 'the-gazette'}
    >>> from_name("daily_post_2025-06-26_summit-ends")
    {'date': '2025-06-26', 'outlet': 'daily_post'}
    >>> from_name("000_df39bedf8c96a5cb")
    {}
    """
    name = PurePosixPath(id).name
    match = _DATE.search(name)
    if not match:
        return {}
    found = {"date": f"{match['y']}-{match['m']}-{match['d']}"}
    outlet = _outlet(name[: match.start()], name[match.end() :])
    return {**found, "outlet": outlet} if outlet else found


def _outlet(before: str, after: str) -> str | None:
    leading = [part for part in _SEPARATOR.split(before.strip(" _-")) if part]
    while leading and _NUMBER.match(leading[0]):
        leading.pop(0)
    if leading:
        return before[before.index(leading[0]) :].strip(" _-")
    trailing = [part for part in _SEPARATOR.split(after.strip(" _-")) if part]
    while trailing and _NUMBER.match(trailing[0]):
        trailing.pop(0)
    return trailing[0].strip() if len(trailing) > 1 else None
