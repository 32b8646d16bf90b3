"""Quiz items as a reader judged them: every item that is made held against the sheet of verdicts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from assistant.errors import DataError
from assistant.items import Item
from assistant.quiz import Asked, QuizMaker
from evals import cases as C
from evals.metrics import Figure, figure

FILE = "quiz"
SEEDS = range(1, 9)  # of the quizzes whose items are read: other seeds ask the same points in other kinds
MARKS = ("one_right", "clear", "supported", "useful")
FIGURES = ("items acceptable", "one right answer", "clear", "supported by its quote", "useful")
DIGEST = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reader said of an item: the four marks of the rubric, and why where one is missing. `digest` is that of all
    that the item asks and offers: of an item that has changed nothing was said."""

    id: str
    digest: str
    stem: str
    one_right: bool
    clear: bool
    supported: bool
    useful: bool
    note: str = ""

    @property
    def acceptable(self) -> bool:
        """Whether it has all four marks."""
        return self.one_right and self.clear and self.supported and self.useful


def digest(item: Item) -> str:
    """What tells one wording of an item from another: question, choices in any order, answers, pairs, and what is quoted."""
    parts = [item.stem, *sorted(f"{option.right} {option.text}" for option in item.options), *item.answers]
    parts += [f"{pair.left} {pair.right}" for pair in item.pairs] + [source.digest for source in item.sources]
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:DIGEST]


def bank(maker: QuizMaker) -> tuple[Item, ...]:
    """Every item of the quizzes on all there is to ask, one for each of `SEEDS`; what asks in the same words once."""
    made: dict[str, Item] = {}
    for seed in SEEDS:
        for item in maker.make(replace(Asked(count=0), seed=seed)).items:
            made.setdefault(item.stem, item)
    return tuple(made.values())


def load(path: Path) -> tuple[Verdict, ...]:
    """The sheet. Raises DataError naming file and line."""
    found = []
    for number, data in C.objects(path):
        found.append(_verdict(data, f"{path}:{number}"))
    return tuple(found)


def _verdict(data: dict[str, Any], where: str) -> Verdict:
    known = {field.name: bool if field.name in MARKS else str for field in fields(Verdict)}
    wrong = [name for name in data if name not in known] + [name for name in known if name not in data and name != "note"]
    wrong += [name for name, kind in known.items() if name in data and not isinstance(data[name], kind)]
    if wrong:
        raise DataError(f"{where}: {', '.join(wrong)}: unknown, missing, or of another kind; see the other lines")
    return Verdict(**data)


def judged(items: Sequence[Item], verdicts: Sequence[Verdict]) -> tuple[tuple[Verdict, ...], tuple[Item, ...]]:
    """The verdicts on the items as they are now, and the items on which there is none."""
    known = {(one.stem, one.digest): one for one in verdicts}
    found = [(item, known.get((item.stem, digest(item)))) for item in items]
    return tuple(one for _, one in found if one is not None), tuple(item for item, one in found if one is None)


def figures(verdicts: Sequence[Verdict]) -> tuple[Figure, ...]:
    """How many of the items that were read are acceptable, and how many have each mark."""
    values = [[float(one.acceptable) for one in verdicts]]
    values += [[float(getattr(one, mark)) for one in verdicts] for mark in MARKS]
    return tuple(figure(name, some) for name, some in zip(FIGURES, values, strict=True))


def wrong(verdicts: Sequence[Verdict], unread: Sequence[Item]) -> Iterator[str]:
    """What is not acceptable and why, and what nobody has read, a line each."""
    for one in verdicts:
        if not one.acceptable:
            missing = ", ".join(mark.replace("_", " ") for mark in MARKS if not getattr(one, mark))
            yield f"not {missing}: {one.stem}: {one.note}"
    for item in unread:
        yield f"not read: {item.stem}"
