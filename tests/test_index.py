"""The index in use: what is refused and how it is said, and what readers see while it changes under them."""

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_index import make_model, make_settings, read, set_corpus

from assistant import index as index_module
from assistant.errors import IndexMismatch, IndexMissing
from assistant.index import acquire, close_all, open_current
from assistant.manifest import FORMAT, Layout, Pointer, read_pointer
from assistant.parts import Index
from assistant.settings import Settings
from assistant.sources import corpus_hash
from ingest.generation import build
from ingest.sweep import sweep


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = make_settings(tmp_path, "dogs", "boats")
    build(made, read(made))
    return made


def folder(settings: Settings) -> Path:
    layout = Layout(settings.index)
    return layout.generation(read_pointer(layout).id)


def edit_manifest(settings: Settings, change: Callable[[dict[str, object]], object]) -> None:
    """Changes the manifest and signs it again, as an older or foreign program would have written it."""
    path = folder(settings) / "manifest.json"
    values = json.loads(path.read_bytes())
    change(values)
    path.write_text(json.dumps(values))
    pointer = Pointer(path.parent.name, hashlib.sha256(path.read_bytes()).hexdigest())
    (settings.index / "current").write_text(pointer.dump())


def search_all(index: Index, question: str) -> set[str]:
    """The documents that any part of an index knows of."""
    near = index.vectors.search(index.embedder.encode_query(question), 50)
    words = index.lexical.search([(question, 1.0)], 50)
    by_store = {one.document for one in index.store.all_provisions()} | {one.id for one in index.store.documents()}
    return {id.partition("@")[0] for _, id, _, _ in near} | {id.partition("@")[0] for id, _ in words} | by_store


def test_all_parts_of_a_generation_answer(settings: Settings) -> None:
    with acquire(settings) as index:
        assert search_all(index, "dogs boats") == {"dogs", "boats"}
        chunk, provision, kind, cosine = index.vectors.search(index.embedder.encode_query(read(settings).chunks[3].text), 1)[
            0
        ]
        assert (chunk, provision, kind) == ("boats@1/d#own", "boats@1/d", "own") and cosine == pytest.approx(1, abs=1e-4)
        assert index.store.extra("expansions") == '{"boat": ["ship"]}'
        assert index.id == folder(settings).name


def test_no_index_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"no index in .*: run `python -m ingest`"), acquire(make_settings(tmp_path)):
        pass


@pytest.mark.parametrize(
    "name",
    [
        "store.sqlite",
        "manifest.json",
        "vectors/matrix.npy",
        "vectors/rows.json",
        "vectors/chroma/chroma.sqlite3",
        "lexical/meta.json",
    ],
)
@pytest.mark.parametrize("harm", ["missing", "cut", "flipped"])
def test_a_damaged_file_is_named(settings: Settings, name: str, harm: str) -> None:
    path = folder(settings) / name
    content = bytearray(path.read_bytes())
    if harm == "missing":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(content[:-7])
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    if harm == "flipped" and "chroma" in name:
        with acquire(settings):
            return  # not read below 50,000 chunks; its size alone is checked
    with pytest.raises(IndexMismatch, match=f"{Path(name).stem}|manifest.*python -m ingest"), acquire(settings):
        pass
    assert build(settings, read(settings)).built
    with acquire(settings) as index:
        assert search_all(index, "dogs") == {"dogs", "boats"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda values: values.update(format=0), f"format 0, this program needs {FORMAT}"),
        (lambda values: values.update(shape="other"), "another release"),
        (lambda values: values["libraries"].update(tantivy="0.1.0"), "tantivy 0.1.0, installed is"),
        (lambda values: values.update(embedder="other/model"), "built with the embedder 'other/model'"),
        (lambda values: values["counts"].update(provisions=3), "holds 12 provisions, its manifest says 3"),
        (lambda values: values.update(model_hash="ab" * 32), "embedding model tiny is missing"),
        (lambda values: values.update(surprise=1), "foreign"),
        (lambda values: values.pop("files"), "foreign"),
        (lambda values: values.update(corpus="ab" * 32), "documents in .* have changed"),
    ],
)
def test_an_older_or_foreign_index_is_named(
    settings: Settings, change: Callable[[dict[str, object]], object], told: str
) -> None:
    edit_manifest(settings, change)
    with pytest.raises(IndexMismatch, match=told), acquire(settings):
        pass
    assert build(settings, read(settings)).built


@pytest.mark.parametrize(("part", "what"), [("vectors", "chunks"), ("lexical", "rows")])
def test_counts_that_disagree_are_refused_when_a_part_is_opened(settings: Settings, part: str, what: str) -> None:
    edit_manifest(settings, lambda values: values["counts"].update({what: 5}))  # type: ignore[attr-defined]
    with acquire(settings) as index, pytest.raises(IndexMismatch, match=f"12 {what}, its manifest says 5"):
        getattr(index, part)


@pytest.mark.parametrize(
    "text", ["", "0001-deadbeef", "../../etc/passwd " + "a" * 64 + "\n", "9999-deadbeef " + "a" * 64 + "\n"]
)
def test_a_damaged_pointer_is_named(settings: Settings, text: str) -> None:
    (settings.index / "current").write_text(text)
    with pytest.raises(IndexMismatch, match="damaged.*python -m ingest"), acquire(settings):
        pass


