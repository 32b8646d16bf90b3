"""Builds that are killed (SIGKILL) on the way: the old generation serves, and the next build completes.

The builds run as forks of one process that has everything imported, so that each costs a fraction of a second.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tiny_index import make_settings, read, set_corpus

from assistant.index import acquire
from assistant.settings import Settings
from ingest.generation import POINTS, build

CORPORA = (("boats", "dogs"), ("dogs", "lamps"))
RANDOM_KILLS = 20


def test_killed_at_each_named_point_and_at_random_moments_the_old_or_the_new_serves_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    trials = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["at"] for one in trials] == [*POINTS, *["random"] * RANDOM_KILLS]
    for one in trials:
        told = f"{one}"
        assert one["killed"] or one["at"] == "random", told
        assert one["served"] in (one["old"], one["new"]), told
        if one["at"] in POINTS:
            assert one["served"] == (one["new"] if one["at"] == "switched" else one["old"]), told
        assert one["completed"] == one["new"] and one["folders"] == 2, told
    assert sum(one["killed"] for one in trials if one["at"] == "random") >= RANDOM_KILLS // 2


def run_trials(folder: Path) -> None:
    """Kills builds and prints, a line each, what was served before and after the next build."""
    import langchain_chroma  # noqa: F401

    settings = make_settings(folder, *CORPORA[0])
    fork(lambda: build(settings, read(settings)))
    random.seed(4)
    started = time.monotonic()
    take_turn(settings, 0, "warm-up", None)
    span = (time.monotonic() - started) / 3
    for turn, point in enumerate([*POINTS, *["random"] * RANDOM_KILLS], start=1):
        delay = random.uniform(0, span) if point == "random" else None
        sys.stdout.write(json.dumps(take_turn(settings, turn, point, delay)) + "\n")


def take_turn(settings: Settings, turn: int, point: str, delay: float | None) -> dict[str, object]:
    """One build of the other corpus that is killed, what is served then, the build after it, what is served then."""
    old, new = CORPORA[turn % 2], CORPORA[(turn + 1) % 2]
    set_corpus(settings, *new)
    killed = fork(lambda: build(settings, read(settings), at=lambda here: kill_at(here, point)), delay)
    served = seen(settings, strict=False)
    fork(lambda: build(settings, read(settings)))
    return {
        "at": point,
        "old": list(old),
        "new": list(new),
        "killed": killed,
        "served": served,
        "completed": seen(settings, strict=True),
        "folders": len(list((settings.index / "generations").iterdir())),
    }


def kill_at(here: str, point: str) -> None:
    if here == point:
        os.kill(os.getpid(), signal.SIGKILL)


def fork(work: Callable[[], object], delay: float | None = None) -> bool:
    """Runs `work` in a fork, killed after `delay` seconds; returns whether it was killed. Fails where it raised."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a build or a reader failed")
    return os.WIFSIGNALED(status)


def seen(settings: Settings, *, strict: bool) -> list[str]:
    """The documents that store, vectors and words agree on, as a fresh process sees them."""
    out = settings.index.with_name("seen")

    def look() -> None:
        with acquire(settings, stale=not strict) as index:
            near = index.vectors.search(index.embedder.encode_query("the"), 99)
            words = index.lexical.search([("dogs boats lamps", 1.0), ("rules", 1.0)], 99)
            ids = {one.id for one in index.store.all_provisions()}
            if {one[1] for one in near} != ids or {one[0] for one in words} != ids:
                raise SystemExit("a mixture of generations")
            out.write_text(json.dumps([one.id for one in index.store.documents()]))

    fork(look)
    found: list[str] = json.loads(out.read_text())
    return found


if __name__ == "__main__":
    run_trials(Path(sys.argv[1]))
