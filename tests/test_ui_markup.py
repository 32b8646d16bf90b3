"""HTML and labels from text that is data."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from fake_engine import DOCUMENTS, HOSTILE, FakeEngine, FakeStore

from assistant.records import Question
from ui import markup
from ui.answer_view import AnswerView, Told, answer_view
from ui.source_view import SourceView, Way, source_view
from ui.wording import wording

WORDS = wording()
OURS = re.compile(r"</?(?:section|div|p|h[1-3]|span|strong|mark|bdi)(?: class=\"[a-z0-9 -]+\")?>")


def texts(body: str) -> str:
    """What a reader sees of `body`: our own tags removed, which must leave no tag at all, and entities resolved."""
    rest = OURS.sub("", body)
    assert "<" not in rest and ">" not in rest, rest
    return html.unescape(rest)


def hostile_view() -> AnswerView:
    return answer_view(FakeEngine().answer(Question(text="hostile")), DOCUMENTS, WORDS)


def hostile_source() -> SourceView:
    store = FakeStore()
    here = store.provision("odd@1/p1")
    assert here is not None
    view = source_view(store, here, {}, "unknown", date(2026, 1, 1), WORDS)
    assert view is not None
    return view


@pytest.mark.parametrize(
    "body",
    [
        markup.question(HOSTILE, HOSTILE, WORDS),
        markup.answer(hostile_view()),
        markup.row(hostile_view().rows[0], True, WORDS),
        markup.notice(hostile_view().notices[0]),
        markup.source_label(hostile_source()),
        markup.source_head(hostile_source(), WORDS),
        markup.text_lines(hostile_source().lines),
        markup.way(Way(provision="", words=HOSTILE, level=99)),
        markup.document_row(HOSTILE, hostile_source().standing, WORDS),
        markup.document_head(HOSTILE, hostile_source().standing, (HOSTILE,), WORDS),
        markup.heading(HOSTILE),
        markup.paragraph(HOSTILE),
    ],
)
def test_hostile_text_is_shown_and_is_no_markup(body: str) -> None:
    assert HOSTILE[:60] in texts(body)


def test_a_label_escapes_all_that_markdown_reads_and_keeps_the_words() -> None:
    label = markup.plain_label(f"{HOSTILE} a\nb")
    assert re.sub(r"\\([!-/:-@\[-`{-~])|\u2060", r"\1", label) == f"{HOSTILE} a b"
    assert not re.search(r"(?<!\\)[\[\]()*_`$:<>#&~!-]", label)
    assert "--" not in label.replace("\\", "")


def test_a_summary_names_itself_and_leads_to_the_official_text() -> None:
    view = answer_view(FakeEngine().answer(Question(text="Is each accident reported?")), DOCUMENTS, WORDS)
    old, own = view.rows
    assert "summary, not the text of the law" in texts(markup.row(old, False, WORDS))
    assert "“" not in markup.row(old, False, WORDS)
    assert "“report each accident" in markup.row(own, False, WORDS)
    assert 'href="https://law.example/4-2-1"' in markup.official(old.standing, WORDS)
    assert markup.official(own.standing, WORDS) == ""


def test_in_a_notice_only_official_addresses_are_links() -> None:
    told = Told(
        word="Not held", text="See https://a.example/1, not https://b.example.", marks="", addresses=("https://a.example/1",)
    )
    assert re.findall(r'href="([^"]*)"', markup.notice(told)) == ["https://a.example/1"]
    assert "not https://b.example.</p>" in markup.notice(told)


def test_the_standing_of_rows_from_one_text_is_said_once_but_a_summary_always() -> None:
    rows = answer_view(FakeEngine().answer(Question(text="What must each attendant do?")), DOCUMENTS, WORDS).rows
    assert ["agency policy" in markup.row(row, False, WORDS) for row in rows] == [True, False, False]
    old = answer_view(FakeEngine().answer(Question(text="Is each accident reported?")), DOCUMENTS, WORDS).rows[0]
    assert "summary, not the text of the law" in markup.row(replace(old, alike=True), False, WORDS)


def test_a_tier_is_told_by_its_word_beside_the_mark() -> None:
    view = answer_view(FakeEngine().answer(Question(text="Is each accident reported?")), DOCUMENTS, WORDS)
    assert '<span class="pp-tier pp-rank-0">statute</span>' in markup.row(view.rows[0], False, WORDS)
    assert '<span class="pp-tier pp-rank-2">agency policy</span>' in markup.row(view.rows[1], False, WORDS)


def test_the_three_statuses_are_drawn_differently() -> None:
    drawn = [
        markup.answer(answer_view(FakeEngine().answer(Question(text=text)), DOCUMENTS, WORDS))
        for text in ("gate", "accident", "dog")
    ]
    assert [re.findall(r"pp-(answered|partial|not-found)", body) for body in drawn] == [
        ["answered"],
        ["partial"],
        ["not-found"],
    ]
