"""`python -m assistant ask "QUESTION"`: one answer, or many from a file."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from assistant import settings as S
from assistant.errors import DataError, PinpointError
from assistant.records import Question


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 done (a refusal is an answer), 1 failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Ask the governing documents.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    ask = commands.add_parser("ask", help="answer a question, or the questions of a file")
    ask.add_argument("question", nargs="?", help="the question")
    ask.add_argument(
        "--questions", type=Path, metavar="FILE", help="a .jsonl file with `id` and `question` a line; JSON answers out"
    )
    ask.add_argument("--json", action="store_true", help="print the answer as one line of JSON")
    ask.add_argument("--as-of", type=_day, metavar="DATE", help="answer by the law of that day (2024-05-01)")
    ask.add_argument(
        "--document", action="append", default=[], metavar="ID", help="only from this document; may be repeated"
    )
    options = parser.parse_args(argv)
    if (options.question is None) == (options.questions is None):
        ask.error("give either a question or --questions FILE")
    if options.question is not None and not options.question.strip():
        ask.error("the question is empty")
    try:
        return _ask(options)
    except PinpointError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2024-05-01") from None


def _ask(options: argparse.Namespace) -> int:
    from assistant.pipeline import Assistant
    from assistant.rendering import as_json, as_text

    limits = {"as_of": options.as_of, "documents": tuple(options.document)}
    questions = list(_questions(options.questions)) if options.questions else [("", options.question)]
    assistant = Assistant.open(S.load(os.environ))
    many = options.questions is not None
    for id_, text in questions:
        answer = assistant.answer(Question(id=id_, text=text, **limits))
        print(as_json(answer) if many or options.json else as_text(answer), flush=many)  # noqa: T201
    return 0


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    """The (id, question) pairs of a file. Raises DataError naming the line that is not one."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); name a UTF-8 file with one JSON object a line") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            id_, question = str(row.get("id", number)), row["question"].strip()
        except (ValueError, KeyError, AttributeError, TypeError):
            raise DataError(f"{path}:{number}: not a JSON object with a `question` in quotes; correct the line") from None
        if not question:
            raise DataError(f"{path}:{number}: not a JSON object with a `question` that says something; correct the line")
        yield id_, question


if __name__ == "__main__":
    sys.exit(main())
