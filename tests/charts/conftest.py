from __future__ import annotations

from types import SimpleNamespace

import pytest

from framing.comparing import Comparison, compare
from tests.comparing.synthetic import fake_scores

LONG_NAMES = [
    f"The Extraordinarily Long-Named Morning Chronicle of {place}"
    for place in ("Springfield", "Shelbyville", "Ogdenville $5 & <b>")
]
CASES = ("six", "one", "forty", "long", "single", "few", "holes")


def _scores(case: str) -> SimpleNamespace:
    made = {
        "six": lambda: fake_scores(6, 10, copies=3, effect=0.05),
        "one": lambda: fake_scores(1, 12),
        "forty": lambda: fake_scores(40, 5),
        "long": lambda: fake_scores(3, 7, outlets=LONG_NAMES),
        "single": lambda: fake_scores(5, 1),
        "few": lambda: fake_scores(4, 3),
        "holes": lambda: fake_scores(4, 8),
    }[case]()
    if case == "holes":
        lost = made.long["outlet"] == "Outlet B"
        made.long.loc[lost, ["value", "low", "high", "numerator", "denominator"]] = float("nan")
    return made


@pytest.fixture(scope="session")
def all_scores() -> dict[str, SimpleNamespace]:
    return {case: _scores(case) for case in CASES}


@pytest.fixture(scope="session")
def comparisons(all_scores: dict[str, SimpleNamespace]) -> dict[str, Comparison]:
    return {case: compare(s, n_boot=200, n_perm=100) for case, s in all_scores.items()}


@pytest.fixture(scope="session")
def scores(all_scores: dict[str, SimpleNamespace]) -> SimpleNamespace:
    return all_scores["six"]


@pytest.fixture(scope="session")
def comparison(comparisons: dict[str, Comparison]) -> Comparison:
    return comparisons["six"]
