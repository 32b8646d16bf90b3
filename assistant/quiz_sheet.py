"""A quiz as a sheet to print: the items, and on a page of their own the answers. Pure but for reading its template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.items import Item, Quiz
from assistant.quiz_text import lettered, rights

TEMPLATE = Path(__file__).resolve().parent / "data" / "quiz_sheet.html"


def sheet(quiz: Quiz) -> str:
    """The sheet as one HTML page that loads nothing; the template escapes all that it is given."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    made = f"{quiz.made}, {quiz.index}, seed {quiz.seed}"
    return template.render(title=quiz.title, items=[_item(item) for item in quiz.items], made=made)


def _item(item: Item) -> dict[str, Any]:
    said = rights(item)
    pairs = [
        (pair.left, said[at] if at < len(said) else "") for at, pair in enumerate(item.pairs)
    ]  # the right side in an order of its own, beside the left one
    return {
        "stem": item.stem, "pairs": pairs, "choices": [f"{letter}. {text}" for letter, text in lettered(item)],
        "long": item.kind in ("short answer", "fill in"), "right": item.right, "remark": item.remark,
        "told": [{"label": label, "quote": words} for label, words in item.explanation],
    }  # fmt: skip
