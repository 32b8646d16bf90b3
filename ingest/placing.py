"""Where each item, bullet and paragraph of a section hangs: the reading of its labels and indentation that costs least.

Lines are taken in order. Several readings are kept side by side, the cheapest first, so that whether "(i)" is a letter
or a Roman numeral, or "1." a new list or the next item, is decided by the lines that follow as well as by those before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.labels import readings
from ingest.marks import Line, Marker

KEPT = 8  # readings kept side by side
WINDOW = 6.0  # what a reading may cost more than the cheapest before it is given up

OPENS = 0.3  # a new list
SAME_INDENT = 0.2  # a sub-list no deeper than its item
LONE = 0.5  # a list of one item
RESUMES = 0.5  # a list that goes on behind a paragraph
SHIFTED = 2.0  # an item that goes on a list at another indentation
SHALLOWER = 3.0  # a sub-list less deep than its item
ABANDONED = 3.0  # a list left for a new one at its own depth
RESTATED = 0.1  # a pinpoint that names an inner item without its outer ones
GAP = 5.0  # a value left out
REPEATED = 6.0  # a label twice, or a list within a list of its own kind at one depth
BEGUN_LATE = 7.0  # a list that does not begin with its first value


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Level:
    """An open list as its latest item left it. `up` is the level of the item that the list hangs on.

    `at` is the index of the item's line, -1 where the item has none of its own (the "(2)" of a "(2)(a)" that begins it).
    `first` is the index of the line with which the list began, `gap` whether a value is missing or twice before the item.
    """

    up: Level | None
    style: str
    kind: str
    value: int
    label: str
    indent: int
    at: int
    first: int
    gap: bool = False
    signature: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    cost: float
    top: Level | None
    closed: Level | None
    trail: tuple[object, Level | None] | None


def placed(lines: Sequence[Line]) -> tuple[Level | None, ...]:
    """For each item and bullet its level; for each other line the level of the item that it belongs to, if any."""
    states = [_State(0.0, None, None, None)]
    for at, line in enumerate(lines):
        states = _best([after for state in states for after in _after(state, at, line)])
    best = min(states, key=lambda state: state.cost + _lone(state.top, None))
    levels: list[Level | None] = []
    trail: object = best.trail
    while isinstance(trail, tuple):
        trail, level = trail
        levels.append(level)
    return tuple(reversed(levels))


def _best(states: list[_State]) -> list[_State]:
    """The cheapest readings, one for each that the lines to come could tell apart."""
    if len(states) == 1:
        return states
    states.sort(key=lambda state: state.cost)
    found: dict[object, _State] = {}
    for state in states:
        if len(found) == KEPT or state.cost > states[0].cost + WINDOW:
            break
        key = (state.top.signature if state.top else (), state.closed.signature if state.closed else ())
        found.setdefault(key, state)
    return list(found.values())


def _after(state: _State, at: int, line: Line) -> Iterator[_State]:
    if line.marker is None or line.kind not in ("item", "bullet"):
        yield _with_paragraph(state, line)
        return
    if line.kind == "bullet":
        moves = list(_bullet(state, at, line, line.marker.styles[0]))
    elif line.marker.styles[0] == "1.1":
        moves = list(_decimal(state, at, line, line.marker.labels[0]))
    elif len(line.marker.labels) > 1:
        moves = list(_pinpoint(state, at, line, line.marker))
    else:
        moves = list(_simple(state, at, line, line.marker.styles[0], line.marker.labels[0]))
    most = min(move.cost for move in moves) + WINDOW
    for move in moves:
        if move.cost <= most:
            level = move.level(line.indent, at)
            yield _State(state.cost + move.cost, level, _resumable(state.closed, move), (state.trail, level))


def _resumable(closed: Level | None, move: _Move) -> Level | None:
    """The lists closed by a paragraph that may still go on: none once they do, or once a new one is labelled like them."""
    alike = move.begins and any(one.kind == move.kind and one.style == move.style for one in _chain(closed))
    return None if move.resumes or alike else closed


def _with_paragraph(state: _State, line: Line) -> _State:
    """A paragraph belongs to the innermost item that it is indented below; it closes the lists of the others.

    One that ends the sentence of a list belongs to the item that the list hangs on.
    """
    top = state.top
    while top is not None and line.indent <= top.indent:
        top = top.up
        if line.continues and top is not None and line.indent == top.indent:
            break
    closed = state.closed if top is state.top else state.top
    return _State(state.cost, top, closed, (state.trail, top))


def _chain(level: Level | None) -> Iterator[Level]:
    while level is not None:
        yield level
        level = level.up


class _Move(NamedTuple):
    """One way to take a line: what it costs, and the level that it leads to."""

    cost: float
    up: Level | None
    style: str
    kind: str
    value: int
    label: str
    before: Level | None = None  # the list that the item goes on with
    gap: bool = False
    resumes: bool = False

    @property
    def begins(self) -> bool:
        return self.before is None

    def level(self, indent: int, at: int, printed: bool = True) -> Level:
        first = at if self.before is None else self.before.first
        above = self.up.signature if self.up else ()
        return Level(
            up=self.up, style=self.style, kind=self.kind, value=self.value, label=self.label, indent=indent,
            at=at if printed else -1, first=first, gap=self.gap,
            signature=(above, self.style, self.kind, self.value, indent),
        )  # fmt: skip


def _lone(top: Level | None, stop: Level | None) -> float:
    """The cost of the lists from `top` up to `stop`, which end here, that have one item only."""
    cost = 0.0
    while top is not None and top is not stop:
        if top.first == top.at and top.kind not in ("bullet", "decimal"):
            cost += LONE
        top = top.up
    return cost


# --- simple labels ---------------------------------------------------------------------------------------------------


def _simple(state: _State, at: int, line: Line, style: str, label: str) -> Iterator[_Move]:
    kinds = readings(label)
    goes_on = False
    for level in _chain(state.top):
        for move in _steps(level, style, label):
            cost = move.cost + _lone(state.top, level) + _shifted(level, line)
            goes_on = goes_on or cost < BEGUN_LATE - WINDOW
            yield move._replace(cost=cost)
    open_ones = list(_chain(state.top)) if state.closed else []
    for level in _chain(state.closed):
        for move in _steps(level, style, label) if level not in open_ones else ():
            cost = move.cost + RESUMES + _shifted(level, line)
            yield move._replace(cost=cost, resumes=True)
    for kind, value in kinds:
        if value != 1 and goes_on:
            continue
        for cost, up in _owners(state.top, line, style, kind):
            yield _Move(cost + (OPENS if value == 1 else BEGUN_LATE), up, style, kind, value, label, gap=value != 1)


def _shifted(level: Level, line: Line) -> float:
    return SHIFTED if abs(level.indent - line.indent) > 1 else 0.0


def _steps(level: Level, style: str, label: str) -> Iterator[_Move]:
    """What it costs to go on a list with a label, for each of its readings that can."""
    if level.style != style:
        return
    for kind, value in readings(label):
        if level.kind == kind and value >= level.value:
            cost = 0.0 if value == level.value + 1 else GAP if value > level.value else REPEATED
            yield _Move(cost, level.up, style, kind, value, label, before=level, gap=cost > 0)


def _owners(top: Level | None, line: Line, style: str, kind: str) -> Iterator[tuple[float, Level | None]]:
    """The levels under whose item a new list could hang, innermost first, with what that costs."""
    left = 0.0
    for up in (*_chain(top), None):
        cost = left
        if up is not None:
            cost += 0 if line.indent > up.indent else SAME_INDENT if line.indent == up.indent else SHALLOWER
            alike = any(one.style == style and one.kind == kind and line.indent <= one.indent + 1 for one in _chain(up))
            cost += REPEATED if alike else 0
        yield cost, up
        if up is not None:
            left += LONE if up.first == up.at and up.kind not in ("bullet", "decimal") else 0
            left += _abandoned(up, line)


def _abandoned(level: Level, line: Line) -> float:
    """The cost of leaving an open list without going on with it."""
    if level.indent > line.indent or (level.kind == "bullet" and level.indent == line.indent and line.kind == "item"):
        return 0.0
    return ABANDONED + (1.0 if level.indent < line.indent else 0.0)


# --- bullets ---------------------------------------------------------------------------------------------------------


def _bullet(state: _State, at: int, line: Line, glyph: str) -> Iterator[_Move]:
    for level in _chain(state.top):
        if level.kind == "bullet" and level.style == glyph:
            cost = _lone(state.top, level) + _shifted(level, line)
            yield _Move(cost, level.up, glyph, "bullet", 1, "", before=level)
    for cost, up in _owners(state.top, line, glyph, "bullet"):
        yield _Move(cost + OPENS, up, glyph, "bullet", 1, "")


# --- decimals --------------------------------------------------------------------------------------------------------


def _decimal(state: _State, at: int, line: Line, label: str) -> Iterator[_Move]:
    """A decimal hangs on the item whose number begins its own, wherever that item stands."""
    parts = label.split(".")
    up = next((one for one in _chain(state.top) if _is_part(one, parts)), None)
    decimals = (one for one in _chain(state.top) if one.kind == "decimal")
    same = next((one for one in decimals if one.label.split(".")[:-1] == parts[:-1]), None)
    value = int(parts[-1])
    gap = same is not None and value != same.value + 1 and not parts[-1].startswith("0")
    yield _Move(0.0, same.up if same else up, "1.1", "decimal", value, label, before=same, gap=gap)


def _is_part(level: Level, parts: Sequence[str]) -> bool:
    own = level.label.split(".")
    return level.kind in ("decimal", "1") and len(own) < len(parts) and list(parts[: len(own)]) == own


# --- pinpoints -------------------------------------------------------------------------------------------------------


def _pinpoint(state: _State, at: int, line: Line, marker: Marker) -> Iterator[_Move]:
    """A whole pinpoint names its place: it goes on from the open items that it restates, or begins anew in the section."""
    chain = list(_chain(state.top))[::-1]
    last = len(marker.labels) - 1
    for begin, level in enumerate(chain):
        depth = 0
        while begin + depth < len(chain) and depth <= last and _restates(chain[begin + depth], marker, depth):
            depth += 1
        cost = RESTATED * begin
        if depth > last:
            again = chain[begin + last]
            yield _Move(cost + REPEATED, again.up, again.style, again.kind, again.value, again.label, before=again, gap=True)
            continue
        if begin + depth < len(chain):
            for move in _steps(chain[begin + depth], marker.styles[depth], marker.labels[depth]):
                lone = 0 if depth else _lone(state.top, level)
                yield from _down(move._replace(cost=cost + move.cost + lone), marker, depth, line.indent, at)
        if depth:
            yield from _opened(cost + OPENS, chain[begin + depth - 1], marker, depth, line.indent, at)
    left = ABANDONED if any(level.style == marker.styles[0] and level.up is None for level in chain) else 0.0
    yield from _opened(OPENS + left, None, marker, 0, line.indent, at)
    if any(style != "()" for style in marker.styles):
        for cost, owner in _owners(state.top, line, marker.styles[0], readings(marker.labels[0])[0][0]):
            yield from _opened(cost + OPENS, owner, marker, 0, line.indent, at)


def _restates(level: Level, marker: Marker, depth: int) -> bool:
    return level.style == marker.styles[depth] and level.label == marker.labels[depth]


def _opened(cost: float, up: Level | None, marker: Marker, depth: int, indent: int, at: int) -> Iterator[_Move]:
    """The labels of a pinpoint from `depth` on, each opening a list under the one before."""
    for kind, value in readings(marker.labels[depth]):
        late = BEGUN_LATE if value != 1 else 0.0
        move = _Move(cost + late, up, marker.styles[depth], kind, value, marker.labels[depth], gap=value != 1)
        yield from _down(move, marker, depth, indent, at)


def _down(move: _Move, marker: Marker, depth: int, indent: int, at: int) -> Iterator[_Move]:
    """The move for the label at `depth`, taken on to the pinpoint's last label."""
    if depth == len(marker.labels) - 1:
        yield move
        return
    yield from _opened(move.cost, move.level(indent, at, printed=False), marker, depth + 1, indent, at)
