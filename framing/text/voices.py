"""Whose words: the outlet's own, a source's reported ones, or quoted ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

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
        Attributed content, as :class:`~framing.text.attributions.Attribution` has it.
    """

    __slots__ = ("starts", "stretches")

    def __init__(self, quotes: Sequence[Quote], contents: Iterable[tuple[int, int, str]]) -> None:
        reported = sorted(contents)
        self.stretches = _merged(quotes, reported)
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
        found = max(bisect_right(self.starts, start) - 1, 0)
        pieces = []
        at = start
        for left, right, voice, speaker in self.stretches[found:]:
            if left >= end:
                break
            left, right = max(left, at), min(right, end)
            if left >= right:
                continue
            if at < left:
                pieces.append((at, left, OWN, ""))
            pieces.append((left, right, voice, speaker))
            at = right
        if at < end:
            pieces.append((at, end, OWN, ""))
        return pieces


def _merged(
    quotes: Sequence[Quote], reported: list[tuple[int, int, str]]
) -> list[tuple[int, int, str, str]]:
    """Lay quotations over reported stretches; a quotation takes the speaker of its content."""
    stretches = [(q.start, q.end, QUOTED, _speaker(q, reported)) for q in quotes]
    at = 0
    n = 0
    quoted = sorted(stretches)
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


def _speaker(quote: Quote, reported: list[tuple[int, int, str]]) -> str:
    """Give the speaker of the attributed content that holds the most of a quotation."""
    best, most = "", 0
    for start, end, speaker in reported:
        if start >= quote.end:
            break
        shared = min(end, quote.end) - max(start, quote.start)
        if shared > most and speaker:
            best, most = speaker, shared
    return best
