"""Bytes to text: the encoding found, and a sentence wherever it had to be guessed."""

from __future__ import annotations

import codecs
import io
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from framing.errors import FramingError

__all__ = ["Decoded", "NotText", "TextLines", "decode", "is_binary"]

SAMPLE_BYTES = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"PAR1": "a Parquet table",
    b"SQLite format 3": "an SQLite database",
    b"RIFF": "an audio or video file",
    b"ID3": "an audio file",
    b"\x7fELF": "a program",
}
_CONTROL = bytes(set(range(32)) - set(b"\0\t\n\r\f\v\x1b")) + b"\x7f"
# Text has no control characters to speak of; compressed and compiled data have about one in nine.
_CONTROL_LIMIT = 0.02
_CONTROL_FEWEST = 8
# English in Windows-1252 has curly quotes and accents, at most a quarter of a short line; in
# another script nearly every letter is a high byte.
_HIGH_LIMIT = 0.3
_MAC_QUOTES = re.compile(r"[A-Za-z]Õ[a-z]|Ò[A-Za-z][^Ò]*Ó")
FALLBACK = "framing-windows-1252"


class NotText(Exception):
    """The bytes are no text; the message says what they look like."""


class Decoded(NamedTuple):
    """Text, the encoding it was read with, and what there is to report."""

    text: str
    encoding: str
    problem: str | None = None
    readable: bool = True


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a text file.

    The order is: the encoding asked for, a byte-order mark, strict UTF-8, UTF-16 by its zero
    bytes, UTF-8 with a few broken bytes, then Windows-1252, Mac Roman or what
    charset-normalizer finds. Whatever is not certain is reported in ``problem``.
    """
    if encoding:
        return _as_asked(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _with_bom(data, name)
    kind = is_binary(data)
    if kind:
        return Decoded("", "", f"not a text file: it looks like {kind}", readable=False)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def is_binary(data: bytes) -> str | None:
    """Say what a file is that is no text, or return None."""
    sample = data[:SAMPLE_BYTES]
    for magic, kind in _MAGIC.items():
        if data.startswith(magic) and not (_is_printable(magic) and _could_be_text(sample)):
            return kind
    if _utf16(sample):
        return None
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    zeros = sample.count(0)
    if odd >= max(_CONTROL_FEWEST, _CONTROL_LIMIT * len(sample)) or zeros > 0.3 * len(sample):
        return "binary data"
    return None


def _is_printable(magic: bytes) -> bool:
    return all(32 <= byte < 127 for byte in magic)


def _could_be_text(sample: bytes) -> bool:
    """Say whether a file that starts like "RIFF" or "ID3" may be an article that does so."""
    try:
        _whole_lines(sample).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in sample


def _whole_lines(sample: bytes) -> bytes:
    """Drop the last line of a sample that breaks off, which may end inside a character."""
    if len(sample) < SAMPLE_BYTES or b"\0" in sample:
        return sample
    return sample[: sample.rfind(b"\n") + 1] or sample


class TextLines:
    """The lines of a big file, decoded one by one, endings kept, with what there is to report.

    The first quarter megabyte decides on the encoding. Further on, bytes that do not fit are read
    as Windows-1252 instead of ending the reading, and :meth:`problem` says so once for the line.
    """

    def __init__(self, file: BinaryIO, encoding: str | None = None) -> None:
        sample = file.read(SAMPLE_BYTES)
        file.seek(0)
        self.encoding, self._general = _of_sample(sample, encoding)
        self._special: str | None = None
        self._ahead: deque[tuple[str, str | None]] = deque()
        self._lines = self._wrapped(file) if _needs_whole(self.encoding, sample) else iter(file)

    def _wrapped(self, file: BinaryIO) -> Iterator[bytes | str]:
        errors = FALLBACK if self.encoding.startswith("utf-8") else "replace"
        return iter(io.TextIOWrapper(file, self.encoding, errors=errors, newline=""))

    def head(self, n: int) -> list[str]:
        """Look at the first lines without taking them."""
        for line in islice(self, n):
            self._ahead.append((line, self.problem()))
        return [line for line, _ in self._ahead]

    def __iter__(self) -> Iterator[str]:
        while self._ahead:
            line, problem = self._ahead.popleft()
            self._special = self._special or problem
            yield line
        for raw in self._lines:
            yield self._decoded(raw) if isinstance(raw, bytes) else self._checked(raw)

    def _checked(self, line: str) -> str:
        if not line.isascii():
            self._special = self._general
        return line

    def _decoded(self, line: bytes) -> str:
        if line.isascii():
            return line.decode("ascii")
        try:
            text = line.decode(self.encoding)
            self._special = self._special or self._general
        except UnicodeDecodeError:
            text = line.decode(self.encoding, errors=FALLBACK)
            self._special = f"not valid {self.encoding}; the rest read as windows-1252"
        return text

    def problem(self) -> str | None:
        """Return what the lines since the last call had to report."""
        problem, self._special = self._special, None
        return problem


def _of_sample(sample: bytes, encoding: str | None) -> tuple[str, str | None]:
    if encoding:
        _known(encoding)
        return encoding, None
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name, None
    found = decode(_whole_lines(sample))
    if not found.readable:
        raise NotText(found.problem or "no text")
    return found.encoding, None if found.encoding == "utf-8" else found.problem


def _needs_whole(encoding: str, sample: bytes) -> bool:
    """Say whether lines cannot be cut at the byte LF: wide encodings, a BOM, CR line ends."""
    name = codecs.lookup(encoding).name
    return name.startswith(("utf-16", "utf-32", "utf-8-sig")) or b"\n" not in sample


def _with_bom(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        text = data.decode(name, errors="replace")
        return Decoded(text, name, f"broken {name}: {_count(text)} characters lost")


def _as_asked(data: bytes, encoding: str) -> Decoded:
    _known(encoding)
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text, encoding, f"not valid {encoding}: {_count(text)} characters lost")


def _known(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise FramingError(
            f"encoding={encoding!r} is no encoding Python knows; common ones are: utf-8, "
            "windows-1252, latin-1, utf-16, mac-roman"
        ) from None


def _count(text: str) -> int:
    return text.count("\ufffd")


def _guessed(data: bytes) -> Decoded:
    name = _utf16(data[:SAMPLE_BYTES])
    if name:
        text = data.decode(name, errors="replace")
        return Decoded(text, name, f"no byte-order mark; read as {name}, by its zero bytes")
    loose = data.decode("utf-8", errors="replace")
    broken = _count(loose)
    valid = sum(1 for character in loose if character > "\x7f") - broken
    if valid > broken:
        text = data.decode("utf-8", errors=FALLBACK)
        return Decoded(
            text, "utf-8", f"not valid UTF-8 in {broken} places, which were read as windows-1252"
        )
    text, name = _one_byte(data)
    return Decoded(text, name, f"not UTF-8; read as {name}, a guess (encoding= sets it)")


def _utf16(sample: bytes) -> str | None:
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _one_byte(data: bytes) -> tuple[str, str]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _normalised_guess(data)
    if _MAC_QUOTES.search(text):
        return data.decode("mac-roman"), "mac-roman"
    high = sum(1 for byte in data[:SAMPLE_BYTES] if byte > 127)
    if high > _HIGH_LIMIT * min(len(data), SAMPLE_BYTES):
        return _normalised_guess(data)
    return text, "windows-1252"


def _normalised_guess(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES]).best()
    name = best.encoding if best else "cp1252"
    return data.decode(name, errors="replace"), name


def _byte_by_byte(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that stopped a decoder as Windows-1252: the commonest mixture."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(FALLBACK, _byte_by_byte)
