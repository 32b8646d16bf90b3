"""A document's text as lines to draw: around one passage, or whole; its outline; what a passage leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant import force
from assistant.records import Document, InForce, Provision, Version
from ui.answer_view import Standing, first_words, standing
from ui.engine import Shelf
from ui.wording import Wording

Span = tuple[int, int]
LineKind = Literal["heading", "paragraph", "item", "bullet", "title", "unplaced", "note", "cut"]

WHOLE_SECTION = 40  # provisions under one heading that are shown without a cut
REACH = 8  # provisions shown before and after the passage in a longer one
PART = 150  # provisions in one part of the document reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a line: plain, quoted by the answer, or a gap the document leaves open."""

    text: str
    quoted: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: a heading, a provision with its printed marker, an authority note, or a cut. `depth` counts from 0."""

    kind: LineKind
    segments: tuple[Segment, ...]
    marker: str = ""
    depth: int = 0
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Somewhere a reader can go from here; without a `provision` it is only named."""

    provision: str
    words: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One passage in its surroundings."""

    provision: str
    document: str
    version: str
    title: str
    label: str
    lead_in: str
    standing: Standing
    lines: tuple[Line, ...]
    backed_by: str
    refers_to: tuple[Way, ...]
    referred_by: tuple[Way, ...]
    outline: tuple[Way, ...]
    previous: str
    next: str


def source_view(
    store: Shelf, here: Provision, quoted: Mapping[str, Sequence[Span]], state: InForce | None, day: date, words: Wording
) -> SourceView | None:
    """The passage `here` in its surroundings, or None where its document is no longer held.

    `quoted` gives the spans to mark by provision id; a passage without any is marked whole. `state` is what the answer
    said of it; without one it follows from the version's dates on `day`.
    """
    document = store.document(here.document)
    version = next((v for v in document.versions if v.id == here.version), None) if document else None
    provisions = store.provisions(here.document, here.version)
    place = next((n for n, p in enumerate(provisions) if p.id == here.id), None)
    if document is None or version is None or place is None:
        return None
    text = store.text(here.document, here.version)
    first, last = around(provisions, place)
    shown = {here.id: ((here.start, here.end),), **quoted}
    return SourceView(
        provision=here.id,
        document=here.document,
        version=here.version,
        title=document.title,
        label=here.label,
        lead_in=" … ".join(text[start:end] for start, end in here.lead_in),
        standing=standing(document, here.version, state or force.state(version, day), words),
        lines=surroundings(text, provisions, first, last, shown, here.id, words.cut),
        backed_by=text[slice(*here.note)] if here.note else "",
        refers_to=_refers_to(store, here, text, words),
        referred_by=tuple(Way(provision=p.id, words=p.label) for p in store.referring(here.id)),
        outline=outline(text, provisions),
        previous=provisions[place - 1].id if place else "",
        next=provisions[place + 1].id if place + 1 < len(provisions) else "",
    )


def around(provisions: Sequence[Provision], place: int) -> tuple[int, int]:
    """The slice of `provisions` to show around `place`: all under its heading, or the nearest of them.

    A slice begins at the level of the passage or of one that it stands under, never within another's items.
    """
    headings = provisions[place].headings
    first = place
    while first and provisions[first - 1].headings == headings:
        first -= 1
    last = place + 1
    while last < len(provisions) and provisions[last].headings == headings:
        last += 1
    if last - first <= WHOLE_SECTION:
        return first, last
    above = _ancestors(provisions[place].id, {p.id: p.parent for p in provisions})
    start = max(first, place - REACH)
    while start > first and provisions[start].parent and provisions[start].parent not in above:
        start -= 1
    return start, min(last, place + REACH + 1)


def surroundings(
    text: str,
    provisions: Sequence[Provision],
    first: int,
    last: int,
    quoted: Mapping[str, Sequence[Span]],
    here: str,
    cut: str,
) -> tuple[Line, ...]:
    """The lines of `provisions[first:last]`, with cuts where their heading goes on, and the lead-in where it is cut off."""
    part = provisions[first:last]
    body = lines(text, provisions, part, quoted, here)
    heads = tuple(line for line in body if line.kind == "heading")[: len(part[0].headings)]
    rest = body[len(heads) :]
    cut_line = (Line(kind="cut", segments=(Segment(text=cut),)),)
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    if first and provisions[first - 1].headings == part[0].headings:
        own = next(p for p in part if p.id == here)
        lead_ins = (span for span in own.lead_in if span[0] < part[0].start)
        before = tuple(Line(kind="paragraph", segments=(Segment(text=text[s:e]),)) for s, e in lead_ins) + cut_line
    if last < len(provisions) and provisions[last].headings == part[-1].headings:
        after = cut_line
    return heads + before + rest + after


def lines(
    text: str, provisions: Sequence[Provision], part: Sequence[Provision], quoted: Mapping[str, Sequence[Span]], here: str
) -> tuple[Line, ...]:
    """Headings, provisions and authority notes of `part` in reading order; `provisions` (all of them) give the depths."""
    parents = {p.id: p.parent for p in provisions}
    notes = {p.id: following.note for p, following in zip(provisions, provisions[1:], strict=False)}
    found: list[Line] = []
    above: tuple[str, ...] = ()
    for provision in part:
        same = _shared(above, provision.headings)
        found += [
            Line(kind="heading", segments=(Segment(text=heading),), depth=level)
            for level, heading in enumerate(provision.headings)
            if level >= same
        ]
        above = provision.headings
        found.append(
            Line(
                kind=provision.kind,
                segments=segments(text, provision, quoted.get(provision.id, ())),
                marker="•" if provision.kind == "bullet" else provision.marker,
                depth=len(_ancestors(provision.id, parents)),
                here=provision.id == here,
            )
        )
        if provision.note and provision.note != notes.get(provision.id):
            found.append(Line(kind="note", segments=(Segment(text=text[slice(*provision.note)]),)))
    return tuple(found)


def segments(text: str, provision: Provision, quoted: Sequence[Span]) -> tuple[Segment, ...]:
    """The provision's own text, cut where a quoted span or a placeholder begins or ends; joined they are the text again."""
    start_end = (provision.start, provision.end)
    inside = {edge for span in (*quoted, *provision.placeholders) for edge in span if start_end[0] < edge < start_end[1]}
    order = sorted({*start_end, *inside})
    return tuple(
        Segment(
            text=text[start:end],
            quoted=any(s <= start and end <= e for s, e in quoted),
            gap=any(s <= start and end <= e for s, e in provision.placeholders),
        )
        for start, end in zip(order, order[1:], strict=False)
    )


