"""Runs cases through the pipeline and checks each quote against its span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.held import Held
from assistant.pipeline import answer
from assistant.records import Answer, Question
from evals.cases import Case
from evals.metrics import Run


def run(
    cases: Sequence[Case], held: Held, day: date, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Run, ...]:
    """One run a case, in order."""
    runs = []
    for at, case in enumerate(cases):
        found = answer(Question(id=case.id, text=case.question, as_of=case.as_of), held, case.as_of or day)
        runs.append(Run(case=case, answer=found, broken=broken(found, held)))
        progress(at + 1, len(cases))
    return tuple(runs)


def broken(found: Answer, held: Held) -> int:
    """How many quotes are not exactly their span of the text they name."""
    store = held.index.store
    return sum(c.quote != store.text(c.document, c.version)[c.start : c.end] for c in (*found.citations, *found.closest))
