"""Comparing groups of articles: stories, estimates with intervals, keyness, contributions."""

from framing.comparing.clustering import assign_stories
from framing.comparing.comparison import Comparison
from framing.comparing.copying import stories
from framing.comparing.crediting import contributions
from framing.comparing.effects import cliffs_delta, hedges_g
from framing.comparing.estimating import compare
from framing.comparing.keywords import concordance, keyness
from framing.comparing.voicing import sourcing, speakers, speakers_by_target

__all__ = [
    "Comparison",
    "assign_stories",
    "cliffs_delta",
    "compare",
    "concordance",
    "contributions",
    "hedges_g",
    "keyness",
    "sourcing",
    "speakers",
    "speakers_by_target",
    "stories",
]
