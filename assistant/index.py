"""The index in use: one open generation for the whole process, changed for the next when the pointer moves.

    with acquire(settings) as index:
        index.store, index.vectors, index.lexical, index.embedder

The pointer and the state of the corpus are read at every `acquire`, which takes a fraction of a millisecond. While a
generation is in use its lock is held shared, so that nobody sweeps it; between questions it isn't.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from assistant.errors import IndexMismatch, PinpointError
from assistant.locks import FileHold
from assistant.manifest import (
    REBUILD,
    Layout,
    Manifest,
    Pointer,
    damages,
    differences,
    installed,
    read_manifest,
    read_pointer,
)
from assistant.settings import Settings
from assistant.sources import corpus_hash, sources
from assistant.store import SHAPE, Store

if TYPE_CHECKING:
    from assistant.embedder import OnnxEmbedder, OnnxInteraction
    from assistant.keys import KeysReader
    from assistant.late import LateReader
    from assistant.lexical import LexicalReader
    from assistant.vectors import VectorReader


class Index:
    """One generation, open. Its parts are opened when first asked for, since each brings a library along."""

    def __init__(self, layout: Layout, manifest: Manifest) -> None:
        self.id = manifest.id
        self.manifest = manifest
        self._layout = layout
        self._folder = layout.generation(manifest.id)
        self._lock = RLock()
        self._vectors: VectorReader | None = None
        self._lexical: LexicalReader | None = None
        self._late: LateReader | None = None
        self._keys: KeysReader | None = None
        self.store = Store(self._folder / "store.sqlite")
        for what, found in self.store.counts().items():
            self._expect(what, found)

    @property
    def vectors(self) -> VectorReader:
        """The vectors of all chunks."""
        from assistant.vectors import VectorReader

        with self._lock:
            if self._vectors is None:
                reader = VectorReader(self._folder / "vectors")
                self._expect("chunks", len(reader))
                if reader.reads_chroma:
                    _refuse(self._layout, damages(self._folder, self.manifest, large=True))
                self._vectors = reader
            return self._vectors

    @property
    def late(self) -> LateReader:
        """What the tuned model read of the provisions; nothing in a large corpus."""
        from assistant.late import LateReader

        with self._lock:
            if self._late is None:
                self._late = LateReader(self._folder / "late")
            return self._late

    @property
    def keys(self) -> KeysReader:
        """What the interaction model attends to in the provisions; nothing in a large corpus or without such a model."""
        from assistant.keys import KeysReader

        with self._lock:
            if self._keys is None:
                reader = KeysReader(self._folder / "interaction")
                if len(reader):
                    self._expect("provisions", len(reader))
                self._keys = reader
            return self._keys

    @property
    def lexical(self) -> LexicalReader:
        """The words of all provisions."""
        from assistant.lexical import LexicalReader

        with self._lock:
            if self._lexical is None:
                reader = LexicalReader(self._folder / "lexical")
                self._expect("rows", len(reader))
                self._lexical = reader
            return self._lexical

    @cached_property
    def embedder(self) -> OnnxEmbedder:
        """The model that the vectors were made with; one in a process, whatever the generation."""
        return self._model(self._layout.model(self.manifest.model_hash))

    @cached_property
    def tuned(self) -> OnnxEmbedder:
        """The model that reads questions and provisions for late interaction; the embedder where it has no adapter."""
        from assistant.embedder import tuned

        return self._model(tuned(self._layout.model(self.manifest.model_hash)))

    @property
    def interaction(self) -> OnnxInteraction | None:
        """The model that reads a question with a provision at hand; None where there is none for the embedder."""
        embedder = self.embedder
        with self._lock:
            return _interaction(embedder)

    def close(self) -> None:
        """Closes what was opened."""
        self.store.close()
        self._keys = None
        if self._vectors is not None:
            self._vectors.close()

    def _model(self, folder: Path) -> OnnxEmbedder:
        with self._lock:
            model = _embedder(folder)
        if model.meta.hash != self.manifest.model_hash:
            _refuse(self._layout, ["its vectors are of another embedding model than the one exported beside it"])
        return model

    def _expect(self, what: str, found: int) -> None:
        if found != self.manifest.counts.get(what):
            _refuse(self._layout, [f"it holds {found} {what}, its manifest says {self.manifest.counts.get(what)}"])


@dataclass(slots=True)
class _Open:
    """A generation on the shelf, with how many use it now."""

    index: Index
    pointer: Pointer
    hold: FileHold
    users: int = 0
    retired: bool = False

    def close(self) -> None:
        self.index.close()
        self.hold.close()


class _Shelf:
    """The open generations of this process, at most one current for each index folder."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._current: dict[Path, _Open] = {}

    def take(self, settings: Settings, *, stale: bool) -> _Open:
        layout = Layout(settings.index.resolve())
        with self._lock:
            entry = self._held(layout)
            try:
                _check(layout, entry.index.manifest, settings, stale=stale)
            except PinpointError:
                self.give(entry)
                raise
            return entry

    def give(self, entry: _Open) -> None:
        with self._lock:
            entry.users -= 1
            if not entry.users:
                if entry.retired:
                    entry.close()
                else:
                    entry.hold.release()

    def close(self) -> None:
        with self._lock:
            for root in list(self._current):
                self._retire(root)

    def _held(self, layout: Layout) -> _Open:
        """The generation that the pointer names, counted and locked. Takes the next one when it moves meanwhile."""
        for _ in range(100):
            pointer = read_pointer(layout)
            entry = self._current.get(layout.root)
            if entry is not None and entry.pointer == pointer:
                if entry.users or entry.hold.share() and read_pointer(layout) == pointer:
                    entry.users += 1
                    return entry
                entry.hold.release()
            elif opened := _open(layout, pointer):
                self._retire(layout.root)
                self._current[layout.root] = opened
                return opened
            time.sleep(0.002)
        raise IndexMismatch(f"The index in {layout.root} could not be locked for reading: try again, or {REBUILD}")

    def _retire(self, root: Path) -> None:
        entry = self._current.pop(root, None)
        if entry is not None:
            entry.retired = True
            if not entry.users:
                entry.close()


