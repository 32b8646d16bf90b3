"""What the generation in use lends to the next one: vectors that need not be made again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from assistant import keys, late
from assistant.errors import IndexMismatch, IndexMissing
from assistant.late import LateReader
from assistant.manifest import Layout, Manifest, file_hash, read_manifest, read_pointer
from assistant.vectors import VectorReader, Vectors
from ingest.tokens import Known


def current(layout: Layout) -> Manifest | None:
    """The manifest of the generation in use; None where there is none that can be read."""
    try:
        return read_manifest(layout, read_pointer(layout))
    except (IndexMissing, IndexMismatch):
        return None


def known_vectors(layout: Layout, held: Manifest | None, digest: str) -> dict[str, Vectors]:
    """The vectors of the generation in use by the hash of their text; none where the model differs or one is damaged."""
    if held is None or held.model_hash != digest:
        return {}
    folder = layout.generation(held.id)
    for name in ("vectors/matrix.npy", "vectors/rows.json"):
        if not (folder / name).is_file() or file_hash(folder / name) != held.files[name][1]:
            return {}
    try:
        hashes, matrix = VectorReader(folder / "vectors", exact_up_to=len(held.files) + 10**9).vectors()
    except IndexMismatch:
        return {}
    return dict(zip(hashes, np.array(matrix), strict=True))


def known_tokens(layout: Layout, held: Manifest | None, digest: str) -> Known:
    """What the models read token by token, by the hash of the text; nothing where the model differs or a file does."""
    if held is None or held.model_hash != digest:
        return Known()
    folder = layout.generation(held.id)

    def whole(place: str, names: Iterable[str]) -> bool:
        paths = [f"{place}/{name}" for name in names]
        return all(
            path in held.files and (folder / path).is_file() and file_hash(folder / path) == held.files[path][1]
            for path in paths
        )

    return Known(
        late=LateReader(folder / "late").known() if whole("late", late.FILES) else {},
        keys=keys.KeysReader(folder / "interaction").known() if whole("interaction", keys.FILES) else {},
    )
