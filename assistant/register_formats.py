"""The register of obligations in the formats of the command line and of the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from assistant.obligations import Backing, Obligation
from assistant.tables import as_csv, markdown, table

READ = ("who", "must, should, may", "what", "how often, by when", "with whom, on whose request", "if", "label")
Obligations = Sequence[Obligation]


def as_table(obligations: Obligations) -> str:
    """A table to read in a terminal."""
    return table(READ, [_read(one) for one in obligations])


def as_markdown(obligations: Obligations) -> str:
    """A table in Markdown, with the quote and how the text stands."""
    head = (*READ, "quote", "tier", "in force", "rests on")
    rows = [
        (*_read(one), f"{one.lead_in} {one.quote}".strip(), one.tier, one.in_force, _cell(one.backing))
        for one in obligations
    ]
    return markdown(head, rows)


def csv_of(obligations: Obligations) -> str:
    """Every field of every obligation as CSV."""
    names = list(Obligation.__dataclass_fields__)
    return as_csv(names, [[_cell(getattr(one, name)) for name in names] for one in obligations])


def as_json(obligations: Obligations) -> str:
    """Every field of every obligation as a JSON list."""
    return json.dumps([asdict(one) for one in obligations], ensure_ascii=False, indent=1)


def write(format: str, obligations: Obligations, start: date) -> bytes:
    """The register in one of `FORMATS`; `start` is the day from which a calendar counts."""
    return FORMATS[format](obligations, start)


def _calendar(obligations: Obligations, start: date) -> bytes:
    from assistant.calendars import calendar

    return calendar(obligations, start)


def _text(form: Callable[[Obligations], str]) -> Callable[[Obligations, date], bytes]:
    return lambda obligations, start: form(obligations).encode()


FORMATS: Mapping[str, Callable[[Obligations, date], bytes]] = {
    "table": _text(as_table), "csv": _text(csv_of), "json": _text(as_json), "md": _text(as_markdown), "ics": _calendar,
}  # fmt: skip


def _read(one: Obligation) -> tuple[str, ...]:
    often = ", ".join(words for words in (one.interval, one.deadline) if words)
    others = ", ".join(words for words in (one.with_whom, one.on_request) if words)
    return (one.borne_by, one.modality, one.action, often, others, one.condition, one.label)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_cell, value))
    return backed(value) if isinstance(value, Backing) else str(value)


def backed(one: Backing) -> str:
    """What an obligation rests on, and what is known of it: "City Code § 4-1 (2020), changed 2024-01-01"."""
    changed = f", changed {', '.join(one.changed)}" if one.changed else ""
    return f"{one.cite}{changed}{'' if one.held else ', text in force not held'}"
