"""The crosswalk over a small harbour's documents: three states, both quotes, both ways, every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from small_corpus import indexed

from assistant.__main__ import main
from assistant.crosswalk import STATUSES, Crosswalk, crosswalk, pairings
from assistant.crosswalk_formats import FORMATS, summary, write
from assistant.errors import CorpusError
from assistant.held import Held
from assistant.obligations import Register
from assistant.pipeline import Assistant
from assistant.settings import Settings

DAY = date(2026, 5, 1)
CORPUS = """
tiers = [["code"], ["rule"]]
[[citation]]
code = "Harbour Code"
section = '\\d+-\\d+'
bare = true
document = "code-{section}"
[[crosswalk]]
id = "rules"
title = "The code and the rules"
higher = "code-4-1"
list = "(2)"
lower = "rules"
[[crosswalk]]
id = "unseen"
title = "A section not held"
higher = "code-5-1"
list = "(1)"
lower = "rules"
[[crosswalk]]
id = "duties"
title = "The watchman's duties and the orders"
higher = "code-6-1"
list = "(2)"
lower = "orders"
[[document]]
id = "code-4-1"
title = "Harbour Code § 4-1"
short = "Harbour Code § 4-1"
cite = "Harbour Code § 4-1"
tier = "code"
  [[document.version]]
  id = "2024"
  file = "code.txt"
  effective = 2024-01-01
  held = "part"
  not_seen = ["(2)(d)"]
[[document]]
id = "code-5-1"
title = "Harbour Code § 5-1"
short = "Harbour Code § 5-1"
tier = "code"
  [[document.version]]
  id = "2024"
  effective = 2024-01-01
  held = "status"
