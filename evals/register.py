"""The register of obligations held against registers written by hand, from the text alone, before any of it was tuned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from assistant.errors import DataError
from assistant.obligations import Obligation
from assistant.recurrence import recurrence
from assistant.words import content
from evals import cases as C
from evals.metrics import Figure, figure

FILES = {
    "register": "",
    "register-town": "town",
    "register-clinic": "clinic",
    "register-campus": "campus",
}  # each with the corpus that it is of
ENOUGH = 0.45  # how much of what two say must be the same for them to be one obligation
SAME_BEARER = 0.3  # how much more two are one where who bears them is the same
FIGURES = ("obligations found", "bearer right", "modality right", "interval right", "not invented")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One obligation as a person read it; the fields are those of the register, in the text's words."""

    provision: str
    bearer: str
    modality: str
    action: str
    interval: str = ""
    deadline: str = ""
    with_whom: str = ""
    on_request: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a provision says by hand beside what the register has; either is None where only the other is."""

    written: Written | None
    made: Obligation | None


def load(path: Path) -> tuple[Written, ...]:
    """The obligations of one file. Raises DataError naming file and line."""
    names = {one.name for one in fields(Written)}
    found = []
    for number, data in C.objects(path):
        if set(data) - names or not all(isinstance(value, str) for value in data.values()):
            raise DataError(f"{path}:{number}: must have texts under {', '.join(sorted(names))} only")
        try:
            found.append(Written(**data))
        except TypeError as error:
            raise DataError(f"{path}:{number}: {error}") from error
    return tuple(found)


def documents(written: Sequence[Written]) -> frozenset[str]:
    """The documents and versions that a register by hand covers, each whole."""
    return frozenset(one.provision.partition("/")[0] for one in written)


def matched(written: Sequence[Written], made: Iterable[Obligation]) -> tuple[Match, ...]:
    """Each obligation by hand with the one that is most like it in the same provision, each at most once."""
    by_provision: dict[str, tuple[list[Written], list[Obligation]]] = {}
    covered = documents(written)
    for one in written:
        by_provision.setdefault(one.provision, ([], []))[0].append(one)
    for other in made:
        if f"{other.document}@{other.version}" in covered:
            by_provision.setdefault(other.provision, ([], []))[1].append(other)
    return tuple(match for ours, theirs in by_provision.values() for match in _paired(ours, theirs))


def _paired(written: list[Written], made: list[Obligation]) -> list[Match]:
    pairs = [(_alike(a.action, b.action) + SAME_BEARER * same_bearer(a, b), i, j) for i, a in enumerate(written)
             for j, b in enumerate(made)]  # fmt: skip
    taken: dict[int, int] = {}
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score >= ENOUGH and i not in taken and j not in taken.values():
            taken[i] = j
    found = [Match(written=one, made=made[taken[i]] if i in taken else None) for i, one in enumerate(written)]
    return found + [Match(written=None, made=other) for j, other in enumerate(made) if j not in taken.values()]


def _alike(one: str, other: str) -> float:
    a, b = frozenset(content(one)), frozenset(content(other))
    if not a or not b:
        return 0.0
    common = len(a & b)
    inside = 0.8 * common / min(len(a), len(b)) if common > 1 or min(len(a), len(b)) == 1 else 0.0
    return max(common / len(a | b), inside)


def same_bearer(written: Written, made: Obligation) -> bool:
    """Whether both name the same bearer: one has all the other's words, or they share half of theirs."""
    a, b = frozenset(content(written.bearer)), frozenset(content(made.bearer))
    if not a or not b:
        return a == b
    return a <= b or b <= a or len(a & b) >= len(a | b) / 2


def same_interval(written: Written, made: Obligation) -> bool:
    """Whether both name the same interval, or none."""
    a, b = frozenset(content(written.interval)), frozenset(content(made.interval))
    same = bool(written.interval) == bool(made.interval) and (a <= b or b <= a)
    return same and recurrence(written.interval) == recurrence(made.interval)


def figures(matches: Sequence[Match]) -> tuple[Figure, ...]:
    """How many obligations are found; of those found, how often bearer, modality and interval are right; how many of those
    made are not invented."""
    both = [(m.written, m.made) for m in matches if m.written and m.made]
    values = (
        [float(m.made is not None) for m in matches if m.written],
        [float(same_bearer(w, o)) for w, o in both],
        [float(w.modality == o.modality) for w, o in both],
        [float(same_interval(w, o)) for w, o in both],
        [float(m.written is not None) for m in matches if m.made],
    )
    return tuple(figure(name, some) for name, some in zip(FIGURES, values, strict=True))


def wrong(matches: Sequence[Match]) -> list[str]:
    """What is missed, invented or read otherwise, a line each."""
    lines = []
    for match in matches:
        ours, made = match.written, match.made
        if made is None and ours is not None:
            lines.append(f"missed: {ours.provision}: {ours.bearer} {ours.modality}: {ours.action}")
        elif ours is None and made is not None:
            lines.append(f"invented: {made.provision}: {made.bearer} {made.modality}: {made.action}")
        elif ours is not None and made is not None:
            same = same_bearer(ours, made) and ours.modality == made.modality and same_interval(ours, made)
            read: Mapping[str, Any] = {"bearer": made.bearer, "modality": made.modality, "interval": made.interval}
            lines += [] if same else [f"otherwise: {ours.provision}: {ours.bearer} {ours.modality} {ours.interval}: {read}"]
    return lines
