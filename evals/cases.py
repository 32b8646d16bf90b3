"""The cases: one JSON object a line, checked on loading; every error names the file and the line."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import DataError

DATA = Path(__file__).resolve().parent / "data"
STATUSES = ("answered", "partial", "not_found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with what its answer needs. `gold` is groups of alternatives by provision id; every group must be cited."""

    id: str
    question: str
    role: str
    category: str
    wording: str
    split: str
    gold: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...]
    forbidden: tuple[str, ...]
    status: str
    as_of: date | None = None


def load(path: Path) -> tuple[Case, ...]:
    """The cases of one file. Raises DataError naming file, line and field."""
    found: list[Case] = []
    for number, data in objects(path):
        where = f"{path}:{number}"
        case = _case(data, where)
        if any(case.id == other.id for other in found):
            raise DataError(f"{where}: id {case.id!r} is used twice")
        found.append(case)
    return tuple(found)


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file, one a line, each with its line's number; blank lines are skipped. Raises DataError naming
    file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(f"{path}:{number}: not JSON ({error.msg}); one object a line") from error
        if not isinstance(data, dict):
            raise DataError(f"{path}:{number}: not a JSON object")
        yield number, data


def _case(data: dict[str, Any], where: str) -> Case:
    try:
        case = Case(
            id=data["id"], question=data["question"], role=data.get("role", ""), category=data.get("category", ""),
            wording=data.get("wording", ""), split=data["split"], gold=tuple(tuple(group) for group in data["gold"]),
            facts=tuple(data.get("facts", ())), forbidden=tuple(data.get("forbidden", ())), status=data["status"],
            as_of=date.fromisoformat(data["as_of"]) if data.get("as_of") else None,
        )  # fmt: skip
    except KeyError as error:
        raise DataError(f"{where}: field {error.args[0]!r} is missing") from error
    except (TypeError, ValueError) as error:
        raise DataError(f"{where}: {error}") from error
    if case.status not in STATUSES:
        raise DataError(f"{where}: status {case.status!r} is not one of {', '.join(STATUSES)}")
    if case.status == "not_found" and case.gold:
        raise DataError(f"{where}: a not_found case has no gold")
    return case


def unknown_gold(cases: Collection[Case], known: Collection[str]) -> tuple[str, ...]:
    """The gold ids that are not in the index, as `case: id`."""
    return tuple(f"{case.id}: {id_}" for case in cases for group in case.gold for id_ in group if id_ not in known)
