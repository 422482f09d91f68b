from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.dates import iso_date


@pytest.mark.parametrize(
    "given_date",
    [
        "2025-06-26", "2025/06/26", "2025.6.26", "20250626", "26 June 2025", "26th Jun. 2025",
        "June 26, 2025", "Jun 26 2025", "Thu, 26 Jun 2025", "Thursday, June 26th, 2025",
        "26-Jun-2025", "26.06.2025", "26/06/2025", "06/26/2025", "6/26/25", " 2025-06-26 ",
        dt.date(2025, 6, 26), dt.datetime(2025, 6, 26),
    ],
)  # fmt: skip
def test_every_common_form_is_one_day(given_date):
    assert iso_date(given_date) == ("2025-06-26", None, None)


@pytest.mark.parametrize(
    ("given_date", "time"),
    [
        ("2025-06-26T10:11:12Z", "10:11:12Z"),
        ("2025-06-26 10:11:12+02:00", "10:11:12+02:00"),
        ("Thu, 26 Jun 2025 10:00:00 GMT", "10:00:00 GMT"),
        ("June 26, 2025 at 4:00 pm", "4:00 pm"),
        (dt.datetime(2025, 6, 26, 10, 11), "10:11:00"),
        ("2025-06-26T00:00:00Z", None),
    ],
)
def test_the_time_of_day_stands_apart(given_date, time):
    assert iso_date(given_date) == ("2025-06-26", time, None)


@pytest.mark.parametrize("seconds", [1750896000, "1750896000", 1750896000000])
def test_seconds_and_milliseconds_since_1970(seconds):
    assert iso_date(seconds).date == "2025-06-26"


@pytest.mark.parametrize("partial", ["2025", "2025-06"])
def test_a_partial_date_stays_partial(partial):
    assert iso_date(partial) == (partial, None, None)


@pytest.mark.parametrize("unclear", ["03/04/2025", "18/08/29", "yesterday", "2025-02-30", "5"])
def test_an_unclear_date_is_kept_and_noted(unclear):
    found = iso_date(unclear)
    assert found.date == unclear
    assert unclear in found.note


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_no_date_is_none_without_a_note(nothing):
    assert iso_date(nothing) == (None, None, None)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_iso_dates_come_back_as_they_are(day):
    assert iso_date(day.isoformat()) == (day.isoformat(), None, None)
    assert iso_date(day) == (day.isoformat(), None, None)
    assert iso_date(f"{day:%B} {day.day}, {day:%Y}").date == day.isoformat()


@given(st.text(max_size=40))
def test_any_string_gives_a_date_or_a_note(text):
    found = iso_date(text)
    assert found.date is None or found.note or found.date[:4].isdigit()
