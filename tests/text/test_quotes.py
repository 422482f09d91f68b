from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.quotes import find_quotes


def found(text):
    lines, at = [], 0
    for line in text.split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    quotes, unmatched = find_quotes(text, lines)
    return [text[q.inner_start : q.inner_end] for q in quotes], unmatched


@pytest.mark.parametrize(
    ("text", "quotes", "unmatched"),
    [
        ('He said "yes" and "no."', ["yes", "no."], 0),
        ('"Yes," he said. "No."', ["Yes,", "No."], 0),
        ('("In brackets")', ["In brackets"], 0),
        ('He said "yes and left.', [], 1),
        ('He said yes" and left.', [], 1),
        ('A 6" gun and a "big" one', ["big"], 0),
        ("They call it 'freedom' here.", ["freedom"], 0),
        ("The allies' plan wasn't Rutte's.", [], 0),
        ("It was 'the allies' plan' again.", ["the allies' plan"], 0),
        ("Rock 'n' roll in the '90s.", [], 0),
        ("Russia 'Long-Term Threat' to Us", ["Long-Term Threat"], 0),
        ("\"He told me 'go' then.\"", ["He told me 'go' then."], 0),
        ('"One.\n"Two."', ["One.", "Two."], 0),
        ('"One.\nTwo.', [], 1),
        ("no marks", [], 0),
        ('"', [], 1),
    ],
)
def test_pairs_marks_as_a_reader_would(text, quotes, unmatched):
    assert found(text) == (quotes, unmatched)


@given(st.text(alphabet="ab \"'.\n", max_size=60))
def test_never_raises_and_never_overlaps(text):
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    quotes, unmatched = find_quotes(text, lines)
    assert unmatched >= 0
    assert all(q.start < q.inner_start <= q.inner_end <= q.end for q in quotes)
    assert all(a.end <= b.start for a, b in zip(quotes, quotes[1:], strict=False))


def test_a_long_text_full_of_marks_takes_no_quadratic_time():
    import time

    def seconds(n):
        text = "he said 'a' and \"b\" of the allies' " * n
        begin = time.perf_counter()
        find_quotes(text, [(0, len(text))])
        return time.perf_counter() - begin

    seconds(50)
    assert seconds(4_000) < 60 * max(seconds(400), 1e-4)
