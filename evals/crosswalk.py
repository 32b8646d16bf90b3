"""The crosswalk held against what a reader wrote down of the texts: what is covered, what is asked, what has moved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, get_args

from assistant import crosswalk as W
from assistant.errors import DataError
from evals import cases as C
from evals.metrics import Figure, figure

FILE = "crosswalk"
ASKED: tuple[W.Asked, ...] = get_args(W.Asked)
QUOTING = ("covered", "partly", "placeholder", "found")  # states that rest on provisions to be quoted
FIGURES = (
    "requirement's state right",
    "gold provision quoted",
    "asked by the law right",
    "moved citations found",
    "told as moved rightly",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """What a reader says to a requirement, by its label; any of `said` is to be quoted for it. `note` says why."""

    crosswalk: str
    required: str
    status: W.Status
    said: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Whether the law held asks for what `words` of a lower document's provision say; any of `said` is to be named."""

    crosswalk: str
    provision: str
    words: str
    asked: W.Asked
    said: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A citation that leads to other law by now, by words that its notice must have; `seen` where the texts held show it."""

    crosswalk: str
    moved: tuple[str, ...]
    seen: bool
    note: str = ""


Written = Required | Duty | Moved
KINDS: Mapping[str, type[Written]] = {"required": Required, "provision": Duty, "moved": Moved}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was written beside what is made: of a requirement the row, either None where only the other is; of a duty all
    obligations with its words; of a citation its notice, "" where there is none; and each notice with whether the texts held
    show what it tells."""

    required: tuple[tuple[Required | None, W.Row | None], ...]
    duties: tuple[tuple[Duty, tuple[W.Beyond, ...]], ...]
    moved: tuple[tuple[Moved, str], ...]
    told: tuple[tuple[str, bool], ...]


def load(path: Path) -> tuple[Written, ...]:
    """The rows of one file. Raises DataError naming file and line."""
    found: dict[tuple[object, ...], Written] = {}
    for number, data in C.objects(path):
        one = _written(data, f"{path}:{number}")
        key = (one.crosswalk, *(getattr(one, name, None) for name in (*KINDS, "words")))
        if key in found:
            raise DataError(f"{path}:{number}: the same is written twice")
        found[key] = one
    return tuple(found.values())


def _written(data: Mapping[str, Any], where: str) -> Written:
    kinds = [kind for key, kind in KINDS.items() if key in data]
    if len(kinds) != 1:
        raise DataError(f"{where}: must have one of the keys {', '.join(KINDS)}")
    needed = {one.name for one in fields(kinds[0]) if one.default is MISSING}
    if not needed <= set(data) <= needed | {"note"}:
        raise DataError(f"{where}: must have the keys {', '.join(sorted(needed))}, may have note, and no other")
    for name, value in data.items():
        told = _amiss(name, value)
        if told:
            raise DataError(f"{where}: {name} {told}")
    state = data.get("status", data.get("asked"))
    if state is not None and (state in QUOTING) != bool(data["said"]):
        raise DataError(f"{where}: said must name provisions for {', '.join(QUOTING)}, and none for another state")
    held: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return kinds[0](**held)


def _amiss(name: str, value: Any) -> str:
    """What is wrong with the value of a key; "" where nothing is."""
    if name == "seen":
        return "" if isinstance(value, bool) else "must be true or false"
    if name in ("said", "moved"):
        some = isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
        return "" if some and (value or name == "said") else "must be a list of texts"
    if not isinstance(value, str) or not value.strip():
        return "must be a text"
    known = {"status": W.STATUSES, "asked": ASKED}.get(name, ())
    return f"must be one of {', '.join(known)}" if known and value not in known else ""


def unknown(written: Sequence[Written], known: Collection[str]) -> tuple[str, ...]:
    """The provisions that are named and are not among the `known`."""
    named = {id_ for one in written if not isinstance(one, Moved) for id_ in one.said}
    named |= {one.provision for one in written if isinstance(one, Duty)}
    return tuple(sorted(named.difference(known)))


