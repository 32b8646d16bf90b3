"""A retrieval benchmark in BEIR's folder format: read, and made into the contents of an index, one provision a passage.

A passage's `metadata` is optional: `doc` (its document), `heading` (its headings joined by " > "), `section` (its number),
`parent` (id or text of the passage it stands under), `seq` (its place in reading order). Without it passages that share a
title are one document, and a title that only one passage has is taken for the beginning of its text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import DataError
from assistant.lexical import LexicalRow
from assistant.records import Document, Provision, Version
from ingest.generation import Chunk, Contents

VERSION = "1"
SPLIT = "test"
BETWEEN = "\n\n"
PIECE_END = re.compile(r"\n+|(?<=[.;?!])\s+(?=[A-Z(“\"])")
SHORT = 6
PIECES = 120
PIECE_CHARACTERS = 1200
MOST_PIECES = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One line of `corpus.jsonl`; `document` is empty until it is known which passages belong together."""

    id: str
    text: str
    title: str = ""
    document: str = ""
    headings: tuple[str, ...] = ()
    section: str = ""
    parent: str = ""
    place: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A folder that was read: passages in reading order, the questions to put, and which passages answer each.

    `gold` leads from a question's id to its passages with their grades (1 and more); it is empty where the folder says none.
    """

    passages: tuple[Passage, ...]
    questions: Mapping[str, str]
    gold: Mapping[str, Mapping[str, int]]


def read(folder: Path) -> Benchmark:
    """The benchmark in a folder: all questions where none has gold passages, else those that have. Raises DataError."""
    found: dict[str, Passage] = {}
    for at, row in enumerate(_rows(folder / "corpus.jsonl")):
        passage = _passage(row, at)
        if found.setdefault(passage.id, passage) is not passage:
            raise DataError(
                f"{folder / 'corpus.jsonl'}: {passage.id!r} stands there twice; give each passage an id of its own"
            )
    questions = {str(row["_id"]): str(row["text"]) for row in _rows(folder / "queries.jsonl")}
    gold = {id: passages for id, passages in _gold(folder / "qrels" / f"{SPLIT}.tsv").items() if id in questions}
    wanted = {id: text for id, text in questions.items() if not gold or id in gold}
    if not found or not wanted:
        raise DataError(f"{folder}: there is nothing to search or nothing to ask; corpus.jsonl and queries.jsonl need rows")
    return Benchmark(passages=_placed(found.values()), questions=wanted, gold=gold)


def contents(passages: Sequence[Passage], corpus_hash: str) -> Contents:
    """The contents of an index over these passages: a vector for each, and for each of its sentences or items."""
    groups: dict[str, list[Passage]] = {}
    for one in passages:
        groups.setdefault(one.document, []).append(one)
    texts, provisions, chunks, rows = {}, [], [], []
    pieces = _pieces([one.text for group in groups.values() for one in group])
    for document, group in groups.items():
        texts[document, VERSION] = BETWEEN.join(one.text for one in group)
        start = 0
        for provision, one in zip(_provisions(group), group, strict=True):
            provision = replace(provision, start=start, end=start + len(one.text))
            start = provision.end + len(BETWEEN)
            provisions.append(provision)
            chunks.append(_chunk(provision, "text", 0, one.text))
            chunks.extend(_chunk(provision, "sentence", at, text) for at, text in enumerate(next(pieces)))
            heading = " ".join((one.title, *one.headings)) if len(group) > 1 else ""
            rows.append(LexicalRow(provision=provision.id, document=document, text=one.text, heading=heading))
    return Contents(
        documents=tuple(_document(document, group) for document, group in groups.items()),
        texts=texts,
        provisions=tuple(provisions),
        tiers=(("benchmark",),),
        chunks=tuple(chunks),
        rows=tuple(rows),
        corpus_hash=corpus_hash,
    )


def split(text: str, least: int = 0) -> tuple[str, ...]:
    """The sentences and list items of a text, each of `least` words or more but for the last; () where there is just one.

    A piece of under SHORT words is joined to the one before in any case.
    """
    joined: list[str] = []
    for piece in PIECE_END.split(text):
        words = piece.strip()
        if joined and (len(words.split()) < SHORT or len(joined[-1].split()) < least):
            joined[-1] = f"{joined[-1]} {words}".rstrip()
        elif words:
            joined.append(words)
    return tuple(piece[:PIECE_CHARACTERS] for piece in joined[:PIECES]) if len(joined) > 1 else ()


def _pieces(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What `split` gives for each text, in pieces long enough that a large corpus has no more than MOST_PIECES of them."""
    least = 0
    while True:
        found = [split(text, least) for text in texts]
        if sum(map(len, found)) <= MOST_PIECES:
            return iter(found)
        least = max(2 * least, 12)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON lines file, each with `_id` and `text`. Raises DataError."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict) or "_id" not in row or "text" not in row:
                        raise DataError(f"{path}:{number}: not an object with `_id` and `text`; correct the line")
                    yield row
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read as JSON lines ({error}); a benchmark folder needs this file") from error