def test_another_embedder_in_the_settings_is_named(settings: Settings, tmp_path: Path) -> None:
    make_model(tmp_path / "other", seed=2)
    other = Settings(corpus=settings.corpus, data=settings.data, index=settings.index, embedder=str(tmp_path / "other"))
    with acquire(settings):
        pass
    with pytest.raises(IndexMismatch, match="built with the embedder"), acquire(other):
        pass
    assert build(other, read(other)).embedded == 12
    with acquire(other) as index:
        assert index.embedder.meta.hash == f"{2:064x}"


def test_a_changed_corpus_is_refused_at_the_next_question_and_on_request_shown(settings: Settings) -> None:
    with acquire(settings):
        pass
    set_corpus(settings, "boats")
    with pytest.raises(IndexMismatch, match="documents in .* have changed"), acquire(settings):
        pass
    with acquire(settings, stale=True) as index:
        assert len(index.store.documents()) == 2


def test_a_hidden_file_and_a_touched_one_change_nothing_of_the_corpus_hash(settings: Settings) -> None:
    before = corpus_hash(settings.corpus)
    (settings.corpus / ".note").write_text("x")
    (settings.corpus / "dogs.txt").touch()
    assert corpus_hash(settings.corpus) == before
    (settings.corpus / "below").mkdir()
    (settings.corpus / "below" / "x.txt").write_text("x")
    assert corpus_hash(settings.corpus) != before


def test_files_that_change_places_change_the_corpus_hash(settings: Settings) -> None:
    before = corpus_hash(settings.corpus)
    first, second = settings.corpus / "dogs.txt", settings.corpus / "boats.txt"
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    assert corpus_hash(settings.corpus) != before


def test_the_state_of_fifty_files_is_checked_in_under_a_millisecond(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text("text")
    corpus_hash(tmp_path)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        corpus_hash(tmp_path)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.001


def test_one_generation_serves_the_process_until_the_pointer_moves(settings: Settings) -> None:
    with acquire(settings) as first, acquire(settings) as second:
        assert first is second
    set_corpus(settings, "boats", "lamps")
    with acquire(settings, stale=True) as old:
        build(settings, read(settings))
        with acquire(settings) as new:
            assert new is not old and new.embedder is old.embedder
            assert search_all(new, "dogs lamps") == {"boats", "lamps"}
        assert search_all(old, "dogs lamps") == {"boats", "dogs"}


def test_a_generation_in_use_is_not_swept_and_the_next_build_removes_it(settings: Settings) -> None:
    old_folder = folder(settings)
    with acquire(settings) as old:
        set_corpus(settings, "boats")
        report = build(settings, read(settings))
        assert report.left == (old.id,) and report.swept == () and old_folder.is_dir()
        assert old.store.all_provisions()
    again = build(settings, read(settings))
    assert not again.built and again.swept == (old_folder.name,) and not old_folder.exists()


def test_a_generation_that_is_open_but_not_in_use_is_swept(settings: Settings) -> None:
    with acquire(settings):
        pass
    set_corpus(settings, "boats")
    assert build(settings, read(settings)).left == ()


def test_readers_see_the_old_or_the_new_and_never_a_mixture(settings: Settings) -> None:
    seen: set[tuple[str, ...]] = set()
    errors: list[Exception] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                with acquire(settings, stale=True) as index:
                    seen.add(tuple(sorted(search_all(index, "dogs boats lamps"))))
            except Exception as error:
                errors.append(error)
                return

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for names in (["dogs", "lamps"], ["lamps"], ["boats", "dogs"]):
        set_corpus(settings, *names)
        build(settings, read(settings))
    done.set()
    for reader in readers:
        reader.join()
    assert not errors
    assert seen <= {("boats", "dogs"), ("dogs", "lamps"), ("lamps",)} and len(seen) > 1
    assert sweep(Layout(settings.index), read_pointer(Layout(settings.index)).id)[1] == ()


def test_an_index_built_anew_in_the_same_place_is_taken_up(settings: Settings) -> None:
    with acquire(settings) as first:
        pass
    settings.index.rename(settings.index.with_name("gone"))
    with pytest.raises(IndexMissing), acquire(settings):
        pass
    build(settings, read(settings))
    with acquire(settings) as second:
        assert search_all(second, "dogs") == {"dogs", "boats"} and second is not None and first is not None


def test_an_error_inside_the_block_gives_the_generation_back(settings: Settings) -> None:
    with pytest.raises(RuntimeError), acquire(settings):
        raise RuntimeError
    entry = index_module._shelf._current[settings.index.resolve()]
    assert entry.users == 0


def test_a_command_that_does_one_thing_keeps_its_generation(settings: Settings) -> None:
    index = open_current(settings)
    close_all()
    set_corpus(settings, "boats")
    assert build(settings, read(settings)).left == (index.id,)


def test_asking_imports_neither_torch_nor_chroma(settings: Settings) -> None:
    program = """
import sys
from pathlib import Path
from assistant.index import acquire
from assistant.settings import Settings
settings = Settings(corpus=Path(sys.argv[1]), index=Path(sys.argv[2]), embedder=sys.argv[3])
with acquire(settings) as index:
    index.vectors.search(index.embedder.encode_query("dog"), 3)
    index.lexical.search([("dog", 1.0)], 3)
    index.store.all_provisions()
heavy = ("torch", "transformers", "sentence_transformers", "chromadb", "langchain_chroma", "ingest", "streamlit", "onnx")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, (settings.corpus, settings.index, settings.embedder))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
