"""Measure speed: the whole scoring with evidence against the scorers that users glue together.

Both read the same articles in turn, chunk after chunk in one process, and processor time is
counted, so that the ratio holds when the machine is busy or its speed drifts. A second table sets
the stance toward mentions of targets against VADER over the same sentences.

python -m benchmarks.speed --data FOLDER [--articles N] [--json]
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

__all__ = ["glued_stack", "main", "measure", "measure_mentions"]

_CHUNK = 200
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


def measure(data: Path, n_articles: int | None) -> dict[str, Any]:
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


def measure_mentions(data: Path, n_articles: int | None) -> dict[str, Any]:
    """Time stance with evidence over mentions, and VADER over the sentences that hold them."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from framing.measures.rows import Sink
    from framing.measures.stance import StanceMeasure
    from framing.text.document import Document
    from framing.text.mentions import parse_targets

    rows = read_rows(data / "corpus_outlets", "articles.jsonl")[:n_articles]
    targets = parse_targets(TARGETS)
    docs = [Document.from_text(row["text"], row["title"], targets) for row in rows]
    vader, stance = SentimentIntensityAnalyzer(), StanceMeasure()
    stance.score(docs[:2], [Sink(doc) for doc in docs[:2]])
    ours, theirs = [], []
    n_mentions = n_sentences = 0
    for start in range(0, len(docs), _CHUNK):
        chunk = docs[start : start + _CHUNK]
        sinks = [Sink(doc) for doc in chunk]
        begin = time.process_time()
        stance.score(chunk, sinks)
        middle = time.process_time()
        found = [[m for mentions in doc.mentions.values() for m in mentions] for doc in chunk]
        sentences = [
            doc.text[doc.sentences[number].start : doc.sentences[number].end]
            for doc, mentions in zip(chunk, found, strict=True)
            for number in sorted({mention.sentence for mention in mentions})
        ]
        again = time.process_time()
        for sentence in sentences:
            vader.polarity_scores(sentence)
        theirs.append(time.process_time() - again)
        ours.append(middle - begin)
        n_mentions += sum(map(len, found))
        n_sentences += len(sentences)
    ratios = np.array(theirs) / np.array(ours)
    return {
        "mentions": n_mentions,
        "sentences": n_sentences,
        "framing_mentions_per_second": round(n_mentions / sum(ours)),
        "vader_mentions_per_second": round(n_mentions / sum(theirs)),
        "mentions_ratio": round(float(np.median(ratios)), 2),
        "mentions_ratio_low": round(float(ratios.min()), 2),
        "mentions_ratio_high": round(float(ratios.max()), 2),
    }


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, help="so many of the first; all by default")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    try:
        figures = measure(given.data, given.articles)
        figures.update(measure_mentions(given.data, given.articles))
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
    _show_mentions(figures)
    return 0


def _show_mentions(figures: dict[str, Any]) -> None:
    print(f"\n{figures['mentions']:,} mentions in {figures['sentences']:,} sentences")
    print(f"{'system':48} {'mentions/s':>10}")
    print(f"{'framing, stance toward each mention, evidence':48} "
          f"{figures['framing_mentions_per_second']:10,}")  # fmt: skip
    print(f"{'VADER, each sentence once':48} {figures['vader_mentions_per_second']:10,}")
    spread = f"{figures['mentions_ratio_low']} to {figures['mentions_ratio_high']}"
    print(f"times as fast, median of chunks: {figures['mentions_ratio']} ({spread} by chunk)")


if __name__ == "__main__":
    sys.exit(main())
