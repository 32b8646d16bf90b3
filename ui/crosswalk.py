"""The page of the crosswalk: what a higher document requires at the left, what the lower one says at the right."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime

import streamlit as st

from assistant.crosswalk import Crosswalk
from assistant.crosswalk_formats import summary, write
from assistant.errors import PinpointError
from ui import draw, markup
from ui.engine import Desk, Engine
from ui.wording import wording

LOG = logging.getLogger(__name__)


@st.cache_resource(max_entries=2, show_spinner=False)
def _walks(generation: str, day: date, _engine: Engine) -> tuple[Crosswalk, ...]:
    return _engine.crosswalks(day)


def page(open_desk: Callable[[], Desk]) -> None:
    """All crosswalks that the corpus names, or the one that the address names (`?walk=`)."""
    words = wording()
    with st.container(key="crosswalk", gap="small"):
        draw.masthead("crosswalk", st.query_params.clear)
        st.html(f"{markup.heading(words.crosswalk_heading, 1)}{markup.paragraph(words.crosswalk_intro)}")
        try:
            desk = open_desk()
            with desk.open_index() as index, st.spinner(words.crosswalk_working):
                walks = _walks(index.id, datetime.now(UTC).date(), desk.engine)
            _draw(walks)
        except PinpointError as error:
            st.error(markup.plain_label(str(error)))
        except Exception:
            LOG.exception("the crosswalk could not be shown")
            st.error(words.unexpected)
    st.html(markup.paragraph(words.footer, "pp-footer"))


def _draw(walks: tuple[Crosswalk, ...]) -> None:
    words = wording()
    if not walks:
        st.html(markup.paragraph(words.crosswalk_none, "pp-notice"))
        return
    named = st.query_params.get("walk", "")
    here = next((walk for walk in walks if walk.pairing.id == named), walks[0])
    with st.container(key="crosswalk_ways", gap="small"):
        for walk in walks:
            st.button(
                markup.plain_label(f"{walk.pairing.title}: {summary(walk)}"),
                key=f"walk_{walk.pairing.id}",
                type="primary" if walk is here else "secondary",
                on_click=_go,
                args=(walk.pairing.id,),
            )
    st.html(markup.crosswalk(here, words))
    with st.container(key="crosswalk_files", horizontal=True, gap="small"):
        for format, label, kind in (
            ("md", words.duties_markdown, "text/markdown"),
            ("csv", words.duties_table, "text/csv"),
            ("json", words.duties_json, "application/json"),
        ):
            name = f"crosswalk-{here.pairing.id}.{format}"
            st.download_button(label, write(format, [here]), name, kind, key=f"walk_file_{format}", on_click="ignore")


def _go(id_: str) -> None:
    st.query_params["walk"] = id_
