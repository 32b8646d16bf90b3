"""Notices: what a reader must know beside the answer. Worked out from what is cited; the sentences are in `prompts/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import citations as C
from assistant import force
from assistant.cited import official
from assistant.deferral import delegates, doubtful, hands_on
from assistant.differences import conflicts, drift
from assistant.drafting import Piece
from assistant.held import Held
from assistant.records import Citation, Document, Notice, Provision
from assistant.retrieval import Retrieval
from assistant.wording import notice as say


def notices(retrieval: Retrieval, statements: Sequence[Sequence[Piece]], cited: Sequence[Citation]) -> tuple[Notice, ...]:
    """All notices on the pieces cited, gravest first."""
    pieces = [piece for statement in statements for piece in statement]
    numbers = {c.provision: c.number for c in cited}
    told = [
        *_superseded(retrieval, pieces, numbers),
        *_gaps(retrieval, pieces, numbers),
        *conflicts(retrieval, pieces, numbers),
        *drift(retrieval.held, retrieval.day, pieces, numbers),
        *_upcoming(retrieval, pieces, numbers),
        *_summaries(cited),
        *_advisories(retrieval.held, cited),
    ]
    return tuple(told)


def of_closest(closest: Sequence[Citation]) -> tuple[Notice, ...]:
    """The notices that belong to provisions shown as near: that a summary is one."""
    return tuple(Notice(kind=n.kind, text=n.text) for n in _summaries(closest))


def missing_place(retrieval: Retrieval) -> tuple[Notice, ...]:
    """What is to be said where the question names a place that is not held, or held only in part."""
    place, held = retrieval.named, retrieval.held
    if place is None:
        return ()
    if place.missing is not None:
        address = official(place.missing, held)
        tail = say("official", address=address) if address else "."
        return (Notice(kind="not_held", text=say("not_held_section", cite=C.format_cite(place.missing), official=tail)),)
    if place.absent:
        return (Notice(kind="not_held", text=say("not_held_place", place=place.absent)),)
    if place.status_only is not None:
        document = place.status_only
        return (
            Notice(
                kind="not_held", text=say("status_only", title=document.title, note=document.note, address=document.source)
            ),
        )
    if place.part is not None:
        document = held.places.documents[place.documents[0]]
        return (Notice(kind="not_held", text=say("not_held_part", cite=C.format_cite(place.part), address=document.source)),)
    return ()


def _of(held: Held, provision: Provision) -> Document:
    return held.places.documents[provision.document]


def _superseded(retrieval: Retrieval, pieces: Sequence[Piece], numbers: dict[str, int]) -> Iterator[Notice]:
    """One notice a version that no longer stands or may not, with what is known of the one that does."""
    held, seen = retrieval.held, set()
    for piece in pieces:
        provision = piece.provision
        key = (provision.document, provision.version)
        version = held.version(provision)
        if key in seen or version is None or not doubtful(provision, retrieval):
            continue
        seen.add(key)
        document = _of(held, provision)
        cited = tuple(n for id_, n in numbers.items() if id_.startswith(f"{provision.document}@{provision.version}/"))
        note = f" {document.note}" if document.note else ""
        label = document.short if len(cited) > 1 else provision.label
        if force.state(version, retrieval.day) == "superseded":
            day = version.superseded.isoformat() if version.superseded else ""
            text = (
                say("superseded", label=label, day=day, note=note)
                if day
                else say("superseded_undated", label=label, note=note)
            )
            yield Notice(kind="superseded", text=text, citations=cited)
            if not note:
                yield from _not_held_now(document, retrieval, cited)
        else:
            yield Notice(
                kind="not_held", text=say("unknown", label=label, address=document.source, note=note), citations=cited
            )


def _not_held_now(document: Document, retrieval: Retrieval, cited: tuple[int, ...]) -> Iterator[Notice]:
    stands = force.standing(document, retrieval.day)
    if stands is not None and not stands.file:
        if stands.effective:
            text = say("not_held_version", title=document.short, day=stands.effective.isoformat(), address=document.source)
        else:
            text = say("not_held_now", title=document.short, address=document.source)
        yield Notice(kind="not_held", text=text, citations=cited)


def _gaps(retrieval: Retrieval, pieces: Sequence[Piece], numbers: dict[str, int]) -> Iterator[Notice]:
    held = retrieval.held
    told: set[str] = set()
    for piece in pieces:
        provision = piece.provision
        text = held.index.store.text(provision.document, provision.version)
        for start, end in provision.placeholders:
            if piece.start <= start < piece.end:
                name = "placeholder" if hands_on(piece, retrieval) else "gap"
                yield Notice(
                    kind="placeholder",
                    text=say(name, label=provision.label, gap=text[start:end]),
                    citations=(numbers[provision.id],),
                )
        paper = delegates(provision, retrieval)
        if paper and paper not in told:
            told.add(paper)
            yield Notice(
                kind="not_held",
                text=say("placeholder", label=provision.label, gap=paper),
                citations=(numbers[provision.id],),
            )


def _upcoming(retrieval: Retrieval, pieces: Sequence[Piece], numbers: dict[str, int]) -> Iterator[Notice]:
    held, seen = retrieval.held, set()
    for piece in pieces:
        document = _of(held, piece.provision)
        if document.id in seen:
            continue
        seen.add(document.id)
        cited = (numbers[piece.provision.id],)
        for version in document.versions:
            if version.effective and version.effective > retrieval.day:
                name = "upcoming" if version.id == piece.provision.version else "changes"
                day = version.effective.isoformat()
                text = (
                    say(name, label=piece.provision.label, day=day)
                    if name == "upcoming"
                    else say(name, title=document.short, day=day)
                )
                yield Notice(kind="upcoming", text=text, citations=cited)


def _summaries(cited: Sequence[Citation]) -> Iterator[Notice]:
    for document in dict.fromkeys(c.document for c in cited if c.text_status == "summary"):
        of = [c for c in cited if c.document == document]
        labels = ", ".join(dict.fromkeys(c.label for c in of[:3])) + (" and others" if len(of) > 3 else "")
        yield Notice(
            kind="summary", text=say("summary", labels=labels, address=of[0].source), citations=tuple(c.number for c in of)
        )


def _advisories(held: Held, cited: Sequence[Citation]) -> Iterator[Notice]:
    for id_ in dict.fromkeys(c.document for c in cited):
        document = held.places.documents[id_]
        if document.advisory:
            yield Notice(
                kind="advisory", text=document.advisory, citations=tuple(c.number for c in cited if c.document == id_)
            )
