from __future__ import annotations

import numpy as np
import pytest

from framing import FramingError, models


def test_the_same_model_gives_the_same_bytes(tmp_path):
    arrays = {"w": np.arange(5.0), "words": np.array(["a", "bc"])}
    for name in ("one", "two"):
        models.save("m", arrays, {"version": "1"}, folder=tmp_path / name)
    for suffix in ("npz", "json"):
        one, two = ((tmp_path / n / f"m.{suffix}").read_bytes() for n in ("one", "two"))
        assert one == two
    loaded, meta = models.load("m", tmp_path / "one")
    assert meta == {"version": "1"} and loaded["words"].tolist() == ["a", "bc"]


def test_objects_missing_and_damaged_files_are_refused(tmp_path):
    with pytest.raises(FramingError, match="objects"):
        models.save("m", {"w": np.array([{}])}, {}, folder=tmp_path)
    with pytest.raises(FramingError, match="no model"):
        models.load("m", tmp_path)
    models.save("m", {"w": np.zeros(2)}, {}, folder=tmp_path)
    (tmp_path / "m.npz").write_bytes(b"broken")
    with pytest.raises(FramingError, match="damaged"):
        models.load("m", tmp_path)
