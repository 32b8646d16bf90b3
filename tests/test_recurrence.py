"""How often a duty comes round."""

import pytest

from assistant.recurrence import Recurrence, recurrence


@pytest.mark.parametrize(
    ("words", "frequency", "every"),
    [
        ("annual", "YEARLY", 1),
        ("on an annual basis", "YEARLY", 1),
        ("at least once a year", "YEARLY", 1),
        ("each school year", "YEARLY", 1),
        ("twice a year", "MONTHLY", 6),
        ("biannual", "MONTHLY", 6),
        ("quarterly", "MONTHLY", 3),
        ("every three months", "MONTHLY", 3),
        ("every other week", "WEEKLY", 2),
        ("every 10 days", "DAILY", 10),
        ("weekly", "WEEKLY", 1),
        ("per quarter", "MONTHLY", 3),
        ("four times a year", "MONTHLY", 3),
        ("every two (2) years", "YEARLY", 2),
        ("bi-annually", "MONTHLY", 6),
    ],
)
def test_words_name_a_period(words: str, frequency: str, every: int) -> None:
    assert recurrence(words) == Recurrence(frequency=frequency, every=every)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words", ["", "regularly", "before each watch", "periodically", "twice a month", "semi-monthly", "every 0 days"]
)
def test_other_words_name_none(words: str) -> None:
    assert recurrence(words) is None
