"""`python -m evals`: the scorecard; `evals tune`, `practise`, `relate`, `train`: weights; `evals stock`, `evals retrieval
DIR`: comparison, benchmark; `evals fresh`: cases that are scored once; `evals adopt`: a complaint becomes a case."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import PinpointError
from evals import learn
from evals.given import say
from evals.splits import FRESH, SPLITS

OTHERS = (
    "`python -m evals retrieval DIR` scores retrieval on a BEIR folder, `python -m evals adopt` makes a case of a "
    "complaint; both have their own --help."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 done, 1 failed or under a floor, 2 wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["retrieval"]:
        from evals.beir import main as retrieval

        return retrieval(given[1:])
    if given[:1] == ["adopt"]:
        from evals.adopt import main as adopt

        return adopt(given[1:])
    options = _options(given)
    try:
        return _run(options)
    except PinpointError as error:
        say(f"error: {error}")
        return 1


def _options(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="The scorecard over the project's own cases.", epilog=OTHERS
    )
    parser.add_argument("command", nargs="?", choices=(*learn.COMMANDS, "stock", FRESH), help="else the scorecard is made")
    parser.add_argument("--baseline", action="store_true", help="accept this run: keep its verdicts and the splits' hashes")
    parser.add_argument("--split", choices=(*SPLITS, "all"), default="all", help="which cases (default: all)")
    parser.add_argument("--no-thesaurus", action="store_true", help="without words that mean the same; no floors")
    parser.add_argument("--page", type=Path, metavar="FILE", help="where the page goes (default: into the index folder)")
    options = parser.parse_args(given)
    command = options.command
    if command in (*learn.COMMANDS, FRESH) and (options.baseline or options.no_thesaurus or options.split != "all"):
        parser.error(f"{command} takes no such options")
    if command == "stock" and (options.baseline or options.no_thesaurus):
        parser.error("--baseline and --no-thesaurus belong to the scorecard")
    if options.no_thesaurus and (options.baseline or options.page):
        parser.error("a baseline and a page are made of the whole, so not with --no-thesaurus")
    if options.page and command not in (None, FRESH):
        parser.error(f"{command} makes no page")
    return options


def _run(options: argparse.Namespace) -> int:
    names = SPLITS if options.split == "all" else (options.split,)
    if options.command in learn.COMMANDS:
        return learn.COMMANDS[options.command]()
    if options.command == "stock":
        from evals.stock import compare

        return compare(names)
    from evals import scorecard

    if options.command == FRESH:
        return scorecard.fresh(options.page)
    if options.no_thesaurus:
        return scorecard.without_thesaurus(names)
    return scorecard.scorecard(names, options.baseline, options.page)


if __name__ == "__main__":
    sys.exit(main())
