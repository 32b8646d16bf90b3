"""A complaint becomes a case with one command."""

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals import adopt, splits
from evals.__main__ import main
from evals.cases import DATA, labels, load

RIGHT = ["--status", "not_found", "--category", "near miss", "--subject", "law"]


@pytest.fixture
def place(tmp_path: Path, shipped: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tuning cases, a record, and a folder with two complaints."""
    first = {"question": "Who waters the plants?", "status": "answered", "citations": ["x@1/a"], "comment": "no such"}
    lines = [json.dumps(one) + "\n" for one in (first, {"question": "Is the pool heated?"})]
    (tmp_path / "feedback.jsonl").write_text("".join(lines), encoding="utf-8")
    for name in (adopt.SPLIT, *adopt.OTHERS):
        (tmp_path / f"{name}.jsonl").write_bytes((DATA / f"{name}.jsonl").read_bytes())
    monkeypatch.setenv("PINPOINT_DATA", str(tmp_path))
    monkeypatch.setenv("PINPOINT_INDEX", str(shipped.index))
    monkeypatch.setattr(splits, "path_of", lambda split: tmp_path / f"{split}.jsonl")
    splits.write(splits.read(), tmp_path / "splits.json")
    monkeypatch.setattr(splits.read, "__defaults__", (tmp_path / "splits.json",))
    monkeypatch.setattr(splits.write, "__defaults__", (tmp_path / "splits.json",))
    return tmp_path


def test_complaints_are_listed_with_what_was_cited(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt"]) == 0
    told = capsys.readouterr().out
    assert "1. Who waters the plants?\n   answered, cited x@1/a\n   no such" in told and "2. Is the pool heated?" in told


def test_a_complaint_becomes_the_last_tuning_case(place: Path) -> None:
    before = load(place / "tuning.jsonl", labels())
    assert main(["adopt", "1", *RIGHT]) == 0
    (*others, new) = load(place / "tuning.jsonl", labels())
    assert tuple(others) == before
    assert (new.question, new.status, new.split, new.subject) == ("Who waters the plants?", "not_found", "tuning", "law")
    assert list(splits.changed(splits.read(), splits.hashes(["tuning"]))) == []


def test_cases_that_were_changed_by_hand_are_not_accepted_in_passing(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (place / "tuning.jsonl").read_text(encoding="utf-8")
    (place / "tuning.jsonl").write_text(whole + "\n", encoding="utf-8")
    assert main(["adopt", "1", *RIGHT]) == 1 and "not the cases that were recorded" in capsys.readouterr().err


def test_a_question_that_is_measured_with_is_not_learned_from(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured = load(place / "checking.jsonl")[0].question
    assert main(["adopt", "1", *RIGHT, "--question", measured.upper()]) == 1
    assert "checking.jsonl: has this question already" in capsys.readouterr().err


def test_a_torn_complaint_spoils_no_other(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (place / "feedback.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"question": "Wh')
    assert main(["adopt"]) == 0
    told = capsys.readouterr()
    assert "2. Is the pool heated?" in told.out and "feedback.jsonl:3: no complaint with a question" in told.err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["3", *RIGHT], "no complaint 3"),
        (["0", *RIGHT], "no complaint 0"),
        (["1", *RIGHT, "--gold", "x@1/p1"], "a not_found case has no gold"),
        (["1", "--status", "answered", "--category", "near miss", "--subject", "law"], "category 'near miss' is not one of"),
        (["1", "--status", "answered", "--category", "list", "--subject", "law", "--gold", "x@1/p9"], "x@1/p9"),
    ],
)
def test_a_case_that_would_not_load_is_not_written(
    place: Path, given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (place / "tuning.jsonl").read_bytes()
    assert main(["adopt", *given]) == 1 and told in capsys.readouterr().err
    assert (place / "tuning.jsonl").read_bytes() == before


def test_a_question_that_is_there_is_not_added_twice(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt", "1", *RIGHT]) == 0 and main(["adopt", "1", *RIGHT]) == 1
    assert "has this question already" in capsys.readouterr().err


def test_what_a_case_must_have_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        adopt.main(["1", "--status", "answered"])
    assert stopped.value.code == 2 and "a case needs --status, --category and --subject" in capsys.readouterr().err
