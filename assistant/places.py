"""Where cited places are held: sections as documents of their own, or as numbered headings within one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant import citations, force
from assistant.records import CitationForm, Cite, Document, Provision, Reference

Path = tuple[str, ...]


class Places:
    """Where cited sections are held: as documents of their own, or as numbered headings within one."""

    def __init__(
        self, provisions: Sequence[Provision], documents: Sequence[Document], forms: Sequence[CitationForm], day: date
    ) -> None:
        self.forms, self.day = forms, day
        self.documents = {document.id: document for document in documents}
        self.exact: dict[tuple[str, str], dict[Path, Provision]] = {}
        self.lowered: dict[tuple[str, str], dict[Path, list[Provision]]] = {}
        self.below: dict[tuple[str, str], dict[Path, Provision]] = {}
        self.headings: dict[tuple[str, str], dict[str, dict[Path, Provision]]] = {}
        self.by_segment: dict[str, dict[tuple[str, str], Path]] = {}
        for provision in provisions:
            self._enter(provision)

    def _enter(self, provision: Provision) -> None:
        key = (provision.document, provision.version)
        if provision.kind != "title":
            for depth in range(len(provision.path) + 1):
                self.below.setdefault(key, {}).setdefault(provision.path[:depth], provision)
        path = _lower(provision.path)
        self.exact.setdefault(key, {})[provision.path] = provision
        self.lowered.setdefault(key, {}).setdefault(path, []).append(provision)
        for depth, segment in enumerate(path, start=1):
            if any(c.isdigit() for c in segment):
                self.by_segment.setdefault(segment, {}).setdefault(key, provision.path[:depth])
            if depth <= len(provision.headings):
                self.headings.setdefault(key, {}).setdefault(segment, {}).setdefault(path[:depth], provision)

    def section(self, cite: Cite) -> tuple[str, str, Path] | None:
        """(document, version, path of the section within it) for a cited section that is entered in the corpus."""
        document = self.documents.get(citations.document_id(cite, self.forms))
        if document is not None:
            standing = force.in_year(document, cite.year) if cite.year else None
            version = standing.id if standing else self.best(document)
            if not citations.is_whole_document(cite, self.forms):
                path = self._heading(document.id, version, cite.section)
                return (document.id, version, path) if path else None
            return (document.id, version, ())
        homes = {name for name, _ in self.by_segment.get(cite.section.lower(), {})} if len(cite.section) > 2 else set()
        if len(homes) != 1:
            return None
        home = self.documents[homes.pop()]
        version = self.best(home)
        path = self._heading(home.id, version, cite.section)
        return (home.id, version, path) if path else None

    def best(self, document: Document) -> str:
        """The version to look in: the one that stands if its text is held, else the newest held, "" if none is."""
        stands = force.standing(document, self.day)
        if stands is not None and stands.file:
            return stands.id
        return next((version.id for version in force.newest_first(document.versions) if version.file), "")

    def _heading(self, document: str, version: str, section: str) -> Path:
        """The path of the heading or item numbered `section` in a version, or ()."""
        return self.by_segment.get(section.lower(), {}).get((document, version), ())

    def under(self, document: str, version: str, path: Path) -> Provision | None:
        """The provision at `path`, whatever the letters' case, or the first one below it."""
        key = (document, version)
        if held := self.exact.get(key, {}).get(path):
            return held
        alike = self.lowered.get(key, {}).get(_lower(path), [])
        if alike:
            return alike[0] if len(alike) == 1 else None
        return self.below.get(key, {}).get(path)

    def first(self, document: str, version: str) -> Provision | None:
        return self.below.get((document, version), {}).get(())

    def resolve(self, cite: Cite, start: int, end: int) -> Reference:
        """The reference for a citation by code, printed at `start` to `end`."""
        kept = Reference(cite=cite, start=start, end=end)
        place = self.section(cite)
        if place is None:
            return kept
        document, version, path = place
        target = self.under(document, version, (*path, *cite.pinpoint))
        if target is None:
            return replace(kept, resolution="part not held", target=document)
        return replace(kept, resolution="held", target=target.id)

    def relative(self, cite: Cite, provision: Provision, start: int, end: int) -> Reference:
        """A citation of the own section, looked for from the innermost heading outward."""
        kept = Reference(cite=cite, start=start, end=end)
        for depth in range(len(provision.path) - 1, -1, -1):
            target = self.under(provision.document, provision.version, (*provision.path[:depth], *cite.pinpoint))
            if target is not None and target.id != provision.id:
                return replace(kept, resolution="held", target=target.id)
        if self.documents[provision.document].cite and _lower(provision.path)[: len(cite.pinpoint)] != _lower(cite.pinpoint):
            return replace(kept, resolution="part not held", target=provision.document)
        return kept

    def own_heading(self, cite: Cite, provision: Provision, start: int, end: int) -> Reference:
        """A citation of the own document's numbered headings ("Article III, Section 4"), `cite.pinpoint` their segments."""
        kept = Reference(cite=replace(cite, pinpoint=()), start=start, end=end)
        held = self.headings.get((provision.document, provision.version), {}).get(cite.pinpoint[-1], {})
        found = {path: first for path, first in held.items() if _in_order(cite.pinpoint[:-1], path[:-1])}
        own = [path for path in found if len(path) > 1 and path[:-1] == _lower(provision.path)[: len(path) - 1]]
        places = own if len(own) == 1 else list(found)
        if len(places) != 1 or found[places[0]].id == provision.id:
            return kept
        return replace(kept, resolution="held", target=found[places[0]].id)


def _in_order(parts: Path, path: Path) -> bool:
    rest = iter(path)
    return all(part in rest for part in parts)


def _lower(path: Path) -> Path:
    return tuple(part.lower() for part in path)
