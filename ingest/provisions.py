"""From the outline's tree to provisions: ids, labels, lead-ins, authority notes, placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant import patterns as P
from assistant.records import Document, Issue, Provision, Version
from assistant.sentences import sentences
from ingest import naming
from ingest.lines import IsNote
from ingest.marks import Line
from ingest.outline import Node, tree

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A version's provisions in reading order, and what was not understood in it.

    `printed` are the spans that belong to no provision: markers, headings, authority notes and rules. Together with
    the provisions' spans they hold every character of the text that is not blank, each exactly once.
    """

    provisions: tuple[Provision, ...]
    issues: tuple[Issue, ...]
    printed: tuple[Span, ...] = ()


def outline(document: Document, version: Version, text: str, is_note: IsNote) -> Outline:
    """The provisions of one canonical text; every one has an id, a label and a span of `text`."""
    root, found = tree(text, document.title, is_note)
    walk = _Walk(document, version, text)
    walk.down(root, (), "", ())
    provisions = sorted(walk.provisions, key=lambda p: p.start)
    issues = [*walk.issues, *_placeholders(provisions, text)]
    return Outline(
        provisions=_with_family(provisions),
        issues=tuple(sorted(issues, key=lambda issue: issue.start)),
        printed=tuple(_printed(found, walk.bare, text)),
    )


class _Walk:
    """Goes through the tree from the top and gathers provisions and issues."""

    def __init__(self, document: Document, version: Version, text: str) -> None:
        self.document, self.version, self.text = document, version, text
        self.paths = naming.Paths(document, version)
        self.provisions: list[Provision] = []
        self.issues: list[Issue] = []
        self.bare: set[int] = set()
        self.leads: dict[int, tuple[Span, ...]] = {}

    def down(self, node: Node, headings: tuple[Node, ...], marks: str, path: tuple[str, ...]) -> None:
        """Everything below `node`; `marks` and `path` are those of the item it is, empty for a heading."""
        counts = {"paragraph": 0, "bullet": 0, "title": 0}
        for child in sorted(node.children, key=lambda c: c.start):
            if child.kind == "heading":
                self._filled(child)
                self.down(child, (*headings, child), "", ())
                continue
            group = "paragraph" if child.kind == "unplaced" else child.kind
            if group in counts:
                counts[group] += 1
            own = naming.marks(child, marks, counts.get(group, 0))
            made = self._provision(child, headings, own, path, counts.get(group, 0))
            self.provisions.append(made)
            self._report(child, made)
            self.down(child, headings, own, made.path)

    def _filled(self, heading: Node) -> None:
        """Hangs on a heading with nothing under it its own line, its number included, as an unplaced one."""
        if not heading.children:
            start = heading.start if self.text[heading.mark] == "#" else heading.mark
            self.bare.add(heading.mark)
            heading.add(Node(kind="unplaced", start=start, end=heading.stop))

    def _provision(
        self, node: Node, headings: tuple[Node, ...], marks: str, above: tuple[str, ...], count: int
    ) -> Provision:
        in_section = bool(self.document.cite) and node.kind == "item"
        base = () if in_section else tuple(naming.heading_segment(h, self.text) for h in headings)
        path = self.paths.unique((*(above or base), *(node.labels or (naming.segment(node, count),))))
        start, end = trimmed(self.text, node.start, node.end)
        lead_in = self.leads[id(node)] = self._lead_in(node)
        return Provision(
            id=self.paths.id(path), document=self.document.id, version=self.version.id,
            label=naming.label(marks, node.kind == "item", headings, self.document, self.text),
            kind=node.kind if node.kind in ("paragraph", "item", "bullet", "title") else "unplaced",
            path=path, headings=tuple(naming.title_case(self.text[h.start : h.end]) for h in headings),
            marker=node.marker.text if node.marker else "", start=start, end=end,
            parent=self.paths.id(above) if above else "", lead_in=lead_in,
            note=node.note or next((h.note for h in reversed(headings) if h.note), None),
            placeholders=tuple((m.start(), m.end()) for m in P.PLACEHOLDER.finditer(self.text, start, end)),
        )  # fmt: skip

    def _report(self, node: Node, made: Provision) -> None:
        kinds = []
        if "~" in made.path[-1]:
            kinds.append("duplicate")
        elif node.gap and self.version.held == "whole":
            kinds.append("numbering")
        if node.kind == "unplaced":
            kinds.append("unplaced")
        self.issues.extend(_issue(made, kind, made.start, made.end, self.text) for kind in kinds)

    def _lead_in(self, node: Node) -> tuple[Span, ...]:
        """The spans, outermost first, whose sentence this node's words complete."""
        owner = node.parent
        if node.kind not in ("item", "bullet") or owner is None:
            return ()
        above = self.leads.get(id(owner), ())
        before = _before(owner, node, self.text)
        if before is not None:
            return (*above, _last_sentence(self.text, before)) if _leads(self.text, before) else above
        words = self.text[owner.start : owner.end].strip() if owner.kind in ("item", "bullet") else ""
        if P.LEADING.search(words) or (words and words[-1] not in ".;!?" and not _is_title(words)):
            return (*above, _last_sentence(self.text, owner))
        return above


