"""The crosswalk: what a list in a higher document requires, against what a lower one says; and what only the lower one asks.

Which documents answer to which is data of the corpus. What covers what is found, each time, by the engine that answers
questions: a requirement is put to the lower document alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from assistant import citations, force
from assistant.deferral import hands_on
from assistant.differences import drift
from assistant.drafting import whole
from assistant.errors import DataError
from assistant.held import Held
from assistant.obligations import Obligation, Register, Wanted
from assistant.records import Document, Pairing, Provision, Question, Version
from assistant.recurrence import recurrence
from assistant.retrieval import Retrieval, retrieve
from assistant.words import content, inside

Status = Literal["covered", "partly", "placeholder", "missing", "cannot be told"]
STATUSES: tuple[Status, ...] = get_args(Status)
Asked = Literal["found", "none found", "not determinable"]

SURELY = 0.8  # how sure the engine is that a requirement is answered: covered
HARDLY = 0.25  # below this it is missing, between the two partly covered
HALF = 0.5  # how sure it is that a provision answers to another's words, or how many words they share: they say the same
NEAR = 0.6  # share of the best score from which a provision is quoted beside the best
MOST = 3  # provisions quoted for a requirement
AND = re.compile(r",?\s+and\s+(?:for|to|of|with)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A provision beside another, quoted whole: `quote` is exactly `text[start:end]` of its version."""

    provision: str
    document: str
    version: str
    label: str
    lead_in: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A requirement and what the lower document says to it. `required` is None where only its label is known, not its text;
    `differences` are what the two say otherwise: another force, another interval."""

    label: str
    status: Status
    required: Quoted | None
    said: tuple[Quoted, ...] = ()
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """An obligation of the lower document, and whether any higher document held asks for it too."""

    obligation: Obligation
    asked: Asked
    by: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """Both ways between two documents on a day; `version` is the higher one's that was read, "" where none is held; `moved`
    says which citations of the lower one lead to law that has changed or moved since."""

    pairing: Pairing
    higher: Document
    lower: Document
    version: str
    rows: tuple[Row, ...]
    beyond: tuple[Beyond, ...]
    moved: tuple[str, ...] = ()


def pairings(held: Held) -> tuple[Pairing, ...]:
    """The pairs of documents that the corpus names."""
    said = json.loads(held.index.store.extra("pairings") or "[]")
    return tuple(Pairing(**one) for one in said)


def crosswalk(pairing: Pairing, held: Held, day: date, register: Register) -> Crosswalk:
    """The crosswalk of one pair. Raises DataError where the corpus names what it does not have."""
    higher, lower = (_document(id_, pairing, held) for id_ in (pairing.higher, pairing.lower))
    version = force.standing(higher, day)
    if version is None or not version.file:
        label = f"{higher.short}{pairing.list}"
        unseen = Row(label=label, status="cannot be told", required=None)
        return Crosswalk(pairing=pairing, higher=higher, lower=lower, version="", rows=(unseen,), beyond=())
    required = _required(higher, version, pairing, held)
    rows = [_row(provision, lower, held, day, register) for provision in required]
    rows += [Row(label=label, status="cannot be told", required=None) for label in _unseen(higher, version, pairing, held)]
    return Crosswalk(
        pairing=pairing, higher=higher, lower=lower, version=version.id, rows=tuple(rows),
        beyond=tuple(_beyond(lower, held, day, register)), moved=tuple(_moved(lower, held, day)),
    )  # fmt: skip


def _document(id_: str, pairing: Pairing, held: Held) -> Document:
    found = held.index.store.document(id_)
    if found is None:
        known = ", ".join(document.id for document in held.index.store.documents())
        raise DataError(f"crosswalk {pairing.id!r}: document {id_!r} is not in this corpus; there are {known}")
    return found


def _required(higher: Document, version: Version, pairing: Pairing, held: Held) -> list[Provision]:
    """The items of the list, down to those that lead nothing in themselves. Raises DataError where there is no such list."""
    path = citations.pins(pairing.list)
    tops = [
        p for p in held.index.store.provisions(higher.id, version.id)
        if p.id in held.items and (p.path == path or (p.headings and p.headings[-1].lower() == pairing.list.lower()
                                                     and p.id not in held.leader))
    ]  # fmt: skip
    if not tops:
        raise DataError(
            f"crosswalk {pairing.id!r}: {higher.id!r} has no list at {pairing.list!r}; correct it in corpus.toml"
        )
    return [leaf for top in tops for leaf in _leaves(top, held)]


def _leaves(provision: Provision, held: Held) -> Iterator[Provision]:
    for id_ in held.items.get(provision.id, ()):
        item = held.provisions[held.position[id_]]
        if id_ in held.items:
            yield from _leaves(item, held)
        else:
            yield item


def _unseen(higher: Document, version: Version, pairing: Pairing, held: Held) -> list[str]:
    """The labels of places of the list that are known to exist and whose text is not held."""
    path = citations.pins(pairing.list)
    have = {p.path for p in held.index.store.provisions(higher.id, version.id)}
    missed = [pins for pins in version.not_seen if pins[: len(path)] == path and pins not in have]
    labels = [f"{higher.short}{''.join(f'({part})' for part in pins)}" for pins in missed]
    return labels or ([f"{higher.short}{pairing.list}"] if version.held == "part" else [])


def _row(provision: Provision, lower: Document, held: Held, day: date, register: Register) -> Row:
    words = held.passage(held.position[provision.id]).own.rstrip(" ;.:")
    parts = AND.split(words) if AND.search(words) else [words]
    found = [retrieve(Question(text=part, documents=(lower.id,)), held, day) for part in parts]
    judged = [_judged(one) for one in found]
    status: Status = judged[0] if len(set(judged)) == 1 else "partly"
    said = tuple(dict.fromkeys(quoted for one, how in zip(found, judged, strict=True) for quoted in _near(one, how)))
    ids = [quoted.provision for quoted in said[:MOST]]
    return Row(
        label=provision.label, status=status, required=_quoted(provision, held), said=said[:MOST],
        differences=(*_gaps(ids, held), *_differences(provision.id, ids[:1], register)),
    )  # fmt: skip


def _gaps(ids: list[str], held: Held) -> Iterator[str]:
    """What of the answers is left to the adopter."""
    for id_ in ids:
        provision = held.provisions[held.position[id_]]
        text = held.index.store.text(provision.document, provision.version)
        for start, end in provision.placeholders:
            yield f"{provision.label} leaves open: {text[start:end]}"


def _judged(found: Retrieval) -> Status:
    """What the lower document says to a requirement, as the engine judges it."""
    if not found.hits or found.answers < HARDLY:
        return "missing"
    if hands_on(whole(found.hits[0].provision), found):
        return "placeholder"
    return "covered" if found.answers >= SURELY else "partly"


def _near(found: Retrieval, status: Status) -> Iterator[Quoted]:
    if status != "missing":
        best = found.hits[0].score
        for hit in found.hits[:MOST]:
            if hit.score >= NEAR * best:
                yield _quoted(hit.provision, found.held)


def _quoted(provision: Provision, held: Held) -> Quoted:
    passage = held.passage(held.position[provision.id])
    return Quoted(
        provision=provision.id, document=provision.document, version=provision.version, label=provision.label,
        lead_in=passage.lead_in, quote=passage.own, start=provision.start, end=provision.end,
    )  # fmt: skip


def _differences(required: str, said: list[str], register: Register) -> tuple[str, ...]:
    """Where the two speak of the same with another force, or of another interval."""
    ours = [one for one in register.obligations if one.provision == required]
    theirs = [one for one in register.obligations if one.provision in said]
    found = []
    for one in ours:
        for other in theirs:
            if one.who != other.who or inside(frozenset(content(one.action)), frozenset(content(other.action))) < HALF:
                continue
            if one.modality != other.modality:
                found.append(f"{one.label} says “{one.modality}”, {other.label} “{other.modality}”")
            if recurrence(one.interval) != recurrence(other.interval) and (one.interval and other.interval):
                found.append(f"{one.label} says “{one.interval}”, {other.label} “{other.interval}”")
    return tuple(dict.fromkeys(found))


def _beyond(lower: Document, held: Held, day: date, register: Register) -> Iterator[Beyond]:
    """What the lower document obliges to, and whether a document of a higher rank that is held asks for it: one that answers
    to it, and to which, put the other way round, it answers best."""
    above = tuple(d.id for d in held.index.store.documents() if d.rank < lower.rank and any(v.file for v in d.versions))
    obliging, back = {one.provision for one in register.obligations}, dict[str, str]()
    for one in register.find(Wanted(documents=(lower.id,))):
        found = retrieve(Question(text=one.action, documents=above), held, day) if above else None
        hits = found.hits[:MOST] if found is not None and found.answers >= HALF else ()
        rests = {backing.document for backing in one.backing}
        same = [
            hit.provision for hit in hits
            if hit.provision.id in obliging and (not rests or hit.provision.document in rests)
            and _answering(hit.provision, lower, held, day, back) == one.provision
        ]  # fmt: skip
        stands = [provision for provision in same if held.state(provision, day) == "in force"]
        unseen = any(not _seen_whole(backing.document, held, day) for backing in one.backing)
        asked: Asked = "found" if stands else "not determinable" if same or unseen or not above else "none found"
        yield Beyond(obligation=one, asked=asked, by=tuple(_quoted(p, held) for p in stands or same))


def _seen_whole(document: str, held: Held, day: date) -> bool:
    """Whether the whole text of a document that stands on a day is held."""
    entry = held.index.store.document(document)
    version = force.standing(entry, day) if entry else None
    return version is not None and bool(version.file) and version.held == "whole"


def _moved(lower: Document, held: Held, day: date) -> Iterator[str]:
    version = force.standing(lower, day)
    own = held.index.store.provisions(lower.id, version.id) if version else ()
    numbers = {provision.id: at for at, provision in enumerate(own)}
    yield from dict.fromkeys(notice.text for notice in drift(held, day, [whole(p) for p in own], numbers))


def _answering(provision: Provision, lower: Document, held: Held, day: date, known: dict[str, str]) -> str:
    """The provision of the lower document that answers best to another's words; "" where none does. Kept in `known`."""
    if provision.id not in known:
        words = held.passage(held.position[provision.id]).own.rstrip(" ;.:")
        found = retrieve(Question(text=words, documents=(lower.id,)), held, day)
        known[provision.id] = found.hits[0].provision.id if found.hits and found.answers >= HALF else ""
    return known[provision.id]
