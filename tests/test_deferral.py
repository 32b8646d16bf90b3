"""What names its subject without settling it, and what stands before it: over a small harbour's documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from small_corpus import indexed

from assistant.composing import compose
from assistant.deferral import delegates, doubtful
from assistant.drafting import Draft, draft
from assistant.held import Held
from assistant.pipeline import Assistant
from assistant.records import Answer, Hit, Question
from assistant.retrieval import Retrieval, retrieve

DAY = date(2026, 5, 1)
CORPUS = """
tiers = [["code"], ["rule"]]
[[citation]]
code = "Harbour Code"
section = '\\d+-\\d+'
bare = true
document = "code-{section}"
[[document]]
id = "code-4-1"
title = "Harbour Code § 4-1"
short = "Harbour Code § 4-1"
cite = "Harbour Code § 4-1"
tier = "code"
  [[document.version]]
  id = "2020"
  file = "old.txt"
  effective = 2020-01-01
  superseded = 2024-01-01
  [[document.version]]
  id = "2024"
  file = "new.txt"
  effective = 2024-01-01
  superseded = 2027-01-01
  [[document.version]]
  id = "2027"
  file = "next.txt"
  effective = 2027-01-01
[[document]]
id = "code-5-1"
title = "Harbour Code § 5-1"
short = "Harbour Code § 5-1"
cite = "Harbour Code § 5-1"
tier = "code"
  [[document.version]]
  id = "1990"
  file = "fees.txt"
  superseded = 2025-01-01
  [[document.version]]
  id = "2025"
  effective = 2025-01-01
  held = "status"
