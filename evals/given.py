"""What the commands of `python -m evals` start from: the cases of a file, an index to run them on, a terminal to tell."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings as S
from assistant.errors import DataError
from evals.splits import CONVERSATIONS, FRESH, SPLITS

if TYPE_CHECKING:
    from assistant.held import Held
    from evals.cases import Case

CORPORA = Path(__file__).resolve().parent.parent / "tests" / "corpora"
DAY = date(2026, 11, 21)  # the cases say what is right on this day


@contextmanager
def opened(settings: S.Settings, thesaurus: bool = True) -> Iterator[Held]:
    """The index in use on the cases' day; without `thesaurus` only what the documents themselves introduce means the same.
    Raises IndexMissing where there is none, IndexMismatch where it is damaged, SettingError for an unusable reranker."""
    from assistant.held import Held
    from assistant.index import acquire
    from assistant.reranker import reranker
    from assistant.threads import one_for_products

    one_for_products()
    with acquire(settings) as index:
        yield Held(index, DAY, thesaurus, reranker=reranker(settings.reranker))


def ready(corpus: str = "") -> S.Settings:
    """The settings for the shipped corpus, or for another one of CORPORA, with its index brought up to date. Raises what
    `ingest.update.update` does."""
    from ingest.update import update

    settings = S.load(os.environ)
    if corpus:
        settings = replace(settings, corpus=CORPORA / corpus, index=settings.index / f"evals-{corpus}")
    update(settings, DAY, lambda what, done, total: None)
    return settings


def cases_of(name: str, held: Held, labelled: bool = True) -> tuple[Case, ...]:
    """The cases of one file, their labels checked where they are `labelled`. Raises DataError, naming the case, where one
    needs a provision that the index lacks or a fact that no needed provision states."""
    from evals import cases as C

    path = C.DATA / f"{name}.jsonl"
    found = C.load(path, C.labels() if labelled else None)
    refuse_strangers(path, found)
    refuse_unknown(path, C.unknown_gold(found, held.position), held.index.id)
    refuse_unsaid(path, found, held)
    return found


def refuse_strangers(path: Path, cases: Sequence[Case]) -> None:
    """Raises DataError where a case of a split stands in another split's file, or a conversation a case that is no turn."""
    if path.stem in (*SPLITS, FRESH):
        wrong = [case.id for case in cases if case.split != path.stem]
    else:
        wrong = [case.id for case in cases if path.stem == CONVERSATIONS and not case.turn]
    if wrong:
        raise DataError(f"{path}: {', '.join(wrong[:5])}: belongs to another file; correct the split, or move the line")


def refuse_unsaid(path: Path, cases: Sequence[Case], held: Held) -> None:
    """Raises DataError where a fact stands in no needed provision: its label, its lead-in, its own words."""
    from evals import cases as C

    def written(id_: str) -> str:
        passage = held.passage(held.position[id_])
        return f"{passage.provision.label} {passage.whole}"

    unsaid = C.unsupported_facts(cases, written)
    if unsaid:
        more = f" and {len(unsaid) - 5} more" if len(unsaid) > 5 else ""
        raise DataError(f"{path}: no needed provision says {'; '.join(unsaid[:5])}{more}; copy facts from their text")


def refuse_unknown(path: Path, unknown: Sequence[str], index: str) -> None:
    """Raises DataError where a file names provisions that are `unknown` in the index."""
    if unknown:
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        todo = "correct the ids, or set PINPOINT_CORPUS to the documents they are of"
        raise DataError(f"{path}: no such provision in {index}: {'; '.join(unknown[:5])}{more}; {todo}")


def counted(what: str) -> Callable[[int, int], None]:
    """A progress line on a terminal, silent elsewhere."""

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{what}: {done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)  # noqa: T201

    return tell


def show(text: str) -> None:
    """Prints a result."""
    print(text, flush=True)  # noqa: T201


def say(message: str) -> None:
    """Prints what is no result: where a command stands, or what went wrong."""
    print(message, file=sys.stderr)  # noqa: T201
