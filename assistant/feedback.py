"""What people say is wrong with an answer, kept as JSON lines in the data folder."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import DataError

FILE = "feedback.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One complaint: the answer it concerns, what it cited, the reader's words, and the moment (ISO 8601, UTC)."""

    answer: str
    question: str
    documents: tuple[str, ...]
    status: str
    citations: tuple[str, ...]
    index: str
    comment: str
    at: str


def keep(data: Path, wrong: Wrong) -> Path:
    """Append `wrong` as one line to `data`/feedback.jsonl and return that path; whole lines only, also from many at once.

    Raises `DataError` when the folder can't be written or another process holds the file for over ten seconds.
    """
    path = data / FILE
    line = (json.dumps(asdict(wrong), ensure_ascii=False) + "\n").encode()
    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(data / f"{FILE}.lock", timeout=10):
            _append(path, line)
    except (OSError, Timeout) as error:
        raise DataError(f"{path} cannot be written ({error}); check its permissions, or set PINPOINT_DATA") from error
    return path


def _append(path: Path, line: bytes) -> None:
    """Append in one write and sync; a line torn by a crash is closed first, so that it spoils no other."""
    with path.open("ab+", buffering=0) as file:
        if file.seek(0, os.SEEK_END) and _last_byte(path) != b"\n":
            line = b"\n" + line
        file.write(line)
        os.fsync(file.fileno())


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)
