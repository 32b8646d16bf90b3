"""What goes into an index: the chunks to embed and the rows to search by words, made from a reading of a corpus."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib import resources

from assistant import words as W
from assistant.lexical import LexicalRow
from assistant.lists import items_of
from assistant.passages import Passage, passage
from assistant.records import Definition
from assistant.sentences import sentences
from ingest.corpus import Corpus
from ingest.generation import Chunk, Contents
from ingest.questions import questions
from ingest.reading import Reading

BLOCK_CHARACTERS = 900
THESAURUS_WEIGHT = 0.6
LATE_UP_TO = 5000
LATE_WHOLE = 600
LATE_LEAD = 250


def contents(reading: Reading, corpus_hash: str) -> Contents:
    """The contents of the index for a whole reading; the order is the corpus's reading order."""
    corpus = reading.corpus
    passages = [passage(p, corpus.texts[p.document, p.version]) for p in reading.provisions]
    by_id = {p.provision.id: p for p in passages}
    terms: dict[str, list[Definition]] = {}
    for definition in reading.definitions:
        terms.setdefault(definition.provision, []).append(definition)
    lists = items_of(reading.provisions)
    chunks: list[Chunk] = []
    rows: list[LexicalRow] = []
    for one in passages:
        items = [by_id[id_].own for id_ in lists.get(one.provision.id, ())]
        asked = questions(one, items, terms.get(one.provision.id, ()))
        chunks.extend(_chunks(one, items, asked))
        rows.append(_row(one, asked))
    return Contents(
        documents=corpus.documents, texts=corpus.texts, provisions=reading.provisions, definitions=reading.definitions,
        forms=corpus.forms, tiers=corpus.tiers,
        extras={
            "lexicon": lexicon(passages), "synonyms": synonyms(passages, corpus.thesaurus), "known": known(corpus.thesaurus),
            "register": register(corpus), "pairings": json.dumps([asdict(p) for p in corpus.pairings], ensure_ascii=False),
        },
        chunks=tuple(chunks), rows=tuple(rows), late=tuple(late_texts(passages)), corpus_hash=corpus_hash,
    )  # fmt: skip


def lexicon(passages: Iterable[Passage]) -> str:
    """The words of the corpus as JSON: provisions, their count by stem (headings, lead-ins too), occurrences by word."""
    frequency: Counter[str] = Counter()
    words: Counter[str] = Counter()
    count = 0
    for one in passages:
        count += 1
        tokens = W.tokens(f"{one.heading} {one.whole}")
        words.update(tokens)
        frequency.update(dict.fromkeys(map(W.stem, tokens), 1))
    return json.dumps({"provisions": count, "frequency": frequency, "words": words}, ensure_ascii=False)


def register(corpus: Corpus) -> str:
    """What the register of obligations knows of a corpus as JSON: headings of comments, names of bearers, views."""
    said = {
        "comments": corpus.comments,
        "bearers": [asdict(b) for b in corpus.bearers],
        "views": [asdict(v) for v in corpus.views],
    }
    return json.dumps(said, ensure_ascii=False)


def _chunks(one: Passage, items: Sequence[str], asked: Sequence[str]) -> Iterable[Chunk]:
    yield _chunk(one, "text", 0, one.whole)
    if one.lead_in:
        yield _chunk(one, "own", 0, one.own)
    own = [one.own[s:e] for s, e in sentences(one.own)]
    if len(own) > 1:
        for at, sentence in enumerate(own):
            yield _chunk(one, "sentence", at, sentence)
    if items:
        yield _chunk(one, "block", 0, f"{one.heading}. {one.whole} {' '.join(items)}"[:BLOCK_CHARACTERS])
    if one.heading:
        yield _chunk(one, "heading", 0, one.heading)
    for at, question in enumerate(asked):
        yield _chunk(one, "question", at, question)


def synonyms(passages: Iterable[Passage], own: Iterable[Sequence[str]]) -> str:
    """What means the same as JSON: the general thesaurus and the corpus's `own`, as far as the corpus has the words."""
    known = {W.stem(token) for one in passages for token in W.tokens(f"{one.heading} {one.whole}")}
    return json.dumps(W.synonyms([*general_thesaurus(), *own], THESAURUS_WEIGHT, known), ensure_ascii=False)


def known(own: Iterable[Sequence[str]]) -> str:
    """The words of the general thesaurus and of the corpus's `own` as JSON: whoever writes one means it."""
    words = {token for group in (*general_thesaurus(), *own) for phrase in group for token in W.tokens(phrase)}
    return json.dumps(sorted(words), ensure_ascii=False)


def general_thesaurus() -> list[tuple[str, ...]]:
    """The groups of `assistant/data/thesaurus.txt`."""
    text = resources.files("assistant").joinpath("data/thesaurus.txt").read_text(encoding="utf-8")
    rows = (line.split("#")[0].strip() for line in text.splitlines())
    return [tuple(word.strip() for word in row.split(",") if word.strip()) for row in rows if row]


def late_texts(passages: Sequence[Passage]) -> Iterable[tuple[str, str]]:
    """What the tuned model reads of each provision; nothing in a large corpus."""
    if len(passages) <= LATE_UP_TO:
        for one in passages:
            heading = one.provision.headings[-1] if one.provision.headings else ""
            yield one.provision.id, read_as(heading, one.lead_in, one.own)


def read_as(heading: str, lead_in: str, own: str) -> str:
    """The text that stands for a provision where questions are laid beside it: its heading, what leads it in (of a long
    one the end), its own words."""
    lead = lead_in if len(lead_in) + len(own) < LATE_WHOLE else lead_in[-LATE_LEAD:]
    return " ".join(part for part in (heading and f"{heading}.", lead, own) if part)


def _chunk(one: Passage, kind: str, at: int, text: str) -> Chunk:
    provision = one.provision
    return Chunk(
        id=f"{provision.id}#{kind}-{at}", provision=provision.id, document=provision.document, version=provision.version,
        kind=kind, text=text,
    )  # fmt: skip


def _row(one: Passage, asked: Sequence[str]) -> LexicalRow:
    return LexicalRow(
        provision=one.provision.id, document=one.provision.document, text=one.own, heading=one.heading, lead_in=one.lead_in,
        questions="\n".join(asked),
    )  # fmt: skip
