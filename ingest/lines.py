"""A canonical text line by line: each told by what it begins with, by its shape, and by its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import patterns as P
from ingest.headings import (
    heading,
    heading_style,
    is_numbered_title,
    is_title_case,
    numbered_heading,
    short,
    with_front_matter,
)
from ingest.labels import readings
from ingest.marks import Line, bullet_at, marker_at

IsNote = Callable[[str], bool]
Raw = tuple[int, int, bool]


def lines(text: str, title: str, is_note: IsNote) -> tuple[Line, ...]:
    """The classified lines of a canonical text. `title` is the document's own; `is_note` knows an authority note."""
    raw = _raw(text)
    found: list[Line] = []
    numbering = _Numbering()
    for at, (start, end, blank) in enumerate(raw):
        words = text[start:end].strip()
        after = text[slice(*raw[at + 1][:2])].strip() if at + 1 < len(raw) else ""
        close = at + 1 < len(raw) and not raw[at + 1][2]
        if P.UNDERLINE.match(words):
            found.append(Line(kind="rule", mark=start, start=start, end=end, stop=end, indent=0))
        elif close and P.UNDERLINE.match(after) and short(words):
            found.append(heading(text, start, start, end, f"underline{after[0]}", blank))
        else:
            before = text[slice(*raw[at - 1][:2])].strip() if at else ""
            made = _classified(text, (start, end, blank), before, after, close, is_note)
            found.extend([numbering.settled(made[0], text), *made[1:]])
    return with_front_matter(tuple(found), text, title)


def _raw(text: str) -> list[Raw]:
    """(start, end, whether a blank line stood before) of every line that is not blank."""
    found, at, blank = [], 0, True
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line), blank))
        blank = not line.strip()
        at += len(line) + 1
    return found


def _classified(text: str, raw: Raw, before: str, after: str, close: bool, is_note: IsNote) -> list[Line]:
    start, end, blank = raw
    indent = len(text[start:end]) - len(text[start:end].lstrip())
    at = start + indent
    words = text[at:end]
    plain = Line(
        kind="paragraph", mark=at, start=at, end=end, stop=end, indent=indent, blank_before=blank,
        continues=words[0].islower(),
    )  # fmt: skip
    if is_note(words):
        return [replace(plain, kind="note")]
    if match := P.MARKDOWN_HEADING.match(words):
        style = f"md{len(match.group('hashes'))}"
        made = heading(text, at, at + match.start("title"), at + match.end("title"), style, blank)
        return [replace(made, stop=end)]
    if P.TABLE_ROW.search(words) or P.PAGE_NUMBER.match(words):
        return [replace(plain, kind="unplaced")]
    bullet, inner = bullet_at(text, at, end)
    marker, own = marker_at(text, inner, end)
    if marker and own >= end:
        return [replace(plain, kind="unplaced")]
    if marker and not bullet and is_numbered_title(marker, text[own:end], after):
        style = f"{marker.styles[0]}{len(marker.labels[0].split('.'))}"
        return [replace(heading(text, at, own, end, style, blank, number=marker.labels[0]), marker=marker, indent=indent)]
    if marker:
        return [replace(plain, kind="item", start=own, marker=marker)]
    if bullet:
        return [replace(plain, kind="bullet", start=inner, marker=bullet)]
    if numbered := numbered_heading(text, at, end, blank):
        return numbered
    if style := heading_style(words, before, after, blank, close):
        return [heading(text, at, at, end, style, blank)]
    plain_number = P.PLAIN_NUMBER.match(words)
    if plain_number and heading_style(words[plain_number.end() :], before, after, blank, close) == "title":
        return [heading(text, at, at + plain_number.end(), end, ".1", blank, number=plain_number.group("number"))]
    return [plain]


class _Numbering:
    """The last label of each kind printed with a stop ("3.", "C."), among numbered titles and among items."""

    def __init__(self) -> None:
        self.titles: dict[str, int] = {}
        self.items: dict[str, tuple[int, bool]] = {}

    def settled(self, line: Line, text: str) -> Line:
        """The line; a numbered title that goes on a list of items, not the titles before it, is an item like them."""
        if line.kind == "heading" and line.marker is None:
            self.items.clear()
        if line.marker is None or line.marker.styles != (".",) or line.kind not in ("heading", "item"):
            return line
        kinds = readings(line.marker.labels[0])
        if line.kind == "heading" and self._is_item(kinds):
            line = replace(line, kind="item", end=line.stop, style="", number="", word="")
        for kind, value in kinds:
            if line.kind == "heading":
                self.titles[kind] = value
            else:
                self.items[kind] = (value, is_title_case(text[line.start : line.end]))
        return line

    def _is_item(self, kinds: Sequence[tuple[str, int]]) -> bool:
        goes_on = any(self.titles.get(kind) == value - 1 for kind, value in kinds)
        return any(
            self.items.get(kind) == (value - 1, titled) and (titled or not goes_on)
            for kind, value in kinds
            for titled in (True, False)
        )
