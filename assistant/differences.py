"""Differences a reader must know of: two documents that say another thing, and law that has moved since it was cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant import citations as C
from assistant import clauses
from assistant.drafting import Piece
from assistant.held import Held
from assistant.records import Cite, Notice, Provision
from assistant.retrieval import Retrieval
from assistant.wording import notice as say
from assistant.words import alike

ALIKE = 0.45


def conflicts(retrieval: Retrieval, pieces: Sequence[Piece], numbers: dict[str, int]) -> Iterator[Notice]:
    """Where two documents speak to the same point with another force, or another interval."""
    held = retrieval.held
    read = [
        (p, held.passage(held.position[p.provision.id]), held.reading(held.position[p.provision.id])) for p in pieces[:8]
    ]
    for at, (one, a, first) in enumerate(read):
        for other, b, second in read[at + 1 :]:
            if one.provision.document == other.provision.document or _alike(first.own_set, second.own_set) < ALIKE:
                continue
            pair = (numbers[one.provision.id], numbers[other.provision.id])
            labels = {"one": one.provision.label, "other": other.provision.label}
            forces = [(m.group(), clauses.modality(m.group())) if m else ("", "") for m in (_modal(a), _modal(b))]
            if forces[0][1] and forces[1][1] and forces[0][1] != forces[1][1]:
                text = say("conflict_modality", **labels, first=forces[0][0], second=forces[1][0])
                yield Notice(kind="conflict", text=text, citations=pair)
            intervals = [
                m.group() if m else "" for m in (clauses.INTERVAL.search(a.whole), clauses.INTERVAL.search(b.whole))
            ]
            if bool(intervals[0]) != bool(intervals[1]):
                said = 0 if intervals[0] else 1
                ordered = (labels["one"], labels["other"]) if said == 0 else (labels["other"], labels["one"])
                text = say("conflict_interval", one=ordered[0], first=intervals[said], other=ordered[1])
                yield Notice(kind="conflict", text=text, citations=pair)
            elif intervals[0].lower() != intervals[1].lower():
                text = say("conflict_intervals", **labels, first=intervals[0], second=intervals[1])
                yield Notice(kind="conflict", text=text, citations=pair)


def _modal(passage: object) -> re.Match[str] | None:
    own, lead = getattr(passage, "own", ""), getattr(passage, "lead_in", "")
    found = clauses.MODAL.search(own)
    return found or next(iter(reversed(list(clauses.MODAL.finditer(lead)))), None)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def drift(held: Held, day: date, pieces: Sequence[Piece], numbers: Mapping[str, int]) -> Iterator[Notice]:
    """Where the law that a document cites for its words now has them elsewhere, or else has changed since."""
    told: set[str] = set()
    for piece in pieces:
        provision = piece.provision
        if provision.note is None:
            continue
        text = held.index.store.text(provision.document, provision.version)
        for cite, printed in _dated(provision, text, held):
            place = held.places.section(C.current(cite))
            if place is None or printed in told:
                continue
            moved = _moved(cite.pinpoint, place, provision, held)
            since = [
                v.effective.isoformat() for v in held.places.documents[place[0]].versions
                if v.effective and cite.year and v.effective.year > cite.year and v.effective <= day
            ]  # fmt: skip
            if moved is not None:
                message = say("drift", label=provision.label, cite=printed, now=moved.label)
            elif since:
                message = say("drift_changed", label=provision.label, cite=printed, days=", ".join(since))
            else:
                continue
            told.add(printed)
            yield Notice(kind="drift", text=message, citations=(numbers[provision.id],))


def _dated(provision: Provision, text: str, held: Held) -> Iterator[tuple[Cite, str]]:
    """The citations of a provision's note, with their years, and those of its own words as of the note's year; each with how
    it is printed. One of the provision's own words has no pinpoint to be looked for elsewhere."""
    forms = held.index.store.forms()
    assert provision.note is not None  # only what has a note says as of when it cites
    note = text[slice(*provision.note)]
    noted = [(cite, note[start:end]) for cite, start, end in C.find(note, forms)]
    dated = [(cite, printed) for cite, printed in noted if cite.year]
    yield from dated
    years = {cite.year for cite, _ in dated}
    sections = {C.document_id(cite, forms) for cite, _ in dated}
    for cite, start, end in C.find(text[provision.start : provision.end], forms):
        year = cite.year or (next(iter(years)) if len(years) == 1 else None)
        if year and C.document_id(cite, forms) not in sections:
            yield replace(cite, year=year, pinpoint=()), text[provision.start + start : provision.start + end]


def _moved(
    pinpoint: tuple[str, ...], place: tuple[str, str, tuple[str, ...]], provision: Provision, held: Held
) -> Provision | None:
    """The one provision of the section as it stands that has the words which `pinpoint` no longer has."""
    if not pinpoint:
        return None
    own = held.reading(held.position[provision.id]).own_set
    scores = []
    for other in held.index.store.provisions(place[0], place[1]):
        if other.kind == "item":
            scores.append((alike(own, held.reading(held.position[other.id]).own_set), other))
    scores.sort(key=lambda s: -s[0])
    at = next((score for score, other in scores if other.path[: len(pinpoint)] == pinpoint), 0.0)
    if scores and scores[0][0] >= 0.2 and scores[0][0] > 2 * at and scores[0][1].path[: len(pinpoint)] != pinpoint:
        return scores[0][1]
    return None
