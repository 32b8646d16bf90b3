"""The checklist of obligations: what is due when, what was reworded, and the file that it travels in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from assistant.checklist import LARGEST, Checklist, Tick, after, due, opened, reworded, saved, words
from assistant.errors import DataError
from assistant.obligations import Obligation
from assistant.recurrence import Recurrence

START = date(2026, 8, 15)


def duty(interval: str = "", action: str = "drill") -> Obligation:
    plain = {
        name: "" for name in Obligation.__dataclass_fields__ if name not in ("rank", "start", "end", "who", "backing")
    }  # fmt: skip
    return Obligation(
        **{**plain, "id": "d@1/p1#1", "interval": interval, "action": action, "modality": "must"},  # type: ignore[arg-type]
        rank=0, start=0, end=1, who=("keeper",), backing=(),
    )  # fmt: skip


def done(day: date, action: str = "drill") -> Checklist:
    return Checklist(place="North School", start=START, ticks={"d/p1#1": Tick(done=day, words=words(duty(action=action)))})


def test_what_was_not_done_is_due_on_the_first_day() -> None:
    assert due(duty("quarterly"), Checklist(start=START)) == due(duty(), Checklist(start=START)) == START


def test_what_comes_round_is_due_a_period_after_it_was_done() -> None:
    assert due(duty("quarterly"), done(date(2026, 9, 30))) == date(2026, 12, 30)
    assert due(duty("annual"), done(date(2026, 9, 30))) == date(2027, 9, 30)
    assert due(duty(), done(date(2026, 9, 30))) is None


@pytest.mark.parametrize(
    ("day", "frequency", "every", "expected"),
    [
        (date(2026, 11, 30), "MONTHLY", 3, date(2027, 2, 28)),
        (date(2028, 2, 29), "YEARLY", 1, date(2029, 2, 28)),
        (date(2026, 12, 31), "MONTHLY", 6, date(2027, 6, 30)),
        (date(2026, 12, 31), "WEEKLY", 2, date(2027, 1, 14)),
        (date(2026, 12, 31), "DAILY", 1, date(2027, 1, 1)),
    ],
)
def test_a_period_ends_on_a_day_that_there_is(day: date, frequency: str, every: int, expected: date) -> None:
    assert after(day, Recurrence(frequency=frequency, every=every)) == expected  # type: ignore[arg-type]


def test_no_period_leads_beyond_the_calendar() -> None:
    assert after(START, Recurrence(frequency="YEARLY", every=99_999_999)).year == 2026 + 1200


def test_a_tick_outlives_a_new_version_of_the_document() -> None:
    other = replace(duty(), id="d@2/p1#1")
    assert due(other, done(date(2026, 9, 30))) is None and not reworded(other, done(START))


def test_an_obligation_with_other_words_than_when_it_was_ticked_says_so() -> None:
    assert reworded(duty(action="drill twice"), done(START)) and not reworded(duty(), done(START))
    assert not reworded(duty(), Checklist(start=START))


def test_a_saved_checklist_is_opened_as_it_was() -> None:
    kept = done(date(2026, 9, 30), 'say "é", {tilde ~}')
    assert opened(saved(kept)) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"kind": "other"}',
        json.dumps({"kind": "pinpoint checklist", "place": "", "start": "soon", "ticks": {}}),
        json.dumps({"kind": "pinpoint checklist", "place": "", "start": "2026-08-15", "ticks": {"a": {"done": 3}}}),
        json.dumps({"kind": "pinpoint checklist", "place": "", "start": "2026-08-15", "ticks": 3}),
        "x" * (LARGEST + 1),
        json.dumps({"kind": "pinpoint checklist", "place": None, "start": "2026-08-15", "ticks": {}}),
        json.dumps({"kind": "pinpoint checklist", "place": "\ud800", "start": "2026-08-15", "ticks": {}}),
        json.dumps({"kind": "pinpoint checklist", "place": "", "start": "9999-12-31", "ticks": {}}),
        "[" * 100_000,
    ],
)
def test_what_is_no_checklist_is_an_error_of_one_line(text: str) -> None:
    with pytest.raises(DataError, match="no saved checklist") as error:
        opened(text)
    assert "\n" not in str(error.value)
