"""Coded rows, word vectors and the solver behind the shipped weights."""

from __future__ import annotations

import json

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from framing import FramingError
from framing.measures.stance.coded import ARTICLES, read_coded, text_hash
from framing.measures.stance.fitting import Settings, fit_model, join, make_sample
from framing.measures.stance.solving import solve
from framing.measures.stance.training import train
from framing.measures.stance.vectors import as_names, stem_vectors, summed
from framing.measures.vectors import Vectors
from tests.measures.stance.test_classifier import BAD, GOOD, NONE, mention

TEXTS = ["Nothing here.", "Critics slammed “Lee” on Monday.\u200b Lee left."]


@pytest.fixture
def articles(write_articles):
    return write_articles(TEXTS)


def table_of(number: int, digest: str) -> str:
    return (
        f"# a comment\narticle\thash\tstart\tend\tlabel\tround\n{number}\t{digest}\t17\t20\t-\t2\n"
    )


def test_coded_rows_are_joined_to_their_articles(articles):
    found = read_coded(articles, table_of(1, text_hash(TEXTS[1])))
    text, start, end = found.mentions[0]
    assert text == 'Critics slammed "Lee" on Monday. Lee left.'
    assert (text[start:end], found.codes, len(found.groups)) == ("Lee", [0], 1)
    assert (found.rounds, found.weights) == ([2], [0.5])


def test_another_article_is_refused(articles):
    with pytest.raises(FramingError, match="row 0 of .* is another article"):
        read_coded(articles, table_of(0, text_hash(TEXTS[1])))
    with pytest.raises(FramingError, match="fewer articles"):
        read_coded(articles, table_of(2, text_hash(TEXTS[1])))
    with pytest.raises(FramingError, match="is missing"):
        read_coded(articles.with_name("none.jsonl"))


def test_the_shipped_coding_fits_its_articles(bench):
    file = bench / ARTICLES
    if not file.is_file():
        pytest.skip(f"needs {file.name}")
    found = read_coded(file)
    rounds = np.array(found.rounds)
    assert np.bincount(np.array(found.codes)[rounds == 1]).tolist() == [817, 3443, 249]
    assert np.bincount(np.array(found.codes)[rounds == 2]).tolist() == [2170, 3237, 1188]
    assert all(text[start:end].strip() == text[start:end] for text, start, end in found.mentions)
    assert len(set(found.groups)) > 1000


def test_training_needs_both_files(tmp_path):
    file = tmp_path / "stance_newsmtsc" / "train.jsonl"
    file.parent.mkdir()
    text, start, end = mention(GOOD)
    row = {"id": "1", "text": text, "target": [start, end], "label": "positive"}
    file.write_text(json.dumps(row) + "\n", "utf-8")
    with pytest.raises(FramingError, match=r"articles\.jsonl' is missing"):
        train(tmp_path)


def test_the_solver_finds_what_scikit_learn_finds():
    rng = np.random.default_rng(0)
    matrix, codes = rng.normal(size=(200, 6)), rng.integers(0, 3, 200)
    weights = rng.uniform(0.5, 2.0, 200)
    other = LogisticRegression(C=0.5, tol=1e-8, max_iter=1000).fit(matrix, codes, weights)
    left = sp.csr_matrix(matrix[:, :4])
    of_sparse, of_dense, intercept = solve(left, matrix[:, 4:], codes, weights, 0.5, 3)
    assert np.allclose(np.vstack([of_sparse, of_dense]), other.coef_.T, atol=2e-3)
    assert np.allclose(intercept - intercept[0], other.intercept_ - other.intercept_[0], atol=2e-3)


def vectors_of(words: list[str]) -> Vectors:
    return Vectors(words, np.random.default_rng(1).normal(size=(len(words), 3)))


def test_what_is_learned_of_sums_becomes_weights_of_words():
    vectors = vectors_of(["slam", "prais", "monday"])
    features = [
        {"w:slam": 1.0, "c:slam!": 1.0, "L:slam": 1.0, "w:lee": 1.0},
        {"w:prais": 1.0, "w:monday": 1.0, "c:prais": 1.0},
    ]
    weights = np.random.default_rng(2).normal(size=(9, 3))
    names, of_names = as_names(weights, vectors)
    rows = dict(zip(names, of_names, strict=True))
    named = [sum(rows[name] for name in row if name in rows) for row in features]
    assert np.allclose(summed(features, vectors) @ weights, named)


def test_vectors_are_of_stems_mostly_written_small():
    rng = np.random.default_rng(0)
    filler = [left + right for left in "bdfgklmnprtvz" for right in ("ak", "ok", "uk") * 4]
    filler = [f"{word}{tail}ob" for word in set(filler) for tail in "bdgkmpz"]
    lines = [
        " ".join([*rng.choice(filler, 40), "Geneva", ("praised", "praises")[n % 2]])
        for n in range(60)
    ]
    vectors = stem_vectors(lines)
    assert "prais" in vectors.index
    assert "geneva" not in vectors.index


def test_a_word_unknown_to_the_labels_is_judged_by_its_like():
    rows = [mention(text) for text in (GOOD, BAD, NONE)] * 6
    labels = [2, 0, 1] * 6
    words = ["disastr", "dire", "brilliant"]
    vectors = Vectors(words, np.array([[1.0, 0.0], [0.98, 0.2], [0.0, 1.0]]))
    labelled, coded = make_sample(rows, labels), make_sample(rows[:3], labels[:3])
    settings = Settings(C=1.0, n_folds=0)
    model = fit_model(join(labelled, coded, 0.5, vectors), settings)
    without = fit_model(join(labelled, coded, 0.5), settings)
    assert model.leaning("w:dire") < -0.005
    assert without.leaning("w:dire") == 0.0
    assert without.leaning("w:disastr") < model.leaning("w:dire")


def test_the_second_source_has_its_own_level():
    first = make_sample([mention(text) for text in (GOOD, BAD, NONE)] * 6, [2, 0, 1] * 6)
    second = make_sample([mention(NONE), mention(GOOD)] * 20, [1] * 40)
    settings = Settings(C=0.1, n_folds=0)
    alone = fit_model(first, settings)
    joined = fit_model(join(first, second, 0.5), settings)
    plain = fit_model(join(first, second, 0.0), settings)
    assert not any(name.startswith("source") for name in joined.names)
    assert abs(joined.intercept[1] - alone.intercept[1]) < 0.25
    assert abs(plain.intercept[1] - alone.intercept[1]) < 0.05


def test_rounds_have_levels_of_their_own():
    first = make_sample([mention(text) for text in (GOOD, BAD, NONE)] * 6, [2, 0, 1] * 6)
    second = make_sample([mention(NONE)] * 40, [1, 0] * 20)
    settings = Settings(C=0.1, n_folds=0)
    two = fit_model(join(first, second, 0.5, rounds=[1, 2] * 20), settings)
    one = fit_model(join(first, second, 0.5), settings)
    assert not any(name.startswith("source") for name in two.names)
    # one level cannot hold both rounds' habits: it bends the words instead
    size = [float(np.abs(model.weights).sum()) for model in (two, one)]
    assert size[0] != pytest.approx(size[1], rel=1e-3)


def test_neutral_may_be_favoured():
    sample = make_sample([mention(text) for text in (GOOD, BAD, NONE)] * 6, [2, 0, 1] * 6)
    plain = fit_model(sample, Settings(C=1.0, n_folds=0))
    leaning = fit_model(sample, Settings(C=1.0, n_folds=0, offsets=(0.0, 0.5, 0.0)))
    assert leaning.intercept[1] == pytest.approx(plain.intercept[1] + 0.5)
