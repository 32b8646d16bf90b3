"""Lines and the markers printed before them: "(a)", "1.", "iv)", "2.1.3", "(2)(a)(iii)", "A. 1.", bullets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant import patterns as P
from ingest.labels import readings

LineKind = Literal["heading", "item", "bullet", "paragraph", "note", "title", "unplaced", "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A printed marker: its text, its labels without punctuation, and how each is wrapped: "()", ")", "." or "1.1".

    A bullet has no labels and its glyph as its one style. More than one label is a pinpoint: "(2)(a)", "A. 1.".
    """

    text: str
    labels: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A classified line, printed at `mark` to `stop`, with its own words at `start` to `end`.

    Before its words stand a marker, a number or Markdown's signs, behind them what closes a heading. `indent` counts
    columns. `style` says by what a heading is one; `number` and `word` are those of a numbered heading. `continues`: a
    paragraph that begins in lower case, as one does that ends the sentence of a list.
    """

    kind: LineKind
    mark: int
    start: int
    end: int
    stop: int
    indent: int
    marker: Marker | None = None
    style: str = ""
    number: str = ""
    word: str = ""
    blank_before: bool = False
    continues: bool = False


def marker_at(text: str, at: int, end: int) -> tuple[Marker | None, int]:
    """The marker that stands at `at`, if one does, and where the words after it begin."""
    if match := P.DECIMAL.match(text, at, end):
        marker = Marker(text=match.group(), labels=(match.group().rstrip("."),), styles=("1.1",))
        return marker, _words(text, match.end(), end)
    labels: list[str] = []
    styles: list[str] = []
    stop = own = at
    while found := _single(text, own, end, attached=bool(labels) and own == stop):
        label, style, after = found
        words = _words(text, after, end)
        if labels and own > stop and not any(value == 1 for _, value in readings(label)):
            break
        labels.append(label)
        styles.append(style)
        stop, own = after, words
    if not labels or not _closed(text, stop, own, end):
        return None, at
    return Marker(text=text[at:stop], labels=tuple(labels), styles=tuple(styles)), own


def bullet_at(text: str, at: int, end: int) -> tuple[Marker | None, int]:
    """The bullet that stands at `at`, if one does, and where the words after it begin."""
    match = P.BULLET.match(text, at, end)
    if match is None:
        return None, at
    return Marker(text=match.group(), labels=(), styles=(match.group(),)), _words(text, match.end(), end)


def _single(text: str, at: int, end: int, attached: bool) -> tuple[str, str, int] | None:
    """One label at `at` with its wrapping and its end; `attached`: it follows another one without a space."""
    match = P.MARKER.match(text, at, end)
    if match is None:
        return None
    name = match.lastgroup or ""
    label, style = match.group(name), {"bracketed": "()", "halved": ")", "dotted": "."}[name]
    if not readings(label):
        return None
    after = match.end()
    if style != "()" and (attached or not (after == end or text[after].isspace())):
        return None
    return label, style, after


def _closed(text: str, stop: int, own: int, end: int) -> bool:
    """Whether a marker is set off from the words after it: by a space, or a bracket by a capital."""
    return own > stop or stop >= end or (text[stop - 1] == ")" and (text[stop].isupper() or text[stop] in '“"'))


def _words(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
