"""Texts for the tests of cleaning, written for them."""

from __future__ import annotations

BODY = (
    "The harbour board voted on Tuesday to raise mooring fees by a fifth, a decision that fishing "
    "crews had fought for months and that its chairwoman called overdue.",
    "About two hundred owners of small boats filled the hall while the board met, and several of "
    "them said that they would rather give up their berths than pay the new rates.",
    "The chairwoman, Lena Marsh, said the quay walls had not been repaired since 1974 and that the "
    "money would go into concrete, not into salaries.",
    "Under the plan, fees rise in three steps, the first of them in January. Boats under eight "
    "metres are exempt until the end of next year, officials said.",
    "A spokesman for the crews' association said it would ask a court to stop the increase, which "
    "it considers illegal because the town council was never consulted.",
    "The council is to discuss the matter on Friday. Its members have so far been divided, and a "
    "vote is not expected before the summer.",
)

HEADLINE = "Harbour Board Raises Mooring Fees Despite Protest"


def article(*extra: str, at: int | None = None, headline: bool = True) -> str:
    """Give an article with further lines in it, at the end by default."""
    lines = [HEADLINE, *BODY] if headline else list(BODY)
    where = len(lines) if at is None else at
    return "\n\n".join([*lines[:where], *extra, *lines[where:]])
