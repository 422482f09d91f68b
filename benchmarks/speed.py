"""Measure speed: the whole scoring with evidence against the scorers that users glue together.

Both read the same articles in turn, chunk after chunk in one process, and processor time is
counted, so that the ratio holds when the machine is busy or its speed drifts.

python -m benchmarks.speed --data FOLDER [--articles 400] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import MissingSet, read_rows

__all__ = ["glued_stack", "main", "measure"]

_CHUNK = 50
TARGETS = ["Trump", "Obama", "Republicans", "Democrats"]


def glued_stack() -> Callable[[str], Any]:
    """Give the stack: VADER by sentence, five indices of textstat, TextBlob, Empath."""
    import textstat
    from empath import Empath
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader, empath = SentimentIntensityAnalyzer(), Empath()
    splitter = PunktSentenceTokenizer(PunktParameters())
    textstat.set_lang("en-US")
    indices = (
        textstat.flesch_reading_ease, textstat.flesch_kincaid_grade, textstat.gunning_fog,
        textstat.coleman_liau_index, textstat.automated_readability_index,
    )  # fmt: skip

    def run(text: str) -> Any:
        compounds = [vader.polarity_scores(s)["compound"] for s in splitter.tokenize(text)]
        # the polarity alone: its sentence and word tokenisers need a download
        blob = TextBlob(text).sentiment.polarity
        return compounds, [index(text) for index in indices], blob, empath.analyze(text)

    return run


def measure(data: Path, n_articles: int) -> dict[str, Any]:
    """Time both over the same articles, chunk by chunk in turn."""
    import framing as fr

    rows = read_rows(data / "corpus_outlets", "articles.jsonl")[:n_articles]
    articles = [
        fr.Article(id=str(n), text=row["text"], title=row["title"], outlet=row["outlet"])
        for n, row in enumerate(rows)
    ]
    stack = glued_stack()
    stack(articles[0].text)
    fr.score(articles[:2], targets=TARGETS, progress=False)
    ours, theirs = [], []
    for start in range(0, len(articles), _CHUNK):
        chunk = articles[start : start + _CHUNK]
        begin = time.process_time()
        fr.score(chunk, targets=TARGETS, progress=False)
        middle = time.process_time()
        for article in chunk:
            stack(article.text)
        ours.append(middle - begin)
        theirs.append(time.process_time() - middle)
    ratios = np.array(theirs) / np.array(ours)
    size = sum(len(article.text.encode()) for article in articles) / len(articles)
    return {
        "articles": len(articles),
        "bytes_per_article": round(size),
        "framing_per_second": round(len(articles) / sum(ours), 1),
        "stack_per_second": round(len(articles) / sum(theirs), 1),
        "ratio": round(float(np.median(ratios)), 2),
        "ratio_low": round(float(ratios.min()), 2),
        "ratio_high": round(float(ratios.max()), 2),
    }


def main() -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    try:
        figures = measure(given.data, given.articles)
    except MissingSet as error:
        print(f"missing, skipped: {error}")
        return 0
    if given.json:
        print(json.dumps(figures, indent=1))
        return 0
    print(f"{figures['articles']} articles of {figures['bytes_per_article']:,} bytes, one process")
    print(f"{'system':48} {'articles/s':>10}")
    ours = figures["framing_per_second"]
    print(f"{'framing, all measures, four targets, evidence':48} {ours:10.1f}")
    print(f"{'VADER + textstat x5 + TextBlob + Empath':48} {figures['stack_per_second']:10.1f}")
    ratio = f"{figures['ratio']} ({figures['ratio_low']} to {figures['ratio_high']} by chunk)"
    print(f"times as fast, median of chunks: {ratio}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
