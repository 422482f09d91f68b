"""The register of measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from framing.errors import FramingError
from framing.measures.specs import MeasureSpec

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.rows import Sink
    from framing.text.document import Document

__all__ = ["Measure", "list_measures", "load_measures", "register", "specs_of"]

BUILT_IN = {
    "boilerplate": "framing.measures.boilerplate:BoilerplateMeasure",
    "hedging": "framing.measures.hedging:HedgingMeasure",
    "stance": "framing.measures.stance:StanceMeasure",
    "loaded": "framing.measures.loaded:LoadedMeasure",
    "frames": "framing.measures.frames:FramesMeasure",
    "attribution": "framing.measures.attribution:AttributionMeasure",
    "readability": "framing.measures.readability:ReadabilityMeasure",
}
_added: dict[str, str] = {}


class Measure(Protocol):
    """What the engine asks of a measure."""

    name: str
    specs: tuple[MeasureSpec, ...]
    recipe: str

    def score(self, docs: Sequence[Document], sinks: Sequence[Sink]) -> None:
        """Put units and evidence of each document into its sink."""


def register(name: str, path: str) -> None:
    """Add a measure under a name.

    Parameters
    ----------
    name : str
        First part of its columns' names.
    path : str
        ``"package.module:Class"``; the class takes no arguments.

    Raises
    ------
    FramingError
        If the name is taken or the path has no colon.
    """
    if name in BUILT_IN or _added.get(name, path) != path:
        raise FramingError(f"a measure named {name!r} is registered already; choose another name")
    if ":" not in path:
        raise FramingError(f"path={path!r} names no class; write 'package.module:Class'")
    _added[name] = path


def load_measures(names: Iterable[str] | None = None) -> list[Any]:
    """Load measures by name, all by default, in the order of the register.

    Parameters
    ----------
    names : iterable of str, optional
        ``"hedging"``, or a column such as ``"hedging.sentences"``, which loads its measure.

    Raises
    ------
    FramingError
        If a name is not registered.
    """
    paths = {**BUILT_IN, **_added}
    if names is None:
        wanted = list(paths)
    else:
        given = [names] if isinstance(names, str) else list(names)
        heads = [name.split(".")[0].split("[")[0] for name in given]
        for name, head in zip(given, heads, strict=True):
            if head not in paths:
                raise FramingError(f"measures={name!r} is not known; there are: {', '.join(paths)}")
        wanted = [name for name in paths if name in heads]
    return [_loaded(paths[name]) for name in wanted]


@lru_cache(maxsize=64)
def _loaded(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)()


def specs_of(measures: Iterable[Any]) -> dict[str, MeasureSpec]:
    """Give the specifications of measures by column name."""
    return {spec.name: spec for measure in measures for spec in measure.specs}


def list_measures() -> pd.DataFrame:
    """List every measure: unit, range, null, categories, voices and what higher means.

    Returns
    -------
    DataFrame
        One row a measure, indexed by its name.
    """
    import pandas as pd

    columns = (
        "label", "unit", "unit_label", "range", "null", "higher", "categories", "voices",
        "segments", "targets", "interval", "source",
    )  # fmt: skip
    rows = []
    for measure in load_measures():
        for spec in measure.specs:
            row = {name: getattr(spec, name) for name in columns}
            rows.append({"measure": spec.name, **row, "recipe": measure.recipe})
    return pd.DataFrame(rows).set_index("measure")
