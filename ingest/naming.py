"""Ids and labels: how a place in the outline is addressed by the program and cited by a reader."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant import citations
from assistant.records import Document, Version
from ingest.headings import SMALL
from ingest.outline import Node


class Paths:
    """The ids of one version; a second place with the same path is told apart by a number."""

    def __init__(self, document: Document, version: Version) -> None:
        self.stem = f"{document.id}@{version.id}/"
        self.seen: dict[tuple[str, ...], int] = {}

    def unique(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path, with "~2" and so on at its end where it was taken already."""
        count = self.seen[path] = self.seen.get(path, 0) + 1
        if count == 1:
            return path
        return self.unique((*path[:-1], f"{path[-1]}~{count}"))

    def id(self, path: tuple[str, ...]) -> str:
        return self.stem + "/".join(path)


@lru_cache(maxsize=4096)
def slug(words: str) -> str:
    """A heading as a path segment: lower case, words joined by "-", "untitled" where it has none."""
    plain = words.lower().replace("&", " and ").replace("’", "").replace("'", "")
    return "-".join(re.findall(r"[^\W_]+", plain)) or "untitled"


@lru_cache(maxsize=4096)
def title_case(words: str) -> str:
    """Capital headings in title case; others stay as printed."""
    if not words.isupper():
        return words
    parts = words.lower().split()
    return " ".join(
        w if at and w.strip("(),") in SMALL else re.sub(r"(?:^|(?<=[-/(]))[^\W\d_]", lambda m: m.group().upper(), w)
        for at, w in enumerate(parts)
    )


def heading_segment(node: Node, text: str) -> str:
    if not node.number:
        return slug(text[node.start : node.end])
    return citations.heading_segment(node.word, node.number)


def heading_name(node: Node, text: str) -> str:
    """A heading as it stands in a label: its number where it has one, else its words in title case."""
    if node.number:
        return f"§ {node.number}" if node.word == "§" else f"{node.word.title()} {node.number}".strip()
    return title_case(text[node.start : node.end])


def segment(node: Node, count: int) -> str:
    """The path segment of what bears no label: "p2", "bullet-1", "title-1"; `count` is its place among its like."""
    return f"{'bullet-' if node.kind == 'bullet' else 'title-' if node.kind == 'title' else 'p'}{count}"


def label(marks: str, is_item: bool, headings: tuple[Node, ...], document: Document, text: str) -> str:
    """The pinpoint as printed, short citation first: "City Code, Section 3.08.020 B.2", "State Code § 12-3-45(2)(a)"."""
    if document.cite:
        if is_item or marks.startswith("("):
            return document.cite + (marks if marks.startswith("(") else f" {marks}")
        return f"{', '.join([document.cite, *(heading_name(h, text) for h in headings[-1:])])} {marks}"
    shown = [heading_name(h, text) for h in headings[-2:]]
    if headings and headings[-1].number and not headings[-1].word:
        shown = [] if re.match(r"\d+\.\d", marks) else shown[-1:]
    if not shown:
        return f"{document.short}{',' if marks[:1].isdigit() or marks.startswith('(') else ''} {marks}"
    return f"{', '.join([document.short, *shown])} {marks}"


def marks(node: Node, above: str, count: int) -> str:
    """The markers from the section down: brackets join, bare ones join by ".", words ("bullet 2", "¶1") by a space.

    `above` are those of the item that the node hangs on, `count` its place among what bears no label.
    """
    if not node.labels:
        word = {"bullet": f"bullet {count}", "title": f"title line {count}"}.get(node.kind, f"¶{count}")
        return f"{above} {word}".strip()
    for name, style in zip(node.labels, node.styles, strict=True):
        if style == "1.1":
            above = name
        elif style == ".":
            above += f"{'.' if above and above[-1] != ')' else ' ' if above else ''}{name}"
        else:
            above += f"({name})"
    return above
