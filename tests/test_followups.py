"""What is offered to be asked, as an example or as the next question, is answered."""

from __future__ import annotations

from assistant.pipeline import Assistant
from assistant.records import Question
from evals.cases import DATA, load

ASKED = 12


def refused(assistant: Assistant, questions: tuple[str, ...]) -> list[str]:
    return [q for q in dict.fromkeys(questions) if assistant.answer(Question(text=q)).status == "not_found"]


def offered(assistant: Assistant, questions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(next_ for q in questions for next_ in assistant.answer(Question(text=q)).follow_ups)


def test_every_example_is_answered(assistant: Assistant) -> None:
    examples = assistant.examples()
    assert len(examples) >= 3
    assert refused(assistant, examples) == []


def test_what_to_ask_next_is_answered_after_answers_and_refusals_alike(assistant: Assistant) -> None:
    cases = load(DATA / "tuning.jsonl")
    spread = cases[:: max(1, len(cases) // ASKED)][:ASKED]
    questions = (*assistant.examples(), *(case.question for case in spread))
    following = offered(assistant, questions)
    assert following
    assert refused(assistant, following) == []


def test_the_same_holds_of_another_corpus(small: Assistant) -> None:
    examples = small.examples()
    assert refused(small, (*examples, *offered(small, examples))) == []
