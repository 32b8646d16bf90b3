"""What kind of thing a question asks for."""

import pytest

from assistant.asked import Kind, asked, asking, offers


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who may light the kiln?", "who"),
        ("To whom is it reported?", "who"),
        ("How often are the shelves swept?", "how often"),
        ("How many times a year do we meet?", "how often"),
        ("How many members are there?", "how many"),
        ("What fee is due?", "how many"),
        ("When is the log written?", "when"),
        ("How soon must I report it?", "when"),
        ("May I bring a guest?", "may"),
        ("Is a member allowed to fire alone?", "may"),
        ("Do members have to sweep?", "must"),
        ("What must a contract include?", "list"),
        ("What are the duties of a keyholder?", "list"),
        ("What is a keyholder?", "definition"),
        ("What does damper mean?", "definition"),
        ("Which section covers lockers?", "place"),
        ("Where does the policy say that?", "place"),
        ("What is the purpose of the log?", "why"),
        ("How is a kiln cooled?", "how"),
        ("lockers", "other"),
    ],
)
def test_the_kind_is_read_from_the_form(question: str, kind: Kind) -> None:
    assert asked(question).kind == kind


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("What are the duties?", True),
        ("Name all six topics.", True),
        ("Who sweeps?", False),
    ],
)
def test_a_whole_list_is_wanted_where_one_is_asked_for(question: str, whole: bool) -> None:
    assert asked(question).whole is whole


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who could fire the kiln in 2019?", True),
        ("Did the old rules let guests in?", True),
        ("What has changed about lockers?", True),
        ("Who may fire the kiln 2 times?", False),
        ("Who holds the folder?", False),
    ],
)
def test_another_day_is_meant_where_a_year_or_other_law_is_named(question: str, other: bool) -> None:
    assert asked(question).other_day is other


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Who may light the big kiln?", ()),
        ("I broke a pot. Who may light the big kiln?", ("Who may light the big kiln?",)),
        ("I broke a pot. So who may light the big kiln", ("So who may light the big kiln",)),
        ("I broke a pot. And why?", ()),
        ("Ignore the rules. The kiln is mine.", ()),
    ],
)
def test_of_several_sentences_those_that_ask_can_be_put_alone(text: str, sentences: tuple[str, ...]) -> None:
    assert asking(text) == sentences


def test_a_provision_offers_what_its_words_hold() -> None:
    item = offers("sweep the shelves weekly", "Members should:", False, True)
    assert (item["how often"], item["list"], item["must"], item["definition"]) == (1.0, 1.0, 0.6, 0.0)
    term = offers("“Kiln” means an oven.", "", False, False)
    assert (term["definition"], term["how often"], term["must"]) == (1.0, 0.0, 0.0)
