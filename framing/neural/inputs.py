"""Texts to token numbers: windows of a sentence, a mention in its surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from framing.text.normalise import normalise

__all__ = ["LONGEST", "Inputs", "Pieces", "Row"]

LONGEST = 128  # tokens of a window, its marks included
_STEP = 64  # windows of a long sentence start this many tokens apart
_LONGEST_MENTION = 24  # tokens; of a longer mention the first and the last are kept
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[", "]")


class Row(NamedTuple):
    """What the network reads: token numbers, of which the last `second` are the mention again."""

    tokens: tuple[int, ...]
    second: int = 0


class Pieces(NamedTuple):
    """A text in word pieces: their numbers, the word of each, each word's span in the text."""

    numbers: list[int]
    words: list[int]
    spans: list[tuple[int, int]]


class Inputs:
    """Turn texts into rows of token numbers.

    Parameters
    ----------
    vocabulary : sequence of str
        Word pieces in the order of their numbers; pieces inside a word begin with ``##``.

    Attributes
    ----------
    mask : int
        Number of the piece that stands for a hidden word.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        from tokenizers import Tokenizer
        from tokenizers.models import WordPiece
        from tokenizers.normalizers import BertNormalizer
        from tokenizers.pre_tokenizers import BertPreTokenizer

        numbers = {piece: number for number, piece in enumerate(vocabulary)}
        tokenizer: Any = Tokenizer(
            WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100)
        )
        tokenizer.normalizer = BertNormalizer(lowercase=True)
        tokenizer.pre_tokenizer = BertPreTokenizer()
        self._tokenizer = tokenizer
        _, _, self._first, self._last, self.mask, self._open, self._close = (
            numbers[mark] for mark in _MARKS
        )

    def pieces(self, texts: Iterable[str]) -> list[list[int]]:
        """Give the token numbers of texts, without marks; spelling variants count as one."""
        folded = [normalise(text).text for text in texts]
        encoded = self._tokenizer.encode_batch_fast(folded, add_special_tokens=False)
        return [found.ids for found in encoded]

    def parsed(self, text: str) -> Pieces:
        """Give the pieces of one text with the words they belong to."""
        folded = normalise(text)
        found = self._tokenizer.encode(folded.text, add_special_tokens=False)
        spans: list[tuple[int, int]] = []
        for word, (start, end) in zip(found.word_ids, found.offsets, strict=True):
            if word == len(spans):
                spans.append((start, end))
            else:
                spans[word] = (spans[word][0], end)
        return Pieces(found.ids, found.word_ids, [folded.to_source(*span) for span in spans])

    def sentences(self, texts: Sequence[str]) -> list[list[Row]]:
        """Give the windows of each sentence: one, or overlapping ones where it is long."""
        return [self.windows(pieces) for pieces in self.pieces(texts)]

    def windows(self, pieces: Sequence[int]) -> list[Row]:
        """Cut the pieces of one sentence into windows; every piece stands in at least one."""
        room = LONGEST - 2
        if len(pieces) <= room:
            return [self._framed(pieces)]
        starts = [*range(0, len(pieces) - room, _STEP), len(pieces) - room]
        return [self._framed(pieces[start : start + room]) for start in starts]

    def mentions(self, mentions: Iterable[tuple[str, int, int]]) -> list[Row]:
        """Give the row of each mention: its surroundings with it bracketed, then it alone."""
        parts = [
            part
            for text, start, end in mentions
            for part in (text[:start], text[start:end], text[end:])
        ]
        found = self.pieces(parts)
        return [self.marked(*found[n : n + 3]) for n in range(0, len(found), 3)]

    def marked(self, left: Sequence[int], inner: Sequence[int], right: Sequence[int]) -> Row:
        """Put a mention between brackets, with as much on either side as the window holds."""
        inner = _shortened(inner)
        room = LONGEST - 5 - 2 * len(inner)
        before = min(len(left), max(room // 2, room - len(right)))
        after = min(len(right), room - before)
        tokens = (
            self._first, *left[len(left) - before :], self._open, *inner, self._close,
            *right[:after], self._last, *inner, self._last,
        )  # fmt: skip
        return Row(tokens, len(inner) + 1)

    def line(self, line: Sequence[int], above: Sequence[int], below: Sequence[int]) -> Row:
        """Give the row of a line: what stands on either side of it, then the line."""
        tokens = (
            self._first, *above, self._open, *below, self._last, *line, self._last,
        )  # fmt: skip
        return Row(tokens, len(line) + 1)

    def _framed(self, pieces: Sequence[int]) -> Row:
        return Row((self._first, *pieces, self._last))


def _shortened(inner: Sequence[int]) -> Sequence[int]:
    """Give both ends of a mention that is too long to be given twice."""
    if len(inner) <= _LONGEST_MENTION:
        return inner
    half = _LONGEST_MENTION // 2
    return [*inner[:half], *inner[-half:]]
