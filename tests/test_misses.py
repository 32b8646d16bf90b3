"""What went wrong in a run: each kind from the smallest run that has it."""

import pytest
from runs import run

from evals.metrics import Run
from evals.misses import KINDS, counted, misses


@pytest.mark.parametrize(
    ("one", "kinds"),
    [
        (run(expected="not_found", got="answered"), (KINDS[0],)),
        (run(expected="not_found", got="not_found"), ()),
        (run((("a",),), (), got="not_found", facts=("x",)), (KINDS[1],)),
        (run((("a",), ("b",)), ("a",)), (KINDS[2],)),
        (run((("a",),), ("x", "a")), (KINDS[3],)),
        (run((("a",),), ("a",), facts=("weekly",), text="Sweep."), (KINDS[4],)),
        (run(forbidden=("never",), text="Never."), (KINDS[5],)),
        (run((("a",),), ("a",), expected="partial"), (KINDS[6],)),
        (run((("a",),), ("a",), got="partial"), (KINDS[7],)),
        (run(broken=1), (KINDS[8],)),
        (run((("a", "b"),), ("b",), facts=("weekly",), text="Sweep [1] WEEKLY."), ()),
    ],
)
def test_a_run_has_the_kinds_of_miss_that_it_has(one: Run, kinds: tuple[str, ...]) -> None:
    assert misses(one) == kinds


def test_kinds_are_counted_the_most_frequent_first_and_absent_ones_left_out() -> None:
    runs = [run(broken=1), run((("a",),), ("x",)), run((("a",),), ("x",))]
    assert counted(runs) == ((KINDS[2], 2), (KINDS[3], 2), (KINDS[8], 1))
