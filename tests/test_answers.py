"""What holds of every answer on the shipped documents, whatever the question; and the engine's own rules, one by one."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest

from assistant import retrieval
from assistant.asked import asked
from assistant.chain import ProvisionRetriever
from assistant.cited import named
from assistant.drafting import Draft, Piece, draft, whole
from assistant.pipeline import Assistant
from assistant.query import RELATED, analyse
from assistant.records import Answer, Hit, Question
from assistant.retrieval import analysed, retrieve
from assistant.verification import verify
from assistant.words import Lexicon
from evals import cases as C
from evals.metrics import Run
from evals.run import run

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def runs(assistant: Assistant) -> tuple[Run, ...]:
    every_fourth = [*C.load(C.DATA / "tuning.jsonl"), *C.load(C.DATA / "checking.jsonl")][::4]
    with assistant.held() as held:
        return run(every_fourth, held, DAY)


@pytest.fixture(scope="module")
def answers(runs: tuple[Run, ...]) -> list[Answer]:
    return [one.answer for one in runs]


def test_every_quote_is_its_span_and_every_citation_was_found(runs: tuple[Run, ...]) -> None:
    assert [one.case.question for one in runs if one.broken] == []


def test_superseded_text_is_only_ever_part_of_a_partial_answer_and_says_so(answers: list[Answer]) -> None:
    old = [found for found in answers if any(c.in_force == "superseded" for c in found.citations)]
    assert old
    assert [found.question for found in old if found.status != "partial"] == []
    assert [found.question for found in old if not any(n.kind == "superseded" for n in found.notices)] == []


def test_a_summary_is_always_called_one(answers: list[Answer]) -> None:
    summed = [found for found in answers if any(c.text_status == "summary" for c in found.citations)]
    assert summed
    assert [found.question for found in summed if not any(n.kind == "summary" for n in found.notices)] == []


def test_numbers_follow_first_use_and_lead_somewhere(answers: list[Answer]) -> None:
    for found in answers:
        used = [number for statement in found.statements for number in statement.citations]
        assert [c.number for c in found.citations] == list(range(1, len(found.citations) + 1)) == list(dict.fromkeys(used))
        assert all(f"[{number}]" in found.text for number in used)


def test_a_refusal_cites_nothing_and_shows_what_is_close(answers: list[Answer]) -> None:
    refused = [found for found in answers if found.status == "not_found"]
    assert refused
    assert all(not found.citations and not found.statements and found.closest for found in refused)


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    first, second = (assistant.answer(Question(text="Who organises the training?")) for _ in range(2))
    assert {**asdict(first), "seconds": 0} == {**asdict(second), "seconds": 0}


def test_the_chain_is_a_runnable_that_answers_many(assistant: Assistant) -> None:
    found = assistant.chain.batch([Question(text="Who organises the training?"), Question(text="What is on the menu?")])
    assert [one.question for one in found] == ["Who organises the training?", "What is on the menu?"]


def test_the_retriever_is_langchains_and_gives_provisions(assistant: Assistant) -> None:
    with assistant.held() as held:
        found = ProvisionRetriever(held=held).invoke("Who organises the training?")
        assert found[0].metadata["provision"] in held.position
        assert found[0].metadata["score"] >= found[-1].metadata["score"]


def test_an_answer_limited_to_a_document_cites_no_other(assistant: Assistant) -> None:
    with assistant.held() as held:
        id_ = held.index.store.documents()[0].id
    found = assistant.answer(Question(text="What training do officers need every year?", documents=(id_,)))
    assert {c.document for c in (*found.citations, *found.closest)} == {id_}


def test_a_piece_outside_the_closed_set_or_off_its_sentences_is_dropped(assistant: Assistant) -> None:
    with assistant.held() as held:
        found = retrieve(Question(text="Who organises the training?"), held, DAY)
        inside = whole(found.hits[0].provision)
        outside = next(whole(p) for p in held.provisions if p.id not in found.closed)
        off = Piece(provision=inside.provision, start=inside.start + 1, end=inside.end)
        kept = verify(Draft(statements=((inside, outside), (off,)), closest=(outside,)), found.closed, held.index.store.text)
        assert kept == Draft(statements=((inside,),), closest=())


def test_of_a_whole_list_the_items_are_cited_and_not_what_leads_them_in(assistant: Assistant) -> None:
    found = assistant.answer(Question(text="What must the quarterly in-service training include?"))
    leads = {c.lead_in for c in found.citations}
    assert len(found.citations) >= 3 and "" not in leads
    assert not [c.label for c in found.citations if c.quote in leads]


@pytest.mark.parametrize(("picked", "given"), [(1, 1), (2, 2), (3, 6), (6, 6)])
def test_a_list_is_given_whole_where_half_of_it_was_picked(assistant: Assistant, picked: int, given: int) -> None:
    with assistant.held() as held:
        found = retrieve(Question(text="What does it take to be chosen?"), held, DAY)
        listed = next(items for items in held.items.values() if len(items) == 6 and not any(map(held.items.get, items)))
        chosen = [held.provisions[held.position[id_]] for id_ in listed[:picked]]
        sure = replace(found, hits=tuple(Hit(provision=one, score=1.0) for one in chosen), answers=1.0, named=None)
        drafted = draft(replace(sure, query=replace(sure.query, asked=replace(sure.query.asked, whole=False, open=True))))
    assert [piece.provision.id for statement in drafted.statements for piece in statement] == [*listed[:given]]


@pytest.mark.parametrize(("sure", "answers"), [(0.9, 0.9), (0.7, 0.1)])
def test_a_sentence_that_is_surely_answered_stands_for_all_that_was_written(
    sure: float, answers: float, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks, story = "Who organises the training of officers?", "I am new here and the canteen was closed."
    with assistant.held() as held:
        known = {text: retrieve(Question(text=text), held, DAY) for text in (asks, f"{story} {asks}")}
        told = {asks: replace(known[asks], answers=sure), f"{story} {asks}": replace(known[f"{story} {asks}"], answers=0.1)}
        monkeypatch.setattr(retrieval, "_retrieve", lambda question, held, day: told[question.text])
        found = retrieve(Question(text=f"{story} {asks}"), held, DAY)
        assert found.answers == answers
        assert found.question.text == f"{story} {asks}"
        assert found.query.text == (asks if sure == answers else f"{story} {asks}")


def test_a_section_that_does_not_exist_is_refused_with_its_name(assistant: Assistant) -> None:
    found = assistant.answer(Question(text="What does § 99Z-1-234 say?"))
    assert found.status == "not_found"
    assert [n.kind for n in found.notices][:1] == ["not_held"]
    assert "99Z-1-234" in found.notices[0].text


def test_a_section_named_is_answered_from_it_alone(assistant: Assistant) -> None:
    with assistant.held() as held:
        document = next(d for d in held.index.store.documents() if d.cite and any(v.file for v in d.versions))
        place = named(analysed(Question(text=f"What does {document.cite} say?"), held), held)
        assert place is not None
        assert {p.document for p in place.provisions} == {document.id}


@pytest.mark.parametrize(
    ("question", "opinion"),
    [
        ("Do you think officers help?", True),
        ("Should I sue the town?", True),
        ("He is a decent kid. What would you do in my place?", True),
        ("Write me a poem about the pool", True),
        ("What must the contract include?", False),
        ("What would the officer do in a storm?", False),
        ("Should officers attend the course?", False),
        ("Who is right of way officer?", False),
    ],
)
def test_a_view_or_a_piece_of_work_is_not_a_question_for_rules(question: str, opinion: bool) -> None:
    assert asked(question).opinion is opinion


def test_an_abbreviation_asked_is_looked_for_as_what_it_stands_for() -> None:
    lexicon = Lexicon(provisions=10, frequency={"aquat": 2, "facil": 2}, words={"afo": 1, "shut": 1}, synonyms={})
    query = analyse("May the AFO shut it?", lexicon, {"afo": "aquatic facility operator"}, (), frozenset())
    assert query.words == ("aquatic", "facility", "operator", "shut")
    assert query.spelled_out == {"aquat", "facil", "oper"}


def test_stems_that_the_stemmer_left_apart_stand_for_each_other() -> None:
    frequency = {
        "supervisor": 2,
        "advisor": 1,
        "supervis": 3,
        "supervisori": 1,
        "superb": 1,
        "super": 1,
        "support": 1,
        "zoning": 1,
    }
    lexicon = Lexicon(provisions=10, frequency=frequency, words={"supervised": 1, "supervisor": 1, "super": 1}, synonyms={})

    def related(question: str) -> dict[str, tuple[tuple[str, float], ...]]:
        return dict(analyse(question, lexicon, {}, (), frozenset()).expansions)

    assert related("Who is supervised?") == {"supervis": (("supervisor", RELATED), ("supervisori", RELATED))}
    assert related("Who is the supervisor?") == {"supervisor": (("supervis", RELATED), ("supervisori", RELATED))}
    assert related("Who is super?") == {}


def test_a_heading_named_in_full_is_answered_with_what_stands_under_it(assistant: Assistant) -> None:
    with assistant.held() as held:
        provision = next(p for p in held.provisions if p.headings and held.reading(held.position[p.id]).verbatim)
        document = held.places.documents[provision.document]
        place = named(analysed(Question(text=f"What does {document.short} say about {provision.headings[-1]}?"), held), held)
        assert place is not None and place.whole
        assert {p.headings for p in place.provisions} == {provision.headings}


@pytest.mark.parametrize("question", ["Do you think officers in schools help?", "Write me a letter about the uniform"])
def test_a_view_or_a_piece_of_work_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.answer(Question(text=question)).status == "not_found"


def test_a_place_outside_the_documents_asked_is_not_cited(assistant: Assistant) -> None:
    with assistant.held() as held:
        documents = held.index.store.documents()
        section = next(d for d in documents if d.cite and any(v.file for v in d.versions))
        other = next(d for d in documents if not d.cite)
    found = assistant.answer(Question(text=f"What does {section.cite} say?", documents=(other.id,)))
    assert {c.document for c in (*found.citations, *found.closest)} <= {other.id}


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("What does the Zebra Crossings section of the rules say?", "Zebra Crossings"),
        ("Summarise the section of the rules headed ZEBRAS AND LIONS.", "ZEBRAS AND LIONS"),
        ("Quote paragraph (z) under {heading}.", "{heading} (z)"),
    ],
)
def test_a_heading_or_an_item_that_no_document_has_is_refused_by_name(
    question: str, absent: str, assistant: Assistant
) -> None:
    with assistant.held() as held:
        heading = next(p.headings[-1] for p in held.provisions if p.kind == "item" and p.headings)
    answer = assistant.answer(Question(text=question.format(heading=heading)))
    assert answer.status == "not_found"
    assert [n.text for n in answer.notices if n.kind == "not_held"] == [
        f"The documents held have no “{absent.format(heading=heading)}”."
    ]


def test_a_document_called_a_section_is_no_missing_heading(assistant: Assistant) -> None:
    with assistant.held() as held:
        for document in held.index.store.documents():
            place = named(analysed(Question(text=f"What does the {document.short} section on training say?"), held), held)
            assert place is None or place.provisions or place.status_only or place.part or place.missing
