from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing import FramingError

TABLES = ("articles", "values", "units", "evidence", "long", "wide")


@pytest.mark.parametrize("format", ["parquet", "csv", "jsonl"])
def test_scores_come_back_as_they_were(tmp_path, sample_scores, format):
    sample_scores.save(tmp_path / "out", format)
    loaded = fr.Scores.load(tmp_path / "out")
    for name in TABLES:
        pd.testing.assert_frame_equal(
            getattr(sample_scores, name), getattr(loaded, name),
            check_categorical=False, check_dtype=False, rtol=1e-6,
        )  # fmt: skip
    assert loaded.specs == sample_scores.specs
    assert loaded.recipes == sample_scores.recipes
    assert loaded.targets == sample_scores.targets


def test_saving_twice_leaves_one_set_of_parts(tmp_path, sample_scores):
    for _ in range(2):
        sample_scores.save(tmp_path)
    assert len(list((tmp_path / "units").glob("*.parquet"))) == 1


def test_wrong_format_folder_and_place(tmp_path, sample_scores):
    with pytest.raises(FramingError, match="jsonl"):
        sample_scores.save(tmp_path, "xlsx")
    with pytest.raises(FramingError, match="holds no scores"):
        fr.Scores.load(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(FramingError, match="cannot be written"):
        sample_scores.save(tmp_path / "file" / "out")
