"""A quiz in the formats that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant import quiz_text
from assistant.errors import DataError
from assistant.items import Quiz
from assistant.quiz_file import saved


def write(format: str, quiz: Quiz) -> bytes:
    """A quiz in one of `FORMATS`. Raises DataError where the format can hold nothing of it."""
    return FORMATS[format](quiz)


def _aiken(quiz: Quiz) -> bytes:
    if len(quiz_text.left_out(quiz)) == len(quiz.items):
        raise DataError("aiken: holds only questions with one right choice, of which there is none; choose another format")
    return quiz_text.aiken(quiz).encode()


def _qti(quiz: Quiz) -> bytes:
    from assistant.quiz_qti import qti

    return qti(quiz)


def _anki(quiz: Quiz) -> bytes:
    from assistant.quiz_anki import deck

    return deck(quiz)


def _sheet(quiz: Quiz) -> bytes:
    from assistant.quiz_sheet import sheet

    return sheet(quiz).encode()


FORMATS: Mapping[str, Callable[[Quiz], bytes]] = {
    "gift": lambda quiz: quiz_text.gift(quiz).encode(), "aiken": _aiken, "qti": _qti,
    "csv": lambda quiz: quiz_text.csv_of(quiz).encode(), "md": lambda quiz: quiz_text.markdown(quiz).encode(),
    "json": lambda quiz: saved(quiz).encode(), "anki": _anki, "sheet": _sheet,
}  # fmt: skip
BINARY = ("qti", "anki")
ENDINGS = {"gift": "gift.txt", "aiken": "aiken.txt", "qti": "zip", "anki": "apkg", "sheet": "html"}
