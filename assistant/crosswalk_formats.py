"""The crosswalk in the formats of the command line and of the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from assistant.crosswalk import STATUSES, Beyond, Crosswalk, Quoted, Row
from assistant.obligations import Obligation
from assistant.register_formats import backed
from assistant.tables import as_csv, markdown, table

HEAD = ("required", "what the higher document requires", "state", "answered by", "what the lower document says", "otherwise")
CHANGED = "law that has changed or moved since the lower document cited it"
ASKED = ("lower document", "who", "must, should, may", "what", "asked by the law held", "by", "rests on")


def summary(one: Crosswalk) -> str:
    """How many requirements there are of each state: "3 covered, 1 missing"."""
    counts = [(status, sum(row.status == status for row in one.rows)) for status in STATUSES]
    return ", ".join(f"{count} {status}" for status, count in counts if count)


def as_table(found: Sequence[Crosswalk]) -> str:
    """Tables to read in a terminal."""
    return "\n\n".join(_parts(one, table, "{}") for one in found)


def as_markdown(found: Sequence[Crosswalk]) -> str:
    """Tables in Markdown, to print or to pass on."""
    return "\n\n".join(_parts(one, markdown, "## {}") for one in found)


def csv_of(found: Sequence[Crosswalk]) -> str:
    """One table with both ways of all crosswalks."""
    head = ("crosswalk", "way", *HEAD)
    rows = [(one.pairing.id, "required", *_cells(row)) for one in found for row in one.rows]
    rows += [
        (one.pairing.id, "asked by the lower alone", *_turned(row)) for one in found for row in one.beyond
    ]  # fmt: skip
    return as_csv(head, rows)


def as_json(found: Sequence[Crosswalk]) -> str:
    """Everything, as a JSON list."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1, default=str)


def write(format: str, found: Sequence[Crosswalk]) -> bytes:
    """The crosswalks in one of `FORMATS`."""
    return FORMATS[format](found).encode()


FORMATS: Mapping[str, Callable[[Sequence[Crosswalk]], str]] = {
    "table": as_table, "md": as_markdown, "csv": csv_of, "json": as_json,
}  # fmt: skip


def _parts(one: Crosswalk, form: Callable[..., str], heading: str) -> str:
    title = heading.format(f"{one.pairing.title}: {summary(one)}")
    parts = [title, form(HEAD, [_cells(row) for row in one.rows])]
    if one.beyond:
        parts.append(form(ASKED, [_asked(row) for row in one.beyond]))
    if one.moved:
        parts.append(form((CHANGED,), [(told,) for told in one.moved]))
    return "\n\n".join(parts)


def _cells(row: Row) -> tuple[str, ...]:
    required = _said(row.required) if row.required else ""
    labels, said = "; ".join(q.label for q in row.said), " / ".join(map(_said, row.said))
    return (row.label, required, row.status, labels, said, "; ".join(row.differences))


def _asked(row: Beyond) -> tuple[str, ...]:
    one = row.obligation
    by = "; ".join(quoted.label for quoted in row.by)
    rests = "; ".join(map(backed, one.backing))
    return (one.label, one.borne_by, one.modality, one.action, row.asked, by, rests)


def _turned(row: Beyond) -> tuple[str, ...]:
    by = "; ".join(quoted.label for quoted in row.by)
    one = row.obligation
    return (by, " / ".join(map(_said, row.by)), row.asked, one.label, _said(one), "")


def _said(one: Quoted | Obligation) -> str:
    return f"{one.lead_in} {one.quote}".strip()
