"""What went wrong in a run, by kind: the first thing to look at when the engine is to become better. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evals.cases import plain
from evals.metrics import Run, first_gold

KINDS = (
    "answered, though nothing answers",
    "refused, though something answers",
    "needed provision not cited",
    "first citation not a needed one",
    "fact not stated",
    "claim that must not be made",
    "answered, though only handed on",
    "called partial, though answered",
    "quote not exact",
)


def misses(run: Run) -> tuple[str, ...]:
    """The kinds of miss of a run, in the order of KINDS; none where all is right."""
    expected, got = run.case.status, run.answer.status
    refused, answerable = got == "not_found", expected != "not_found"
    wrong = (
        not answerable and not refused,
        answerable and refused,
        not refused and bool(missed_groups(run)),
        not refused and first_gold(run) == 0.0,
        not refused and bool(missed_facts(run)),
        bool(claims_made(run)),
        (expected, got) == ("partial", "answered"),
        (expected, got) == ("answered", "partial"),
        run.broken > 0,
    )
    return tuple(kind for kind, happened in zip(KINDS, wrong, strict=True) if happened)


def missed_groups(run: Run) -> tuple[tuple[str, ...], ...]:
    """The needed groups of which no provision is cited."""
    cited = {citation.provision for citation in run.answer.citations}
    return tuple(group for group in run.case.gold if not cited & set(group))


def missed_facts(run: Run) -> tuple[str, ...]:
    """The facts that the answer does not state."""
    return tuple(fact for fact in run.case.facts if plain(fact) not in plain(run.answer.text))


def claims_made(run: Run) -> tuple[str, ...]:
    """The claims that the answer makes and must not make."""
    return tuple(claim for claim in run.case.forbidden if plain(claim) in plain(run.answer.text))


def counted(runs: Sequence[Run]) -> tuple[tuple[str, int], ...]:
    """How many runs have each kind of miss, the most frequent first; kinds that none has are left out."""
    counts = Counter(kind for run in runs for kind in misses(run))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], KINDS.index(pair[0]))))
