"""Comparing groups of articles: stories, estimates with intervals, keyness, contributions."""

from framing.comparing.clustering import assign_stories
from framing.comparing.comparison import Comparison
from framing.comparing.effects import cliffs_delta, hedges_g
from framing.comparing.estimating import compare

__all__ = ["Comparison", "assign_stories", "cliffs_delta", "compare", "hedges_g"]