def _issue(made: Provision, kind: str, start: int, end: int, text: str) -> Issue:
    return Issue(
        document=made.document, version=made.version, kind=kind, start=start, end=end, text=text[start:end]  # type: ignore[arg-type]
    )  # fmt: skip


def _placeholders(provisions: Iterable[Provision], text: str) -> Iterator[Issue]:
    for provision in provisions:
        for start, end in provision.placeholders:
            yield _issue(provision, "placeholder", start, end, text)


def _printed(found: Iterable[Line], bare: set[int], text: str) -> Iterator[Span]:
    """What stands outside the provisions: markers, headings, notes, rules."""
    for line in found:
        if line.kind == "heading" and line.mark in bare:
            spans = [(line.mark, line.start)] if text[line.mark] == "#" else []
        elif line.kind in ("heading", "note", "rule"):
            spans = [(line.mark, line.stop)]
        else:
            spans = [(line.mark, line.start), (line.end, line.stop)]
        yield from (trimmed(text, *span) for span in spans if text[slice(*span)].strip())


def trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


# --- lead-ins --------------------------------------------------------------------------------------------------------


def _before(owner: Node, node: Node, text: str) -> Node | None:
    """The paragraph that introduces the list to which `node` belongs: right before it or before its first item.

    Of a list that goes on behind a paragraph, the later items are introduced by that one where it ends in a colon.
    """
    first = node.first.place if node.first is not None and node.first.parent is owner else node.place
    for at in range(node.place - 1, first - 1, -1):
        between = owner.children[at]
        if between.kind == "paragraph" and P.LEADING.search(text[between.start : between.end]):
            return between
    before = owner.children[first - 1] if first else None
    return before if before is not None and before.kind == "paragraph" else None


def _leads(text: str, node: Node) -> bool:
    start, end = _last_sentence(text, node)
    words = text[start:end].rstrip()
    return bool(P.LEADING.search(words) or P.ANNOUNCING.search(words)) or words[-1:] not in ".!?;"


def _is_title(words: str) -> bool:
    return len(words.split()) <= 6 and words[:1].isupper()


def _last_sentence(text: str, node: Node) -> Span:
    return sentences(text, node.start, node.end)[-1]


def _with_family(provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    """Each provision with the ids of those that hang on it, in reading order."""
    children: dict[str, list[str]] = {}
    listed = tuple(provisions)
    for provision in listed:
        children.setdefault(provision.parent, []).append(provision.id)
    return tuple(replace(p, children=tuple(children.get(p.id, ()))) for p in listed)
