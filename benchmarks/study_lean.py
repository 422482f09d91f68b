"""A study: do left, centre and right outlets differ in loaded language, and by how much.

Outlets are the unit of inference, and the classifier is cross-fitted: it scores no outlet of which
it saw labels, sentences or even words. Outlets are dealt into folds; for each fold word vectors,
weights, calibration and natural prevalence are learned again without its outlets.

python -m benchmarks.study_lean --data FOLDER [--out FOLDER]
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold

import framing as fr
from benchmarks.table import MissingSet, read_rows
from framing.lexicon import Lexicon
from framing.measures.loaded.data import natural_sample, own_sentences, read_babe
from framing.measures.loaded.features import COLUMNS
from framing.measures.loaded.model import LoadedModel
from framing.measures.loaded.trainer import Trainer, out_of_fold
from framing.measures.loaded.training import _platt
from framing.measures.registry import load_measures
from framing.measures.vectors import learn_vectors

__all__ = ["crossfitted_scores", "family", "main", "study"]

N_FOLDS = 5
_MEASURE = "loaded.sentences"
# Desks and sites of one organisation are one family: what the model saw of one it saw of all.
_FAMILIES = (
    "ABC News", "American Spectator", "Breitbart", "CNN", "Daily Beast", "Fox", "NBC",
    "New York Times", "Newsmax", "Reason", "Reuters", "Wall Street Journal", "Washington Post",
    "Yahoo",
)  # fmt: skip
# The outlets of the labelled sentences that the articles have too, each in a fold of its own.
_LABELLED = ("Breitbart", "Reuters", "Fox", "Daily Beast", "New York Times")
_COMMENT = r"opinion|editorial|guest writer"


def family(outlet: str) -> str:
    """Name the organisation of an outlet."""
    name = re.sub(r"^The ", "", outlet)
    return next((known for known in _FAMILIES if name.startswith(known)), name)


def crossfitted_scores(data: Path) -> fr.Scores:
    """Score every article by a model that saw nothing of its outlet's family."""
    file = data / "corpus_outlets" / "articles.jsonl"
    rows = read_rows(file.parent, file.name)
    folds = _folds(rows)
    parts = []
    for fold in range(N_FOLDS):
        model = _fitted_without({name for name, f in folds.items() if f == fold}, data, rows)
        mine = [row for row in rows if folds[family(row["outlet"])] == fold]
        parts.append(_scored(mine, model))
    return _joined(parts)


