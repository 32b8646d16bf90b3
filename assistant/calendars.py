"""Obligations as an iCalendar file: an entry a duty that comes round, from a day on, in a rule that calendars repeat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from assistant.obligations import Obligation
from assistant.recurrence import recurrence

MAKER = "-//Pinpoint//Obligations//EN"


def calendar(obligations: Iterable[Obligation], start: date) -> bytes:
    """An iCalendar file with the obligations that come round in a period of their own, each first due on `start`."""
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    for one in obligations:
        found = recurrence(one.interval)
        if found is None:
            continue
        event = Event()
        event.add("uid", f"{one.id}@pinpoint")
        event.add("dtstamp", datetime.combine(start, time(), UTC))
        event.add("dtstart", start)
        event.add("rrule", {"freq": found.frequency, "interval": found.every})
        event.add("summary", f"{', '.join(one.who) or one.bearer} {one.modality}: {one.action}")
        event.add("description", f"{one.lead_in} {one.quote}\n{one.label} ({one.tier}, {one.in_force})".strip())
        event.add("categories", [one.modality, one.tier])
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
