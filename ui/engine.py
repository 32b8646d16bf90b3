"""What the screen needs of the engine, so that tests can give it another one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.crosswalk import Crosswalk
from assistant.records import Answer, CitationForm, Definition, Document, Provision, Question


class Shelf(Protocol):
    """The documents of one open index generation, read only."""

    def documents(self) -> tuple[Document, ...]: ...
    def document(self, id: str) -> Document | None: ...
    def text(self, document: str, version: str) -> str: ...
    def provision(self, id: str) -> Provision | None: ...
    def provisions(self, document: str, version: str) -> tuple[Provision, ...]: ...
    def referring(self, id: str) -> tuple[Provision, ...]: ...
    def all_provisions(self) -> tuple[Provision, ...]: ...
    def definitions(self) -> tuple[Definition, ...]: ...
    def forms(self) -> tuple[CitationForm, ...]: ...
    def extra(self, name: str) -> str | None: ...


class Generation(Protocol):
    """One open index generation, with the id that answers carry as their `index`."""

    @property
    def id(self) -> str: ...
    @property
    def store(self) -> Shelf: ...


class Engine(Protocol):
    """Answers questions; shared by all sessions, so nothing of one session may stay in it."""

    def answer(self, question: Question) -> Answer: ...
    def examples(self) -> tuple[str, ...]: ...
    def crosswalks(self, day: date) -> tuple[Crosswalk, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a session works at: the engine, the generation in use (held while a page is drawn), the folder for feedback."""

    engine: Engine
    open_index: Callable[[], AbstractContextManager[Generation]]
    data: Path
