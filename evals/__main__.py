"""`python -m evals`: the scorecard; `evals tune`, `practise`, `relate`, `train`: weights; `evals stock`, `evals retrieval
DIR`: comparison, benchmark."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import settings as S
from assistant.errors import DataError, PinpointError
from evals import learn
from evals.given import DAY, cases_of, counted, opened, say, show

if TYPE_CHECKING:
    from evals.metrics import Run

BASELINE, FLOORS = "baseline.json", "floors.json"
SPLITS = ("tuning", "checking")
HELD_TO_FLOORS = "checking"
OTHER = "`python -m evals retrieval DIR` scores retrieval on a BEIR folder; it has its own --help."
ALIKE = 0.5  # a case that shares so much of its words with a practice question is not counted apart from practice


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 done, 1 failed or under a floor, 2 wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["retrieval"]:
        from evals.beir import main as retrieval

        return retrieval(given[1:])
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="The scorecard over the project's own cases.", epilog=OTHER
    )
    parser.add_argument("command", nargs="?", choices=(*learn.COMMANDS, "stock"), help="else the scorecard is made")
    parser.add_argument("--baseline", action="store_true", help=f"keep this run's verdicts in evals/data/{BASELINE}")
    parser.add_argument("--split", choices=(*SPLITS, "all"), default="all", help="which cases (default: all)")
    parser.add_argument("--no-thesaurus", action="store_true", help="without words that mean the same; no floors")
    options = parser.parse_args(given)
    if options.command in learn.COMMANDS and (options.baseline or options.no_thesaurus or options.split != "all"):
        parser.error(f"{options.command} takes no options")
    if options.command == "stock" and (options.baseline or options.no_thesaurus):
        parser.error("--baseline and --no-thesaurus belong to the scorecard")
    if options.baseline and options.no_thesaurus:
        parser.error("a baseline is kept of the whole, so not with --no-thesaurus")
    splits = SPLITS if options.split == "all" else (options.split,)
    try:
        if options.command in learn.COMMANDS:
            return learn.COMMANDS[options.command]()
        if options.no_thesaurus:
            return _without_thesaurus(splits)
        return _stock(splits) if options.command == "stock" else _scorecard(splits, options.baseline)
    except PinpointError as error:
        say(f"error: {error}")
        return 1


def _scorecard(splits: Sequence[str], keep: bool) -> int:
    from evals import cases as C
    from evals import metrics, report
    from evals.run import run

    missed: list[str] = []
    kept = report.floors(_read(C.DATA / FLOORS), str(C.DATA / FLOORS))
    before = _read(C.DATA / BASELINE)
    now: report.Verdicts = {}
    with opened(S.load(os.environ)) as held:
        for split in splits:
            runs = run(cases_of(split, held), held, DAY, counted(split))
            figures = metrics.figures(runs)
            now.update(report.verdicts(runs))
            if split == HELD_TO_FLOORS:
                missed += report.below(figures, kept)
            for part in (report.table(split, figures), report.confusion(runs), report.milliseconds(runs)):
                show(part + "\n")
            if split == HELD_TO_FLOORS:
                apart = _apart(runs)
                show(report.table(f"{split}, apart from practice", metrics.figures(apart)) + "\n")
    if keep:
        merged = dict(sorted({**before, **now}.items()))
        (C.DATA / BASELINE).write_text(json.dumps(merged, indent=0) + "\n", encoding="utf-8")
        say(f"{C.DATA / BASELINE}: the verdicts of {len(now)} cases kept")
    elif before:
        show(report.compared(before, now))
    for line in missed:
        say(f"error: {HELD_TO_FLOORS}: {line}")
    return 1 if missed else 0


def _without_thesaurus(splits: Sequence[str]) -> int:
    from evals import metrics, report
    from evals.run import run

    with opened(S.load(os.environ), thesaurus=False) as held:
        for split in splits:
            runs = run(cases_of(split, held), held, DAY, counted(split))
            show(report.table(f"{split}, no thesaurus", metrics.figures(runs)) + "\n")
    return 0


def _apart(runs: Sequence[Run]) -> list[Run]:
    """The runs whose questions share less than half of their words with any practice question."""
    from evals import exercises

    shares = exercises.overlap([run.case.question for run in runs], exercises.load())
    return [run for run, share in zip(runs, shares, strict=True) if share < ALIKE]


def _stock(splits: Sequence[str]) -> int:
    from evals import report, stock
    from evals.run import run

    settings = S.load(os.environ)
    folder = settings.index / "evals-stock"
    with opened(settings) as held:
        store = held.index.store
        texts = {(d.id, v.id): store.text(d.id, v.id) for d in store.documents() for v in d.versions if v.file}
        wording = {p.id: texts[p.document, p.version][p.start : p.end] for p in held.provisions}
        search = stock.chain(texts, folder)
        for split in splits:
            cases = cases_of(split, held)
            own = [stock.ours(one) for one in run(cases, held, DAY, counted(split))]
            other = [stock.Given(case=case, texts=tuple(search(case.question))) for case in cases]
            columns = {"stock chain": stock.figures(other, wording), "ours": stock.figures(own, wording)}
            show(report.side_by_side(split, columns) + "\n")
    chain, ours = stock.fresh(folder, cases[0].question)
    show(f"CPU seconds of a fresh process until its answer is printed: stock chain {chain:.2f}, ours {ours:.2f}")
    return 0


def _read(path: Path) -> dict[str, Any]:
    """A JSON object, empty where there is no file. Raises DataError where it isn't one."""
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"{path}: not JSON ({error}); correct it or remove it") from error
    if not isinstance(data, dict):
        raise DataError(f"{path}: not a JSON object; correct it or remove it")
    return data


if __name__ == "__main__":
    sys.exit(main())
