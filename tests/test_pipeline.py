"""The pipeline over the shipped documents and over others: what holds of every answer, whatever is asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler

from assistant.chain import ProvisionRetriever
from assistant.errors import DataError
from assistant.held import Held
from assistant.pipeline import Assistant
from assistant.records import Answer, Question
from assistant.rendering import as_json
from assistant.retrieval import retrieve
from evals.cases import DATA, load

QUESTIONS = tuple(case.question for case in load(DATA / "tuning.jsonl")[::12])
ODD = (
    "?",
    "the of and",
    "a " * 4000,
    "\x00\ud7ff \u202e<script>alert(1)</script> ${x} {y} %s",
    "(((((",
    'text:"dog" AND NOT heading:*',
    "¿Quién paga?",
    "日本語の質問",
    "§",
)


@pytest.fixture(scope="module")
def held(assistant: Assistant) -> Iterator[Held]:
    with assistant.held() as held:
        yield held


def sound(answer: Answer, held: Held) -> None:
    """What holds of every answer."""
    store, numbers = held.index.store, [cited.number for cited in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for cited in (*answer.citations, *answer.closest):
        assert store.text(cited.document, cited.version)[cited.start : cited.end] == cited.quote
        provision = store.provision(cited.provision)
        assert provision is not None and provision.start <= cited.start < cited.end <= provision.end
        assert provision.label == cited.label
    assert (answer.status == "not_found") == (not answer.citations)
    assert not answer.closest or answer.status == "not_found"
    used = [number for statement in answer.statements for number in statement.citations]
    assert list(dict.fromkeys(used)) == numbers
    assert {number for notice in answer.notices for number in notice.citations} <= set(numbers)
    for number in numbers:
        assert f"[{number}]" in answer.text
    assert answer.engine == "extractive" and answer.index == held.index.id and json.loads(as_json(answer))


@pytest.mark.parametrize("question", [*QUESTIONS, *ODD])
def test_every_answer_is_sound_and_cites_only_the_closed_set(question: str, assistant: Assistant, held: Held) -> None:
    answer = assistant.answer(Question(text=question))
    sound(answer, held)
    closed = retrieve(Question(text=" ".join(question.split())), held, date.today()).closed
    assert {cited.provision for cited in answer.citations} <= closed


def test_every_example_and_every_follow_up_of_one_is_answered(assistant: Assistant) -> None:
    examples = assistant.examples()
    assert len(examples) >= 3
    answers = [assistant.answer(Question(text=question)) for question in examples]
    further = dict.fromkeys(question for answer in answers for question in answer.follow_ups)
    answers += [assistant.answer(Question(text=question)) for question in further]
    assert [answer.question for answer in answers if answer.status == "not_found"] == []


def test_the_chain_is_a_runnable_that_gives_the_same_by_every_way(assistant: Assistant) -> None:
    one, other = (Question(text=question) for question in QUESTIONS[:2])
    bare = [replace(assistant.answer(question), seconds=0) for question in (one, other)]
    assert [replace(found, seconds=0) for found in assistant.chain.batch([one, other])] == bare
    assert [replace(found, seconds=0) for found in assistant.chain.stream(one)] == bare[:1]
    assert replace(assistant.chain.invoke(one.text), seconds=0) == bare[0]


def test_the_chain_goes_through_the_retriever_and_tells_callbacks_so(assistant: Assistant) -> None:
    class Told(BaseCallbackHandler):
        def __init__(self) -> None:
            self.asked: list[str] = []
            self.found: list[str] = []

        def on_retriever_start(self, serialized: Any, query: str, **_: Any) -> None:
            self.asked.append(query)

        def on_retriever_end(self, documents: Any, **_: Any) -> None:
            self.found.extend(one.metadata["provision"] for one in documents)

    told = Told()
    answer = assistant.chain.invoke(Question(text=QUESTIONS[0]), {"callbacks": [told]})
    assert told.asked == [QUESTIONS[0]]
    assert answer.citations and answer.citations[0].provision in told.found


@pytest.mark.parametrize("day", [None, date(2024, 7, 1)])
def test_the_chain_holds_to_a_day_and_to_documents(day: date | None, assistant: Assistant, held: Held) -> None:
    asked = [Question(text=q, as_of=day, documents=(held.provisions[0].document,)) for q in QUESTIONS[:3]]
    bare = [replace(assistant.answer(question), seconds=0) for question in asked]
    assert [replace(found, seconds=0) for found in assistant.chain.batch(asked)] == bare
    assert [replace(found, seconds=0) for found in asyncio.run(assistant.chain.abatch(asked))] == bare


def test_threads_get_their_own_answers(assistant: Assistant) -> None:
    alone = {question: assistant.answer(Question(text=question)).text for question in QUESTIONS[:8]}
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: assistant.answer(Question(text=question)), [*alone] * 3))
    assert all(answer.text == alone[answer.question] for answer in together)


def test_the_retriever_is_one_of_langchains(held: Held) -> None:
    found = ProvisionRetriever(held=held).invoke(QUESTIONS[0])
    assert found and all(held.index.store.provision(one.metadata["provision"]) for one in found)
    scores = [one.metadata["score"] for one in found]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)


def test_an_unknown_document_is_an_error_that_lists_the_known_ones(small: Assistant) -> None:
    with pytest.raises(DataError, match="document 'nope': not in this corpus; there are kiln-rules, studio-notice"):
        small.answer(Question(text="Who?", documents=("kiln-rules", "nope")))


def test_a_limit_to_documents_holds(assistant: Assistant, held: Held) -> None:
    document = held.provisions[0].document
    for question in QUESTIONS[:6]:
        answer = assistant.answer(Question(text=question, documents=(document,)))
        assert {cited.document for cited in (*answer.citations, *answer.closest)} <= {document}


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Who may light the kiln?", "Kiln Rules, Firing ¶1"),
        ("What does a locker cost?", "Studio Notice, Lockers 1"),
        ("what dos a loker cost", "Studio Notice, Lockers 1"),
        ("How often are the shelves swept?", "Kiln Rules, Cleaning ¶1"),
    ],
)
def test_a_corpus_of_two_text_files_and_a_dozen_lines_is_answered_from(question: str, label: str, small: Assistant) -> None:
    with small.held() as held:
        answer = small.answer(Question(text=question))
        sound(answer, held)
    assert answer.status == "answered" and answer.citations[0].label == label


def test_a_list_is_given_whole_and_in_order_with_its_lead_in(small: Assistant) -> None:
    answer = small.answer(Question(text="What must a keyholder do?"))
    cited = [one for one in answer.citations if one.label.startswith("Kiln Rules, Firing (")]
    assert [one.label[-3:] for one in cited] == ["(a)", "(b)", "(c)"]
    assert all(one.lead_in.endswith("A keyholder must:") for one in cited)


def test_what_is_asked_elsewhere_is_refused_with_the_closest_provisions(small: Assistant) -> None:
    answer = small.answer(Question(text="How do I renew my passport in Norway?"))
    assert answer.status == "not_found" and answer.closest and not answer.statements
