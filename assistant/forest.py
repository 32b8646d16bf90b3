"""A forest of decision trees kept as data and walked in plain numpy: asking needs no learning library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import DataError

Floats = npt.NDArray[np.float32]
Array = npt.NDArray[Any]
DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """All nodes of all trees, one after another.

    `feature` is the column to look at, any at a leaf; `children` has two places a node: go to the first where the value is
    at most `threshold`, else to the second (a leaf leads to itself); `value` is a leaf's share of yes; `roots` is the first
    node of each tree. `yes_from` is the score that counts as yes. Where there are `slopes`, one a feature, a logistic
    regression with them and `offset` has half a say.
    """

    names: tuple[str, ...]
    feature: Array
    threshold: Array
    children: Array
    value: Array
    roots: Array
    depth: int
    yes_from: float
    slopes: Array = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    offset: float = 0.0

    def scores(self, x: Floats) -> Floats:
        """The mean share of yes over the trees, or the mean of that and the logistic regression's probability, in [0, 1],
        shape (n,), for features of shape (n, len(names))."""
        if not len(x):
            return np.zeros(0, dtype=np.float32)
        values = x.reshape(len(x), len(self.names)).ravel()
        row = (np.arange(len(x)) * len(self.names))[:, None]
        node = np.broadcast_to(self.roots, (len(x), len(self.roots)))
        for _ in range(self.depth):
            beyond = np.take(values, np.take(self.feature, node) + row) > np.take(self.threshold, node)
            node = np.take(self.children, 2 * node + beyond)
        share = self.value[node].mean(axis=1)
        if len(self.slopes):
            share = (share + 1 / (1 + np.exp(-(x * self.slopes).sum(axis=1) - self.offset))) / 2
        return np.asarray(share, dtype=np.float32)


def from_trees(names: Sequence[str], trees: Sequence[Any], yes_from: float = 0.5) -> Forest:
    """The forest of fitted scikit-learn classification trees (their `tree_`), whose last class is yes."""
    columns: dict[str, list[Array]] = {name: [] for name in ("feature", "threshold", "children", "value")}
    roots, base, depth = [], 0, 0
    for tree in (one.tree_ for one in trees):
        here = np.arange(tree.node_count)
        leaf = tree.children_left < 0
        children = np.stack([tree.children_left, tree.children_right], axis=1)
        columns["feature"].append(np.where(leaf, 0, tree.feature))
        columns["threshold"].append(np.where(leaf, 0.0, tree.threshold))
        columns["children"].append(np.where(leaf[:, None], here[:, None], children).ravel() + base)
        columns["value"].append(tree.value[:, 0, -1])
        roots.append(base)
        base, depth = base + tree.node_count, max(depth, int(tree.max_depth))
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    return Forest(
        names=tuple(names), feature=joined["feature"].astype(np.intp), threshold=joined["threshold"].astype(np.float32),
        children=joined["children"].astype(np.intp), value=joined["value"].astype(np.float32),
        roots=np.array(roots, dtype=np.intp), depth=depth, yes_from=yes_from,
    )  # fmt: skip


def save(forest: Forest, name: str, folder: Path = DATA) -> None:
    """Writes `<name>.npz`: the same forest gives the same bytes but for the archive's dates."""
    arrays: Mapping[str, Array] = {
        "feature": forest.feature.astype(np.int16), "threshold": forest.threshold,
        "children": forest.children.astype(np.int32), "value": forest.value.astype(np.float16),
        "roots": forest.roots.astype(np.int32), "slopes": forest.slopes.astype(np.float32),
        "about": np.frombuffer(
            json.dumps([forest.names, forest.depth, forest.yes_from, forest.offset]).encode(), dtype=np.uint8
        ),
    }  # fmt: skip
    np.savez_compressed(folder / f"{name}.npz", **arrays)  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def load(name: str, expected: tuple[str, ...], folder: Path = DATA) -> Forest:
    """The forest `<name>.npz`. Raises DataError where there is none, or it was trained on other features than `expected`."""
    path = folder / f"{name}.npz"
    if not path.is_file():
        raise DataError(f"assistant/data/{path.name}: no weights there; run `python -m evals train`")
    with np.load(path) as arrays:
        names, depth, yes_from, *rest = json.loads(bytes(arrays["about"]))
        if tuple(names) != expected or "slopes" not in arrays:
            raise DataError(f"assistant/data/{path.name}: trained on other features; run `python -m evals train`")
        held = {key: arrays[key].astype(np.intp) for key in ("feature", "children", "roots")}
        value = arrays["value"].astype(np.float32)
        return Forest(
            names=expected, depth=depth, yes_from=yes_from, threshold=arrays["threshold"], value=value,
            slopes=arrays["slopes"], offset=rest[0], **held,
        )  # fmt: skip
