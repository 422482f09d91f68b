"""Scores made from a seeded generator, with the tables and specs of real ones."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from framing.measures.specs import MeasureSpec
from framing.text.shingles import signature

KINDS = ("donation_appeal", "newsletter_signup", "navigation", "media_caption", "byline")
FRAMES = ("conflict", "responsibility", "human_interest", "morality", "economic")
SOURCES = ("named", "official", "unnamed", "ordinary", "document")
CUES = ("modal", "verb", "adverb")


def spec(name: str, label: str, **more: object) -> MeasureSpec:
    defaults = dict(
        name=name, label=label, unit="sentence", unit_label="share of sentences",
        range=(0.0, 1.0), null="none", higher=f"Higher means more {label.lower()}.",
        low_label=f"fewer {label.lower()}", high_label="more", source="made up", interval="wilson",
    )  # fmt: skip
    return MeasureSpec(**{**defaults, **more})


_SPECS = (
    spec("boilerplate.share", "Boilerplate", unit="line", unit_label="share of characters",
         categories=KINDS, voices=False, segments=False, low_label="less boilerplate"),
    spec("hedging.sentences", "Hedged sentences", share=True),
    spec("hedging.cues", "Hedge cues", unit_label="per 1,000 words", scale=1000.0,
         range=(0.0, 1000.0), categories=CUES, interval="bootstrap"),
    spec("stance", "Stance", unit="mention", unit_label="mean over mentions", range=(-1.0, 1.0),
         targets=True, low_label="portrayed negatively", high_label="portrayed positively",
         interval="bootstrap"),
    *(spec(f"stance.{kind}", f"{kind.title()} mentions", unit="mention", targets=True,
           unit_label="share of mentions", profile=False)
      for kind in ("negative", "neutral", "positive")),
    spec("loaded.sentences", "Loaded sentences", share=True),
    spec("frames.presence", "Frame present", unit="article", unit_label="probability",
         categories=FRAMES, voices=False, profile=False),
    spec("attribution.words", "Attributed words", unit="attribution", unit_label="share of words",
         categories=SOURCES, voices=False),
    spec("readability.flesch_kincaid", "Flesch-Kincaid grade", unit="article", unit_label="grade",
         range=(-5.0, 30.0), voices=False, low_label="easier to read", high_label="harder"),
)  # fmt: skip
SPECS = {item.name: item for item in _SPECS}
_CUE_WORDS = {"modal": ("may", "might"), "verb": ("appears to",), "adverb": ("reportedly",)}


def fake_scores(
    n_outlets: int = 6,
    n_articles: int = 20,
    seed: int = 0,
    *,
    outlets: list[str] | None = None,
    effect: float = 0.0,
    targets: tuple[str, ...] = ("NATO", "Russia"),
    copies: int = 0,
) -> SimpleNamespace:
    """Scores of `n_articles` of each outlet.

    Outlets with an even number lean "left" and have `effect` more hedged sentences; the first
    `copies` articles of the second outlet have the body of the first outlet's.
    """
    rng = np.random.default_rng(seed)
    names = outlets or [f"Outlet {chr(65 + i % 26)}{i // 26 or ''}" for i in range(n_outlets)]
    articles, long, units, evidence = [], [], [], []
    for i, name in enumerate(names):
        for j in range(n_articles):
            article = _article(rng, i, j, name, copies)
            articles.append(article)
            shift = effect if i % 2 == 0 else 0.0
            found, words = _units(rng, article, shift, 0.3 * np.sin(i), targets)
            units += found
            evidence += words
            long += _long(article, found, targets)
    return SimpleNamespace(
        articles=pd.DataFrame(articles), long=pd.DataFrame(long), units=pd.DataFrame(units),
        evidence=pd.DataFrame(evidence), specs=dict(SPECS), targets=list(targets),
    )  # fmt: skip


def _article(rng: np.random.Generator, i: int, j: int, outlet: str, copies: int) -> dict:
    story = j if i == 1 and j < copies else 1000 * i + j
    words = [f"w{n}" for n in np.random.default_rng(story).integers(0, 5000, 200)]
    if i == 1 and j < copies:
        words[:20] = [f"new{n}" for n in range(20)]
    return {
        "article_id": f"a{i:03d}-{j:04d}", "outlet": outlet,
        "date": f"2024-{1 + j % 12:02d}-{1 + rng.integers(28):02d}", "title": f"Title {i} {j}",
        "lean": ("left", "right")[i % 2], "status": "ok", "problem": None,
        "n_words": int(rng.integers(150, 900)), "n_sentences": int(rng.integers(8, 30)),
        "signature": signature(words),
    }  # fmt: skip


def _units(
    rng: np.random.Generator, article: dict, shift: float, tilt: float, targets: tuple[str, ...]
) -> tuple[list[dict], list[dict]]:
    rows: list[dict] = []
    spans: list[dict] = []
    own = rng.beta(4, 20) + shift
    for s in range(article["n_sentences"]):
        voice = rng.choice(["own", "reported", "quoted"], p=[0.7, 0.15, 0.15])
        start = 100 * s
        place = {"start": start, "end": start + 90, "voice": voice, "sentence": s,
                 "segment": "headline" if s == 0 else "lead" if s < 3 else "body"}  # fmt: skip
        for measure, level in (("hedging.sentences", own), ("loaded.sentences", 0.12 + tilt / 10)):
            p = float(np.clip(rng.normal(level, 0.15), 0.01, 0.99))
            rows.append(_unit(article, measure, numerator=p, probability=p, **place))
        cue = str(rng.choice([*CUES, ""], p=[0.15, 0.1, 0.05, 0.7]))
        rows.append(
            _unit(article, "hedging.cues", numerator=float(cue != ""), denominator=20.0, **place)
        )
        if cue:
            rows.append(
                _unit(article, "hedging.cues", cue, numerator=1.0, denominator=0.0, **place)
            )
            text = str(rng.choice(_CUE_WORDS[cue]))
            spans.append({"article_id": article["article_id"], "measure": "hedging.cues",
                          "category": cue, "target": "", "start": start + 5,
                          "end": start + 5 + len(text), "text": text, "weight": 1.0,
                          "negated": False, "voice": voice, "speaker": "", "rule": ""})  # fmt: skip
    for target in targets:
        rows += _mentions(rng, article, target, tilt * (1 if target == "NATO" else -1))
    rows += _whole(rng, article)
    return rows, spans


def _mentions(rng: np.random.Generator, article: dict, target: str, tilt: float) -> list[dict]:
    rows = []
    for m in range(rng.integers(0, 6)):
        negative, neutral, positive = rng.dirichlet([2 * np.exp(-tilt), 4, 2 * np.exp(tilt)])
        place = {"start": 70 * m, "end": 70 * m + 6, "voice": "own", "target": target,
                 "segment": "body", "sentence": m, "unit": "mention"}  # fmt: skip
        rows.append(_unit(article, "stance", numerator=positive - negative, **place))
        for kind, p in (("negative", negative), ("neutral", neutral), ("positive", positive)):
            rows.append(_unit(article, f"stance.{kind}", numerator=p, probability=p, **place))
    return rows


def _whole(rng: np.random.Generator, article: dict) -> list[dict]:
    """Units of the measures that have no voices."""
    place = {"start": 0, "end": 100, "voice": "all", "segment": "all", "sentence": -1}
    rows = []
    for measure, kinds, scale in (
        ("boilerplate.share", KINDS, 0.05),
        ("attribution.words", SOURCES, 0.1),
    ):
        amounts = rng.gamma(1.0, scale, len(kinds)) * (rng.random(len(kinds)) < 0.7)
        amounts /= max(1.0, 1.2 * amounts.sum())
        rows.append(
            _unit(article, measure, numerator=1000 * amounts.sum(), denominator=1000.0, **place)
        )
        rows += [_unit(article, measure, kind, numerator=1000 * a, denominator=0.0, **place)
                 for kind, a in zip(kinds, amounts, strict=True)]  # fmt: skip
    presence = rng.beta(1, 2, len(FRAMES))
    rows.append(_unit(article, "frames.presence", numerator=presence.mean(), **place))
    rows += [_unit(article, "frames.presence", frame, numerator=p, denominator=0.0, **place)
             for frame, p in zip(FRAMES, presence, strict=True)]  # fmt: skip
    rows.append(_unit(article, "readability.flesch_kincaid", numerator=rng.normal(11, 2), **place))
    return rows


def _unit(article: dict, measure: str, category: str = "all", **more: object) -> dict:
    row = {"article_id": article["article_id"], "unit": SPECS[measure].unit, "start": 0, "end": 0,
           "segment": "all", "voice": "all", "speaker": "", "measure": measure,
           "category": category, "target": "", "probability": np.nan, "label": "",
           "numerator": 0.0, "denominator": 1.0, "sentence": -1, **more}  # fmt: skip
    if SPECS[measure].share and category == "all":
        row["label"] = str(int(row["probability"] > 0.3))
    return row


def _long(article: dict, units: list[dict], targets: tuple[str, ...]) -> list[dict]:
    rows = []
    for item in SPECS.values():
        own = [u for u in units if u["measure"] == item.name]
        for target in targets if item.targets else ("",):
            mine = [u for u in own if u["target"] == target]
            for voice in ("all", "own", "reported", "quoted") if item.voices else ("all",):
                spoken = [u for u in mine if voice in ("all", u["voice"])]
                for segment in ("all", "headline", "lead", "body") if item.segments else ("all",):
                    chosen = [u for u in spoken if segment in ("all", u["segment"])]
                    rows += _values(article, item, chosen, target, voice, segment)
    return rows


def _values(
    article: dict, item: MeasureSpec, units: list[dict], target: str, voice: str, segment: str
) -> list[dict]:
    base = sum(u["denominator"] for u in units if u["category"] == "all")
    n = sum(u["category"] == "all" for u in units)
    rows = []
    for category in item.all_categories:
        if category == "labelled":
            top = sum(float(u["label"] == "1") for u in units)
        else:
            top = sum(u["numerator"] for u in units if u["category"] == category)
        value = item.scale * top / base if base else np.nan
        half = 0.3 * abs(item.range[1] - item.range[0]) / max(n, 1) ** 0.5 if n else np.nan
        low, high = np.clip([value - half, value + half], *item.range)
        rows.append({
            "article_id": article["article_id"], "outlet": article["outlet"],
            "date": article["date"], "title": article["title"], "measure": item.name,
            "category": category, "target": target, "segment": segment, "voice": voice,
            "value": value, "low": low, "high": high, "numerator": top, "denominator": base,
            "unit": item.unit, "n": n, "status": "ok" if n else "no_evidence",
            "value_uncleaned": value * 1.1, "percentile": np.nan,
            "recipe": f"{item.name.split('.')[0]}-lexicon@1.0",
        })  # fmt: skip
    return rows