def unsaid(written: Sequence[Written], text_of: Callable[[str], str]) -> tuple[str, ...]:
    """The words of duties that do not stand in their provision, as `provision: words`."""
    duties = [one for one in written if isinstance(one, Duty)]
    return tuple(
        f"{one.provision}: {one.words}" for one in duties if C.plain(one.words) not in C.plain(text_of(one.provision))
    )


def compared(written: Sequence[Written], made: Sequence[W.Crosswalk]) -> Compared:
    """What was written with what is made of the same crosswalk."""
    rows = {(one.pairing.id, row.label): row for one in made for row in one.rows}
    required = {(one.crosswalk, one.required): one for one in written if isinstance(one, Required)}
    notices = [(one.pairing.id, told) for one in made for told in one.moved]
    moved = [one for one in written if isinstance(one, Moved)]
    return Compared(
        required=tuple((required.get(key), rows.get(key)) for key in dict.fromkeys([*required, *rows])),
        duties=tuple((one, _obligations(one, made)) for one in written if isinstance(one, Duty)),
        moved=tuple((one, next((n for of, n in notices if _tells(n, of, one)), "")) for one in moved),
        told=tuple((n, any(one.seen and _tells(n, of, one) for one in moved)) for of, n in notices),
    )


def _obligations(duty: Duty, made: Sequence[W.Crosswalk]) -> tuple[W.Beyond, ...]:
    return tuple(
        row for one in made if one.pairing.id == duty.crosswalk for row in one.beyond
        if row.obligation.provision == duty.provision and C.plain(duty.words) in C.plain(row.obligation.action)
    )  # fmt: skip


def _tells(notice: str, crosswalk: str, one: Moved) -> bool:
    return crosswalk == one.crosswalk and all(words in notice for words in one.moved)


def _same_state(written: Required | None, row: W.Row | None) -> bool:
    return written is not None and row is not None and written.status == row.status


def _same_asked(duty: Duty, rows: Sequence[W.Beyond]) -> bool:
    return bool(rows) and all(row.asked == duty.asked for row in rows)


def _quotes(said: Collection[str], quoted: Sequence[W.Quoted]) -> bool:
    return any(one.provision in said for one in quoted)


def figures(found: Compared) -> tuple[Figure, ...]:
    """How often a requirement's state is right, a gold provision quoted (both ways), and told rightly what the law asks; how
    many of the moved citations that the texts show are told, and how many of those told are such."""
    quoted = [_quotes(one.said, row.said if row else ()) for one, row in found.required if one and one.said]
    quoted += [_quotes(one.said, [q for row in rows for q in row.by]) for one, rows in found.duties if one.said]
    values = (
        [_same_state(one, row) for one, row in found.required],
        quoted,
        [_same_asked(one, rows) for one, rows in found.duties],
        [bool(notice) for one, notice in found.moved if one.seen],
        [shown for _, shown in found.told],
    )
    return tuple(figure(name, [float(one) for one in some]) for name, some in zip(FIGURES, values, strict=True))


def wrong(found: Compared) -> list[str]:
    """What is judged otherwise, not quoted, not told or told without ground, a line each."""
    lines = []
    for one, row in found.required:
        if one is None or row is None:
            lines.append(f"missed: {one.required}" if one else f"not written by hand: {row.label if row else ''}")
        elif not _same_state(one, row):
            lines.append(f"otherwise: {one.required}: {one.status}: made {row.status}")
        if one and one.said and row and not _quotes(one.said, row.said):
            lines.append(f"not quoted: {one.required}: {one.said[0]}: made {', '.join(q.provision for q in row.said)}")
    for duty, rows in found.duties:
        made = ", ".join(dict.fromkeys(row.asked for row in rows)) or "no such obligation"
        if not _same_asked(duty, rows):
            lines.append(f"otherwise: {duty.provision}: {duty.words}: {duty.asked}: made {made}")
        if duty.said and rows and not _quotes(duty.said, [q for row in rows for q in row.by]):
            lines.append(f"not quoted: {duty.provision}: {duty.words}: {duty.said[0]}")
    lines += [f"not told: {': '.join(one.moved)}" for one, notice in found.moved if one.seen and not notice]
    return lines + [f"told without ground: {notice}" for notice, shown in found.told if not shown]
