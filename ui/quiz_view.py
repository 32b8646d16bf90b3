"""What is shown of a quiz: each item with its answer, its provision, and whether it is stale. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.items import Item, Quiz
from assistant.quiz_text import lettered, rights
from ui.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice as it is drawn: its letter ("" for none), its words, whether it is marked as right."""

    letter: str
    words: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item as it is drawn. `meta` are its kind, difficulty and what else is said of it; `told` are labels with words."""

    id: str
    number: int
    stem: str
    meta: str
    choices: tuple[Choice, ...]
    answers: tuple[str, ...]
    told: tuple[tuple[str, str], ...]
    remark: str
    stale: bool
    document: str
    version: str
    provision: str


def views(quiz: Quiz, stale: Collection[str], words: Wording, *, answers: bool = True) -> tuple[ItemView, ...]:
    """The items in order; without `answers` as they are printed for those who are to answer."""
    return tuple(_view(number, item, item.id in stale, words, answers) for number, item in enumerate(quiz.items, start=1))


def _view(number: int, item: Item, stale: bool, words: Wording, answers: bool) -> ItemView:
    right = {option.text for option in item.options if option.right} if answers else set()
    choices = [Choice(letter=letter, words=text, right=text in right) for letter, text in lettered(item)]
    if item.pairs and answers:
        choices = [Choice(letter="", words=f"{pair.left}: {pair.right}", right=False) for pair in item.pairs]
    elif item.pairs:
        choices = [Choice(letter="", words=pair.left, right=False) for pair in item.pairs]
        choices += [Choice(letter="–", words=words_, right=False) for words_ in rights(item)]
    meta = [item.kind, item.difficulty, *([words.quiz_edited] if item.edited else [])]
    return ItemView(
        id=item.id, number=number, stem=item.stem, meta=" · ".join(meta) if answers else "", choices=tuple(choices),
        answers=item.answers if answers else (), told=item.explanation if answers else (),
        remark=item.remark if answers else "", stale=stale and answers, document=item.key.document,
        version=item.key.version, provision=item.key.provision,
    )  # fmt: skip
