"""The outline of a governing document: canonical text to a tree of headings, paragraphs, items and bullets.

A line is classified by what it begins with (`lines`), then placed by label kind and indentation (`tree`). Whether "i" is
a letter or a Roman numeral is decided by its neighbours. What fits nowhere is kept as an unplaced node.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant import patterns as P

LineKind = Literal["heading", "item", "bullet", "paragraph", "note", "title", "unplaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A printed label: its text, its wrapping ("()", ")", ".", "1.1", "pin") and its parts without punctuation."""

    text: str
    style: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A classified line: the span of its own words, its indentation, and the marker or heading style it began with."""

    kind: LineKind
    start: int
    end: int
    indent: int
    marker: Marker | None = None
    style: str = ""
    number: str = ""
    word: str = ""
    blank_before: bool = False


@dataclass(slots=True, kw_only=True)
class Node:
    """A place in the outline; built up while the document is read, then turned into frozen provisions."""

    kind: Literal["root", "heading", "paragraph", "item", "bullet", "title", "unplaced"]
    start: int = 0
    end: int = 0
    marker: Marker | None = None
    number: str = ""
    word: str = ""
    path: tuple[str, ...] = ()
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    note: tuple[int, int] | None = None
    gap: bool = False

    def add(self, child: Node) -> Node:
        child.parent = self
        self.children.append(child)
        return child


IsNote = Callable[[str], bool]

# --- lines -----------------------------------------------------------------------------------------------------------


def lines(text: str, title: str, is_note: IsNote) -> tuple[Line, ...]:
    """The classified lines of a canonical text. `title` is the document's own; `is_note` knows an authority note."""
    raw = _raw(text)
    found: list[Line] = []
    skip = -1
    for at, (start, end, blank_before) in enumerate(raw):
        if at == skip or (P.UNDERLINE.match(text[start:end]) and (not found or at != skip)):
            continue
        after = text[slice(*raw[at + 1][:2])] if at + 1 < len(raw) else ""
        if after and P.UNDERLINE.match(after) and not raw[at + 1][2] and _short(text[start:end]):
            skip = at + 1
            style = "underline" + after.strip()[0]
            found.extend(_heading(text, start, end, style, blank_before))
            continue
        before = text[slice(*raw[at - 1][:2])] if at else ""
        following = raw[at + 1 : at + 2]
        close = bool(following) and not following[0][2]
        found.extend(_classify(text, start, end, blank_before, before.strip(), after.strip(), close, is_note))
    return _front_matter(tuple(found), text, title)


