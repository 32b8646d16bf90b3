"""The web chat over the hand-made engine: `streamlit run tests/fake_app.py`; FAKE_DATA is the folder for feedback."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from fake_engine import FakeEngine, FakeGeneration  # noqa: E402

from ui import shell  # noqa: E402
from ui.engine import Desk  # noqa: E402


@st.cache_resource(show_spinner=False)
def open_desk() -> Desk:
    return Desk(engine=FakeEngine(), open_index=lambda: nullcontext(FakeGeneration()), data=Path(os.environ["FAKE_DATA"]))


shell.run(open_desk)
