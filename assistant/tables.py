"""Rows as a table to read, as CSV that no spreadsheet runs, as Markdown."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 44

Rows = Sequence[Sequence[str]]


def table(head: Sequence[str], rows: Rows) -> str:
    """Columns of words, each cell wrapped where it is long; the head is underlined."""
    cells = [[textwrap.wrap(cell, WIDEST) or [""] for cell in row] for row in (head, *rows)]
    widths = [max((len(line) for row in cells for line in row[at]), default=0) for at in range(len(head))]
    lines = []
    for number, row in enumerate(cells):
        for part in range(max(len(cell) for cell in row)):
            words = (cell[part] if part < len(cell) else "" for cell in row)
            lines.append("  ".join(word.ljust(width) for word, width in zip(words, widths, strict=True)).rstrip())
        if number == 0:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join(lines)


def as_csv(head: Sequence[str], rows: Rows) -> str:
    """Comma-separated values with a head; a cell that a spreadsheet would run as a formula is quoted as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[harmless(cell) for cell in row] for row in (head, *rows)])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that spreadsheets show and do not run."""
    return f"'{cell}" if cell.startswith(RUN_BY_SPREADSHEETS) else cell


def markdown(head: Sequence[str], rows: Rows) -> str:
    """A table in Markdown; what would be read as markup stands as it is printed."""
    lines = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain(words: str) -> str:
    """Words in which Markdown reads no markup."""
    joined = " ".join(words.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#~" else sign for sign in joined)