[[document]]
id = "code-6-1"
title = "Harbour Code § 6-1"
short = "Harbour Code § 6-1"
cite = "Harbour Code § 6-1"
tier = "code"
file = "duties.txt"
[[document]]
id = "rules"
title = "Harbour Rules"
tier = "rule"
file = "rules.txt"
[[document]]
id = "orders"
title = "Watch Orders"
tier = "rule"
file = "orders.txt"
"""
FILES = {
    "code.txt": (
        "(1) The harbour master may close the harbour.\n"
        "(2) The harbour master must see to it that the rules deal with each of these subjects:\n"
        "(a) how often the lighthouse lamp is cleaned;\n"
        "(b) the training of lifeboat crews;\n"
        "(c) the licensing of street musicians.\n"
    ),
    "rules.txt": (
        "Harbour Rules\n\nTHE LAMP\nThe keeper shall clean the lighthouse lamp every week (Harbour Code 4-1 (2020)).\n\n"
        "LIFEBOATS\nTraining of lifeboat crews is held in accordance with [INSERT TRAINING PLAN].\n\n"
        "PIPES\nThe keeper should paint the water pipes green each spring.\n"
    ),
    "duties.txt": (
        "(1) The watchman may rest at noon.\n"
        "(2) The watchman must:\n"
        "(a) wind the tower clock every month;\n"
        "(b) wash the galley floor;\n"
        "(c) inspect the tugboats every year;\n"
        "(d) repair the mooring chains every year;\n"
        "(e) count the visitor badges annually;\n"
        "(f) feed the harbour cats.\n"
    ),
    "orders.txt": (
        "Watch Orders\n\nCLOCK\nThe watchman should wind the tower clock every month.\n\n"
        "GALLEY\nThe watchman may wash the galley floor.\n\n"
        "TUGBOATS\nThe watchman shall inspect the tugboats quarterly.\n\n"
        "CHAINS\nThe watchman must repair the mooring chains every year. The watchman should oil the winch "
        "quarterly.\n\nBADGES\nThe watchman shall count the visitor badges once a year.\n\n"
        "CATS\nThe cook may feed the harbour cats.\n"
    ),
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return indexed(tmp_path_factory.mktemp("harbour"), CORPUS, FILES, DAY)


@pytest.fixture(scope="module")
def held(settings: Settings) -> Iterator[Held]:
    with Assistant.open(settings).held() as found:
        yield found


@pytest.fixture(scope="module")
def walks(held: Held) -> list[Crosswalk]:
    register = Register(held.index.store, DAY)
    return [crosswalk(one, held, DAY, register) for one in pairings(held)]


def test_each_requirement_is_a_row_with_its_state(walks: list[Crosswalk]) -> None:
    rows = {row.label.removeprefix("Harbour Code § 4-1"): row for row in walks[0].rows}
    assert list(rows) == ["(2)(a)", "(2)(b)", "(2)(c)", "(2)(d)"]
    assert rows["(2)(a)"].status in ("covered", "partly")
    assert [quoted.label for quoted in rows["(2)(a)"].said][:1] == ["Harbour Rules, The Lamp ¶1"]
    assert rows["(2)(b)"].status == "placeholder"
    assert rows["(2)(b)"].differences == ("Harbour Rules, Lifeboats ¶1 leaves open: [INSERT TRAINING PLAN]",)
    assert (rows["(2)(c)"].status, rows["(2)(c)"].said) == ("missing", ())
    assert (rows["(2)(d)"].status, rows["(2)(d)"].required) == ("cannot be told", None)


def test_a_section_that_is_not_held_cannot_be_told(walks: list[Crosswalk]) -> None:
    assert [(row.label, row.status) for row in walks[1].rows] == [("Harbour Code § 5-1(1)", "cannot be told")]
    assert walks[1].version == "" and walks[1].beyond == ()


def test_every_quote_is_exactly_its_span(walks: list[Crosswalk], held: Held) -> None:
    rows = [row for walk in walks for row in walk.rows]
    quoted = [one for row in rows for one in (*row.said, *([row.required] if row.required else []))]
    quoted += [one for walk in walks for row in walk.beyond for one in row.by]
    assert quoted
    assert all(held.index.store.text(q.document, q.version)[q.start : q.end] == q.quote for q in quoted)


def test_what_only_the_lower_document_asks_is_told_in_three_states(walks: list[Crosswalk]) -> None:
    asked = {row.obligation.action: row.asked for row in walks[0].beyond}
    assert asked["paint the water pipes green each spring"] == "none found"
    assert next(how for action, how in asked.items() if "lamp" in action) in ("found", "not determinable")


@pytest.mark.parametrize(
    ("place", "answer", "told"),
    [
        ("(2)(a)", "Clock ¶1", ("(2)(a) says “must”", "Clock ¶1 “should”")),
        ("(2)(b)", "Galley ¶1", ("(2)(b) says “must”", "Galley ¶1 “may”")),
        ("(2)(c)", "Tugboats ¶1", ("(2)(c) says “every year”", "Tugboats ¶1 “quarterly”")),
        ("(2)(d)", "Chains ¶1", ()),  # the same in force and interval
        ("(2)(e)", "Badges ¶1", ()),  # the same interval in other words
        ("(2)(f)", "Cats ¶1", ()),  # another's duty is not the same duty with another force
    ],
)
def test_another_force_and_another_interval_are_told_and_the_same_are_not(
    place: str, answer: str, told: tuple[str, ...], walks: list[Crosswalk]
) -> None:
    row = next(row for row in walks[2].rows if row.label == f"Harbour Code § 6-1{place}")
    assert [quoted.label for quoted in row.said][:1] == [f"Watch Orders, {answer}"]
    expected = (f"Harbour Code § 6-1{told[0]}, Watch Orders, {told[1]}",) if told else ()
    assert row.differences == expected


def test_a_pair_that_names_no_document_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"crosswalk 'rules', key 'higher': 'code-9' is no document of this corpus"):
        indexed(tmp_path, CORPUS.replace('higher = "code-4-1"', 'higher = "code-9"'), FILES, DAY)


def test_the_formats_tell_of_every_row(walks: list[Crosswalk]) -> None:
    rows = list(csv.DictReader(io.StringIO(write("csv", walks).decode())))
    assert len(rows) == sum(len(walk.rows) + len(walk.beyond) for walk in walks)
    read = json.loads(write("json", walks))
    assert [row["status"] for row in read[0]["rows"]] == [row.status for row in walks[0].rows]
    assert write("md", walks).decode().count("## ") == len(walks)
    assert all(row.label in write("table", walks).decode() for row in walks[0].rows)
    assert summary(walks[1]) == "1 cannot be told" and set(STATUSES) >= {row.status for row in walks[0].rows}


@pytest.mark.parametrize("format", FORMATS)
def test_the_command_writes_every_format(
    format: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, value in (("CORPUS", settings.corpus), ("INDEX", settings.index), ("DATA", settings.data)):
        monkeypatch.setenv(f"PINPOINT_{name}", str(value))
    assert main(["crosswalk", "--id", "rules", "--as-of", "2026-05-01", "--format", format]) == 0
    caught = capfdbinary.readouterr()
    assert b"rules: " in caught.err and b"street musicians" in caught.out and b"5-1(1)" not in caught.out
    assert main(["crosswalk", "--id", "x"]) == 1
    told = capfdbinary.readouterr().err
    assert b"error: crosswalk 'x': no such one in corpus.toml; there are rules, unseen, duties" in told
