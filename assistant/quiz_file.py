"""A quiz as a file that travels: saved with all that it was made of, and opened again."""

from __future__ import annotations

import json
from dataclasses import asdict

from pydantic import TypeAdapter, ValidationError

from assistant.errors import DataError
from assistant.items import Quiz, faults

KIND = "pinpoint quiz"
LARGEST = 20_000_000  # characters of a saved quiz
MOST = 5000  # items


def saved(quiz: Quiz) -> str:
    """A quiz as the text of a file."""
    return json.dumps({"kind": KIND, **asdict(quiz)}, ensure_ascii=False, indent=1)


def opened(text: str) -> Quiz:
    """The quiz of a file's text. Raises DataError where it is none."""
    try:
        if len(text) > LARGEST:
            raise ValueError(f"longer than {LARGEST} characters")
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("kind", "") != KIND:
            raise ValueError("another kind of file")
        quiz = TypeAdapter(Quiz).validate_json(json.dumps(data), strict=True, extra="forbid")
        if len(quiz.items) > MOST:
            raise ValueError(f"more than {MOST} items")
        if len({item.id for item in quiz.items}) < len(quiz.items):
            raise ValueError("two items have one id")
        for item in quiz.items:
            if fault := faults(item):
                raise ValueError(f"item {item.id!r}: {fault.partition(';')[0]}")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise DataError(f"the file is no saved quiz ({where}: {first['msg']}); open one that was saved here") from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"the file is no saved quiz ({error}); open one that was saved here") from error
    return quiz
