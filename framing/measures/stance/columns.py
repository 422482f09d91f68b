"""The columns of the stance measure."""

from __future__ import annotations

from framing.measures.specs import MeasureSpec

__all__ = ["GAP", "SHARES", "SPECS", "STANCE", "VISIBILITY"]

STANCE = "stance"
SHARES = {
    "negative": "stance.negative",
    "neutral": "stance.neutral",
    "positive": "stance.positive",
}
VISIBILITY = "stance.visibility"
GAP = "stance.headline_gap"
_SOURCE = "Hamborg and Donnay 2021 (target-dependent sentiment in news); Dallmann et al. 2015"


def _share(kind: str) -> MeasureSpec:
    return MeasureSpec(
        name=SHARES[kind],
        label=f"{kind.title()} mentions",
        unit="mention",
        unit_label="share of mentions",
        range=(0.0, 1.0),
        null=f"0: no mention of the target is {kind}",
        higher=f"Higher means that more mentions portray the target in a {kind} way.",
        low_label=f"fewer {kind} mentions",
        high_label=f"more {kind} mentions",
        source=_SOURCE,
        interval="wilson",
        targets=True,
        share=True,
        profile=False,
    )


SPECS = (
    MeasureSpec(
        name=STANCE,
        label="Stance",
        unit="mention",
        unit_label="mean over mentions of P(positive) - P(negative)",
        range=(-1.0, 1.0),
        null="0: positive and negative portrayal balance, or all of it is neutral",
        higher="Higher means that the target is portrayed more positively; it is not what the "
        "author believes.",
        low_label="portrayed negatively",
        high_label="portrayed positively",
        source=_SOURCE,
        interval="bootstrap",
        targets=True,
    ),
    _share("negative"),
    _share("neutral"),
    _share("positive"),
    MeasureSpec(
        name=VISIBILITY,
        label="Visibility",
        unit="article",
        unit_label="share of sentences that mention the target",
        range=(0.0, 1.0),
        null="0: the target is not mentioned",
        higher="Higher means that more of the sentences mention the target.",
        low_label="less visible",
        high_label="more visible",
        source="Lengauer, Esser and Berganza 2012 (visibility beside tone)",
        interval="none",
        targets=True,
        voices=False,
        profile=False,
    ),
    MeasureSpec(
        name=GAP,
        label="Headline gap",
        unit="article",
        unit_label="stance in the headline minus stance in the text",
        range=(-2.0, 2.0),
        null="0: headline and text portray the target alike",
        higher="Higher means that the headline portrays the target more positively than the text "
        "below it.",
        low_label="headline more negative",
        high_label="headline more positive",
        source="Andrew 2007 (headlines against their stories)",
        interval="none",
        targets=True,
        voices=False,
        segments=False,
        profile=False,
    ),
)
