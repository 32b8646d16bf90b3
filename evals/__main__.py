"""`python -m evals`: the scorecard; `evals tune`, `practise`, `relate`, `train`: weights; `evals stock`, `evals retrieval
DIR`: comparison, benchmark."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import settings as S
from assistant.errors import DataError, PinpointError

if TYPE_CHECKING:
    from assistant.held import Held
    from evals.cases import Case
    from evals.metrics import Run

DAY = date(2026, 11, 21)  # the cases say what is right on this day
BASELINE, FLOORS = "baseline.json", "floors.json"
SPLITS = ("tuning", "checking")
LEARNING = ("tune", "practise", "relate", "train")
HELD_TO_FLOORS = "checking"
CORPORA = Path(__file__).resolve().parent.parent / "tests" / "corpora"
OTHERS = ("town", "clinic", "campus")  # corpora on other subjects whose cases train too; each is never scored
OTHER = "`python -m evals retrieval DIR` scores retrieval on a BEIR folder; it has its own --help."
ALIKE = 0.5  # a case that shares so much of its words with a practice question is not counted apart from practice
REFUSED = 0.04  # share of the answerable questions that the decision may refuse, cross-validated


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0 done, 1 failed or under a floor, 2 wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["retrieval"]:
        from evals.beir import main as retrieval

        return retrieval(given[1:])
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="The scorecard over the project's own cases.", epilog=OTHER
    )
    parser.add_argument("command", nargs="?", choices=(*LEARNING, "stock"), help="else the scorecard is made")
    parser.add_argument("--baseline", action="store_true", help=f"keep this run's verdicts in evals/data/{BASELINE}")
    parser.add_argument("--split", choices=(*SPLITS, "all"), default="all", help="which cases (default: all)")
    options = parser.parse_args(given)
    if options.command in LEARNING and (options.baseline or options.split != "all"):
        parser.error(f"{options.command} takes no options")
    if options.command == "stock" and options.baseline:
        parser.error("--baseline belongs to the scorecard")
    splits = SPLITS if options.split == "all" else (options.split,)
    try:
        if options.command in LEARNING:
            return {"tune": _tune, "practise": _practise, "relate": _relate, "train": _train}[options.command]()
        return _stock(splits) if options.command == "stock" else _scorecard(splits, options.baseline)
    except PinpointError as error:
        _say(f"error: {error}")
        return 1


def _scorecard(splits: Sequence[str], keep: bool) -> int:
    from evals import cases as C
    from evals import metrics, report
    from evals.run import run

    missed: list[str] = []
    kept = report.floors(_read(C.DATA / FLOORS), str(C.DATA / FLOORS))
    before = _read(C.DATA / BASELINE)
    now: report.Verdicts = {}
    with _open(S.load(os.environ)) as held:
        for split in splits:
            runs = run(_cases(split, held), held, DAY, _counted(split))
            figures = metrics.figures(runs)
            now.update(report.verdicts(runs))
            if split == HELD_TO_FLOORS:
                missed += report.below(figures, kept)
            for part in (report.table(split, figures), report.confusion(runs), report.milliseconds(runs)):
                _print(part + "\n")
            if split == HELD_TO_FLOORS:
                apart = _apart(runs)
                _print(report.table(f"{split}, apart from practice", metrics.figures(apart)) + "\n")
    if keep:
        merged = dict(sorted({**before, **now}.items()))
        (C.DATA / BASELINE).write_text(json.dumps(merged, indent=0) + "\n", encoding="utf-8")
        _say(f"{C.DATA / BASELINE}: the verdicts of {len(now)} cases kept")
    elif before:
        _print(report.compared(before, now))
    for line in missed:
        _say(f"error: {HELD_TO_FLOORS}: {line}")
    return 1 if missed else 0


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
    with _open(settings) as held:
        store = held.index.store
        texts = {(d.id, v.id): store.text(d.id, v.id) for d in store.documents() for v in d.versions if v.file}
        wording = {p.id: texts[p.document, p.version][p.start : p.end] for p in held.provisions}
        search = stock.chain(texts, folder)
        for split in splits:
            cases = _cases(split, held)
            own = [stock.ours(one) for one in run(cases, held, DAY, _counted(split))]
            other = [stock.Given(case=case, texts=tuple(search(case.question))) for case in cases]
            columns = {"stock chain": stock.figures(other, wording), "ours": stock.figures(own, wording)}
            _print(report.side_by_side(split, columns) + "\n")
    chain, ours = stock.fresh(folder, cases[0].question)
    _print(f"CPU seconds of a fresh process until its answer is printed: stock chain {chain:.2f}, ours {ours:.2f}")
    return 0


def _tune() -> int:
    from evals import lessons, tune
    from ingest import adapter, export

    learned = lessons.load()
    asked = sum(len(lesson.questions) for lesson in learned)
    _say(f"{len(learned)} lessons, {asked} questions")
    source = export.model_folder("")
    adapter.save(tune.tune(lambda: export.transformer(source), learned, export.base_hash(source), _stepped))
    _say(f"{adapter.FILE} written: run `python -m evals practise`, or `python -m ingest` and `python -m evals train`")
    return 0


def _practise() -> int:
    from evals import lessons, practice
    from ingest import adapter, export

    source, kept = _adapted()
    texts, asked = _asked()
    adapter.save(practice.practise(lambda: export.transformer(source), kept, texts, asked, lessons.load(), _stepped))
    _say(f"{adapter.FILE} written: run `python -m evals relate`, `python -m ingest`, then `python -m evals train`")
    return 0


def _relate() -> int:
    from evals import lessons, relate, tune
    from ingest import adapter, export, interaction

    source, kept = _adapted()
    others = [(tune.texts_of(lesson), [(q, frozenset(gold)) for q, gold in lesson.questions]) for lesson in lessons.load()]
    interaction.save(relate.relate(lambda: export.transformer(source), kept, _asked(), others, _stepped))
    _say(f"{adapter.INTERACTION} written: run `python -m ingest`, then `python -m evals train`")
    return 0


def _adapted() -> tuple[Path, Any]:
    """The folder of the installed model and the adapter for it. Raises DataError where there is none."""
    from ingest import adapter, export

    source = export.model_folder("")
    kept = adapter.load(export.base_hash(source))
    if kept is None:
        raise DataError(f"{adapter.FILE}: no adapter for {source.name} to go on from; run `python -m evals tune` first")
    return source, kept


def _asked() -> tuple[list[str], list[tuple[str, frozenset[int]]]]:
    """The provisions of the index in use as the models read them, and the practice questions over them."""
    from assistant.records import Question
    from assistant.retrieval import analysed
    from evals import exercises
    from ingest import contents

    asks = exercises.load()
    with _open(S.load(os.environ)) as held:
        read = dict(contents.late_texts([held.passage(at) for at in range(len(held.provisions))]))
        if not read:
            raise DataError(f"{held.index.id}: too many provisions for token vectors, so there is nothing to practise")
        _refuse_unknown(exercises.FILE, exercises.unknown_gold(asks, read), held.index.id)
        place = {id_: at for at, id_ in enumerate(read)}
        asked = [
            (analysed(Question(text=one.question), held).text, frozenset(place[id_] for id_ in one.gold)) for one in asks
        ]
    _say(f"{len(asked)} questions over {len(read)} provisions")
    return [*read.values()], asked


def _stepped(step: int, steps: int, loss: float) -> None:
    if sys.stderr.isatty() or step % 100 == 0 or step == steps:
        _say(f"step {step} of {steps}, loss {loss:.3f}")


def _train() -> int:
    import numpy as np

    from assistant import forest
    from evals import train
    from evals.metrics import separation

    usual = S.load(os.environ)
    with ExitStack() as stack:
        parts = {}
        for name in ("tuning", *OTHERS):
            other = replace(usual, corpus=CORPORA / name, index=usual.index / f"evals-{name}")
            there = usual if name == "tuning" else other
            _update(there)
            parts[name] = _samples(name, stack.enter_context(_open(there)))
        samples = [sample for part in parts.values() for sample in part]
        stages = train.stages(samples)
    answered = np.array([sample.case.status != "not_found" for sample in samples], dtype=bool)
    weight = train.weights_of(samples)
    for stage in stages:
        sure = train.cross_decision(stage.rows, answered, weight, stage.names)
        start = 0
        for name, part in parts.items():
            here = slice(start, start + len(part))
            start += len(part)
            ranks = ", ".join(f"{what} {share:.3f}" for what, share in train.ranks(part, stage.scores[here]).items())
            limit = train.threshold(sure[here], answered[here], REFUSED)
            refused = float((sure[here][~answered[here]] < limit).mean())
            area = separation(sure[here], answered[here])
            _print(f"{stage.which}ranker over {len(part)} {name} cases, cross-validated: gold in {ranks}")
            _print(
                f"  {stage.which}decision: area {area:.3f}; unanswerable refused {refused:.3f} at {REFUSED:g} of the others"
            )
        decision = train.fit_decision(stage.rows, answered, weight, stage.names)
        decision = replace(decision, yes_from=train.threshold(sure, answered, REFUSED))
        forest.save(stage.ranker, f"{stage.which}ranker")
        forest.save(decision, f"{stage.which}decision")
        _say(f"{forest.DATA}: {stage.which}ranker.npz and {stage.which}decision.npz, yes from {decision.yes_from:.3f}")
    return 0


def _samples(name: str, held: Held) -> list[Any]:
    from evals import train

    cases, tell = _cases(name, held), _counted(name)
    if not len(held.index.keys):
        raise DataError(
            f"{held.index.id}: no interaction model has read it; leave PINPOINT_EMBEDDER empty, run `python -m ingest`"
        )
    samples = []
    for at, case in enumerate(cases, start=1):
        samples.append(train.sample(case, held))
        tell(at, len(cases))
    return samples


@contextmanager
def _open(settings: S.Settings) -> Iterator[Held]:
    from assistant.held import Held
    from assistant.index import acquire
    from assistant.reranker import reranker

    with acquire(settings) as index:
        yield Held(index, DAY, reranker=reranker(settings.reranker))


def _update(settings: S.Settings) -> None:
    from ingest.update import update

    update(settings, DAY, lambda what, done, total: None)


def _cases(name: str, held: Held) -> tuple[Case, ...]:
    """The cases of one file; those that need a provision which the index lacks are an error naming case and id."""
    from evals import cases as C

    path = C.DATA / f"{name}.jsonl"
    found = C.load(path)
    _refuse_unknown(path, C.unknown_gold(found, held.position), held.index.id)
    return found


def _refuse_unknown(path: Path, unknown: Sequence[str], index: str) -> None:
    """Raises DataError where a file names provisions that are `unknown` in the index."""
    if unknown:
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        todo = "correct the ids, or set PINPOINT_CORPUS to the documents they are of"
        raise DataError(f"{path}: no such provision in {index}: {'; '.join(unknown[:5])}{more}; {todo}")


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


def _counted(what: str) -> Any:
    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{what}: {done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)  # noqa: T201

    return tell


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
