"""UTF-8 that someone read as Windows-1252 ("â€™"): found, and mended on request."""

from __future__ import annotations

import re

__all__ = ["find_mojibake", "mend_mojibake"]


def _as_read(byte: int) -> str:
    """Return the character that a sloppy Windows-1252 reader makes of a byte."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_TO_BYTE = {_as_read(byte): byte for byte in range(128, 256)}
_TO_BYTE.update({chr(byte): byte for byte in range(128, 160)})
_NEXT = "[" + "".join(re.escape(c) for c, byte in _TO_BYTE.items() if byte < 0xC0) + "]"
# Only lead characters that cannot stand before such a character in real text: "É”" and "é”…" are
# ends of quotations, "Ã©" and "â€™" are nothing.
_BROKEN = re.compile(
    f"[ÂÃ]{_NEXT}|[ÄÅ][\x80-\xac®-¿]|â[€‚„†‡ˆ‰\x80-\x8a]{_NEXT}|ï»¿|ï¿½|ðŸ{_NEXT}{_NEXT}"
)
# A Windows-1252 reader drops or keeps the five bytes it does not define: "â€" is a closing quote.
_CUT = re.compile("â€(?=[\\s.,;:!?)]|$)")
# The other half of a broken no-break space was taken for a space and tidied away.
_LONE = re.compile("Â(?= )")
_LEADS = ("Â", "Ã", "Ä", "Å", "â", "ï", "ð")
_ROUNDS = 3


def find_mojibake(text: str) -> list[str]:
    """Return the broken sequences in the text, in order.

    Examples
    --------
    >>> find_mojibake("They didnâ€™t go to the cafÃ©.")
    ['â€™', 'Ã©']
    """
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return []
    return _BROKEN.findall(text) + _CUT.findall(text) + _LONE.findall(text)


def mend_mojibake(text: str) -> str:
    """Return the text with broken sequences put back, and everything else as it was.

    Examples
    --------
    >>> mend_mojibake("They didnâ€™t go to the cafÃ©, “éclairs”…")
    'They didn’t go to the café, “éclairs”…'
    """
    for _ in range(_ROUNDS):
        if not find_mojibake(text):
            break
        text = _LONE.sub("", _CUT.sub("”", _BROKEN.sub(_mended, text)))
    return text


def _mended(match: re.Match[str]) -> str:
    try:
        return bytes(_TO_BYTE[c] for c in match[0]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return match[0]