def outline(text: str, provisions: Sequence[Provision]) -> tuple[Way, ...]:
    """The document's headings, each leading to the first provision under it; without headings its top provisions."""
    found: list[Way] = []
    above: tuple[str, ...] = ()
    for provision in provisions:
        same = _shared(above, provision.headings)
        found += [
            Way(provision=provision.id, words=heading, level=level)
            for level, heading in enumerate(provision.headings)
            if level >= same
        ]
        above = provision.headings
    if found:
        return tuple(found)
    return tuple(
        Way(provision=p.id, words=f"{p.marker} {first_words(text[p.start : p.end], 48)}".strip())
        for p in provisions
        if not p.parent
    )


def parts(provisions: Sequence[Provision], size: int = PART) -> tuple[tuple[Provision, ...], ...]:
    """The document in parts of about `size` provisions, broken before an outermost heading where one fits."""
    found: list[tuple[Provision, ...]] = []
    current: list[Provision] = []
    for provision in provisions:
        new_heading = bool(current) and provision.headings[:1] != current[-1].headings[:1]
        if len(current) >= 2 * size or (new_heading and len(current) >= size):
            found.append(tuple(current))
            current = []
        current.append(provision)
    return (*found, tuple(current)) if current else tuple(found)


def version_to_show(document: Document, day: date) -> Version:
    """The version a reader opens first: the one that stands on `day` if its text is held, else the newest held, else any."""
    newest = force.newest_first(document.versions)
    stands = force.standing(document, day)
    held = tuple(v for v in newest if v.held != "status")
    return stands if stands in held and stands is not None else (held or newest)[0]


def _refers_to(store: Shelf, here: Provision, text: str, words: Wording) -> tuple[Way, ...]:
    ways: dict[str, Way] = {}
    for reference in here.references:
        printed = " ".join(text[reference.start : reference.end].split())
        target = store.provision(reference.target) if reference.resolution == "held" else None
        if target is not None:
            ways.setdefault(target.id, Way(provision=target.id, words=target.label))
        else:
            ways.setdefault(printed, Way(provision="", words=f"{printed} ({words.not_held})"))
    return tuple(ways.values())


def _shared(above: Sequence[str], headings: Sequence[str]) -> int:
    """How many headings, outermost first, two provisions share."""
    count = 0
    while count < min(len(above), len(headings)) and above[count] == headings[count]:
        count += 1
    return count


def _ancestors(id: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """The provisions that one stands under, nearest first."""
    found: list[str] = []
    parent = parents.get(id, "")
    while parent in parents and parent not in found:
        found.append(parent)
        parent = parents[parent]
    return tuple(found)
