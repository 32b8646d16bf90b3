"""A quiz changed by hand: each change is a new quiz, and none leaves an item that can't be answered."""

from __future__ import annotations

from typing import Any

import pytest
from quizzes import item, quiz

from assistant.errors import DataError
from assistant.items import Option, Pair
from assistant.quiz_editing import dropped, moved, reworded

THREE = quiz(*(item(id=name, stem=f"Who {name}?") for name in "abc"))


def order(made: Any) -> str:
    return "".join(one.id for one in made.items)


@pytest.mark.parametrize(
    ("id", "by", "expected"), [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 9, "abc"), ("x", 1, "abc")]
)
def test_an_item_moves_as_far_as_there_are_places(id: str, by: int, expected: str) -> None:
    assert order(moved(THREE, id, by)) == expected


def test_an_item_is_dropped() -> None:
    assert order(dropped(THREE, "b")) == "ac"


def test_a_reworded_item_says_so_and_keeps_where_its_choices_come_from() -> None:
    choices = (Option(text="the keeper", right=True, provision="rules@1/a"), Option(text="the cook", provision="rules@1/b"))
    before = quiz(item(options=choices))
    new = (Option(text=" the keeper ", right=True), Option(text="the mate"), Option(text=""))
    after = reworded(before, before.items[0].id, stem="Who winds it?\u202e", options=new).items[0]
    assert after.stem == "Who winds it?" and after.edited
    assert after.options == (choices[0], Option(text="the mate"))


def test_an_item_saved_as_it_was_is_not_edited() -> None:
    same = reworded(THREE, "a", stem="Who a?", options=THREE.items[0].options)
    assert same == THREE


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        ("multiple choice", {"stem": " "}, "the question is empty"),
        ("multiple choice", {"options": [Option(text="a"), Option(text="b")]}, "0 of 2 choices are right"),
        ("multiple choice", {"options": [Option(text="a", right=True)]}, "1 of 1 choices are right"),
        ("multiple answer", {"options": [Option(text="a"), Option(text="b")]}, "0 of 2 choices are right"),
        ("multiple choice", {"options": [Option(text="a", right=True), Option(text="A")]}, "a choice stands there twice"),
        ("fill in", {"answers": [" "]}, "there is no answer"),
        ("matching", {"pairs": [Pair(left="a", right="")]}, "fewer than two pairs"),
    ],
)
def test_an_item_that_could_not_be_answered_is_an_error(kind: str, changes: dict[str, Any], told: str) -> None:
    made = quiz(item(kind))
    with pytest.raises(DataError, match=told):
        reworded(made, made.items[0].id, **{"stem": "Who?", **changes})
