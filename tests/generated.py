"""Random outlines for property tests: a tree, its text in one of many printed styles, the provisions it must give."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from ingest.labels import as_roman

WORDS = (
    "keeper", "lantern", "harbour", "window", "meadow", "basket", "copper", "saddle", "barrel", "orchard", "pebble",
    "timber", "kettle", "garden", "ferry", "bridge", "carries", "brings", "opens", "closes", "mends", "paints", "counts",
    "weighs", "stores", "lends", "returns", "washes", "checks", "reports", "waters", "plants", "gathers", "quietly",
    "slowly", "carefully", "together", "yearly", "seldom", "often", "clean", "heavy", "narrow", "green", "shallow",
    "broken", "spare", "common", "wooden",
)  # fmt: skip
NOUNS = (
    "Harbour", "Meadow", "Orchard", "Timber", "Kettle", "Garden", "Ferry", "Bridge", "Lantern", "Barrel", "Saddle",
    "Copper", "Window", "Basket", "Pebble",
)  # fmt: skip


@dataclass
class Entry:
    """An item or a bullet with what hangs on it, or a paragraph."""

    kind: Literal["item", "bullet", "paragraph"]
    text: str
    below: list[Entry] = field(default_factory=list)


@dataclass
class Section:
    title: str
    entries: list[Entry]
    sections: list[Section] = field(default_factory=list)


@dataclass(frozen=True)
class Style:
    """How a tree is printed. `labels` gives wrapping and kind for each depth of items, `step` the columns a depth adds.

    `labels` of "pin" print whole pinpoints, of "1.1" absolute decimals; `bullets` are the glyphs by depth.
    """

    name: str
    headings: str
    labels: tuple[str, ...]
    step: int
    bullets: tuple[str, ...] = ("-",)
    markdown: bool = False
    blanks: bool = True
    width: int = 0


def label(kind: str, number: int) -> str:
    """The label of the item with a number from 1: "c" for ("a", 3), "iv" for ("i", 4), "bb" for ("a", 28)."""
    if kind.lower() == "i":
        name = as_roman(number)
    elif kind == "1":
        return str(number)
    else:
        name = chr(96 + (number - 1) % 26 + 1) * (1 + (number - 1) // 26)
    return name.upper() if kind.isupper() else name


# --- trees -----------------------------------------------------------------------------------------------------------


def tree(random: Random, style: Style) -> list[Section]:
    titles = [f"{a} {b}" for a in NOUNS for b in NOUNS if a != b]
    random.shuffle(titles)
    nested = style.headings in ("markdown", "article")
    return [_section(random, style, titles, nested) for _ in range(random.randint(2, 4))]


def _section(random: Random, style: Style, titles: list[str], nested: bool) -> Section:
    title = titles.pop()
    if style.headings == "article":
        below = [Section(titles.pop(), _entries(random, style)) for _ in range(random.randint(1, 3))]
        return Section(title, [], below)
    below = [Section(titles.pop(), _entries(random, style)) for _ in range(random.randint(0, 2))] if nested else []
    return Section(title, _entries(random, style), below)


def _entries(random: Random, style: Style) -> list[Entry]:
    """A section's paragraphs and lists: one labelled list at most, since a second would bear the same labels."""
    out = [Entry("paragraph", _sentence(random)) for _ in range(random.randint(0, 2))]
    absolute = style.labels[:1] in (("pin",), ("1.1",))
    if random.random() < 0.8 or (absolute and not out):
        listed = _list(random, style, 0)
        if not (absolute and random.random() < 0.5):
            out.append(Entry("paragraph", _sentence(random, ":")))
        if len(listed) > 3 and not absolute and listed[0].kind == "item" and random.random() < 0.4:
            listed.insert(random.randint(2, len(listed) - 1), Entry("paragraph", _sentence(random)))
        out += listed
        if random.random() < 0.4 and not absolute:
            out.append(Entry("paragraph", _sentence(random)))
    return out or [Entry("paragraph", _sentence(random))]


def _list(random: Random, style: Style, depth: int) -> list[Entry]:
    kind: Literal["item", "bullet"] = "item" if depth < len(_kinds(style)) else "bullet"
    deepest = depth + 1 >= len(_kinds(style)) + (len(style.bullets) if style.bullets else 0)
    count = random.randint(5, 29) if random.random() < 0.15 else random.randint(2, 4)
    out = []
    for at in range(count):
        last = at == count - 1
        if not deepest and depth < 4 and random.random() < (0.35 if count < 5 else 0.1):
            item = Entry(kind, _words(random) + ":", _list(random, style, depth + 1))
            if style.step > 1 and random.random() < 0.2:
                item.below.append(Entry("paragraph", _sentence(random)))
        else:
            item = Entry(kind, _words(random) + ("." if last else "; and" if at == count - 2 else ";"))
            if style.step > 1 and random.random() < 0.1:
                item.below.append(Entry("paragraph", _sentence(random)))
        out.append(item)
    return out


def _kinds(style: Style) -> tuple[str, ...]:
    """The kinds of label by depth; absolute ones take the common order."""
    if style.labels == ("pin",):
        return ("(1)", "(a)", "(i)", "(A)")
    if style.labels == ("1.1",):
        return ("1.1", "1.1.1", "(a)")
    return style.labels


def _words(random: Random) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.choice((4, 6, 9, 16, 30))))


def _sentence(random: Random, end: str = ".") -> str:
    words = _words(random)
    return words[0].upper() + words[1:] + end


# --- printed ---------------------------------------------------------------------------------------------------------


