"""A saved quiz: opened again it is the same; anything else is one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from quizzes import hostile, item, quiz

from assistant.errors import DataError
from assistant.quiz_file import LARGEST, opened, saved


def test_a_saved_quiz_is_opened_as_it_was() -> None:
    assert opened(saved(hostile())) == hostile()


def changed(**changes: Any) -> str:
    data = json.loads(saved(quiz(item())))
    data["items"][0] |= changes
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Expecting value"),
        ("[]", "another kind of file"),
        ('{"kind": "pinpoint checklist"}', "another kind of file"),
        ('{"kind": "pinpoint quiz"}', "title: Field required"),
        (changed(kind="riddle"), "items.0.kind: Input should be"),
        (changed(stem=7), "items.0.stem: Input should be a valid string"),
        (changed(surprise=1), "items.0.surprise: "),
        (changed(sources=[]), "it names no provision"),
        (changed(options=[{"text": "a", "right": True, "provision": ""}] * 2), "2 of 2 choices are right"),
        (changed(kind="fill in", options=[]), "there is no answer"),
        (changed(kind="matching", options=[]), "fewer than two pairs"),
        (changed(kind="true/false"), "the choices are not True and False"),
        (changed(stem=""), "the question is empty"),
        (
            json.dumps({**json.loads(saved(quiz(item()))), "items": json.loads(saved(quiz(item(), item())))["items"]}),
            "one id",
        ),
        ("[" * 100_000, "recursion"),
        ("x" * (LARGEST + 1), f"longer than {LARGEST} characters"),
    ],
)
def test_a_file_that_is_no_saved_quiz_is_one_sentence(text: str, told: str) -> None:
    with pytest.raises(DataError) as error:
        opened(text)
    message = str(error.value)
    assert told in message and "open one that was saved here" in message and len(message.splitlines()) == 1
