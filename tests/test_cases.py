"""The cases: what a line must have, and that the project's own are whole."""

import json
import re
from pathlib import Path

import pytest

from assistant.errors import DataError
from assistant.index import acquire
from assistant.settings import Settings
from evals.cases import DATA, Case, load, unknown_gold

LINE: dict[str, object] = {"id": "a", "question": "Who?", "split": "tuning", "gold": [["x@1/p1"]], "status": "answered"}


def written(folder: Path, *lines: dict[str, object] | str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_line_becomes_a_case_and_blank_lines_are_skipped(tmp_path: Path) -> None:
    (case,) = load(written(tmp_path, "", {**LINE, "as_of": "2024-05-01", "facts": ["yes"]}, ""))
    assert (case.gold, case.facts, case.forbidden) == ((("x@1/p1",),), ("yes",), ())
    assert case.as_of is not None and case.as_of.isoformat() == "2024-05-01"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("{",), "cases.jsonl:1: not JSON"),
        (("[]",), "cases.jsonl:1: not a JSON object"),
        ((LINE, {k: v for k, v in LINE.items() if k != "gold"}), "cases.jsonl:2: field 'gold' is missing"),
        (({**LINE, "status": "maybe"},), "status 'maybe' is not one of answered, partial, not_found"),
        (({**LINE, "status": "not_found"},), "a not_found case has no gold"),
        (({**LINE, "as_of": "May 2024"},), "cases.jsonl:1: "),
        ((LINE, LINE), "cases.jsonl:2: id 'a' is used twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, lines: tuple[dict[str, object] | str, ...], told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)):
        load(written(tmp_path, *lines))


def test_gold_that_no_index_holds_is_named_with_its_case(tmp_path: Path) -> None:
    cases = load(written(tmp_path, LINE, {**LINE, "id": "b", "gold": [["y@1/p1", "x@1/p1"]]}))
    assert unknown_gold(cases, {"x@1/p1"}) == ("b: y@1/p1",)


@pytest.fixture(scope="module")
def own() -> dict[str, tuple[Case, ...]]:
    return {split: load(DATA / f"{split}.jsonl") for split in ("tuning", "checking")}


def test_the_own_cases_are_many_unanswerable_in_good_part_and_half_never_tuned_on(own: dict[str, tuple[Case, ...]]) -> None:
    cases = [case for split in own.values() for case in split]
    assert len(cases) >= 200 and sum(case.status == "not_found" for case in cases) >= 80
    assert len(own["checking"]) >= len(cases) / 2
    assert all(case.split == split for split, held in own.items() for case in held)
    assert len({case.id for case in cases}) == len({case.question for case in cases}) == len(cases)


def test_the_own_cases_need_only_provisions_that_are_held(own: dict[str, tuple[Case, ...]], shipped: Settings) -> None:
    with acquire(shipped) as index:
        known = {provision.id for provision in index.store.all_provisions()}
    assert unknown_gold([case for split in own.values() for case in split], known) == ()
