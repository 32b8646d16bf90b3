"""The page where questions are asked: question, answer, citations, notices; the source beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import feedback, force
from assistant.conversation import depends
from assistant.errors import PinpointError
from assistant.records import Answer, Question
from ui import draw, markup, source
from ui.address import QUESTION_LIMIT, Address
from ui.answer_view import AnswerView, Row, Told, answer_view, copy_text, standing
from ui.engine import Desk, Engine, Generation, Shelf
from ui.source_view import version_to_show
from ui.wording import wording

ROWS = 5  # citations in sight; the rest of a long list is one tap away
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The places of the page that are drawn into: its head, the line of the question, the column at the right."""

    masthead: DeltaGenerator
    question: DeltaGenerator
    right: DeltaGenerator


def page(open_desk: Callable[[], Desk]) -> None:
    """The whole page for where the address says we are. Whatever fails, the question stays on the screen."""
    words = wording()
    here = draw.read_address()
    with st.bottom:
        st.chat_input(words.ask_placeholder, key="asked", max_chars=QUESTION_LIMIT, on_submit=_submit, args=(here,))
        st.html(markup.paragraph(words.footer, "pp-footer"))
    left, right = st.columns([11, 10], gap="large")
    with left, st.container(key="answer", gap="small"):
        masthead = draw.masthead("ask", _afresh)
        question = st.empty()
        question.html(markup.question(here.question or words.ask_heading, "", words))
        try:
            desk = open_desk()
            with desk.open_index() as index:
                _draw(desk, index, here, Frame(masthead=masthead, question=question, right=right))
        except PinpointError as error:
            _failed(str(error), here)
        except Exception:
            LOG.exception("a question could not be answered")
            _failed(words.unexpected, here)
        draw.begin_at_top("|".join((here.question, *here.documents)))


def _draw(desk: Desk, index: Generation, asked: Address, frame: Frame) -> None:
    store = index.store
    here = _held(store, asked)
    with frame.masthead:
        _documents_filter(store, here)
    answer = _answer(desk.engine, index.id, here) if here.question else None
    if answer is None:
        _welcome(desk.engine, here)
    else:
        _remember(here)
        view = answer_view(answer, store.documents(), wording())
        frame.question.html(markup.question(answer.question, view.searched, wording()))
        if here.after and view.searched:
            st.button(wording().ask_alone, key="ask_alone", type="tertiary", on_click=draw.go, args=(here.alone(),))
        _draw_answer(view, here)
        _tools(desk, store, answer, view, here)
        _earlier(here)
    with frame.right:
        source.panel(store, here, answer)
        if answer is None and not here.provision:
            _shelf(store)


def _afresh() -> None:
    draw.go(Address())


def _submit(here: Address) -> None:
    """Goes to what was typed; where that leans on what was asked before, the address says on what."""
    typed = st.session_state["asked"] or ""
    kept: tuple[object, Answer] | None = st.session_state.get("answer")
    before = kept[1].asked_as if kept is not None and here.question and depends(typed) else ""
    draw.go(here.asking(typed, before))


def _held(store: Shelf, here: Address) -> Address:
    """The address without documents that aren't held; each is named."""
    words = wording()
    known = tuple(name for name in here.documents if store.document(name))
    for name in here.documents:
        if name not in known:
            st.html(markup.paragraph(words.fill(words.no_document, name=name), "pp-notice"))
    return replace(here, documents=known)


def _documents_filter(store: Shelf, here: Address) -> None:
    """The choice of documents; the address alone says what is chosen."""
    words = wording()
    titles = {document.id: document.title for document in store.documents()}
    st.session_state["documents"] = list(here.documents)
    with st.popover(_chosen(store, here), key="documents_filter", type="tertiary"):
        st.multiselect(
            words.documents_filter,
            list(titles),
            key="documents",
            format_func=lambda name: titles.get(name, name),
            placeholder=words.all_documents,
            on_change=lambda: draw.go(here.within(st.session_state["documents"])),
        )


def _chosen(store: Shelf, here: Address) -> str:
    words = wording()
    if len(here.documents) == 1 and (document := store.document(here.documents[0])):
        return markup.plain_label(document.short)
    return words.fill(words.some_documents, count=len(here.documents)) if here.documents else words.all_documents


def _answer(engine: Engine, generation: str, here: Address) -> Answer:
    """The answer to what the address asks; drawn again without being asked again while the index stays the same."""
    key = (here.question, here.after, here.documents, generation)
    kept: tuple[object, Answer] | None = st.session_state.get("answer")
    if kept is None or kept[0] != key:
        kept = (
            key,
            engine.answer(
                Question(text=here.question, documents=here.documents, earlier=(here.after,) if here.after else ())
            ),
        )
        st.session_state["answer"] = kept
    return kept[1]


