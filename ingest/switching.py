"""The switch to a generation that was built: made durable under its name, then pointed to by one atomic rename."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from assistant.manifest import Layout, Manifest, Pointer
from ingest.sweep import UNFINISHED

Hook = Callable[[str], None]


def switch(layout: Layout, part: Path, manifest: Manifest, at: Hook) -> None:
    """Makes a finished folder durable under its name, then points to it."""
    (part / "manifest.json").write_bytes(manifest.dump())
    at("manifest")
    _sync(part)
    layout.lock(manifest.id).touch()
    os.replace(part, layout.generation(manifest.id))
    _sync_folder(layout.generations)
    pointer = Pointer(manifest.id, hashlib.sha256(manifest.dump()).hexdigest())
    fresh = layout.pointer.with_suffix(UNFINISHED)
    with fresh.open("w", encoding="ascii") as file:
        file.write(pointer.dump())
        file.flush()
        os.fsync(file.fileno())
    at("switch")
    os.replace(fresh, layout.pointer)
    _sync_folder(layout.root)


def _sync(folder: Path) -> None:
    """Has the disk take a folder and all that is in it."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def next_id(layout: Layout, signed: str) -> str:
    """The next number in the folder and a short hash of what the generation is built from."""
    numbers = [int(match[0]) for one in layout.generations.glob("*") if (match := re.match(r"\d+", one.name))]
    return f"{max(numbers, default=0) + 1:04d}-{hashlib.sha256(signed.encode()).hexdigest()[:8]}"
