"""From the outline's tree to provisions: ids, labels, lead-ins, authority notes, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant import patterns as P
from assistant.records import Document, Issue, Provision, Version
from assistant.sentences import sentences
from ingest.outline import SMALL, IsNote, Node, lines, pinpoint, tree

LEADING = re.compile(r"(?:[:—–]|\b(?:the following|as follows|including|include|includes))\W*$", re.IGNORECASE)
ANNOUNCING = re.compile(r"\b(?:following|as follows|below)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A version's provisions in reading order, and what was not understood in it."""

    provisions: tuple[Provision, ...]
    issues: tuple[Issue, ...]


def outline(document: Document, version: Version, text: str, is_note: IsNote) -> Outline:
    """The provisions of one canonical text; every one has an id, a label and a span of `text`."""
    root = tree(text, lines(text, document.title, is_note))
    names = _Names(document, version)
    provisions: list[Provision] = []
    issues: list[Issue] = []
    _walk(root, (), names, text, provisions, issues)
    return Outline(provisions=_with_family(tuple(provisions)), issues=tuple(issues))


class _Names:
    """Ids and labels of one version; a second place with the same path is told apart by a number."""

    def __init__(self, document: Document, version: Version) -> None:
        self.document, self.version = document, version
        self.seen: dict[tuple[str, ...], int] = {}

    def unique(self, path: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        count = self.seen[path] = self.seen.get(path, 0) + 1
        return (path if count == 1 else (*path[:-1], f"{path[-1]}~{count}")), count

    def id(self, path: tuple[str, ...]) -> str:
        return f"{self.document.id}@{self.version.id}/{'/'.join(path)}"


def slug(words: str) -> str:
    """A heading as a path segment: lower case, words joined by "-"."""
    return "-".join(re.findall(r"[a-z0-9]+", words.lower().replace("&", " and ").replace("’", "").replace("'", ""))) or "untitled"


def heading_segment(node: Node, text: str) -> str:
    if not node.number:
        return slug(text[node.start : node.end])
    return node.number if node.number[0].isdigit() else f"{node.word}-{node.number}".lower()


def heading_name(node: Node, text: str) -> str:
    """A heading as it stands in a label: its number where it has one, else its words in title case."""
    if node.number:
        return f"{node.word.title()} {node.number}".strip() if node.word != "§" else f"§ {node.number}"
    return title_case(text[node.start : node.end])


def title_case(words: str) -> str:
    """Capital headings in title case; others stay as printed."""
    if not words.isupper():
        return words
    parts = words.lower().split()
    return " ".join(
        w if at and w.strip("(),") in SMALL else re.sub(r"(?:^|(?<=[-/(]))[^\W\d_]", lambda m: m.group().upper(), w)
        for at, w in enumerate(parts)
    )


def _walk(node: Node, headings: tuple[Node, ...], names: _Names, text: str, out: list[Provision], issues: list[Issue]) -> None:
    counts = {"paragraph": 0, "bullet": 0, "title": 0}
    for child in node.children:
        if child.kind == "heading":
            _walk(child, (*headings, child), names, text, out, issues)
            if not child.children:
                counts["paragraph"] += 1
                issues.append(_issue(names, "unplaced", child, text))
                out.append(_provision(_as_line(child), counts["paragraph"], headings, (), names, text))
            continue
        group = "paragraph" if child.kind == "unplaced" else child.kind
        if group in counts:
            counts[group] += 1
        above = _owner(child)
        made = _provision(child, counts.get(group, 0), headings, above.path if above else (), names, text)
        child.path = made.path
        if "~" in made.path[-1]:
            issues.append(_issue(names, "duplicate", child, text))
        if child.gap:
            issues.append(_issue(names, "numbering", child, text))
        if child.kind in ("unplaced", "title"):
            issues.append(_issue(names, "unplaced", child, text))
        issues.extend(
            Issue(document=names.document.id, version=names.version.id, kind="placeholder", start=s, end=e, text=text[s:e])
            for s, e in made.placeholders
        )
        out.append(made)
        _walk(child, headings, names, text, out, issues)


def _as_line(node: Node) -> Node:
    """A heading with nothing under it, as an unplaced line of its own."""
    return Node(kind="unplaced", start=node.start, end=node.end, number=node.number, word=node.word, parent=node.parent)


def _owner(node: Node) -> Node | None:
    """The item, bullet or paragraph that a node hangs on; None directly under a heading."""
    above = node.parent
    return above if above is not None and above.kind in ("item", "bullet") else None


def _issue(names: _Names, kind: str, node: Node, text: str) -> Issue:
    return Issue(
        document=names.document.id, version=names.version.id, kind=kind, start=node.start, end=node.end,  # type: ignore[arg-type]
        text=text[node.start : node.end],
    )  # fmt: skip


def _provision(node: Node, count: int, headings: tuple[Node, ...], above: tuple[str, ...], names: _Names, text: str) -> Provision:
    absolute = bool(names.document.cite) and node.kind == "item" and _sectioned(node)
    base = () if absolute else tuple(heading_segment(h, text) for h in headings)
    if node.kind == "item":
        own = pinpoint(node)
        path = (*base, *_pin_path(node)) if node.marker and node.marker.style in ("pin", "1.1") else (*(above or base), own[-1])
    else:
        path = (*(above or base), _segment(node, count))
    path, _ = names.unique(path)
    start, end = _trim(text, node.start, node.end)
    return Provision(
        id=names.id(path), document=names.document.id, version=names.version.id,
        label=_label(node, count, headings, names.document, text), kind=_kind(node), path=path,
        headings=tuple(title_case(text[h.start : h.end]) for h in headings),
        marker=node.marker.text if node.marker else "", start=start, end=end,
        parent=names.id(above) if above else "", lead_in=tuple(_lead_in(node, text)), note=node.note,
        placeholders=tuple((m.start(), m.end()) for m in P.PLACEHOLDER.finditer(text, start, end)),
    )  # fmt: skip


def _kind(node: Node) -> str:  # type: ignore[return]
    return node.kind if node.kind in ("paragraph", "item", "bullet", "title") else "unplaced"


def _sectioned(node: Node) -> bool:
    """Whether an item hangs, through items alone, on its section: its markers are then the section's pinpoint."""
    above = node
    while above.parent is not None and above.parent.kind == "item":
        above = above.parent
    return above.parent is None or above.parent.kind in ("heading", "root")


def _pin_path(node: Node) -> tuple[str, ...]:
    if node.marker is None or node.marker.style == "pin":
        return node.marker.parts if node.marker else ()
    steps: list[str] = []
    above: Node | None = node
    while above is not None and above.kind == "item" and above.marker:
        steps.append(".".join(above.marker.parts))
        above = above.parent
    return tuple(reversed(steps))


def _segment(node: Node, count: int) -> str:
    return f"{'bullet-' if node.kind == 'bullet' else 'title-' if node.kind == 'title' else 'p'}{count}"


def _label(node: Node, count: int, headings: tuple[Node, ...], document: Document, text: str) -> str:
    """The pinpoint as printed, short citation first."""
    marks = _marks(node, count)
    if document.cite:
        if node.kind == "item" or marks.startswith("("):
            return document.cite + (marks if marks.startswith("(") else f" {marks}")
        return f"{', '.join([document.cite, *(heading_name(h, text) for h in headings[-1:])])} {marks}"
    shown = [heading_name(h, text) for h in headings[-2:]]
    if headings and headings[-1].number and not headings[-1].word:
        shown = [] if re.match(r"\d+\.", marks) else shown[-1:]
    if not shown:
        return f"{document.short}{',' if marks[:1].isdigit() or marks.startswith('(') else ''} {marks}"
    return f"{', '.join([document.short, *shown])} {marks}"


def _marks(node: Node, count: int) -> str:
    """The markers from the section down: brackets join, bare ones join by ".", words ("bullet 2", "¶1") by a space."""
    above = node.parent
    stays = node.kind == "item" and node.marker is not None and node.marker.style in ("pin", "1.1")
    shown = "" if stays or above is None or above.kind in ("heading", "root") else _marks(above, _count(above))
    if node.kind != "item" or node.marker is None:
        word = {"bullet": f"bullet {count}", "title": f"title line {count}"}.get(node.kind, f"¶{count}")
        return f"{shown} {word}".strip()
    if node.marker.style == "1.1":
        return ".".join(node.marker.parts)
    if node.marker.style == ".":
        return f"{shown}{'.' if shown and shown[-1] != ')' else ' ' if shown else ''}{node.marker.parts[0]}"
    return shown + "".join(f"({part})" for part in node.marker.parts)


def _count(node: Node) -> int:
    """The place of a node among those of its kind that hang on the same owner, from 1."""
    same = [child for child in (node.parent.children if node.parent else []) if child.kind == node.kind]
    return next((at for at, child in enumerate(same, start=1) if child is node), 1)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _lead_in(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """The spans, outermost first, whose sentence this node's words complete."""
    if node.kind not in ("item", "bullet"):
        return
    owner = node.parent
    if owner is None:
        return
    yield from _lead_in(owner, text)
    if owner.kind in ("item", "bullet"):
        words = text[owner.start : owner.end].strip()
        if LEADING.search(words) or (words and words[-1] not in ".;!?" and not _is_title(words)):
            yield _last_sentence(text, owner.start, owner.end)
        return
    before = _before(owner, node)
    if before is not None and (LEADING.search(text[before.start : before.end]) or _announces(text, before)):
        yield _last_sentence(text, before.start, before.end)


def _before(owner: Node, node: Node) -> Node | None:
    """The paragraph that stands before the list to which `node` belongs."""
    found = None
    for child in owner.children:
        if child is node:
            return found
        if child.kind == "paragraph":
            found = child
    return None


def _announces(text: str, node: Node) -> bool:
    start, end = _last_sentence(text, node.start, node.end)
    return bool(ANNOUNCING.search(text[start:end])) or text[start:end].rstrip()[-1:] not in ".!?;"


def _is_title(words: str) -> bool:
    return len(words.split()) <= 6 and words[:1].isupper()


def _last_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    return sentences(text, start, end)[-1]


def _with_family(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Each provision with the ids of those that hang on it, in reading order."""
    children: dict[str, list[str]] = {}
    for provision in provisions:
        children.setdefault(provision.parent, []).append(provision.id)
    return tuple(replace(p, children=tuple(children.get(p.id, ()))) for p in provisions)
