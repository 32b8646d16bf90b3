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
        _say(f"error: {error}")
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _build(settings: S.Settings) -> int:
    from ingest.update import update

    report, reading = update(settings, date.today(), progress)
    counts = ", ".join(f"{number} {name}" for name, number in report.counts.items())
    built = f"built in {report.seconds:.1f} s, {report.embedded} texts embedded"
    _say(f"index {report.id}: {counts}; {built if report.built else 'up to date, nothing written'}")
    if report.left:
        _say(f"still being read, swept next time: {', '.join(report.left)}")
    if reading.issues:
        _say(f"{len(reading.issues)} places to look at: python -m ingest check")
    return 0


def _check(settings: S.Settings) -> int:
    from ingest.check import report
    from ingest.reading import read_all

    print(report(read_all(settings.corpus, date.today())), flush=True)  # noqa: T201
    return 0


def progress(what: str, done: int, total: int) -> None:
    """A message, or one line on the terminal that is written over; counts are silent where nobody watches."""
    if not total:
        _say(what)
    elif sys.stderr.isatty():
        print(f"\r{what}: {done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)  # noqa: T201


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
