"""The page of duties: the register of obligations with its filters and files, and a checklist that the session has."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import streamlit as st

from assistant import checklist as C
from assistant.errors import DataError, PinpointError
from assistant.obligations import MODALITIES, PERIODS, Obligation, Register, Shelf, Wanted
from assistant.register_formats import write
from ui import draw, duties_view, markup
from ui.duties_view import DutyRow, Line
from ui.engine import Desk
from ui.wording import wording

LOG = logging.getLogger(__name__)
FILTERS = ("who", "must", "every", "tier")


@st.cache_resource(max_entries=2, show_spinner=False)
def _register(generation: str, day: date, _store: Shelf) -> Register:
    return Register(_store, day)


def page(open_desk: Callable[[], Desk]) -> None:
    """The register, narrowed as the address says (`?view=&who=&must=&every=&tier=&words=`)."""
    words = wording()
    with st.container(key="duties", gap="small"):
        draw.masthead("duties", _clear)
        try:
            with open_desk().open_index() as index:
                register = _register(index.id, datetime.now(UTC).date(), index.store)
            _draw(register)
        except PinpointError as error:
            st.error(markup.plain_label(str(error)))
        except Exception:
            LOG.exception("the duties could not be shown")
            st.error(words.unexpected)
    st.html(markup.paragraph(words.footer, "pp-footer"))


def _draw(register: Register) -> None:
    words = wording()
    params = {name: st.query_params.get(name, "") for name in (*FILTERS, "view", "words")}
    asked = duties_view.wanted(params, register)
    st.html(f"{markup.heading(words.duties_heading, 1)}{markup.paragraph(words.duties_intro)}")
    _views(register, asked)
    _filters(register, asked)
    found = register.find(asked)
    total = len(register.find(Wanted()))
    st.html(markup.paragraph(words.fill(words.duties_count, count=len(found), total=total)))
    if not found:
        st.html(markup.paragraph(words.duties_none, "pp-notice"))
        return
    _rows(duties_view.rows(found, words))
    if len(found) > duties_view.MOST:
        st.html(markup.paragraph(words.fill(words.duties_more, count=len(found) - duties_view.MOST)))
    _checklist(found)
    _files(found)


def _clear() -> None:
    for name in (*FILTERS, "words"):
        st.session_state.pop(f"duties_{name}", None)
    st.query_params.clear()


def _views(register: Register, asked: Wanted) -> None:
    words = wording()
    with st.container(key="duties_views", horizontal=True, gap="small"):
        for id_, title in (("", words.duties_all), *((view.id, view.title) for view in register.views)):
            here = asked.view == id_
            st.button(
                markup.plain_label(title),
                key=f"view_{id_ or 'all'}",
                type="primary" if here else "secondary",
                on_click=_view,
                args=(id_,),
            )


def _view(id_: str) -> None:
    _clear()
    if id_:
        st.query_params["view"] = id_


def _filters(register: Register, asked: Wanted) -> None:
    words = wording()
    choices = {
        "who": register.bearers(),
        "must": MODALITIES,
        "every": tuple(PERIODS),
        "tier": duties_view.tiers(register),
    }
    now = duties_view.address(asked)
    labels = (words.duties_who, words.duties_modality, words.duties_every, words.duties_tier)
    columns = st.columns(len(FILTERS) + 1, gap="small")
    for column, name, label in zip(columns, FILTERS, labels, strict=False):
        st.session_state[f"duties_{name}"] = now.get(name, "")
        column.selectbox(
            label,
            ("", *choices[name]),
            key=f"duties_{name}",
            format_func=lambda value: value or words.duties_any,
            on_change=_narrow,
            args=(name,),
        )
    st.session_state["duties_words"] = now.get("words", "")
    columns[-1].text_input(words.duties_words, key="duties_words", on_change=_narrow, args=("words",))


def _narrow(name: str) -> None:
    value = st.session_state[f"duties_{name}"]
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _rows(rows: Sequence[DutyRow]) -> None:
    words = wording()
    with st.container(key="rows_duties", gap=None):
        for place, row in enumerate(rows):
            name = markup.plain_label(f"{row.who} {row.modality} {row.action} ({row.label})")
            if draw.row_button(markup.duty_row(row, words), name, f"duty_{place}"):
                where = {"doc": row.document, "v": row.version, "p": row.provision}
                st.switch_page(st.session_state["pages"]["documents"], query_params=where)


def _files(found: Sequence[Obligation]) -> None:
    words, start = wording(), _kept().start
    st.html(markup.heading(words.duties_export))
    with st.container(key="duties_files", horizontal=True, gap="small"):
        for format, label, kind in (
            ("csv", words.duties_table, "text/csv"),
            ("md", words.duties_markdown, "text/markdown"),
            ("json", words.duties_json, "application/json"),
            ("ics", words.duties_calendar, "text/calendar"),
        ):
            st.download_button(
                label, write(format, found, start), f"duties.{format}", kind, key=f"file_{format}", on_click="ignore"
            )


def _kept() -> C.Checklist:
    """The session's checklist; nothing of it is anywhere else."""
    kept = st.session_state.get("checklist")
    if isinstance(kept, C.Checklist):
        return kept
    return C.Checklist(start=datetime.now(UTC).date())


