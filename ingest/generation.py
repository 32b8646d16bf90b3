"""Builds a generation of the index beside the one in use, checks it, and switches to it by one atomic rename.

The order of the work is the order of `build`. Until the switch nothing that a reader sees has changed; a build that was
killed leaves a folder behind that the next one removes.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant.codec import pack
from assistant.embedder import OnnxEmbedder, interaction, tuned
from assistant.errors import IndexMismatch
from assistant.lexical import LexicalReader, LexicalRow, LexicalWriter
from assistant.locks import writer
from assistant.manifest import (
    FORMAT,
    Layout,
    Manifest,
    damages,
    describe_files,
    differences,
    installed,
)
from assistant.records import CitationForm, Definition, Document, Provision
from assistant.settings import Settings
from assistant.store import SHAPE, Store, StoreWriter
from assistant.vectors import Metadata, VectorReader, Vectors, VectorWriter, blank_unused, compare
from ingest.export import ensure_export, model_hash
from ingest.kept import current as current_manifest
from ingest.kept import known_tokens, known_vectors
from ingest.sweep import UNFINISHED, sweep
from ingest.switching import Hook, next_id, switch
from ingest.tokens import Known as KnownTokens
from ingest.tokens import write as write_tokens

Progress = Callable[[str, int, int], None]

WAIT = 10.0
EMBED_SLICE = 256
POINTS = ("embedded", "vectors", "lexical", "store", "manifest", "switch", "switched")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A text to embed and the provision it stands for; it never crosses provisions."""

    id: str
    provision: str
    document: str
    version: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that goes into an index. `texts` by (document, version); `late` pairs a provision's id with the text
    of which every token gets a vector and keys; `corpus_hash` is of the files it was read from."""

    documents: tuple[Document, ...]
    texts: Mapping[tuple[str, str], str]
    provisions: tuple[Provision, ...]
    definitions: tuple[Definition, ...] = ()
    forms: tuple[CitationForm, ...] = ()
    tiers: tuple[tuple[str, ...], ...] = ()
    extras: Mapping[str, str] = field(default_factory=dict)
    chunks: tuple[Chunk, ...] = ()
    rows: tuple[LexicalRow, ...] = ()
    late: tuple[tuple[str, str], ...] = ()
    corpus_hash: str = ""

    def counts(self) -> dict[str, int]:
        """How many of each the index must hold."""
        return {
            "documents": len(self.documents),
            "provisions": len(self.provisions),
            "chunks": len(self.chunks),
            "rows": len(self.rows),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. `built` is false where the index was up to date; `left` are old generations still being read."""

    id: str
    built: bool
    counts: Mapping[str, int]
    embedded: int = 0
    reused: int = 0
    swept: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    seconds: float = 0.0


