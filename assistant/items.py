"""Quiz items: what is asked, what may be chosen, which is right, and the provisions that say so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.records import InForce, TextStatus

Kind = Literal["multiple choice", "multiple answer", "true/false", "fill in", "matching", "short answer"]
Facet = Literal[
    "who", "how strongly", "how often", "how many", "with whom", "listed", "name", "stands for", "means", "law", "which",
    "what",
]  # fmt: skip
Difficulty = Literal["easy", "medium", "hard"]

KINDS: tuple[Kind, ...] = get_args(Kind)
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)
MOST = 26  # choices or pairs: a letter each
DIGEST = 16  # characters kept of a digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice: its words, whether it is right, and the provision that its words come from ("" where a reader wrote it)."""

    text: str
    right: bool = False
    provision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together in a matching item."""

    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A provision that an item rests on, as it read when the item was made; `quote` was exactly `text[start:end]` of its
    version, and `digest` is that of heading, lead-in, quote and note."""

    provision: str
    document: str
    version: str
    label: str
    tier: str
    lead_in: str
    quote: str
    start: int
    end: int
    text_status: TextStatus
    in_force: InForce
    source: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a quiz. Choices have `options`, gaps and short answers the `answers` that are right (the first as it
    is printed, or a model answer), matching has `pairs`; what does not apply is empty.

    `points` are the points that it tests, and no two items of a quiz share one; the first of `sources` is the key, which the
    explanation quotes; `remark` says what a reader must know of the key besides; `edited` where somebody has changed it.
    """

    id: str
    kind: Kind
    facet: Facet
    points: tuple[str, ...]
    stem: str
    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    sources: tuple[Source, ...]
    difficulty: Difficulty
    remark: str = ""
    whole: str = ""
    edited: bool = False

    @property
    def key(self) -> Source:
        """The provision that decides."""
        return self.sources[0]

    @property
    def right(self) -> tuple[str, ...]:
        """What is right, as it is written in an answer key."""
        if self.pairs:
            return tuple(f"{pair.left}: {pair.right}" for pair in self.pairs)
        return tuple(option.text for option in self.options if option.right) or self.answers

    @property
    def explanation(self) -> tuple[tuple[str, str], ...]:
        """The label and the words of each provision that decides, the key first; a lead-in stands once."""
        told, leads = [], set[str]()
        for source in self.sources:
            lead = "" if source.lead_in in leads else source.lead_in
            leads.add(source.lead_in)
            told.append((source.label, f"{lead} {source.quote}".strip()))
        return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """Items in order, and what they were made with, so that the same can be made again."""

    title: str
    seed: int
    made: str
    index: str
    items: tuple[Item, ...]


def digest(*parts: str) -> str:
    """What tells one wording of a provision from another, whatever its white space: of its heading, its lead-in, its own
    words, its note."""
    said = "\n".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:DIGEST]


def faults(item: Item) -> str:
    """What keeps an item from being answered, in one sentence; "" where nothing does."""
    words = [option.text.casefold() for option in item.options]
    right = sum(option.right for option in item.options)
    if not item.stem:
        return "the question is empty; write one"
    if item.kind in ("multiple choice", "true/false") and (right != 1 or len(words) < 2):
        return f"{right} of {len(words)} choices are right; there must be one, and another that is wrong"
    if item.kind == "multiple answer" and (right == 0 or len(words) < 2):
        return f"{right} of {len(words)} choices are right; there must be one or more, and at least two choices"
    if len(set(words)) < len(words) or max(len(words), len(item.pairs)) > MOST:
        return f"a choice stands there twice, or there are more than {MOST}; change or remove one"
    if item.kind == "true/false" and words != ["true", "false"]:
        return "the choices are not True and False, in this order; restore them"
    if item.kind in ("fill in", "short answer") and not item.answers:
        return "there is no answer; write one a line"
    if item.kind == "matching" and len(item.pairs) < 2:
        return "fewer than two pairs; there must be two or more"
    return "" if item.sources else "it names no provision; open a quiz that was made here"
