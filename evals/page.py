"""The scorecard as one self-contained page: every figure, every case with its evidence. Pure but for reading its template.

Whatever stands in questions and documents is shown as text: the template escapes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from evals.cases import STATUSES
from evals.metrics import Figure, Run, claims_made, figures, missed_facts, missed_groups, retrieval
from evals.misses import KINDS, counted, misses
from evals.parts import by_field
from evals.report import NAMES, Limits, Verdicts, below, better, milliseconds

TEMPLATE = Path(__file__).resolve().parent / "page.html"
SHOWN = tuple(name for name in NAMES if not name.startswith(("quotes", "characters")))
RIGHT = "none"
GAINED, LOST, NEW, SAME, UNKNOWN = "gained", "lost", "new", "as before", "no baseline"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Runs that are told of together. `whole` where they are shown by category, role and so on as well; `limits` are the
    floors they are held to."""

    name: str
    runs: tuple[Run, ...]
    about: str = ""
    whole: bool = True
    limits: Limits = field(default_factory=dict)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of its answers."""
        return figures(self.runs)

    @cached_property
    def ranking(self) -> tuple[Figure, ...]:
        """The figures of what was found; none where it is no whole."""
        return retrieval(self.runs) if self.whole else ()


def page(parts: Sequence[Part], about: str, before: Verdicts, now: Verdicts, compared: str) -> str:
    """The page as HTML. `before` and `now` are verdicts, `compared` what `report.compared` says of them."""
    from jinja2 import Environment, StrictUndefined

    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
        TEMPLATE.read_text(encoding="utf-8")
    )
    cases = [_case(run, part.name, before, now) for part in parts if part.whole for run in part.runs]
    choices = {name: sorted({one for case in cases for one in case["fields"][name].split("|")}) for name in _choices(cases)}
    choices["miss"] = [kind for kind in (*KINDS, RIGHT) if kind in choices.get("miss", ())]
    return template.render(
        about=about, parts=[_part(part) for part in parts], cases=cases, choices=choices, statuses=STATUSES, shown=SHOWN,
        changed=compared.splitlines() if before else [],
    )  # fmt: skip


def _choices(cases: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(cases[0]["fields"]) if cases else ("miss",)


def _part(part: Part) -> dict[str, Any]:
    confusion = Counter((run.case.status, str(run.answer.status)) for run in part.runs)
    return {
        "name": part.name,
        "about": part.about,
        "runs": len(part.runs),
        "figures": part.figures,
        "limits": {
            name: (words, limit)
            for side, words in (("least", "at least"), ("most", "at most"))
            for name, limit in part.limits.get(side, {}).items()
        },
        "missed": [line.partition(" is ")[0] for line in below(part.figures, part.limits)],
        "retrieval": part.ranking,
        "confusion": {e: {g: confusion[e, g] for g in STATUSES} for e in STATUSES} if part.whole else {},
        "time": milliseconds(part.runs),
        "misses": counted(part.runs) if part.whole else (),
        "fields": by_field(part.runs) if part.whole else {},
    }


def _case(run: Run, part: str, before: Verdicts, now: Verdicts) -> dict[str, Any]:
    case, given = run.case, run.answer
    wrong, unmet = misses(run), missed_groups(run)
    unsaid, said = missed_facts(run), claims_made(run)
    gold = {id_ for group in case.gold for id_ in group}
    changed = _changed(case.id, before, now)
    told = (case.role, case.subject, case.category, case.wording, case.trait, f"as of {case.as_of}" if case.as_of else "")
    return {
        "id": case.id,
        "question": case.question,
        "told": ", ".join(one for one in (*told, f"also put as: {case.alone}" if case.alone else "") if one),
        "misses": wrong,
        "changed": " and ".join(changed),
        "expected": case.status,
        "got": given.status,
        "gold": [(group not in unmet, group) for group in case.gold],
        "facts": [(fact not in unsaid, fact) for fact in case.facts],
        "claims": [(claim in said, claim) for claim in case.forbidden],
        "text": given.text,
        "cited": [(c.provision in gold, c.label, c.provision, c.quote) for c in given.citations or given.closest],
        "notices": [notice.text for notice in given.notices],
        "fields": {
            "split": part, "miss": "|".join(wrong) or RIGHT, "expected": case.status, "got": given.status,
            "category": case.category, "subject": case.subject, "role": case.role, "wording": case.wording,
            "trait": case.trait or "none", "tier": "|".join(run.tiers) or "none",
            "baseline": "|".join(changed) or (SAME if before else UNKNOWN),
        },
    }  # fmt: skip


def _changed(id_: str, before: Verdicts, now: Verdicts) -> tuple[str, ...]:
    """Whether a case has gained or lost against the baseline, by its figures, or both; empty where it has not changed."""
    if not before:
        return ()
    if id_ not in before:
        return (NEW,)
    moves = [better(name, before[id_][name], now[id_][name]) for name in NAMES if name in before[id_] and name in now[id_]]
    gained, lost = any(move > 0 for move in moves), any(move < 0 for move in moves)
    return tuple(word for word, so in ((GAINED, gained), (LOST, lost)) if so)
