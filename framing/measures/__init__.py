"""Measures: one module or package each, listed in the register."""

from framing.measures.registry import list_measures, register

__all__ = ["list_measures", "register"]
