"""The sheet of verdicts on quiz items: reading it, matching it, the figures, the lines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from quizzes import item

from assistant.errors import DataError
from assistant.index import acquire
from assistant.items import Option
from assistant.obligations import Register
from assistant.quiz import QuizMaker
from assistant.settings import Settings
from evals import quiz
from evals.cases import DATA
from evals.given import DAY

ONE = item(stem="Who winds the clock?")


def verdict(**changes: Any) -> quiz.Verdict:
    plain = {"id": ONE.id, "digest": quiz.digest(ONE), "stem": ONE.stem, **dict.fromkeys(quiz.MARKS, True)}
    return quiz.Verdict(**{**plain, **changes})


def test_a_verdict_holds_for_an_item_as_it_was_read() -> None:
    turned = replace(ONE, options=ONE.options[::-1])  # choices in another order
    changed = replace(ONE, options=(*ONE.options, Option(text="the mate")))
    assert quiz.judged([ONE, turned], [verdict()]) == ((verdict(), verdict()), ())
    assert quiz.judged([changed], [verdict()]) == ((), (changed,))


def test_the_figures_are_the_shares_of_items_with_each_mark() -> None:
    found = quiz.figures([verdict(), verdict(), verdict(clear=False), verdict(clear=False, useful=False)])
    assert {one.name: one.mean for one in found} == {
        "items acceptable": 2 / 4, "one right answer": 1.0, "clear": 2 / 4, "supported by its quote": 1.0, "useful": 3 / 4,
    }  # fmt: skip


def test_what_is_not_acceptable_or_not_read_is_told() -> None:
    lines = list(quiz.wrong([verdict(), verdict(one_right=False, note="the cook may too")], [replace(ONE, stem="Why?")]))
    assert lines == ["not one right: Who winds the clock?: the cook may too", "not read: Why?"]


@pytest.mark.parametrize(
    ("change", "told"), [({"clear": "yes"}, "clear"), ({"surprise": 1}, "surprise"), ({"stem": None}, "stem")]
)
def test_a_line_that_is_no_verdict_is_named(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    path = tmp_path / "quiz.jsonl"
    line = {name: getattr(verdict(), name) for name in ("id", "digest", "stem", *quiz.MARKS)}
    path.write_text(f"{json.dumps(line)}\n{json.dumps({**line, **change})}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"quiz.jsonl:2: {told}: unknown, missing, or of another kind"):
        quiz.load(path)


def test_every_item_that_is_made_of_the_shipped_documents_was_read(shipped: Settings) -> None:
    with acquire(shipped) as index:
        maker = QuizMaker(index.store, Register(index.store, DAY), DAY, index.id, summaries=True)
        read, unread = quiz.judged(quiz.bank(maker), quiz.load(DATA / "quiz.jsonl"))
    assert not unread and len(read) >= 60
    assert sum(one.acceptable for one in read) >= 0.95 * len(read)
