"""`python -m ingest`: builds or updates the index; `python -m ingest check`: what was not understood."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date

from assistant import settings as S
from assistant.errors import PinpointError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 done, 1 failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Build or update the index of the corpus folder.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("check", help="report what was not understood: outline, references, placeholders")
    options = parser.parse_args(argv)
    try:
        settings = S.load(os.environ)
        return _check(settings) if options.command == "check" else _build(settings)
    except PinpointError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1
    except BrokenPipeError:
        return 1


def _build(settings: S.Settings) -> int:
    from assistant.index import corpus_hash, sources
    from ingest.contents import contents
    from ingest.generation import build
    from ingest.reading import read_all

    signed = corpus_hash(*sources(settings))
    reading = read_all(settings.corpus, date.today())
    report = build(settings, contents(reading, signed), _progress)
    counts = ", ".join(f"{number} {name}" for name, number in report.counts.items())
    state = f"built in {report.seconds:.1f} s, {report.embedded} texts embedded" if report.built else "up to date, nothing written"
    print(f"index {report.id}: {counts}; {state}", file=sys.stderr)  # noqa: T201
    if report.left:
        print(f"still being read, swept next time: {', '.join(report.left)}", file=sys.stderr)  # noqa: T201
    if reading.issues:
        print(f"{len(reading.issues)} places to look at: python -m ingest check", file=sys.stderr)  # noqa: T201
    return 0


def _check(settings: S.Settings) -> int:
    from ingest.check import report
    from ingest.reading import read_all

    print(report(read_all(settings.corpus, date.today())))  # noqa: T201
    return 0


def _progress(what: str, done: int, total: int) -> None:
    """One line on the terminal that is written over; silent where nobody watches."""
    if not total:
        print(what, file=sys.stderr)  # noqa: T201
    elif sys.stderr.isatty():
        print(f"\r{what}: {done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