def _draw_answer(view: AnswerView, here: Address) -> None:
    words = wording()
    st.html(markup.answer(view))
    first = tuple(told for told in view.notices if told.grave and view.status == "partial")
    _notices(first)
    if view.closest:
        st.html(markup.heading(words.closest_heading))
    rows = (*view.rows, *view.closest)
    many = len(rows) > ROWS + 1
    with st.container(key="citations", gap=None):
        _rows(rows, range(ROWS if many else len(rows)), here)
        if many:
            with (
                st.expander(words.fill(words.more_citations, count=len(rows) - ROWS), key="more_citations"),
                st.container(gap=None),
            ):
                _rows(rows, range(ROWS, len(rows)), here)
    _notices(tuple(told for told in view.notices if told not in first))


def _rows(rows: tuple[Row, ...], places: range, here: Address) -> None:
    """The rows at `places`; the official address of summaries stands under the last of those from one text."""
    words = wording()
    current = here.provision or (rows[0].provision if rows and rows[0].number else "")
    for place in places:
        row = rows[place]
        body = markup.row(row, row.provision == current, words)
        draw.row_button(body, markup.row_name(row), f"cite_{place}", draw.go, here.opening(row.provision))
        followed = place + 1 in places and rows[place + 1].alike
        if not followed and (official := markup.official(row.standing, words)):
            st.html(official)


def _notices(told: tuple[Told, ...]) -> None:
    if told:
        st.html("".join(markup.notice(one) for one in told))


def _tools(desk: Desk, store: Shelf, answer: Answer, view: AnswerView, here: Address) -> None:
    """Copy, "Wrong?", and what to ask next."""
    words = wording()
    with st.container(horizontal=True, gap="small", key="tools"):
        text = copy_text(answer, store.documents(), words)
        draw.copy_button(words.copy_answer, words.copied, "copy_answer", text=text)
        with st.popover(words.wrong, key="wrong"):
            _wrong(desk, answer)
    if view.follow_ups:
        st.html(markup.heading(words.ask_next))
        _questions(view.follow_ups, "next", here)


def _wrong(desk: Desk, answer: Answer) -> None:
    words = wording()
    if st.session_state.get("kept") == answer.id:
        st.html(markup.paragraph(words.wrong_kept))
        return
    with st.form("wrong_form", border=False):
        comment = st.text_area(words.wrong_prompt, key="comment", max_chars=2000, height=68)
        sent = st.form_submit_button(words.wrong_send)
    if sent:
        try:
            feedback.keep(desk.data, _complaint(answer, comment or ""))
        except PinpointError as error:
            st.error(markup.plain_label(str(error)))
        else:
            st.session_state["kept"] = answer.id
            st.rerun()


def _complaint(answer: Answer, comment: str) -> feedback.Wrong:
    return feedback.Wrong(
        answer=answer.id,
        question=answer.question,
        documents=draw.read_address().documents,
        status=answer.status,
        citations=tuple(c.provision for c in answer.citations),
        index=answer.index,
        comment=comment,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _questions(texts: tuple[str, ...], prefix: str, here: Address) -> None:
    with st.container(key=f"rows_{prefix}", gap=None):
        for place, text in enumerate(texts):
            name = markup.plain_label(text)
            draw.row_button(markup.paragraph(text, "pp-ask"), name, f"{prefix}_{place}", draw.go, here.asking(text))


def _welcome(engine: Engine, here: Address) -> None:
    words = wording()
    st.html(markup.paragraph(words.ask_intro))
    if examples := engine.examples():
        st.html(markup.heading(words.examples_heading))
        _questions(examples, "example", here)


def _shelf(store: Shelf) -> None:
    """The documents held, each a link into the reader."""
    words = wording()
    today = datetime.now(UTC).date()
    with st.container(key="shelf", gap=None):
        st.html(markup.heading(words.documents_heading))
        for place, document in enumerate(store.documents()):
            version = version_to_show(document, today)
            about = standing(document, version.id, force.state(version, today), words)
            body = markup.document_row(document.title, about, words)
            if draw.row_button(body, markup.plain_label(document.title), f"shelf_{place}"):
                st.switch_page(st.session_state["pages"]["documents"], query_params={"doc": document.id})


def _remember(here: Address) -> None:
    asked: tuple[Address, ...] = st.session_state.get("earlier", ())
    now = here.opening("")
    st.session_state["earlier"] = (now, *(old for old in asked if old != now))[:20]


def _earlier(here: Address) -> None:
    """The other questions of this session, newest first."""
    others = tuple(old for old in st.session_state["earlier"] if old != here.opening(""))
    if others:
        with st.expander(wording().earlier):
            for place, old in enumerate(others):
                name = markup.plain_label(old.question)
                draw.row_button(markup.paragraph(old.question, "pp-ask"), name, f"earlier_{place}", draw.go, old)


def _failed(sentence: str, here: Address) -> None:
    st.error(markup.plain_label(sentence))
    if here.question:
        st.button(wording().again, key="again")
