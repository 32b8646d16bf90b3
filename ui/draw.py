"""The few things the pages draw with: escaped HTML, rows that are buttons, the copy button, the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import address, markup
from ui.address import Address
from ui.source_view import Way
from ui.wording import wording

STYLE = Path(__file__).with_name("style.css")
SCRIPTS = Path(__file__).with_name("clipboard.js"), Path(__file__).with_name("scroll.js")


def style() -> None:
    """The page's style sheet; its colours are those of the configured themes."""
    colours = {
        f"--pp-{name}": f"light-dark({st.get_option(f'theme.light.{key}')}, {st.get_option(f'theme.dark.{key}')})"
        for name, key in (("paper", "backgroundColor"), ("accent", "primaryColor"), ("rule", "borderColor"))
    }
    declared = "".join(f"{name}: {value};" for name, value in colours.items())
    st.html(f"<style>.stApp {{{declared}}}\n{STYLE.read_text(encoding='utf-8')}</style>")


def read_address() -> Address:
    """Where the browser says we are."""
    params = st.query_params
    return address.parse(params.get_all("q"), params.get_all("doc"), params.get_all("p"), params.get_all("after"))


def go(to: Address) -> None:
    """Write `to` into the address; for callbacks, so that the next run draws it."""
    st.query_params.from_dict(to.params())


def masthead(own: str, fresh: Callable[[], None]) -> DeltaGenerator:
    """The line at the top of the page `own` ("ask", "documents", ...): all by name, its own to start afresh."""
    words, pages = wording(), st.session_state.get("pages", {})
    line = st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="small")
    others = (
        ("documents", words.documents_page),
        ("duties", words.duties_page),
        ("crosswalk", words.crosswalk_page),
        ("quiz", words.quiz_page),
    )
    for name, label in (("ask", words.name), *others):
        if name == own:
            line.button(label, key=f"to_{name}", type="tertiary", on_click=fresh)
        elif name in pages:
            line.page_link(pages[name], label=label, width="content")
    return line


def row_button(body: str, name: str, key: str, on_click: Callable[..., None] | None = None, *args: object) -> bool:
    """A whole row of HTML that is one button; `body` is escaped HTML, `name` an escaped label for those who can't see it."""
    with st.container(key=f"row_{key}", gap=None):
        st.html(body)
        return st.button(name, key=key, on_click=on_click, args=args, width="stretch")


def ways(found: Sequence[Way], prefix: str, on_click: Callable[[str], None]) -> None:
    """Places to go, one a row; what isn't held is only named."""
    with st.container(key=f"rows_{prefix}", gap=None):
        for place, way in enumerate(found):
            if way.provision:
                row_button(markup.way(way), markup.plain_label(way.words), f"{prefix}_{place}", on_click, way.provision)
            else:
                st.html(markup.way(way))


def copy_button(label: str, done: str, key: str, text: str = "", link: str = "") -> None:
    """A button that puts `text`, or the full address of the query `link`, on the clipboard."""
    component = st.components.v2.component("pinpoint_copy", js=SCRIPTS[0].read_text(encoding="utf-8"), css=COPY_STYLE)
    component(data={"label": label, "done": done, "text": text, "link": link}, key=key, width="content")


def scroll_to_passage(token: str, within: str) -> None:
    """Bring the passage marked as here into view inside the element `within` (a CSS selector), once for each `token`."""
    component = st.components.v2.component("pinpoint_scroll", js=SCRIPTS[1].read_text(encoding="utf-8"))
    component(data={"token": token, "within": within, "top": False}, key=f"scroll_{within.strip('.')}")


def begin_at_top(token: str) -> None:
    """Bring the page to its beginning, once for each `token` that follows another."""
    component = st.components.v2.component("pinpoint_scroll", js=SCRIPTS[1].read_text(encoding="utf-8"))
    component(data={"token": token, "within": ".stMain", "top": True}, key="scroll_top")


COPY_STYLE = """
button {
  font: inherit; font-size: 0.875rem; font-family: var(--st-font); color: var(--st-text-color); background: none;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); padding: 0.25rem 0.75rem;
  min-height: 2.5rem; cursor: pointer; white-space: nowrap;
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
