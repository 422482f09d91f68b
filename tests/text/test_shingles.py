"""Signatures against exact set arithmetic on the shingles themselves."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.text.shingles import containment, n_shingles, signature, similarity


def shingle_set(words: list[str], size: int = 5) -> set[tuple[str, ...]]:
    size = min(size, len(words))
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)} if words else set()


def some_words(n: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"w{draw.randrange(4000)}" for _ in range(n)]


@given(
    st.lists(st.sampled_from("abcdef"), max_size=90),
    st.lists(st.sampled_from("abcdef"), max_size=90),
)
def test_short_texts_are_exact(a: list[str], b: list[str]) -> None:
    left, right = shingle_set(a), shingle_set(b)
    expected = len(left & right) / len(left | right) if left and right else 0.0
    assert similarity(signature(a), signature(b)) == pytest.approx(expected)
    assert n_shingles(signature(a)) == len(left)
    if left and right:
        inside = len(left & right) / min(len(left), len(right))
        assert containment(signature(a), signature(b)) == pytest.approx(inside)


def test_long_texts_are_estimated_without_bias() -> None:
    errors = []
    for seed in range(60):
        a = some_words(500, seed)
        b = a[:200] + some_words(100, seed + 1000)
        left, right = shingle_set(a), shingle_set(b)
        exact = len(left & right) / len(left | right)
        errors.append(similarity(signature(a), signature(b)) - exact)
    assert abs(sum(errors) / len(errors)) < 0.02
    assert max(map(abs, errors)) < 0.15


def test_a_brief_cut_from_a_report_is_contained_in_it() -> None:
    report = some_words(900, 1)
    brief = report[100:260]
    assert similarity(signature(brief), signature(report)) < 0.35
    assert containment(signature(brief), signature(report)) > 0.8


def test_the_same_in_another_process() -> None:
    code = (
        "from framing.text.shingles import signature; print(signature('a b c d e f'.split()).hex())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == signature(["a", "b", "c", "d", "e", "f"]).hex()


def test_pinned_bytes() -> None:
    assert signature(["a", "b", "c", "d", "e", "f"]).hex() == "02000000cf3030461f180bf4"


def test_odd_input() -> None:
    assert signature([]) == b""
    assert similarity(b"", signature(["a"])) == 0.0 == containment(b"", b"")
    assert n_shingles(signature(["\ud800", "x"])) == 1
    with pytest.raises(FramingError, match="size=0"):
        signature(["a"], size=0)
    with pytest.raises(FramingError, match="3 bytes"):
        similarity(b"abc", b"")


def test_quick_enough_for_a_million_articles() -> None:
    words = some_words(400, 3)
    signature(words)
    start = time.perf_counter()
    for _ in range(200):
        signature(words)
    assert (time.perf_counter() - start) / 200 < 0.002
