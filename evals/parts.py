"""The figures of parts of the cases: by category, subject, role, wording, trait and tier, and turn by turn. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evals.metrics import Figure, Run, figures

Figures = tuple[Figure, ...]

FIELDS: Mapping[str, Callable[[Run], tuple[str, ...]]] = {
    "category": lambda run: (run.case.category,),
    "subject": lambda run: (run.case.subject,),
    "role": lambda run: (run.case.role,),
    "wording": lambda run: (run.case.wording,),
    "trait": lambda run: (run.case.trait or "none",),
    "tier": lambda run: run.tiers or ("none needed",),
}
LAST = 3  # turns from this one on are counted together


def by_field(runs: Sequence[Run]) -> dict[str, dict[str, tuple[int, Figures]]]:
    """Of each field its values, each with the number of runs and their figures; a run may stand under several tiers."""
    found: dict[str, dict[str, list[Run]]] = {name: {} for name in FIELDS}
    for run in runs:
        for name, values in FIELDS.items():
            for value in values(run):
                found[name].setdefault(value, []).append(run)
    return {
        name: {
            value: (len(some), figures(some)) for value, some in sorted(groups.items(), key=lambda kv: (-len(kv[1]), kv[0]))
        }
        for name, groups in found.items()
    }


def by_turn(runs: Sequence[Run]) -> dict[str, tuple[Run, ...]]:
    """Turns of conversations: the first, the second, the later ones."""
    names = {1: "first turns", 2: "second turns", LAST: "later turns"}
    found: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda one: one.case.turn):
        found.setdefault(names[min(run.case.turn, LAST)], []).append(run)
    return {name: tuple(some) for name, some in found.items()}
