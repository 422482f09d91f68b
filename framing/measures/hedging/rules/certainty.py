"""Boosters: emphatic certainty against plain uses of the same words."""

from __future__ import annotations

from framing.measures.hedging.context import Context
from framing.measures.hedging.rules.grammar import DETERMINERS, NEGATORS, PRONOUNS
from framing.measures.hedging.rules.verdict import Verdict, no, yes

__all__ = ["certainty", "emphasis", "fact", "modal_phrase", "must", "obvious", "proof"]

_STATIVE = frozenset("be have mean know feel seem think come".split())
_OUGHT = frozenset(
    "able done made held allowed kept taken given put included shown met paid stopped ready "
    "clear careful a the protected required used treated addressed defeated destroyed removed "
    "immediately filed appointed approved passed won cut tough in on strong united free".split()
)


def must(c: Context, i: int, j: int) -> Verdict:
    """Inference: "must be that", "must have known", "must mean"; elsewhere duty."""
    after, then = c.at(j), c.at(j + 1)
    if after == "have" and (
        then.endswith("ed") or then in ("been", "known", "had", "seen", "thought", "gone")
    ):
        return yes("inference")
    if after == "be" and (
        then in ("that", "why", "something", "nice", "hard", "exhausting") or then.endswith("ing")
    ):
        return yes("inference")
    if after in ("mean", "surely", "seem", "feel"):
        return yes("inference")
    return no("obligation")


def modal_phrase(c: Context, i: int, j: int) -> Verdict:
    """Accept a fixed phrase of inference."""
    if c.words[i] == "must" and c.words[j - 1] == "have":
        then = c.at(j)
        if not (
            then.endswith("ed")
            or then in ("been", "known", "had", "seen", "thought", "gone", "come")
        ):
            return no("obligation")
    return yes("inference")


def certainty(c: Context, i: int, j: int) -> Verdict:
    """Accept a commitment to truth; negated it is doubt ("not certain")."""
    if j - i == 1 and c.find(i - 2, i, NEGATORS) >= 0:
        return no("negated")
    if c.words[j - 1] == "question" and c.at(j) in ("of", "and", "is", "was"):
        return no("topic")
    if c.words[i] == "bound" and c.at(i - 1) in ("legally", "duty", "not"):
        return no("obligation")
    return yes("certainty")


def obvious(c: Context, i: int, j: int) -> Verdict:
    """Presented as plain to see; "clearly marked" is a manner."""
    word, before, after = c.words[i], c.at(i - 1), c.at(j)
    if c.find(i - 2, i, NEGATORS) >= 0 or before in ("more", "less", "how", "so"):
        return no("negated or graded")
    if word == "clearly" and (
        after in ("and", "marked", "labeled", "defined", "stated", "visible", "")
        or before in ("very", "speak", "see", "think")
    ):
        return no("manner")
    if word in ("transparently", "evidently") and after in ("and", ""):
        return no("manner")
    if word == "it" and c.words[j - 1] == "clear" and c.at(j) in ("whether", "if", "how", "what"):
        return no("question")
    return yes("plain to see")


def fact(c: Context, i: int, j: int) -> Verdict:
    """Insistence on the facts, at the start of a clause or set off by commas."""
    first = c.words[i]
    if first == "indeed" or j - i > 2:
        return yes("insistence")
    if c.words[j - 1] == "all" and c.at(j) in ("that", "the", "these", "this", "those", "of"):
        return no("plain use")
    if first == "in" and c.words[j - 1] == "fact":
        return no("conditional") if c.at(i - 1) == "if" else yes("insistence")
    edge = i == c.first or any(mark in c.gap(i - 1) for mark in ',;:—–"')
    set_off = edge or c.gap(j - 1)[:1] in (",", ";")
    return yes("insistence") if set_off else no("plain use")


def emphasis(c: Context, i: int, j: int) -> Verdict:
    """Emphatic adverbs where they bear on the whole claim."""
    word = c.words[i]
    if c.find(i - 2, i, NEGATORS) >= 0:
        return no("negated")
    if word == "absolutely" or j - i > 1:
        return yes("emphasis")
    if i == c.first and c.gap(j - 1)[:1] == ",":
        return yes("emphasis")
    if word == "surely":
        return yes("emphasis") if c.at(i - 1) not in ("slowly", "and") else no("fixed phrase")
    return no("degree")


def proof(c: Context, i: int, j: int) -> Verdict:
    """Accept a claim of proof; "to prove that" is still to be shown."""
    if c.at(i - 1) in ("to", "not", "cannot", "would") or c.find(i - 3, i, NEGATORS) >= 0:
        return no("not shown")
    if j - i == 1:
        return no("turn out") if c.at(j) not in ("that",) else yes("proof")
    if c.words[i].startswith("confirm") or c.at(i - 1) in DETERMINERS:
        return no("plain report")
    return yes("proof") if c.at(i - 1) not in PRONOUNS else yes("proof")
