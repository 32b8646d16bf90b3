"""The index in use: one open generation for the whole process, changed for the next when the pointer moves.

    with acquire(settings) as index:
        index.store, index.vectors, index.lexical, index.embedder

The pointer and the state of the corpus are read at every `acquire`, which takes a fraction of a millisecond. While a
generation is in use its lock is held shared, so that nobody sweeps it; between questions it isn't.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock

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
from assistant.parts import Index, refuse
from assistant.settings import Settings
from assistant.sources import corpus_hash, sources
from assistant.store import SHAPE


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
        refuse(layout, damages(layout.generation(pointer.id), manifest, large=False))
        if not layout.model(manifest.model_hash).is_dir():
            refuse(layout, [f"its embedding model {manifest.model} is missing from {layout.models}"])
        if manifest.shape != SHAPE:
            refuse(layout, differences(manifest, shape=SHAPE, embedder=manifest.embedder, libraries={}))
        return _Open(Index(layout, manifest), pointer, hold, users=1)
    except BaseException:
        hold.close()
        raise


def _check(layout: Layout, manifest: Manifest, settings: Settings, *, stale: bool) -> None:
    """Raises IndexMismatch where settings, libraries or the corpus differ from what an index was built from."""
    refuse(layout, differences(manifest, shape=SHAPE, embedder=settings.embedder, libraries=_libraries()))
    if not stale and corpus_hash(*sources(settings)) != manifest.corpus:
        refuse(layout, [f"the documents in {settings.corpus} have changed since it was built"])


@lru_cache(maxsize=1)
def _libraries() -> dict[str, str]:
    return installed()
