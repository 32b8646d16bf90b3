"""Obligations as an iCalendar file: an entry a duty that comes round, from a day on, in a rule that calendars repeat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from assistant.obligations import TO_BE_DONE, Obligation
from assistant.recurrence import recurrence

MAKER = "-//Pinpoint//Obligations//EN"


def calendar(obligations: Iterable[Obligation], start: date) -> bytes:
    """An iCalendar file with what must or should be done in a period of its own, each first due on `start`."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    for one in obligations:
        found = recurrence(one.interval)
        if found is None or one.modality not in TO_BE_DONE:
            continue
        event = Event()
        event.add("uid", f"{one.id}@pinpoint")
        event.add("dtstamp", datetime.combine(start, time(), UTC))
        event.add("dtstart", start)
        event.add("rrule", {"freq": found.frequency, "interval": found.every, **_last_days(start, found.frequency)})
        event.add("summary", f"{one.borne_by} {one.modality}: {one.action}")
        event.add("description", f"{one.lead_in} {one.quote}\n{one.label} ({one.tier}, {one.in_force})".strip())
        event.add("categories", [one.modality, one.tier])
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def _last_days(start: date, frequency: str) -> dict[str, object]:
    """What keeps a rule from skipping months that are too short for its day: the last that there is of the days up to it."""
    if start.day <= 28 or frequency not in ("MONTHLY", "YEARLY"):
        return {}
    days: dict[str, object] = {"bymonthday": list(range(28, start.day + 1)), "bysetpos": -1}
    return {**days, "bymonth": start.month} if frequency == "YEARLY" else days
