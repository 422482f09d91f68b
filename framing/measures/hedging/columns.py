"""The columns of the hedging measure."""

from __future__ import annotations

from framing.measures.specs import MeasureSpec

__all__ = ["BALANCE", "COUNTS", "KINDS", "PART_COLUMNS", "SENTENCES", "SPECS"]

SENTENCES = "hedging.sentences"
COUNTS = "hedging.cues"
BALANCE = "hedging.balance"
PART_COLUMNS = {
    "epistemic": "hedging.epistemic",
    "shield": "hedging.shields",
    "booster": "hedging.boosters",
    "approximator": "hedging.approximators",
}
KINDS = ("modal", "adverb", "verb", "noun", "adjective", "shield", "unsettled")
_SHARE = "share of sentences"
_HYLAND = "Hyland 1998, 2005; Lakoff 1973"

SPECS = (
    MeasureSpec(
        name=SENTENCES,
        label="Hedged sentences",
        unit="sentence",
        unit_label=_SHARE,
        range=(0.0, 1.0),
        null="0: every sentence is put as a plain fact",
        higher="Higher means that more sentences present what they say as uncertain or at second "
        "hand with distance.",
        low_label="fewer hedged sentences",
        high_label="more hedged sentences",
        source=f"{_HYLAND}; Vincze et al. 2008",
        interval="wilson",
        share=True,
    ),
    MeasureSpec(
        name=PART_COLUMNS["epistemic"],
        label="Epistemic hedges",
        unit="sentence",
        unit_label=_SHARE,
        range=(0.0, 1.0),
        null="0: no sentence marks its content as merely possible or likely",
        higher="Higher means that more sentences are hedged by possibility, likelihood, appearance "
        "or belief (may, likely, appears, believes).",
        low_label="fewer epistemic hedges",
        high_label="more epistemic hedges",
        source=f"{_HYLAND}; Rubin 2010",
        interval="wilson",
        share=True,
        profile=False,
    ),
    MeasureSpec(
        name=PART_COLUMNS["shield"],
        label="Evidential shields",
        unit="sentence",
        unit_label=_SHARE,
        range=(0.0, 1.0),
        null="0: no claim rests on hearsay or on a source that stays vague",
        higher="Higher means that more sentences lean on hearsay or on unnamed sources "
        "(reportedly, some say, sources familiar with).",
        low_label="fewer shields",
        high_label="more shields",
        source="Prince, Frader and Bosk 1982; Ganter and Strube 2009",
        interval="wilson",
        share=True,
        profile=False,
    ),
    MeasureSpec(
        name=PART_COLUMNS["booster"],
        label="Boosted sentences",
        unit="sentence",
        unit_label=_SHARE,
        range=(0.0, 1.0),
        null="0: no emphatic certainty",
        higher="Higher means that more sentences insist on their certainty (clearly, of course, no "
        "doubt).",
        low_label="fewer boosters",
        high_label="more boosters",
        source="Hyland 1998, 2005; Holmes 1984",
        interval="wilson",
        share=True,
        profile=False,
    ),
    MeasureSpec(
        name=PART_COLUMNS["approximator"],
        label="Approximators",
        unit="sentence",
        unit_label=_SHARE,
        range=(0.0, 1.0),
        null="0: no imprecise quantity",
        higher="Higher means that more sentences give an imprecise quantity (about 200, nearly "
        "half, dozens); that alone makes no sentence hedged.",
        low_label="fewer approximators",
        high_label="more approximators",
        source="Prince, Frader and Bosk 1982; Channell 1994",
        interval="wilson",
        share=True,
        profile=False,
    ),
    MeasureSpec(
        name=COUNTS,
        label="Hedge cues",
        unit="sentence",
        unit_label="per 1,000 words",
        range=(0.0, 1000.0),
        null="0: no hedge cue",
        higher="Higher means that more hedge cues of a kind stand in 1,000 words; approximators "
        "and boosters are not among them.",
        low_label="fewer hedge cues",
        high_label="more hedge cues",
        source=_HYLAND,
        scale=1000.0,
        categories=KINDS,
        profile=False,
    ),
    MeasureSpec(
        name=BALANCE,
        label="Certainty balance",
        unit="sentence",
        unit_label="(boosters - hedges) / (boosters + hedges)",
        range=(-1.0, 1.0),
        null="0: as many boosters as hedges",
        higher="Higher means that certainty is emphasised more often than it is limited; -1 is "
        "hedges only, 1 boosters only.",
        low_label="hedged",
        high_label="emphatic",
        source="Hyland 2005; ratio as in net tone measures",
        profile=False,
    ),
)
