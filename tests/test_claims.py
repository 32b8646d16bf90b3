"""What could be true anywhere in a small museum's rules: wrong choices must not be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from museum import DAY

from assistant.claims import Claims, same_lead
from assistant.index import acquire
from assistant.obligations import Register
from assistant.points import Points
from assistant.recurrence import recurrence
from assistant.settings import Settings

BRONZE = ("a soft brush of goat hair;", "distilled water;", "cotton gloves;", "a wooden spatula.")


@pytest.fixture(scope="module")
def points(museum: Settings) -> Iterator[Points]:
    with acquire(museum) as index:
        yield Points(index.store, Register(index.store, DAY), DAY)


@pytest.fixture
def claims(points: Points) -> Claims:
    return points.claims


@pytest.mark.parametrize(
    ("name", "action", "may_be"),
    [
        ("guard", "carry the brass keys after sunset", True),
        ("security office", "carry the brass keys after sunset", True),  # the guard belongs to it
        ("registrar", "carry the brass keys after sunset", False),
        ("registrar", "meet with the lender to unpack the crates", True),
        ("lender", "meet with the lender to unpack the crates", True),  # the provision names both
        ("director", "whitewash the cellar daily", True),  # at another interval, and in a summary
        ("conservator", "whitewash the cellar daily", False),
    ],
)
def test_somebody_may_have_to_do_what_any_text_says_of_them(name: str, action: str, may_be: bool, claims: Claims) -> None:
    assert claims.bears(name, action) == may_be


@pytest.mark.parametrize(
    ("item", "may_be"),
    [
        ("a wooden spatula", True),
        ("soft brushes", True),
        ("the packing materials", False),
        ("the courier's telephone number", False),
        ("the following", True),  # says nothing
    ],
)
def test_words_may_belong_to_a_list_that_says_much_of_them(item: str, may_be: bool, claims: Claims) -> None:
    assert claims.listed(item, "The conservator shall use the following on bronze:", BRONZE) == may_be


def test_a_force_and_an_interval_are_true_where_anybody_akin_is_held_to_them(points: Points) -> None:
    porcelain = next(one for one in points.register.obligations if "porcelain" in one.action)
    assert points.claims.forced(porcelain, "should") and not points.claims.forced(porcelain, "must")
    assert points.claims.comes(porcelain, recurrence("every year")) and not points.claims.comes(
        porcelain, recurrence("daily")
    )


def test_a_number_is_true_where_a_text_on_the_same_has_it(claims: Claims) -> None:
    said = "The director shall answer every complaint within _ days"
    assert claims.has("30", said) and not claims.has("14", said)


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("guard", "guard", True),
        ("guard", "security office", True),
        ("security office", "guard", True),
        ("guard", "registrar", False),
        ("school board", "board", True),
        ("board of trustees", "board", True),
        ("board", "director", False),
    ],
)
def test_names_are_akin_that_mean_one_body_or_a_part_of_it(one: str, other: str, akin: bool, claims: Claims) -> None:
    assert claims.akin(one, other) == akin


def test_a_text_names_somebody_by_any_of_their_names(claims: Claims) -> None:
    assert claims.names("guard", "Night guards wear caps.") and not claims.names("guard", "The fire-guarded hall.")


def test_two_lead_ins_are_the_same_that_say_the_same() -> None:
    assert same_lead("The agreement must state:", "Agreements state:")
    assert not same_lead("The agreement must state:", "The conservator shall use on bronze:")
