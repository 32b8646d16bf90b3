"""The scorecard as text, floors, gains and losses."""

import re

import pytest
from runs import run

from assistant.errors import DataError
from evals import report
from evals.metrics import figure, figures


def test_a_table_gives_mean_interval_and_n_and_nothing_where_nothing_applies() -> None:
    lines = report.table("checking", [figure("facts stated", [1.0, 1.0]), figure("forbidden claims", [])]).splitlines()
    assert re.fullmatch(r"checking +mean +95 % interval +n", lines[0])
    assert re.fullmatch(r"  facts stated +1\.000 +\[1\.000, 1\.000\] +2", lines[1])
    assert re.fullmatch(r"  forbidden claims +- +0", lines[2])


def test_the_confusion_counts_every_case_once() -> None:
    runs = [run(), run(expected="partial", got="not_found"), run(expected="not_found", got="not_found")]
    rows = [line.split() for line in report.confusion(runs).splitlines()]
    assert rows == [
        ["expected,", "got", "answered", "partial", "not_found"],
        ["answered", "1", "0", "0"],
        ["partial", "0", "0", "1"],
        ["not_found", "0", "0", "1"],
    ]


def test_gains_and_losses_are_counted_by_figure_and_less_may_be_better() -> None:
    before = {"a": {"answerable refused": 1.0}, "b": {"facts stated": 1.0}, "gone": {"facts stated": 1.0}}
    now = {"a": {"answerable refused": 0.0}, "b": {"facts stated": 0.5}, "new": {"facts stated": 1.0}}
    assert report.changes("answerable refused", before, now) == (("a",), ())
    assert report.changes("facts stated", before, now) == ((), ("b",))
    told = report.compared(before, now)
    assert "2 cases in both, 1 new" in told and "gains 0; losses 1 (b)" in told


def test_the_same_run_has_changed_nothing() -> None:
    verdicts = report.verdicts([run((("a",),), ("a",), id="one")])
    assert verdicts["one"]["gold provisions cited"] == 1.0 and "facts stated" not in verdicts["one"]
    assert report.compared(verdicts, verdicts).endswith("no case has changed")


def test_a_figure_beyond_its_limit_is_told() -> None:
    found = figures([run((("a",), ("b",)), ("a",)), run(got="not_found")])
    limits = report.floors({"least": {"gold provisions cited": 0.6}, "most": {"answerable refused": 0.08}}, "floors.json")
    assert list(report.below(found, limits)) == [
        "gold provisions cited is 0.500, its floor is 0.6",
        "answerable refused is 0.500, its limit is 0.08",
    ]
    assert list(report.below(found, report.floors({"least": {"gold provisions cited": 0.5}}, ""))) == []


def test_a_figure_that_nothing_measured_misses_its_floor() -> None:
    assert list(report.below(figures([]), {"least": {"facts stated": 0.1}})) == ["facts stated is -, its floor is 0.1"]


@pytest.mark.parametrize("data", [[], {"lest": {}}, {"least": {"beauty": 1}}, {"most": {"facts stated": "1"}}, {"least": 3}])
def test_floors_that_are_none_are_an_error(data: object) -> None:
    with pytest.raises(DataError, match="floors.json"):
        report.floors(data, "floors.json")