_shelf = _Shelf()


@contextmanager
def acquire(settings: Settings, *, stale: bool = False) -> Iterator[Index]:
    """The generation in use, for as long as the block runs. Raises IndexMissing or IndexMismatch, saying what differs.

    `stale` takes an index whose corpus folder has changed since as well (for what only tells of the index).
    """
    entry = _shelf.take(settings, stale=stale)
    try:
        yield entry.index
    finally:
        _shelf.give(entry)


def open_current(settings: Settings) -> Index:
    """The generation in use, kept from being swept until the process ends: for a command that does one thing."""
    return _shelf.take(settings, stale=False).index


def close_all() -> None:
    """Closes every generation that nobody uses, and the others after their last use."""
    _shelf.close()


@lru_cache(maxsize=4)
def _embedder(folder: Path) -> OnnxEmbedder:
    from assistant.embedder import OnnxEmbedder

    return OnnxEmbedder(folder)


@lru_cache(maxsize=4)
def _interaction(embedder: OnnxEmbedder) -> OnnxInteraction | None:
    from assistant.embedder import interaction

    return interaction(embedder)


def _open(layout: Layout, pointer: Pointer) -> _Open | None:
    """A generation opened and locked, or None where the pointer moved before the lock was had."""
    try:
        hold = FileHold(layout.lock(pointer.id))
    except FileNotFoundError as error:
        if read_pointer(layout) != pointer:
            return None
        raise IndexMismatch(f"The index in {layout.root} is damaged ({pointer.id} is missing): {REBUILD}") from error
    try:
        if not hold.share() or read_pointer(layout) != pointer:
            hold.close()
            return None
        manifest = read_manifest(layout, pointer)
        _refuse(layout, damages(layout.generation(pointer.id), manifest, large=False))
        if not layout.model(manifest.model_hash).is_dir():
            _refuse(layout, [f"its embedding model {manifest.model} is missing from {layout.models}"])
        if manifest.shape != SHAPE:
            _refuse(layout, differences(manifest, shape=SHAPE, embedder=manifest.embedder, libraries={}))
        return _Open(Index(layout, manifest), pointer, hold, users=1)
    except BaseException:
        hold.close()
        raise


def _check(layout: Layout, manifest: Manifest, settings: Settings, *, stale: bool) -> None:
    """Raises IndexMismatch where settings, libraries or the corpus differ from what an index was built from."""
    _refuse(layout, differences(manifest, shape=SHAPE, embedder=settings.embedder, libraries=_libraries()))
    if not stale and corpus_hash(*sources(settings)) != manifest.corpus:
        _refuse(layout, [f"the documents in {settings.corpus} have changed since it was built"])


@lru_cache(maxsize=1)
def _libraries() -> dict[str, str]:
    return installed()


def _refuse(layout: Layout, reasons: Iterable[str]) -> None:
    """Raises IndexMismatch with the first few reasons, if there are any."""
    told = list(reasons)
    if told:
        more = f" and {len(told) - 3} more" if len(told) > 3 else ""
        raise IndexMismatch(f"The index in {layout.root} does not fit: {'; '.join(told[:3])}{more}: {REBUILD}")
