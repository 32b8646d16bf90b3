"""The pipeline: retrieve, draft, verify, answer. `Assistant.chain` is the same as a LangChain runnable."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any

from assistant.composing import compose
from assistant.conversation import standalone
from assistant.drafting import draft
from assistant.errors import DataError
from assistant.followups import examples
from assistant.held import Held
from assistant.index import acquire
from assistant.parts import Index
from assistant.records import Answer, Question
from assistant.reranker import reranker
from assistant.retrieval import Find, retrieve
from assistant.settings import Settings
from assistant.threads import one_for_products
from assistant.verification import verify

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.crosswalk import Crosswalk


def answer(question: Question, held: Held, day: date, find: Find = retrieve) -> Answer:
    """One question's way: what is found, what of it is said, what of that holds, and the answer."""
    started = time.perf_counter()
    asked = standalone(question.text, question.earlier, lambda stem: stem in held.lexicon.frequency)
    found = replace(find(replace(question, text=asked), held, day), question=question)
    drafted = draft(found)
    checked = verify(drafted, found.closed, held.index.store.text)
    return compose(found, checked, time.perf_counter() - started)


class Assistant:
    """The engine of a process. Safe to share between threads; the pointer to the index is read at each question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = RLock()
        self._held: Held | None = None

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """An assistant over the index that the settings name; numpy keeps to one thread from then on. Raises IndexMissing or
        IndexMismatch where it can't serve."""
        one_for_products()
        assistant = cls(settings)
        with assistant.held():
            return assistant

    def answer(self, question: Question) -> Answer:
        """The answer to one question, by the law of `question.as_of`, or of today."""
        return self._answer(question, retrieve)

    @cached_property
    def chain(self) -> Runnable[Any, Answer]:
        """The same as a LangChain runnable over a LangChain retriever: `invoke`, `batch`, `stream`, callbacks."""
        from assistant.chain import runnable

        return runnable(self._answer)

    def examples(self) -> tuple[str, ...]:
        """Questions that the documents answer."""
        with self.held() as held:
            return examples(held)

    def crosswalks(self, day: date, only: Sequence[str] = ()) -> tuple[Crosswalk, ...]:
        """The crosswalks that the corpus names, or those of them with these ids, as texts stand on a day. Raises DataError
        where an id is of none, and where the corpus names what it lacks."""
        from assistant.crosswalk import crosswalk, pairings
        from assistant.obligations import Register

        with self.held() as held:
            every = {one.id: one for one in pairings(held)}
            unknown = [id_ for id_ in only if id_ not in every]
            if unknown:
                known = ", ".join(every) or "none"
                raise DataError(f"crosswalk {unknown[0]!r}: no such one in corpus.toml; there are {known}")
            register = Register(held.index.store, day)
            return tuple(crosswalk(one, held, day, register) for id_, one in every.items() if not only or id_ in only)

    @contextmanager
    def index(self) -> Iterator[Index]:
        """The generation in use, held while the block runs."""
        with acquire(self._settings) as index:
            yield index

    @contextmanager
    def held(self) -> Iterator[Held]:
        """What the generation in use holds, made once a generation."""
        with acquire(self._settings) as index:
            with self._lock:
                if self._held is None or self._held.index is not index:
                    self._held = Held(index, date.today(), reranker=reranker(self._settings.reranker))
                held = self._held
            yield held

    def _answer(self, asked: Question | str, find: Find) -> Answer:
        question = Question(text=asked) if isinstance(asked, str) else asked
        question = replace(question, text=" ".join(question.text.split()))
        with self.held() as held:
            unknown = [id_ for id_ in question.documents if id_ not in held.places.documents]
            if unknown:
                known = ", ".join(held.places.documents)
                raise DataError(f"document {unknown[0]!r}: not in this corpus; there are {known}")
            return answer(question, held, question.as_of or date.today(), find)
