"""The second look: which are read again, what it says of them, and how it moves the scores."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant import rereading as R
from assistant.features import NAMES

TOLD = {at: float(told) for at, told in enumerate([-3, 2, 0.5, -1, 4, -2, 1, -5, -4, 3, 0, -6])}
SCORES = np.array([0.9, 0.1, 0.8, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.05, 0.0, 0.01], dtype=np.float32)


def look(scores: np.ndarray, model: bool = True) -> R.Reread | None:
    """A second look at candidates 100, 101, ... with features that name their row."""
    n = len(scores)
    held: Any = SimpleNamespace(
        paired=lambda _, at: np.array([TOLD[int(one) - 100] for one in at], np.float32) if model else None
    )
    candidates: Any = SimpleNamespace(at=100 + np.arange(n))
    x = np.repeat(np.arange(n, dtype=np.float32)[:, None], len(NAMES), axis=1)
    return R.reread(None, candidates, x, scores, held)  # type: ignore[arg-type]


def column(found: R.Reread, name: str) -> list[float]:
    return [round(float(value), 4) for value in found.x[:, R.SECOND_NAMES.index(name)]]


def test_the_best_by_the_ranker_are_read_again_in_its_order() -> None:
    found = look(SCORES)
    assert found is not None and found.rows.tolist() == [0, 2, 8, 7, 6]
    assert column(found, "ranked") == [0.9, 0.8, 0.7, 0.6, 0.5]
    assert column(found, "ranked_ahead")[:3] == [0.1, 0.0, -0.1]
    assert column(found, "told") == [-3, 0.5, -4, -5, 1]
    assert column(found, "told_behind") == [-4, -0.5, -5, -6, 0]
    assert column(found, "told_place") == [2, 1, 3, 4, 0]
    assert column(found, "place") == list(range(5))
    assert column(found, NAMES[0]) == column(found, NAMES[-1]) == [0, 2, 8, 7, 6]
    assert found.x.shape == (5, len(R.SECOND_NAMES))


def test_the_shares_of_the_few_and_of_no_answer_make_up_one() -> None:
    found = look(SCORES)
    assert found is not None
    told = np.array(column(found, "told"))
    assert sum(column(found, "told_share")) == pytest.approx(1 - 1 / (1 + np.exp(told).sum()), abs=1e-3)
    assert column(found, "told_odds")[4] == pytest.approx(0.7311, abs=1e-3)


def test_the_evidence_names_the_best_told_and_the_first_ranked() -> None:
    found = look(SCORES)
    assert found is not None and found.evidence.shape == (1, len(R.EVIDENCE))
    best, second, third, any_, first, behind = found.evidence[0].tolist()
    assert (best, second, third, first, behind) == (1, 0.5, -3, -3, -4)
    assert any_ == pytest.approx(np.log(1 + sum(np.exp(column(found, "told")))), abs=1e-3)


def test_one_candidate_is_enough_and_none_is_no_look() -> None:
    one = look(SCORES[:1])
    assert one is not None and one.evidence[0, 1:3].tolist() == [R.NOTHING, R.NOTHING]
    assert column(one, "ranked_ahead") == [0.9]
    assert look(SCORES[:0]) is None
    assert look(SCORES, model=False) is None


def test_the_few_get_half_of_the_second_score_the_others_keep_half_of_theirs() -> None:
    found = look(SCORES)
    assert found is not None
    second = np.linspace(0.8, 0.1, 5, dtype=np.float32)
    merged = found.merged(SCORES, second)
    assert merged[found.rows] == pytest.approx((SCORES[found.rows] + second) / 2)
    others = [1, 3, 4, 5, 9, 10, 11]
    assert merged[others] == pytest.approx(SCORES[others] / 2)
