"""An item of a quiz changed in place: its question, its choices and which of them is right, its answers or pairs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.errors import DataError
from assistant.items import Item, Option, Pair, Quiz
from assistant.quiz_editing import LONGEST, reworded
from ui import markup
from ui.wording import wording

SPARE = 1  # empty choices or pairs to be filled in


def editor(quiz: Quiz, item: Item, place: str, keep: Callable[[Quiz], None]) -> None:
    """A form for one item; what is kept goes to `keep`, and what can't be is said in one sentence, with nothing lost."""
    words = wording()
    with st.form(f"edit_{place}", border=False):
        stem = st.text_area(words.quiz_stem, item.stem, key=f"stem_{place}", max_chars=max(LONGEST, len(item.stem)))
        options = _options(item, place)
        pairs = _pairs(item, place)
        answers: list[str] = []
        if item.answers:
            before = "\n".join(" ".join(answer.split()) for answer in item.answers)
            given = st.text_area(words.quiz_answers, before, key=f"answers_{place}")
            answers = list(item.answers) if given == before else given.splitlines()
        if st.form_submit_button(words.quiz_keep):
            try:
                keep(reworded(quiz, item.id, stem=stem, options=options, answers=answers, pairs=pairs))
            except DataError as error:
                st.error(markup.plain_label(str(error)))
                return
            st.rerun()


def _options(item: Item, place: str) -> list[Option]:
    words = wording()
    if not item.options:
        return []
    spare = 0 if item.kind == "true/false" else SPARE
    found = []
    for at, option in enumerate((*item.options, *[Option(text="")] * spare)):
        left, right = st.columns((5, 1), gap="small", vertical_alignment="bottom")
        text = left.text_input(
            f"{words.quiz_choice} {at + 1}", option.text, key=f"choice_{place}_{at}", disabled=item.kind == "true/false"
        )
        holds = right.checkbox(words.quiz_is_right, option.right, key=f"right_{place}_{at}")
        found.append(Option(text=text, right=holds))
    return found


def _pairs(item: Item, place: str) -> list[Pair]:
    words = wording()
    found = []
    for at, pair in enumerate((*item.pairs, *[Pair(left="", right="")] * SPARE) if item.pairs else ()):
        left, right = st.columns(2, gap="small")
        one = left.text_input(f"{words.quiz_choice} {at + 1}", pair.left, key=f"left_{place}_{at}")
        other = right.text_input(words.quiz_answer, pair.right, key=f"other_{place}_{at}")
        found.append(Pair(left=one, right=other))
    return found
