"""What is offered to be asked, as an example or as the next question, is answered."""

from __future__ import annotations

import pytest

from assistant.pipeline import Assistant
from assistant.records import Question
from assistant.settings import Settings
from evals.cases import DATA, load

ASKED = 12


@pytest.fixture(scope="module")
def shipped_assistant(shipped: Settings) -> Assistant:
    return Assistant.open(shipped)


@pytest.fixture(scope="module")
def tiny_assistant(tiny: Settings) -> Assistant:
    return Assistant.open(tiny)


def refused(assistant: Assistant, questions: tuple[str, ...]) -> list[str]:
    return [q for q in dict.fromkeys(questions) if assistant.answer(Question(text=q)).status == "not_found"]


def offered(assistant: Assistant, questions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(next_ for q in questions for next_ in assistant.answer(Question(text=q)).follow_ups)


def test_every_example_is_answered(shipped_assistant: Assistant) -> None:
    examples = shipped_assistant.examples()
    assert len(examples) >= 3
    assert refused(shipped_assistant, examples) == []


def test_what_to_ask_next_is_answered_after_answers_and_refusals_alike(shipped_assistant: Assistant) -> None:
    cases = load(DATA / "tuning.jsonl")
    spread = cases[:: max(1, len(cases) // ASKED)][:ASKED]
    questions = (*shipped_assistant.examples(), *(case.question for case in spread))
    following = offered(shipped_assistant, questions)
    assert following
    assert refused(shipped_assistant, following) == []


def test_the_same_holds_of_another_corpus(tiny_assistant: Assistant) -> None:
    examples = tiny_assistant.examples()
    assert refused(tiny_assistant, (*examples, *offered(tiny_assistant, examples))) == []
