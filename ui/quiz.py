"""The page of quizzes: what one is made from at the left, its items at the right; changed, previewed, taken, exported."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from assistant.errors import DataError, PinpointError
from assistant.items import DIFFICULTIES, KINDS, Item, Quiz
from assistant.obligations import Register
from assistant.quiz import Asked, QuizMaker, stale
from assistant.quiz_editing import dropped, moved
from assistant.quiz_file import LARGEST, opened
from assistant.quiz_formats import ENDINGS, FORMATS, write
from assistant.quiz_text import left_out
from ui import draw, markup, quiz_editor, quiz_taker, quiz_view
from ui.engine import Desk, Shelf
from ui.quiz_view import ItemView
from ui.wording import wording

LOG = logging.getLogger(__name__)
MOST = 200  # items asked for at once
MIME = {"qti": "application/zip", "anki": "application/octet-stream", "sheet": "text/html", "json": "application/json"}


@st.cache_resource(max_entries=4, show_spinner=False)
def _maker(generation: str, day: date, summaries: bool, _store: Shelf) -> QuizMaker:
    return QuizMaker(_store, Register(_store, day), day, generation, summaries)


def page(open_desk: Callable[[], Desk]) -> None:
    """The page; the quiz belongs to the session and travels as a file."""
    words = wording()
    with st.container(key="quiz", gap="small"):
        draw.masthead("quiz", _clear)
        st.html(f"{markup.heading(words.quiz_heading, 1)}{markup.paragraph(words.quiz_intro)}")
        try:
            with open_desk().open_index() as index:
                _draw(index.id, index.store)
        except PinpointError as error:
            st.error(markup.plain_label(str(error)))
        except Exception:
            LOG.exception("the quiz could not be shown")
            st.error(words.unexpected)
    st.html(markup.paragraph(words.footer, "pp-footer"))


def _clear() -> None:
    for name in ("quiz_made", "quiz_done", "quiz_fault", "quiz_mode"):
        st.session_state.pop(name, None)


def _draw(generation: str, store: Shelf) -> None:
    words, day = wording(), datetime.now(UTC).date()
    left, right = st.columns((1, 2), gap="medium")
    with left:
        _wanted(generation, day, store)
        _open()
    quiz = st.session_state.get("quiz_made")
    with right:
        if st.session_state.get("quiz_fault"):
            st.error(markup.plain_label(st.session_state["quiz_fault"]))
        if not isinstance(quiz, Quiz) or not quiz.items:
            st.html(markup.paragraph(words.quiz_none, "pp-notice"))
            return
        if st.session_state.get("quiz_told"):
            st.html(markup.paragraph(st.session_state["quiz_told"], "pp-notice"))
        mode = _mode()
        changed = stale(quiz, store, day)
        if mode == "take":
            quiz_taker.take(quiz, _key(quiz))
        elif mode == "preview":
            st.html("".join(markup.quiz_item(v, words) for v in quiz_view.views(quiz, (), words, answers=False)))
        else:
            for item, view in zip(quiz.items, quiz_view.views(quiz, changed, words), strict=True):
                _item(quiz, item, view)
        _files(quiz, len(changed))


def _wanted(generation: str, day: date, store: Shelf) -> None:
    """The form that says what a quiz is to be made from."""
    words = wording()
    summaries = st.checkbox(words.quiz_summaries, key="quiz_summaries")
    maker = _maker(generation, day, summaries, store)
    titles = {id_: document.title for id_ in maker.documents() if (document := store.document(id_))}
    with st.form("quiz_wanted", border=False):
        documents = st.multiselect(
            words.quiz_documents, list(titles), format_func=lambda id_: titles[id_], key="quiz_documents"
        )
        sections = st.multiselect(words.quiz_sections, maker.sections(), key="quiz_sections")
        topic = st.text_input(words.quiz_topic, key="quiz_topic", max_chars=200)
        kinds = st.multiselect(words.quiz_kinds, KINDS, key="quiz_kinds")
        difficulty = st.selectbox(
            words.quiz_difficulty, ("", *DIFFICULTIES), format_func=lambda one: one or words.quiz_any, key="quiz_difficulty"
        )
        first, second = st.columns(2, gap="small")
        count = first.number_input(words.quiz_count, 0, MOST, 10, key="quiz_count")
        seed = second.number_input(words.quiz_seed, 0, 10**9, 1, key="quiz_seed")
        if not st.form_submit_button(words.quiz_make, type="primary"):
            return
    asked = Asked(
        topic=topic.strip(), documents=tuple(documents), sections=tuple(sections), kinds=tuple(kinds),
        difficulty=difficulty or "", count=int(count), seed=int(seed),
    )  # fmt: skip
    _clear()
    try:
        quiz = maker.make(asked)
    except DataError as error:
        st.session_state["quiz_fault"] = str(error)
        return
    st.session_state["quiz_made"] = quiz
    fewer = words.fill(words.quiz_fewer, count=len(quiz.items), wanted=asked.count)
    st.session_state["quiz_told"] = fewer if len(quiz.items) < asked.count else ""


def _open() -> None:
    words = wording()
    given = st.file_uploader(words.quiz_open, type=["json"], key="quiz_file")
    if given is None or st.session_state.get("quiz_opened") == given.file_id:
        return
    st.session_state["quiz_opened"] = given.file_id
    try:
        if given.size > 4 * LARGEST:
            raise DataError("the file is too large for a saved quiz; open one that was saved here")
        quiz = opened(given.getvalue().decode("utf-8", errors="replace"))
    except DataError as error:
        st.session_state["quiz_fault"] = str(error)
        return
    _clear()
    st.session_state["quiz_made"], st.session_state["quiz_told"] = quiz, ""


def _mode() -> str:
    words = wording()
    names = {"items": words.quiz_items, "preview": words.quiz_preview, "take": words.quiz_take}
    here = st.session_state.get("quiz_mode", "items")
    with st.container(key="quiz_modes", horizontal=True, gap="small"):
        for mode, label in names.items():
            st.button(
                label, key=f"quiz_mode_{mode}", type="primary" if mode == here else "secondary", on_click=_go, args=(mode,)
            )
    return str(here)


def _go(mode: str) -> None:
    st.session_state["quiz_mode"] = mode


def _item(quiz: Quiz, item: Item, view: ItemView) -> None:
    words, place = wording(), hashlib.sha256(repr(item).encode("utf-8", errors="replace")).hexdigest()[:12]
    with st.container(key=f"quiz_item_{place}", gap="small"):
        st.html(markup.quiz_item(view, words))
        with st.container(key=f"quiz_tools_{place}", horizontal=True, gap="small"):
            st.button(words.quiz_up, key=f"up_{place}", on_click=_keep, args=(moved(quiz, item.id, -1),), type="tertiary")
            st.button(words.quiz_down, key=f"down_{place}", on_click=_keep, args=(moved(quiz, item.id, 1),), type="tertiary")
            st.button(words.quiz_drop, key=f"drop_{place}", on_click=_keep, args=(dropped(quiz, item.id),), type="tertiary")
            if st.button(words.quiz_open_source, key=f"open_{place}", type="tertiary"):
                where = {"doc": view.document, "v": view.version, "p": view.provision}
                st.switch_page(st.session_state["pages"]["documents"], query_params=where)
        with st.expander(words.quiz_edit, key=f"quiz_edit_{place}"):
            quiz_editor.editor(quiz, item, place, _keep)


def _keep(quiz: Quiz) -> None:
    st.session_state["quiz_made"] = quiz
    st.session_state.pop("quiz_done", None)


def _files(quiz: Quiz, changed: int) -> None:
    words = wording()
    st.html(markup.heading(words.quiz_export))
    if changed:
        st.html(markup.paragraph(words.fill(words.quiz_stale_count, count=changed), "pp-notice"))
    with st.container(key="quiz_files", horizontal=True, gap="small"):
        for format in FORMATS:
            if format == "aiken" and len(left_out(quiz)) == len(quiz.items):
                continue
            name, kind = f"quiz.{ENDINGS.get(format, format)}", MIME.get(format, "text/plain")
            st.download_button(format, partial(write, format, quiz), name, kind, key=f"quiz_as_{format}", on_click="ignore")
    if left_out(quiz):
        st.html(markup.paragraph(words.fill(words.quiz_left_out, count=len(left_out(quiz)))))


def _key(quiz: Quiz) -> str:
    """What tells this quiz, as it is now, from another."""
    return hashlib.sha256(repr(quiz.items).encode("utf-8", errors="replace")).hexdigest()[:12]
