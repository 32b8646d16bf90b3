"""Runs cases through the pipeline; keeps what was found and checks each quote against its span and the closed set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.held import Held
from assistant.pipeline import answer
from assistant.records import Answer, Question
from assistant.retrieval import Retrieval, retrieve
from evals.cases import Case
from evals.metrics import Run

Progress = Callable[[int, int], None]


def run(cases: Sequence[Case], held: Held, day: date, progress: Progress = lambda done, total: None) -> tuple[Run, ...]:
    """One run a case, in order; `day` is the day of those that name none."""
    runs = []
    for at, case in enumerate(cases):
        runs.append(_run(case, held, case.as_of or day))
        progress(at + 1, len(cases))
    return tuple(runs)


def stood_alone(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Turns of conversations, each asking what it asks in words that stand alone."""
    return tuple(replace(case, question=case.alone) for case in cases)


def in_course(
    cases: Sequence[Case], held: Held, day: date, progress: Progress = lambda done, total: None
) -> tuple[Run, ...]:
    """Turns of conversations in order, each after those before it as they were searched for."""
    runs: list[Run] = []
    asked: dict[str, tuple[str, ...]] = {}
    for at, case in enumerate(cases):
        earlier = asked.get(case.conversation, ())
        runs.append(_run(case, held, case.as_of or day, earlier))
        asked[case.conversation] = (*earlier, runs[-1].answer.asked_as)
        progress(at + 1, len(cases))
    return tuple(runs)


def _run(case: Case, held: Held, day: date, earlier: tuple[str, ...] = ()) -> Run:
    found: list[Retrieval] = []

    def find(question: Question, held: Held, day: date) -> Retrieval:
        found.append(retrieve(question, held, day))
        return found[-1]

    given = answer(Question(id=case.id, text=case.question, as_of=case.as_of, earlier=earlier), held, day, find)
    return Run(
        case=case, answer=given, hits=tuple(hit.provision.id for hit in found[0].hits), needed=needed(case, held),
        broken=broken(given, found[0].closed, held), tiers=tiers(case, held),
    )  # fmt: skip


def broken(given: Answer, closed: frozenset[str], held: Held) -> int:
    """How many quotes are not exactly their span of the text they name, or cite what was not found."""
    store = held.index.store
    shown = (*given.citations, *given.closest)
    wrong = sum(c.quote != store.text(c.document, c.version)[c.start : c.end] for c in shown)
    return wrong + sum(c.provision not in closed for c in given.citations)


def needed(case: Case, held: Held) -> int:
    """How many characters the shortest provision of each needed group have together."""
    provisions = [[held.provisions[held.position[id_]] for id_ in group] for group in case.gold]
    return sum(min(one.end - one.start for one in group) for group in provisions)


def tiers(case: Case, held: Held) -> tuple[str, ...]:
    """The tiers of the documents that the first alternative of each needed group stands in, each once."""
    documents = [held.provisions[held.position[group[0]]].document for group in case.gold]
    found = [held.index.store.document(one) for one in documents]
    return tuple(dict.fromkeys(one.tier for one in found if one is not None))
