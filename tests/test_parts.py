"""The figures of parts of the cases."""

from runs import run

from evals.parts import FIELDS, by_field, by_turn


def test_every_run_stands_under_its_label_of_each_field_the_largest_part_first() -> None:
    runs = [run(role="cook", id="1"), run(role="guest", id="2"), run(role="guest", id="3", trait="hostile")]
    found = by_field(runs)
    assert set(found) == set(FIELDS)
    assert [(name, count) for name, (count, _) in found["role"].items()] == [("guest", 2), ("cook", 1)]
    assert [(name, count) for name, (count, _) in found["trait"].items()] == [("none", 2), ("hostile", 1)]


def test_the_figures_of_a_part_are_those_of_its_runs_alone() -> None:
    found = by_field([run((("a",),), ("a",), role="cook"), run((("a",),), ("x",), role="guest")])["role"]
    means = {name: next(f.mean for f in rows if f.name == "first citation is gold") for name, (_, rows) in found.items()}
    assert means == {"cook": 1.0, "guest": 0.0}


def test_what_needs_nothing_has_no_tier() -> None:
    found = by_field([run((("a",),), ("a",)), run(expected="not_found")])["tier"]
    assert {name: count for name, (count, _) in found.items()} == {"rule": 1, "none needed": 1}


def test_turns_are_told_apart_up_to_the_third() -> None:
    found = by_turn([run(turn=turn, id=str(turn)) for turn in (4, 1, 2, 3)])
    assert {name: [one.case.turn for one in some] for name, some in found.items()} == {
        "first turns": [1],
        "second turns": [2],
        "later turns": [3, 4],
    }
