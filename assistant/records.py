"""The records that travel through the project: frozen, keyword-only, made of tuples.

Text is cleaned once, when a file is read. From then on every passage is a span of that canonical text, and what a
reader sees is exactly `text[start:end]`; offsets count characters from 0, `end` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

TextStatus = Literal["verbatim", "summary"]
InForce = Literal["in force", "superseded", "not yet in force", "unknown"]
AnswerStatus = Literal["answered", "partial", "not_found"]
Modality = Literal["must", "must not", "should", "may", ""]
ProvisionKind = Literal["paragraph", "item", "bullet", "title", "unplaced"]
NoticeKind = Literal[
    "placeholder", "advisory", "conflict", "superseded", "upcoming", "summary", "not_held", "drift", "fallback", "redacted"
]
Resolution = Literal["held", "part not held", "unresolved"]


# --- the law as it is cited ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationForm:
    """How one body of law is cited, as `corpus.toml` says it (`[[citation]]`)."""

    code: str
    also: tuple[str, ...] = ()
    section: str = ""
    bare: bool = False
    document: str = ""
    address: str = ""
    pinpoint: Literal["(2)(a)", "B.2"] = "(2)(a)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """One legal citation: code, section, pinpoint parts without brackets (`("2", "a", "iii")`) and the year, if given."""

    code: str
    section: str
    pinpoint: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A citation found in a provision's text, and what it leads to.

    `target` is a provision id for `held`, a document id for `part not held`, empty for `unresolved`.
    """

    cite: Cite
    start: int
    end: int
    resolution: Resolution = "unresolved"
    target: str = ""


# --- documents -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text (or only the known status) of a document between two dates.

    `current` is what is known of it without dates: "unknown" where it is doubtful whether the text still stands.
    `held` says how much of the text there is; `not_seen` lists pinpoints known to exist whose text is not held.
    `followed` where a later version has replaced it on a day that is not known.
    """

    id: str
    file: str = ""
    effective: date | None = None
    superseded: date | None = None
    current: Literal["", "unknown"] = ""
    held: Literal["whole", "part", "status"] = "whole"
    not_seen: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    followed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One governing text as `corpus.toml` enters it. `rank` is the tier's place, 0 the highest."""

    id: str
    title: str
    short: str
    tier: str
    rank: int
    text_status: TextStatus = "verbatim"
    source: str = ""
    cite: str = ""
    note: str = ""
    advisory: str = ""
    versions: tuple[Version, ...] = ()


# --- who bears obligations -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A name under which one who bears obligations is known, and what else documents call it; data of a corpus.

    `within` is the name of the body that it belongs to or acts for; `thing` where it is a paper, not somebody.
    """

    name: str
    also: tuple[str, ...] = ()
    within: str = ""
    thing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A part of the register that is asked for often: obligations with any of the `words`, that concern all of `bearers`."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    bearers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """That a document answers to another: `list` is the place in the `higher` one (a pinpoint, or a heading) whose items the
    `lower` one is to cover; data of a corpus."""

    id: str
    title: str
    higher: str
    list: str
    lower: str


# --- provisions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """The smallest citable unit: a paragraph or list item with its place in the outline.

    `start`/`end` is its own text without the printed marker and without its sub-items. `lead_in` lists the spans
    (start, end), outermost first, that its words complete. `note` is the span of the authority note that backs it.
    """

    id: str
    document: str
    version: str
    label: str
    kind: ProvisionKind
    path: tuple[str, ...]
    headings: tuple[str, ...]
    marker: str
    start: int
    end: int
    parent: str = ""
    children: tuple[str, ...] = ()
    lead_in: tuple[tuple[int, int], ...] = ()
    note: tuple[int, int] | None = None
    placeholders: tuple[tuple[int, int], ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term or abbreviation that a document itself introduces, with the provision that does so."""

    term: str
    also: tuple[str, ...]
    provision: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something in a document that was not understood; kept, reported, and citable by its position."""

    document: str
    version: str
    kind: Literal["unplaced", "unresolved", "part not held", "placeholder", "numbering", "duplicate"]
    start: int
    end: int
    text: str


# --- questions and answers -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as asked, with what limits its answer: the day it is asked for and the documents it is put to; `earlier`
    are the questions of the conversation before it, as they were searched for, the last one last."""

    text: str
    id: str = ""
    as_of: date | None = None
    documents: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A provision that retrieval brought, with its score in [0, 1]."""

    provision: Provision
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One pinpoint citation of an answer; `quote` is exactly `text[start:end]` of its version's canonical text."""

    number: int
    provision: str
    document: str
    version: str
    title: str
    tier: str
    label: str
    lead_in: str
    authority: str
    quote: str
    start: int
    end: int
    text_status: TextStatus
    in_force: InForce
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of an answer with the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a reader must know beside the answer; `citations` are the numbers it concerns."""

    kind: NoticeKind
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer, in the shape that screen, command line and JSON share. Refusal is `status == "not_found"`."""

    id: str
    question: str
    asked_as: str
    status: AnswerStatus
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    follow_ups: tuple[str, ...] = ()
    engine: str = "extractive"
    index: str = ""
    seconds: float = 0.0
