"""Sentences of a text."""

import pytest

from assistant.sentences import sentences


def split(text: str) -> list[str]:
    return [text[s:e] for s, e in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One here. Two there.", ["One here.", "Two there."]),
        ("One here", ["One here"]),
        ("Is it? Yes! Good.", ["Is it?", "Yes!", "Good."]),
        ("See Sec. 4 of it. Then go.", ["See Sec. 4 of it.", "Then go."]),
        ("Open from 8 a.m. Monday on. Closed later.", ["Open from 8 a.m. Monday on.", "Closed later."]),
        ("Ask Dr. Miller or St. Anne. Then wait.", ["Ask Dr. Miller or St. Anne.", "Then wait."]),
        ("The U.S. Code says so. It does.", ["The U.S. Code says so.", "It does."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("Rates of 4.5 percent apply. So it is.", ["Rates of 4.5 percent apply.", "So it is."]),
        ("It is done (see § 4). Next. § 5 applies.", ["It is done (see § 4).", "Next.", "§ 5 applies."]),
        ("one; two; three.", ["one; two; three."]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Before. One here. Two there. After."
    assert [text[s:e] for s, e in sentences(text, 8, 28)] == ["One here.", "Two there."]
