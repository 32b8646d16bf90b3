"""The files that an index is built from, and how it is told that they have changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from assistant.manifest import file_hash
from assistant.settings import Settings

FileState = tuple[str, int, int, int, int]


def sources(settings: Settings) -> tuple[Path, ...]:
    """The folders whose files an index is built from."""
    return (settings.corpus,)


def corpus_hash(*folders: Path) -> str:
    """SHA-256 over the sorted relative paths and the bytes of all regular files below folders; hidden ones are left out.

    A file is read again only when its size, times or inode have changed, so asking again costs a `stat` a file.
    """
    told = hashlib.sha256()
    try:
        for folder in folders:
            for path, state in sorted(_states(str(folder), "")):
                told.update(state[0].encode(errors="surrogateescape") + b"\0" + bytes.fromhex(_digest(path, state)))
            told.update(b"\0\0")
    except FileNotFoundError:  # a file went while it was being read
        return corpus_hash(*folders)
    return told.hexdigest()


@lru_cache(maxsize=100_000)
def _digest(path: str, state: FileState) -> str:
    return file_hash(Path(path))


def _states(folder: str, below: str) -> Iterator[tuple[str, FileState]]:
    """Each file's path with its path below the first folder, size, times and inode."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _states(entry.path, f"{below}{entry.name}/")
        elif entry.is_file():
            stat = entry.stat()
            yield entry.path, (below + entry.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
