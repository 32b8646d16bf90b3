"""Lessons: invented governing documents with, under each provision, questions that it answers; the adapter's first school.

A lesson is a text file in `evals/lessons/`, one thing a line, so that it can be read and written by hand:

    TITLE: Rules of the Harbour Library
    ## Borrowing                      a heading
    p Members may borrow:             a paragraph
    ?* what all can I take home       a question for the whole list that it leads in
    - a four books at a time; and     an item of that list, its label first
    ? how many novels can I get       a question that the provision above answers
    -- 1 ...                          an item below an item
    x Who pays for lost books?        a question that nothing in the document answers
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import DataError

FOLDER = Path(__file__).resolve().parent / "lessons"
MARKS = ("p", "-", "--", "?", "?*", "x", "##", "TITLE:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A provision of a lesson: `above` is the place of what leads it in, -1 for none; `label` is "" for a paragraph."""

    heading: str
    label: str
    text: str
    above: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A document as parts in reading order, and questions with the places of the parts that answer them, none for `x`."""

    name: str
    title: str
    parts: tuple[Part, ...]
    questions: tuple[tuple[str, tuple[int, ...]], ...]

    def lead_in(self, at: int) -> str:
        """The words that lead a part in, the outermost first; "" for a paragraph."""
        above = self.parts[at].above
        return f"{self.lead_in(above)} {self.parts[above].text}".strip() if above >= 0 else ""


def load(folder: Path = FOLDER) -> tuple[Lesson, ...]:
    """All lessons of a folder by name. Raises DataError naming file and line."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise DataError(f"{folder}: no lessons (*.txt) there")
    return tuple(read(path.stem, path.read_text(encoding="utf-8"), str(path)) for path in paths)


def read(name: str, text: str, where: str) -> Lesson:
    """The lesson in a text. Raises DataError naming the line that does not fit."""
    title = heading = ""
    parts: list[Part] = []
    asked: list[tuple[str, int, bool]] = []
    first = second = -1  # the places of what leads items in: a paragraph, an item
    for number, line in enumerate(text.splitlines(), start=1):
        mark, _, rest = line.strip().partition(" ")
        if not mark:
            continue
        if mark not in MARKS or not rest.strip():
            raise DataError(f"{where}:{number}: begins with none of {', '.join(MARKS)}, or says nothing behind it")
        rest = rest.strip()
        if mark == "TITLE:":
            title = rest
        elif mark == "##":
            heading, first, second = rest, -1, -1
        elif mark == "p":
            parts.append(Part(heading=heading, label="", text=rest, above=-1))
            first, second = len(parts) - 1, -1
        elif mark in ("-", "--"):
            label, _, words = rest.partition(" ")
            above = second if mark == "--" and second >= 0 else first
            if above < 0 or not words:
                raise DataError(f"{where}:{number}: an item needs a paragraph above it, a label and words")
            parts.append(Part(heading=heading, label=label, text=words.strip(), above=above))
            second = len(parts) - 1 if mark == "-" else second
        elif mark == "x":
            asked.append((rest, -1, False))
        elif not parts:
            raise DataError(f"{where}:{number}: a question stands before any provision")
        else:
            asked.append((rest, len(parts) - 1, mark == "?*"))
    return Lesson(name=name, title=title or name, parts=tuple(parts), questions=_questions(parts, asked))


def _questions(parts: Sequence[Part], asked: Sequence[tuple[str, int, bool]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each question once, with the places of all parts that it stands under; a list's with the list's items."""
    found: dict[str, set[int]] = {}
    for question, at, listed in asked:
        places = found.setdefault(question, set())
        if at >= 0:
            places.add(at)
            places.update(place for place, part in enumerate(parts) if listed and part.above == at)
    return tuple((question, tuple(sorted(places))) for question, places in found.items())
