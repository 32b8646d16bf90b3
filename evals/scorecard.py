"""The scorecard: cases run, told in the terminal and on a page, held to floors, baseline and the record of splits."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import crosswalk as W
from assistant import settings as S
from assistant.errors import DataError
from assistant.obligations import Register
from assistant.quiz import QuizMaker
from evals import cases as C
from evals import crosswalk, exercises, metrics, quiz, register, report, splits
from evals.given import DAY, cases_of, counted, opened, ready, refuse_unknown, say, show
from evals.page import Part, page
from evals.parts import by_turn
from evals.run import in_course, run, stood_alone
from evals.splits import APART, CONVERSATIONS, DATED, FRESH, HOSTILE, PLANTED

if TYPE_CHECKING:
    from assistant.held import Held
    from evals.metrics import Run

BASELINE, FLOORS, PAGE = "baseline.json", "floors.json", "scorecard.html"
CHECKING, REGISTER = "checking", "register"
ALIKE = 0.5  # a case that shares so much of its words with a practice question is not counted apart from practice
ABOUT = {
    DATED: ("as of a day", "The same kind of question put on different days: what stands on the day is to be cited."),
    HOSTILE: ("hostile questions", "Questions that carry instructions, forged messages, threats or markup."),
}
COURSE = f"{CONVERSATIONS}, in their course"
TYPED, ALONE = f"{CONVERSATIONS}, as typed", f"{CONVERSATIONS}, each turn made to stand alone"


def scorecard(names: Sequence[str], keep: bool, to: Path | None) -> int:
    """Scores the splits `names`, and what is scored apart where all are; `keep` accepts this run as baseline and record.
    The page goes `to` a file, or into the index folder. The exit code is 1 where a figure misses its limit or cases are not
    the recorded ones."""
    settings = S.load(os.environ)
    limits = report.floors_by_part(_read(C.DATA / FLOORS), str(C.DATA / FLOORS))
    before, record, target = _baseline(), splits.read(), to or settings.index / PAGE
    every = tuple(names) == splits.SPLITS
    scored = (*names, *APART) if every else tuple(names)
    for name in scored:
        C.load(splits.path_of(name), C.labels())  # what is wrong with one is said before the others are run
    _writable(target)
    with opened(settings) as held:
        parts = [_told(part) for split in names for part in _split(split, held, limits.get(split, {}))]
        if every:
            parts += [_told(_apart_of(name, held, limits.get(name, {}))) for name in ABOUT]
            parts += [_told(part) for part in _conversations(held, limits.get(CONVERSATIONS, {}))]
        about = _about(held)
    parts += [_told(_planted(limits.get(PLANTED, {})))] if every else []
    by_hand = _by_hand(limits) if every else []
    show(report.overview({part.name: (len(part.runs), part.figures) for part in parts}) + "\n")
    now = report.verdicts([one for part in parts if part.whole for one in part.runs])
    faults = [f"{part.name}: {line}" for part in parts for line in report.below(part.figures, part.limits)] + by_hand
    compared = report.compared(before, now) if before else ""
    if keep:
        _keep(now if every else {**before, **now})
        splits.write(replace(record, hashes={**record.hashes, **splits.hashes(scored)}))
    else:
        seen = (*scored, FRESH) if record.fresh else scored
        faults += splits.changed(record, splits.hashes(seen))
        show(compared)
    _recorded(record)
    _write(target, page(parts, about, before, now, compared))
    for line in faults:
        say(f"error: {line}")
    return 1 if faults else 0


def without_thesaurus(names: Sequence[str]) -> int:
    """Scores the splits without words that mean the same; no floors, no page."""
    with opened(S.load(os.environ), thesaurus=False) as held:
        for split in names:
            runs = run(cases_of(split, held), held, DAY, counted(split))
            show(report.table(f"{split}, no thesaurus", metrics.figures(runs)) + "\n")
    return 0


def fresh(to: Path | None) -> int:
    """Scores the fresh cases, once. Raises DataError where they have been scored already."""
    record = splits.read()
    if record.fresh is not None:
        raise DataError(
            f"{FRESH}: scored already on {record.fresh.day}; cases that were seen are no longer fresh: write others"
        )
    settings = ready()
    if (settings.corpus.resolve(), settings.embedder, settings.reranker) != (splits.ROOT / "corpus", "", ""):
        raise DataError(f"{FRESH}: scored once, with what is shipped; unset PINPOINT_CORPUS, _EMBEDDER and _RERANKER")
    target = to or settings.index / f"{FRESH}-{PAGE}"
    _writable(target)
    with opened(settings) as held:
        part = Part(name=FRESH, runs=run(cases_of(FRESH, held), held, DAY, counted(FRESH)))
        about = _about(held)
    _told(part)
    figures = {f.name: (f.mean, f.low, f.high, f.n) for f in part.figures if f.n}
    _write(target, page([part], about, {}, report.verdicts(part.runs), ""))
    scored = splits.Scored(day=date.today().isoformat(), engine=splits.engine(), figures=figures)
    splits.write(replace(record, hashes={**record.hashes, **splits.hashes([FRESH])}, fresh=scored))
    return 0


def _split(split: str, held: Held, limits: report.Limits) -> list[Part]:
    runs = run(cases_of(split, held), held, DAY, counted(split))
    if split != CHECKING:
        return [Part(name=split, runs=runs, limits=limits)]
    apart = Part(
        name=f"{split}, apart from practice", runs=tuple(_apart(runs)), whole=False,
        about="The same without the cases that share half of their words with a practice question.",
    )  # fmt: skip
    return [Part(name=split, runs=runs, limits=limits), apart]


def _conversations(held: Held, limits: report.Limits) -> list[Part]:
    turns = cases_of(CONVERSATIONS, held)
    typed = run(turns, held, DAY, counted(CONVERSATIONS))
    alone = run(stood_alone(turns), held, DAY, counted(CONVERSATIONS))
    course = in_course(turns, held, DAY, counted(CONVERSATIONS))
    about = "Each turn is put after those before it, as the engine searched for them."
    rows = [Part(name=COURSE, runs=course, about=about, limits=limits)]
    rows += [Part(name=f"{COURSE}: {name}", runs=some, whole=False) for name, some in by_turn(course).items()]
    rows.append(Part(name=TYPED, runs=typed, whole=False, about="Each turn by itself, as if nothing went before."))
    return [*rows, Part(name=ALONE, runs=alone, whole=False, about="What is asked, written out by hand.")]


def _apart_of(name: str, held: Held, limits: report.Limits) -> Part:
    """Cases of one trait, which are scored beside the splits."""
    title, about = ABOUT[name]
    return Part(name=title, runs=run(cases_of(name, held), held, DAY, counted(name)), about=about, limits=limits)


def _planted(limits: report.Limits) -> Part:
    """Questions over documents in which somebody has planted instructions, markup and false headings."""
    with opened(ready(PLANTED)) as held:
        runs = run(cases_of(PLANTED, held), held, DAY, counted(PLANTED))
    about = "Another corpus, in which hostile text was planted."
    return Part(name="hostile documents", runs=runs, about=about, limits=limits)


def _by_hand(limits: Mapping[str, report.Limits]) -> list[str]:
    """What is held against the work of persons, each told as it is compared; what misses its limit, a line each."""
    return [
        *_registers(limits.get(REGISTER, {})),
        *_crosswalks(limits.get(crosswalk.FILE, {})),
        *_quiz(limits.get(quiz.FILE, {})),
    ]


def _registers(limits: report.Limits) -> list[str]:
    """Tells of the registers of obligations beside those written by hand; what misses its limit, a line each."""
    faults = []
    for name, corpus in register.FILES.items():
        path = C.DATA / f"{name}.jsonl"
        written = register.load(path)
        with opened(ready(corpus)) as held:
            refuse_unknown(path, sorted({one.provision for one in written} - set(held.position)), held.index.id)
            matches = register.matched(written, Register(held.index.store, DAY).obligations)
        found = register.figures(matches)
        show(report.table(f"{name}: obligations", found) + "\n")
        for line in register.wrong(matches):
            show(f"  {line}")
        faults += [f"{name}: {line}" for line in report.below(found, limits)]
    show("")
    return faults


def _crosswalks(limits: report.Limits) -> list[str]:
    """Tells of the crosswalks beside what a reader says to them; what misses its limit, a line each."""
    path = C.DATA / f"{crosswalk.FILE}.jsonl"
    written = crosswalk.load(path)
    with opened(ready()) as held:
        refuse_unknown(path, crosswalk.unknown(written, held.position), held.index.id)
        unsaid = crosswalk.unsaid(written, lambda id_: held.passage(held.position[id_]).whole)
        if unsaid:
            raise DataError(f"{path}: not in its provision: {'; '.join(unsaid)}; copy the words from its text")
        obligations = Register(held.index.store, DAY)
        compared = crosswalk.compared(written, [W.crosswalk(one, held, DAY, obligations) for one in W.pairings(held)])
    found = crosswalk.figures(compared)
    show(report.table(crosswalk.FILE, found) + "\n")
    for line in crosswalk.wrong(compared):
        show(f"  {line}")
    show("")
    return [f"{crosswalk.FILE}: {line}" for line in report.below(found, limits)]


def _quiz(limits: report.Limits) -> list[str]:
    """Tells what a reader said of the items of quizzes; what misses its limit, a line each."""
    verdicts = quiz.load(C.DATA / f"{quiz.FILE}.jsonl")
    with opened(ready()) as held:
        maker = QuizMaker(held.index.store, Register(held.index.store, DAY), DAY, held.index.id, summaries=True)
        read, unread = quiz.judged(quiz.bank(maker), verdicts)
    found = quiz.figures(read)
    show(report.table(f"{quiz.FILE}: items as a reader judged them", found) + "\n")
    for line in quiz.wrong(read, unread):
        show(f"  {line}")
    show("")
    faults = [f"{quiz.FILE}: {line}" for line in report.below(found, limits)]
    return faults + ([f"{quiz.FILE}: {len(unread)} items are not read; add their verdicts"] if unread else [])


def _apart(runs: Sequence[Run]) -> list[Run]:
    """The runs whose questions share less than half of their words with any practice question."""
    shares = exercises.overlap([run.case.question for run in runs], exercises.load())
    return [run for run, share in zip(runs, shares, strict=True) if share < ALIKE]


def _told(part: Part) -> Part:
    """The part, told of as soon as it is there."""
    show(report.table(part.name, [*part.figures, *part.ranking]) + "\n")
    if part.whole:
        show(f"{report.confusion(part.runs)}\n\n{report.milliseconds(part.runs)}\n")
    return part


def _recorded(record: splits.Record) -> None:
    """Tells how the fresh cases were scored, and whether the engine is still the one that was."""
    if record.fresh is None:
        return
    figures = [
        metrics.Figure(name=name, mean=mean, low=low, high=high, n=n)
        for name, (mean, low, high, n) in record.fresh.figures.items()
    ]
    same = "the engine is the same" if splits.engine() == record.fresh.engine else "the engine has changed since"
    show(report.table(f"{FRESH}, scored {record.fresh.day}", figures) + f"\n  scored once; {same}\n")


def _about(held: Held) -> str:
    documents = held.index.store.documents()
    return (
        f"{len(documents)} documents, {len(held.provisions)} provisions, index {held.index.id}; answers as of {DAY}. "
        f"Means with seeded bootstrap intervals (95 %, {metrics.RESAMPLES} draws)."
    )


def _keep(verdicts: Mapping[str, Mapping[str, float]]) -> None:
    text = json.dumps(dict(sorted(verdicts.items())), indent=0)
    splits.replaced(C.DATA / BASELINE, text + "\n")
    say(f"{C.DATA / BASELINE}: the verdicts of {len(verdicts)} cases kept")


def _writable(path: Path) -> None:
    """Raises DataError where a page can't be written: better before the cases are run than after."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error}); name another file with --page") from error


def _write(path: Path, html: str) -> None:
    _writable(path)
    path.write_text(html, encoding="utf-8")
    say(f"{path}: the scorecard as a page")


def _baseline() -> report.Verdicts:
    """The kept verdicts. Raises DataError where the file holds something else."""
    path = C.DATA / BASELINE
    found = _read(path)
    for id_, verdict in found.items():
        if not isinstance(verdict, dict) or not all(isinstance(value, int | float) for value in verdict.values()):
            raise DataError(f"{path}: {id_}: not figures by name; remove the file and accept a run with --baseline")
    return found


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
