"""`python -m assistant`: `ask "QUESTION"` for one answer, or many from a file; `obligations`, `crosswalk`, `quiz`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    ask.add_argument(
        "--after", action="append", default=[], metavar="QUESTION", help="asked before in the conversation; may be repeated"
    )
    duties = commands.add_parser("obligations", help="who must, must not, should or may do what")
    walks = commands.add_parser("crosswalk", help="what a higher document requires, against what a lower one says")
    quizzes = commands.add_parser("quiz", help="items for a quiz, each with its answer and where it stands")
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["obligations"]:  # an answer needs none of what these bring along
        _duties(duties)
    elif given[:1] == ["crosswalk"]:
        _walks(walks)
    elif given[:1] == ["quiz"]:
        _wanted(quizzes)
    options = parser.parse_args(given)
    others = {"obligations": _obligations, "crosswalk": _crosswalk, "quiz": _quiz}
    if options.command in others:
        return _guarded(others[options.command], options)
    if (options.question is None) == (options.questions is None):
        ask.error("give either a question or --questions FILE")
    if options.question is not None and not options.question.strip():
        ask.error("the question is empty")
    return _guarded(_ask, options)


def _guarded(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    try:
        return command(options)
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


def _duties(parser: argparse.ArgumentParser) -> None:
    from assistant.obligations import MODALITIES, PERIODS
    from assistant.register_formats import FORMATS

    parser.add_argument("--bearer", default="", metavar="NAME", help="only those of this bearer")
    parser.add_argument("--modality", default="", choices=MODALITIES, help="only these")
    parser.add_argument("--tier", default="", metavar="TIER", help="only of this kind of authority")
    parser.add_argument("--subject", default="", metavar="WORDS", help="only under headings with these words")
    parser.add_argument("--every", default="", choices=("any", *PERIODS), help="only those that come round so often")
    parser.add_argument("--search", default="", metavar="WORDS", help="only those that have all these words")
    parser.add_argument("--view", default="", metavar="ID", help="only those of a view that the corpus has")
    parser.add_argument("--document", action="append", default=[], metavar="ID", help="only this document's; repeatable")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="as the texts stood on that day")
    parser.add_argument("--all", action="store_true", help="also of text that no longer stands or does not stand yet")
    parser.add_argument("--start", type=_day, metavar="DATE", help="first day of what comes round, for ics (default: today)")
    _written(parser, FORMATS)


def _walks(parser: argparse.ArgumentParser) -> None:
    from assistant.crosswalk_formats import FORMATS

    parser.add_argument("--id", action="append", default=[], metavar="ID", help="only this one; may be repeated")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="as the texts stood on that day")
    _written(parser, FORMATS)


def _wanted(parser: argparse.ArgumentParser) -> None:
    from assistant.items import DIFFICULTIES, KINDS
    from assistant.quiz_formats import FORMATS

    parser.add_argument("--topic", default="", metavar="T", help="only about these words, or of a view of the register")
    parser.add_argument("--document", action="append", default=[], metavar="ID", help="only this document's; repeatable")
    parser.add_argument("--section", action="append", default=[], metavar="HEADING", help="only under it; repeatable")
    parser.add_argument("--kind", action="append", default=[], choices=KINDS, help="only these; repeatable")
    parser.add_argument("--difficulty", default="", choices=DIFFICULTIES, help="only of this difficulty")
    parser.add_argument("--count", type=_count, default=10, metavar="N", help="items; 0 for all there are (default: 10)")
    parser.add_argument("--seed", type=_count, default=1, metavar="S", help="the same seed, the same quiz (default: 1)")
    parser.add_argument("--summaries", action="store_true", help="also from law that is held as a summary only")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="as the texts stood on that day")
    _written(parser, FORMATS, "md")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write 0, 1 or more")
    return int(text)


def _written(parser: argparse.ArgumentParser, formats: Iterable[str], usual: str = "table") -> None:
    parser.add_argument("--format", default=usual, choices=tuple(formats), help=f"default: {usual}")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there instead of to standard output")


def _obligations(options: argparse.Namespace) -> int:
    from assistant.index import acquire
    from assistant.obligations import Register, Wanted
    from assistant.register_formats import write

    with acquire(S.load(os.environ)) as index:
        register = Register(index.store, options.as_of or date.today())
        known = [document.id for document in index.store.documents()]
    _among(options.document, known, "document", "not in this corpus")
    bearer = {name.lower(): name for name in register.bearers()}.get(options.bearer.lower(), options.bearer)
    _among([bearer] if bearer else [], register.bearers(), "bearer", "bears no obligation")
    tiers = tuple(dict.fromkeys(one.tier for one in register.obligations))
    _among([options.tier] if options.tier else [], tiers, "tier", "obliges nobody")
    _among([options.view] if options.view else [], [view.id for view in register.views], "view", "no such view")
    found = register.find(
        Wanted(
            bearer=bearer, modality=options.modality, tier=options.tier, heading=options.subject,
            every=options.every, search=options.search, view=options.view, documents=tuple(options.document),
            standing=not options.all,
        )
    )  # fmt: skip
    out(write(options.format, found, options.start or date.today()), options.output)
    print(f"{len(found)} of {len(register.obligations)} obligations", file=sys.stderr)  # noqa: T201
    return 0


def _crosswalk(options: argparse.Namespace) -> int:
    from assistant.crosswalk_formats import summary, write
    from assistant.pipeline import Assistant

    found = Assistant.open(S.load(os.environ)).crosswalks(options.as_of or date.today(), options.id)
    if not found:
        raise DataError("corpus.toml: names no [[crosswalk]]; say there which document answers to which")
    out(write(options.format, found), options.output)
    for one in found:
        print(f"{one.pairing.id}: {summary(one)}", file=sys.stderr)  # noqa: T201
    return 0


def _quiz(options: argparse.Namespace) -> int:
    from assistant.index import acquire
    from assistant.obligations import Register
    from assistant.quiz import Asked, QuizMaker
    from assistant.quiz_formats import BINARY, write
    from assistant.quiz_text import left_out

    day = options.as_of or date.today()
    with acquire(S.load(os.environ)) as index:
        maker = QuizMaker(index.store, Register(index.store, day), day, index.id, summaries=options.summaries)
        known = [document.id for document in index.store.documents()]
    _among(options.document, known, "document", "not in this corpus")
    _among([one.lower() for one in options.section], [one.lower() for one in maker.sections()], "section", "not asked about")
    asked = Asked(
        topic=options.topic, documents=tuple(options.document), sections=tuple(options.section), kinds=tuple(options.kind),
        difficulty=options.difficulty, count=options.count, seed=options.seed,
    )  # fmt: skip
    quiz = maker.make(asked)
    out(write(options.format, quiz), options.output, text=options.format not in BINARY)
    wanted = f" of {options.count} wanted: there is no more to ask" if len(quiz.items) < options.count else ""
    print(f"{len(quiz.items)} items{wanted}", file=sys.stderr)  # noqa: T201
    if options.format == "aiken" and left_out(quiz):
        told = ", ".join(dict.fromkeys(item.kind for item in left_out(quiz)))
        print(f"left out {len(left_out(quiz))}, which Aiken can't hold: {told}", file=sys.stderr)  # noqa: T201
    return 0


def _among(given: Sequence[str], known: Sequence[str], what: str, fault: str) -> None:
    """Raises DataError where a name is not one of those known."""
    for name in given:
        if name not in known:
            raise DataError(f"{what} {name!r}: {fault}; there are {', '.join(known) or 'none'}")


def out(made: bytes, to: Path | None, *, text: bool = True) -> None:
    """Writes what was made to a file, or whole to standard output, text with an end of line. Raises DataError where it
    can't be written."""
    if to is None:
        sys.stdout.buffer.write(made if made.endswith(b"\n") or not text else made + b"\n")
        sys.stdout.flush()
        return
    try:
        to.write_bytes(made)
    except OSError as error:
        raise DataError(f"{to}: cannot be written ({error}); name another file with --output") from error


def _ask(options: argparse.Namespace) -> int:
    from assistant.pipeline import Assistant
    from assistant.rendering import as_json, as_text

    limits = {"as_of": options.as_of, "documents": tuple(options.document), "earlier": tuple(options.after)}
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
