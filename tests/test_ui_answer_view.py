"""What the screen shows of an answer."""

from dataclasses import replace

import pytest
from fake_engine import DOCUMENTS, FakeEngine

from assistant.records import Answer, Notice, Question, Statement
from ui.answer_view import (
    AnswerView,
    SaidLine,
    answer_view,
    copy_text,
    first_words,
    marks,
    row_words,
    said_lines,
    web_address,
)
from ui.wording import wording

WORDS = wording()


def answered(text: str) -> Answer:
    return FakeEngine().answer(Question(text=text))


def seen(answer: Answer) -> AnswerView:
    return answer_view(answer, DOCUMENTS, WORDS)


def test_the_clause_that_answers_comes_first_with_its_mark_and_its_row() -> None:
    view = seen(answered("Who must unlock the gate?"))
    assert [s.lines for s in view.said] == [
        (SaidLine(text="The attendant shall unlock the gate at six in the morning on each weekday.", marks="[1]"),)
    ]
    assert [(r.number, r.label, r.standing.tier, r.standing.rank) for r in view.rows] == [
        (1, "Bylaws, Opening Hours ¶1", "agency policy", 2)
    ]
    assert (view.band, view.closest) == ("", ())
    assert view.searched == "who unlocks gate attendant"


def test_what_was_searched_for_is_only_shown_where_it_differs() -> None:
    answer = answered("What must each attendant do?")
    assert seen(answer).searched == ""
    assert seen(replace(answer, asked_as=f" {answer.question} ")).searched == ""
    assert seen(replace(answer, asked_as="")).searched == ""


def test_a_partial_answer_wears_its_band_once() -> None:
    answer = answered("Is each accident reported?")
    assert seen(answer).band == "In part"
    spoken = replace(answer, statements=(Statement(text="In part: see the shirt policy.", citations=()),))
    assert seen(spoken).band == ""


def test_not_found_says_its_sentence_and_shows_what_is_close_without_numbers() -> None:
    view = seen(answered("May I bring a dog?"))
    assert [s.lines for s in view.said] == [(SaidLine(text="These documents don't answer this."),)]
    assert (view.rows, [(r.number, r.label) for r in view.closest]) == ((), [(0, "Bylaws, Opening Hours ¶1")])


def test_an_old_summary_is_shown_as_both_with_its_official_address() -> None:
    row = seen(answered("Is each accident reported?")).rows[0]
    assert row.standing.state == "superseded 2024-05-01"
    assert row.standing.summary
    assert row.standing.address == "https://law.example/4-2-1"


@pytest.mark.parametrize(
    ("numbers", "text", "wanted"),
    [((), "", ""), ((1,), "a", "[1]"), ((1, 12), "a [1]", "[12]"), ((1, 2), "a [1]; b [2]", "")],
)
def test_marks_are_added_where_the_text_has_none(numbers: tuple[int, ...], text: str, wanted: str) -> None:
    assert marks(numbers, text) == wanted


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("one two", 7, "one two"),
        ("one two three", 8, "one two…"),
        ("one, two", 5, "one…"),
        ("abcdef", 3, "abc…"),
        (" a\n b ", 9, "a b"),
    ],
)
def test_first_words_end_between_words(text: str, limit: int, wanted: str) -> None:
    assert first_words(text, limit) == wanted


QUOTES = {1: "sweep;", 2: "mop and", 3: "the hall."}


@pytest.mark.parametrize(
    ("text", "numbers", "wanted"),
    [
        ("sweep;", (1,), (SaidLine(text="sweep;", marks="[1]"),)),
        ("Staff must: sweep;", (1,), (SaidLine(lead="Staff must:", text="sweep;", marks="[1]"),)),
        (
            "Staff must:\n(a) sweep;\n  1. mop and",
            (1, 2),
            (
                SaidLine(lead="Staff must:"),
                SaidLine(marker="(a)", text="sweep;", marks="[1]"),
                SaidLine(marker="1.", text="mop and", marks="[2]", depth=1),
            ),
        ),
        (
            "Rules: Staff must:\nsweep;\nthe hall.",
            (1, 3),
            (
                SaidLine(lead="Rules: Staff must:"),
                SaidLine(text="sweep;", marks="[1]"),
                SaidLine(text="the hall.", marks="[3]"),
            ),
        ),
        ("sweep; daily", (1,), (SaidLine(text="sweep;", marks="[1]"), SaidLine(text="daily"))),
        ("the hall.\nsweep;", (1, 3), (SaidLine(text="the hall.\nsweep;", marks="[1][3]"),)),
        ("No quote.", (9,), (SaidLine(text="No quote.", marks="[9]"),)),
    ],
)
def test_a_statement_is_cut_at_its_quotes(text: str, numbers: tuple[int, ...], wanted: tuple[SaidLine, ...]) -> None:
    assert said_lines(text, numbers, QUOTES) == wanted


