"""Exercises are read line by line, are about provisions that are held, and are no cases."""

from pathlib import Path

import pytest

from assistant.errors import DataError
from assistant.index import acquire
from assistant.settings import Settings
from evals import cases, exercises
from evals.exercises import Exercise
from evals.splits import APART, FRESH, SPLITS, path_of


def test_exercises_are_read_with_all_that_answers_them(tmp_path: Path) -> None:
    path = tmp_path / "practice.jsonl"
    path.write_text(
        '{"question": "who", "gold": ["a@1/p1", "b@1/p1"]}\n\n{"question": "why", "gold": []}\n', encoding="utf-8"
    )
    read = exercises.load(path)
    assert read == (
        Exercise(question="who", gold=("a@1/p1", "b@1/p1"), line=1), Exercise(question="why", gold=(), line=3),
    )  # fmt: skip
    assert exercises.unknown_gold(read, {"a@1/p1"}) == ("1: b@1/p1",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ('{"question": "why"}', "'gold' is needed"),
        ('{"gold": []}', "'question' is needed"),
        ("[]", "not a JSON object"),
        ('{"question": " ", "gold": []}', "not an empty one"),
        ('{"question": "why", "gold": "a@1/p1"}', "'gold' is needed, a list"),
        ('{"question": "why", "gold": [1]}', "'gold' is needed, a list"),
        ('{"question": "who", "gold": ["a@1/p1"]}', "the question of line 1 again"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "practice.jsonl"
    path.write_text(f'{{"question": "who", "gold": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(DataError, match=rf"practice\.jsonl:2: .*{told}"):
        exercises.load(path)


def test_a_file_without_questions_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "practice.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(DataError, match="no questions there"):
        exercises.load(path)


def test_the_exercises_kept_are_many_and_about_provisions_that_are_held(shipped: Settings) -> None:
    kept = exercises.load()
    assert len(kept) > 16_000 and sum(not one.gold for one in kept) > 5000
    with acquire(shipped) as index:
        known = {p.id for d in index.store.documents() for v in d.versions for p in index.store.provisions(d.id, v.id)}
    assert exercises.unknown_gold(kept, known) == ()


def test_no_exercise_is_a_case_in_much_the_same_words() -> None:
    asked = [case.question for name in (*SPLITS, *APART, FRESH) for case in cases.load(path_of(name))]
    shares = exercises.overlap(asked, exercises.load())
    assert [question for question, share in zip(asked, shares, strict=True) if share >= 0.6] == []


def test_overlap_is_the_share_of_all_words_that_both_have() -> None:
    asked = [Exercise(question=question, gold=(), line=1) for question in ("Who pays the fee?", "May a dog swim")]
    assert exercises.overlap(["who pays", "a cat", "is it"], asked) == pytest.approx([2 / 4, 1 / 5, 0.0])
