"""What is shown of the register of obligations, over the hand-made documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fake_engine import FakeStore

from assistant.checklist import Checklist
from assistant.obligations import Register, Wanted
from ui import duties_view as V
from ui.wording import wording

DAY = date(2026, 9, 1)
WORDS = wording()


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(FakeStore(), DAY)


def test_the_address_narrows_the_register_and_leads_back(register: Register) -> None:
    params = {
        "view": "shirts",
        "who": "ATTENDANT",
        "must": "must",
        "every": "weekly",
        "tier": "agency policy",
        "words": "red",
    }
    asked = V.wanted(params, register)
    assert asked == Wanted(
        view="shirts", bearer="attendant", modality="must", every="weekly", tier="agency policy", search="red"
    )
    assert V.address(asked) == {**params, "who": "attendant"}
    assert V.address(Wanted()) == {}


def test_what_an_address_names_wrongly_is_left_out(register: Register) -> None:
    wrong = {"view": "x", "who": "<script>", "must": "shall", "every": "9", "tier": "king"}
    assert V.wanted(wrong, register) == Wanted()


def test_a_row_says_who_what_when_and_on_what_authority(register: Register) -> None:
    (row,) = V.rows(register.find(Wanted(search="gate")), WORDS)
    assert (row.who, row.modality, row.label) == ("attendant", "must", "Bylaws, Opening Hours ¶1")
    assert row.action == "unlock the gate at six in the morning on each weekday"
    assert (row.standing.tier, row.standing.state) == ("agency policy", "in force: not known")
    (report,) = V.rows(register.find(Wanted(search="report each accident")), WORDS)
    rests = dict(report.told)[WORDS.duties_rests_on]
    assert rests.startswith("Town Code § 4-2-1") and "text in force not held" in rests


def test_the_lines_of_a_checklist_stand_in_the_order_of_what_is_due(register: Register) -> None:
    found = register.find(Wanted(documents=("bylaws",)))
    kept = V.ticked(Checklist(place="Pool", start=date(2026, 8, 1)), found[0], date(2026, 8, 20))
    lines = V.lines(found, kept, DAY, WORDS)
    assert [line.id for line in lines] == [*(one.id for one in found[1:]), found[0].id]
    assert (lines[0].due, lines[0].late) == ("due 2026-08-01", True)
    assert (lines[-1].done, lines[-1].due, lines[-1].late) == (date(2026, 8, 20), "done", False)
    assert V.ticked(kept, found[0], None).ticks == {}
    sheet = V.sheet(lines, kept, WORDS)
    assert sheet.count("- [ ]") == len(found) - 1 and sheet.count("- [x]") == 1 and "Pool 2026-08-01" in sheet


def test_more_rows_than_are_drawn_are_cut(register: Register) -> None:
    many: Any = register.obligations * 60
    assert len(many) > V.MOST == len(V.rows(many, WORDS))
