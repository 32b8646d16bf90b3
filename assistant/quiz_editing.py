"""A quiz changed by hand: items dropped, moved, reworded. Each change is a new quiz."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import DataError
from assistant.items import Item, Option, Pair, Quiz, faults

LONGEST = 2000  # characters of a stem, a choice or an answer
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]")


def dropped(quiz: Quiz, id: str) -> Quiz:
    """The quiz without an item."""
    return replace(quiz, items=tuple(item for item in quiz.items if item.id != id))


def moved(quiz: Quiz, id: str, by: int) -> Quiz:
    """The quiz with an item so many places later, or earlier where it is less than 0; as far as there are places."""
    items = list(quiz.items)
    at = next((place for place, item in enumerate(items) if item.id == id), None)
    if at is None:
        return quiz
    items.insert(min(max(at + by, 0), len(items) - 1), items.pop(at))
    return replace(quiz, items=tuple(items))


def reworded(
    quiz: Quiz,
    id: str,
    *,
    stem: str,
    options: Sequence[Option] = (),
    answers: Sequence[str] = (),
    pairs: Sequence[Pair] = (),
) -> Quiz:
    """The quiz with an item's words changed; what is empty among choices, answers and pairs is left out. An option that
    reads as before keeps its provision. Raises DataError where the item could no longer be answered."""
    item = next(one for one in quiz.items if one.id == id)
    known = {option.text: option.provision for option in item.options}
    changed = replace(
        item, stem=_clean(stem),
        options=tuple(
            Option(text=words, right=one.right, provision=known.get(words, ""))
            for one in options
            if (words := _clean(one.text))
        ),
        answers=tuple(dict.fromkeys(words for one in answers if (words := _clean(one)))),
        pairs=tuple(
            Pair(left=left, right=right) for one in pairs if (left := _clean(one.left)) and (right := _clean(one.right))
        ),
    )  # fmt: skip
    _check(changed, item)
    if changed != item:
        changed = replace(changed, edited=True)
    return replace(quiz, items=tuple(changed if one.id == id else one for one in quiz.items))


def _check(item: Item, before: Item) -> None:
    """Raises DataError saying what an item lacks."""
    known = {before.stem, *before.answers, *(one.text for one in before.options)}
    said = (item.stem, *item.answers, *(one.text for one in item.options))
    long = [words for words in said if len(words) > LONGEST and words not in known]
    fault = f"{len(long[0])} characters are too many; write at most {LONGEST}" if long else faults(item)
    if fault:
        raise DataError(fault)


def _clean(words: str) -> str:
    """Words without signs that nobody sees."""
    return UNSEEN.sub("", words).strip()
