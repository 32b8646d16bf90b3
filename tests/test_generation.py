"""Building a generation: what is written, what is not written again, and what is gone afterwards."""

import threading
from pathlib import Path

import pytest
from tiny_index import make_model, make_settings, read, set_corpus

from assistant.errors import IndexBusy, IndexMismatch
from assistant.index import acquire
from assistant.locks import writer
from assistant.settings import Settings
from ingest import generation
from ingest.generation import POINTS, Contents, build, contents_hash


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path, "dogs", "boats")


def snapshot(settings: Settings) -> dict[str, tuple[int, int]]:
    """Every file of the index with its size and time of last change."""
    files = (path for path in settings.index.rglob("*") if path.is_file() and path.name != "writer.lock")
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def test_a_second_build_of_the_same_corpus_writes_nothing(settings: Settings) -> None:
    first = build(settings, read(settings))
    assert first.built and (first.embedded, first.reused) == (12, 0)
    assert first.counts == {"documents": 2, "provisions": 12, "chunks": 12, "rows": 12}
    before = snapshot(settings)
    second = build(settings, read(settings))
    assert (second.id, second.built, second.embedded) == (first.id, False, 0)
    assert snapshot(settings) == before and second.seconds < 1


def test_unchanged_text_is_not_embedded_again(settings: Settings) -> None:
    build(settings, read(settings))
    set_corpus(settings, "dogs", "boats", "lamps")
    told: list[tuple[str, int, int]] = []
    report = build(settings, read(settings), lambda *one: told.append(one))
    assert (report.embedded, report.reused) == (6, 12)
    assert ("embedding", 0, 6) in told and ("embedding", 6, 6) in told
    with acquire(settings) as index:
        for chunk in read(settings).chunks:
            assert index.vectors.search(index.embedder.encode_query(chunk.text), 1)[0][0] == chunk.id


def test_the_same_text_twice_is_embedded_once(settings: Settings) -> None:
    contents = read(settings)
    text = contents.chunks[0].text
    same = tuple(
        generation.Chunk(id=one.id, provision=one.provision, document=one.document, version="1", kind="own", text=text)
        for one in contents.chunks
    )
    told: list[tuple[str, int, int]] = []
    build(settings, Contents(**{**fields(contents), "chunks": same}), lambda *one: told.append(one))  # type: ignore[arg-type]
    assert ("embedding", 1, 1) in told


def fields(contents: Contents) -> dict[str, object]:
    return {name: getattr(contents, name) for name in Contents.__dataclass_fields__}


def test_damaged_vectors_are_made_again_not_taken_over(settings: Settings) -> None:
    report = build(settings, read(settings))
    matrix = settings.index / "generations" / report.id / "vectors" / "matrix.npy"
    matrix.write_bytes(matrix.read_bytes()[:-4] + b"\0\0\0\1")
    again = build(settings, read(settings))
    assert again.built and again.embedded == 12


def test_another_reading_of_the_same_files_is_a_new_generation(settings: Settings) -> None:
    contents = read(settings)
    first = build(settings, contents)
    other = Contents(**{**fields(contents), "extras": {"expansions": "{}"}})  # type: ignore[arg-type]
    assert contents_hash(other) != contents_hash(contents)
    second = build(settings, other)
    assert second.built and second.embedded == 0 and second.id != first.id and second.swept == (first.id,)


def test_a_document_taken_out_is_unreachable_and_gone_from_the_disk(settings: Settings) -> None:
    build(settings, read(settings))
    marks = [b"dogs", b"(a) dogs", read(settings).chunks[-1].text.encode()]
    assert all(any(mark in path.read_bytes() for path in settings.index.rglob("*") if path.is_file()) for mark in marks)
    set_corpus(settings, "boats")
    report = build(settings, read(settings))
    with acquire(settings) as index:
        assert index.store.document("dogs") is None and index.store.provision("dogs@1/a") is None
        assert index.vectors.search(index.embedder.encode_query("dogs"), 50, ("dogs",)) == []
        assert {one[0].partition("@")[0] for one in index.lexical.search([("dogs rules", 1.0)], 50)} == {"boats"}
        assert {one[1].partition("@")[0] for one in index.vectors.search(index.embedder.encode_query("dogs"), 50)} == {
            "boats"
        }
    assert len(report.swept) == 1
    files = [path for path in settings.index.rglob("*") if path.is_file() and "models" not in path.parts]
    assert files and not [path for path in files if any(mark in path.read_bytes() for mark in marks)]


def test_a_corpus_of_nothing_can_be_built(settings: Settings) -> None:
    set_corpus(settings)
    assert build(settings, read(settings)).counts["chunks"] == 0
    with acquire(settings) as index:
        assert index.vectors.search(index.embedder.encode_query("dog"), 3) == [] and index.store.all_provisions() == ()


def test_a_model_that_no_generation_uses_is_removed(settings: Settings, tmp_path: Path) -> None:
    build(settings, read(settings))
    make_model(tmp_path / "other", seed=2)
    other = Settings(corpus=settings.corpus, data=settings.data, index=settings.index, embedder=str(tmp_path / "other"))
    build(other, read(other))
    assert [path.name for path in (settings.index / "models").iterdir()] == [f"{2:064x}"[:16]]


def test_of_two_builds_at_once_the_second_waits_and_says_so(settings: Settings) -> None:
    reached, go = threading.Event(), threading.Event()

    def pause(point: str) -> None:
        if point == "lexical":
            reached.set()
            go.wait(10)

    first = threading.Thread(target=build, args=(settings, read(settings)), kwargs={"at": pause})
    first.start()
    assert reached.wait(10)
    told: list[str] = []

    def say(what: str, done: int, total: int) -> None:
        told.append(what)
        go.set()

    second = build(settings, read(settings), say)
    first.join()
    assert not second.built and "Another ingest is writing" in told[0] and "waiting" in told[0]


def test_a_build_that_waited_in_vain_says_so_in_one_line(settings: Settings) -> None:
    settings.index.mkdir()
    with writer(settings.index, 0, lambda message: None), pytest.raises(IndexBusy, match="Another ingest is still writing"):
        build(settings, read(settings), wait=0.1)


@pytest.mark.parametrize("point", POINTS[:-1])
def test_an_error_at_any_point_leaves_the_old_generation_in_use(settings: Settings, point: str) -> None:
    first = build(settings, read(settings))
    set_corpus(settings, "boats")

    def fail(reached: str) -> None:
        if reached == point:
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        build(settings, read(settings), at=fail)
    set_corpus(settings, "dogs", "boats")
    with acquire(settings) as index:
        assert index.id == first.id and len(index.store.all_provisions()) == 12
    set_corpus(settings, "boats")
    assert build(settings, read(settings)).built
    assert len(list((settings.index / "generations").iterdir())) == 2


def test_what_does_not_read_back_is_not_switched_to(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(settings, read(settings))
    contents = read(settings)
    short = Contents(**{**fields(contents), "extras": {}})  # type: ignore[arg-type]
    monkeypatch.setattr(Contents, "counts", lambda self: {"documents": 2, "provisions": 12, "chunks": 12, "rows": 11})
    with pytest.raises(IndexMismatch, match="does not read back.*stays"):
        build(settings, short)
    with acquire(settings) as index:
        assert index.id == first.id
