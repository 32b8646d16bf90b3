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
    hits: tuple[str, ...] = (),
    needed: int = 0,
    question: str = "?",
    turn: int = 0,
    **labels: str,
) -> Run:
    case = Case(
        id=id, question=question, role=labels.get("role", ""), category=labels.get("category", ""),
        wording=labels.get("wording", ""), split="tuning", gold=gold, facts=facts, forbidden=forbidden, status=expected,
        subject=labels.get("subject", ""), trait=labels.get("trait", ""), turn=turn, conversation="v" if turn else "",
    )  # fmt: skip
    found = tuple(citation(at, one) for at, one in enumerate(cited, start=1))
    given = Answer(id=id, question=question, asked_as=question, status=got, text=text, citations=found)
    return Run(case=case, answer=given, hits=hits, needed=needed, broken=broken, tiers=("rule",) if gold else ())
