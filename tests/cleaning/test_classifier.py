"""The estimator: shapes, errors, saving, windows."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone

from framing import models
from framing.cleaning import LABELS, BoilerplateClassifier
from framing.errors import FramingError
from tests.cleaning.articles import BODY, HEADLINE

DOCUMENT = [HEADLINE, *BODY, "Sign up for our newsletter"]


@pytest.fixture(scope="module")
def shipped() -> BoilerplateClassifier:
    return BoilerplateClassifier.load()


def test_predicts_a_label_for_each_line(shipped: BoilerplateClassifier) -> None:
    found = shipped.predict([DOCUMENT, DOCUMENT[:3]])
    assert [len(labels) for labels in found] == [len(DOCUMENT), 3]
    assert found[0][-1] == "newsletter_signup"
    assert set(found[0][:-1]) == {"content"}


def test_probabilities_sum_to_one(shipped: BoilerplateClassifier) -> None:
    (found,) = shipped.predict_proba([DOCUMENT])
    assert found.shape == (len(DOCUMENT), len(LABELS))
    assert found.sum(axis=1) == pytest.approx(1.0)
    assert list(shipped.classes_) == list(LABELS)


def test_a_document_does_not_depend_on_its_batch(shipped: BoilerplateClassifier) -> None:
    alone = shipped.predict_proba([DOCUMENT])[0]
    among = shipped.predict_proba([["Home", "News"], DOCUMENT, ["Share"]])[1]
    assert np.array_equal(alone, among)


def test_a_window_of_seven_lines(shipped: BoilerplateClassifier) -> None:
    window = ["Reply", "anna_k says:", "2 hours ago", "Leave a Reply", "Name *", "E-mail *", "Post"]
    assert shipped.predict([window])[0][3] == "comment_form"


def test_empty_document(shipped: BoilerplateClassifier) -> None:
    assert shipped.predict([[]]) == [[]]
    assert shipped.predict_proba([[]])[0].shape == (0, len(LABELS))


def test_a_str_is_no_document(shipped: BoilerplateClassifier) -> None:
    with pytest.raises(FramingError, match="list of its lines"):
        shipped.predict(["one text"])


def test_unfitted_says_what_to_do() -> None:
    with pytest.raises(FramingError, match="load"):
        BoilerplateClassifier().predict([DOCUMENT])


def test_clones() -> None:
    assert clone(BoilerplateClassifier(seed=3)).seed == 3


def own_data() -> tuple[list[list[str]], list[list[str]]]:
    ends = [("Tell your friends", "social_share"), ("Give now", "donation_appeal"),
            ("Next story", "navigation")]  # fmt: skip
    documents = [[f"{HEADLINE} {i}", *BODY, ends[i % 3][0]] for i in range(9)]
    labels = [["content"] * (1 + len(BODY)) + [ends[i % 3][1]] for i in range(9)]
    return documents, labels


def test_fit_twice_gives_the_same_weights(tmp_path) -> None:
    documents, labels = own_data()
    one = BoilerplateClassifier().fit(documents, labels)
    two = BoilerplateClassifier().fit(documents, labels)
    assert one.model_.arrays.keys() == two.model_.arrays.keys()
    for name, array in one.model_.arrays.items():
        assert np.array_equal(array, two.model_.arrays[name]), name
    one.save(tmp_path / "mine")
    again = BoilerplateClassifier.load(tmp_path / "mine")
    assert again.predict(documents) == one.predict(documents)


TINY = [["The board voted on Tuesday.", "Share"], ["Crews went to court.", "Sign up"]]
TINY_LABELS = [["content", "social_share"], ["content", "newsletter_signup"]]


def test_fit_on_documents_of_two_lines() -> None:
    model = BoilerplateClassifier().fit([*TINY, []], [*TINY_LABELS, []])
    assert set(model.predict([DOCUMENT])[0]) <= set(LABELS)


def test_fit_on_one_line() -> None:
    model = BoilerplateClassifier().fit([BODY[:1]], [["content"]])
    assert model.predict([[BODY[0]]]) == [["content"]]


@pytest.mark.parametrize(("X", "y"), [([], []), ([[]], [[]]), ([["Share"]], [["social_share"]])])
def test_fit_without_content_says_what_to_do(X, y) -> None:
    with pytest.raises(FramingError, match="give documents with both"):
        BoilerplateClassifier().fit(X, y)


def test_fit_with_a_label_too_few_says_so() -> None:
    with pytest.raises(FramingError, match="2 lines and y.0. 1 labels"):
        BoilerplateClassifier().fit(TINY[:1], [["content"]])


def test_weights_of_an_earlier_version_are_refused(tmp_path) -> None:
    arrays, meta = models.load("boilerplate")
    kept = {name: value for name, value in arrays.items() if not name.startswith("tree")}
    models.save("lines", kept, meta, tmp_path)
    with pytest.raises(FramingError, match="an earlier version"):
        BoilerplateClassifier.load(tmp_path / "lines.npz")
