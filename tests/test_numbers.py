"""Numbers in digits and in words."""

from __future__ import annotations

import pytest

from assistant.numbers import like, spellings, value


@pytest.mark.parametrize(
    ("number", "worth"),
    [("four", 4.0), ("4", 4.0), ("1,000", 1000.0), ("Forty", 40.0), ("2.5", 2.5), ("many", None), ("", None)],
)
def test_a_number_is_worth_the_same_however_it_is_written(number: str, worth: float | None) -> None:
    assert value(number) == worth


@pytest.mark.parametrize(
    ("number", "other", "written"),
    [
        ("4", "six", "four"),
        ("Four", "6", "4"),
        ("23", "six", ""),
        ("1000", "2,000", "1,000"),
        ("2.5", "3", "2.5"),
        ("2.5", "three", ""),
    ],
)
def test_a_number_is_written_in_the_manner_of_another(number: str, other: str, written: str) -> None:
    assert like(number, other) == written


def test_a_number_is_right_in_every_spelling() -> None:
    assert spellings("six") == ("six", "6") and spellings("1,000") == ("1,000", "1000")
