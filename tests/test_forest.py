"""The forest: what numpy walks is what scikit-learn learned, also after it was kept as data."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import forest
from assistant.errors import DataError

NAMES = ("length", "cosine", "depth")


def learned() -> tuple[forest.Forest, np.ndarray, np.ndarray]:
    """A forest, rows it has not seen, and what scikit-learn says of them."""
    from sklearn.ensemble import ExtraTreesClassifier

    rng = np.random.default_rng(4)
    x = rng.normal(size=(400, 3)).astype(np.float32)
    trees = ExtraTreesClassifier(20, max_depth=6, random_state=0).fit(x, x[:, 0] * x[:, 1] > 0.2)
    rows = rng.normal(size=(50, 3)).astype(np.float32)
    return forest.from_trees(NAMES, trees.estimators_, yes_from=0.4), rows, trees.predict_proba(rows)[:, 1]


def test_the_walk_gives_what_the_trees_give() -> None:
    one, rows, wanted = learned()
    assert np.ptp(wanted) > 0.4
    assert np.allclose(one.scores(rows), wanted, atol=1e-6)
    assert np.allclose(one.scores(rows[:1]), wanted[:1], atol=1e-6)
    assert one.scores(rows[:0]).shape == (0,)
    with pytest.raises(ValueError, match="reshape"):
        one.scores(rows[:, :2])


def test_a_logistic_regression_beside_it_has_half_a_say(tmp_path: Path) -> None:
    one, rows, wanted = learned()
    both = replace(one, slopes=np.array([2.0, -1.0, 0.0], dtype=np.float32), offset=0.5)
    line = 1 / (1 + np.exp(-(2 * rows[:, 0] - rows[:, 1] + 0.5)))
    assert np.allclose(both.scores(rows), (wanted + line) / 2, atol=1e-6)
    forest.save(both, "both", tmp_path)
    assert np.allclose(forest.load("both", NAMES, tmp_path).scores(rows), (wanted + line) / 2, atol=2e-3)


def test_a_value_at_the_threshold_goes_with_those_below() -> None:
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=1).fit(np.array([[0.0], [1.0]], dtype=np.float32), [False, True])
    one = forest.from_trees(("length",), [tree])
    assert one.scores(np.array([[0.5], [0.51]], dtype=np.float32)).tolist() == [0.0, 1.0]


def test_a_forest_kept_scores_as_before_and_only_for_its_features(tmp_path: Path) -> None:
    one, rows, wanted = learned()
    forest.save(one, "small", tmp_path)
    again = forest.load("small", NAMES, tmp_path)
    assert np.allclose(again.scores(rows), wanted, atol=2e-3) and again.yes_from == 0.4
    with pytest.raises(DataError, match="other features; run `python -m evals train`"):
        forest.load("small", NAMES[:2], tmp_path)
    np.savez(tmp_path / "old.npz", **{k: v for k, v in np.load(tmp_path / "small.npz").items() if k != "slopes"})
    with pytest.raises(DataError, match="run `python -m evals train`"):
        forest.load("old", NAMES, tmp_path)
    with pytest.raises(DataError, match="no weights there"):
        forest.load("none", NAMES, tmp_path)
