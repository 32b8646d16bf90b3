"""Builders of runs: a case and the answer it got, each row naming only what differs."""

from __future__ import annotations

from assistant.records import Answer, AnswerStatus, Citation
from evals.cases import Case
from evals.metrics import Run


def citation(number: int, provision: str, quote: str = "Sweep.") -> Citation:
    return Citation(
        number=number, provision=provision, document="park", version="1", title="Park", tier="rule", label=provision,
        lead_in="", authority="", quote=quote, start=0, end=len(quote), text_status="verbatim", in_force="unknown",
        source="",
    )  # fmt: skip


def run(
    gold: tuple[tuple[str, ...], ...] = (),
    cited: tuple[str, ...] = (),
    expected: AnswerStatus = "answered",
    got: AnswerStatus = "answered",
    facts: tuple[str, ...] = (),
    forbidden: tuple[str, ...] = (),
    text: str = "",
    broken: int = 0,
    id: str = "a",
) -> Run:
    case = Case(
        id=id, question="?", role="", category="", wording="", split="tuning", gold=gold, facts=facts, forbidden=forbidden,
        status=expected,
    )  # fmt: skip
    found = tuple(citation(at, one) for at, one in enumerate(cited, start=1))
    return Run(
        case=case, answer=Answer(id=id, question="?", asked_as="?", status=got, text=text, citations=found), broken=broken
    )
