"""Lines that recur across an outlet's articles."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from framing.cleaning import Templates, clean, learn_templates
from framing.errors import FramingError
from tests.cleaning.articles import BODY

FOOTER = "The Mirror is printed on the island and read wherever islanders live"


def corpus() -> list[SimpleNamespace]:
    own = [SimpleNamespace(outlet="Mirror", text=f"{BODY[i]}\n{FOOTER}")
           for i in range(5)]  # fmt: skip
    return [*own, SimpleNamespace(outlet="Gazette", text="\n".join(BODY))]


def test_recurring_lines_are_learned() -> None:
    templates = learn_templates(corpus())
    assert list(templates.lines) == ["Mirror"]
    assert list(templates.lines["Mirror"].values()) == [(5, 1.0)]


def test_copies_of_one_article_count_once() -> None:
    text = "\n".join(BODY)
    copies = [SimpleNamespace(outlet="Wire", text=text) for _ in range(6)]
    assert len(learn_templates(copies)) == 0


def test_templates_take_recurring_lines_out() -> None:
    templates = learn_templates(corpus())
    text = f"{BODY[0]}\n{BODY[5]}\n{FOOTER}"
    assert FOOTER not in clean(text, templates.of("Mirror"))
    assert BODY[0] in clean(text, templates.of("Mirror"))
    assert clean(text, templates.of("Gazette")) == clean(text)


def test_saved_and_loaded(tmp_path) -> None:
    templates = learn_templates(corpus())
    templates.save(tmp_path / "t.json")
    again = Templates.load(tmp_path / "t.json")
    assert again.id == templates.id
    assert {o: dict(f) for o, f in again.lines.items()} == {
        o: dict(f) for o, f in templates.lines.items()
    }


def test_frozen() -> None:
    templates = learn_templates(corpus())
    with pytest.raises(TypeError):
        templates.lines["Mirror"]["x"] = (1, 1.0)  # type: ignore[index]


def test_order_of_articles_does_not_matter() -> None:
    assert learn_templates(corpus()).id == learn_templates(corpus()[::-1]).id


def test_errors(tmp_path) -> None:
    with pytest.raises(FramingError, match="min_articles"):
        learn_templates([], min_articles=1)
    with pytest.raises(FramingError, match="cannot be read"):
        Templates.load(tmp_path / "none.json")
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(FramingError, match="no templates"):
        Templates.load(tmp_path / "other.json")
