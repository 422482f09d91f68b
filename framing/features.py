"""FramingFeatures: scores of articles as a matrix, for scikit-learn's pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from framing.errors import FramingError
from framing.expansion import Grid, grids
from framing.fitted import TakesTexts
from framing.scoring import score
from framing.values import SEGMENTS, VOICES

if TYPE_CHECKING:
    from pathlib import Path

    from framing.lexicon import Lexicon
    from framing.measures.specs import MeasureSpec
    from framing.scores import Scores

__all__ = ["FramingFeatures"]

_LEARNED = ("mean", "median")
_Key = tuple[str, str, str, str]  # measure, category, target, voice


class FramingFeatures(TakesTexts, TransformerMixin, BaseEstimator):
    """Turn articles into a matrix of scores, one row an article and one column a value.

    A row depends on its own article alone (and on what was learned of `fill` and ``"auto"``
    targets when fitting), so nothing leaks from test to training folds. Scoring is most of the
    work: in a grid search over later steps, ``Pipeline(..., memory="cache")`` does it once a fold.

    Parameters
    ----------
    measures : str or sequence of str, optional
        ``"hedging"`` for all that begins so, ``"hedging.cues"`` for a measure with its
        categories, ``"boilerplate.share[donation_appeal]"`` for one column; all by default.
    targets : sequence of str, mapping or "auto", optional
        As in :func:`framing.score`; ``"auto"`` proposes them from the articles of `fit`. Without
        targets there is no stance.
    voice : str or sequence of str, default "all"
        ``all``, ``own``, ``reported``, ``quoted``, or several. Measures without voices are taken
        as they are.
    segment : {"all", "headline", "lead", "body"}
        Where in the article. Measures without segments are taken as they are.
    fill : None, float, "mean" or "median", default None
        What stands where an article has nothing to measure: NaN by default; a number; or the mean
        or median of the column over the articles of `fit` (0 where none of them has a value).
    lexicons : sequence of Lexicon or path, optional
        Own word lists, as in :func:`framing.score`.
    templates : Templates, optional
        As in :func:`framing.score`.
    workers : int, default 1
        Processes.
    backend : {"linear", "neural"}
        Where probabilities come from, as in :func:`framing.score`.

    Attributes
    ----------
    feature_names_out_ : ndarray of str
        Names of the columns: those of ``Scores.wide``, ending in ``@lead`` and so on where a
        segment was asked for.
    targets_ : dict of str to list of str
        Targets and their aliases.
    fill_values_ : ndarray of float
        What fills each column; NaN where nothing does.
    recipes_ : ndarray of str
        What each column was made with: lexicons and models, with their versions; with the neural
        backend its model too. Without the extra ``neural`` the linear models stand in, which
        stands here then.

    Examples
    --------
    >>> features = FramingFeatures(["hedging.sentences", "loaded.sentences"], fill=0.0)
    >>> matrix = features.fit_transform(["The talks may well fail.", "It rained on May 1."])
    >>> matrix.shape, features.get_feature_names_out()[0], bool(matrix[0, 0] > matrix[1, 0])
    ((2, 4), 'hedging.sentences', True)
    """

    def __init__(
        self,
        measures: str | Sequence[str] | None = None,
        targets: Any = None,
        *,
        voice: str | Sequence[str] = "all",
        segment: str = "all",
        fill: float | str | None = None,
        lexicons: Sequence[Lexicon | str | Path] | None = None,
        templates: Any = None,
        workers: int = 1,
        backend: str = "linear",
    ) -> None:
        self.measures = measures
        self.targets = targets
        self.voice = voice
        self.segment = segment
        self.fill = fill
        self.lexicons = lexicons
        self.templates = templates
        self.workers = workers
        self.backend = backend

    def fit(self, X: Any, y: Any = None) -> FramingFeatures:
        """Check the parameters and learn what `fill` and ``"auto"`` targets need.

        Parameters
        ----------
        X : sequence of str or Article, Series, or Corpus
            Articles.
        y : ignored

        Returns
        -------
        FramingFeatures
            Itself.
        """
        self._learn(X, whole=False)
        return self

    def fit_transform(self, X: Any, y: Any = None, **fit_params: Any) -> np.ndarray:
        """Fit and give the matrix, scoring each article once."""
        return self._filled(self._learn(X, whole=True))

    def transform(self, X: Any) -> np.ndarray:
        """Score articles.

        Parameters
        ----------
        X : sequence of str or Article, Series, or Corpus
            Articles.

        Returns
        -------
        ndarray of shape (n_articles, n_features)
            NaN where there is nothing to measure, unless `fill` says otherwise.
        """
        check_is_fitted(self, "feature_names_out_")
        return self._filled(self._matrix(self._scored(_articles(X), self.targets_)))

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """Give the names of the columns."""
        check_is_fitted(self, "feature_names_out_")
        return self.feature_names_out_.copy()

    def _learn(self, X: Any, *, whole: bool) -> np.ndarray:
        """Fit; the matrix holds all articles where `whole` or something must be learned."""
        _check_fill(self.fill)
        _check_segment(self.segment)
        given = _articles(X)
        auto = isinstance(self.targets, str) and self.targets == "auto"
        needed = whole or auto or self.fill in _LEARNED
        scores = self._scored(given if needed else [""], self.targets)
        self.targets_ = dict(scores.settings["targets"])
        self._keys = _chosen(_columns(scores, _voices(self.voice)), self.measures, scores.targets)
        names = [_name(key, scores.specs[key[0]], self.segment) for key in self._keys]
        self.feature_names_out_ = np.array(names, dtype=object)
        self.recipes_ = np.array([scores.recipes[key[0]] for key in self._keys], dtype=object)
        matrix = self._matrix(scores)
        self.fill_values_ = _fill_values(matrix, self.fill)
        return matrix

    def _scored(self, X: Any, targets: Any) -> Scores:
        return score(
            X, targets or (), self._heads(), lexicons=self.lexicons or (), detail="scores",
            templates=self.templates, texts=False, progress=False, workers=self.workers,
            backend=self.backend,
        )  # fmt: skip

    def _heads(self) -> list[str] | None:
        """Name the measures to run; own word lists are run anyway."""
        if self.measures is None:
            return None
        return [name for name in _listed(self.measures) if _base(name).split(".")[0] != "lexicon"]

    def _matrix(self, scores: Scores) -> np.ndarray:
        out = np.full((len(scores.articles), len(self._keys)), np.nan)
        wanted: dict[str, list[int]] = {}
        for place, key in enumerate(self._keys):
            wanted.setdefault(key[0], []).append(place)
        for grid in grids(scores.values, len(scores.articles), scores.specs, scores.targets):
            places = wanted.get(grid.spec.name, [])
            value = grid.value if places else None
            for place in places:
                at = _place(grid, self._keys[place], self.segment)
                if at is not None and value is not None:
                    out[:, place] = value[(slice(None), *at)]
        return out

    def _filled(self, matrix: np.ndarray) -> np.ndarray:
        return np.where(np.isnan(matrix), self.fill_values_, matrix)


def _articles(X: Any) -> Any:
    """Refuse a single text; take a column of a table as the texts in it."""
    if isinstance(X, str | bytes):
        raise FramingError("X is one text; give a list of texts or articles: [text]")
    shape = getattr(X, "shape", None)
    if isinstance(X, np.ndarray) and shape is not None and len(shape) == 2 and shape[1] == 1:
        return X.ravel()
    return X


def _listed(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _base(name: str) -> str:
    return name.split("[")[0]


def _check_fill(fill: Any) -> None:
    number = isinstance(fill, int | float | np.number) and not isinstance(fill, bool)
    if not (fill is None or number or fill in _LEARNED):
        raise FramingError(f"fill={fill!r} is not known; give None, a number, 'mean' or 'median'")


def _check_segment(segment: Any) -> None:
    if segment not in SEGMENTS:
        raise FramingError(f"segment={segment!r} is not known; there are: {', '.join(SEGMENTS)}")


def _voices(voice: str | Iterable[str]) -> list[str]:
    voices = _listed(voice)
    for name in voices:
        if name not in VOICES:
            raise FramingError(f"voice={name!r} is not known; there are: {', '.join(VOICES)}")
    if not voices:
        raise FramingError(f"voice={voice!r} is empty; there are: {', '.join(VOICES)}")
    return voices


def _columns(scores: Scores, voices: Sequence[str]) -> list[_Key]:
    """List every column that the measures have, whatever occurs in the articles."""
    return [
        (spec.name, category, target, voice)
        for spec in scores.specs.values()
        for category in spec.all_categories
        for target in (scores.targets if spec.targets else [""])
        for voice in (voices if spec.voices else ["all"])
    ]


def _chosen(
    columns: list[_Key], measures: str | Iterable[str] | None, targets: Sequence[str]
) -> list[_Key]:
    """Keep the columns that were asked for, in the order of the register."""
    if measures is None:
        return columns
    kept: set[_Key] = set()
    for name in _listed(measures):
        fitting = [key for key in columns if _fits(name, key)]
        if not fitting:
            known = ", ".join(dict.fromkeys(key[0] for key in columns)) or "none"
            wants = "" if targets or not name.startswith("stance") else " (stance needs targets)"
            raise FramingError(f"measures={name!r} is no column{wants}; there are: {known}")
        kept.update(fitting)
    return [key for key in columns if key in kept]


def _fits(name: str, key: _Key) -> bool:
    measure, category, target, _ = key
    whole = _bracketed(measure, category, target)
    return name in (measure, measure.split(".")[0], whole)


def _bracketed(measure: str, category: str, target: str) -> str:
    inner = ",".join(part for part in ("" if category == "all" else category, target) if part)
    return f"{measure}[{inner}]" if inner else measure


def _name(key: _Key, spec: MeasureSpec, segment: str) -> str:
    measure, category, target, voice = key
    where = f"@{segment}" if segment != "all" and spec.segments else ""
    of_voice = "" if voice == "all" else f".{voice}"
    return f"{_bracketed(measure, category, target)}{of_voice}{where}"


def _place(grid: Grid, key: _Key, segment: str) -> tuple[int, int, int, int] | None:
    """Find a column in a measure's grid; None where the articles lack its category."""
    _, category, target, voice = key
    if category not in grid.categories or target not in grid.targets:
        return None
    where = segment if grid.spec.segments else "all"
    return (
        grid.categories.index(category), grid.targets.index(target),
        list(grid.segments).index(where), list(grid.voices).index(voice),
    )  # fmt: skip


def _fill_values(matrix: np.ndarray, fill: float | str | None) -> np.ndarray:
    if fill is None:
        return np.full(matrix.shape[1], np.nan)
    if not isinstance(fill, str):
        return np.full(matrix.shape[1], float(fill))
    middle = np.nanmean if fill == "mean" else np.nanmedian
    known = ~np.isnan(matrix).all(axis=0)
    out = np.zeros(matrix.shape[1])
    if known.any():
        out[known] = middle(matrix[:, known], axis=0)
    return out
