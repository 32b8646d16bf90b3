"""The page where the documents are read: the list of those held, and one of them whole, with its outline."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import streamlit as st

from assistant import force
from assistant.errors import PinpointError
from assistant.records import Document, Provision, Version
from ui import draw, markup
from ui.address import tidy
from ui.answer_view import standing, state_words
from ui.engine import Desk, Shelf
from ui.source_view import Way, lines, outline, parts, version_to_show
from ui.wording import wording

LOG = logging.getLogger(__name__)


def page(open_desk: Callable[[], Desk]) -> None:
    """The list, or the document that `?doc=<id>&v=<version>&p=<provision>` names."""
    words = wording()
    with st.container(key="reader", gap="small"):
        draw.masthead("documents", go)
        try:
            with open_desk().open_index() as index:
                _draw(index.store)
        except PinpointError as error:
            st.error(markup.plain_label(str(error)))
        except Exception:
            LOG.exception("a document could not be shown")
            st.error(words.unexpected)
    st.html(markup.paragraph(words.footer, "pp-footer"))


def _draw(store: Shelf) -> None:
    wanted, version, provision = (tidy(st.query_params.get(name, "")) for name in ("doc", "v", "p"))
    document = store.document(wanted)
    if document:
        _read(store, document, version, provision)
        return
    draw.begin_at_top("")
    if wanted:
        st.html(markup.paragraph(wording().no_passage, "pp-notice"))
    _list(store)


def go(document: str = "", version: str = "", provision: str = "") -> None:
    """Write what to read into the address; for callbacks."""
    wanted = {"doc": document, "v": version, "p": provision}
    st.query_params.from_dict({name: value for name, value in wanted.items() if value})


def _list(store: Shelf) -> None:
    words = wording()
    today = datetime.now(UTC).date()
    st.html(f"{markup.heading(words.documents_heading, 1)}{markup.paragraph(words.documents_intro)}")
    with st.container(key="rows_documents", gap=None):
        for place, document in enumerate(store.documents()):
            version = version_to_show(document, today)
            about = standing(document, version.id, force.state(version, today), words)
            body = markup.document_row(document.title, about, words)
            draw.row_button(body, markup.plain_label(document.title), f"document_{place}", go, document.id)


def _read(store: Shelf, document: Document, wanted: str, provision: str) -> None:
    words = wording()
    today = datetime.now(UTC).date()
    known = force.newest_first(document.versions)
    version = next((v for v in known if v.id == wanted), version_to_show(document, today))
    _head(document, version, today)
    if len(known) > 1:
        st.session_state["version"] = version.id
        names = {v.id: f"{v.id} · {state_words(force.state(v, today), v, words)}" for v in known}
        st.selectbox(
            words.version,
            list(names),
            key="version",
            format_func=lambda id: names.get(id, id),
            on_change=lambda: go(document.id, st.session_state["version"]),
        )
    provisions = store.provisions(document.id, version.id)
    if not any(p.id == provision for p in provisions):
        draw.begin_at_top(f"{document.id}@{version.id}")
    if provisions:
        text = store.text(document.id, version.id)
        _outline(outline(text, provisions), document.id, version.id)
        _text(text, provisions, provision)


def _outline(ways: Sequence[Way], document: str, version: str) -> None:
    if len(ways) > 1:
        with st.expander(wording().outline):
            draw.ways(ways, "outline_way", lambda target: go(document, version, target))


def _head(document: Document, version: Version, today: date) -> None:
    words = wording()
    unseen = ", ".join("".join(f"({part})" for part in pinpoint) for pinpoint in version.not_seen)
    remarks = (
        words.status_only if version.held == "status" else words.held_in_part if version.held == "part" else "",
        words.fill(words.not_seen, pinpoints=unseen) if unseen else "",
        document.advisory,
        document.note,
        version.note,
    )
    about = standing(document, version.id, force.state(version, today), words)
    st.html(markup.document_head(document.title, about, tuple(r for r in remarks if r), words))


def _text(text: str, provisions: Sequence[Provision], here: str) -> None:
    """The part of the text that holds `here`, or the first; a passage that the address names is marked and in view."""
    words = wording()
    pieces = parts(provisions)
    number = next((n for n, piece in enumerate(pieces) if any(p.id == here for p in piece)), 0)
    marked = {p.id: ((p.start, p.end),) for p in provisions if p.id == here}
    st.html(markup.text_lines(lines(text, provisions, pieces[number], marked, here)))
    if len(pieces) > 1:
        with st.container(horizontal=True, gap="small"):
            for key, label, other in (("previous", words.previous, number - 1), ("next", words.next, number + 1)):
                held = 0 <= other < len(pieces)
                target = pieces[other][0] if held else provisions[0]
                st.button(label, key=key, disabled=not held, on_click=go, args=(target.document, target.version, target.id))
            st.html(markup.paragraph(words.fill(words.part, number=number + 1, count=len(pieces))))
    if marked:
        draw.scroll_to_passage(here, ".stMain")
