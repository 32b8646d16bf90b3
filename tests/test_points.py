"""What of a small museum's rules can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from museum import DAY

from assistant.index import acquire
from assistant.obligations import Register
from assistant.point import Point
from assistant.points import Points
from assistant.quiz_patterns import base_form, last
from assistant.settings import Settings


@pytest.fixture(scope="module")
def points(museum: Settings) -> Iterator[Points]:
    with acquire(museum) as index:
        yield Points(index.store, Register(index.store, DAY), DAY)


def of(points: Points, facet: str) -> list[Point]:
    return [point for point in points.all if point.facet == facet]


def test_actors_are_those_who_do_things_and_no_papers(points: Points) -> None:
    assert set(points.actors) == {"guard", "security office", "registrar", "director", "conservator", "lender"}


@pytest.mark.parametrize(
    ("facet", "gaps"),
    [
        ("how often", ["monthly", "annually", "once a year"]),
        ("how many", ["14", "30"]),
        ("name", ["Great Book of the Treasures"]),
        ("with whom", ["lender"]),
    ],
)
def test_a_gap_is_what_the_text_has_of_it(facet: str, gaps: list[str], points: Points) -> None:
    found = of(points, facet)
    assert list(dict.fromkeys(point.gap for point in found)) == gaps
    assert all(point.gap in point.sentence for point in found)


def test_a_list_is_its_items_with_what_leads_them_in(points: Points) -> None:
    listed = {one.id.split("/")[1]: one for one in points.lists}
    assert [passage.own for passage in listed["cleaning"].items][:2] == ["a soft brush of goat hair;", "distilled water;"]
    assert listed["agreement"].lead == "The loan agreement must state:" and listed["agreement"].whole
    assert not any(one.open for one in points.lists)


def test_a_point_is_known_whatever_the_version_of_its_document(points: Points) -> None:
    assert all("@" not in point.id for point in points.all)
    assert len({point.id for point in points.all}) == len(points.all)


def test_nothing_that_leaves_a_gap_or_stands_no_longer_is_a_point(points: Points) -> None:
    said = " ".join(point.says for point in points.all)
    assert "tear every ticket" in said
    assert not [words for words in ("evacuation", "stamp", "whitewash") if words in said]


@pytest.mark.parametrize(
    ("action", "base"),
    [
        ("wear a badge", True),
        ("Organizing the tour", False),
        ("the tour", False),
        ("that they agree", False),
        ("be fed", True),
    ],
)
def test_an_action_reads_on_after_must_or_it_does_not(action: str, base: bool, points: Points) -> None:
    assert base_form(replace(points.register.obligations[0], action=action)) == base


def test_a_lead_in_says_last_what_stands_behind_its_last_colon() -> None:
    assert last("A contract must include: a description of:") == "a description of"
    assert last("The rules say so. They cover:") == "They cover"
