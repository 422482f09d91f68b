"""A small transformer in place of the linear classifiers: ``backend="neural"``.

It needs onnxruntime and tokenizers, the extra ``neural``; without them a warning says so and the
linear classifiers stand in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, FramingWarning
from framing.neural.files import installed

if TYPE_CHECKING:
    from framing.neural.adapter import TransformersClassifier

__all__ = ["BACKENDS", "TransformersClassifier", "choose", "classifier", "installed"]

BACKENDS = ("linear", "neural")
_CLASSES = {
    "frames": ("frames", "NeuralFrameClassifier"),
    "hedging": ("classifiers", "NeuralHedgeClassifier"),
    "loaded": ("classifiers", "NeuralLoadedClassifier"),
    "stance": ("classifiers", "NeuralStanceClassifier"),
}


def choose(backend: str) -> bool:
    """Say whether the neural backend is wanted and can be had.

    Parameters
    ----------
    backend : {"linear", "neural"}
        What was asked for.

    Returns
    -------
    bool
        False with a warning where ``neural`` was asked for and the extra is not installed.

    Raises
    ------
    FramingError
        If there is no such backend.
    """
    if backend not in BACKENDS:
        raise FramingError(f"backend={backend!r} is not known; there are: {', '.join(BACKENDS)}")
    if backend == "linear" or installed():
        return backend == "neural"
    import warnings

    warnings.warn(
        "backend='neural' needs onnxruntime and tokenizers (pip install 'framing[neural]'); "
        "the linear classifiers are used instead",
        FramingWarning,
        stacklevel=3,
    )
    return False


def classifier(task: str, folder: Any = None) -> Any:
    """Load the classifier of a task: frames, hedging, loaded or stance."""
    from importlib import import_module

    module, name = _CLASSES[task]
    return getattr(import_module(f"framing.neural.{module}"), name).load(folder)


def __getattr__(name: str) -> Any:
    """Load the adapter when it is first used: scikit-learn comes with it."""
    if name == "TransformersClassifier":
        from framing.neural.adapter import TransformersClassifier

        return TransformersClassifier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
