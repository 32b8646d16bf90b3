"""The record of splits: what was accepted, what has changed, and by what engine the fresh cases were scored."""

from pathlib import Path

import pytest

from assistant.errors import DataError
from evals.splits import Record, Scored, changed, engine, read, write


def test_a_record_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    scored = Scored(day="2026-01-02", engine="e", figures={"facts stated": (0.5, 0.25, 0.75, 8)})
    record = Record(hashes={"tuning": "a"}, fresh=scored)
    write(record, tmp_path / "splits.json")
    assert read(tmp_path / "splits.json") == record
    write(Record(), tmp_path / "splits.json")
    assert read(tmp_path / "splits.json") == Record() == read(tmp_path / "none.json")


FEW = '{"hashes": {}, "fresh": {"day": "x", "engine": "e", "figures": {"f": [1]}}}'


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"hashes": {}, "fresh": {"day": "x"}}', FEW])
def test_a_damaged_record_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "splits.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"splits\.json: not a record of splits"):
        read(tmp_path / "splits.json")


def test_cases_that_are_not_the_recorded_ones_are_named() -> None:
    record = Record(hashes={"tuning": "a", "checking": "b"})
    assert list(changed(record, {"tuning": "a"})) == []
    (other, new) = changed(record, {"checking": "c", "third": "d"})
    assert other.startswith("checking: not the cases that were recorded") and new.startswith("third: not recorded yet")


def test_the_digest_of_the_engine_moves_with_each_part_and_not_with_what_is_none(tmp_path: Path) -> None:
    parts = ("assistant/ask.py", "assistant/data/w.npz", "ingest/read.py", "prompts/a.txt", "corpus/a/rules.txt")
    for name in (*parts, "README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    before = engine(tmp_path)
    (tmp_path / "README.md").write_text("changed", encoding="utf-8")
    assert engine(tmp_path) == before
    seen = {before}
    for name in parts:
        (tmp_path / name).write_text("changed", encoding="utf-8")
        seen.add(engine(tmp_path))
    assert len(seen) == 1 + len(parts)
