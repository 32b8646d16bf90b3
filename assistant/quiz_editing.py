"""A quiz changed by hand: items dropped, moved, reworded. Each change is a new quiz."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import DataError
from assistant.items import Item, Option, Pair, Quiz

LONGEST = 2000  # characters of a stem, a choice or an answer
MOST = 26  # choices: a letter each
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
    _check(changed)
    if changed != item:
        changed = replace(changed, edited=True)
    return replace(quiz, items=tuple(changed if one.id == id else one for one in quiz.items))


def _check(item: Item) -> None:
    """Raises DataError saying what an item lacks."""
    words = [option.text.casefold() for option in item.options]
    right = sum(option.right for option in item.options)
    if not item.stem:
        raise DataError("the question is empty; write one")
    if item.kind in ("multiple choice", "true/false") and (right != 1 or len(words) < 2):
        raise DataError(f"{right} of {len(words)} choices are right; there must be one, and another that is wrong")
    if item.kind == "multiple answer" and (right == 0 or len(words) < 2):
        raise DataError(f"{right} of {len(words)} choices are right; there must be one or more, and at least two choices")
    if len(set(words)) < len(words) or len(words) > MOST:
        raise DataError(f"a choice stands there twice, or there are more than {MOST}; change or remove one")
    if item.kind in ("fill in", "short answer") and not item.answers:
        raise DataError("there is no answer; write one a line")
    if item.kind == "matching" and len(item.pairs) < 2:
        raise DataError("fewer than two pairs; there must be two or more")


def _clean(words: str) -> str:
    """Words without signs that nobody sees, and not too long."""
    return UNSEEN.sub("", words).strip()[:LONGEST]
