"""Questions that name a place: a section of the law, or an item under a heading; answered from that place alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant import citations
from assistant.held import Held
from assistant.query import Query
from assistant.records import Cite, Document, Provision
from assistant.words import content

NAMED = re.compile(
    r"\b(?:item|paragraph|para|subsection|section|clause|bullet|point|part|number|no\.?)\s+"
    r"\(?(?P<mark>\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{2,5})\)?(?=[\s?.,;]|$)|(?<=\s)\((?P<bracket>\d{1,3}|[a-z])\)",
    re.IGNORECASE,
)
HEADED = re.compile(
    r"\b(?:section|part|chapter|heading|article)\s+(?:of\s+(?:[\w’'-]+\s+){1,6})?(?:headed|titled|entitled|called|named)\s+[\"“'‘]?(?P<after>[^\"”?.,;:]+)"
    r"|\b[Tt]he\s+[\"“]?(?P<before>[A-Z][\w’'&-]*(?:\s+(?:[A-Z][\w’'&-]*|and|of|the|for|to|in|on|or|against))*)[\"”]?\s+"
    r"(?:section|part|chapter|heading|article)\b",
)
ONE_THING = ("who", "how often", "when", "how many", "why", "definition")
ABOUT = re.compile(r"\bsays?\s+(?:on|about)\b", re.IGNORECASE)
GENERIC = frozenset(
    content(
        "say says said text read reads state states provide provides require requires section subsection paragraph item "
        "code law statute policy document contain contains mean cover covers tell about quote summarise summarize exactly "
        "full current currently today under according"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question names. `provisions` is the place itself with what hangs on it; empty where it is not held.

    `documents` are the ids it is limited to; `missing` the citation that leads nowhere; `status_only` a section of which
    only the state is known; `part` where the section is held but not the part named; `absent` the heading or item that no
    document has, as asked for; `whole` where nothing else is asked.
    """

    provisions: tuple[Provision, ...] = ()
    documents: tuple[str, ...] = ()
    missing: Cite | None = None
    status_only: Document | None = None
    part: Cite | None = None
    absent: str = ""
    whole: bool = False


def named(query: Query, held: Held) -> Named | None:
    """The place that a query names, or None where it names none."""
    if query.cites:
        return _section(query, held)
    return _item(query, held) or _heading(query, held) or _no_heading(query, held)


def _heading(query: Query, held: Held) -> Named | None:
    """What stands under a heading that the question names in full, and asks nothing else of: "use of force?".

    Words that stand in the question only as an abbreviation, and those of the document's own name, are not counted.
    """
    if query.asked.kind in ONE_THING and not ABOUT.search(query.text):
        return None
    asked = frozenset(query.stems) - GENERIC
    best: tuple[bool, int, Provision] | None = None
    for provision, heading, title in held.headed:
        if heading and heading <= frozenset(query.stems) and asked <= heading | title | query.spelled_out:
            rank = (bool(title & asked - heading), len(heading))
            if best is None or rank > best[:2]:
                best = (*rank, provision)
    if best is None:
        return None
    home = best[2]
    under = held.index.store.provisions(home.document, home.version)
    inside = tuple(p for p in under if p.headings == home.headings and p.kind != "title")
    return Named(provisions=inside, documents=(home.document,), whole=True) if inside else None


def _no_heading(query: Query, held: Held) -> Named | None:
    """Nothing, where a question names a section by a heading that no document has: "the Appeals section of the rules"."""
    match = HEADED.search(query.text)
    name = frozenset(content(match.group("after") or match.group("before"))) if match else frozenset()
    documents = held.index.store.documents()
    short = _codes(held) | frozenset(stem for form in held.abbreviations for stem in content(form))
    if not name or any(name <= short | frozenset(content(f"{d.title} {d.short}")) for d in documents):
        return None
    meant = {d.id for d in documents if {*content(d.short)} <= {*content(query.text)}} or {d.id for d in documents}
    headings = {heading for p in held.provisions if p.document in meant for heading in p.headings}
    stems = (frozenset(content(heading)) for heading in headings)
    if match is None or any(heading and (name <= heading or heading <= name) for heading in stems):
        return None
    return Named(absent=(match.group("after") or match.group("before")).strip(), whole=True)


def _section(query: Query, held: Held) -> Named:
    cite = query.cites[0]
    only = not [s for s in query.stems if s not in GENERIC | _codes(held)]
    place = held.places.section(cite)
    if place is None:
        return Named(missing=cite, whole=only)
    document, version, path = place
    if not version:
        return Named(status_only=held.index.store.document(document), whole=only, documents=(document,))
    if cite.pinpoint:
        target = held.places.under(document, version, (*path, *cite.pinpoint))
        if target is None:
            return Named(part=cite, documents=(document,), whole=only)
        return Named(provisions=_with_items(target, held), documents=(document,), whole=only)
    inside = [p for p in held.index.store.provisions(document, version) if p.path[: len(path)] == path and p.kind != "title"]
    body = [p for p in inside if not held.places.documents[document].cite or p.kind == "item" or not p.headings]
    return Named(provisions=tuple(body or inside), documents=(document,), whole=only)


def _item(query: Query, held: Held) -> Named | None:
    """An item under a heading whose words all stand in the question: "paragraph (h) under TRAINING"."""
    match = NAMED.search(query.text)
    if match is None:
        return None
    mark = (match.group("mark") or match.group("bracket")).lower()
    asked = frozenset(query.stems)
    best: tuple[int, tuple[str, str, tuple[str, ...]]] | None = None
    for provision in held.provisions:
        listed = provision.headings and provision.kind in ("item", "bullet")
        heading = frozenset(content(provision.headings[-1])) if listed else frozenset()
        if heading and heading <= asked and (best is None or len(heading) > best[0]):
            best = (len(heading), (provision.document, provision.version, provision.headings))
    if best is None:
        return None
    document, version, headings = best[1]
    under = [
        p for p in held.index.store.provisions(document, version) if p.headings == headings and p.kind in ("item", "bullet")
    ]
    wanted = tuple(mark.split("."))
    found = [
        p
        for p in under
        if tuple(part.lower() for part in p.path[-len(wanted) :]) == wanted and len(p.path) - len(wanted) <= len(headings)
    ]
    if not found:
        return Named(documents=(document,), absent=f"{headings[-1]} ({mark})", whole=True)
    rest = [s for s in query.stems if s not in GENERIC | _codes(held) and s not in content(" ".join(headings))]
    return Named(provisions=_with_items(found[0], held), documents=(document,), whole=len(rest) <= 1)


def _codes(held: Held) -> frozenset[str]:
    """The stems of the names of the codes of law: a question that has them asks nothing more by it."""
    return frozenset(stem for form in held.index.store.forms() for name in (form.code, *form.also) for stem in content(name))


def _with_items(provision: Provision, held: Held) -> tuple[Provision, ...]:
    below = [held.provisions[held.position[id_]] for id_ in held.items.get(provision.id, provision.children)]
    return (provision, *(p for one in below for p in _with_items(one, held)))


def official(cite: Cite, held: Held) -> str:
    """The official address of a cited section, or ""."""
    return citations.address(cite, held.index.store.forms())
