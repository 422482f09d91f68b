from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.text.quotes import Quote
from framing.text.voices import VoiceMap

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 15)).map(lambda s: (s[0], s[0] + s[1])), max_size=6
)


def apart(found):
    kept, at = [], 0
    for start, end in sorted(found):
        if start >= at:
            kept.append((start, end))
            at = end
    return kept


@given(spans, spans)
def test_a_quotation_wins_then_reported_then_own(quoted, reported):
    quotes = [Quote(a, b, a, b) for a, b in apart(quoted)]
    voices = VoiceMap(quotes, [(a, b, "X") for a, b in reported])
    for at in range(80):
        inside = any(q.start <= at < q.end for q in quotes)
        told = any(a <= at < b for a, b in reported)
        expected = "quoted" if inside else "reported" if told else "own"
        assert voices.at(at)[0] == expected


@given(spans, spans, st.integers(0, 40), st.integers(1, 40))
def test_pieces_of_a_span_cover_it_once(quoted, reported, start, size):
    quotes = [Quote(a, b, a, b) for a, b in apart(quoted)]
    voices = VoiceMap(quotes, [(a, b, "") for a, b in reported])
    pieces = voices.over(start, start + size)
    assert pieces[0][0] == start and pieces[-1][1] == start + size
    assert all(a[1] == b[0] for a, b in zip(pieces, pieces[1:], strict=False))
    assert all(voices.at(a)[0] == voice for a, _, voice, _ in pieces)


def test_a_quotation_takes_the_speaker_of_its_content():
    voices = VoiceMap([Quote(5, 10, 6, 9)], [(4, 12, "Rutte")])
    assert voices.at(6) == ("quoted", "Rutte")
    assert voices.at(4) == ("reported", "Rutte")
    assert voices.at(20) == ("own", "")
