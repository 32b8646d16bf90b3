"""Vectors: exact search and Chroma, held to the same answers."""

import struct
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMismatch
from assistant.vectors import VectorReader, VectorWriter, blank_unused, compare

N, D = 600, 24


def rows(n: int = N) -> tuple[list[str], np.ndarray, list[dict[str, str]], list[str]]:
    vectors = np.random.default_rng(5).normal(size=(n, D)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = [f"c{place:04d}" for place in range(n)]
    metadatas = [
        {"provision": f"p{place // 2}", "document": f"d{place % 7}", "version": "1", "kind": "own", "hash": f"h{place}"}
        for place in range(n)
    ]
    return ids, vectors, metadatas, [f"text {place % 50}" for place in range(n)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vectors") / "v"
    writer = VectorWriter(folder)
    ids, vectors, metadatas, texts = rows()
    writer.add(ids[:400], vectors[:400], metadatas[:400], texts[:400])  # type: ignore[arg-type]
    writer.add(ids[400:], vectors[400:], metadatas[400:], texts[400:])  # type: ignore[arg-type]
    writer.close()
    return folder


@pytest.mark.parametrize("documents", [(), ("d3",), ("d3", "d5", "no such")])
@pytest.mark.parametrize("exact_up_to", [N, 0])
def test_matrix_and_chroma_find_what_a_full_comparison_finds(
    folder: Path, exact_up_to: int, documents: tuple[str, ...]
) -> None:
    ids, vectors, metadatas, _ = rows()
    reader = VectorReader(folder, exact_up_to=exact_up_to)
    assert reader.reads_chroma == (exact_up_to == 0)
    for place in (0, 17, 599):
        cosines = vectors @ vectors[place]
        allowed = [at for at in range(N) if not documents or metadatas[at]["document"] in documents]
        best = sorted(allowed, key=lambda at: (-cosines[at], ids[at]))[:10]
        found = reader.search(vectors[place], 10, documents)
        assert [one[0] for one in found] == [ids[at] for at in best]
        assert [one[1:3] for one in found] == [(metadatas[at]["provision"], "own") for at in best]
        assert [one[3] for one in found] == pytest.approx([cosines[at] for at in best], abs=1e-4)
    reader.close()


def test_documents_that_are_not_held_leave_nothing(folder: Path) -> None:
    for exact_up_to in (N, 0):
        reader = VectorReader(folder, exact_up_to=exact_up_to)
        assert reader.search(rows()[1][0], 10, ("no such",)) == []
        reader.close()


def test_more_wanted_than_held_gives_all(folder: Path) -> None:
    assert len(VectorReader(folder).search(rows()[1][0], 10 * N)) == N


def test_equal_scores_are_ordered_by_id(tmp_path: Path) -> None:
    writer = VectorWriter(tmp_path / "v")
    ids, vectors, metadatas, texts = rows(9)
    writer.add(ids[::-1], np.repeat(vectors[:1], 9, axis=0), metadatas, texts)  # type: ignore[arg-type]
    writer.close()
    assert [one[0] for one in VectorReader(tmp_path / "v").search(vectors[0], 4)] == ids[:4]


def test_an_empty_corpus_is_searched_in_vain(tmp_path: Path) -> None:
    VectorWriter(tmp_path / "v").close()
    assert VectorReader(tmp_path / "v").search(np.ones(D, dtype=np.float32), 5) == []
    compare(tmp_path / "v")


def test_hashes_and_vectors_come_back_for_the_next_build(folder: Path) -> None:
    hashes, matrix = VectorReader(folder).vectors()
    assert hashes == [f"h{place}" for place in range(N)]
    assert np.array_equal(matrix, rows()[1])


def test_chroma_is_set_up_for_recall(folder: Path) -> None:
    reader = VectorReader(folder, exact_up_to=0)
    assert reader._chroma is not None
    told = reader._chroma._collection._model.configuration_json["hnsw"]
    assert (told["space"], told["ef_search"], told["ef_construction"]) == ("cosine", 400, 200)
    reader.close()


def test_chroma_and_matrix_that_disagree_are_found_out(tmp_path: Path) -> None:
    writer = VectorWriter(tmp_path / "v")
    writer.add(*rows(20))  # type: ignore[arg-type]
    writer.close()
    compare(tmp_path / "v")
    np.save(tmp_path / "v" / "matrix.npy", -rows(20)[1])
    with pytest.raises(IndexMismatch, match="does not find c0000"):
        compare(tmp_path / "v")


@pytest.mark.parametrize("n", [20, 150])
def test_places_set_aside_in_chroma_hold_nothing_and_it_still_searches(tmp_path: Path, n: int) -> None:
    writer = VectorWriter(tmp_path / "v")
    writer.add(*rows(n))  # type: ignore[arg-type]
    writer.close()
    compare(tmp_path / "v")
    blank_unused(tmp_path / "v")
    path = next((tmp_path / "v" / "chroma").glob("*/data_level0.bin"))
    _, _, places, filled, size = struct.unpack_from("<iQQQQ", path.with_name("header.bin").read_bytes())
    assert path.stat().st_size == places * size and filled < places
    assert not any(path.read_bytes()[filled * size :])
    compare(tmp_path / "v")


@pytest.mark.parametrize("name", ["rows.json", "matrix.npy"])
def test_damaged_files_are_named(tmp_path: Path, name: str) -> None:
    writer = VectorWriter(tmp_path / "v")
    writer.add(*rows(20))  # type: ignore[arg-type]
    writer.close()
    (tmp_path / "v" / name).write_bytes((tmp_path / "v" / name).read_bytes()[:-100])
    with pytest.raises(IndexMismatch, match="python -m ingest"):
        VectorReader(tmp_path / "v")
