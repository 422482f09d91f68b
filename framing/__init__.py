"""Measure how news articles frame their subject, and compare outlets.

>>> import framing as fr
>>> scores = fr.score(fr.load_sample(), targets=["Kestria"], progress=False)
>>> round(float(scores.wide["boilerplate.share"].max()), 1) > 0
True
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, FramingWarning

__version__ = "0.1.0"

if TYPE_CHECKING:
    from framing import charts, cleaning, measures
    from framing.article import Article, Corpus
    from framing.cleaning import Templates, learn_templates
    from framing.comparing import Comparison, compare, contributions, keyness, stories
    from framing.features import FramingFeatures
    from framing.lexicon import Lexicon
    from framing.measures.registry import list_measures, register
    from framing.reading import from_frame, from_texts, load_sample, read
    from framing.reporting import report
    from framing.scores import Scores
    from framing.scoring import score

_HOME = {
    "Article": "framing.article",
    "Comparison": "framing.comparing",
    "Corpus": "framing.article",
    "FramingFeatures": "framing.features",
    "Lexicon": "framing.lexicon",
    "Scores": "framing.scores",
    "Templates": "framing.cleaning",
    "compare": "framing.comparing",
    "contributions": "framing.comparing",
    "keyness": "framing.comparing",
    "stories": "framing.comparing",
    "from_frame": "framing.reading",
    "from_texts": "framing.reading",
    "learn_templates": "framing.cleaning",
    "list_measures": "framing.measures.registry",
    "load_sample": "framing.reading",
    "read": "framing.reading",
    "register": "framing.measures.registry",
    "report": "framing.reporting",
    "score": "framing.scoring",
}
_MODULES = ("charts", "cleaning", "measures")

__all__ = ["FramingError", "FramingWarning", "__version__", *_HOME, *_MODULES]  # noqa: PLE0604

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that importing the library is quick."""
    if name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
    elif name in _MODULES:
        value = import_module(f"framing.{name}")
    else:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
