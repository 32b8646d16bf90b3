"""The cases: one JSON object a line, checked on loading; every error names the file and the line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import DataError

DATA = Path(__file__).resolve().parent / "data"
LABELS = "labels.json"
STATUSES = ("answered", "partial", "not_found")
LABELLED = ("role", "subject", "wording", "trait")  # besides the category, whose labels depend on the status

Labels = Mapping[str, Any]  # of each field of LABELLED its labels; of "category", the labels by status


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with what its answer needs. `gold` is groups of alternatives by provision id; every group must be cited.

    A turn of a conversation names the `conversation` and its place in it, from 1; `alone` is what it asks, made to stand
    alone. Elsewhere these are "", 0 and "".
    """

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
    subject: str = ""
    trait: str = ""
    as_of: date | None = None
    conversation: str = ""
    turn: int = 0
    alone: str = ""


def load(path: Path, labels: Labels | None = None) -> tuple[Case, ...]:
    """The cases of one file; with `labels`, its labels must be among them. Raises DataError naming file and line."""
    found: dict[str, Case] = {}
    turns: dict[str, int] = {}
    for number, data in objects(path):
        where = f"{path}:{number}"
        case = checked(data, labels, where)
        if case.id in found:
            raise DataError(f"{where}: id {case.id!r} is used twice")
        if case.conversation:
            turns[case.conversation] = turns.get(case.conversation, 0) + 1
            if case.turn != turns[case.conversation]:
                raise DataError(f"{where}: turn {case.turn} of {case.conversation!r}, expected {turns[case.conversation]}")
        found[case.id] = case
    return tuple(found.values())


def labels(path: Path = DATA / LABELS) -> Labels:
    """The labels that cases may bear. Raises DataError where the file is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({error}); restore it") from error
    keys = {*LABELLED, "category"}
    if not isinstance(data, dict) or set(data) != keys or not isinstance(data["category"], dict):
        raise DataError(f"{path}: must have the keys {', '.join((*LABELLED, 'category'))}, the last by status")
    lists = [data[field] for field in LABELLED] + [data["category"].get(status) for status in STATUSES]
    if not all(isinstance(one, list) and one and all(isinstance(label, str) for label in one) for one in lists):
        raise DataError(f"{path}: every field must have a list of labels, the category one for each status")
    return data


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file, one a line, each with its line's number; blank lines are skipped. Raises DataError naming
    file and line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
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


def checked(data: Mapping[str, Any], labels: Labels | None, where: str) -> Case:
    """One line as a case; `where` is what errors name. Raises DataError as `load` does."""
    case = _case(data, where)
    if labels is not None:
        _check(case, labels, where)
    return case


def _case(data: Mapping[str, Any], where: str) -> Case:
    try:
        case = Case(
            id=data["id"], question=data["question"], role=data.get("role", ""), category=data.get("category", ""),
            wording=data.get("wording", ""), split=data["split"], gold=tuple(tuple(group) for group in data["gold"]),
            facts=tuple(data.get("facts", ())), forbidden=tuple(data.get("forbidden", ())), status=data["status"],
            subject=data.get("subject", ""), trait=data.get("trait", ""),
            as_of=date.fromisoformat(data["as_of"]) if data.get("as_of") else None,
            conversation=data.get("conversation", ""), turn=int(data.get("turn", 0)), alone=data.get("alone", ""),
        )  # fmt: skip
    except KeyError as error:
        raise DataError(f"{where}: field {error.args[0]!r} is missing") from error
    except (TypeError, ValueError) as error:
        raise DataError(f"{where}: {error}") from error
    for field in ("id", "question", "role", "category", "wording", "split", "status", "subject", "trait", "alone"):
        if not isinstance(getattr(case, field), str):
            raise DataError(f"{where}: {field} is not a text")
    if not case.id or not case.question.strip():
        raise DataError(f"{where}: id or question is empty")
    for field in ("facts", "forbidden"):
        _texts(data.get(field, []), field, where)
    if not isinstance(data["gold"], list):
        raise DataError(f"{where}: gold is not a list of groups")
    for group in data["gold"]:
        _texts(group, "a group of gold", where)
        if not group:
            raise DataError(f"{where}: a group of gold is empty")
    if case.status not in STATUSES:
        raise DataError(f"{where}: status {case.status!r} is not one of {', '.join(STATUSES)}")
    if case.status == "not_found" and case.gold:
        raise DataError(f"{where}: a not_found case has no gold")
    if bool(case.conversation) != bool(case.turn) or bool(case.conversation) != bool(case.alone):
        raise DataError(f"{where}: a turn has `conversation`, `turn` and `alone`, another case none of them")
    return case


def _texts(value: Any, what: str, where: str) -> None:
    """Raises DataError where a value is no list of texts that say something."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise DataError(f"{where}: {what} is not a list of texts")


def _check(case: Case, labels: Labels, where: str) -> None:
    """Raises DataError where a case bears a label that is none."""
    allowed = {field: labels[field] for field in LABELLED} | {"category": labels["category"][case.status]}
    for field, some in allowed.items():
        if getattr(case, field) not in some:
            named = ", ".join(repr(one) for one in some)
            raise DataError(f"{where}: {field} {getattr(case, field)!r} is not one of {named} ({LABELS})")


def unknown_gold(cases: Collection[Case], known: Collection[str]) -> tuple[str, ...]:
    """The gold ids that are not in the index, as `case: id`."""
    return tuple(f"{case.id}: {id_}" for case in cases for group in case.gold for id_ in group if id_ not in known)


def unsupported_facts(cases: Collection[Case], text_of: Callable[[str], str]) -> tuple[str, ...]:
    """The facts that stand in no gold provision of their case, as `case: fact`; `text_of` gives what an answer writes of a
    provision: its label, its lead-in and its own words."""
    return tuple(
        f"{case.id}: {fact}"
        for case in cases
        for texts in [[plain(text_of(id_)) for group in case.gold for id_ in group]]
        for fact in case.facts
        if not any(plain(fact) in text for text in texts)
    )


def plain(text: str) -> str:
    """A text as facts are looked for in it: without the marks [1], in lower case, every run of blanks one blank."""
    return re.sub(r"\s+", " ", re.sub(r"\[\d+\]", "", text)).strip().lower()