def _folds(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Deal families into folds, large ones first, leans evenly."""
    table = pd.DataFrame({"family": [family(r["outlet"]) for r in rows],
                          "lean": [r["lean"] for r in rows]})  # fmt: skip
    sizes = table.groupby(["lean", "family"]).size().sort_values(ascending=False, kind="stable")
    found = {name: fold for fold, name in enumerate(_LABELLED)}
    for lean in ("left", "center", "right"):
        names = [name for name in sizes[lean].index if name not in found]
        found |= {name: n % N_FOLDS for n, name in enumerate(names)}
    return found


def _fitted_without(held: set[str], data: Path, rows: list[dict[str, Any]]) -> LoadedModel:
    """Train as the shipped model was, without some families."""
    corpus = data / "corpus_outlets" / "articles.jsonl"
    samples = [s for s in read_babe(data / "loaded_babe" / "train.jsonl")
               if family(s.outlet) not in held]  # fmt: skip
    own = own_sentences()
    texts = _paragraphs(rows, held)
    vectors = learn_vectors([*texts, *(s.text for s in (*samples, *own))])
    trainer = Trainer([*samples, *own], vectors, Lexicon.load("loaded"))
    chosen = np.arange(len(samples))
    splits = GroupKFold(5).split(chosen, groups=trainer.groups[: len(samples)])
    logits = out_of_fold(trainer, chosen, [part for _, part in splits])[: len(samples)]
    slope, offset = _platt(logits, trainer.labels[: len(samples)])
    arrays, numbers = trainer.arrays(trainer.fit(np.arange(len(trainer.samples))))
    meta = {**numbers, "slope": slope, "offset": offset, "shift": 0.0,
            "version": "cross-fitted", "columns": list(COLUMNS)}  # fmt: skip
    meta["shift"] = _shift(LoadedModel.from_arrays(arrays, meta), corpus, rows, held)
    return LoadedModel.from_arrays(arrays, meta)


def _paragraphs(rows: list[dict[str, Any]], held: set[str]) -> Iterator[str]:
    """Give the paragraphs of articles of other families."""
    for row in rows:
        if family(row["outlet"]) not in held:
            text = "\n".join(filter(None, (row.get("title"), row["text"])))
            yield from (part for part in text.split("\n") if len(part) > 40)


def _shift(model: LoadedModel, corpus: Path, rows: list[dict[str, Any]], held: set[str]) -> float:
    """Find the shift to natural prevalence on sentences of other families."""
    file = files("framing") / "measures" / "loaded" / "natural.tsv"
    lines = [line for line in file.read_text("utf-8").splitlines() if line[:1] != "#"][1:]
    outlet = {row["id"]: family(row["outlet"]) for row in rows}
    kept = np.array([outlet[line.split("\t")[0]] not in held for line in lines])
    logits, labels, weights = (a[kept] for a in natural_sample(model, corpus))
    shift = 0.0
    for _ in range(100):
        chances = 1 / (1 + np.exp(-(logits + shift)))
        slope = (weights * chances * (1 - chances)).sum()
        shift -= float((weights * (chances - labels)).sum() / slope)
    return shift


def _scored(rows: list[dict[str, Any]], model: LoadedModel) -> fr.Scores:
    """Score articles with a model in the place of the shipped one."""
    articles = [
        fr.Article(
            id=r["id"], text=r["text"], title=r["title"], date=r["date"],
            outlet=f"{family(r['outlet'])} ({r['lean']})",
            meta={"lean": r["lean"], "topic": r["topic"], "desk": r["outlet"]},
        )
        for r in rows
    ]  # fmt: skip
    (measure,) = load_measures(["loaded"])
    shipped, measure._model = measure._model, model
    try:
        return fr.score(articles, measures=["loaded"], progress=False)
    finally:
        measure._model = shipped


def _joined(parts: list[fr.Scores]) -> fr.Scores:
    """Put the tables of the folds together."""
    offsets = np.cumsum([0, *(len(part) for part in parts[:-1])])
    values = [p.values.assign(article=p.values["article"] + n)
              for p, n in zip(parts, offsets, strict=True)]  # fmt: skip
    tables = {
        "articles": [p.articles for p in parts], "values": values,
        "units": [p.units for p in parts], "evidence": [p.evidence for p in parts],
    }  # fmt: skip
    joined = {name: _stacked(found) for name, found in tables.items()}
    first = parts[0]
    return fr.Scores(**joined, specs=first.specs, recipes=first.recipes, settings=first.settings)


def _stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Concatenate tables, keeping text columns coded."""
    coded = [n for n in tables[0] if isinstance(tables[0][n].dtype, pd.CategoricalDtype)]
    out = pd.concat([t.astype({name: object for name in coded}) for t in tables], ignore_index=True)
    return out.astype({name: "category" for name in coded})


def study(scores: fr.Scores) -> Iterator[tuple[str, fr.Comparison]]:
    """Compare the leans, in the main form and in others that should agree with it."""
    articles = scores.articles
    ids = articles["article_id"].astype(str)
    comment = articles["desk"].str.lower().str.contains(_COMMENT)
    large = articles.groupby("outlet")["article_id"].transform("size") >= 5
    news = dict(zip(ids, (~comment).astype(float), strict=True))
    known = dict(zip(ids, large.astype(float), strict=True))
    options: dict[str, Any] = {"by": "lean", "measures": ["loaded"]}
    yield "own words, every article counts alike", fr.compare(scores, **options)
    yield "the same, against centre", fr.compare(scores, **options, reference="center")
    yield "the same, against left", fr.compare(scores, **options, reference="left")
    yield (
        "every outlet counts alike",
        fr.compare(scores, **options, reference="center", weights="outlet"),
    )
    yield (
        "outlets of five articles or more",
        fr.compare(scores, **options, reference="center", weights=known),
    )
    yield (
        "without comment desks and guest writers",
        fr.compare(scores, **options, reference="center", weights=news),
    )
    yield "all voices", fr.compare(scores, **options, reference="center", voice="all")
    yield "leads only", fr.compare(scores, **options, reference="center", segment="lead")


def _lines(title: str, comparison: fr.Comparison) -> Iterator[str]:
    yield f"\n{title}: {comparison.summary()}"
    sentences = comparison.sentences()
    for n, row in enumerate(comparison.table.itertuples()):
        main = row.measure == _MEASURE and row.category in ("all", "labelled")
        if main or (row.measure == "loaded.words" and row.category == "all"):
            sizes = f" Hedges' g {row.hedges_g:+.2f}, Cliff's delta {row.cliffs_delta:+.2f}."
            yield f"  {sentences[n]}{sizes if row.reference else ''}"


def _adjusted(scores: fr.Scores) -> Iterator[str]:
    """Hold topic, year and length constant, with errors clustered by outlet."""
    import statsmodels.formula.api as smf

    rows = scores.articles.reset_index(drop=True)
    topics = rows["topic"].value_counts()
    table = pd.DataFrame({
        "y": 100 * scores.wide[f"{_MEASURE}.own"].to_numpy(), "lean": rows["lean"],
        "topic": rows["topic"].where(rows["topic"].map(topics) >= 20, "other"),
        "year": rows["date"].str[:4], "words": np.log(rows["n_words"]),
        "outlet": rows["outlet"].astype("category").cat.codes,
    }).dropna()  # fmt: skip
    formula = "y ~ C(lean, Treatment('center')) + C(topic) + C(year) + words"
    fit = smf.ols(formula, table).fit(cov_type="cluster", cov_kwds={"groups": table["outlet"]})
    yield "\nleast squares with topic, year and log length, errors clustered by outlet:"
    for name in fit.params.index:
        if "lean" in name:
            low, high = fit.conf_int().loc[name]
            lean = name.split("T.")[-1].rstrip("]")
            points = f"{fit.params[name]:+.1f} points (95 % interval {low:+.1f} to {high:+.1f})"
            yield f"  {lean} - center: {points}, p = {fit.pvalues[name]:.3f}"


def _charts(scores: fr.Scores, comparison: fr.Comparison, out: Path) -> None:
    fr.charts.save(fr.charts.profile(comparison, measure=_MEASURE), out / "lean.png")
    words = fr.contributions(scores, _MEASURE, "lean", group="right", reference="center")
    fr.charts.save(fr.charts.contributions(words), out / "contributions.png")
    years = fr.compare(scores, ["lean", "year"], measures=[_MEASURE], n_perm=0)
    fr.charts.save(fr.charts.timeline(years, measure=_MEASURE), out / "years.png")
    outlets = scores.articles.groupby("outlet")["article_id"].transform("size") >= 15
    large = scores.articles.loc[outlets, "outlet"]
    each = fr.compare(scores, "outlet", measures=[_MEASURE], n_perm=0)
    rows = each.table[each.table["group"].isin(set(large))]
    fr.charts.save(fr.charts.profile(rows, measure=_MEASURE, sort=True), out / "outlets.png")


def main(arguments: list[str] | None = None) -> int:
    """Run the study and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=None, help="also draw charts into this folder")
    options = parser.parse_args(arguments)
    for name in ("corpus_outlets/articles.jsonl", "loaded_babe/train.jsonl"):
        if not (options.data / name).is_file():
            raise MissingSet(f"{options.data} lacks {name}")
    started = time.perf_counter(), time.process_time()
    scores = crossfitted_scores(options.data)
    fitted = time.process_time() - started[1]
    print(f"{len(scores)} articles, {scores.articles['outlet'].nunique()} outlets, {N_FOLDS} folds")
    comparisons = list(study(scores))
    for title, comparison in comparisons:
        print(*_lines(title, comparison), sep="\n")
    print(*_adjusted(scores), sep="\n")
    wall, used = time.perf_counter() - started[0], time.process_time() - started[1]
    print(f"\n{fitted:.0f} s to fit and score, {used:.0f} s in all (processor), {wall:.0f} s wall")
    if options.out is not None:
        _charts(scores, comparisons[1][1], options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
