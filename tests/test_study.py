from __future__ import annotations

import json

import pandas as pd

import framing as fr
from benchmarks import study_lean


def test_desks_of_one_organisation_are_one_family():
    assert study_lean.family("Fox News Opinion") == study_lean.family("Fox Online News") == "Fox"
    assert study_lean.family("The American Spectator") == study_lean.family("American Spectator")
    assert study_lean.family("The Hill") == "Hill"
    assert study_lean.family("Breitbart News") == study_lean.family("Breitbart")


def test_folds_hold_families_apart_and_leans_together(bench):
    file = bench / "corpus_outlets" / "articles.jsonl"
    rows = [json.loads(line) for line in file.open(encoding="utf-8")]
    folds = study_lean._folds(rows)
    assert {study_lean.family(row["outlet"]) for row in rows} <= set(folds)
    assert sorted(folds[name] for name in study_lean._LABELLED) == list(range(study_lean.N_FOLDS))
    table = pd.DataFrame({"fold": [folds[study_lean.family(r["outlet"])] for r in rows],
                          "lean": [r["lean"] for r in rows]})  # fmt: skip
    shares = pd.crosstab(table["fold"], table["lean"], normalize="index")
    assert (shares > 0.1).all(axis=None), "every fold has articles of every lean"


def test_folds_are_put_together_again(sample):
    half = len(sample) // 2
    parts = [fr.score(list(sample)[at], measures="loaded", progress=False)
             for at in (slice(half), slice(half, None))]  # fmt: skip
    joined, whole = study_lean._joined(parts), fr.score(sample, measures="loaded", progress=False)
    assert joined.wide.equals(whole.wide)
    assert len(joined.evidence) == len(whole.evidence) and len(joined.units) == len(whole.units)
    one, two = (fr.compare(s, n_boot=50, n_perm=20).table for s in (joined, whole))
    pd.testing.assert_frame_equal(one, two)


def test_the_shipped_model_is_put_back(sample):
    from framing.measures.registry import load_measures

    (measure,) = load_measures(["loaded"])
    before = measure._model
    rows = [{"id": "a", "text": "", "title": None, "date": None, "outlet": "X", "lean": "left",
             "topic": "t"}]  # fmt: skip
    study_lean._scored(rows, before)
    assert measure._model is before
    broken = study_lean._scored([{**rows[0], "text": sample[0].text}], None)
    assert broken.articles["status"].tolist() == ["failed"]
    assert measure._model is before
