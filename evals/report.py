"""The scorecard as text, and what it is held against: floors and the baseline. Pure; figures come from `evals.metrics`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from assistant.errors import DataError
from evals.cases import STATUSES
from evals.crosswalk import FIGURES as CROSSWALK
from evals.metrics import FIGURES, Figure, Run
from evals.quiz import FIGURES as QUIZ
from evals.register import FIGURES as REGISTER

Verdicts = dict[str, dict[str, float]]
Limits = Mapping[str, Mapping[str, float]]  # of "least" and "most" a limit by figure

NAMES = tuple(name for name, _ in FIGURES)
KNOWN = (*NAMES, *REGISTER, *CROSSWALK, *QUIZ)
LESS_IS_BETTER = ("answerable refused", "forbidden claims", "characters quoted")
NEVER_BETTER = ("characters needed",)  # says what the case is, not how it was answered
SHOWN = 12  # ids of changed cases in a line
LEAST, MOST = "least", "most"
OVERVIEW = {
    "cited": "gold provisions cited",
    "first": "first citation is gold",
    "facts": "facts stated",
    "refused": "unanswerable refused",
    "wrongly": "answerable refused",
    "deferred": "deferred as partial",
    "claims": "forbidden claims",
    "status": "status as expected",
    "exact": "quotes exact, in the closed set",
}


def table(title: str, figures: Sequence[Figure]) -> str:
    """One line a figure: mean, 95 % interval, n. A figure that applies to no case has no numbers."""
    lines = [f"{title:<34}{'mean':>9}   {'95 % interval':<20}{'n':>4}"]
    for figure in figures:
        if figure.n:
            between = f"[{_number(figure.low)}, {_number(figure.high)}]"
            lines.append(f"  {figure.name:<32}{_number(figure.mean):>9}   {between:<20}{figure.n:>4}")
        else:
            lines.append(f"  {figure.name:<32}{'-':>9}   {'':<20}{0:>4}")
    return "\n".join(lines)


def confusion(runs: Sequence[Run]) -> str:
    """How many cases that expect one status (rows) got which (columns)."""
    lines = [f"{'expected, got':<16}" + "".join(f"{status:>11}" for status in STATUSES)]
    for expected in STATUSES:
        of: list[str] = [run.answer.status for run in runs if run.case.status == expected]
        lines.append(f"  {expected:<14}" + "".join(f"{of.count(got):>11}" for got in STATUSES))
    return "\n".join(lines)


def milliseconds(runs: Sequence[Run]) -> str:
    """The median time of a question in this process, and the time that 95 of 100 questions keep to."""
    if not runs:
        return "no questions"
    taken = sorted(1000 * run.answer.seconds for run in runs)
    return f"p50 {median(taken):.1f} ms a question, p95 {taken[min(len(taken) - 1, 95 * len(taken) // 100)]:.1f} ms"


def verdicts(runs: Sequence[Run]) -> Verdicts:
    """Every figure that applies to a case, by case."""
    found = {run.case.id: {name: measure(run) for name, measure in FIGURES} for run in runs}
    return {
        id_: {name: round(value, 4) for name, value in values.items() if value is not None} for id_, values in found.items()
    }


def compared(before: Verdicts, now: Verdicts) -> str:
    """Gains and losses by figure over the cases that both have, and how many only one has."""
    lines = [f"against the baseline: {len(before.keys() & now.keys())} cases in both, {len(now.keys() - before.keys())} new"]
    for name in NAMES:
        gains, losses = changes(name, before, now)
        if gains or losses:
            lines.append(f"  {name:<32} gains {_listed(gains)}; losses {_listed(losses)}")
    return "\n".join(lines if len(lines) > 1 else [*lines, "  no case has changed"])


def changes(name: str, before: Verdicts, now: Verdicts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cases in which a figure has become better, and those in which it has become worse, by id."""
    moved = [
        (id_, better(name, before[id_][name], now[id_][name]))
        for id_ in sorted(before.keys() & now.keys())
        if name in before[id_] and name in now[id_]
    ]
    return tuple(id_ for id_, by in moved if by > 0), tuple(id_ for id_, by in moved if by < 0)


def better(name: str, before: float, now: float) -> float:
    """By how much a figure of a case has become better; below 0 where it has become worse."""
    return 0.0 if name in NEVER_BETTER else (before - now if name in LESS_IS_BETTER else now - before)


def floors(data: Any, where: str) -> Limits:
    """The floors of a part: `least` and `most`, each a limit by figure. Raises DataError naming what is not one."""
    if not isinstance(data, dict) or set(data) - {LEAST, MOST}:
        raise DataError(f"{where}: must be an object with the keys {LEAST!r} and {MOST!r} only")
    for side, limits in data.items():
        for name, limit in limits.items() if isinstance(limits, dict) else (("", limits),):
            if name not in KNOWN or not isinstance(limit, int | float) or isinstance(limit, bool):
                raise DataError(f"{where}: {side}.{name}: not a number for one of the figures {', '.join(KNOWN)}")
    return data


def floors_by_part(data: Any, where: str) -> Mapping[str, Limits]:
    """The floors of each part that has some, by its file's name. Raises DataError naming what is none."""
    if not isinstance(data, dict):
        raise DataError(f"{where}: must be an object with the floors of each part")
    return {part: floors(limits, f"{where}: {part}") for part, limits in data.items()}


def overview(parts: Mapping[str, tuple[int, Sequence[Figure]]]) -> str:
    """One line a part, its number of cases first: the figures that say most, each a mean over the cases it applies to."""
    lines = [f"{'means':<46}{'n':>5}" + "".join(f"{short:>10}" for short in OVERVIEW)]
    for name, (count, figures) in parts.items():
        mean = {figure.name: figure.mean for figure in figures}
        lines.append(f"  {name:<44}{count:>5}" + "".join(f"{_number(mean[long]):>10}" for long in OVERVIEW.values()))
    return "\n".join(lines)


def below(figures: Sequence[Figure], limits: Limits) -> Iterator[str]:
    """What of the figures misses its limit, each in a line."""
    for figure in figures:
        least, most = limits.get(LEAST, {}).get(figure.name), limits.get(MOST, {}).get(figure.name)
        if least is not None and not figure.mean >= least:
            yield f"{figure.name} is {_number(figure.mean)}, its floor is {least:g}"
        if most is not None and not figure.mean <= most:
            yield f"{figure.name} is {_number(figure.mean)}, its limit is {most:g}"


def side_by_side(title: str, columns: Mapping[str, Sequence[Figure]]) -> str:
    """The same figures of several engines in columns, each mean with its interval, n once."""
    lines = [f"{title:<34}" + "".join(f"{name:<26}" for name in columns) + f"{'n':>4}"]
    for row in zip(*columns.values(), strict=True):
        cells = (f"{_number(f.mean)} [{_number(f.low)}, {_number(f.high)}]" for f in row)
        lines.append(f"  {row[0].name:<32}" + "".join(f"{cell:<26}" for cell in cells) + f"{row[0].n:>4}")
    return "\n".join(lines)


def _number(value: float) -> str:
    if math.isnan(value):
        return "-"
    return f"{value:.0f}" if value >= 10 else f"{value:.3f}"


def _listed(ids: Sequence[str]) -> str:
    more = f", {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f"{len(ids)} ({', '.join(ids[:SHOWN])}{more})" if ids else "0"
