"""A quiz taken on the page: one form, then the score, each answer with its provision, and a sheet to save."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from assistant.items import Item, Quiz
from assistant.quiz_taking import Graded, score, sheet, taken
from assistant.quiz_text import rights
from ui import markup
from ui.wording import wording


def take(quiz: Quiz, key: str) -> None:
    """Draws the quiz to be answered, or what came of it; `key` tells one quiz from another."""
    done: tuple[str, tuple[Graded, ...]] | None = st.session_state.get("quiz_done")
    if done is not None and done[0] == key:
        _result(quiz, done[1])
    else:
        _questions(quiz, key)


def _questions(quiz: Quiz, key: str) -> None:
    words = wording()
    with st.form(f"take_{key}", border=False):
        given = {item.id: _answer(number, item, f"{key}_{number}") for number, item in enumerate(quiz.items, start=1)}
        if st.form_submit_button(words.quiz_done, type="primary"):
            st.session_state["quiz_done"] = (key, taken(quiz, given))
            st.rerun()


def _answer(number: int, item: Item, place: str) -> list[str]:
    """The widget of an item's kind; labels are read as Markdown, so they are escaped, and told apart by their places."""
    words, label = wording(), markup.plain_label(f"{number}. {item.stem}")
    if item.pairs:
        st.markdown(label)
        return [_match(pair.left, rights(item), f"{place}_{at}") for at, pair in enumerate(item.pairs)]
    texts = [option.text for option in item.options]
    if item.kind == "multiple answer":
        st.markdown(label)
        ticked = [st.checkbox(markup.plain_label(text), key=f"take_{place}_{at}") for at, text in enumerate(texts)]
        return [text for text, one in zip(texts, ticked, strict=True) if one]
    if texts:
        chosen = st.radio(label, texts, index=None, key=f"take_{place}", format_func=markup.plain_label)
        return [chosen] if chosen is not None else []
    if item.kind == "fill in":
        return [st.text_input(label, key=f"take_{place}", max_chars=300, placeholder=words.quiz_answer)]
    return [st.text_area(label, key=f"take_{place}", max_chars=2000)]


def _match(left: str, choices: list[str], place: str) -> str:
    words = wording()
    return st.selectbox(markup.plain_label(left), ["", *choices], key=f"take_{place}", placeholder=words.quiz_letter) or ""


def _result(quiz: Quiz, done: tuple[Graded, ...]) -> None:
    words = wording()
    right, of = score(done)
    st.html(markup.heading(f"{words.quiz_score}: {words.fill(words.quiz_score_of, right=right, of=of)}"))
    st.html("".join(markup.graded(number, one, words) for number, one in enumerate(done, start=1)))
    who = st.text_input(words.quiz_who, key="quiz_who", max_chars=200)
    day = datetime.now(UTC).date().isoformat()
    said = {
        "score": words.quiz_score, "right": words.quiz_right, "wrong": words.quiz_wrong, "unjudged": words.quiz_judge,
        "given": words.quiz_given, "answer": words.quiz_answer,
    }  # fmt: skip
    with st.container(key="quiz_after", horizontal=True, gap="small"):
        made = sheet(quiz, done, who=who, day=day, words=said)
        st.download_button(words.quiz_result, made, "quiz-result.md", "text/markdown", key="quiz_result", on_click="ignore")
        st.button(words.quiz_again, key="quiz_again", on_click=lambda: st.session_state.pop("quiz_done", None))
