"""What is shown of the register of obligations: its rows, its filters in the address, the checklist's lines. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import checklist as C
from assistant.obligations import MODALITIES, PERIODS, TO_BE_DONE, Obligation, Register, Wanted
from assistant.register_formats import backed
from ui.answer_view import Standing, web_address
from ui.wording import Wording

MOST = 120  # rows that are drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One obligation as it is drawn; `told` are names with what is said under them."""

    id: str
    who: str
    modality: str
    action: str
    told: tuple[tuple[str, str], ...]
    label: str
    standing: Standing
    document: str
    version: str
    provision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the checklist: the obligation, when it was done, what is said of when it is due, whether it was reworded."""

    id: str
    words: str
    done: date | None
    due: str
    late: bool
    reworded: bool


def wanted(params: Mapping[str, str], register: Register) -> Wanted:
    """What an address asks for; what the register does not know is left out."""
    known = {name.lower(): name for name in register.bearers()}
    view, modality, every = params.get("view", ""), params.get("must", ""), params.get("every", "")
    tier = params.get("tier", "")
    return Wanted(
        view=view if any(view == one.id for one in register.views) else "",
        bearer=known.get(params.get("who", "").lower(), ""),
        modality=modality if modality in MODALITIES else "",
        every=every if every in ("any", *PERIODS) else "",
        tier=tier if tier in tiers(register) else "",
        search=params.get("words", ""),
    )


def address(asked: Wanted) -> dict[str, str]:
    """The address that asks for the same."""
    said = {
        "view": asked.view, "who": asked.bearer, "must": asked.modality, "every": asked.every, "tier": asked.tier,
        "words": asked.search,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def tiers(register: Register) -> tuple[str, ...]:
    """The kinds of authority that oblige anybody, the highest first."""
    found = {one.tier: one.rank for one in register.obligations}
    return tuple(sorted(found, key=lambda tier: (found[tier], tier)))


def rows(obligations: Sequence[Obligation], words: Wording) -> tuple[DutyRow, ...]:
    """The rows to be drawn."""
    return tuple(_row(one, words) for one in obligations[:MOST])


def _row(one: Obligation, words: Wording) -> DutyRow:
    often = ", ".join(part for part in (one.interval, one.deadline) if part)
    told = (
        (words.duties_often, often),
        (words.duties_with, one.with_whom),
        (words.duties_request, one.on_request),
        (words.duties_if, one.condition),
        (words.duties_rests_on, "; ".join(map(backed, one.backing))),
    )
    return DutyRow(
        id=one.id, who=one.borne_by, modality=one.modality, action=one.action,
        told=tuple((name, said) for name, said in told if said), label=one.label,
        standing=Standing(
            tier=one.tier, rank=one.rank, state=words.states[one.in_force], summary=one.text_status == "summary",
            source=one.source, address=web_address(one.source),
        ),
        document=one.document, version=one.version, provision=one.provision,
    )  # fmt: skip


def lines(obligations: Sequence[Obligation], kept: C.Checklist, today: date, words: Wording) -> tuple[Line, ...]:
    """The lines of a checklist: what must or should be done, what is due first before the rest."""
    found = []
    for one in obligations:
        if one.modality in TO_BE_DONE:
            next_ = C.due(one, kept)
            tick = kept.ticks.get(one.point)
            told = words.fill(words.checklist_due, day=next_.isoformat()) if next_ else words.checklist_once
            line = Line(
                id=one.id, words=f"{one.borne_by} {one.modality} {one.action} ({one.label})",
                done=tick.done if tick else None, due=told, late=next_ is not None and next_ < today,
                reworded=C.reworded(one, kept),
            )  # fmt: skip
            found.append((next_ or date.max, line))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def ticked(kept: C.Checklist, one: Obligation, done: date | None) -> C.Checklist:
    """The checklist with an obligation done on a day, or not."""
    others = {id_: tick for id_, tick in kept.ticks.items() if id_ != one.point}
    return replace(kept, ticks={**others, one.point: C.Tick(done=done, words=C.words(one))} if done else others)


def sheet(found: Sequence[Line], kept: C.Checklist, words: Wording) -> str:
    """The checklist as Markdown to print and sign."""
    from assistant.tables import plain

    head = f"# {words.checklist_heading}\n\n{plain(kept.place)} {kept.start.isoformat()}\n\n"
    return head + "".join(_printed(plain(line.words), line) for line in found)


def _printed(words: str, line: Line) -> str:
    if line.done is None:
        return f"- [ ] {words}: {line.due}\n"
    return f"- [x] {words}: {line.done.isoformat()}, {line.due}\n"
