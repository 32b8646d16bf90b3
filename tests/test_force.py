"""In force on a day."""

from datetime import date

import pytest

from assistant import force
from assistant.records import Document, Version

DAY = date(2025, 6, 1)


def version(id: str = "v", start: str = "", end: str = "", file: str = "f.txt", **more: object) -> Version:
    return Version(
        id=id, file=file, effective=date.fromisoformat(start) if start else None,
        superseded=date.fromisoformat(end) if end else None, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def document(*versions: Version) -> Document:
    return Document(id="d", title="D", short="D", tier="t", rank=0, versions=versions)


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (version(start="2025-06-01"), "in force"),
        (version(start="2025-06-02"), "not yet in force"),
        (version(start="2024-01-01", end="2025-06-02"), "in force"),
        (version(start="2024-01-01", end="2025-06-01"), "superseded"),
        (version(end="2025-01-01"), "superseded"),
        (version(), "unknown"),
        (version(start="2024-01-01", current="unknown"), "unknown"),
        (version(start="2024-01-01", end="2025-01-01", current="unknown"), "superseded"),
    ],
)
def test_the_state_of_a_version_follows_its_dates(one: Version, state: str) -> None:
    assert force.state(one, DAY) == state


OLD, MIDDLE, NEW = version("old", end="2020-01-01"), version("mid", "2020-01-01", "2024-01-01"), version("new", "2024-01-01")


def test_the_newest_comes_first_and_one_without_dates_keeps_its_place() -> None:
    undated = version("undated")
    assert [v.id for v in force.newest_first((OLD, MIDDLE, NEW))] == ["new", "mid", "old"]
    assert [v.id for v in force.newest_first((OLD, MIDDLE, undated))] == ["undated", "mid", "old"]
    first, second = version("first"), version("second", end="2024-01-01")
    assert [v.id for v in force.newest_first((first, second, NEW))] == ["new", "second", "first"]


def test_the_version_that_stands_is_the_one_in_force_else_one_of_unknown_state() -> None:
    standing = force.standing(document(OLD, MIDDLE, NEW), DAY)
    assert standing is not None and standing.id == "new"
    standing = force.standing(document(OLD, version("maybe", current="unknown")), DAY)
    assert standing is not None and standing.id == "maybe"
    assert force.standing(document(OLD, MIDDLE), DAY) is None


@pytest.mark.parametrize(("year", "id"), [(2019, "old"), (2020, "mid"), (2023, "mid"), (2024, "new"), (2030, "new")])
def test_a_citation_of_a_year_means_the_last_version_that_stood_in_it(year: int, id: str) -> None:
    found = force.in_year(document(OLD, MIDDLE, NEW), year)
    assert found is not None and found.id == id


def test_a_version_of_which_no_text_is_held_is_never_the_one_of_a_year() -> None:
    assert force.in_year(document(MIDDLE, version("status", "2024-01-01", file="")), 2025) is None


def test_a_version_without_a_first_day_did_not_stand_before_the_one_it_follows_ended() -> None:
    assert force.in_year(document(MIDDLE, version("undated")), 2019) is None
