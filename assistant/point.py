"""What can be asked once: a facet of an obligation, an item of a list, a term, a citation; and the lists there are."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.items import Facet, digest
from assistant.obligations import Obligation
from assistant.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list of a document: its lead-in as printed, those items that lead in nothing themselves, and `every` item.

    `whole` where all items can be asked for, `open` where one is for all the rest; `who` are those that its items oblige.
    """

    id: str
    lead: str
    items: tuple[Passage, ...]
    every: tuple[Passage, ...]
    whole: bool
    open: bool
    who: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that can be asked once: a facet of an obligation, or an item of a list. `says` are its words, by which the
    same point is known again elsewhere; `of` is the list or provision that it belongs to; `before` is what leads its
    sentence in, where it completes that; `at` is where the gap stands in the sentence, -1 where it stands there once."""

    id: str
    facet: Facet
    of: str
    says: str
    passage: Passage
    obligation: Obligation | None = None
    listed: Listed | None = None
    before: str = ""
    sentence: str = ""
    gap: str = ""
    at: int = -1


def read_digest(known: Passage, note: str) -> str:
    """The digest of a provision as it reads: its last heading, its lead-in, its own words and the note that backs it."""
    return digest("".join(known.provision.headings[-1:]), known.lead_in, known.own, note)