def build(
    settings: Settings,
    contents: Contents,
    progress: Progress = lambda what, done, total: None,
    *,
    at: Hook = lambda point: None,
    wait: float = WAIT,
    threads: int | None = None,
) -> BuildReport:
    """Brings the index to these contents, writing nothing where it is there already.

    `progress` is told (what, done, total), with a total of 0 for a message; `at` is called at each of POINTS. Raises
    IndexBusy where another build does not end within `wait` seconds, SettingError for an unusable model.
    """
    started = time.perf_counter()
    layout = Layout(settings.index.resolve())
    with writer(layout.root, wait, lambda message: progress(message, 0, 0)):
        digest = model_hash(settings.embedder)
        signed = contents_hash(contents)
        current = current_manifest(layout)
        if current and not any(_outdated(layout, current, settings, contents, signed, digest)):
            swept, left = sweep(layout, current.id)
            seconds = time.perf_counter() - started
            return BuildReport(id=current.id, built=False, counts=current.counts, swept=swept, left=left, seconds=seconds)
        sweep(layout, current.id if current else "", models=False)
        model = ensure_export(settings.embedder, digest, layout.models)
        id = next_id(layout, signed + digest)
        part = layout.generation(id + UNFINISHED)
        part.mkdir(parents=True)
        tokens = known_tokens(layout, current, digest)
        embedded = _write(part, contents, model, known_vectors(layout, current, digest), tokens, progress, at, threads)
        _verify(part, contents)
        blank_unused(part / "vectors")
        manifest = Manifest(
            id=id,
            format=FORMAT,
            shape=SHAPE,
            corpus=contents.corpus_hash,
            contents=signed,
            embedder=settings.embedder,
            model=OnnxEmbedder(model).meta.name,
            model_hash=digest,
            libraries=installed(),
            counts=contents.counts(),
            files=describe_files(part),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        switch(layout, part, manifest, at)
        at("switched")
        swept, left = sweep(layout, id)
        return BuildReport(
            id=id,
            built=True,
            counts=manifest.counts,
            embedded=embedded,
            reused=len(contents.chunks) - embedded,
            swept=swept,
            left=left,
            seconds=time.perf_counter() - started,
        )


def contents_hash(contents: Contents) -> str:
    """SHA-256 over all that goes into an index, so that a changed reader or rule is noticed as well as a changed file."""
    told = hashlib.sha256()
    parts = (contents.documents, contents.provisions, contents.definitions, contents.forms, contents.chunks, contents.rows)
    for records in parts:
        for record in records:
            told.update(json.dumps(pack(record), ensure_ascii=False).encode())
        told.update(b"\0")
    told.update(json.dumps(contents.late, ensure_ascii=False).encode())
    rest = [sorted((*key, text) for key, text in contents.texts.items()), contents.tiers, sorted(contents.extras.items())]
    told.update(json.dumps(rest, ensure_ascii=False).encode())
    return told.hexdigest()


def _outdated(
    layout: Layout, current: Manifest, settings: Settings, contents: Contents, signed: str, digest: str
) -> Iterable[str]:
    """Why the generation in use must be replaced, most telling first."""
    if (current.corpus, current.contents, current.counts) != (contents.corpus_hash, signed, contents.counts()):
        yield "the corpus has changed"
    if current.model_hash != digest:
        yield "the embedding model has changed"
    yield from differences(current, shape=SHAPE, embedder=settings.embedder, libraries=installed())
    yield from damages(layout.generation(current.id), current, large=True)
    if not layout.lock(current.id).is_file():
        yield "its lock is missing"
    model = layout.model(digest)
    try:
        plain, adapted = OnnxEmbedder(model), OnnxEmbedder(tuned(model))
        if {plain.meta.hash, adapted.meta.hash} != {digest}:
            yield "the exported model is another"
        interaction(plain)
    except IndexMismatch as error:
        yield str(error)


def _write(
    part: Path,
    contents: Contents,
    model: Path,
    known: dict[str, Vectors],
    tokens: KnownTokens,
    progress: Progress,
    at: Hook,
    threads: int | None,
) -> int:
    """Writes vectors, words and store into an empty folder. Returns how many chunks had to be embedded."""
    hashes = [text_hash(chunk.text) for chunk in contents.chunks]
    missing = {one: chunk.text for one, chunk in zip(hashes, contents.chunks, strict=True) if one not in known}
    embedded = sum(one in missing for one in hashes)
    known = {**known, **_embed(missing, model, progress, threads)}
    at("embedded")
    vectors = VectorWriter(part / "vectors")
    for start in range(0, len(hashes), EMBED_SLICE * 8):
        progress("vectors", start, len(hashes))
        place = slice(start, start + EMBED_SLICE * 8)
        chunks = contents.chunks[place]
        vectors.add(
            [chunk.id for chunk in chunks],
            np.stack([known[one] for one in hashes[place]]),
            [_metadata(chunk, one) for chunk, one in zip(chunks, hashes[place], strict=True)],
            [chunk.text for chunk in chunks],
        )
    vectors.close()
    read = [(id_, text_hash(text), text) for id_, text in contents.late]
    texts = {digest: text for _, digest, text in read}
    write_tokens(part, [id_ for id_, *_ in read], texts, [one for _, one, _ in read], model, tokens, progress, threads)
    at("vectors")
    progress("words", 0, len(contents.rows))
    words = LexicalWriter(part / "lexical")
    words.add(contents.rows)
    words.commit()
    at("lexical")
    store = StoreWriter(part / "store.sqlite")
    store.add(
        documents=contents.documents,
        texts=contents.texts,
        provisions=contents.provisions,
        definitions=contents.definitions,
        forms=contents.forms,
        tiers=contents.tiers,
        extras=contents.extras,
    )
    store.close()
    at("store")
    return embedded


def _embed(missing: dict[str, str], model: Path, progress: Progress, threads: int | None) -> dict[str, Vectors]:
    """The vectors of texts by hash; texts of about the same length go together."""
    if not missing:
        return {}
    embedder = OnnxEmbedder(model, threads=threads or min(os.cpu_count() or 1, 8))
    order = sorted(missing, key=lambda one: (len(missing[one]), one))
    found: dict[str, Vectors] = {}
    for start in range(0, len(order), EMBED_SLICE):
        progress("embedding", start, len(order))
        part = order[start : start + EMBED_SLICE]
        found.update(zip(part, embedder.encode([missing[one] for one in part]), strict=True))
    progress("embedding", len(order), len(order))
    return found


def _metadata(chunk: Chunk, digest: str) -> Metadata:
    return {
        "provision": chunk.provision,
        "document": chunk.document,
        "version": chunk.version,
        "kind": chunk.kind,
        "hash": digest,
    }


def text_hash(text: str) -> str:
    """What decides whether a text is embedded again."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _verify(part: Path, contents: Contents) -> None:
    """Opens what was written and asks each part something. Raises IndexMismatch where an answer is wrong."""
    compare(part / "vectors")
    words = LexicalReader(part / "lexical")
    row = next((one for one in contents.rows if words.stems(one.text)), None)
    found = bool(row is None or words.search([(row.text, 1.0)], 1))
    store = Store(part / "store.sqlite")
    last = contents.provisions[-1:]
    same = all(store.provision(one.id) == one for one in last)
    counts = {**store.counts(), "chunks": len(VectorReader(part / "vectors")), "rows": len(words)}
    store.close()
    if not found or not same or counts != contents.counts():
        raise IndexMismatch(
            f"What was just written to {part} does not read back ({counts}, expected {contents.counts()}): "
            "the index in use stays; run `python -m ingest` again."
        )