[[document]]
id = "rules"
title = "Berth Rules"
short = "Berth Rules"
tier = "rule"
file = "rules.txt"
"""
FILES = {
    "old.txt": "(1) A lessee must tell the clerk of the sale of a boat.\n(2) The clerk keeps a list of lessees.\n",
    "new.txt": "(1) The clerk keeps the list of all lessees.\n(3) Every boat shall carry a bell.\n",
    "next.txt": "(1) The clerk keeps the list of all lessees and of their boats.\n(2) A drone shall land at the pier.\n",
    "fees.txt": "(1) A berth costs nine crowns.\n",
    "rules.txt": (
        "Berth Rules\n\nSALES\nWhoever sells a boat shall tell the harbour office of the sale (Harbour Code 4-1).\n\n"
        "MASTER'S POLICY\nThe master must see to it that the policy deals with each of these subjects:\n"
        "(a) lights and bells;\n(b) towing at night.\n\n"
        "CONTRACTS\nA berth contract must include a designation of the misdeeds that the master:\n"
        "(a) may report to the police; and\n(b) shall settle with the owner, who will be told of the outcome.\n"
    ),
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    settings = indexed(tmp_path_factory.mktemp("harbour"), CORPUS, FILES, DAY)
    with Assistant.open(settings).held() as found:
        yield found


def provision(held: Held, words: str, document: str = "") -> str:
    """The id of the one provision that begins with these words."""
    (found,) = [
        p.id for p in held.provisions if held.passage(held.position[p.id]).own.startswith(words) and document in p.id
    ]
    return found


def found(held: Held, question: str, *scored: tuple[str, float], day: date = DAY) -> Retrieval:
    """What is retrieved for a question, with hits put in by hand."""
    hits = tuple(Hit(provision=held.provisions[held.position[id_]], score=score) for id_, score in scored)
    return replace(retrieve(Question(text=question), held, day), hits=hits, answers=1.0, threshold=0.5, named=None)


def answered(held: Held, question: str, *scored: tuple[str, float], day: date = DAY) -> Answer:
    retrieval = found(held, question, *scored, day=day)
    return compose(retrieval, draft(retrieval), 0.0)


@pytest.mark.parametrize(
    ("question", "words", "paper"),
    [
        ("May boats be towed after dark?", "towing at night", "the policy"),
        ("What must the master's policy cover?", "towing at night", ""),
        ("Which subjects are to be dealt with?", "towing at night", ""),
        ("Can the master call the police?", "may report", "A berth contract"),
        ("Does the contract say what goes to the police?", "may report", ""),
        ("Is it laid down what goes to the police?", "may report", ""),
        ("Does the owner hear how it ended?", "shall settle", ""),
    ],
)
def test_a_paper_that_must_speak_of_a_subject_is_where_it_is_left(held: Held, question: str, words: str, paper: str) -> None:
    id_ = provision(held, words)
    assert delegates(held.provisions[held.position[id_]], found(held, question, (id_, 1.0))) == paper


def test_a_subject_only_named_makes_a_partial_answer_that_says_who_has_it(held: Held) -> None:
    given = answered(held, "May boats be towed after dark?", (provision(held, "towing at night"), 1.0))
    assert given.status == "partial"
    assert [n.text for n in given.notices if n.kind == "not_held"] == [
        "Berth Rules, Master's Policy (b) leaves this to the policy, which is not held here; "
        "ask whoever adopted the document for it."
    ]


def test_what_a_standing_document_makes_of_old_law_goes_before_it(held: Held) -> None:
    old, rule = provision(held, "A lessee must tell"), provision(held, "Whoever sells")
    given = answered(held, "Who is told of a sale?", (old, 1.0), (rule, 0.5))
    assert ([c.provision for c in given.citations], given.status) == ([rule], "answered")
    given = answered(held, "Who was told of a sale in 2021?", (old, 1.0), (rule, 0.5))
    assert [c.provision for c in given.citations] == [old, rule]


def test_what_stands_of_the_same_document_goes_before_old_text_if_it_is_near(held: Held) -> None:
    old, new = provision(held, "The clerk keeps a list"), provision(held, "The clerk keeps the list", "@2024")
    given = answered(held, "Who keeps the list?", (old, 1.0), (new, 0.7))
    assert [c.provision for c in given.citations] == [new]
    given = answered(held, "Who keeps the list?", (old, 1.0), (new, 0.5))
    assert [c.provision for c in given.citations] == [old, new]


def test_text_that_does_not_stand_yet_is_not_set_beside_the_law_of_the_day(held: Held) -> None:
    now, coming = provision(held, "Every boat"), provision(held, "A drone")
    given = answered(held, "What must a boat carry?", (now, 1.0), (coming, 0.9))
    assert [c.provision for c in given.citations] == [now]
    given = answered(held, "Where does a drone land?", (coming, 1.0), (now, 0.5))
    assert (given.citations[0].in_force, given.status) == ("not yet in force", "partial")


def test_text_to_come_is_found_only_where_none_held_has_its_words(held: Held) -> None:
    same, other = provision(held, "The clerk keeps the list", "@2027"), provision(held, "A drone")
    for day, question, expected in (
        (DAY, "Who keeps the list of all lessees and of their boats?", False),
        (DAY, "Who will keep the list of lessees and of their boats in 2027?", True),
        (date(2027, 2, 1), "Who keeps the list of all lessees and of their boats?", True),
    ):
        hits = [hit.provision.id for hit in retrieve(Question(text=question), held, day).hits]
        assert (same in hits) is expected
        assert question.startswith("Who will") or other in hits


def test_text_without_a_day_is_doubtful_where_another_may_stand_instead(held: Held) -> None:
    fee, rule = provision(held, "A berth costs"), provision(held, "Whoever sells")
    retrieval = found(held, "What does a berth cost?", (fee, 1.0), day=date(2020, 1, 1))
    assert held.state(held.provisions[held.position[fee]], retrieval.day) == "unknown"
    assert doubtful(held.provisions[held.position[fee]], retrieval)
    assert not doubtful(held.provisions[held.position[rule]], retrieval)


def test_nothing_drafted_is_nothing_composed(held: Held) -> None:
    retrieval = found(held, "Who is told of a sale?", (provision(held, "Whoever sells"), 1.0))
    assert compose(retrieval, Draft(statements=(), closest=()), 0.0).status == "not_found"