@pytest.mark.parametrize(
    ("lead_in", "quote", "wanted"),
    [
        ("", "searches;", "searches;"),
        ("It must list:", "searches;", "It must list: searches;"),
        ("word " * 40 + "must list:", "searches;", "…" + "word " * 10 + "must list: searches;"),
        ("It must list:", "x" * 40, "x" * 40),
    ],
)
def test_a_short_quote_stands_behind_the_end_of_its_lead_in(lead_in: str, quote: str, wanted: str) -> None:
    assert row_words(lead_in, quote) == wanted


def test_rows_from_the_same_text_are_alike() -> None:
    assert [r.alike for r in seen(answered("What must each attendant do?")).rows] == [False, True, True]
    assert [r.alike for r in seen(answered("Is each accident reported?")).rows] == [False, False]


def test_a_summary_notice_is_left_to_rows_that_wear_it_with_the_official_address() -> None:
    answer = answered("Is each accident reported?")
    assert [n.word for n in seen(answer).notices] == ["Superseded"]
    told = Notice(kind="summary", text="x", citations=(1, 2))
    assert [n.word for n in seen(replace(answer, notices=(told,))).notices] == ["Summary"]
    told = Notice(kind="summary", text="Official text: https://law.example/4-2-1")
    assert seen(replace(answer, notices=(told,))).notices == ()


def test_what_is_lacking_is_grave_and_official_addresses_in_a_notice_are_known() -> None:
    text = "See https://law.example/4-2-1 and https://evil.example/"
    told = replace(answered("Is each accident reported?"), notices=(Notice(kind="not_held", text=text),))
    assert [(n.grave, n.addresses) for n in seen(told).notices] == [(True, ("https://law.example/4-2-1",))]


@pytest.mark.parametrize("source", ["javascript:x()", "file.txt", "ftp://a", 'https://a/"x', "https://a b", ""])
def test_only_a_plain_web_address_is_a_link(source: str) -> None:
    assert web_address(source) == ""


def test_a_copied_answer_has_question_statements_citations_and_notices() -> None:
    assert copy_text(answered("Is each accident reported?"), DOCUMENTS, WORDS) == (
        "Is each accident reported?\n\n"
        "In part:\n\n"
        "Accidents are reported to the clerk within a day. [1]\n"
        "report each accident under Town Code § 4-2-1. [2]\n\n"
        "[1] Town Code § 4-2-1(1) (statute; superseded 2024-05-01; summary, not the text of the law): "
        "Accidents are reported to the clerk within a day. https://law.example/4-2-1\n"
        "[2] Bylaws, Attendants (c) (agency policy; in force: not known): "
        "“Each attendant must: … report each accident under Town Code § 4-2-1.” bylaws.txt\n\n"
        "Superseded: This text was replaced on 2024-05-01; the new one is not held. [1]\n\n"
        "Not legal advice. Emergencies: dispatch.\n"
    )


def test_a_copied_refusal_says_that_what_is_close_is_no_answer() -> None:
    copied = copy_text(answered("May I bring a dog?"), DOCUMENTS, WORDS)
    assert "These documents don't answer this.\n\nClosest, not an answer:\nBylaws, Opening Hours ¶1 (agency policy" in copied


def test_every_kind_of_notice_has_a_word() -> None:
    answer = answered("Who must unlock the gate?")
    for kind in WORDS.notices:
        view = seen(replace(answer, notices=(Notice(kind=kind, text="x", citations=(1,)),)))  # type: ignore[arg-type]
        assert view.notices[0].word and view.notices[0].marks == "[1]"
