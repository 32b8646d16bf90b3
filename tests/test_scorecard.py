"""The scorecard as a command: what is checked before anything is run, what is kept, and that fresh cases are scored once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals import cases, scorecard, splits
from evals.__main__ import main
from evals.cases import DATA

LABELS = {"role": "sro", "subject": "law", "wording": "plain", "category": "near miss"}
Line = dict[str, object]


def line(id: str, question: str, split: str) -> Line:
    return {"id": id, "question": question, "split": split, "gold": [], "status": "not_found", **LABELS}


@pytest.fixture
def place(tmp_path: Path, shipped: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two short splits and fresh cases, and the shipped index."""
    lines = {
        "tuning": [line("t1", "Who waters the plants?", "tuning")],
        "checking": [line("c1", "What is for lunch?", "checking"), line("c2", "Is the pool heated?", "checking")],
        "fresh": [line("f1", "Where is the sea?", "fresh")],
    }
    for name, some in lines.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in some), encoding="utf-8")
    monkeypatch.setattr(cases, "DATA", tmp_path)
    monkeypatch.setattr(splits, "path_of", lambda split: tmp_path / f"{split}.jsonl")
    monkeypatch.setattr(splits.read, "__defaults__", (tmp_path / "splits.json",))
    monkeypatch.setattr(splits.write, "__defaults__", (tmp_path / "splits.json",))
    monkeypatch.setattr(scorecard, "ready", lambda: replace(shipped, corpus=splits.ROOT / "corpus"))
    for name, value in (("INDEX", shipped.index), ("CORPUS", splits.ROOT / "corpus"), ("DATA", tmp_path)):
        monkeypatch.setenv(f"PINPOINT_{name}", str(value))
    (tmp_path / "floors.json").write_text('{"checking": {"least": {"unanswerable refused": 0.5}}}', encoding="utf-8")
    return tmp_path


Score = Callable[..., int]


@pytest.fixture
def score(place: Path) -> Score:
    return lambda *given: main(["--split", "checking", "--page", str(place / "page.html"), *given])


def test_an_accepted_run_passes_again_and_changed_cases_do_not(
    place: Path, score: Score, capsys: pytest.CaptureFixture[str]
) -> None:
    assert score() == 1 and "checking: not recorded yet" in capsys.readouterr().err
    assert score("--baseline") == 0
    assert set(json.loads((place / "baseline.json").read_text(encoding="utf-8"))) == {"c1", "c2"}
    assert score() == 0 and "no case has changed" in capsys.readouterr().out
    assert "What is for lunch?" in (place / "page.html").read_text(encoding="utf-8")
    with (place / "checking.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line("c3", "Who feeds the cat?", "checking")) + "\n")
    assert score() == 1 and "checking: not the cases that were recorded" in capsys.readouterr().err


def test_a_figure_under_its_floor_fails(place: Path, score: Score, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "floors.json").write_text('{"checking": {"least": {"facts stated": 0.5}}}', encoding="utf-8")
    assert score("--baseline") == 1
    assert "error: checking: facts stated is -, its floor is 0.5" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("baseline.json", '{"c1": 3}', "baseline.json: c1: not figures by name"),
        ("splits.json", "[]", "splits.json: not a record of splits"),
        ("floors.json", "{", "floors.json: not JSON"),
        ("floors.json", '{"checking": {"least": {"wit": 1}}}', "floors.json: checking: least.wit: not a number for one of"),
        ("checking.jsonl", json.dumps(line("t9", "Who?", "tuning")), "t9: belongs to another file"),
    ],
)
def test_what_is_damaged_is_named(
    place: Path, score: Score, file: str, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / file).write_text(text, encoding="utf-8")
    assert score() == 1
    caught = capsys.readouterr()
    assert told in caught.err and "Traceback" not in caught.err and "mean" not in caught.out


def test_a_page_that_cannot_be_written_is_said_before_anything_is_run(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "file").write_text("", encoding="utf-8")
    for command in (["--split", "checking"], ["fresh"]):
        assert main([*command, "--page", str(place / "file" / "page.html")]) == 1
        caught = capsys.readouterr()
        assert "cannot be written" in caught.err and "mean" not in caught.out
    assert splits.read().fresh is None


def test_fresh_cases_are_scored_once_and_told_of_from_then_on(
    place: Path, score: Score, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fresh", "--page", str(place / "fresh.html")]) == 0
    assert "Where is the sea?" in (place / "fresh.html").read_text(encoding="utf-8")
    assert main(["fresh"]) == 1 and "scored already on" in capsys.readouterr().err
    assert score("--baseline") == 0
    assert "scored once; the engine is the same" in capsys.readouterr().out
    (place / "fresh.jsonl").write_text(json.dumps(line("f1", "Where was the sea?", "fresh")) + "\n", encoding="utf-8")
    assert score() == 1 and "fresh: not the cases that were recorded" in capsys.readouterr().err


def test_fresh_cases_are_scored_with_what_is_shipped(
    place: Path, shipped: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scorecard, "ready", lambda: replace(shipped, corpus=splits.ROOT / "corpus", reranker="other"))
    assert main(["fresh"]) == 1 and "with what is shipped" in capsys.readouterr().err
    assert splits.read().fresh is None and (DATA / "tuning.jsonl").is_file()
