"""`python -m evals retrieval DIR`: scores retrieval on a benchmark in BEIR's folder format, through the project's own index.

Each row of the table is one way to rank, so that what was learned from the very folder is never mistaken for what wasn't.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant import settings as S
from assistant.errors import DataError, PinpointError
from assistant.index import acquire
from assistant.manifest import file_hash
from assistant.parts import Index
from evals import beir_learn as L
from evals.beir_folder import Benchmark, contents, read
from evals.beir_stage import WEIGHTS, Found, Stage
from evals.ranking import measured

ENOUGH = 200
SAMPLES = 1000
MEASURES = ("R@10", "AP@10", "nDCG@10", "RR@10")
TITLES = ("Recall@10", "MAP@10", "nDCG@10", "MRR@10")

Rankings = Mapping[str, L.Ranking]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way to rank all questions: a name for the run file, what a reader must know of it, the rankings by question."""

    name: str
    about: str
    rankings: Rankings


def main(argv: Sequence[str]) -> int:
    """Runs the command; the exit code is 0 done, 1 failed, 2 wrong usage."""
    options = _options(argv)
    try:
        _run(options)
    except PinpointError as error:
        _say(f"error: {error}")
        return 1
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evals retrieval", description="Score retrieval on a BEIR-format folder."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="corpus.jsonl, queries.jsonl and qrels/test.tsv")
    parser.add_argument("--run", type=Path, metavar="FILE", help="write the ranking of the table's last row as a TREC run")
    parser.add_argument(
        "--folds", type=int, default=5, help=f"cross-validate in so many folds, given {ENOUGH} labelled questions; 0: never"
    )
    parser.add_argument("--keep", action="store_true", help=f"train on all its questions and write {L.KEPT.name}")
    options = parser.parse_args(argv)
    if options.folds < 0 or options.folds == 1:
        parser.error("--folds: 0, or 2 and more")
    return options


def _run(options: argparse.Namespace) -> None:
    started = time.perf_counter()
    benchmark = read(options.folder)
    if options.keep and not benchmark.gold:
        raise DataError(
            f"{options.folder}: no question has a gold passage in qrels/test.tsv, so there is nothing to train on"
        )
    with indexed(options.folder, benchmark) as index:
        bare = not any(one.headings for one in benchmark.passages)
        stage = Stage(index, bare)
        found = dict(zip(benchmark.questions, stage.find(list(benchmark.questions.values()), _tell), strict=True))
        if options.keep:
            _keep(benchmark, found, stage, Stage(index, bare=True))
    rows = ranking_rows(benchmark, found, stage.ids, options.folds, L.load(), bare)
    if options.run:
        _write_run(options.run, rows[-1])
    print(report(options.folder.name, benchmark, rows))  # noqa: T201
    _say(f"{time.perf_counter() - started:.0f} s in all")


@contextmanager
def indexed(folder: Path, benchmark: Benchmark) -> Iterator[Index]:
    """The benchmark's own index, below the index folder by the hash of its passages; built where it is not there yet."""
    from ingest.generation import build

    digest = file_hash(folder / "corpus.jsonl")
    usual = S.load(os.environ)
    own = replace(usual, corpus=folder, index=usual.index / "benchmarks" / digest[:16])
    report = build(own, contents(benchmark.passages, digest), _tell)
    done = (
        f"built in {report.seconds:.0f} s, {report.embedded} texts embedded"
        if report.built
        else "up to date, nothing embedded"
    )
    _say(f"index {report.id}: {', '.join(f'{number} {name}' for name, number in report.counts.items())}; {done}")
    with acquire(own, stale=True) as index:
        yield index


