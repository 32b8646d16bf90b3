"""Training the rankers and decisions: every figure told of a question is by a model that never saw it."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.decision import EVIDENCE_NAMES
from assistant.errors import DataError
from assistant.features import NAMES
from assistant.rereading import SECOND_NAMES
from evals import train
from evals.metrics import separation

FEW = 6
ANSWERED = np.arange(120) % 2 == 0
NOISE = np.random.default_rng(5).normal(size=(120, 40)).astype(np.float32)
EVIDENCE = tuple(f"noise {at}" for at in range(40))
EQUAL = np.ones(120, dtype=np.float32)


def samples(count: int, telling: bool) -> list[Any]:
    """Questions with FEW candidates each, one of them gold; the first feature tells which, or none does."""
    rng = np.random.default_rng(6)
    found = []
    for _ in range(count):
        gold = rng.permutation(FEW) == 0
        x = rng.normal(size=(FEW, len(NAMES))).astype(np.float32)
        if telling:
            x[:, 0] = np.where(gold, 3.0, -3.0)
        case = SimpleNamespace(id="c", gold=(("a",),), status="answered", question="?")
        held = SimpleNamespace(paired=lambda _, at, gold=gold: np.where(gold[at], 2.0, -2.0).astype(np.float32))
        found.append(SimpleNamespace(case=case, held=held, query=None, candidates=Few(), x=x, gold=gold))
    return found


class Few:
    """Candidates that stand at their own row."""

    at = np.arange(FEW)


def firsts(some: list[Any], scores: list[Any]) -> float:
    return train.ranks(some, scores)["top 1"]


def test_a_decision_is_judged_on_questions_it_never_saw() -> None:
    learned = train.fit_decision(NOISE, ANSWERED, EQUAL, EVIDENCE)
    assert separation(learned.scores(NOISE), ANSWERED) > 0.9  # it knows by heart what it saw
    assert separation(train.cross_decision(NOISE, ANSWERED, EQUAL, EVIDENCE), ANSWERED) < 0.65
    telling = np.column_stack([NOISE[:, 1:], ANSWERED * 2.0]).astype(np.float32)
    assert separation(train.cross_decision(telling, ANSWERED, EQUAL, EVIDENCE), ANSWERED) > 0.99


def test_a_ranker_is_judged_on_questions_it_never_saw() -> None:
    blind, telling = samples(60, telling=False), samples(60, telling=True)
    ranker = train.fit_ranker(blind)
    assert firsts(blind, [ranker.scores(one.x) for one in blind]) > 0.9
    assert firsts(blind, train.cross_scores(blind)) < 0.45
    assert firsts(telling, train.cross_scores(telling)) == 1.0


def test_the_second_look_puts_right_what_the_first_ranker_could_not_tell() -> None:
    blind = samples(60, telling=False)
    scores = train.cross_scores(blind)
    looks = train.looks_of(blind, scores)
    seen = [one.gold[look.rows].any() for one, look in zip(blind, looks, strict=True)]
    second = train.cross_second(blind, scores, looks)
    assert 0.75 < np.mean(seen) < 1.0  # five of six are read again, in an order that says nothing
    assert firsts(blind, second) > firsts(blind, scores) + 0.3
    assert all(len(one) == FEW for one in second)


def test_the_second_ranker_too_is_judged_on_questions_it_never_saw() -> None:
    blind = samples(60, telling=False)
    rng = np.random.default_rng(7)
    for one, noise in zip(blind, rng.normal(size=(60, FEW)).astype(np.float32), strict=True):
        one.held.paired = lambda _, at, noise=noise: noise[at]
    scores = train.cross_scores(blind)
    looks = train.looks_of(blind, scores)
    ranker = train.fit_second_ranker(blind, looks)
    seen = [look.merged(own, ranker.scores(look.x)) for own, look in zip(scores, looks, strict=True)]
    assert firsts(blind, seen) > 0.7
    assert firsts(blind, train.cross_second(blind, scores, looks)) < 0.45


def test_each_stage_has_its_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = iter(np.random.default_rng(8).normal(size=(60, 1, len(EVIDENCE_NAMES))).astype(np.float32))
    monkeypatch.setattr(train, "evidence", lambda *_: next(rows))
    first, second = train.stages(samples(60, telling=True))
    assert (first.which, second.which) == ("", "second_")
    assert first.rows.shape == (60, len(first.names)) and second.rows.shape == (60, len(second.names))
    assert first.ranker.names == NAMES and second.ranker.names == SECOND_NAMES
    assert (len(first.ranker.slopes), len(second.ranker.slopes)) == (0, len(SECOND_NAMES))  # the second has a line as well


def test_a_question_with_nothing_to_read_again_is_named() -> None:
    one = samples(1, telling=True)
    one[0].held.paired = lambda *_: None
    with pytest.raises(DataError, match="case c: nothing to read again; reword '\\?' or remove it"):
        train.looks_of(one, [np.zeros(FEW, dtype=np.float32)])


def test_the_threshold_refuses_the_share_asked_for() -> None:
    sure = np.linspace(0, 1, 101, dtype=np.float32)
    answered = np.ones(101, dtype=bool)
    limit = train.threshold(sure, answered)
    assert (sure < limit).mean() == pytest.approx(train.REFUSED, abs=0.01)
    assert train.threshold(np.append(sure, [0.0] * 50), np.append(answered, [False] * 50)) == pytest.approx(limit)


def test_ranks_count_what_was_not_found_at_all() -> None:
    one, other = samples(2, telling=True)
    other.gold = np.zeros(FEW, dtype=bool)
    told = train.ranks([one, other], [one.x[:, 0], other.x[:, 0]])
    assert told == {"top 1": 0.5, "top 3": 0.5, "top 10": 0.5}


def test_what_is_answered_in_part_counts_more() -> None:
    one, other = samples(2, telling=True)
    other.case.status = "partial"
    assert train.weights_of([one, other]).tolist() == [1.0, train.PART]


def test_the_folds_are_as_good_as_equal_and_always_the_same() -> None:
    assert np.bincount(train.folds(103)).tolist() == [21, 21, 21, 20, 20]
    assert (train.folds(103) == train.folds(103)).all()
