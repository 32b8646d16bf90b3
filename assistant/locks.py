"""The locks of an index: one writer at a time, and readers that keep a generation from being swept; owns filelock."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import IndexBusy


@contextmanager
def writer(folder: Path, wait: float, say: Callable[[str], None]) -> Iterator[None]:
    """The one writer of an index folder. Waits up to `wait` seconds and says so once; then raises IndexBusy.

    The lock is the operating system's, so a killed writer leaves none behind.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "writer.lock")
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(f"Another ingest is writing {folder}; waiting up to {wait:.0f} s for it.")
            lock.acquire(timeout=wait)
    except Timeout as error:
        raise IndexBusy(f"Another ingest is still writing {folder}: wait until it is done, then run this again.") from error
    try:
        yield
    finally:
        lock.release()


class FileHold:
    """An advisory lock (flock) on a file that is there: shared by readers, exclusive for who removes what it guards."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY)

    def share(self) -> bool:
        """Takes a shared lock if it can be had at once."""
        return self._take(fcntl.LOCK_SH)

    def own(self, wait: float = 0.0) -> bool:
        """Takes an exclusive lock, trying for `wait` seconds."""
        until = time.monotonic() + wait
        while not self._take(fcntl.LOCK_EX):
            if time.monotonic() >= until:
                return False
            time.sleep(0.02)
        return True

    def release(self) -> None:
        """Gives the lock up; it may be taken again."""
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Gives the lock up for good."""
        os.close(self._descriptor)

    def _take(self, kind: int) -> bool:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
