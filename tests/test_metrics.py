"""The figures, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from runs import run

from assistant.records import AnswerStatus
from evals import metrics as M


@pytest.mark.parametrize(
    ("gold", "cited", "groups", "first", "precision"),
    [
        ((("a", "b"), ("c",)), ("b", "x"), 1 / 2, 1.0, 1 / 2),
        ((("a",), ("c",)), ("x", "c", "a"), 2 / 2, 0.0, 2 / 3),
        ((("a",),), (), 0.0, 0.0, None),
        ((), ("a",), None, None, None),
    ],
)
def test_gold_is_cited_group_by_group(
    gold: tuple[tuple[str, ...], ...],
    cited: tuple[str, ...],
    groups: float | None,
    first: float | None,
    precision: float | None,
) -> None:
    one = run(gold, cited)
    assert (M.groups_cited(one), M.first_gold(one), M.precision(one)) == (groups, first, precision)


def test_facts_and_forbidden_claims_are_looked_for_whatever_the_case_and_marks() -> None:
    one = run(facts=("within 1 day", "weekly"), forbidden=("never",), text="Write it\nwithin [1] 1 DAY. [2]")
    assert M.facts_stated(one) == 1 / 2 and M.forbidden_claimed(one) == 0.0
    assert M.facts_stated(run()) is None and M.forbidden_claimed(run()) is None


@pytest.mark.parametrize(
    ("expected", "got", "unanswerable", "answerable", "deferred"),
    [
        ("not_found", "not_found", 1.0, None, None),
        ("not_found", "answered", 0.0, None, None),
        ("answered", "not_found", None, 1.0, None),
        ("partial", "partial", None, 0.0, 1.0),
        ("partial", "answered", None, 0.0, 0.0),
    ],
)
def test_refusals_count_on_the_side_they_belong_to(
    expected: AnswerStatus, got: AnswerStatus, unanswerable: float | None, answerable: float | None, deferred: float | None
) -> None:
    one = run(expected=expected, got=got)
    assert (M.refused_unanswerable(one), M.refused_answerable(one), M.deferred(one)) == (unanswerable, answerable, deferred)


def test_a_quote_that_is_not_its_span_counts() -> None:
    assert (M.exact(run()), M.exact(run(broken=1))) == (1.0, 0.0)


def test_a_figure_is_a_mean_with_the_same_interval_every_time() -> None:
    values = [1.0] * 3 + [0.0]
    one, other = M.figure("x", values), M.figure("x", values)
    assert one == other and one.mean == 3 / 4 and one.n == 4 and 0 <= one.low <= one.mean <= one.high <= 1
    assert (M.figure("x", [1.0] * 9).low, M.figure("x", [1.0] * 9).high) == (1.0, 1.0)


def test_a_figure_of_nothing_has_no_number() -> None:
    assert math.isnan(M.figure("x", []).mean) and M.figure("x", []).n == 0


def test_figures_leave_out_the_cases_they_do_not_apply_to() -> None:
    found = {f.name: f for f in M.figures([run((("a",),), ("a",)), run(expected="not_found", got="not_found")])}
    assert (found["gold provisions cited"].n, found["unanswerable refused"].n, found["facts stated"].n) == (1, 1, 0)


def test_separation_is_the_share_of_pairs_in_order() -> None:
    yes = np.array([True, True, False, False])
    assert M.separation(np.array([0.9, 0.4, 0.4, 0.1]), yes) == (3 + 0.5) / 4
    assert math.isnan(M.separation(np.array([0.5]), np.array([True])))
