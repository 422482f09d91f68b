"""What a measure says about itself."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MeasureSpec"]


@dataclass(frozen=True, kw_only=True)
class MeasureSpec:
    """One column of the results: its name, unit, range and meaning.

    Every value is ``scale * sum(numerator) / sum(denominator)`` over the units of the measure;
    the numerators of a category are divided by the denominators of all units.

    Attributes
    ----------
    name : str
        Dotted name, the measure's own first: ``"hedging.sentences"``.
    label : str
        Short label for charts.
    unit : str
        What is counted: sentence, mention, line, attribution, paragraph or article.
    unit_label : str
        The unit of the value, in words.
    range : (float, float)
        Lowest and highest possible value.
    null : str
        What 0 (or the neutral value) means.
    higher : str
        One sentence: what a higher value means.
    low_label, high_label : str
        Words for the two ends of an axis.
    source : str
        Literature or formula.
    interval : {"wilson", "bootstrap", "none"}
        How the within-article interval is made.
    categories : tuple of str
        The fixed list of categories besides ``"all"``.
    share : bool
        The numerator is a probability: the engine adds the category ``"labelled"``.
    voices, segments, targets : bool
        Whether values are split so.
    profile : bool
        Whether the default profile chart shows it.
    """

    name: str
    label: str
    unit: str
    unit_label: str
    range: tuple[float, float]
    null: str
    higher: str
    low_label: str
    high_label: str
    source: str
    interval: str = "bootstrap"
    scale: float = 1.0
    categories: tuple[str, ...] = ()
    share: bool = False
    voices: bool = True
    segments: bool = True
    targets: bool = False
    profile: bool = True

    @property
    def all_categories(self) -> tuple[str, ...]:
        """Every category that a value can stand under."""
        return ("all", *(("labelled",) if self.share else ()), *self.categories)
