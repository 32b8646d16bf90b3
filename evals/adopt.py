"""`python -m evals adopt`: a complaint that a reader left becomes a tuning case; without arguments, a list."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import feedback
from assistant import settings as S
from assistant.errors import DataError, PinpointError
from evals import cases as C
from evals import splits
from evals.given import opened, refuse_unknown, refuse_unsaid, say, show

SPLIT = "tuning"  # what somebody has looked at is never measured with
OTHERS = tuple(name for name in (*splits.SPLITS, *splits.APART) if name != SPLIT)
PREFIX = "r"


def main(argv: Sequence[str]) -> int:
    """Runs the command; the exit code is 0 done, 1 failed, 2 wrong usage."""
    try:
        options = _options(argv)
        return _list() if options.number is None else _adopt(options)
    except PinpointError as error:
        say(f"error: {error}")
        return 1


def complaints(path: Path) -> tuple[Mapping[str, Any], ...]:
    """What readers said was wrong, the oldest first; a line that is torn or says nothing is told of and passed over."""
    if not path.is_file():
        return ()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), start=1):
        try:
            data = json.loads(line) if line.strip() else None
        except ValueError:
            data = {}
        if data is None:
            continue
        if isinstance(data, dict) and isinstance(data.get("question"), str) and data["question"].strip():
            found.append(data)
        else:
            say(f"{path}:{number}: no complaint with a question; passed over")
    return tuple(found)


def case_line(complaint: Mapping[str, Any], id_: str, given: argparse.Namespace) -> dict[str, Any]:
    """The case of a complaint, as a line of the cases' file."""
    return {
        "id": id_, "question": given.question or complaint["question"], "role": given.role, "subject": given.subject,
        "category": given.category, "wording": given.wording, "trait": "", "split": SPLIT,
        "gold": [group.split(",") for group in given.gold], "facts": given.fact, "forbidden": given.forbidden,
        "status": given.status,
    }  # fmt: skip


def _options(argv: Sequence[str]) -> argparse.Namespace:
    labels = C.labels()
    parser = argparse.ArgumentParser(
        prog="python -m evals adopt", description=f"Make a {SPLIT} case of a complaint; without NUMBER, list the complaints."
    )
    parser.add_argument("number", nargs="?", type=int, metavar="NUMBER", help="the complaint's number in the list")
    parser.add_argument("--status", choices=C.STATUSES, help="what a right answer's status is")
    parser.add_argument("--gold", action="append", default=[], metavar="ID[,ID]", help="a needed provision, or alternatives")
    parser.add_argument("--fact", action="append", default=[], help="words of them that the answer must state")
    parser.add_argument("--forbidden", action="append", default=[], help="words that it must not state")
    parser.add_argument("--category", choices=[one for some in labels["category"].values() for one in some])
    parser.add_argument("--subject", choices=labels["subject"])
    parser.add_argument("--role", choices=labels["role"], default=labels["role"][0])
    parser.add_argument("--wording", choices=labels["wording"], default=labels["wording"][0])
    parser.add_argument("--question", help="instead of the complaint's, where names must not be kept")
    options = parser.parse_args(argv)
    if options.number is not None and not (options.status and options.category and options.subject):
        parser.error("a case needs --status, --category and --subject")
    return options


def _list() -> int:
    path = S.load(os.environ).data / feedback.FILE
    found = complaints(path)
    for number, one in enumerate(found, start=1):
        cited = ", ".join(map(str, one.get("citations") or ())) or "nothing"
        show(f"{number}. {one['question']}\n   {one.get('status', '')}, cited {cited}\n   {one.get('comment', '')}".rstrip())
    if not found:
        say(f"{path}: no complaints")
    return 0


def _adopt(options: argparse.Namespace) -> int:
    settings = S.load(os.environ)
    path, target = settings.data / feedback.FILE, splits.path_of(SPLIT)
    found = complaints(path)
    if not 1 <= options.number <= len(found):
        raise DataError(f"{path}: no complaint {options.number}; `python -m evals adopt` lists the {len(found)} there are")
    record = splits.read()
    for fault in splits.changed(record, splits.hashes([SPLIT])):
        raise DataError(fault)
    before = C.load(target, C.labels())
    taken = {case.id for case in before}
    id_ = next(one for number in range(1, len(taken) + 2) if (one := f"{PREFIX}{number:03}") not in taken)
    line = case_line(found[options.number - 1], id_, options)
    for name in (SPLIT, *OTHERS):
        if any(C.plain(case.question) == C.plain(line["question"]) for case in C.load(splits.path_of(name))):
            raise DataError(f"{splits.path_of(name)}: has this question already; what is measured with is not learned from")
    whole = target.read_text(encoding="utf-8").rstrip("\n") + "\n"
    case = C.checked(line, C.labels(), f"{target}:{len(whole.splitlines()) + 1}")
    with opened(settings) as held:
        refuse_unknown(target, C.unknown_gold([case], held.position), held.index.id)
        refuse_unsaid(target, [case], held)
    splits.replaced(target, whole + json.dumps(line, ensure_ascii=False) + "\n")
    splits.write(replace(record, hashes={**record.hashes, **splits.hashes([SPLIT])}))
    say(f"{target}: case {id_} added; `python -m evals --split {SPLIT}` scores it")
    return 0
