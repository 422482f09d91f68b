"""Shipped weights: arrays in ``.npz``, everything else in ``.json``, a card beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from framing.errors import FramingError

__all__ = ["load", "save"]

_FOLDER = Path(__file__).parent


def save(
    name: str, arrays: dict[str, np.ndarray], meta: dict[str, Any], folder: str | Path | None = None
) -> Path:
    """Write a model; the same arrays and meta give the same bytes.

    Parameters
    ----------
    name : str
        File name without suffix.
    arrays : dict of str to ndarray
        Numbers and fixed-width strings; nothing that would need pickle.
    meta : dict
        JSON-able: version, settings, hashes of the training data.
    folder : path, optional
        The package's own folder by default.

    Returns
    -------
    Path
        The ``.npz`` file.
    """
    target = Path(folder) if folder is not None else _FOLDER
    target.mkdir(parents=True, exist_ok=True)
    file = target / f"{name}.npz"
    objects = [key for key, array in arrays.items() if array.dtype.hasobject]
    if objects:
        raise FramingError(f"arrays {objects} hold Python objects; give numbers or str arrays")
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    text = json.dumps(meta, indent=1, sort_keys=True, ensure_ascii=False)
    (target / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return file


def load(
    name: str, folder: str | Path | None = None
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Read a model.

    Raises
    ------
    FramingError
        If the files are missing or damaged.
    """
    target = Path(folder) if folder is not None else _FOLDER
    try:
        meta = json.loads((target / f"{name}.json").read_text(encoding="utf-8"))
        with np.load(target / f"{name}.npz", allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}, meta
    except FileNotFoundError:
        raise FramingError(f"no model {name!r} in {str(target)!r}; train it or reinstall") from None
    except (ValueError, OSError, KeyError) as error:
        raise FramingError(f"model {name!r} in {str(target)!r} is damaged: {error}") from None
