"""Where the scale of articles has its zero."""

from __future__ import annotations

import json

import numpy as np
import pytest

from framing import FramingError
from framing.measures.rows import Sink
from framing.measures.stance import StanceMeasure
from framing.measures.stance.coded import ARTICLES, text_hash
from framing.measures.stance.model import StanceModel, leant
from framing.measures.stance.zero import Reading, find_zero, own_chances, read_articles
from framing.text.document import Document
from framing.text.mentions import parse_targets

LONG = "word " * 420
TEXT = f"Marit Lund met ministers.\n\n{LONG}\nCritics slammed Lund."
ROWS = [{"title": "Talks", "text": "Nothing."}, {"title": "Talks in Oslo", "text": TEXT}]


@pytest.fixture
def articles(tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return file


def table(number: int = 1, digest: str = "") -> str:
    return f"# a comment\n{number}\t{digest or text_hash(TEXT)}\tMarit Lund\t0\n"


def test_coded_articles_are_joined_to_what_was_read_of_them(articles):
    (article,) = read_articles(articles, table())
    assert (article.title, article.target, article.code) == ("Talks in Oslo", "Marit Lund", "0")
    assert article.text.startswith("Marit Lund met") and "Critics" not in article.text


@pytest.mark.parametrize(("number", "message"), [(0, "row 0 .* another"), (2, "fewer articles")])
def test_another_article_is_refused(articles, number, message):
    with pytest.raises(FramingError, match=message):
        read_articles(articles, table(number))


def test_a_missing_file(tmp_path):
    with pytest.raises(FramingError, match="is missing"):
        read_articles(tmp_path / "none.jsonl", table())


def test_the_shipped_coding_fits_its_articles(bench):
    file = bench / ARTICLES
    if not file.is_file():
        pytest.skip(f"needs {file.name}")
    found = read_articles(file)
    codes = [article.code for article in found]
    assert [codes.count(code) for code in ("--", "-", "0", "+", "++")] == [67, 160, 191, 231, 32]
    assert all(a.target.split()[-1] in f"{a.title}\n{a.text}" for a in found)


def test_the_zero_brings_neutral_articles_to_nought():
    rng = np.random.default_rng(0)
    chances = [rng.dirichlet([4, 5, 2], size=rng.integers(1, 9)) for _ in range(40)]
    chances.append(np.empty((0, 3)))
    codes = ["0"] * 30 + ["-"] * 11
    read = [Reading("", "", "Lund", code) for code in codes]
    zero = find_zero(read, chances)
    after = [leant(found, zero) for found in chances[:30]]
    assert zero > 0.2
    assert abs(np.mean([(p[:, 2] - p[:, 0]).mean() for p in after])) < 0.005
    with pytest.raises(FramingError, match="no coded article is neutral"):
        find_zero(read[30:], chances[30:])


def test_only_what_the_outlet_says_itself_counts():
    text = 'Lund praised the deal. "Lund is a liar," Berg said.'
    (found,) = own_chances(StanceMeasure(), [Reading("Talks", text, "Marit Lund", "0")])
    assert found.shape == (1, 3) and found.sum() == pytest.approx(1)
    (none,) = own_chances(StanceMeasure(), [Reading("Talks", "Rain fell.", "Marit Lund", "0")])
    assert none.shape == (0, 3)


def test_the_measure_stands_the_zero_above_its_classifier():
    model = StanceModel.shipped()
    assert model.zero > 0
    bare = StanceModel(model.names, model.weights, np.array(model.intercept))
    text = "Critics slammed Lund. The crowd cheered Lund. Lund met Berg."

    def chances(one: StanceModel) -> np.ndarray:
        doc = Document.from_text(text, targets=parse_targets(["Lund"]))
        sink = Sink(doc, evidence=False)
        StanceMeasure(one).score([doc], [sink])
        kinds = ("negative", "neutral", "positive")
        units = [[u.numerator for u in sink.units if u.measure == f"stance.{k}"] for k in kinds]
        return np.array(units).T

    assert chances(model) == pytest.approx(leant(chances(bare), model.zero), abs=1e-12)
    assert (chances(model)[:, 2] > chances(bare)[:, 2]).all()