def _gold(path: Path) -> dict[str, dict[str, int]]:
    """The passages of each question with grades above 0; empty without the file. A head line is passed over."""
    found: dict[str, dict[str, int]] = {}
    if not path.is_file():
        return found
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and not cells[-1].strip().lstrip("-").isdigit()):
            continue
        try:
            question, passage, grade = cells[0], cells[-2], int(cells[-1])
        except (ValueError, IndexError) as error:
            raise DataError(
                f"{path}:{number}: not a question, a passage and a grade with tabs between; correct it"
            ) from error
        if grade > 0:
            found.setdefault(question, {})[passage] = grade
    return found


def _passage(row: Mapping[str, Any], at: int) -> Passage:
    told = row.get("metadata")
    told = told if isinstance(told, dict) else {}
    place = told.get("seq")
    heading = str(told.get("heading") or "")
    return Passage(
        id=str(row["_id"]),
        text=str(row["text"]),
        title=str(row.get("title") or ""),
        document=str(told.get("doc") or ""),
        headings=tuple(part.strip() for part in heading.split(" > ") if part.strip()),
        section=str(told.get("section") or ""),
        parent=str(told.get("parent") or ""),
        place=float(place) if isinstance(place, int | float) else float(at),
    )


def _placed(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Passages with their documents, in reading order within each; an own title is put before the text."""
    rows = list(passages)
    shared = Counter(one.title for one in rows if not one.document)
    named = [
        replace(
            one, document=one.document or (f"title {one.title}" if one.title and shared[one.title] > 1 else f"only {one.id}")
        )
        for one in rows
    ]
    size = Counter(one.document for one in named)
    first: dict[str, int] = {}
    for at, one in enumerate(named):
        first.setdefault(one.document, at)
    whole = [
        replace(one, text=f"{one.title}\n{one.text}") if size[one.document] == 1 and one.title else one for one in named
    ]
    return tuple(sorted(whole, key=lambda one: (first[one.document], one.place)))


def _provisions(group: Sequence[Passage]) -> list[Provision]:
    """The provisions of one document, each under the passage that its parent or its section number tells; no spans yet."""
    known: dict[str, str] = {}
    for one in group:
        for key in (one.id, one.text, one.section.rstrip(".")):
            known.setdefault(key, one.id)
    known.pop("", None)
    made = []
    for one in group:
        above = known.get(one.parent) or known.get(section_above(one.section), "")
        made.append(
            Provision(
                id=_id(one.document, one.id),
                document=one.document,
                version=VERSION,
                label=f"{one.title} {one.section}".strip() or one.id,
                kind="paragraph",
                path=(one.id,),
                headings=one.headings,
                marker=one.section,
                start=0,
                end=0,
                parent=_id(one.document, above) if above and above != one.id else "",
            )
        )
    return made


def section_above(section: str) -> str:
    """A section number without its last part: `4.2.1` for `4.2.1.(3)`, `4.2` for `4.2.1`; empty above the first."""
    parts = re.match(r"(.*?)[.\s]*(\([^()]*\)|[^.()]+\)?)$", section.rstrip("."))
    return parts[1].rstrip(".") if parts else ""


def _id(document: str, passage: str) -> str:
    return f"{document}@{VERSION}/{passage}"


def _document(id: str, group: Sequence[Passage]) -> Document:
    title = group[0].title or id
    return Document(id=id, title=title, short=title, tier="benchmark", rank=0, versions=(Version(id=VERSION),))


def _chunk(provision: Provision, kind: str, at: int, text: str) -> Chunk:
    id, of = f"{provision.id}#{kind}-{at}", provision
    return Chunk(id=id, provision=of.id, document=of.document, version=VERSION, kind=kind, text=text)
