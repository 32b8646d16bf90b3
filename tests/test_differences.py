"""Law that has changed since a document cited it: by its note, and by its own words as of the note's year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from small_corpus import indexed

from assistant.differences import drift
from assistant.drafting import whole
from assistant.held import Held
from assistant.pipeline import Assistant

DAY = date(2026, 5, 1)
CORPUS = """
tiers = [["code"], ["rule"]]
[[citation]]
code = "Harbour Code"
section = '\\d+-\\d+'
bare = true
document = "code-{section}"
[[document]]
id = "code-4-1"
title = "Harbour Code § 4-1"
short = "Harbour Code § 4-1"
cite = "Harbour Code § 4-1"
tier = "code"
  [[document.version]]
  id = "2020"
  file = "old.txt"
  effective = 2020-01-01
  superseded = 2024-01-01
  [[document.version]]
  id = "2024"
  file = "new.txt"
  effective = 2024-01-01
[[document]]
id = "code-5-1"
title = "Harbour Code § 5-1"
short = "Harbour Code § 5-1"
cite = "Harbour Code § 5-1"
tier = "code"
  [[document.version]]
  id = "2022"
  file = "tugs.txt"
  effective = 2022-07-01
[[document]]
id = "rules"
title = "Harbour Rules"
tier = "rule"
file = "rules.txt"
"""
FILES = {
    "old.txt": "(1) The keeper must clean the lamp.\n(2) The cook must boil the kettle.\n",
    "new.txt": "(1) The mate must varnish the mast.\n(2) The cook must boil the kettle.\n(3) The keeper must row.\n",
    "tugs.txt": "(1) A tug must carry a lantern.\n",
    "rules.txt": (
        "Harbour Rules\n\nKETTLES\nThe cook shall boil the kettle, and hang up a lantern as Harbour Code § 5-1 has it.\n\n"
        "Harbour Code § 4-1(2) (2020)\n\nTUGS\nA tug shall follow Harbour Code § 5-1.\n"
    ),
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with Assistant.open(indexed(tmp_path_factory.mktemp("harbour"), CORPUS, FILES, DAY)).held() as found:
        yield found


def told(held: Held, day: date, place: str) -> list[str]:
    provision = next(p for p in held.provisions if p.document == "rules" and p.id.endswith(place))
    return [notice.text for notice in drift(held, day, [whole(provision)], {provision.id: 1})]


def test_what_a_note_and_the_words_above_it_cite_is_told_where_it_has_changed_since(held: Held) -> None:
    assert told(held, DAY, "kettles/p1") == [
        "Harbour Rules, Kettles ¶1 rests on Harbour Code § 4-1(2) (2020); that section has changed since (2024-01-01).",
        "Harbour Rules, Kettles ¶1 rests on Harbour Code § 5-1; that section has changed since (2022-07-01).",
    ]


def test_what_had_not_changed_by_a_day_is_not_told(held: Held) -> None:
    assert told(held, date(2022, 1, 1), "kettles/p1") == []


def test_words_without_a_dated_note_do_not_say_as_of_when_they_cite(held: Held) -> None:
    assert told(held, DAY, "tugs/p1") == []
