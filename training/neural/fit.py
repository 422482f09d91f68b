"""Fine-tune layers and heads: mixed batches of all tasks, one learning-rate cycle."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from framing.neural.inputs import Row
from training.neural.encoder import Tagger, head_of
from training.neural.tasks import Task

__all__ = ["Plan", "fit", "judge", "padded"]

_log = logging.getLogger(__name__)
_BATCH = 32
_LONGEST = 96  # tokens while training: longer rows are cut, and are under one in a hundred
_SMOOTHING = 0.05
_CLIP = 1.0


@dataclass(frozen=True)
class Plan:
    """How to learn.

    Attributes
    ----------
    epochs : dict of str to float
        Passes over each task's rows.
    rate, head_rate : float
        Highest learning rates of the encoder and of the heads.
    warm : float
        Share of the steps in which rates rise.
    held : int
        Lowest layers that stay as they are; what stands below them always does.
    seed : int
        Of the order and the dropout.
    """

    epochs: dict[str, int]
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm: float = 0.1
    held: int = 0
    seed: int = 0


def fit(tagger: Tagger, tasks: Sequence[Task], plan: Plan, checkpoint: Path | None = None) -> None:
    """Teach the encoder and its heads in place.

    Parameters
    ----------
    tagger : Tagger
        What learns.
    tasks : sequence of Task
        Rows that are not held out are learned from; tasks without epochs are left out.
    plan : Plan
        Epochs and rates.
    checkpoint : Path, optional
        Where the weights are kept every few hundred steps.
    """
    torch.manual_seed(plan.seed)
    tasks = [task for task in tasks if task.name in plan.epochs]
    parts = {task.name: task.part(held=False) for task in tasks}
    counts = {task.name: _counts(task) for task in tasks}
    weights = {name: _class_weights(targets) for name, (_, targets) in parts.items()}
    order = _order(parts, plan)
    tagger.train()
    tagger.encoder.hold(plan.held)
    layers = [p for p in tagger.encoder.layers.parameters() if p.requires_grad]
    groups = [
        {"params": layers, "lr": plan.rate},
        {"params": [*tagger.heads.parameters(), *tagger.levels.parameters()], "lr": plan.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    cycle = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: _rate(n / len(order), plan.warm))
    began, seen, losses = time.monotonic(), 0, []
    for step, (name, index) in enumerate(order):
        rows, targets = parts[name]
        logits = tagger(*padded([rows[i] for i in index], _LONGEST), name)
        each = _losses(logits, torch.from_numpy(targets[index]), weights[name])
        loss = (each * counts[name][index]).mean()
        loss.backward()
        nn.utils.clip_grad_norm_(tagger.parameters(), _CLIP)
        optimiser.step()
        cycle.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(float(loss.detach()))
        seen += len(index)
        if step % 25 == 24:
            speed = seen / (time.monotonic() - began)
            mean = float(np.mean(losses[-25:]))
            _log.info("step %d of %d, loss %.3f, %.1f rows/s", step + 1, len(order), mean, speed)
        if checkpoint is not None and step % 200 == 199:
            torch.save(tagger.state_dict(), checkpoint)
    tagger.eval()


def judge(tagger: Tagger, rows: Sequence[Row], task: str) -> np.ndarray:
    """Give the logits of rows, in their order."""
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].tokens))
    out = np.zeros((len(rows), tagger.sizes[head_of(task)]), np.float32)
    tagger.eval()
    with torch.no_grad():
        for start in range(0, len(order), _BATCH):
            index = order[start : start + _BATCH]
            out[index] = tagger(*padded([rows[n] for n in index]), task).numpy()
    return out


def padded(rows: Sequence[Row], longest: int | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """Give token numbers, segment kinds and mask of rows of like length."""
    size = max(len(row.tokens) for row in rows)
    size = min(size, longest) if longest else size
    tokens = np.zeros((len(rows), size), np.int64)
    kinds = np.zeros((len(rows), size), np.int64)
    mask = np.zeros((len(rows), size), np.float32)
    for n, row in enumerate(rows):
        found = _cut(row, size)
        length = len(found)
        tokens[n, :length] = found
        mask[n, :length] = 1.0
        if row.second:
            kinds[n, length - row.second : length] = 1
    return torch.from_numpy(tokens), torch.from_numpy(kinds), torch.from_numpy(mask)


def _cut(row: Row, size: int) -> tuple[int, ...]:
    """Give a row's tokens, the end of its sentence left out where it is too long."""
    excess = len(row.tokens) - size
    if excess <= 0:
        return row.tokens
    tail = row.second + 1
    return row.tokens[: len(row.tokens) - tail - excess] + row.tokens[len(row.tokens) - tail :]


def _order(
    parts: dict[str, tuple[list[Row], np.ndarray]], plan: Plan
) -> list[tuple[str, np.ndarray]]:
    """Give batches of like length, all tasks and epochs shuffled together by epoch share."""
    rng = np.random.default_rng(plan.seed)
    timed: list[tuple[float, str, np.ndarray]] = []
    for name, (rows, _) in parts.items():
        lengths = np.array([len(row.tokens) for row in rows])
        epochs = plan.epochs[name]
        for epoch in range(epochs):
            by_length = np.argsort(lengths + rng.uniform(0, 8, len(rows)), kind="stable")
            batches = [by_length[s : s + _BATCH] for s in range(0, len(rows), _BATCH)]
            times = (epoch + rng.uniform(0, 1, len(batches))) / epochs
            timed += [(float(at), name, batch) for at, batch in zip(times, batches, strict=True)]
    return [(name, batch) for _, name, batch in sorted(timed, key=lambda one: one[0])]


def _rate(done: float, warm: float) -> float:
    """Give the share of the highest rate: up in a line, down along a cosine."""
    if done < warm:
        return max(done / warm, 1e-3)
    return 0.5 * (1 + float(np.cos(np.pi * (done - warm) / (1 - warm)))) + 1e-3


def _counts(task: Task) -> Tensor:
    """Give what each row that is learned from counts."""
    counts = np.ones(len(task.rows)) if task.weights is None else task.weights
    return torch.from_numpy(counts[~task.held]).float()


def _class_weights(targets: np.ndarray) -> Tensor:
    """Give weights that make classes count alike; of a yes-or-no task the one of yes."""
    if targets.dtype.kind == "i":
        counts = np.bincount(targets)
        return torch.tensor(len(targets) / (len(counts) * counts), dtype=torch.float32)
    share = float(targets.mean())
    return torch.tensor((1 - share) / share, dtype=torch.float32)


def _losses(logits: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    """Give the loss of each row."""
    if logits.shape[1] > 1:
        found = functional.cross_entropy(
            logits, targets, weight=weights, label_smoothing=_SMOOTHING, reduction="none"
        )
        return found / weights[targets].mean()
    soft = targets.float() * (1 - _SMOOTHING) + _SMOOTHING / 2
    return functional.binary_cross_entropy_with_logits(
        logits[:, 0], soft, pos_weight=weights.clamp(0.5, 2.0), reduction="none"
    )
