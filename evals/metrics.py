"""Pure figures over runs of cases. A figure that does not apply to a case is None, never 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.records import Answer
from evals.cases import Case, plain
from evals.ranking import by_group, measured

RESAMPLES = 2000
SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A case with the answer it got. `hits` are the ids of what was found, the best first; `needed` how many characters the
    shortest of each needed group have together; `broken` how often a quote was not its span or lay outside the closed set;
    `tiers` the kinds of authority of what it needs."""

    case: Case
    answer: Answer
    hits: tuple[str, ...] = ()
    needed: int = 0
    broken: int = 0
    tiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A mean over n cases with its seeded bootstrap interval (95 %)."""

    name: str
    mean: float
    low: float
    high: float
    n: int


def missed_groups(run: Run) -> tuple[tuple[str, ...], ...]:
    """The needed groups of which no provision is cited."""
    cited = {citation.provision for citation in run.answer.citations}
    return tuple(group for group in run.case.gold if not cited & set(group))


def missed_facts(run: Run) -> tuple[str, ...]:
    """The facts that the text does not state."""
    text = plain(run.answer.text)
    return tuple(fact for fact in run.case.facts if plain(fact) not in text)


def claims_made(run: Run) -> tuple[str, ...]:
    """The claims that the text makes and must not make."""
    text = plain(run.answer.text)
    return tuple(claim for claim in run.case.forbidden if plain(claim) in text)


def groups_cited(run: Run) -> float | None:
    """The share of the needed groups of which a provision is cited."""
    if not run.case.gold:
        return None
    return 1 - len(missed_groups(run)) / len(run.case.gold)


def first_gold(run: Run) -> float | None:
    """Whether the first citation is a needed one."""
    if not run.case.gold:
        return None
    gold = {id_ for group in run.case.gold for id_ in group}
    return float(bool(run.answer.citations) and run.answer.citations[0].provision in gold)


def precision(run: Run) -> float | None:
    """The share of the citations that are needed ones."""
    if not run.case.gold or not run.answer.citations:
        return None
    gold = {id_ for group in run.case.gold for id_ in group}
    return sum(c.provision in gold for c in run.answer.citations) / len(run.answer.citations)


def facts_stated(run: Run) -> float | None:
    """The share of the facts that the text states."""
    if not run.case.facts:
        return None
    return 1 - len(missed_facts(run)) / len(run.case.facts)


def forbidden_claimed(run: Run) -> float | None:
    """Whether the text makes a claim that it must not make."""
    if not run.case.forbidden:
        return None
    return float(bool(claims_made(run)))


def refused_unanswerable(run: Run) -> float | None:
    return float(run.answer.status == "not_found") if run.case.status == "not_found" else None


def refused_answerable(run: Run) -> float | None:
    return float(run.answer.status == "not_found") if run.case.status != "not_found" else None


def deferred(run: Run) -> float | None:
    """Whether a question that the documents hand on is answered in part."""
    return float(run.answer.status == "partial") if run.case.status == "partial" else None


def exact(run: Run) -> float | None:
    """Whether every quote is its span and every citation from the closed set."""
    return float(run.broken == 0)


def right_status(run: Run) -> float | None:
    """Whether the status is the expected one."""
    return float(run.answer.status == run.case.status)


def characters(run: Run) -> float | None:
    """How many characters are quoted."""
    return float(sum(len(c.quote) for c in run.answer.citations)) if run.case.gold and run.answer.citations else None


def characters_needed(run: Run) -> float | None:
    """How many characters would do, where some are quoted."""
    return float(run.needed) if run.case.gold and run.answer.citations else None


FIGURES: tuple[tuple[str, Callable[[Run], float | None]], ...] = (
    ("gold provisions cited", groups_cited),
    ("first citation is gold", first_gold),
    ("citations that are gold", precision),
    ("facts stated", facts_stated),
    ("forbidden claims", forbidden_claimed),
    ("unanswerable refused", refused_unanswerable),
    ("answerable refused", refused_answerable),
    ("deferred as partial", deferred),
    ("status as expected", right_status),
    ("quotes exact, in the closed set", exact),
    ("characters quoted", characters),
    ("characters needed", characters_needed),
)
RETRIEVAL = {"R@1": "Recall@1", "R@3": "Recall@3", "R@10": "Recall@10", "AP": "MAP", "nDCG@10": "nDCG@10", "RR": "MRR"}


def figures(runs: Sequence[Run]) -> tuple[Figure, ...]:
    """Every figure over the runs to which it applies."""
    return tuple(figure(name, [v for v in map(measure, runs) if v is not None]) for name, measure in FIGURES)


def retrieval(runs: Sequence[Run]) -> tuple[Figure, ...]:
    """How what was found is ranked, over the runs that need provisions; each group of alternatives counts as one thing."""
    asked = [run for run in runs if run.case.gold]
    relevant = {run.case.id: {f"group {at}": 1 for at in range(len(run.case.gold))} for run in asked}
    values = measured(list(RETRIEVAL), relevant, {run.case.id: by_group(run.hits, run.case.gold) for run in asked})
    return tuple(figure(name, values[:, at]) for at, name in enumerate(RETRIEVAL.values()))


def figure(name: str, values: Sequence[float] | npt.NDArray[np.float64]) -> Figure:
    """A mean with the interval that resampling the cases gives."""
    if not len(values):
        return Figure(name=name, mean=float("nan"), low=float("nan"), high=float("nan"), n=0)
    held = np.asarray(values, dtype=float)
    draws = np.random.default_rng(SEED).integers(0, len(held), (RESAMPLES, len(held)))
    low, high = np.quantile(held[draws].mean(axis=1), (0.025, 0.975))
    return Figure(name=name, mean=float(held.mean()), low=float(low), high=float(high), n=len(held))


def separation(scores: Sequence[float] | np.ndarray[Any, Any], yes: np.ndarray[Any, Any]) -> float:
    """How well scores tell yes from no: the share of pairs in order, ties counting half (the area under the ROC curve)."""
    held = np.asarray(scores, dtype=float)
    above, below = held[yes][:, None], held[~yes][None, :]
    return float((above > below).mean() + 0.5 * (above == below).mean()) if above.size and below.size else float("nan")
