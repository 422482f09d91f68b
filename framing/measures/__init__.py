"""Measures: one module or package each, listed in the register."""

from framing.measures.register import list_measures, register

__all__ = ["list_measures", "register"]
