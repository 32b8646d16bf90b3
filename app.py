"""The web chat's entry: `streamlit run app.py`. Opens the engine once for the process and draws."""

from __future__ import annotations

import os

import streamlit as st

from assistant.index import acquire
from assistant.pipeline import Assistant
from assistant.settings import load
from ui import shell
from ui.engine import Desk
from ui.wording import wording


@st.cache_resource(show_spinner=wording().opening)
def open_desk() -> Desk:
    """The one assistant of the process: read only and thread-safe, it holds nothing of any session."""
    settings = load(os.environ)
    return Desk(engine=Assistant.open(settings), open_index=lambda: acquire(settings), data=settings.data)


shell.run(open_desk)
