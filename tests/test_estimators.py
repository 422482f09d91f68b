"""Every estimator keeps scikit-learn's contract: the checks that fit estimators of texts."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from sklearn.base import clone, is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, KFold
from sklearn.utils import estimator_checks as checks

import framing as fr
from framing.cleaning import BoilerplateClassifier
from framing.measures.frames import FrameClassifier
from framing.measures.hedging import HedgeClassifier
from framing.measures.loaded import LoadedLanguageClassifier
from framing.measures.stance import StanceClassifier
from tests.cleaning.articles import BODY, HEADLINE

PLAIN = "The council met on {} to discuss the repair of the old bridge over the river."
LOADED = "On {} the spineless council once again caved to a shameless mob of zealots."
HEDGED = "On {} officials said that the deal may well fail and could perhaps be delayed."
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def _sentences(one, other):
    texts = [form.format(day) for day in DAYS for form in (one, other)]
    return texts, [0, 1] * len(DAYS)


def _mentions():
    forms = {
        "positive": "The brave Varga was hailed on {} for her brilliant rescue of the school.",
        "negative": "The corrupt Varga was condemned on {} for her shameful lies to the school.",
        "neutral": "The minister Varga arrived on {} at the school and left before noon.",
    }
    rows = [(form.format(day), label) for day in DAYS for label, form in forms.items()]
    spans = [(text, text.index("Varga"), text.index("Varga") + 5) for text, _ in rows]
    return spans, [label for _, label in rows]


def _documents():
    ends = [("Share on Facebook", "social_share"), ("Donate now", "donation_appeal"),
            ("Next story", "navigation")]  # fmt: skip
    documents = [[f"{HEADLINE} on {day}", *BODY, ends[n % 3][0]] for n, day in enumerate(DAYS)]
    labels = [["content"] * (1 + len(BODY)) + [ends[n % 3][1]] for n in range(len(DAYS))]
    return documents, labels


def _articles():
    forms = (
        PLAIN + "\n\nThe parties fought, clashed and blamed each other for the war of words.",
        PLAIN + "\n\nPrices, taxes and wages rose; banks and firms lost money on the market.",
    )
    texts = [form.format(day) for day in DAYS for form in forms]
    return texts, np.array([[1, 0, 1, 0, 0], [0, 1, 0, 1, 1]] * len(DAYS))


CASES = {
    "FramingFeatures": (
        fr.FramingFeatures(["hedging", "loaded"], fill="mean"),
        lambda: _sentences(PLAIN, LOADED), "transform", {},
    ),
    "BoilerplateClassifier": (
        BoilerplateClassifier(seed=1), _documents, "predict_proba", {"seed": [1]},
    ),
    "HedgeClassifier": (
        HedgeClassifier(C=0.5), lambda: _sentences(PLAIN, HEDGED), "predict_proba", {"C": [0.1, 1]},
    ),
    "LoadedLanguageClassifier": (
        # with its own sentences: words are learned as vectors, which takes more than a dozen
        LoadedLanguageClassifier(prevalence=0.2), lambda: _sentences(PLAIN, LOADED),
        "predict_proba", {"prevalence": [None, 0.3]},
    ),
    "StanceClassifier": (
        StanceClassifier(C=0.5, min_df=1, n_folds=2), _mentions, "predict_proba", {"C": [0.1, 1.0]},
    ),
    "FrameClassifier": (
        FrameClassifier(min_documents=1), _articles, "predict_proba", {"C": [0.5, 1.0]},
    ),
}  # fmt: skip
CHECKS = (
    checks.check_estimator_cloneable,
    checks.check_estimator_repr,
    checks.check_estimator_tags_renamed,
    checks.check_get_params_invariance,
    checks.check_mixin_order,
    checks.check_no_attributes_set_in_init,
    checks.check_parameters_default_constructible,
    checks.check_set_params,
    checks.check_valid_tag_types,
)

FITTED = {}
each = pytest.mark.parametrize("name", CASES)


def parts(name):
    estimator, data, method, grid = CASES[name]
    return clone(estimator), *data(), method, grid


def fitted(name):
    """Fit each estimator once for all tests that only ask it."""
    if name not in FITTED:
        estimator, X, y, _, _ = parts(name)
        FITTED[name] = estimator.fit(X, y)
    return FITTED[name]


def told(estimator, method, X):
    """Give what an estimator says of X as one array."""
    out = getattr(estimator, method)(X)
    return np.vstack(out) if isinstance(out, list) else np.asarray(out)


@each
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_checks_of_scikit_learn(name, check):
    estimator = CASES[name][0]
    check(name, clone(estimator))
    check(name, type(estimator)())


@each
def test_parameters_come_and_go(name):
    estimator = CASES[name][0]
    params = estimator.get_params()
    copy = clone(estimator)
    assert copy is not estimator and copy.get_params() == params
    fresh = type(estimator)().set_params(**params)
    assert fresh.get_params() == params
    with pytest.raises(ValueError, match="nonsense"):
        fresh.set_params(nonsense=1)
    assert {k for k in vars(fresh) if k.endswith("_")} == set()


@each
def test_unfitted_raises_not_fitted(name):
    estimator, X, _, method, _ = parts(name)
    for asked in {method, "predict"} if is_classifier(estimator) else {method}:
        with pytest.raises(NotFittedError):
            getattr(estimator, asked)(X)
    if hasattr(estimator, "get_feature_names_out"):
        with pytest.raises(NotFittedError):
            estimator.get_feature_names_out()
    if hasattr(estimator, "save"):
        with pytest.raises((NotFittedError, fr.FramingError)):
            estimator.save("nowhere")


@each
def test_fit_gives_itself_and_leaves_parameters_and_data(name):
    estimator, X, y, method, _ = parts(name)
    params, before = estimator.get_params(), pickle.dumps((X, y))
    FITTED.setdefault(name, estimator)
    assert estimator.fit(X, y) is estimator
    learned = set(vars(estimator)) - set(params)
    told(estimator, method, X)
    assert estimator.get_params() == params
    assert pickle.dumps((X, y)) == before
    assert set(vars(estimator)) - set(params) == learned, "asking changes nothing"
    assert all(attribute.endswith("_") or attribute.startswith("_") for attribute in learned)


@each
def test_fitting_twice_forgets_the_first_time(name):
    estimator, X, y, method, _ = parts(name)
    half = len(X) // 2
    again = estimator.fit(X[:half], y[:half]).fit(X, y)
    assert np.array_equal(told(again, method, X), told(fitted(name), method, X), equal_nan=True)


@each
def test_an_article_does_not_depend_on_its_batch(name):
    _, X, y, method, _ = parts(name)
    estimator = fitted(name)
    whole = told(estimator, method, X)
    apart = np.vstack([told(estimator, method, [one]) for one in X])
    assert np.array_equal(whole, apart, equal_nan=True)


@each
def test_survives_a_trip_to_another_process(name):
    _, X, y, method, _ = parts(name)
    estimator = fitted(name)
    copy = pickle.loads(pickle.dumps(estimator))
    assert np.array_equal(told(copy, method, X), told(estimator, method, X), equal_nan=True)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[3]])
def test_grid_search(name):
    estimator, X, y, method, grid = parts(name)
    ((parameter, values),) = grid.items()
    search = GridSearchCV(estimator, grid, cv=KFold(2), error_score="raise", refit=len(values) > 1)
    search.fit(X, y)
    scores = search.cv_results_["mean_test_score"]
    assert len(scores) == len(values) and ((scores > 0) & (scores <= 1)).all()
    assert [found[parameter] for found in search.cv_results_["params"]] == values
    if search.refit:
        assert len(told(search.best_estimator_, method, X)) == len(X)
