"""The report of `python -m ingest check`."""

from datetime import date
from pathlib import Path

from ingest.check import report
from ingest.reading import read_all

TOML = """tiers = [["rule"]]
[[citation]]
code = "Code"
section = '\\d+-\\d+'
document = "code-{section}"
[[document]]
id = "hut"
title = "Hut Rules"
short = "Hut"
tier = "rule"
  [[document.version]]
  id = "1"
  file = "hut.txt"
  [[document.version]]
  id = "2"
  held = "status"
"""
TEXT = """Hut Rules

USE
Pay [SUM] as Code § 7-7 says:
(a) in cash;
(c) by mail.

Zone    Day    Night
"""


def test_the_report_gives_counts_what_was_not_understood_and_totals(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "hut.txt").write_text(TEXT, encoding="utf-8")
    assert report(read_all(tmp_path, date(2025, 6, 1))).splitlines() == [
        f"hut@1  Hut: {len(TEXT)} characters, 1 paragraphs, 2 items, 1 title lines, 1 unplaced lines, "
        "0 of 1 references held",
        f"  line 8, at {TEXT.index('Zone')}: not understood, kept as a line: Zone Day Night",
        f"  line 6, at {TEXT.index('by mail')}: numbering leaps or repeats: by mail.",
        f"  line 4, at {TEXT.index('Code')}: reference to what is not held: Code § 7-7",
        f"  line 4, at {TEXT.index('[SUM]')}: placeholder: [SUM]",
        "",
        "hut@2  Hut: only its status is known, no text",
        "",
        "1 documents, 2 versions, 1 of them with text, 5 provisions, 0 definitions; 1 × not understood, kept as a line; "
        "1 × numbering leaps or repeats; 1 × reference to what is not held; 1 × placeholder",
    ]


def test_a_clean_corpus_has_nothing_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(
        'tiers = [["rule"]]\n[[document]]\nid = "x"\ntitle = "X"\ntier = "rule"\nfile = "x.txt"\n'
    )
    (tmp_path / "x.txt").write_text("Words.\n")
    assert report(read_all(tmp_path, date(2025, 6, 1))).endswith("1 provisions, 0 definitions; nothing to look at")
