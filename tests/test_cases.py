"""The cases: what a line must have, and that the project's own are whole."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import DataError
from assistant.settings import Settings
from evals.cases import Case, labels, load, unknown_gold, unsupported_facts
from evals.given import cases_of, opened
from evals.splits import APART, CONVERSATIONS, DATED, HOSTILE, PLANTED, SPLITS, changed, hashes, path_of, read

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
        (({**LINE, "facts": "weekly"},), "cases.jsonl:1: facts is not a list of texts"),
        (({**LINE, "forbidden": [5]},), "cases.jsonl:1: forbidden is not a list of texts"),
        (({**LINE, "gold": ["x@1/p1"]},), "cases.jsonl:1: a group of gold is not a list of texts"),
        (({**LINE, "gold": [[]]},), "cases.jsonl:1: a group of gold is empty"),
        (({**LINE, "question": 5},), "cases.jsonl:1: question is not a text"),
        (({**LINE, "question": " "},), "cases.jsonl:1: id or question is empty"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, lines: tuple[dict[str, object] | str, ...], told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)):
        load(written(tmp_path, *lines))


def test_gold_that_no_index_holds_is_named_with_its_case(tmp_path: Path) -> None:
    cases = load(written(tmp_path, LINE, {**LINE, "id": "b", "gold": [["y@1/p1", "x@1/p1"]]}))
    assert unknown_gold(cases, {"x@1/p1"}) == ("b: y@1/p1",)


TURN: dict[str, object] = {**LINE, "conversation": "v", "turn": 1, "alone": "Who?"}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (({**TURN, "turn": 2},), "cases.jsonl:1: turn 2 of 'v', expected 1"),
        ((TURN, {**TURN, "id": "b"}), "cases.jsonl:2: turn 1 of 'v', expected 2"),
        (({**LINE, "turn": 1},), "cases.jsonl:1: a turn has"),
        (({**TURN, "alone": ""},), "cases.jsonl:1: a turn has"),
    ],
)
def test_turns_are_counted_and_whole(tmp_path: Path, lines: tuple[dict[str, object], ...], told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)):
        load(written(tmp_path, *lines))


KNOWN = {
    "role": ["cook"], "subject": ["heat"], "wording": ["plain"], "trait": [""],
    "category": {"answered": ["list"], "partial": ["gap"], "not_found": ["near"]},
}  # fmt: skip
LABELLED = {**LINE, "role": "cook", "subject": "heat", "wording": "plain", "category": "list"}


def test_labels_are_those_that_there_are(tmp_path: Path) -> None:
    assert load(written(tmp_path, LABELLED), KNOWN)[0].subject == "heat"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"role": "guest"}, "cases.jsonl:1: role 'guest' is not one of 'cook' (labels.json)"),
        ({"subject": ""}, "subject '' is not one of 'heat'"),
        ({"category": "gap"}, "category 'gap' is not one of 'list'"),
        ({"status": "partial"}, "category 'list' is not one of 'gap'"),
    ],
)
def test_a_label_that_is_none_is_named(tmp_path: Path, changed: dict[str, object], told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)):
        load(written(tmp_path, {**LABELLED, **changed}), KNOWN)


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"role": []}', json.dumps({**KNOWN, "category": {"answered": []}}), json.dumps({**KNOWN, "role": []})],
)
def test_damaged_labels_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "labels.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="labels.json: "):
        labels(tmp_path / "labels.json")


def test_a_fact_that_no_needed_provision_states_is_named(tmp_path: Path) -> None:
    cases = load(written(tmp_path, {**LINE, "facts": ["Weekly", "daily"]}, {**LINE, "id": "b", "facts": ["at  once"]}))
    texts = {"x@1/p1": "Sweep weekly,\nat once."}
    assert unsupported_facts(cases, texts.__getitem__) == ("a: daily",)


@pytest.fixture(scope="module")
def own() -> dict[str, tuple[Case, ...]]:
    return {split: load(path_of(split), labels()) for split in SPLITS}


def count(own: dict[str, tuple[Case, ...]], **fields: str) -> int:
    cases = [case for split in own.values() for case in split]
    return sum(all(getattr(case, name) == value for name, value in fields.items()) for case in cases)


def test_the_own_cases_are_many_unanswerable_in_good_part_and_half_never_tuned_on(own: dict[str, tuple[Case, ...]]) -> None:
    cases = [case for split in own.values() for case in split]
    assert len(cases) >= 400 and count(own, status="not_found") >= 100
    assert len(own["checking"]) >= len(cases) / 2
    assert all(case.split == split for split, held in own.items() for case in held)
    assert len({case.id for case in cases}) == len(cases) == len({(case.question, case.as_of) for case in cases})
    assert not {case.question for case in own["tuning"]} & {case.question for case in own["checking"]}


def test_every_label_is_borne_by_some_case_and_rights_by_forty(own: dict[str, tuple[Case, ...]]) -> None:
    known = labels()
    for field in ("role", "subject", "wording"):
        assert all(count(own, **{field: value}) for value in known[field]), field
    assert all(
        count(own, category=one, status=status)
        for status, some in known["category"].items()
        for one in some
        if one != "in part"
    )
    assert count(own, subject="student rights") >= 40


@pytest.mark.parametrize(
    ("file", "trait", "least"), [(DATED, "as of", 40), (HOSTILE, "hostile", 30), (PLANTED, "hostile", 20)]
)
def test_what_is_scored_apart_bears_its_trait(file: str, trait: str, least: int) -> None:
    cases = load(path_of(file), labels())
    assert len(cases) >= least and {case.trait for case in cases} == {trait}
    assert any(case.forbidden for case in cases)
    assert len({case.as_of for case in cases}) >= 10 or file != DATED


def test_there_are_thirty_conversations_of_two_to_four_turns() -> None:
    turns = load(path_of(CONVERSATIONS), labels())
    lengths = Counter(case.conversation for case in turns)
    assert len(lengths) >= 30 and set(lengths.values()) <= {2, 3, 4}
    assert sum(case.question != case.alone for case in turns) >= 30


def test_the_own_cases_need_only_provisions_that_are_held_and_facts_that_they_state(shipped: Settings) -> None:
    with opened(shipped) as held:
        assert all(cases_of(split, held) for split in (*SPLITS, DATED, HOSTILE, CONVERSATIONS))


def test_the_splits_are_the_recorded_ones() -> None:
    assert list(changed(read(), hashes((*SPLITS, *APART)))) == []
