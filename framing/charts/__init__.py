"""Charts that could go into a paper as they are: tables in, matplotlib Axes out."""

from typing import Any

from framing.charts.article_chart import article_map
from framing.charts.boilerplate_chart import boilerplate
from framing.charts.cleaning_chart import before_after
from framing.charts.contributions_chart import contributions
from framing.charts.frames_chart import frames
from framing.charts.hedging_chart import hedging_stance
from framing.charts.keyness_chart import keyness
from framing.charts.profile_chart import profile, profile_grid
from framing.charts.saving import save
from framing.charts.sourcing_chart import sourcing
from framing.charts.speakers_chart import speakers
from framing.charts.stance_chart import stance
from framing.charts.timeline_chart import timeline
from framing.charts.voices_chart import speakers_by_target

__all__ = [
    "article_map",
    "before_after",
    "boilerplate",
    "contributions",
    "frames",
    "hedging_stance",
    "keyness",
    "profile",
    "profile_grid",
    "save",
    "sourcing",
    "speakers",
    "speakers_by_target",
    "stance",
    "timeline",
]


def __getattr__(name: str) -> Any:
    charts = ", ".join(chart for chart in __all__ if chart != "save")
    raise AttributeError(f"framing.charts has no chart {name!r}; there are: {charts}")
