"""What the models read of provisions token by token, written for a generation: vectors, and keys where pairs are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from assistant import keys, late
from assistant.embedder import Encoded, ModelMeta, OnnxEmbedder, tuned
from assistant.keys import Keys

Progress = Callable[[str, int, int], None]
Read = TypeVar("Read")

SLICE = 256
KEYS_UP_TO = 2000  # provisions, whose keys take some 70 KB each; an index made under another limit keeps it until rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the generation in use has read, by the hash of the text."""

    late: Mapping[str, Encoded] = field(default_factory=dict)
    keys: Mapping[str, Keys] = field(default_factory=dict)


def write(
    part: Path, ids: Sequence[str], texts: Mapping[str, str], hashes: Sequence[str], model: Path, known: Known,
    progress: Progress, threads: int | None,
) -> None:  # fmt: skip
    """Writes what is read of the provisions `ids`, whose texts have these `hashes`, into the folders `late` and
    `interaction`; `texts` by hash. What is known is not read again."""
    many = threads or min(os.cpu_count() or 1, 8)
    encoded = _read(texts, known.late, lambda: OnnxEmbedder(tuned(model), many).read_all, "tokens", progress)
    late.write(part / "late", ids, hashes, [encoded[one] for one in hashes])
    if not ModelMeta.read(model).told or len(ids) > KEYS_UP_TO:
        keys.write(part / "interaction", (), (), ())
        return
    read = _read(texts, known.keys, lambda: OnnxEmbedder(model, many).keys, "keys", progress)
    keys.write(part / "interaction", ids, hashes, [read[one] for one in hashes])


def _read(
    texts: Mapping[str, str],
    known: Mapping[str, Read],
    reader: Callable[[], Callable[[Sequence[str]], list[Read]]],
    what: str,
    progress: Progress,
) -> dict[str, Read]:
    """All texts read, by hash; the reader is made only if there is something to read."""
    found = dict(known)
    missing = sorted((one for one in texts if one not in known), key=lambda one: (len(texts[one]), one))
    if missing:
        read = reader()
        for start in range(0, len(missing), SLICE):
            progress(what, start, len(missing))
            some = missing[start : start + SLICE]
            found.update(zip(some, read([texts[one] for one in some]), strict=True))
        progress(what, len(missing), len(missing))
    return found
