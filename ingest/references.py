"""Cross-references: each citation in a provision's text resolved to what is held, or kept as what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant import citations
from assistant.places import Places
from assistant.records import CitationForm, Document, Provision, Reference


def resolved(
    provisions: Sequence[Provision],
    documents: Sequence[Document],
    texts: Mapping[tuple[str, str], str],
    forms: Sequence[CitationForm],
    day: date,
) -> tuple[Provision, ...]:
    """The provisions with the references of their own words; only a place where exactly one target fits is `held`."""
    places = Places(provisions, documents, forms, day)
    out = []
    for provision in provisions:
        own = texts[provision.document, provision.version][provision.start : provision.end]
        found = sorted(_found(own, provision, places, forms), key=lambda r: r.start)
        out.append(replace(provision, references=tuple(found)))
    return tuple(out)


def _found(own: str, provision: Provision, places: Places, forms: Sequence[CitationForm]) -> Iterator[Reference]:
    """Citations by code first; then, where none of these stands, citations of the own section and document.

    A pinpoint without a word before it, and a heading's number, are references only where they lead somewhere.
    """
    taken: list[tuple[int, int]] = []
    for cite, start, end in citations.find(own, forms):
        taken.append((start, end))
        yield places.resolve(cite, provision.start + start, provision.start + end)
    for find, lookup, sure in (
        (citations.find_relative, places.relative, True),
        (citations.find_own_headings, places.own_heading, False),
        (citations.find_bare_pinpoints, places.relative, False),
    ):
        for cite, start, end in find(own):
            if any(start < e and end > s for s, e in taken):
                continue
            reference = lookup(cite, provision, provision.start + start, provision.start + end)
            if sure or reference.resolution == "held":
                taken.append((start, end))
                yield reference
