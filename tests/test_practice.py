"""Practice: exercises are read line by line, batches hold what answers and what is near, and training goes on."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_transformer import LESSON, make_encoder

from evals import lessons, practice, tune
from ingest import adapter, export

TEXTS = ("A dog must be on a leash in the park.", "A book of the night is a fee.", "The member may borrow a film.")
ASKED = (
    ("is the leash a must", frozenset({0})),
    ("may a dog borrow", frozenset[int]()),
    ("what is the fee of the book", frozenset({1})),
    ("may members borrow a film or a book", frozenset({1, 2})),
)


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[tune.Make, adapter.Adapter, lessons.Lesson]:
    """A tiny model, an adapter of rank 8 learned on one lesson, and the lesson."""
    monkeypatch.setattr(tune, "EPOCHS", 20)
    monkeypatch.setattr(tune, "RANK", 4)
    monkeypatch.setattr(tune, "RATE", 5e-2)
    source = make_encoder(tmp_path / "model")
    lesson = lessons.read("library", LESSON, "library.txt")

    def make() -> tuple[torch.nn.Module, object]:
        return export.transformer(source)

    return make, tune.tune(make, [lesson], export.base_hash(source), lambda *told: None), lesson


def margin(reader: tune.Reader) -> float:
    """How much nearer the own questions are to what answers them than to the rest, by the mean cosine."""
    cosines = reader.vectors([question for question, _ in ASKED], 64) @ reader.vectors(TEXTS, 96).T
    told = [
        (row[sorted(gold)].mean(), np.delete(row, sorted(gold)).mean())
        for row, (_, gold) in zip(cosines, ASKED, strict=True)
        if gold
    ]
    return float(np.mean([right - wrong for right, wrong in told]))


def change(one: adapter.Adapter, name: str) -> np.ndarray:
    down, up = one.layers[name]
    return up @ down


def test_a_batch_holds_what_answers_its_questions_and_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tune, "QUESTIONS", 2)
    monkeypatch.setattr(practice, "ALONG", 4)
    texts = tuple(f"text {n}" for n in range(100))
    asked = [(f"question {n}", frozenset(range(5 * n, 5 * n + n % 5))) for n in range(9)]
    near = [[50 + 5 * n + m for m in range(5)] for n in range(9)]
    found = practice.batches(texts, asked, near, random.Random(1))
    assert sorted(question for batch in found for question in batch.questions) == sorted(question for question, _ in asked)
    for batch in found:
        numbers = [int(question.split()[1]) for question in batch.questions]
        needed = sum(min(practice.GOLD, len(asked[n][1])) + practice.NEAR for n in numbers)
        assert len(set(batch.texts)) == len(batch.texts) == max(4, needed)
        for n, gold in zip(numbers, batch.gold, strict=True):
            assert {batch.texts[at] for at in gold} <= {texts[at] for at in asked[n][1]}
            assert len(gold) == min(practice.GOLD, len(asked[n][1]))
            assert sum(texts[at] in batch.texts for at in near[n]) == practice.NEAR


def test_the_nearest_are_those_that_do_not_answer_nearest_first(
    begun: tuple[tune.Make, adapter.Adapter, lessons.Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "NEAREST", 2)
    reader = tune.begun(begun[0], 0, begun[1])
    texts = (*TEXTS, "A boat.", "Who may pay the fee of a late book at the library?")
    found = practice.nearest(reader, texts, ASKED)
    provisions, questions = reader.vectors(texts, 96), reader.vectors([question for question, _ in ASKED], 64)
    for one, vector, (_, gold) in zip(found, questions, ASKED, strict=True):
        cosine = {at: float(provisions[at] @ vector) for at in range(len(texts)) if at not in gold}
        assert one == sorted(cosine, key=lambda at: -cosine[at])[:2]


def test_many_texts_have_the_vectors_of_each_in_the_order_given(
    begun: tuple[tune.Make, adapter.Adapter, lessons.Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = tune.begun(begun[0], 0)
    alone = np.concatenate([reader.vectors([text], 96) for text in TEXTS])
    monkeypatch.setattr(tune, "AT_ONCE", 2)
    together = reader.vectors(TEXTS, 96)
    assert np.abs(alone - together).max() < 0.02 < np.abs(alone - together[::-1]).max()


def test_two_adapters_joined_change_a_layer_by_both_as_nearly_as_the_rank_allows() -> None:
    rng = np.random.default_rng(0)

    def one(rank: int) -> adapter.Adapter:
        down, up = rng.normal(size=(rank, 6)).astype(np.float32), rng.normal(size=(5, rank)).astype(np.float32)
        return adapter.Adapter(
            base="x", layers={"a": (down, up)}, head=rng.normal(size=6).astype(np.float32), bias=float(rank)
        )

    first, second = one(4), one(1)
    wanted = change(first, "a") + change(second, "a")
    both = practice.joined(first, second)
    down, up = both.layers["a"]
    assert down.shape == (4, 6) and up.shape == (5, 4)
    left, sizes, right = np.linalg.svd(wanted)
    assert np.allclose(up @ down, left[:, :4] * sizes[:4] @ right[:4], atol=1e-4)
    assert not np.allclose(up @ down, change(first, "a"), atol=0.1)
    assert both.bias == 1.0 and (both.head == second.head).all()


def test_practising_goes_on_from_the_adapter_that_is_there(
    begun: tuple[tune.Make, adapter.Adapter, lessons.Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    make, first, lesson = begun
    monkeypatch.setattr(practice, "EPOCHS", 0)
    same = practice.practise(make, first, TEXTS, ASKED, [lesson], lambda *told: None)
    for name in first.layers:
        assert np.allclose(change(same, name), change(first, name), atol=1e-4)
    assert np.allclose(same.head, first.head) and same.bias == pytest.approx(first.bias)
    plain, adapted = (tune.begun(make, 0, kept).vectors(TEXTS, 96) for kept in (None, first))
    transformer, tokenizer = make()
    first.apply(transformer)
    assert np.array_equal(tune.Reader(transformer, tokenizer).vectors(TEXTS, 96), adapted)
    assert np.abs(plain - adapted).max() > 0.05


def test_practising_brings_the_own_questions_nearer_at_the_same_rank_and_the_same_each_time(
    begun: tuple[tune.Make, adapter.Adapter, lessons.Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    make, first, lesson = begun
    monkeypatch.setattr(practice, "EPOCHS", 40)
    learned, again = (practice.practise(make, first, TEXTS, ASKED, [lesson], lambda *told: None) for _ in range(2))
    assert margin(tune.begun(make, 0, learned)) > margin(tune.begun(make, 0, first)) + 0.2
    assert learned.base == first.base and learned.layers.keys() == first.layers.keys()
    assert {down.shape[0] for down, _ in learned.layers.values()} == {8}
    assert all(np.array_equal(change(learned, name), change(again, name)) for name in first.layers)
