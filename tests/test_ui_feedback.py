"""What people say is wrong, kept in the data folder."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant.errors import DataError
from assistant.feedback import Wrong, keep

ONE = Wrong(
    answer="a1",
    question="Who?\nWhat? “é”",
    documents=("cec",),
    status="answered",
    citations=("cec@1/p1",),
    index="g1",
    comment='no\n"not" so',
    at="2026-01-01T00:00:00+00:00",
)


def kept(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def test_a_complaint_is_one_line_of_json_in_a_folder_made_for_it(tmp_path: Path) -> None:
    path = keep(tmp_path / "new" / "data", ONE)
    assert kept(path) == [{**asdict(ONE), "documents": ["cec"], "citations": ["cec@1/p1"]}]


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: keep(tmp_path, replace(ONE, answer=str(n), comment="x" * 5000)), range(40)))
    assert sorted(str(line["answer"]) for line in kept(tmp_path / "feedback.jsonl")) == sorted(str(n) for n in range(40))


def test_a_line_torn_by_a_crash_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text('{"torn": ', encoding="utf-8")
    keep(tmp_path, ONE)
    assert [json.loads(line)["answer"] for line in path.read_text(encoding="utf-8").splitlines()[1:]] == ["a1"]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be written") as refused:
        keep(tmp_path / "data", ONE)
    assert "\n" not in str(refused.value)
