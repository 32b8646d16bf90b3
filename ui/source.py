"""Draws one passage in its document: at the right on a desktop, over the answer on a phone."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from assistant.records import Answer, Citation
from ui import draw, markup
from ui.address import Address
from ui.engine import Shelf
from ui.source_view import SourceView, Span, source_view
from ui.wording import wording


def panel(store: Shelf, here: Address, answer: Answer | None) -> None:
    """The passage the address names, else the first that the answer rests on, else nothing."""
    words = wording()
    cited = answer.citations if answer else ()
    wanted = here.provision or (cited[0].provision if cited else "")
    if not wanted:
        return
    provision = store.provision(wanted)
    view = None
    if provision is not None:
        quoted = _quoted(cited, provision.document, provision.version)
        state = next((c.in_force for c in (*cited, *(answer.closest if answer else ())) if c.provision == wanted), None)
        view = source_view(store, provision, quoted, state, datetime.now(UTC).date(), words)
    name = "source_open" if here.provision else "source_default"
    with st.container(key=name, gap="small"):
        if view is None:
            st.html(markup.paragraph(words.no_passage, "pp-notice"))
            _close(here)
        else:
            _draw(view, here)
            draw.scroll_to_passage(f"{here.question}|{view.provision}|{name}", f".st-key-{name}")


def _draw(view: SourceView, here: Address) -> None:
    words = wording()

    def open_passage(provision: str) -> None:
        draw.go(here.opening(provision))

    with st.container(gap="xsmall", key="source_top"):
        with st.container(horizontal=True, gap="xsmall", key="source_tools"):
            if here.provision:
                _close(here)
            for key, label, target in (("previous", words.previous, view.previous), ("next", words.next, view.next)):
                st.button(label, key=key, on_click=open_passage, args=(target,), disabled=not target)
            with st.popover(words.outline, key="outline"):
                draw.ways(view.outline, "outline_way", open_passage)
        st.html(markup.source_label(view))
    st.html(markup.source_head(view, words))
    st.html(markup.text_lines(view.lines))
    if view.backed_by:
        st.html(markup.heading(words.backed_by, 3) + markup.paragraph(view.backed_by, "pp-way"))
    for heading, found, key in (
        (words.refers_to, view.refers_to, "refers"),
        (words.referred_by, view.referred_by, "referred"),
    ):
        if found:
            st.html(markup.heading(heading, 3))
            draw.ways(found, key, open_passage)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="source_end"):
        link = "?" + urlencode(here.opening(view.provision).params(), doseq=True)
        draw.copy_button(words.copy_link, words.copied, "copy_link", link=link)
        whole = {"doc": view.document, "v": view.version, "p": view.provision}
        st.page_link(st.session_state["pages"]["documents"], label=words.in_full, query_params=whole, width="content")


def _close(here: Address) -> None:
    st.button(wording().close, key="close_source", on_click=draw.go, args=(here.opening(""),))


def _quoted(citations: tuple[Citation, ...], document: str, version: str) -> dict[str, tuple[Span, ...]]:
    """The spans that the answer quotes from one version, by provision."""
    found: dict[str, tuple[Span, ...]] = {}
    for citation in citations:
        if (citation.document, citation.version) == (document, version):
            found[citation.provision] = (*found.get(citation.provision, ()), (citation.start, citation.end))
    return found
