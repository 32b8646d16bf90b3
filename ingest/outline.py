"""The outline of a governing document: canonical text to a tree of headings, paragraphs, items and bullets.

Lines are classified by what they begin with (`ingest.lines`), headings open sections, and within a section labels and
indentation say what hangs on what (`ingest.placing`). What fits nowhere is kept as an unplaced node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant import patterns as P
from ingest.lines import IsNote, lines
from ingest.marks import Line, Marker
from ingest.placing import Level, placed

NodeKind = Literal["root", "heading", "paragraph", "item", "bullet", "title", "unplaced"]


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """A place in the outline; built up while the document is read, then turned into frozen provisions.

    `labels` and `styles` are those of an item below its parent: more than one where the items between are not printed.
    `first` is the node that its list begins with, `gap` whether the numbering leaps or repeats before it.
    """

    kind: NodeKind
    start: int = 0
    end: int = 0
    mark: int = 0
    stop: int = 0
    marker: Marker | None = None
    labels: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    number: str = ""
    word: str = ""
    path: tuple[str, ...] = ()
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    place: int = 0
    first: Node | None = None
    note: tuple[int, int] | None = None
    gap: bool = False

    def add(self, child: Node) -> Node:
        child.parent, child.place = self, len(self.children)
        self.children.append(child)
        return child


def tree(text: str, title: str, is_note: IsNote) -> tuple[Node, tuple[Line, ...]]:
    """The outline of a canonical text under one root node, and the lines it was read from."""
    found = lines(text, title, is_note)
    builder = _Builder()
    for line in found:
        builder.take(line)
    builder.close()
    return builder.root, found


class _Builder:
    """Takes the lines in reading order; the items of a section are placed together once it is whole."""

    def __init__(self) -> None:
        self.root = Node(kind="root")
        self.headings: list[tuple[str, Node]] = []
        self.section: list[Line] = []

    @property
    def owner(self) -> Node:
        return self.headings[-1][1] if self.headings else self.root

    def take(self, line: Line) -> None:
        if line.kind == "heading":
            self.close()
            while self.headings and not _deeper(line, self.headings):
                self.headings.pop()
            self.headings.append((line.style, self.owner.add(_node("heading", line))))
        elif line.kind == "title":
            self.root.add(_node("title", line))
        elif line.kind != "rule":
            while self.headings and _other_number(self.owner, line):
                self.close()
                self.headings.pop()
            self.section.append(line)

    def close(self) -> None:
        """Hangs the lines gathered since the last heading on it."""
        nodes: list[Node | None] = []
        block: list[Node] = []
        hanging = [line for line in self.section if line.kind != "note"]
        levels = iter(placed(hanging))
        for line in self.section:
            if line.kind == "note":
                _back(block, self.owner, line)
                block = []
                continue
            nodes.append(_hung(line, next(levels), nodes, self.owner))
            block.extend(node for node in nodes[-1:] if node)
        self.section = []


def _node(kind: NodeKind, line: Line) -> Node:
    return Node(
        kind=kind, start=line.start, end=line.end, mark=line.mark, stop=line.stop, marker=line.marker, number=line.number,
        word=line.word,
    )  # fmt: skip


def _hung(line: Line, level: Level | None, nodes: Sequence[Node | None], section: Node) -> Node:
    """The node of a line, hung on the innermost item above it that has a node of its own, else on the section."""
    if line.kind not in ("item", "bullet") or level is None:
        return _owner(level, nodes, section).add(_node("unplaced" if line.kind == "unplaced" else "paragraph", line))
    node = _node("item" if line.kind == "item" else "bullet", line)
    node.gap = level.gap
    labels, styles, up = [level.label], [level.style], level.up
    while up is not None and up.at < 0:
        labels, styles, up = [up.label, *labels], [up.style, *styles], up.up
    if line.kind == "item":
        node.labels, node.styles = tuple(labels), tuple(styles)
    node.first = nodes[level.first] if level.first < len(nodes) else node
    return _owner(up, nodes, section).add(node)


def _owner(level: Level | None, nodes: Sequence[Node | None], section: Node) -> Node:
    while level is not None:
        if level.at >= 0 and (node := nodes[level.at]) is not None:
            return node
        level = level.up
    return section


def _back(block: Sequence[Node], section: Node, line: Line) -> None:
    """An authority note backs the whole block since the last note or heading, or the heading it stands right under."""
    for node in block:
        node.note = (line.start, line.end)
    if not block:
        section.note = section.note or (line.start, line.end)


def _deeper(line: Line, headings: Sequence[tuple[str, Node]]) -> bool:
    """Whether a heading lies below the innermost open one."""
    style, node = headings[-1]
    if line.style.startswith("md") and style.startswith("md"):
        return int(line.style[2:]) > int(style[2:])
    if line.number and node.number and not line.word and not node.word:
        mine, theirs = _number(line.number), _number(node.number)
        if mine[0].isdigit() and theirs[0].isdigit():
            return len(mine) > len(theirs) and mine[: len(theirs)] == theirs
    if line.word and node.word and line.word in P.HEADING_WORDS and node.word in P.HEADING_WORDS:
        return P.HEADING_WORDS.index(line.word) > P.HEADING_WORDS.index(node.word)
    return line.style not in [s for s, _ in headings]


def _number(printed: str) -> list[str]:
    """The parts of a number; "2.0" is the whole of which "2.1" is a part."""
    parts = printed.split(".")
    return parts[:-1] if len(parts) > 1 and parts[-1] == "0" else parts


def _other_number(heading: Node, line: Line) -> bool:
    """Whether a heading bears a number of its own that a decimal item does not continue."""
    if line.marker is None or line.marker.styles[:1] != ("1.1",) or not heading.number or heading.word:
        return False
    theirs, mine = _number(heading.number), line.marker.labels[0].split(".")
    return theirs[0].isdigit() and mine[: len(theirs)] != theirs