def _raw(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, whether a blank line stood before) of every line that is not blank."""
    found, at, blank = [], 0, True
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line), blank))
        blank = not line.strip()
        at += len(line) + 1
    return found


def _classify(text: str, start: int, end: int, blank: bool, before: str, after: str, close: bool, is_note: IsNote) -> list[Line]:
    indent = len(text[start:end]) - len(text[start:end].lstrip())
    at = start + indent
    words = text[at:end]
    if is_note(words):
        return [Line(kind="note", start=at, end=end, indent=indent, blank_before=blank)]
    if match := P.MARKDOWN_HEADING.match(words):
        return _heading(text, at + match.start("title"), at + match.end("title"), f"md{len(match.group('hashes'))}", blank)
    if words.startswith("|"):
        return [Line(kind="unplaced", start=at, end=end, indent=indent, blank_before=blank)]
    bullet = P.BULLET.match(words)
    inner = at + bullet.end() + len(text[at + bullet.end() : end]) - len(text[at + bullet.end() : end].lstrip()) if bullet else at
    marker, own = _marker(text, inner, end)
    if marker and not bullet and _is_numbered_title(marker, text[own:end], after):
        return _heading(text, own, end, f"{marker.style}{len(marker.parts)}", blank, number=".".join(marker.parts))
    if marker:
        first = Line(kind="item", start=own, end=end, indent=indent, marker=marker, blank_before=blank)
        return [first, *_same_line(text, own, end, indent)] if _begins_item(text, own, end) else [first]
    if bullet:
        mark = Marker(text=bullet.group(), style=bullet.group(), parts=())
        return [Line(kind="bullet", start=inner, end=end, indent=indent, marker=mark, blank_before=blank)]
    if heading := _numbered_heading(text, at, end, blank):
        return heading
    if style := _heading_style(words, before, after, blank, close):
        return _heading(text, at, end, style, blank)
    return [Line(kind="paragraph", start=at, end=end, indent=indent, blank_before=blank)]


def _marker(text: str, at: int, end: int) -> tuple[Marker | None, int]:
    """The marker at `at`, if one stands there, and where the words after it begin."""
    words = text[at:end]
    if match := P.WHOLE_PINPOINT.match(words):
        marker = Marker(text=match.group(), style="pin", parts=tuple(P.PIN_PART.findall(match.group())))
    elif match := P.DECIMAL.match(words):
        parts = tuple(match.group().rstrip(".").split("."))
        marker = Marker(text=match.group(), style="1.1", parts=parts)
    elif (match := P.MARKER.match(words)) and P.MARKER_GAP.match(words, match.end()):
        name = match.lastgroup or ""
        style = {"bracketed": "()", "halved": ")", "dotted": "."}[name]
        if style == "." and len(match.group(name)) > 1 and match.group(name).isalpha() and _roman(match.group(name)) is None:
            return None, at
        marker = Marker(text=match.group(), style=style, parts=(match.group(name),))
    else:
        return None, at
    own = at + match.end()
    return marker, own + len(text[own:end]) - len(text[own:end].lstrip())


def _begins_item(text: str, own: int, end: int) -> bool:
    """Whether the words after a marker begin with a marker of their own: "(a) (i) ..."."""
    marker, inner = _marker(text, own, end)
    return marker is not None and marker.style != "1.1" and inner < end


def _same_line(text: str, own: int, end: int, indent: int) -> list[Line]:
    marker, inner = _marker(text, own, end)
    line = Line(kind="item", start=inner, end=end, indent=indent + 1, marker=marker)
    return [line, *_same_line(text, inner, end, indent + 1)] if _begins_item(text, inner, end) else [line]


# --- headings --------------------------------------------------------------------------------------------------------

SMALL = frozenset("a an and as at but by for from in into nor of on or per the to upon via vs with within without".split())
SENTENCE_STOPS = (".", ";", ",", "!", "?")


def _short(words: str, most: int = 14) -> bool:
    return 0 < len(words.split()) <= most and len(words) <= 110


def _title_case(words: str) -> bool:
    """Whether every word that carries meaning begins with a capital or a digit."""
    tokens = re.findall(r"[^\W_][\w’'&/.-]*", words)
    heavy = [t for t in tokens if t.lower() not in SMALL]
    return bool(heavy) and tokens[0][0].isupper() and all(t[0].isupper() or t[0].isdigit() for t in heavy)


def _is_caps(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters) and not words.startswith(("[", "“", '"', "("))


def _heading_style(words: str, before: str, after: str, blank: bool, close: bool) -> str:
    """The style by which a line is a heading ("caps", "dash", "title"), or ""."""
    if not _short(words):
        return ""
    if _is_caps(words) and not words.endswith((".", ";", ",")):
        return "caps"
    body = words.rstrip(" —–:-")
    if words.endswith(("—", "–")) and _title_case(body):
        return "dash"
    if not _short(words, 10) or words.endswith(SENTENCE_STOPS) or not _title_case(body) or P.PLACEHOLDER.search(words):
        return ""
    if before.endswith(":") and not blank:
        return ""
    if words.endswith(":"):
        return "colon" if blank and len(words.split()) <= 6 else ""
    follows = bool(after) and (len(after) > len(words) or not _short(after, 10) or after.endswith((".", ":")))
    return "title" if follows and (blank or before.endswith((".", ";", ":", "—", "–", "”", ")")) or not before or close) else ""


def _is_numbered_title(marker: Marker, words: str, after: str) -> bool:
    """Whether an item is a numbered heading: short, titled, and with text of its own kind below."""
    if marker.style not in ("1.1", ".") or not _short(words, 9) or not words or words.endswith((*SENTENCE_STOPS, ":")):
        return False
    if _is_caps(words):
        return True
    following, _ = _marker(after, 0, len(after))
    if following is not None and len(following.parts) > len(marker.parts) and following.parts[: len(marker.parts)] == marker.parts:
        return words[0].isupper()
    if not _title_case(words) or not after:
        return False
    if following is None:
        return bool(len(after) > len(words) or after.endswith((".", ":")) or P.BULLET.match(after))
    return following.style != marker.style or len(following.parts) > len(marker.parts)


def _numbered_heading(text: str, at: int, end: int, blank: bool) -> list[Line]:
    """A heading with a worded number ("Section 2. Title. Text ..."), split from the text that runs on in its line."""
    words = text[at:end]
    match = P.NUMBERED_HEADING.match(words)
    if match is None:
        plain = P.PLAIN_NUMBER.match(words)
        if plain and _is_caps(words[plain.end() :]) and _short(words):
            return _heading(text, at + plain.end(), end, ".1", blank, number=plain.group("number"))
        return []
    rest, word = match.group("rest"), (match.group("word") or match.group("sign")).rstrip(".").lower()
    word = "section" if word == "sec" else word
    if not match.group("stop") and rest and not rest[0].isupper():
        return []
    rest_at = at + match.start("rest")
    stop = re.search(r"[.—–:](?=\s|$)|\s-\s", rest)
    title = rest[: stop.start()] if stop else rest
    titled = _short(title, 12) and (_title_case(title) or _is_caps(title) or stop or not match.group("stop"))
    if rest and not (titled and not title.endswith((";", ","))):
        if not match.group("stop"):
            return []
        title, stop = "", None
        body_at = rest_at
    else:
        body_at = rest_at + (stop.end() if stop else len(rest))
    head = Line(
        kind="heading", start=rest_at if title else at, end=rest_at + len(title) if title else at + match.end("number"),
        indent=0, style=f"word-{word}", number=match.group("number"), word=word, blank_before=blank,
    )  # fmt: skip
    body_at += len(text[body_at:end]) - len(text[body_at:end].lstrip(" -—–.:"))
    if body_at >= end:
        return [head]
    marker, own = _marker(text, body_at, end)
    if marker:
        return [head, Line(kind="item", start=own, end=end, indent=1, marker=marker)]
    return [head, Line(kind="paragraph", start=body_at, end=end, indent=0)]


def _heading(text: str, start: int, end: int, style: str, blank: bool, number: str = "") -> list[Line]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not number and (match := P.NUMBERED_HEADING.match(words)) and style.startswith(("md", "underline", "caps")):
        word = (match.group("word") or match.group("sign")).rstrip(".").lower()
        rest = match.group("rest").strip()
        at = start + match.start("rest") if rest else start
        return [Line(kind="heading", start=at, end=start + len(words.rstrip(" .")), indent=0, style=style,
                     number=match.group("number"), word="section" if word == "sec" else word, blank_before=blank)]  # fmt: skip
    if not number and style.startswith(("md", "underline")):
        marker, own = _marker(text, start, start + len(words))
        if marker and marker.style in ("1.1", ".") and own < start + len(words):
            return [Line(kind="heading", start=own, end=start + len(words), indent=0, style=style,
                         number=".".join(marker.parts), blank_before=blank)]  # fmt: skip
    stop = len(words.rstrip(" —–:"))
    return [Line(kind="heading", start=start, end=start + (stop or len(words)), indent=0, style=style, number=number, blank_before=blank)]


def _front_matter(found: tuple[Line, ...], text: str, title: str) -> tuple[Line, ...]:
    """The lines before the first real heading: the document's title and what is printed around it.

    Of a run of title-like lines at the very start only the last, or one whose style comes again with others between,
    opens the body; numbered headings always do.
    """
    run = 0
    while run < len(found) and (found[run].kind == "heading" or _title_like(found[run], text)):
        run += 1
    if not run:
        return found
    later = {line.style for line in found[run:] if line.kind == "heading"}
    own, front = _plain(title), 0
    for at, line in enumerate(found[:run]):
        words = _plain(text[line.start : line.end])
        is_title = at == 0 and (words in own or own in words)
        last, lone = at == run - 1, line.style not in later
        if line.number and not is_title:
            break
        if is_title or not last or (lone and later):
            front = at + 1
    return (*[_retitled(line) for line in found[:front]], *found[front:])


def _title_like(line: Line, text: str) -> bool:
    words = text[line.start : line.end]
    return line.kind == "paragraph" and _short(words, 10) and _title_case(words) and not words.endswith((*SENTENCE_STOPS, ":"))


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _retitled(line: Line) -> Line:
    return Line(kind="title", start=line.start, end=line.end, indent=0, style=line.style, number=line.number, word=line.word)


# --- the tree --------------------------------------------------------------------------------------------------------

Kind = Literal["1", "a", "A", "i", "I"]


@dataclass(slots=True)
class Level:
    """An open list: the node its items hang on, how they are labelled, and the last value seen."""

    owner: Node
    style: str
    kind: str
    indent: int
    value: int
    item: Node


def tree(text: str, found: Sequence[Line]) -> Node:
    """The outline as a tree under one root node."""
    return _Builder(text, found).build()


def _roman(word: str) -> int | None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    word = word.lower()
    if not word or any(c not in values for c in word):
        return None
    total = 0
    for one, following in zip(word, [*word[1:], " "], strict=True):
        total += -values[one] if values.get(following, 0) > values[one] else values[one]
    return total if _as_roman(total) == word else None


def _as_roman(number: int) -> str:
    numerals = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    out = ""
    for value, numeral in numerals:
        while number >= value:
            out, number = out + numeral, number - value
    return out


def readings(label: str) -> tuple[tuple[str, int], ...]:
    """What a label can be: ("1", 3) for "3"; ("a", 9) and ("i", 1) for "i"; ("A", 28) for "BB"."""
    if label.isdigit():
        return (("1", int(label)),)
    upper = label.isupper()
    found: list[tuple[str, int]] = []
    if len(label) == 1:
        found.append(("A" if upper else "a", ord(label.lower()) - 96))
    elif len(label) == 2 and label[0] == label[1]:
        found.append(("A" if upper else "a", 26 + ord(label[0].lower()) - 96))
    roman = _roman(label)
    if roman is not None:
        found.append(("I" if upper else "i", roman))
    return tuple(found)


class _Builder:
    def __init__(self, text: str, found: Sequence[Line]) -> None:
        self.text = text
        self.lines = found
        self.root = Node(kind="root")
        self.headings: list[tuple[str, Node]] = []
        self.levels: list[Level] = []
        self.closed: list[Level] = []
        self.block: list[Node] = []

    def build(self) -> Node:
        for at, line in enumerate(self.lines):
            if line.kind == "heading":
                self._open_heading(line)
            elif line.kind == "note":
                self._back(line)
            elif line.kind == "item" and line.marker:
                self._place_item(at, line)
            elif line.kind == "bullet":
                self._place_bullet(line)
            elif line.kind == "title":
                self.root.add(self._node("title", line))
            else:
                self._place_paragraph(line)
        return self.root

    def _node(self, kind: Literal["heading", "paragraph", "item", "bullet", "title", "unplaced"], line: Line) -> Node:
        return Node(kind=kind, start=line.start, end=line.end, marker=line.marker, number=line.number, word=line.word)

    @property
    def _section(self) -> Node:
        return self.headings[-1][1] if self.headings else self.root

    def _open_heading(self, line: Line) -> None:
        self.levels, self.closed, self.block = [], [], []
        while self.headings and not _deeper(line, self.headings):
            self.headings.pop()
        node = self._section.add(self._node("heading", line))
        self.headings.append((line.style, node))

    def _back(self, line: Line) -> None:
        """An authority note backs the whole block since the last note or heading."""
        for node in self.block:
            node.note = (line.start, line.end)
        if not self.block:
            self._section.note = self._section.note or (line.start, line.end)
        self.block = []

    def _added(self, node: Node) -> None:
        self.block.append(node)

    def _place_paragraph(self, line: Line) -> None:
        while self.levels and line.indent <= self.levels[-1].indent:
            self.closed.append(self.levels.pop())
        owner = self.levels[-1].item if self.levels else self._section
        kind: Literal["unplaced", "paragraph"] = "unplaced" if line.kind == "unplaced" else "paragraph"
        self._added(owner.add(self._node(kind, line)))

    def _place_bullet(self, line: Line) -> None:
        style = line.marker.style if line.marker else "-"
        same = [at for at, level in enumerate(self.levels) if level.style == style and level.kind == "bullet" and abs(level.indent - line.indent) <= 1]
        if same:
            del self.levels[same[-1] + 1 :]
        else:
            while self.levels and self._ends_list(self.levels[-1], line):
                self.closed.append(self.levels.pop())
        owner = self.levels[-1].owner if same else (self.levels[-1].item if self.levels else self._section)
        node = owner.add(self._node("bullet", line))
        level = Level(owner, style, "bullet", line.indent, 0, node)
        self.levels = [*self.levels[:-1], level] if same else [*self.levels, level]
        self._added(node)

    def _ends_list(self, level: Level, line: Line) -> bool:
        return line.indent < level.indent or (level.kind == "bullet" and line.indent == level.indent)

    # items

    def _place_item(self, at: int, line: Line) -> None:
        marker = line.marker
        if marker is None:
            return
        node = self._node("item", line)
        if marker.style == "pin":
            self._place_pinpoint(line, node, marker)
        elif marker.style == "1.1":
            self._place_decimal(line, node, marker)
        else:
            self._place_simple(at, line, node, marker)
        self._added(node)

    def _place_pinpoint(self, line: Line, node: Node, marker: Marker) -> None:
        """A whole pinpoint hangs on the longest prefix of itself that the section already has."""
        owner = self._section
        for depth in range(len(marker.parts) - 1, 0, -1):
            held = _by_pinpoint(self.root, marker.parts[:depth])
            if held is not None:
                owner = held
                break
        owner.add(node)
        above = [level for level in self.levels if level.indent < line.indent and level.style != "pin"]
        self.levels = [*above, Level(owner, "pin", "pin", line.indent, 0, node)]

    def _place_decimal(self, line: Line, node: Node, marker: Marker) -> None:
        self.levels = [level for level in self.levels if level.kind in ("decimal", "1")]
        while self.headings and _other_number(self.headings[-1][1], marker):
            self.headings.pop()
            self.levels = []
        while self.levels and not _is_prefix(self.levels[-1].item, marker):
            self.levels.pop()
        owner = self.levels[-1].item if self.levels else self._section
        owner.add(node)
        self.levels.append(Level(owner, "1.1", "decimal", line.indent, int(marker.parts[-1]), node))

    def _place_simple(self, at: int, line: Line, node: Node, marker: Marker) -> None:
        label = marker.parts[0]
        options = readings(label)
        level, kind, value = self._continued(at, line, marker, options) or (None, "", 0)
        if level is None:
            kind, value = self._opened(at, line, marker, options)
            while self.levels and self._over(line, marker):
                self.closed.append(self.levels.pop())
            owner = self.levels[-1].item if self.levels else self._section
            node.gap = value != 1
            self.levels.append(Level(owner, marker.style, kind, line.indent, value, node))
        else:
            if level in self.levels:
                del self.levels[self.levels.index(level) :]
            owner = level.owner
            node.gap = value != level.value + 1
            self.levels.append(Level(owner, level.style, kind, line.indent, value, node))
        self.closed = [] if level is None else [lv for lv in self.closed if lv.indent < line.indent]
        owner.add(node)

    def _over(self, line: Line, marker: Marker) -> bool:
        """Whether the innermost open list is closed by a new list that begins at this line."""
        top = self.levels[-1]
        if line.indent < top.indent:
            return True
        return line.indent == top.indent and top.kind == "bullet"

    def _continued(self, at: int, line: Line, marker: Marker, options: Sequence[tuple[str, int]]) -> tuple[Level, str, int] | None:
        """The open list that this label goes on with: the next value, at the same indentation before any other."""
        candidates = [*reversed(self.levels), *reversed(self.closed)]
        fits = [
            (abs(level.indent - line.indent) > 1, at_level, level, kind, value)
            for at_level, level in enumerate(candidates)
            for kind, value in options
            if level.style == marker.style and level.kind == kind and value == level.value + 1
            and not (line.indent > level.indent + 1 and value == 1)
        ]  # fmt: skip
        if fits and (opens := [kind for kind, value in options if value == 1]) and self._nests(at, line, marker, opens[0]):
            return None
        if fits:
            _, _, level, kind, value = min(fits, key=lambda fit: fit[:2])
            return level, kind, value
        if any(value == 1 for _, value in options):
            return None
        same = [
            (level, kind, value)
            for level in candidates
            for kind, value in options
            if level.style == marker.style and level.kind == kind and abs(level.indent - line.indent) <= 1 and value > level.value
        ]
        return same[0] if same else None

    def _nests(self, at: int, line: Line, marker: Marker, kind: str) -> bool:
        """Whether a label that could go on a list of letters opens a list of numerals below it: "(i)" before "(ii)"."""
        if kind not in ("i", "I"):
            return False
        for later in self.lines[at + 1 :]:
            if later.kind == "heading":
                break
            if later.kind != "item" or later.marker is None or later.marker.style != marker.style:
                continue
            values = dict(readings(later.marker.parts[0]))
            if values.get(kind) == 2:
                return True
            if values.get("a" if kind == "i" else "A") == 10:
                return False
        return any(level.indent < line.indent - 1 for level in self.levels[-1:])

    def _opened(self, at: int, line: Line, marker: Marker, options: Sequence[tuple[str, int]]) -> tuple[str, int]:
        firsts = [option for option in options if option[1] == 1]
        if firsts:
            return firsts[0]
        return options[0] if options else ("a", 0)


def _deeper(line: Line, headings: Sequence[tuple[str, Node]]) -> bool:
    """Whether a heading lies below the innermost open one."""
    style, node = headings[-1]
    if line.style.startswith("md") and style.startswith("md"):
        return int(line.style[2:]) > int(style[2:])
    if line.number and node.number and not line.word and not node.word:
        mine, theirs = line.number.split("."), node.number.split(".")
        if mine[0].isdigit() and theirs[0].isdigit():
            return len(mine) > len(theirs) and mine[: len(theirs)] == theirs
    if line.word and node.word and line.word in P.HEADING_WORDS and node.word in P.HEADING_WORDS:
        return P.HEADING_WORDS.index(line.word) > P.HEADING_WORDS.index(node.word)
    return line.style not in [s for s, _ in headings]


def _other_number(heading: Node, marker: Marker) -> bool:
    """Whether a heading bears a number of its own that a decimal marker does not continue."""
    parts = tuple(heading.number.split(".")) if heading.number and not heading.word else ()
    return bool(parts) and parts[0].isdigit() and marker.parts[: len(parts)] != parts


def _is_prefix(item: Node, marker: Marker) -> bool:
    parts = item.marker.parts if item.marker else ()
    return len(parts) < len(marker.parts) and marker.parts[: len(parts)] == parts


def _by_pinpoint(root: Node, parts: tuple[str, ...]) -> Node | None:
    """The latest item below `root` whose whole pinpoint is `parts`."""
    for child in reversed(root.children):
        if child.kind == "item" and child.marker and pinpoint(child) == parts:
            return child
        if held := _by_pinpoint(child, parts):
            return held
    return None


def pinpoint(node: Node) -> tuple[str, ...]:
    """The marker parts of an item from its section down; a whole pinpoint and a decimal stand for themselves."""
    if node.marker is None or node.kind != "item":
        return ()
    if node.marker.style == "pin":
        return node.marker.parts
    if node.marker.style == "1.1":
        return (".".join(node.marker.parts),)
    above = pinpoint(node.parent) if node.parent is not None else ()
    return (*above, *node.marker.parts)
