"""A quiz as text: Moodle's GIFT, Aiken, CSV that no spreadsheet runs, Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from assistant.items import Item, Option, Quiz
from assistant.tables import as_csv, plain

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ARROW = "->"
ONE_RIGHT = ("multiple choice", "true/false")
GIFT_SIGNS = re.compile(r"([\\~=#{}:])")
AIKEN_LINE = re.compile(r"(?:[A-Z][).]|ANSWER:)")
MARKDOWN_LIST = re.compile(r"^(?:[-+=]|\d+[.)])")
CSV_HEAD = (
    "number", "kind", "about", "difficulty", "question", "choices", "right", "pairs", "explanation", "remark", "label",
    "quote", "tier", "in force", "text", "source", "provision",
)  # fmt: skip


def explained(item: Item) -> str:
    """The explanation on lines of its own: each label with its words, then the remark."""
    lines = [f"{label}: {words}" for label, words in item.explanation]
    return "\n".join([*lines, item.remark] if item.remark else lines)


# --- GIFT ------------------------------------------------------------------------------------------------------------


def gift(quiz: Quiz) -> str:
    """Moodle's GIFT. A short answer is an essay, its model answer in the feedback: GIFT has no other place for one."""
    return "\n".join(_gift(number, item) for number, item in enumerate(quiz.items, start=1))


def _gift(number: int, item: Item) -> str:
    feedback = explained(item)
    if _essay(item):
        feedback = "\n".join((*item.answers, feedback))
    title = f"Q{number} {item.key.label}"
    return f"::{_escaped(title)}::{_marked(item.stem)}\n{{{_answers(item)}\n####{_marked(feedback)}\n}}\n"


def _essay(item: Item) -> bool:
    """Whether an item is to be answered in free words; an accepted answer with an arrow would be read as a pair."""
    return not item.options and not item.pairs and (item.kind == "short answer" or any(ARROW in a for a in item.answers))


def _answers(item: Item) -> str:
    if item.kind == "true/false":
        return "TRUE" if item.right[0].casefold() == "true" else "FALSE"
    if item.pairs:
        return "".join(f"\n={_left(pair.left)} -> {_escaped(pair.right)}" for pair in item.pairs)
    if item.options:
        return "".join(f"\n{_weight(one, item.options)}{_marked(one.text)}" for one in item.options)
    return "" if _essay(item) else "".join(f"\n=%100%{_marked(_literal(answer))}" for answer in item.answers)


def _weight(one: Option, options: Sequence[Option]) -> str:
    """What a choice is worth: all, or its share where several are right, and as much less where it is wrong."""
    right = sum(option.right for option in options)
    if right == 1:
        return "=" if one.right else "~"
    share = 100 / right if one.right else -100 / (len(options) - right)
    return f"~%{f'{share:.5f}'.rstrip('0').rstrip('.')}%"


def _literal(words: str) -> str:
    """An accepted answer in which a star is a star: Moodle takes it for any words."""
    return words.replace("*", "\\*")


def _left(words: str) -> str:
    return f"[html] {_escaped(escape(words))}" if ARROW in words else _marked(words)


def _marked(words: str) -> str:
    return f"[plain] {_escaped(words)}"


def _escaped(words: str) -> str:
    return GIFT_SIGNS.sub(r"\\\1", words.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "\\n")


# --- Aiken -----------------------------------------------------------------------------------------------------------


def aiken(quiz: Quiz) -> str:
    """Aiken holds questions with one right choice and nothing else; others are left out (`left_out` says which)."""
    return "\n".join(_aiken(item) for item in quiz.items if item.kind in ONE_RIGHT)


def left_out(quiz: Quiz) -> tuple[Item, ...]:
    """The items that Aiken can't hold."""
    return tuple(item for item in quiz.items if item.kind not in ONE_RIGHT)


def _aiken(item: Item) -> str:
    stem = _one_line(item.stem)
    stem = f"Question: {stem}" if AIKEN_LINE.match(stem) else stem
    options = list(zip(LETTERS, item.options, strict=False))
    right = next(letter for letter, option in options if option.right)
    lines = [stem, *(f"{letter}. {_one_line(option.text)}" for letter, option in options), f"ANSWER: {right}"]
    return "\n".join(lines) + "\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())


# --- CSV and Markdown ------------------------------------------------------------------------------------------------


def lettered(item: Item) -> list[tuple[str, str]]:
    """The choices with their letters."""
    return [(letter, option.text) for letter, option in zip(LETTERS, item.options, strict=False)]


def csv_of(quiz: Quiz) -> str:
    """A row an item; what has several values stands on lines of its own within its cell."""
    return as_csv(CSV_HEAD, [_row(number, item) for number, item in enumerate(quiz.items, start=1)])


def _row(number: int, item: Item) -> tuple[str, ...]:
    key = item.key
    return (
        str(number), item.kind, item.facet, item.difficulty, item.stem,
        "\n".join(f"{letter}. {text}" for letter, text in lettered(item)), "\n".join(() if item.pairs else item.right),
        "\n".join(f"{pair.left} {ARROW} {pair.right}" for pair in item.pairs), explained(item), item.remark, key.label,
        f"{key.lead_in} {key.quote}".strip(), key.tier, key.in_force, key.text_status, key.source, key.provision,
    )  # fmt: skip


def markdown(quiz: Quiz) -> str:
    """The items, then the answers with what they rest on."""
    items = "\n".join(_question(number, item) for number, item in enumerate(quiz.items, start=1))
    answers = "\n".join(_answer(number, item) for number, item in enumerate(quiz.items, start=1))
    return f"# {_line(quiz.title)}\n\n{items}\n\n## Answers\n\n{answers}\n"


def _question(number: int, item: Item) -> str:
    inner = [f"- {letter}: {_line(text)}" for letter, text in lettered(item)]
    inner += [f"- \\_\\_ {_line(pair.left)}" for pair in item.pairs]
    inner += [f"- {letter}: {_line(right)}" for letter, right in zip(LETTERS, rights(item), strict=False)]
    return "\n".join([f"{number}. {_line(item.stem)}", *(f"   {line}" for line in inner), ""])


def _answer(number: int, item: Item) -> str:
    letters = [
        f"{letter}: {_line(option.text)}" for letter, option in zip(LETTERS, item.options, strict=False) if option.right
    ]
    letter_of = dict(zip(rights(item), LETTERS, strict=False))
    matched = [f"{_line(pair.left)}: {letter_of[pair.right]}, {_line(pair.right)}" for pair in item.pairs]
    right = letters or matched or [_line(words) for words in item.right]
    told = [f"   > {_line(label)}: {_line(words)}" for label, words in item.explanation]
    told += [f"   > {_line(item.remark)}"] if item.remark else []
    quoted = "\n   >\n".join(told)
    return "\n".join([f"{number}. {right[0]}", *(f"   - {words}" for words in right[1:]), "", quoted, ""])


def rights(item: Item) -> list[str]:
    """What may be matched, each once, in an order that tells nothing."""
    return sorted(dict.fromkeys(pair.right for pair in item.pairs))


def _line(words: str) -> str:
    """Words in which Markdown reads no markup, at the start of a line too."""
    said = plain(words).replace("&", "\\&")
    return MARKDOWN_LIST.sub(lambda match: f"{match.group()[:-1]}\\{match.group()[-1]}", said)
