"""The encoder (MiniLM: BERT with six layers of 384) with a linear head for each task."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["Encoder", "Tagger", "averaged", "head_of", "read_safetensors"]

_WIDTH, _HEADS, _LAYERS, _INNER = 384, 12, 6, 1536
_EPSILON = 1e-12


class _Layer(nn.Module):
    """Self-attention and a feed-forward step, each with its residual and norm after it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mixed = nn.Linear(_WIDTH, 3 * _WIDTH)
        self.joined = nn.Linear(_WIDTH, _WIDTH)
        self.norm = nn.LayerNorm(_WIDTH, eps=_EPSILON)
        self.up = nn.Linear(_WIDTH, _INNER)
        self.down = nn.Linear(_INNER, _WIDTH)
        self.last_norm = nn.LayerNorm(_WIDTH, eps=_EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        rows, length, _ = hidden.shape
        mixed = self.mixed(hidden).view(rows, length, 3, _HEADS, _WIDTH // _HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) * (_WIDTH // _HEADS) ** -0.5 + bias
        found = self.dropout(scores.softmax(-1)) @ value
        found = found.transpose(1, 2).reshape(rows, length, _WIDTH)
        hidden = self.norm(hidden + self.dropout(self.joined(found)))
        inner = functional.gelu(self.up(hidden))
        return self.last_norm(hidden + self.dropout(self.down(inner)))


class Encoder(nn.Module):
    """Token numbers to vectors: that of the first token beside a mean.

    The mean is that of the second segment, the mention; without one, of all tokens.

    Parameters
    ----------
    n_tokens, n_positions : int
        Sizes of the vocabulary and of the longest row.
    dropout : float
        Share of values set to zero while training.
    """

    def __init__(self, n_tokens: int, n_positions: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(n_tokens, _WIDTH)
        self.places = nn.Embedding(n_positions, _WIDTH)
        self.kinds = nn.Embedding(2, _WIDTH)
        self.norm = nn.LayerNorm(_WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(_Layer(dropout) for _ in range(_LAYERS))

    def forward(self, tokens: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Give (rows, 768); `mask` is 1.0 for tokens and 0.0 for padding."""
        places = self.places.weight[: tokens.shape[1]]
        hidden = self.norm(self.words(tokens) + places + self.kinds(kinds))
        bias = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, bias)
        second = kinds.float()
        none = 1.0 - second.sum(1, keepdim=True).clamp(max=1.0)
        weights = (second + mask * none)[:, :, None]
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return torch.cat([hidden[:, 0], mean], 1)

    def hold(self, n_layers: int) -> None:
        """Let the lowest layers, and what stands below them, stay as they are in training."""
        for layer in self.layers:
            layer.requires_grad_(True)
        for part in (self.words, self.places, self.kinds, self.norm, *self.layers[:n_layers]):
            part.requires_grad_(False).eval()

    @classmethod
    def published(cls, folder: Path, keep: np.ndarray, n_positions: int) -> Encoder:
        """Give the encoder with the published weights, reduced to the pieces kept."""
        stored = read_safetensors(folder / "model.safetensors")
        made = cls(len(keep), n_positions)
        own = {
            "words.weight": stored["embeddings.word_embeddings.weight"][keep],
            "places.weight": stored["embeddings.position_embeddings.weight"][:n_positions],
            "kinds.weight": stored["embeddings.token_type_embeddings.weight"],
            "norm.weight": stored["embeddings.LayerNorm.weight"],
            "norm.bias": stored["embeddings.LayerNorm.bias"],
        }
        for n in range(_LAYERS):
            own |= _layer_weights(stored, n)
        made.load_state_dict({name: torch.from_numpy(array) for name, array in own.items()})
        return made


def _layer_weights(stored: dict[str, np.ndarray], n: int) -> dict[str, np.ndarray]:
    """Give a layer's weights by their names here."""
    there, here = f"encoder.layer.{n}.", f"layers.{n}."
    pairs = {
        "joined": "attention.output.dense", "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "last_norm": "output.LayerNorm",
    }  # fmt: skip
    own = {}
    for part in ("weight", "bias"):
        for name, source in pairs.items():
            own[f"{here}{name}.{part}"] = stored[f"{there}{source}.{part}"]
        mixed = [
            stored[f"{there}attention.self.{name}.{part}"] for name in ("query", "key", "value")
        ]
        own[f"{here}mixed.{part}"] = np.concatenate(mixed)
    return own


class Tagger(nn.Module):
    """The encoder with one linear head a task.

    Parameters
    ----------
    encoder : Encoder
        Shared by all tasks.
    sizes : dict of str to int
        Outputs of each head.
    codings : sequence of str
        Tasks that share a head and have a level of their own, named ``<head>_<coding>``.
    """

    def __init__(
        self, encoder: Encoder, sizes: dict[str, int], codings: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.sizes = sizes
        self.heads = nn.ModuleDict(
            {task: nn.Linear(2 * _WIDTH, size) for task, size in sizes.items()}
        )
        self.levels = nn.ParameterDict(
            {task: torch.zeros(sizes[head_of(task)]) for task in codings}
        )
        self.dropout = nn.Dropout(0.1)

    def forward(self, tokens: Tensor, kinds: Tensor, mask: Tensor, task: str) -> Tensor:
        """Give the logits of one task."""
        vectors = self.dropout(self.encoder(tokens, kinds, mask))
        logits: Tensor = self.heads[head_of(task)](vectors)
        return logits + self.levels[task] if task in self.levels else logits


def head_of(task: str) -> str:
    """Give the head of a task, whose name may say behind an underscore whose coding it is."""
    return task.partition("_")[0]


def averaged(files: Sequence[Path]) -> dict[str, Tensor]:
    """Give the mean of fine-tuned states."""
    states = [torch.load(file) for file in files]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def read_safetensors(file: Path) -> dict[str, np.ndarray]:
    """Read 32-bit arrays of a safetensors file."""
    content = file.read_bytes()
    (size,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + at for at in entry["data_offsets"])
            flat = np.frombuffer(content[start:end], "<f4")
            arrays[name] = flat.reshape(entry["shape"]).copy()
    return arrays
