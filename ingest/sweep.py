"""Removes what an index folder no longer needs: old generations, what killed builds left, models nobody uses."""

from __future__ import annotations

import json
import shutil

from assistant.locks import FileHold
from assistant.manifest import Layout

WAIT = 0.5
UNFINISHED = ".part"


def sweep(layout: Layout, keep: str, *, models: bool = True) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Removes every generation but `keep`, what killed builds left, and (`models`) models that no generation uses.

    A generation in use is waited for a little, then left to the next build. Returns the ids removed and left.
    """
    removed: list[str] = []
    left: list[str] = []
    for folder in sorted(layout.generations.glob("*")):
        if folder.is_dir() and folder.name.endswith(UNFINISHED):
            shutil.rmtree(folder)
        elif folder.is_dir() and folder.name != keep:
            (removed if _remove(layout, folder.name) else left).append(folder.name)
    for lock in layout.generations.glob("*.lock"):
        if not layout.generation(lock.stem).exists():
            lock.unlink(missing_ok=True)
    used = {path.name for path in map(layout.model, _models_used(layout))}
    if models:
        for folder in [one for one in layout.models.glob("*") if one.name not in used]:
            shutil.rmtree(folder)
    return tuple(removed), tuple(left)


def _remove(layout: Layout, id: str) -> bool:
    """Removes one generation, unless somebody still reads it after a short wait."""
    try:
        hold = FileHold(layout.lock(id))
    except FileNotFoundError:
        shutil.rmtree(layout.generation(id))
        return True
    try:
        if not hold.own(WAIT):
            return False
        shutil.rmtree(layout.generation(id))
        layout.lock(id).unlink(missing_ok=True)
        return True
    finally:
        hold.close()


def _models_used(layout: Layout) -> set[str]:
    """The model hashes of the generations that are still there; one whose manifest can't be read has none."""
    used = set()
    for path in layout.generations.glob("*/manifest.json"):
        try:
            used.add(str(json.loads(path.read_bytes())["model_hash"]))
        except (ValueError, KeyError, OSError):
            continue
    return used
