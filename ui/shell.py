"""The frame around the pages: settings of the page, style, navigation."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui import ask, crosswalk, documents, draw, duties, quiz
from ui.engine import Desk
from ui.wording import wording


def run(open_desk: Callable[[], Desk]) -> None:
    """Draw the page that the address names. `open_desk` gives the shared engine, or raises a `PinpointError`."""
    words = wording()
    st.set_page_config(page_title=words.name, layout="wide", initial_sidebar_state="collapsed")
    draw.style()

    def ask_page() -> None:
        ask.page(open_desk)

    def documents_page() -> None:
        documents.page(open_desk)

    def duties_page() -> None:
        duties.page(open_desk)

    def crosswalk_page() -> None:
        crosswalk.page(open_desk)

    def quiz_page() -> None:
        quiz.page(open_desk)

    pages = {
        "ask": st.Page(ask_page, title=words.ask_page, url_path="ask", default=True),
        "documents": st.Page(documents_page, title=words.documents_page, url_path="documents"),
        "duties": st.Page(duties_page, title=words.duties_page, url_path="duties"),
        "crosswalk": st.Page(crosswalk_page, title=words.crosswalk_page, url_path="crosswalk"),
        "quiz": st.Page(quiz_page, title=words.quiz_page, url_path="quiz"),
    }
    st.session_state["pages"] = pages
    st.navigation(list(pages.values()), position="hidden").run()
