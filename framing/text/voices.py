"""Whose words: the outlet's own, a source's reported ones, or quoted ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from framing.text.quotes import Quote

__all__ = ["OWN", "QUOTED", "REPORTED", "VOICES", "VoiceMap"]

OWN, REPORTED, QUOTED = "own", "reported", "quoted"
VOICES = (OWN, REPORTED, QUOTED)


class VoiceMap:
    """The stretches of a text that are not in the outlet's own voice.

    Parameters
    ----------
    quotes : sequence of Quote
        Quotations, in order.
    contents : iterable of (start, end, speaker)
        Attributed content in a source's words or thoughts, quoted or not.
    others : iterable of (start, end, speaker)
        Content that tells what a source spoke of in the outlet's words ("criticised the plan"):
        it names the speaker of a quotation inside, and nothing else.
    """

    __slots__ = ("starts", "stretches")

    def __init__(
        self,
        quotes: Sequence[Quote],
        contents: Iterable[tuple[int, int, str]],
        others: Iterable[tuple[int, int, str]] = (),
    ) -> None:
        reported = sorted(contents)
        quoted = [
            (q.start, q.end, QUOTED, speaker)
            for q, speaker in zip(
                quotes, _speakers(quotes, sorted([*reported, *others])), strict=True
            )
        ]
        self.stretches = _merged(quoted, reported)
        self.starts = [s[0] for s in self.stretches]

    def at(self, position: int) -> tuple[str, str]:
        """Give voice and speaker at an offset (speaker "" where there is none)."""
        found = bisect_right(self.starts, position) - 1
        if found >= 0:
            _, end, voice, speaker = self.stretches[found]
            if position < end:
                return voice, speaker
        return OWN, ""

    def over(self, start: int, end: int) -> list[tuple[int, int, str, str]]:
        """Give the stretches that meet a span, cut to it, own ones filled in."""
        found = bisect_right(self.starts, start) - 1
        if found >= 0 and self.stretches[found][1] > start:
            _, right, voice, speaker = self.stretches[found]
            if right >= end:
                return [(start, end, voice, speaker)]
        elif found + 1 == len(self.starts) or self.starts[found + 1] >= end:
            return [(start, end, OWN, "")]
        pieces = []
        at = start
        first, last = max(found, 0), bisect_left(self.starts, end)
        for left, right, voice, speaker in self.stretches[first:last]:
            if right <= at:
                continue
            if at < left:
                pieces.append((at, left, OWN, ""))
                at = left
            stop = right if right < end else end
            pieces.append((at, stop, voice, speaker))
            at = stop
        if at < end:
            pieces.append((at, end, OWN, ""))
        return pieces


def _merged(
    quoted: list[tuple[int, int, str, str]], reported: list[tuple[int, int, str]]
) -> list[tuple[int, int, str, str]]:
    """Lay quotations over reported stretches."""
    stretches = list(quoted)
    at = 0
    n = 0
    for start, end, speaker in reported:
        at = max(at, start)
        while n and quoted[n - 1][1] > at:
            n -= 1
        while at < end:
            while n < len(quoted) and quoted[n][1] <= at:
                n += 1
            left = quoted[n][0] if n < len(quoted) else end
            if at < min(left, end):
                stretches.append((at, min(left, end), REPORTED, speaker))
            at = quoted[n][1] if n < len(quoted) and left < end else end
    return sorted(stretches)


def _speakers(quotes: Sequence[Quote], contents: list[tuple[int, int, str]]) -> Iterator[str]:
    """Give for every quotation the speaker of the attributed content that holds most of it."""
    begins = [content[0] for content in contents]
    longest = max((end - start for start, end, _ in contents), default=0)
    for quote in quotes:
        best, most = "", 0
        first = bisect_left(begins, quote.start - longest)
        for start, end, speaker in contents[first : bisect_left(begins, quote.end)]:
            shared = min(end, quote.end) - max(start, quote.start)
            if shared > most and speaker:
                best, most = speaker, shared
        yield best
