"""The register of obligations over a small lighthouse's documents: rows, names, filters, views, formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from small_corpus import indexed

from assistant.__main__ import main
from assistant.index import acquire
from assistant.obligations import Register, Wanted
from assistant.register_formats import FORMATS, write
from assistant.settings import Settings

DAY = date(2026, 5, 1)
CORPUS = """
tiers = [["code"], ["rule"]]
comments = ["Remarks"]
[[citation]]
code = "Harbour Code"
section = '\\d+-\\d+'
bare = true
document = "code-{section}"
[[bearer]]
name = "keeper"
also = ["lighthouse keeper", "watchman", "keepers employed here"]
[[bearer]]
name = "harbour master"
also = ["master"]
[[view]]
id = "drills"
title = "Drills"
words = ["drill"]
bearers = ["keeper", "harbour master"]
[[document]]
id = "code-4-1"
title = "Harbour Code § 4-1"
short = "Harbour Code § 4-1"
cite = "Harbour Code § 4-1"
tier = "code"
  [[document.version]]
  id = "2020"
  file = "old.txt"
  effective = 2020-01-01
  superseded = 2024-01-01
  [[document.version]]
  id = "2024"
  file = "new.txt"
  effective = 2024-01-01
[[document]]
id = "rules"
title = "Light Rules"
tier = "rule"
file = "rules.txt"
"""
FILES = {
    "old.txt": "(1) A watchman must row to the mainland monthly.\n",
    "new.txt": "(1) A watchman must row to the mainland weekly.\n(2) Boats may land on Sundays.\n",
    "rules.txt": (
        "Light Rules\n\nTHE LAMP\nThe lighthouse keeper shall light the lamp daily. He may sleep by day.\n"
        "The =log shall be kept for ten years by the master.\n\n"
        "DRILLS\nThe keeper and the master shall drill together quarterly.\n"
        "Keepers employed here should practise knots before each watch.\n\n"
        "REMARKS\nThe keeper must be tired.\n"
    ),
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return indexed(tmp_path_factory.mktemp("light"), CORPUS, FILES, DAY)


@pytest.fixture(scope="module")
def register(settings: Settings) -> Iterator[Register]:
    with acquire(settings) as index:
        yield Register(index.store, DAY)


def said(register: Register, wanted: Wanted) -> list[str]:
    return [f"{', '.join(one.who)} {one.modality} {one.action}" for one in register.find(wanted)]


def test_every_norm_that_stands_is_a_row_and_remarks_are_none(register: Register) -> None:
    assert said(register, Wanted()) == [
        "keeper must row to the mainland weekly",
        "Boats may land on Sundays",
        "keeper must light the lamp daily",
        "keeper may sleep by day",
        "harbour master must be kept for ten years by the master",
        "keeper, harbour master must drill together quarterly",
        "keeper should practise knots before each watch",
    ]
    assert len(register.find(Wanted(standing=False))) == 8
    assert register.bearers()[0] == "keeper"


def test_a_quote_is_the_span_of_its_provision_and_says_how_it_stands(settings: Settings, register: Register) -> None:
    with acquire(settings) as index:
        for one in register.obligations:
            assert one.quote == index.store.text(one.document, one.version)[one.start : one.end]
            assert one.bearer.lower() in {"he", *f"{one.lead_in} {one.quote}".lower().split()} or one.bearer in one.quote
    old = next(one for one in register.obligations if one.in_force == "superseded")
    assert (old.label, old.tier, old.interval) == ("Harbour Code § 4-1(1)", "code", "monthly")
    assert [one.authority for one in register.obligations if "drill" in one.action] == [""]


def test_what_nobody_is_named_for_is_borne_by_whoever_it_concerns(register: Register) -> None:
    row = register.obligations[0]
    assert replace(row, who=(), bearer="").borne_by == "whoever it concerns"
    assert replace(row, who=()).borne_by == row.bearer


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(bearer="Keeper"), 5),
        (Wanted(bearer="watchman"), 0),
        (Wanted(modality="may"), 2),
        (Wanted(tier="code"), 2),
        (Wanted(heading="drill"), 2),
        (Wanted(every="weekly"), 1),
        (Wanted(every="quarterly"), 1),
        (Wanted(every="any"), 4),
        (Wanted(search="LAMP keeper"), 2),
        (Wanted(view="drills"), 1),
        (Wanted(documents=("rules",)), 5),
        (Wanted(documents=("rules",), modality="must", every="daily"), 1),
    ],
)
def test_the_register_is_narrowed_by_what_is_asked_for(register: Register, wanted: Wanted, count: int) -> None:
    assert len(register.find(wanted)) == count


def test_an_unknown_view_is_an_error(register: Register) -> None:
    with pytest.raises(KeyError):
        register.find(Wanted(view="dances"))


def test_a_calendar_program_reads_what_comes_round(register: Register) -> None:
    made: Any = icalendar.Calendar.from_ical(write("ics", register.find(Wanted()), date(2026, 9, 1)))
    events = {str(event["summary"]): event for event in made.walk("VEVENT")}
    assert list(events) == [
        "keeper must: row to the mainland weekly",
        "keeper must: light the lamp daily",
        "keeper, harbour master must: drill together quarterly",
    ]
    drill = events["keeper, harbour master must: drill together quarterly"]
    assert drill["dtstart"].dt == date(2026, 9, 1)
    assert (drill["rrule"]["freq"], drill["rrule"]["interval"]) == (["MONTHLY"], [3])
    assert "Light Rules, Drills" in drill["description"]


def test_tables_hold_every_field_and_no_formula(register: Register) -> None:
    found = register.find(Wanted())
    rows = list(csv.DictReader(io.StringIO(write("csv", found, DAY).decode())))
    assert [row["action"] for row in rows] == [one.action for one in found]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    read = json.loads(write("json", found, DAY))
    assert [(one["id"], tuple(one["who"]), one["quote"]) for one in read] == [(o.id, o.who, o.quote) for o in found]
    assert write("md", found, DAY).decode().count("\n") == len(found) + 1
    assert all(one.label.split(",")[0] in write("table", found, DAY).decode() for one in found)


@pytest.mark.parametrize("format", FORMATS)
def test_the_command_writes_every_format(
    format: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for name, value in (("CORPUS", settings.corpus), ("INDEX", settings.index), ("DATA", settings.data)):
        monkeypatch.setenv(f"PINPOINT_{name}", str(value))
    given = ["obligations", "--bearer", "keeper", "--start", "2026-09-01", "--as-of", "2026-05-01", "--format", format]
    assert main(given) == 0
    caught = capfdbinary.readouterr()
    assert b"5 of 8 obligations" in caught.err
    assert main([*given, "--output", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out").read_bytes().strip() == caught.out.strip() != b""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--bearer", "nun"], "bearer 'nun': bears no obligation; there are keeper"),
        (["--view", "x"], "view 'x': no such view; there are drills"),
        (["--document", "x"], "document 'x': not in this corpus; there are code-4-1, rules"),
        (["--output", "/nowhere/x"], "/nowhere/x: cannot be written"),
    ],
)
def test_what_is_not_there_is_an_error_of_one_line(
    given: list[str], told: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("CORPUS", settings.corpus), ("INDEX", settings.index), ("DATA", settings.data)):
        monkeypatch.setenv(f"PINPOINT_{name}", str(value))
    assert main(["obligations", *given]) == 1
    error = capsys.readouterr().err
    assert f"error: {told}" in error and error.count("\n") == 1
