"""Wrong choices over a small museum's rules: of the same kind as the right one, and true nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from museum import DAY

from assistant.distractors import Distractors, shown
from assistant.index import acquire
from assistant.obligations import Register
from assistant.point import Point
from assistant.points import Points
from assistant.settings import Settings


@pytest.fixture(scope="module")
def points(museum: Settings) -> Iterator[Points]:
    with acquire(museum) as index:
        yield Points(index.store, Register(index.store, DAY), DAY)


@pytest.fixture(scope="module")
def wrong(points: Points) -> Distractors:
    return Distractors(points)


def point(points: Points, facet: str, words: str) -> Point:
    return next(one for one in points.all if one.facet == facet and words in one.says)


def test_others_are_offered_and_never_one_who_belongs_to_them(points: Points, wrong: Distractors) -> None:
    asked = point(points, "who", "brass keys")
    found = {choice.words for seed in range(20) for choice in wrong.names(asked, Random(seed))}
    assert found == {"registrar", "conservator", "director"}  # the lender is nobody of these rules


def test_other_norm_words_are_offered_in_the_manner_of_the_printed_one(points: Points, wrong: Distractors) -> None:
    asked = point(points, "how strongly", "porcelain")
    assert [choice.words for choice in wrong.forces(asked)] == ["shall", "shall not", "may"]


def test_other_intervals_are_offered_those_of_the_documents_first(points: Points, wrong: Distractors) -> None:
    asked = point(points, "how often", "smoke alarm")
    found = [choice.words for choice in wrong.periods(asked, Random(1))]
    assert found[0] == "yearly" and "monthly" not in found and len(found) == 3


def test_other_numbers_have_the_same_unit(points: Points, wrong: Distractors) -> None:
    asked = point(points, "how many", "number each new object")
    assert [choice.words for choice in wrong.numbers(asked, Random(1))] == ["30"]  # not the 10 years, not the two languages


def test_items_of_other_lists_are_offered_with_where_they_come_from(points: Points, wrong: Distractors) -> None:
    asked = point(points, "listed", "distilled water")
    found = wrong.items(asked, Random(1))
    own = {shown(one.own) for one in points.passages.values() if one.provision.id.startswith("rules@1/tours/")}
    assert len(found) == 3 and {choice.words for choice in found} <= own
    assert all(choice.provision.startswith("rules@1/tours/") for choice in found)


@pytest.mark.parametrize(
    ("words", "said"), [("searches;", "Searches"), ("cotton\n gloves; and", "Cotton gloves"), ("a spatula.", "A spatula")]
)
def test_an_item_is_offered_without_the_stop_of_its_list(words: str, said: str) -> None:
    assert shown(words) == said
