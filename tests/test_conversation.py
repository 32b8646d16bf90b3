"""Follow-up questions made to stand alone."""

from __future__ import annotations

import pytest

from assistant.conversation import depends, standalone
from assistant.pipeline import Assistant
from assistant.records import Question
from assistant.settings import Settings
from assistant.words import content

KNOWN = set(content("keeper lamp clean boat weekly tower licence"))


def known(stem: str) -> bool:
    return stem in KNOWN


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("And how often?", True),
        ("what about the boat", True),
        ("Who pays for it?", True),
        ("why not?", True),
        ("Which licence does a keeper of the tower lamp need?", False),
        ("New subject: who cleans the boat?", False),
        ("Back to the lamp: how often is it cleaned?", False),
    ],
)
def test_a_question_leans_on_the_one_before_or_does_not(question: str, leans: bool) -> None:
    assert depends(question) == leans


@pytest.mark.parametrize(
    ("question", "earlier", "asked"),
    [
        ("How often?", ["Must the keeper clean the lamp?"], "How often? (keeper clean lamp)"),
        ("and the boat?", ["Must the keeper clean the lamp?"], "and the boat? (keeper clean lamp)"),
        ("How often?", [], "How often?"),
        ("How often?", ["Is pizza served?"], "How often?"),  # nothing of it is in the documents
        ("does he clean it weekly", ["Must the keeper clean the lamp?"], "does he clean it weekly (keeper lamp)"),
        ("How often?", ["Who sails?", "Must the keeper clean the lamp? (boat)"], "How often? (keeper clean lamp boat)"),
    ],
)
def test_what_it_leans_on_is_carried_over(question: str, earlier: list[str], asked: str) -> None:
    assert standalone(question, earlier, known) == asked


def test_an_answer_says_what_a_follow_up_was_searched_for(shipped: Settings) -> None:
    engine = Assistant.open(shipped)
    before = engine.answer(Question(text="Must the SRO train together with the principal?"))
    after = engine.answer(Question(text="And how often?", earlier=(before.asked_as,)))
    assert after.question == "And how often?" and "principal" in after.asked_as
    assert after.status == "answered" and "annual" in after.text
    assert engine.answer(Question(text="And how often?")).asked_as == "And how often?"
