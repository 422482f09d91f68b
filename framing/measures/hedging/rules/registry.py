"""Rules by the name that stands in brackets at the head of a lexicon entry's note."""

from __future__ import annotations

import re

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules import (
    appearance,
    beliefs,
    certainty,
    expectations,
    modals,
    nominals,
    quantities,
    sources,
)
from framing.measures.hedging.rules.verdict import Rule, Verdict, yes

__all__ = ["RULES", "rule_of"]

_NAME = re.compile(r"\[([a-z-]+)\]")


def _plain(c: Context, i: int, j: int) -> Verdict:
    """Accept: the words leave no other reading."""
    return yes("plain")


def _collect() -> dict[str, Rule]:
    modules = (appearance, beliefs, certainty, expectations, modals, nominals, quantities, sources)
    rules: dict[str, Rule] = {"plain": _plain}
    for module in modules:
        for name in module.__all__:
            rules[name.replace("_", "-")] = getattr(module, name)
    return rules


RULES = _collect()


def rule_of(note: str) -> str:
    """Give the name of the rule that a note asks for; ``"plain"`` where it names none.

    Examples
    --------
    >>> rule_of("[may] possibility; not the month")
    'may'
    """
    found = _NAME.match(note)
    return found[1] if found and found[1] in RULES else "plain"
