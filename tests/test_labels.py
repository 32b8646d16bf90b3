"""What labels can be read as."""

import pytest

from ingest.labels import as_roman, readings, roman


@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("3", {("1", 3)}),
        ("112", {("1", 112)}),
        ("b", {("a", 2)}),
        ("B", {("A", 2)}),
        ("i", {("a", 9), ("i", 1)}),
        ("V", {("A", 22), ("I", 5)}),
        ("ii", {("a", 26 + 9), ("i", 2)}),
        ("iv", {("i", 4)}),
        ("XIV", {("I", 14)}),
        ("aa", {("a", 26 + 1)}),
        ("ZZ", {("A", 26 + 26)}),
    ],
)
def test_a_label_has_every_reading_that_fits(label: str, read: set[tuple[str, int]]) -> None:
    assert set(readings(label)) == read


@pytest.mark.parametrize("label", ["of", "ab", "iiii", "vx", "Iv2", "", "is"])
def test_what_is_no_number_letter_or_numeral_has_no_reading(label: str) -> None:
    assert readings(label) == ()


def test_roman_numerals_are_read_back_as_written() -> None:
    assert [roman(as_roman(n)) for n in range(1, 400)] == list(range(1, 400))
