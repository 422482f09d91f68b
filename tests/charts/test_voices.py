from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from framing import FramingError, charts


@pytest.fixture
def portrayals() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "speaker": ["Ann Berg", "Ann Berg", "Ole Dahl", "A" * 70],
            "target": ["Kestria", "Norvia", "Kestria", "Norvia"],
            "estimate": [-0.8, 0.25, 0.5, 0.0],
            "n": [12, 3, 7, 1],
        }
    )


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_cells_say_value_and_n(portrayals):
    ax = charts.speakers_by_target(portrayals)
    found = texts(ax)
    assert {"\u22120.80", "+0.25", "+0.50", "n = 12", "n = 7", "–"} <= set(found)
    assert [t.get_text() for t in ax.get_xticklabels()] == ["Kestria", "Norvia"]
    assert ax.get_yticklabels()[0].get_text() == "Ann Berg"  # most mentions
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert len(cells) == 6
    assert len(ax.lines) == 1  # one clearly negative cell has an edge


def test_colours_tell_sign(portrayals):
    ax = charts.speakers_by_target(portrayals)
    colours = {(p.get_x() + 0.5, p.get_y() + 0.5): p.get_facecolor() for p in ax.patches}
    negative, positive = colours[(0.0, 0.0)], colours[(0.0, 1.0)]
    assert negative[0] > negative[2] and positive[2] > positive[0]  # orange, blue


def test_speakers_and_targets_can_be_chosen(portrayals):
    ax = charts.speakers_by_target(portrayals, targets=["Norvia"], most=1)
    assert "+0.25" in texts(ax) and "\u22120.80" not in texts(ax)
    assert "n = 1" not in texts(charts.speakers_by_target(portrayals, least=2))
    with pytest.raises(FramingError, match="Mars"):
        charts.speakers_by_target(portrayals, targets=["Mars"])
    with pytest.raises(FramingError, match="lower least"):
        charts.speakers_by_target(portrayals, least=100)
    with pytest.raises(FramingError, match="one group"):
        charts.speakers_by_target(pd.concat([portrayals, portrayals]))


@pytest.fixture
def sources() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "outlet": ["North", "South"],
            "attributed": [0.4, 0.0],
            "official": [0.2, 0.0],
            "unnamed": [0.05, np.nan],
            "media": [0.15, 0.0],
            "n_articles": [5, 1],
            "n_words": [2000, 90],
            "first_source": [33.4, np.nan],
            "n_speakers": [12, 0],
            "diversity": [1.234, np.nan],
            "top3": [0.5, np.nan],
        }
    )


def test_sourcing_draws_kinds_and_writes_numbers(sources):
    ax = charts.sourcing(sources)
    widths = [patch.get_width() for patch in ax.patches]
    assert widths == pytest.approx([0.2, 0.0, 0.05, 0.0, 0.15, 0.0])
    found = texts(ax)
    assert {"33", "12", "1.23", "50%", "5"} <= set(found) and found.count("–") == 3
    legend = ax.figure.legends[0]
    assert [t.get_text() for t in legend.get_texts()] == ["official", "unnamed", "other"]
    assert "6 articles" in " ".join(t.get_text() for t in ax.figure.texts)


def test_sourcing_in_one_column_leaves_room_for_the_bars(sources):
    ax = charts.sourcing(sources, width=84)
    found = texts(ax)
    assert {"1.23", "5"} <= set(found) and not {"33", "12", "50%"} & set(found)
    assert "First source" not in " ".join(t.get_text() for t in ax.figure.texts)
    assert ax.get_position().width > 0.3


def test_charts_of_the_users_own_axes(sources, portrayals):
    figure = charts.theme.new_figure(100, 80)
    ax = figure.add_subplot()
    assert charts.sourcing(sources, ax=ax) is ax
    other = figure.add_subplot()
    assert charts.speakers_by_target(portrayals, ax=other) is other


def test_tables_of_another_kind_are_refused(sources):
    with pytest.raises(FramingError, match="lacks the columns"):
        charts.speakers_by_target(sources)
    with pytest.raises(FramingError, match="lacks the columns"):
        charts.sourcing(sources.drop(columns="diversity"))