def printed(title: str, sections: list[Section], style: Style) -> str:
    lines: list[str] = ["# " + title if style.markdown else title, ""]
    for number, section in enumerate(sections, start=1):
        _print_section(lines, section, style, (number,))
    return "\n".join(lines) + "\n"


def _print_section(lines: list[str], section: Section, style: Style, numbers: tuple[int, ...]) -> None:
    if lines[-1]:
        lines.append("")
    run_on = _print_heading(lines, section.title, style, numbers)
    for at, entry in enumerate(section.entries):
        _print_entry(lines, entry, style, (), at, section.entries, numbers, run_on if at == 0 else "")
    for number, below in enumerate(section.sections, start=1):
        _print_section(lines, below, style, (*numbers, number))


def _print_heading(lines: list[str], title: str, style: Style, numbers: tuple[int, ...]) -> str:
    """Prints a heading; what must stand before the first paragraph in the same line is given back."""
    match style.headings:
        case "markdown":
            lines.extend(["#" * (len(numbers) + 1) + " " + title, ""])
        case "capitals":
            lines.append(title.upper())
        case "dash":
            lines.extend([title + "—", ""])
        case "title":
            lines.append(title)
        case "underline":
            lines.extend([title, "-" * len(title), ""])
        case "number":
            lines.append(f"{numbers[0]}.  {title.upper()}")
        case "plain number":
            lines.extend([f"{numbers[0]}   {title.upper()}", ""])
        case "section":
            return f"Section {numbers[0]}. {title}."
        case "article" if len(numbers) == 1:
            lines.extend([f"ARTICLE {as_roman(numbers[0]).upper()} - {title.upper()}", ""])
        case "article":
            return f"Section {numbers[1]}. {title}."
    return ""


def _print_entry(
    lines: list[str],
    entry: Entry,
    style: Style,
    above: tuple[str, ...],
    at: int,
    among: list[Entry],
    numbers: tuple[int, ...],
    run_on: str,
) -> None:
    depth = len(above)
    indent = " " * (style.step * depth)
    marker = ""
    if entry.kind == "item":
        number = 1 + sum(e.kind == "item" for e in among[:at])
        above = (*above, _label(style, depth, number, above, numbers))
        marker = _marker(style, above) + " "
    elif entry.kind == "bullet":
        above = (*above, "")
        marker = style.bullets[(depth - len(_kinds(style))) % len(style.bullets)] + " "
    elif depth:
        indent = " " * (style.step * (depth - 1) + 2)
    between = style.blanks and not style.markdown or entry.kind == "paragraph" and (style.width or style.markdown or depth)
    if run_on and entry.kind == "paragraph":
        marker = run_on + " "
    elif run_on:
        lines.append(run_on)
    if between and lines[-1] and not run_on:
        lines.append("")
    lines.extend(
        _wrapped(indent + marker + entry.text, style, indent + " " * (len(marker) if style.step and not run_on else 0))
    )
    if style.markdown and entry.kind == "paragraph" and not depth:
        lines.append("")
    for place, below in enumerate(entry.below):
        _print_entry(lines, below, style, above, place, entry.below, numbers, "")


def _wrapped(line: str, style: Style, hanging: str) -> list[str]:
    if not style.width:
        return [line]
    start = len(line) - len(line.lstrip())
    return textwrap.wrap(line, style.width, subsequent_indent=hanging if len(hanging) > start else line[:start]) or [line]


def _label(style: Style, depth: int, number: int, above: tuple[str, ...], numbers: tuple[int, ...]) -> str:
    kind = _kinds(style)[depth]
    if kind in ("1.1", "1.1.1"):
        return f"{above[-1] if above else numbers[0]}.{number}"
    return label(kind.strip("()."), number)


def _marker(style: Style, above: tuple[str, ...]) -> str:
    kind = _kinds(style)[len(above) - 1]
    if style.labels == ("pin",):
        return ("- " if style.markdown else "") + "".join(f"({part})" for part in above)
    if kind in ("1.1", "1.1.1"):
        return above[-1]
    return kind.replace(kind.strip("()."), above[-1])


# --- expected --------------------------------------------------------------------------------------------------------


def expected(sections: list[Section], style: Style) -> list[tuple[tuple[str, ...], str, str]]:
    """(path, kind, text) of every provision in reading order, the title aside."""
    return [row for number, section in enumerate(sections, start=1) for row in _rows(section, style, (number,), ())]


def _rows(
    section: Section, style: Style, numbers: tuple[int, ...], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    segment = "-".join(section.title.lower().split())
    if style.headings in ("number", "plain number", "section"):
        segment = str(numbers[0])
    elif style.headings == "article":
        segment = str(numbers[1]) if len(numbers) > 1 else f"article-{as_roman(numbers[0])}"
    path = (*above, segment)
    yield from _entry_rows(section.entries, style, path, (), numbers)
    for number, below in enumerate(section.sections, start=1):
        yield from _rows(below, style, (*numbers, number), path)


def _entry_rows(
    entries: list[Entry], style: Style, path: tuple[str, ...], labels: tuple[str, ...], numbers: tuple[int, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    counts = {"paragraph": 0, "bullet": 0, "item": 0}
    for entry in entries:
        counts[entry.kind] += 1
        if entry.kind == "item":
            own = _label(style, len(labels), counts["item"], labels, numbers)
        else:
            own = f"{'p' if entry.kind == 'paragraph' else 'bullet-'}{counts[entry.kind]}"
        yield (*path, own), entry.kind, entry.text
        yield from _entry_rows(entry.below, style, (*path, own), (*labels, own), numbers)