def _checklist(found: Sequence[Obligation]) -> None:
    words, today = wording(), datetime.now(UTC).date()
    with st.expander(words.checklist_heading, key="checklist_box"):
        st.html(markup.paragraph(words.checklist_intro))
        _open()
        kept = _kept()
        first, second = st.columns(2, gap="small")
        st.session_state["checklist_place"], st.session_state["checklist_start"] = kept.place, kept.start
        first.text_input(words.checklist_place, key="checklist_place", max_chars=200, on_change=_head)
        second.date_input(words.checklist_start, key="checklist_start", on_change=_head)
        by_id = {one.id: one for one in found}
        shown = duties_view.lines(found, kept, today, words)
        for line in shown[: duties_view.MOST]:
            _line(line, by_id[line.id], today)
        with st.container(key="checklist_files", horizontal=True, gap="small"):
            st.download_button(
                words.checklist_save, C.saved(kept), "checklist.json", "application/json", key="save", on_click="ignore"
            )
            st.download_button(
                words.checklist_sheet,
                duties_view.sheet(shown, kept, words),
                "checklist.md",
                "text/markdown",
                key="sheet",
                on_click="ignore",
            )


def _open() -> None:
    given = st.file_uploader(wording().checklist_open, type=["json"], key="checklist_file")
    if given is None:
        st.session_state.pop("checklist_fault", None)
    elif st.session_state.get("checklist_opened") != given.file_id:
        st.session_state["checklist_opened"] = given.file_id
        st.session_state["checklist_fault"] = ""
        try:
            if given.size > 4 * C.LARGEST:
                raise DataError("the file is too large for a saved checklist; open one that was saved from this page")
            st.session_state["checklist"] = C.opened(given.getvalue().decode("utf-8", errors="replace"))
        except DataError as error:
            st.session_state["checklist_fault"] = str(error)
    if st.session_state.get("checklist_fault"):
        st.error(markup.plain_label(st.session_state["checklist_fault"]))


def _head() -> None:
    place, start = st.session_state["checklist_place"], st.session_state["checklist_start"]
    kept = _kept()
    st.session_state["checklist"] = C.Checklist(place=place, start=start or kept.start, ticks=kept.ticks)


def _line(line: Line, one: Obligation, today: date) -> None:
    words = wording()
    tick, day = f"tick_{one.point}", f"day_{one.point}"
    st.session_state[tick] = line.done is not None
    left, right = st.columns((4, 1), gap="small")
    left.checkbox(markup.plain_label(f"{line.words}: {line.due}"), key=tick, on_change=_tick, args=(one, today))
    if line.reworded:
        left.html(markup.paragraph(words.checklist_reworded, "pp-notice"))
    if line.done is not None:
        st.session_state[day] = line.done
        right.date_input(words.checklist_day, key=day, on_change=_tick, args=(one, line.done))


def _tick(one: Obligation, otherwise: date) -> None:
    done = st.session_state.get(f"day_{one.point}") or otherwise
    ticked = st.session_state[f"tick_{one.point}"]
    st.session_state["checklist"] = duties_view.ticked(_kept(), one, done if ticked else None)