def ranking_rows(
    benchmark: Benchmark, found: Mapping[str, Found], ids: Sequence[str], folds: int, kept: L.Kept | None, bare: bool
) -> list[Row]:
    """The ways to rank, the one to go by last."""
    parts = (("words", "text", "words alone (BM25)"), ("meaning", "dense", "meaning alone (cosine)"))
    weights = ", ".join(f"{name} {weight:g}" for name, weight in WEIGHTS.items())
    rows = [
        Row(name=name, about=about, rankings={id: L.ordered(one, key, ids) for id, one in found.items()})
        for name, key, about in (
            *parts,
            ("first-stage", "fused", f"first stage, weights set by hand where the kept ones were trained: {weights}"),
        )
    ]
    if kept:
        forest, seen = kept.bare if bare else kept.whole, kept.seen(benchmark.questions.values())
        about = "kept weights, no label of this folder used"
        if seen:
            about = f"kept weights, TRAINED ON {seen} of these questions: no measurement"
        rankings = {id: L.ranked(one, forest, ids) for id, one in found.items()}
        rows.append(Row(name="kept-seen" if seen else "kept", about=about, rankings=rankings))
    if folds and len(benchmark.gold) >= ENOUGH:
        labelled = list(benchmark.gold)
        gold = [benchmark.gold[id] for id in labelled]
        learned = L.cross_validated([found[id] for id in labelled], gold, ids, folds, _tell)
        about = (
            f"weights by {folds}-fold cross-validation: each question ranked by weights learned from the other folds' labels"
        )
        rows.append(Row(name="cross-validated", about=about, rankings=dict(zip(labelled, learned, strict=True))))
    return rows


def report(title: str, benchmark: Benchmark, rows: Sequence[Row]) -> str:
    """The table: a measure's mean over the labelled questions with its bootstrap 95% interval, then what each row is."""
    told = [f"{number}. {row.name}: {row.about}" for number, row in enumerate(rows, start=1)]
    asked = (
        f"{title}: {len(benchmark.passages)} passages, {len(benchmark.questions)} questions, {len(benchmark.gold)} labelled"
    )
    if not benchmark.gold:
        return "\n".join((f"{asked}; nothing to measure", *told))
    lines = [" " * 18 + "".join(f"{title:<23}" for title in TITLES).rstrip()]
    for row in rows:
        values = measured(MEASURES, benchmark.gold, row.rankings)
        cells = (f"{mean:.3f} [{low:.3f}, {high:.3f}]  " for mean, low, high in map(interval, values.T))
        lines.append(f"{row.name:<18}" + "".join(cells).rstrip())
    return "\n".join(
        (f"{asked} (n = {len(benchmark.gold)}; 95% intervals by bootstrap over questions)", "", *lines, "", *told)
    )


def interval(values: np.ndarray[tuple[int], np.dtype[np.float64]], seed: int = 0) -> tuple[float, float, float]:
    """The mean with its 95% interval by a seeded bootstrap."""
    draw = np.random.default_rng(seed)
    means = [values[draw.integers(0, len(values), len(values))].mean() for _ in range(SAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(values.mean()), float(low), float(high)


def _keep(benchmark: Benchmark, found: Mapping[str, Found], stage: Stage, bare: Stage) -> None:
    """Trains the weights to be kept on all labelled questions, with what is known of the passages' places and without."""
    asked, gold = [benchmark.questions[id] for id in benchmark.gold], list(benchmark.gold.values())
    whole = L.train([found[id] for id in benchmark.gold], gold, stage.ids)
    L.keep({"whole": whole, "bare": L.train(list(bare.find(asked, _tell)), gold, bare.ids)}, asked)
    _say(f"{L.KEPT} written, trained on {len(asked)} questions")


def _write_run(path: Path, row: Row) -> None:
    lines = (
        f"{id} Q0 {passage} {rank} {1 / rank:.6f} {row.name}\n"
        for id, ranking in row.rankings.items()
        for rank, passage in enumerate(ranking, start=1)
    )
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise DataError(f"{path} cannot be written ({error}); name a file in a folder that is there") from error
    _say(f"{path}: TREC run of the row {row.name}")


def _tell(what: str, done: int, total: int) -> None:
    """A line a message; counts on one line that is written over, silent where nobody watches."""
    if not total:
        _say(what)
    elif sys.stderr.isatty():
        print(f"\r{what}: {done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)  # noqa: T201


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201
