"""What the columns of the attribution measure mean."""

from __future__ import annotations

from framing.measures.specs import MeasureSpec
from framing.text.attributions import CUE_KINDS, SOURCE_KINDS

__all__ = ["DIVERSITY", "FIRST", "QUOTES", "SOURCES", "SPECS", "TOP", "VERBS", "WORDS"]

WORDS = "attribution.words"
QUOTES = "attribution.quotes"
SOURCES = "attribution.sources"
VERBS = "attribution.verbs"
FIRST = "attribution.first_source"
DIVERSITY = "attribution.diversity"
TOP = "attribution.top3"

SPECS = (
    MeasureSpec(
        name=WORDS,
        label="Words of sources",
        unit="article",
        unit_label="share of words",
        range=(0.0, 1.0),
        null="0: no word is attributed to a source",
        higher="Higher: more of the text gives what sources say or think, quoted or not.",
        low_label="fewer words of sources",
        high_label="more",
        source="Pareti 2016; Newell, Margolin & Ruths 2018 (spans of attribution)",
        interval="none",
        categories=SOURCE_KINDS,
        voices=False,
    ),
    MeasureSpec(
        name=QUOTES,
        label="Quoted words",
        unit="article",
        unit_label="share of words",
        range=(0.0, 1.0),
        null="0: nothing stands between quotation marks",
        higher="Higher: more of the text stands between quotation marks.",
        low_label="fewer quoted words",
        high_label="more",
        source="count",
        interval="none",
        voices=False,
        profile=False,
    ),
    MeasureSpec(
        name=SOURCES,
        label="Distinct sources",
        unit="article",
        unit_label="sources per article",
        range=(0.0, float("inf")),
        null="0: no source speaks",
        higher="Higher: more different sources speak in the article.",
        low_label="fewer sources",
        high_label="more",
        source="count of resolved speakers",
        interval="none",
        categories=SOURCE_KINDS,
        voices=False,
        segments=False,
    ),
    MeasureSpec(
        name=VERBS,
        label="Marked verbs of saying",
        unit="attribution",
        unit_label="share of cues",
        range=(0.0, 1.0),
        null="0: every cue is neutral (said)",
        higher="Higher: more attributions have a cue that is not neutral (claimed, admitted).",
        low_label="neutral cues (said)",
        high_label="marked cues (claimed)",
        source="Geis 1987; Cole & Shaw 1974 (bias in verbs of attribution)",
        interval="wilson",
        categories=CUE_KINDS,
        voices=False,
    ),
    MeasureSpec(
        name=FIRST,
        label="Words before the first source",
        unit="article",
        unit_label="words",
        range=(0.0, float("inf")),
        null="0: the text begins with a source",
        higher="Higher: the outlet speaks longer before the first source does.",
        low_label="source comes early",
        high_label="late",
        source="count",
        interval="none",
        voices=False,
        segments=False,
        profile=False,
    ),
    MeasureSpec(
        name=DIVERSITY,
        label="Diversity of sources",
        unit="article",
        unit_label="expected Shannon index of ten draws",
        range=(0.0, 2.302585092994046),
        null="0: one source has all attributed words",
        higher="Higher: attributed words are spread more evenly over more sources.",
        low_label="one voice",
        high_label="many voices",
        source="Shannon 1948; rarefied after Hurlbert 1971 (ten draws with replacement)",
        interval="none",
        voices=False,
        segments=False,
        profile=False,
    ),
    MeasureSpec(
        name=TOP,
        label="Share of the three main sources",
        unit="article",
        unit_label="share of attributed words",
        range=(0.0, 1.0),
        null="no neutral value; 1 where three sources or fewer speak",
        higher="Higher: fewer sources share the attributed words among them.",
        low_label="spread over many",
        high_label="three speak",
        source="concentration ratio",
        interval="none",
        voices=False,
        segments=False,
        profile=False,
    ),
)
