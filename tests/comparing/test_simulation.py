"""What intervals and p hold in simulated corpora; many independent corpora as columns at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from framing.comparing.cells import make_cells
from framing.comparing.intervals import bootstrap_samples
from framing.comparing.permutation import permutation_p

pytestmark = pytest.mark.slow
N_CORPORA = 1_500

Draw = Callable[[np.random.Generator, tuple[int, int]], np.ndarray]


def share(n_sentences: int, a: float, b: float) -> Draw:
    """Shares of sentences whose probability differs from article to article."""

    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
        return rng.binomial(n_sentences, rng.beta(a, b, shape)) / n_sentences

    return draw


def coverage(n_own: int, n_other: int, draw: Draw, mean: float) -> tuple[float, float]:
    rng = np.random.default_rng(n_own)
    values = draw(rng, (n_own + n_other, N_CORPORA))
    group = np.repeat([0, 1], [n_own, n_other])
    ones = np.ones_like(values)
    cells = make_cells(group, np.arange(len(group)), np.ones(len(group)), values, ones, 2)
    samples = bootstrap_samples(cells, cells.counts(), n_draws=1_000, seed=1, reference=None)
    own, other = next(iter(samples))
    estimate, difference = own.interval(), own.difference(other)
    return (
        float(((estimate.low <= mean) & (mean <= estimate.high)).mean()),
        float(((difference.low <= 0) & (difference.high >= 0)).mean()),
    )


@pytest.mark.parametrize("sizes", [(40, 40), (40, 200), (100, 100)])
@pytest.mark.parametrize(("a", "b"), [(2.0, 8.0), (3.0, 12.0), (5.0, 5.0)])
def test_coverage_with_forty_stories_and_more(sizes: tuple[int, int], a: float, b: float) -> None:
    for found in coverage(*sizes, share(20, a, b), a / (a + b)):
        assert 0.93 <= found <= 0.97


@pytest.mark.parametrize(("n", "least"), [(5, 0.89), (10, 0.92), (20, 0.925)])
def test_coverage_with_fewer_stories_is_as_documented(n: int, least: float) -> None:
    estimate, difference = coverage(n, n, share(20, 2.0, 8.0), 0.2)
    assert estimate >= least and difference >= 0.93


def test_coverage_of_rare_things_is_as_documented() -> None:
    """One article in five has any at all: too short a tail for 40 stories."""

    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
        return rng.gamma(1.0, 1.0, shape) * (rng.random(shape) < 0.2)

    estimate, difference = coverage(40, 40, draw, 0.2)
    assert 0.86 <= estimate <= 0.95 and 0.88 <= difference <= 0.95


@pytest.mark.parametrize("intraclass", [0.02, 0.05])
def test_false_positives_of_lean(intraclass: float) -> None:
    """Outlets that resemble themselves must not pass for a difference between leans."""
    rng = np.random.default_rng(int(100 * intraclass))
    outlets = np.repeat(np.arange(90), rng.integers(3, 40, 90))
    lean = outlets % 3
    between = rng.normal(0, np.sqrt(intraclass), (90, N_CORPORA))[outlets]
    values = between + rng.normal(0, np.sqrt(1 - intraclass), (len(outlets), N_CORPORA))
    weights, ones = np.ones(len(outlets)), np.ones_like(values)
    by_outlet = make_cells(lean, outlets, weights, values, ones, 3)
    p = permutation_p(by_outlet, n_perm=499, seed=0, reference=None)
    assert (p <= 0.05).mean() <= 0.06
    by_article = make_cells(lean, np.arange(len(outlets)), weights, values, ones, 3)
    naive = permutation_p(by_article, n_perm=199, seed=0, reference=None)
    assert (naive <= 0.05).mean() > (p <= 0.05).mean()


def test_unequal_groups_of_unequal_spread_keep_their_level() -> None:
    rng = np.random.default_rng(7)
    values = np.vstack((rng.normal(0, 3, (12, N_CORPORA)), rng.normal(0, 1, (80, N_CORPORA))))
    group = np.repeat([0, 1], [12, 80])
    cells = make_cells(group, np.arange(92), np.ones(92), values, np.ones_like(values), 2)
    p = permutation_p(cells, n_perm=499, seed=0, reference=None)
    assert (p[0] <= 0.05).mean() <= 0.085
