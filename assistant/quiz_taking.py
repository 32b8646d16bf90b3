"""A quiz taken: what was given for each item, whether it is right, the score, and a sheet of it to keep."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.items import Item, Quiz
from assistant.tables import plain

PLAIN = re.compile(r"[^\w$%.]+|\.(?!\d)")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """An item with what was given for it; `right` is None where a person has to judge, as of a short answer."""

    item: Item
    given: tuple[str, ...]
    right: bool | None


def graded(item: Item, given: Sequence[str]) -> Graded:
    """Whether what was given is right: for choices all of the right ones and no other; for a gap one of its answers,
    capitals, blanks and punctuation aside; for matching the right side of each pair, in their order."""
    said = tuple(words.strip() for words in given)
    if item.kind == "short answer":
        return Graded(item=item, given=said, right=None)
    if item.kind == "fill in":
        right = bool(said) and _same(said[0]) in {_same(answer) for answer in item.answers}
    elif item.pairs:
        right = said == tuple(pair.right for pair in item.pairs)
    else:
        right = set(said) == {option.text for option in item.options if option.right}
    return Graded(item=item, given=tuple(words for words in said if words), right=right)


def score(done: Sequence[Graded]) -> tuple[int, int]:
    """How many are right, of how many that can be told."""
    told = [one.right for one in done if one.right is not None]
    return sum(told), len(told)


def taken(quiz: Quiz, given: Mapping[str, Sequence[str]]) -> tuple[Graded, ...]:
    """Every item graded, by what was given under its id."""
    return tuple(graded(item, given.get(item.id, ())) for item in quiz.items)


def sheet(quiz: Quiz, done: Sequence[Graded], *, who: str, day: str, words: Mapping[str, str]) -> str:
    """The result as Markdown: who, when, the score, then each item with what was given, what is right and where it stands.
    `words` are those for right, wrong, unjudged, given, score and answer."""
    right, of = score(done)
    lines = [f"# {plain(quiz.title)}", "", f"{plain(who)} {day}".strip(), "", f"{words['score']}: {right} / {of}", ""]
    for number, one in enumerate(done, start=1):
        verdict = words["unjudged"] if one.right is None else words["right"] if one.right else words["wrong"]
        lines += [
            f"{number}. {plain(one.item.stem)}",
            f"   - {words['given']}: {plain('; '.join(one.given)) or '–'}: {verdict}",
        ]
        lines += [f"   - {words['answer']}: {plain('; '.join(one.item.right))}"]
        told = [f"{label}: {quote}" for label, quote in one.item.explanation] + [one.item.remark] * bool(one.item.remark)
        lines += ["\n   >\n".join(f"   > {plain(words)}" for words in told), ""]
    return "\n".join(lines)


def _same(words: str) -> str:
    return " ".join(PLAIN.sub(" ", THOUSANDS.sub("", words.casefold())).split())
