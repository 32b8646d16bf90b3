"""Cross-references: each citation in a provision's text resolved to what is held, or kept as what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant import citations, force
from assistant.records import CitationForm, Cite, Document, Provision, Reference

Sections = Mapping[str, tuple[str, tuple[str, ...]]]


def resolved(
    provisions: Sequence[Provision],
    documents: Sequence[Document],
    texts: Mapping[tuple[str, str], str],
    forms: Sequence[CitationForm],
    day: date,
) -> tuple[Provision, ...]:
    """The provisions with the references of their own words; only a place where exactly one target fits is `held`."""
    finder = _Finder(provisions, documents, forms, day)
    out = []
    for provision in provisions:
        text = texts[provision.document, provision.version]
        own = text[provision.start : provision.end]
        found = [finder.resolve(cite, provision, s, e) for cite, s, e in citations.find(own, forms)]
        found += [
            finder.relative(cite, provision, s, e)
            for cite, s, e in citations.find_relative(own)
            if all(provision.start + e <= r.start or provision.start + s >= r.end for r in found)
        ]
        out.append(replace(provision, references=tuple(sorted(found, key=lambda r: r.start))))
    return tuple(out)


class Places:
    """Where cited sections are held: as documents of their own, or as numbered headings within one."""

    def __init__(self, provisions: Sequence[Provision], documents: Sequence[Document], forms: Sequence[CitationForm], day: date) -> None:
        self.forms, self.day = forms, day
        self.documents = {document.id: document for document in documents}
        self.by_version: dict[tuple[str, str], dict[tuple[str, ...], Provision]] = {}
        self.by_segment: dict[str, list[Provision]] = {}
        for provision in provisions:
            self.by_version.setdefault((provision.document, provision.version), {})[provision.path] = provision
            for segment in set(provision.path):
                if any(c.isdigit() for c in segment) and len(segment) > 2:
                    self.by_segment.setdefault(segment.lower(), []).append(provision)

    def section(self, cite: Cite) -> tuple[str, str, tuple[str, ...]] | None:
        """(document, version, path of the section within it) for a cited section that is entered in the corpus."""
        document = self.documents.get(citations.document_id(cite, self.forms))
        if document is not None:
            version = (force.in_year(document, cite.year) if cite.year else None) or self._best(document)
            return (document.id, version, ())
        homes = {p.document for p in self.by_segment.get(cite.section.lower(), [])}
        if len(homes) == 1:
            home = self.documents[homes.pop()]
            held = [p for p in self.by_segment[cite.section.lower()] if p.version == self._best(home)] or self.by_segment[cite.section.lower()]
            at = [segment.lower() for segment in held[0].path].index(cite.section.lower())
            return (home.id, held[0].version, held[0].path[: at + 1])
        return None

    def _best(self, document: Document) -> str:
        """The version to look in: the one that stands if its text is held, else the newest held."""
        stands = force.standing(document, self.day)
        if stands is not None and stands.file:
            return stands.id
        held = [version for version in force.newest_first(document.versions) if version.file]
        return held[0].id if held else ""

    def under(self, document: str, version: str, path: tuple[str, ...]) -> Provision | None:
        """The provision at `path`, whatever the letters' case, or the first one below it."""
        held = self.by_version.get((document, version), {})
        if path in held:
            return held[path]
        lowered = tuple(part.lower() for part in path)
        exact = [p for q, p in held.items() if tuple(part.lower() for part in q) == lowered]
        if len(exact) == 1:
            return exact[0]
        return next((p for q, p in held.items() if path and q[: len(path)] == path), None) if not exact else None

    def first(self, document: str, version: str) -> Provision | None:
        return next((p for p in self.by_version.get((document, version), {}).values() if p.kind != "title"), None)


class _Finder(Places):
    def resolve(self, cite: Cite, provision: Provision, start: int, end: int) -> Reference:
        kept = Reference(cite=cite, start=provision.start + start, end=provision.start + end)
        place = self.section(cite)
        if place is None:
            return kept
        document, version, path = place
        target = self.under(document, version, (*path, *cite.pinpoint)) if path or cite.pinpoint else self.first(document, version)
        if target is None:
            return replace(kept, resolution="part not held", target=document)
        return replace(kept, resolution="held", target=target.id)

    def relative(self, cite: Cite, provision: Provision, start: int, end: int) -> Reference:
        """A citation of the own section: looked for from the innermost heading outward."""
        kept = Reference(cite=cite, start=provision.start + start, end=provision.start + end)
        held = self.by_version[provision.document, provision.version]
        for depth in range(len(provision.path) - 1, -1, -1):
            target = held.get((*provision.path[:depth], *cite.pinpoint))
            if target is not None and target.id != provision.id:
                return replace(kept, resolution="held", target=target.id)
        return kept
