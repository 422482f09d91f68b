"""Dates as files carry them, in the one form that tables can sort: ``YYYY-MM-DD``."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, NamedTuple

__all__ = ["IsoDate", "iso_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_TIME = r"(?:,?[T ]\s*(?:at )?(?P<time>\d{1,2}:\d{2}.*|\d{6}Z?))?$"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})" + _TIME,
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})" + _TIME,
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -]" + _MONTH + r",?[ -](?P<year>\d{4})" + _TIME,
        _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})" + _TIME,
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})" + _TIME,
    )
)
_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?$")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})([-/])(?P<b>\d{1,2})\2(?P<year>\d{4}|\d{2})" + _TIME)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_CENTURY = "69"  # two-digit years from 69 on are 19xx, as POSIX has it
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")


class IsoDate(NamedTuple):
    """What a date string says: the day, the time of day if any, and a note if it is unclear."""

    date: str | None
    time: str | None = None
    note: str | None = None


def iso_date(value: Any) -> IsoDate:
    """Read a date in any common unambiguous form.

    Parameters
    ----------
    value : str, date, datetime, int or None
        ``2025-06-26``, ``26 June 2025``, ``June 26, 2025``, ``Thu, 26 Jun 2025 10:00 GMT``,
        ``20250626``, ``26.06.2025``, seconds or milliseconds since 1970, a bare year or month.
        ``03/04/2025`` may be March or April: it is kept as given, with a note.

    Returns
    -------
    IsoDate
        ``date`` as ``YYYY-MM-DD`` (or ``YYYY-MM``, ``YYYY``), or as given where it does not
        parse; ``time`` as given; ``note`` says what is unclear.

    Examples
    --------
    >>> iso_date("June 26, 2025 10:15 GMT")
    IsoDate(date='2025-06-26', time='10:15 GMT', note=None)
    """
    if value is None:
        return IsoDate(None)
    if isinstance(value, dt.date):
        return _from_datetime(value)
    text = " ".join(str(value).split())
    if not text:
        return IsoDate(None)
    if _EPOCH.match(text):
        return _from_epoch(int(text))
    return _from_text(_WEEKDAY.sub("", text, count=1) if text[0].isalpha() else text, text)


def _from_datetime(value: dt.date) -> IsoDate:
    if isinstance(value, dt.datetime):
        time = value.timetz().isoformat()
        return IsoDate(value.date().isoformat(), None if time == "00:00:00" else time)
    return IsoDate(value.isoformat())


def _from_epoch(number: int) -> IsoDate:
    seconds = number / 1000 if number >= 10**12 else number
    return _from_datetime(dt.datetime.fromtimestamp(seconds, tz=dt.UTC))


def _from_text(text: str, given: str) -> IsoDate:
    for form in _FORMS:
        if match := form.match(text):
            return _built(match["year"], match["month"], match["day"], match["time"], given)
    if match := _NUMERIC.match(text):
        return _numeric(match, given)
    partial = _PARTIAL.match(text)
    if partial and 1 <= int(partial["month"] or 1) <= 12:
        return IsoDate(text)
    return IsoDate(given, None, f"date {given!r} is in no known form")


def _numeric(match: re.Match[str], given: str) -> IsoDate:
    first, second = int(match["a"]), int(match["b"])
    short = len(match["year"]) == 2
    if (first <= 12 and second <= 12 and first != second) or (short and first > 12):
        return IsoDate(given, None, f"date {given!r} can be read in more than one way")
    day, month = (first, second) if first > 12 else (second, first)
    century = "" if not short else "20" if match["year"] < _CENTURY else "19"
    return _built(century + match["year"], str(month), str(day), match["time"], given)


def _built(year: str, month: str, day: str, time: str | None, given: str) -> IsoDate:
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return IsoDate(dt.date(int(year), number, int(day)).isoformat(), _clock(time))
    except ValueError:
        return IsoDate(given, None, f"date {given!r} is no day of the calendar")


def _clock(time: str | None) -> str | None:
    return time if time and time.strip("0:.Z+ ") else None
