"""Draw the gallery of charts from the sample corpus, and write its page.

python docs/make_gallery.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import framing as fr

HERE = Path(__file__).parent
FOLDER = "gallery"
DPI = 150  # enough for a page, and all pictures together stay small

SETUP = """\
import framing as fr

targets = {"Norvia": ["Sandvar"], "Kestria": ["Voltek", "Dramov"], "Compact": ["Meridian Compact"]}
scores = fr.score(fr.load_sample(), targets=targets, keep_boilerplate=True, progress=False)
comparison = fr.compare(scores, by="outlet")
"""
# name of the picture, the call that draws it, how to read it
ENTRIES = (
    (
        "profile",
        'fr.charts.profile(comparison, measure="loaded.sentences", sort=True)',
        "One dot a group, its 95 % interval as a line; hollow dots rest on too few articles for an "
        "interval, diamonds on a single one. The grey line is the mean of all articles.",
    ),
    (
        "profile_grid",
        "fr.charts.profile_grid(comparison)",
        "The same for every measure of a profile, groups in the same rows.",
    ),
    (
        "stance",
        'fr.charts.stance(comparison, targets=["Norvia", "Kestria"])',
        "Shares of mentions that portray a target negatively and positively, to both sides of "
        "zero, and their mean with its interval. A mean near zero with long bars is divided "
        "coverage; with short bars it is neutral coverage.",
    ),
    (
        "hedging_stance",
        'fr.charts.hedging_stance(comparison, target="Kestria")',
        "Each group's stance toward a target against how much it hedges.",
    ),
    (
        "frames",
        "fr.charts.frames(comparison)",
        "Darker: the frame is more present in the group's articles. The numbers are in per cent.",
    ),
    (
        "speakers",
        "fr.charts.speakers(comparison)",
        "How much of the text is what sources say, by kind of source.",
    ),
    (
        "sourcing",
        'fr.charts.sourcing(scores.sourcing(by="outlet"))',
        "Kinds of sources again, with what stands behind them: how many words the outlet says "
        "before the first source speaks, how many known speakers there are, and how evenly the "
        "words are spread over them.",
    ),
    (
        "speakers_by_target",
        "fr.charts.speakers_by_target(scores.speakers_by_target(), most=8)",
        "How speakers portray targets in their own words, quoted or reported, and from how many "
        "mentions; a black edge marks negative cells, so that they show in grey.",
    ),
    (
        "boilerplate",
        "fr.charts.boilerplate(comparison)",
        "What was taken out before scoring, by kind.",
    ),
    (
        "contributions",
        """\
words = fr.contributions(scores, "loaded.sentences", group="Norvia Flash")
fr.charts.contributions(words)""",
        "Which words make the difference between a group and the rest. The bars add up to it.",
    ),
    (
        "keyness",
        """\
words = fr.keyness(scores, group="Undertow")
fr.charts.keyness(words, most=8)""",
        "Words that a group uses more (right) and less (left) than the rest, with intervals over "
        "articles, and how often they stand on either side.",
    ),
    (
        "timeline",
        """\
days = fr.compare(scores, by="day")
fr.charts.timeline(days, measure="loaded.sentences")""",
        "A measure over time, here over all outlets; `by=[\"outlet\", \"month\"]` has a line an "
        "outlet. Hollow marks rest on too few articles to infer from.",
    ),
    (
        "article_map",
        """\
some = scores.articles.article_id[:6]
fr.charts.article_map(scores, articles=list(some), measures=["loaded", "hedging", "stance"])""",
        "Where in each article the evidence stands, from its first character to its last.",
    ),
    (
        "before_after",
        'fr.charts.before_after(scores, measure="hedging.sentences", by="outlet")',
        "A score with the boilerplate left in (hollow) and taken out (filled).",
    ),
    (
        "parts",
        """\
parts = fr.compare(scores, by=["outlet", "segment"], measures=["loaded"])
fr.charts.profile(parts, measure="loaded.sentences")""",
        "Headlines, leads and bodies side by side: any chart of groups takes several columns.",
    ),
)  # fmt: skip


def page() -> str:
    """Write the page: each picture with its call."""
    parts = [
        "# Gallery",
        "Every chart of the library, drawn from the sample corpus (25 articles of five invented "
        "outlets) by `python docs/make_gallery.py`. Each is a function of a table that gives "
        "matplotlib Axes; `width=84` (the default, one column of a paper) or `width=174`, `title=` "
        "and `ax=` work in all of them, and `fr.charts.save(ax.figure, \"chart.pdf\")` writes PNG, "
        "SVG or PDF. On the command line: `framing chart NAME scores/`.",
        f"```python\n{SETUP}```",
    ]  # fmt: skip
    for name, call, words in ENTRIES:
        picture = f"![{name}]({FOLDER}/{name}.png)"
        parts += [f"## {name}", words, f"```python\n{call}\n```", picture]
    return "\n\n".join(parts) + "\n"


def draw(folder: Path) -> list[Path]:
    """Draw all pictures into a folder."""
    known: dict[str, Any] = {}
    exec(SETUP, known)
    files = []
    for name, call, _ in ENTRIES:
        *before, last = call.split("\n")
        exec("\n".join(before), known)
        drawn = eval(last, known)
        figure = getattr(drawn, "figure", None) or drawn
        files.append(fr.charts.save(figure, folder / f"{name}.png", dpi=DPI))
    return files


def main() -> int:
    """Draw and write."""
    draw(HERE / FOLDER)
    (HERE / "gallery.md").write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
