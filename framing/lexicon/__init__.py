"""Lexicons: word lists as objects, their file formats, and the matcher."""

from framing.lexicon.lexicon import Entry, Lexicon, Match, available

__all__ = ["Entry", "Lexicon", "Match", "available"]
