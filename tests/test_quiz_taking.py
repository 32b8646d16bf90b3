"""A quiz taken: what is right, the score, the sheet."""

from __future__ import annotations

import pytest
from quizzes import item, quiz

from assistant.items import Option, Pair
from assistant.quiz_taking import graded, score, sheet, taken

SEVERAL = (Option(text="a", right=True), Option(text="b", right=True), Option(text="c"))
PAIRS = (Pair(left="x", right="one"), Pair(left="y", right="two"))
WORDS = {
    "score": "Score",
    "right": "right",
    "wrong": "wrong",
    "unjudged": "to be judged",
    "given": "given",
    "answer": "answer",
}


@pytest.mark.parametrize(
    ("kind", "changes", "given", "right"),
    [
        ("multiple choice", {}, ["the keeper"], True),
        ("multiple choice", {}, ["the cook"], False),
        ("multiple choice", {}, [], False),
        ("multiple answer", {"options": SEVERAL}, ["b", "a"], True),
        ("multiple answer", {"options": SEVERAL}, ["a"], False),
        ("multiple answer", {"options": SEVERAL}, ["a", "b", "c"], False),
        ("fill in", {"answers": ("once a year", "annually")}, [" Annually. "], True),
        ("fill in", {"answers": ("once a year",)}, ["twice a year"], False),
        ("fill in", {}, [], False),
        ("matching", {"pairs": PAIRS}, ["one", "two"], True),
        ("matching", {"pairs": PAIRS}, ["two", "one"], False),
        ("short answer", {}, ["the keeper"], None),
    ],
)
def test_what_was_given_is_right_or_wrong_or_for_a_person_to_judge(
    kind: str, changes: dict[str, object], given: list[str], right: bool | None
) -> None:
    assert graded(item(kind, **changes), given).right == right


def test_the_score_counts_what_can_be_told() -> None:
    made = quiz(item(id="a"), item(id="b"), item("short answer", id="c"))
    done = taken(made, {"a": ["the keeper"], "c": ["somebody"]})
    assert score(done) == (1, 2)


def test_the_sheet_tells_who_when_and_where_each_answer_stands() -> None:
    made = quiz(item(id="a"), item("short answer", id="c", stem="Why *so*?"))
    text = sheet(made, taken(made, {"a": ["the cook"]}), who="A. Reader", day="2026-05-01", words=WORDS)
    assert "A. Reader 2026-05-01" in text and "Score: 0 / 1" in text
    assert "given: the cook: wrong" in text and "answer: the keeper" in text
    assert "given: –: to be judged" in text and r"Why \*so\*?" in text
    assert "> Harbour Rules (a): The keeper must: wind the clock {daily}; & oil it." in text
