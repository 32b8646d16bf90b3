"""Which splits there are, and the record of what they held when they were last accepted, so that a change shows.

The tuning cases are learned from, the checking cases never. The fresh ones are written when the engine has been tuned for
the last time, and scored once: the record keeps the figures with a digest of the engine that gave them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import DataError
from assistant.manifest import file_hash
from evals.cases import DATA

SPLITS = ("tuning", "checking")
DATED, HOSTILE, PLANTED, CONVERSATIONS = "dated", "hostile", "planted", "conversations"
APART = (DATED, HOSTILE, PLANTED, CONVERSATIONS)  # scored beside the splits, not within them
FRESH = "fresh"
RECORD = DATA / "splits.json"
ROOT = DATA.parent.parent
ENGINE = ("assistant/**/*.py", "assistant/data/*", "ingest/**/*.py", "prompts/*", "corpus/**/*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How a split was scored once: the day (ISO), the digest of the engine, and of each figure mean, low, high and n."""

    day: str
    engine: str
    figures: Mapping[str, tuple[float, float, float, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The hash of each split's file when it was last accepted, and how the fresh one was scored, if it was."""

    hashes: Mapping[str, str] = field(default_factory=dict)
    fresh: Scored | None = None


def path_of(split: str) -> Path:
    """Where the cases of a split are."""
    return DATA / f"{split}.jsonl"


def read(path: Path = RECORD) -> Record:
    """The record, empty where there is none. Raises DataError where the file is none."""
    if not path.is_file():
        return Record()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        scored = data.get("fresh")
        fresh = Scored(**{**scored, "figures": {k: _four(v) for k, v in scored["figures"].items()}}) if scored else None
        return Record(hashes=dict(data["hashes"]), fresh=fresh)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not a record of splits ({error}); restore it") from error


def _four(values: Any) -> tuple[float, float, float, int]:
    mean, low, high, n = values
    return float(mean), float(low), float(high), int(n)


def write(record: Record, path: Path = RECORD) -> None:
    """Keeps a record."""
    data: dict[str, Any] = {"hashes": dict(sorted(record.hashes.items())), "fresh": None}
    if record.fresh is not None:
        figures = {name: list(values) for name, values in record.fresh.figures.items()}
        data["fresh"] = {"day": record.fresh.day, "engine": record.fresh.engine, "figures": figures}
    replaced(path, json.dumps(data, indent=1) + "\n")


def replaced(path: Path, text: str) -> None:
    """Writes a file whole or not at all. Raises DataError where it can't be written."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error}); nothing is changed") from error


def hashes(splits: Sequence[str]) -> dict[str, str]:
    """The hash of each split's file."""
    return {split: file_hash(path_of(split)) for split in splits}


def changed(record: Record, now: Mapping[str, str]) -> Iterator[str]:
    """What of the splits is not as recorded, each in a line."""
    for split, digest in now.items():
        if split not in record.hashes:
            yield f"{split}: not recorded yet; `python -m evals --baseline` records it"
        elif record.hashes[split] != digest:
            yield f"{split}: not the cases that were recorded; if that is meant, `python -m evals --baseline` records them"


def engine(root: Path = ROOT) -> str:
    """A digest of what gives answers: code, weights, fixed sentences, documents."""
    digest = hashlib.sha256()
    for path in sorted(one for pattern in ENGINE for one in root.glob(pattern) if one.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + file_hash(path).encode() + b"\0")
    return digest.hexdigest()
