"""Source boilerplate in plain text: found, named by kind, taken out."""

from __future__ import annotations

from framing.cleaning.classifier import BoilerplateClassifier
from framing.cleaning.kinds import KINDS, LABELS
from framing.cleaning.labelling import clean, label, label_many
from framing.cleaning.templates import Templates, learn_templates

__all__ = [
    "KINDS",
    "LABELS",
    "BoilerplateClassifier",
    "Templates",
    "clean",
    "label",
    "label_many",
    "learn_templates",
]
