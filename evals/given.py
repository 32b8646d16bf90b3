"""What the commands of `python -m evals` start from: the cases of a file, an index to run them on, a terminal to tell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings as S
from assistant.errors import DataError

if TYPE_CHECKING:
    from assistant.held import Held
    from evals.cases import Case

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


def updated(settings: S.Settings) -> None:
    """Brings the index of a corpus up to date. Raises what `ingest.update.update` does."""
    from ingest.update import update

    update(settings, DAY, lambda what, done, total: None)


def cases_of(name: str, held: Held) -> tuple[Case, ...]:
    """The cases of one file. Raises DataError, naming case and id, where one needs a provision that the index lacks."""
    from evals import cases as C

    path = C.DATA / f"{name}.jsonl"
    found = C.load(path)
    refuse_unknown(path, C.unknown_gold(found, held.position), held.index.id)
    return found


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
