"""Boosted trees as flat arrays: taken from scikit-learn once, after training, and evaluated in numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """All nodes of all trees, one after another: `feature` is -1 at a leaf, a row goes left where its value is at most
    `threshold`, `left` and `right` are places of nodes (a leaf's own), `value` is 0 but at leaves. `roots` has one place a
    tree, `base` is added to every score, `depth` steps reach every leaf."""

    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    roots: Ints
    base: float
    depth: int

    def scores(self, x: npt.NDArray[np.floating[Any]]) -> Floats:
        """Log-odds, shape (n,), of rows of shape (n, features)."""
        # every comparison of every row at once, then a walk that only looks the answers up
        left = (np.asarray(x, dtype=np.float64)[:, np.maximum(self.feature, 0)] <= self.threshold).ravel()
        child = np.stack([self.right, self.left], axis=1).ravel()  # child[2 * node + goes_left]
        start = (np.arange(len(x)) * len(self.feature))[:, None]
        node = np.broadcast_to(self.roots, (len(x), len(self.roots)))
        for _ in range(self.depth):
            node = child[2 * node + left[start + node]]
        return np.asarray(self.value[node].sum(axis=1) + self.base)

    def pack(self) -> dict[str, Any]:
        """The forest as values for JSON; thresholds keep as many digits as single precision tells apart, values 6."""
        digits = {"threshold": 9, "value": 6}
        rounded = {name: [float(f"{one:.{d}g}") for one in getattr(self, name)] for name, d in digits.items()}
        places = {name: getattr(self, name).tolist() for name in ("feature", "left", "right", "roots")}
        return {**places, **rounded, "base": self.base, "depth": self.depth}


def unpack(values: Mapping[str, Any]) -> Forest:
    """The forest that `Forest.pack` gave."""
    feature, left, right, roots = (np.array(values[name], dtype=np.intp) for name in ("feature", "left", "right", "roots"))
    # a threshold may be the very value of a row, which is single precision: what was printed is brought back to that value
    threshold = np.array(values["threshold"], dtype=np.float32).astype(np.float64)
    value = np.array(values["value"], dtype=np.float64)
    base, depth = float(values["base"]), int(values["depth"])
    return Forest(
        feature=feature, threshold=threshold, left=left, right=right, value=value, roots=roots, base=base, depth=depth
    )


def train(x: npt.NDArray[np.float32], y: npt.NDArray[np.bool_], rising: Sequence[bool], *, few: bool) -> Forest:
    """A forest that tells the rows of `x` where `y` is true; `rising` marks the features of which more can only help.

    `few` takes fewer trees and smaller leaves, for some hundred questions. Deterministic.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=80 if few else 150,
        max_leaf_nodes=15,
        max_depth=5,
        min_samples_leaf=20 if few else 50,
        l2_regularization=1.0,
        max_features=0.3,
        monotonic_cst=[int(one) for one in rising],
        early_stopping=False,
        random_state=0,
    )
    return _taken(model.fit(x, y))


def _taken(model: Any) -> Forest:
    """The trees of a fitted binary HistGradientBoostingClassifier; scikit-learn shows them in private attributes only."""
    parts = [tree.nodes for stage in model._predictors for tree in stage]
    starts = np.cumsum([0, *map(len, parts)])
    nodes = np.concatenate(parts)
    leaf, here = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
    offset = np.repeat(starts[:-1], list(map(len, parts)))
    return Forest(
        feature=np.where(leaf, -1, nodes["feature_idx"].astype(np.intp)),
        threshold=np.where(leaf, 0.0, nodes["num_threshold"]),
        left=np.where(leaf, here, nodes["left"].astype(np.intp) + offset),
        right=np.where(leaf, here, nodes["right"].astype(np.intp) + offset),
        value=np.where(leaf, nodes["value"], 0.0),
        roots=starts[:-1].astype(np.intp),
        base=float(np.ravel(model._baseline_prediction)[0]),
        depth=int(nodes["depth"].max()),
    )
