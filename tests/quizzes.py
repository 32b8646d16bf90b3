"""Builders of quiz items, and of a quiz in which every text is hostile to the formats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.items import Item, Option, Pair, Quiz, Source, digest

HOSTILE = (
    "é ü “curly” ’ — naïve",
    "{braces} ~tilde~ =equals= #hash :colon: \\backslash",
    "100% & <b>bold</b> > \"quotes\" 'and' -> arrow",
    "::title:: //comment `code` *star* _line_ $sum$ [link](there)",
    "=1+1",
    "- a dash, 1. a number",
    "ends with a \\",
    "ANSWER: A",
    "%50% of them",
    "&amp; &lt; &#42;",
)


def source(**changes: Any) -> Source:
    lead, quote = "The keeper must:", "wind the clock {daily}; & oil it."
    plain = Source(
        provision="rules@1/a", document="rules", version="1", label="Harbour Rules (a)", tier="rule", lead_in=lead,
        quote=quote, start=0, end=len(quote), text_status="verbatim", in_force="unknown", source="harbour office",
        digest=digest(lead, quote),
    )  # fmt: skip
    return replace(plain, **changes)


def item(kind: str = "multiple choice", **changes: Any) -> Item:
    given: dict[str, Any] = {
        "id": f"{kind}: a", "kind": kind, "facet": "who", "points": ("a",), "stem": "Who must wind the clock?",
        "sources": (source(),), "difficulty": "easy",
    }  # fmt: skip
    if kind == "true/false":
        given["options"] = (Option(text="True", right=True), Option(text="False"))
    elif kind in ("multiple choice", "multiple answer"):
        given["options"] = (Option(text="the keeper", right=True), Option(text="the cook"))
    elif kind == "matching":
        given["pairs"] = (Pair(left="wind the clock", right="keeper"), Pair(left="cook the fish", right="cook"))
    else:
        given["answers"] = ("the keeper",)
    return Item(**{**given, **changes})


def quiz(*items: Item) -> Quiz:
    return Quiz(title="Quiz: Harbour", seed=1, made="2026-05-01", index="generation", items=items)


def hostile() -> Quiz:
    """Every kind of item with each hostile text in every place where an item has words."""
    made = []
    for at, words in enumerate(HOSTILE):
        others = [f"{other} ({at})" for other in HOSTILE if other != words][:3]
        common = {
            "points": (f"p{at}",), "stem": f"Why {words}", "remark": f"Remark {words}",
            "sources": (source(label=f"Rules {words}", quote=words, end=len(words)),),
        }  # fmt: skip
        choices = (Option(text=others[0]), Option(text=words, right=True), Option(text=others[1]))
        several = (*choices, Option(text=f"{others[2]} too", right=True))
        pairs = tuple(
            Pair(left=f"left {words.replace('->', 'to')} {n}", right=f"right {other}") for n, other in enumerate(others)
        )
        truth = (Option(text="True", right=at % 2 == 0), Option(text="False", right=at % 2 == 1))
        made += [
            item("multiple choice", id=f"c{at}", options=choices, **common),
            item("multiple answer", id=f"a{at}", options=several, **common),
            item("true/false", id=f"t{at}", options=truth, **common),
            item("fill in", id=f"f{at}", answers=(words, others[0]), **common),
            item("matching", id=f"m{at}", pairs=pairs, **common),
            item("short answer", id=f"s{at}", answers=(words, others[0]), **common),
        ]
    return quiz(*made)
