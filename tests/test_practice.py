"""Practice: exercises are read line by line, batches hold what answers and what is near, and training on keeps the rank."""

import random
from pathlib import Path

import numpy as np
import pytest
from tiny_transformer import make_encoder

from assistant.errors import DataError
from evals import lessons, practice, tune
from evals.practice import Exercise
from ingest import adapter, export

LESSON = """TITLE: Library
## Borrowing
p A member may borrow:
- a a book; or
? may members borrow books
- b a film of the night.
? who may borrow a film
x what is the fee
"""
TEXTS = ("A dog must be on a leash in the park.", "A book of the night is a fee.", "The member may borrow a film.")
ASKED = (
    ("is the leash a must", frozenset({0})),
    ("may a dog borrow", frozenset[int]()),
    ("what is the fee of the book", frozenset({1})),
    ("may members borrow a film or a book", frozenset({1, 2})),
)


def test_exercises_are_read_with_all_that_answers_them(tmp_path: Path) -> None:
    path = tmp_path / "practice.jsonl"
    path.write_text(
        '{"question": "who", "gold": ["a@1/p1", "b@1/p1"]}\n\n{"question": "why", "gold": []}\n', encoding="utf-8"
    )
    read = practice.load(path)
    assert read == (Exercise(question="who", gold=("a@1/p1", "b@1/p1")), Exercise(question="why", gold=()))
    assert practice.unknown_gold(read, {"a@1/p1"}) == ("who: b@1/p1",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ('{"question": "who"}', "fields 'question' and 'gold' are needed"),
        ("[]", "fields 'question' and 'gold' are needed"),
        ('{"question": "who", "gold": "a@1/p1"}', "'gold' a list"),
        ('{"question": "who", "gold": [1]}', "'gold' a list"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "practice.jsonl"
    path.write_text(f'{{"question": "who", "gold": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(DataError, match=rf"practice\.jsonl:2: .*{told}"):
        practice.load(path)


def test_the_exercises_kept_are_many_and_none_is_a_case() -> None:
    from evals import cases

    exercises = practice.load()
    questions = {one.question for one in exercises}
    assert len(questions) == len(exercises) > 2000 and sum(not one.gold for one in exercises) > 300
    assert not questions & {
        case.question for name in ("tuning", "checking") for case in cases.load(cases.DATA / f"{name}.jsonl")
    }


def test_a_batch_holds_what_answers_its_questions_and_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune, "QUESTIONS", 2)
    monkeypatch.setattr(practice, "ALONG", 4)
    texts = tuple(f"text {n}" for n in range(50))
    asked = [(f"question {n}", frozenset(range(5 * n, 5 * n + n % 3))) for n in range(9)]
    near = [[40 + n] for n in range(9)]
    found = practice.batches(texts, asked, near, random.Random(1))
    assert sorted(question for batch in found for question in batch.questions) == sorted(question for question, _ in asked)
    for batch in found:
        assert len(set(batch.texts)) == len(batch.texts) >= 4
        for question, gold in zip(batch.questions, batch.gold, strict=True):
            n = int(question.split()[1])
            assert {batch.texts[at] for at in gold} == {texts[at] for at in asked[n][1]}
            assert f"text {near[n][0]}" in batch.texts


def test_two_adapters_joined_change_a_layer_by_both_as_nearly_as_the_rank_allows() -> None:
    rng = np.random.default_rng(0)

    def one(rank: int) -> adapter.Adapter:
        down, up = rng.normal(size=(rank, 6)).astype(np.float32), rng.normal(size=(5, rank)).astype(np.float32)
        return adapter.Adapter(
            base="x", layers={"a": (down, up)}, head=rng.normal(size=6).astype(np.float32), bias=float(rank)
        )

    first, second = one(4), one(1)
    wanted = sum(up @ down for down, up in (each.layers["a"] for each in (first, second)))
    both = practice.joined(first, second)
    down, up = both.layers["a"]
    assert down.shape == (4, 6) and up.shape == (5, 4)
    left, sizes, right = np.linalg.svd(wanted)
    nearest = left[:, :4] * sizes[:4] @ right[:4]
    assert np.allclose(up @ down, nearest, atol=1e-4) and not np.allclose(
        up @ down, first.layers["a"][1] @ first.layers["a"][0], atol=0.1
    )
    assert both.bias == 1.0 and (both.head == second.head).all()


def test_practising_brings_questions_nearer_and_keeps_the_rank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune, "EPOCHS", 1)
    source = make_encoder(tmp_path / "model")
    read = lessons.read("library", LESSON, "library.txt")
    base = export.base_hash(source)
    first = tune.tune(lambda: export.transformer(source), [read], base, lambda *told: None)
    monkeypatch.setattr(practice, "EPOCHS", 30)
    monkeypatch.setattr(tune, "RATE", 1e-2)
    losses: list[float] = []
    learned = practice.practise(
        lambda: export.transformer(source), first, TEXTS, ASKED, [read], lambda *told: losses.append(told[2])
    )
    assert losses[-1] < 0.95 * losses[0]
    assert learned.base == base and learned.layers.keys() == first.layers.keys()
    assert {down.shape[0] for down, _ in learned.layers.values()} == {16}  # as wide as the model, which is under the rank
    assert any(
        np.abs(up @ down - first.layers[name][1] @ first.layers[name][0]).max() > 1e-3
        for name, (down, up) in learned.layers.items()
    )
