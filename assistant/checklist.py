"""A checklist of obligations for one school and one year: what was done when, what is due next; a file that travels."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.errors import DataError
from assistant.obligations import Obligation
from assistant.recurrence import Recurrence, recurrence

KIND = "pinpoint checklist"
LARGEST = 1_000_000  # characters of a saved checklist
LONGEST_PLACE = 200  # characters of the name of a place
LAST_YEAR = 2200
LONGEST_PERIOD = 1200  # of a frequency, between two times


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """When an obligation was done, and the words it had then."""

    done: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What was done of the obligations, by their points, at a place (a school, say) in a year that begins on `start`."""

    place: str = ""
    start: date
    ticks: Mapping[str, Tick] = field(default_factory=dict)


def due(one: Obligation, checklist: Checklist) -> date | None:
    """The day on which an obligation is due next: a period after it was done, the first day before that; None where it was
    done and does not come round, or no day follows from its words."""
    tick, period = checklist.ticks.get(one.point), recurrence(one.interval)
    if tick is None:
        return checklist.start
    return after(tick.done, period) if period else None


def after(day: date, period: Recurrence) -> date:
    """The day one period after another; a month's last day where that month is shorter."""
    every = min(period.every, LONGEST_PERIOD)
    if period.frequency in ("DAILY", "WEEKLY"):
        return day + timedelta(days=every * (7 if period.frequency == "WEEKLY" else 1))
    months = day.month - 1 + every * (12 if period.frequency == "YEARLY" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def reworded(one: Obligation, checklist: Checklist) -> bool:
    """Whether an obligation has other words than it had when it was ticked."""
    tick = checklist.ticks.get(one.point)
    return tick is not None and tick.words != words(one)


def words(one: Obligation) -> str:
    """The words of an obligation that a tick keeps."""
    return " ".join(part for part in (one.lead_in, one.bearer, one.modality, one.action, one.condition) if part)


def saved(checklist: Checklist) -> str:
    """A checklist as the text of a file."""
    ticks = {id_: {"done": tick.done.isoformat(), "words": tick.words} for id_, tick in checklist.ticks.items()}
    data = {"kind": KIND, "place": checklist.place, "start": checklist.start.isoformat(), "ticks": ticks}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _day(value: object) -> date:
    day = date.fromisoformat(_text(value))
    if not 1900 <= day.year <= LAST_YEAR:
        raise ValueError(f"{value!r} is no day of our time")
    return day


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    value.encode("utf-8")
    return value


def opened(text: str) -> Checklist:
    """The checklist of a file's text. Raises DataError where it is none."""
    try:
        if len(text) > LARGEST:
            raise ValueError(f"longer than {LARGEST} characters")
        data = json.loads(text)
        if data["kind"] != KIND:
            raise ValueError("another kind of file")
        ticks = {
            str(id_): Tick(done=_day(tick["done"]), words=_text(tick["words"])) for id_, tick in dict(data["ticks"]).items()
        }
        return Checklist(place=_text(data["place"])[:LONGEST_PLACE], start=_day(data["start"]), ticks=ticks)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(f"the file is no saved checklist ({error}); open one that was saved from this page") from error
