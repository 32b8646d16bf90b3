"""What a clause says in law."""

import pytest

from assistant.clauses import DEADLINE, INTERVAL, clauses, modality


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A keyholder must check the vent.", "must"),
        ("Members shall not scrape the shelf.", "must not"),
        ("No dog may enter; dogs cannot stay.", "must not"),
        ("Smoking is prohibited here.", "must not"),
        ("The log is to be kept.", "must"),
        ("The board is required to meet.", "must"),
        ("Members should sweep.", "should"),
        ("A member may bring a guest.", "may"),
        ("The board is authorized to lease it.", "may"),
        ("The studio is open from noon.", ""),
    ],
)
def test_the_force_of_a_sentence_is_its_strongest_norm_word(text: str, said: str) -> None:
    assert modality(text) == said


@pytest.mark.parametrize(
    ("text", "bearer", "action"),
    [
        ("A keyholder must check the vent.", "A keyholder", "check the vent"),
        ("Before each firing, the keyholder shall open the damper.", "the keyholder", "open the damper"),
        ("The owner, who pays the fee, may appeal; and", "The owner", "appeal"),
        ("The studio is open.", "", "The studio is open"),
    ],
)
def test_bearer_and_action_stand_on_either_side_of_the_norm_word(text: str, bearer: str, action: str) -> None:
    (clause,) = clauses(text)
    assert (clause.bearer, clause.action) == (bearer, action)


def test_an_item_takes_bearer_and_force_from_its_lead_in() -> None:
    (clause,) = clauses("write the firing in the log within 1 day.", "A keyholder must:")
    assert (clause.bearer, clause.modality, clause.action) == (
        "A keyholder", "must", "write the firing in the log within 1 day",
    )  # fmt: skip
    assert clause.deadline == "within 1 day" and clause.interval == ""
    assert clause.text == "A keyholder must: write the firing in the log within 1 day."


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("swept weekly", "weekly"),
        ("at least once a year", "once a year"),
        ("every two (2) years", "every two (2) years"),
        ("each fiscal year", "each fiscal year"),
        ("twice per calendar month", "twice per calendar month"),
        ("within a week", ""),
    ],
)
def test_intervals_are_recognised(text: str, interval: str) -> None:
    found = INTERVAL.search(text)
    assert (found.group() if found else "") == interval


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("no later than 30 days after", "no later than 30 days"),
        ("within five business days", "within five business days"),
        ("by March 1, 2024", "by March 1, 2024"),
        ("as soon as it is known", "as soon as"),
        ("in the park", ""),
    ],
)
def test_deadlines_are_recognised(text: str, deadline: str) -> None:
    found = DEADLINE.search(text)
    assert (found.group() if found else "") == deadline
