"""Rows as tables."""

import csv
import io

import pytest

from assistant.tables import as_csv, harmless, markdown, table


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1=1", "§ 4-1", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_csv_is_read_back_with_commas_quotes_lines_and_accents() -> None:
    rows = [["a,b", 'say "é"'], ["two\nlines", "~"]]
    assert list(csv.reader(io.StringIO(as_csv(["x", "y"], rows), newline=""))) == [["x", "y"], *rows]


def test_markdown_keeps_signs_from_being_markup() -> None:
    made = markdown(["a"], [["*x* | [y](z) <b>"], ["two\nlines"]])
    assert made.splitlines()[2:] == ["| \\*x\\* \\| \\[y\\](z) \\<b\\> |", "| two lines |"]


def test_a_table_wraps_what_is_long() -> None:
    lines = table(["who", "what"], [["me", "word " * 20]]).splitlines()
    assert lines[0] == "who  what" and set(lines[1]) == {"-", " "}
    assert len(lines) == 2 + 3 and lines[2].startswith("me   word") and lines[3].startswith("     word")
