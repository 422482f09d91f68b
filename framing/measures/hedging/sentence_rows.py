"""The rows of one sentence: several measures over the same places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from framing.measures.hedging.model import THRESHOLD
from framing.measures.rows import Sink
from framing.text.document import Sentence

__all__ = ["SentenceRows"]


class SentenceRows:
    """Adds units for a sentence and, where several voices share it, for each voice's part.

    Parameters
    ----------
    sink : Sink
        Where the rows go.
    sentence : Sentence
        The sentence.

    Attributes
    ----------
    several : bool
        Whether several voices share the sentence.
    """

    __slots__ = ("several", "_n_words", "_parts", "_sink", "_whole")

    def __init__(self, sink: Sink, sentence: Sentence) -> None:
        self._sink = sink
        places = sink.places_of(sentence)
        self.several = len(places) > 1
        self._whole = places[0]
        self._n_words = sentence.n_words
        self._parts = list(zip(places[1:], sentence.parts, strict=True)) if self.several else []

    def plain(self, shares: Sequence[tuple[str, float]], counts: str) -> None:
        """Add what a sentence without any cue has: the same in each of its voices."""
        for measure, chance in shares:
            self._share(self._whole, measure, chance)
            for place, _ in self._parts:
                self._share(place, measure, chance)
        self.counts(counts, ())

    def share(
        self, measure: str, chance: float, voices: Collection[str] = (), rest: float = 0.0
    ) -> None:
        """Add a probability; in a mixed sentence only the given voices have it, others `rest`."""
        self._share(self._whole, measure, chance)
        for place, part in self._parts:
            self._share(place, measure, chance if part.voice in voices else rest)

    def _share(self, place: int, measure: str, chance: float) -> None:
        label = "1" if chance >= THRESHOLD else "0"
        self._sink.rows.append((place, measure, "all", "", chance, label, chance, 1.0))

    def counts(self, measure: str, found: Sequence[tuple[str, str]]) -> None:
        """Add how many cues of each kind there are, given as (kind, voice), over the words."""
        self._count(self._whole, measure, [kind for kind, _ in found], self._n_words)
        for place, part in self._parts:
            kinds = [kind for kind, voice in found if voice == part.voice]
            self._count(place, measure, kinds, part.n_words)

    def _count(self, place: int, measure: str, kinds: list[str], n_words: int) -> None:
        row = self._sink.row
        row(place, measure, float(len(kinds)), float(n_words))
        if not kinds:
            return
        for kind in sorted(set(kinds)):
            row(place, measure, float(kinds.count(kind)), 0.0, kind)

    def balance(self, measure: str, plus: Sequence[str], minus: Sequence[str]) -> None:
        """Add boosters less hedges over their sum, each given by its voice."""
        self._balance(self._whole, measure, len(plus), len(minus))
        for place, part in self._parts:
            self._balance(place, measure, plus.count(part.voice), minus.count(part.voice))

    def _balance(self, place: int, measure: str, up: int, down: int) -> None:
        if up or down:
            self._sink.row(place, measure, float(up - down), float(up + down))
