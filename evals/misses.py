"""What went wrong in a run, by kind: the first thing to look at when the engine is to become better. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evals.metrics import Run, claims_made, first_gold, missed_facts, missed_groups

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


def counted(runs: Sequence[Run]) -> tuple[tuple[str, int], ...]:
    """How many runs have each kind of miss, the most frequent first; kinds that none has are left out."""
    counts = Counter(kind for run in runs for kind in misses(run))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], KINDS.index(pair[0]))))
