"""What the screen needs of the engine, so that tests can give it another one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.crosswalk import Crosswalk
from assistant.obligations import Shelf as Legible
from assistant.records import Answer, Provision, Question


class Shelf(Legible, Protocol):
    """The documents of one open index generation, read only."""

    def provision(self, id: str) -> Provision | None: ...
    def provisions(self, document: str, version: str) -> tuple[Provision, ...]: ...
    def referring(self, id: str) -> tuple[Provision, ...]: ...


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
