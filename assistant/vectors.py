"""The vectors of one generation: Chroma through langchain-chroma is the store; the only file that knows either.

Beside Chroma stands the same data as one matrix (`matrix.npy`, with its rows' names in `rows.json`). A corpus of up to
50,000 chunks is searched there, exactly: a product of matrix and vector takes 0.1 ms for a small corpus and about as long
as HNSW at 50,000, misses nothing, and spares a fresh process the second of CPU time that importing Chroma costs. Above
that Chroma's HNSW answers, with `ef_search` set for recall. Both are written from the same rows, are compared when a
generation is built, and a test holds them to the same answers.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
import numpy.typing as npt

from assistant.errors import IndexMismatch

if TYPE_CHECKING:
    from langchain_chroma import Chroma

Vectors = npt.NDArray[np.float32]
Near = tuple[str, str, str, float]

EXACT_UP_TO = 50_000
COLLECTION = "chunks"
CHROMA_BATCH = 2_000
HNSW = {"space": "cosine", "ef_search": 400, "ef_construction": 200, "max_neighbors": 16}


class Metadata(TypedDict):
    """What Chroma keeps beside a vector; `hash` is of the text that was embedded."""

    provision: str
    document: str
    version: str
    kind: str
    hash: str


class VectorWriter:
    """Writes the vectors of a new generation into an empty folder; nothing is complete before `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "chroma").mkdir(parents=True)
        self._store, self._close, self._given = _open_chroma(folder / "chroma", create=True)
        self._ids: list[str] = []
        self._parts: list[Vectors] = []
        self._metadatas: list[Metadata] = []

    def add(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata], texts: Sequence[str]) -> None:
        """Adds chunks: unit vectors of shape (len(ids), dimensions), each id once in a generation."""
        for start in range(0, len(ids), CHROMA_BATCH):
            part = slice(start, start + CHROMA_BATCH)
            self._given.vectors = list(vectors[part])
            self._store.add_texts(list(texts[part]), metadatas=[dict(one) for one in metadatas[part]], ids=list(ids[part]))
        self._ids.extend(ids)
        self._parts.append(np.asarray(vectors, dtype=np.float32))
        self._metadatas.extend(metadatas)

    def close(self) -> None:
        """Closes Chroma and writes the matrix."""
        self._close()
        matrix = np.concatenate(self._parts) if self._parts else np.zeros((0, 1), dtype=np.float32)
        np.save(self._folder / "matrix.npy", matrix)
        columns = {name: [row[name] for row in self._metadatas] for name in Metadata.__annotations__}  # type: ignore[literal-required]
        rows = json.dumps({"id": self._ids, **columns}, ensure_ascii=False)
        (self._folder / "rows.json").write_text(rows, encoding="utf-8")


class VectorReader:
    """Searches the vectors of a finished generation. Safe to share between threads. Raises IndexMismatch when damaged."""

    def __init__(self, folder: Path, exact_up_to: int = EXACT_UP_TO) -> None:
        try:
            self._rows: dict[str, list[str]] = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
            self._ids = self._rows["id"]
            self._matrix: Vectors = np.asarray(np.load(folder / "matrix.npy", mmap_mode="r" if self._ids else None))
            names = sorted(set(self._rows["document"]))
        except Exception as error:  # numpy raises bare exceptions of many kinds for a damaged file
            raise IndexMismatch(f"The vectors in {folder} cannot be read ({error}): run `python -m ingest`.") from error
        if len(self._ids) != len(self._matrix):
            raise IndexMismatch(
                f"The vectors in {folder} do not fit together ({len(self._matrix)} vectors, {len(self._ids)} rows): "
                "run `python -m ingest`."
            )
        self._codes = {name: code for code, name in enumerate(names)}
        self._document = np.array([self._codes[name] for name in self._rows["document"]], dtype=np.int32)
        self._chroma: Chroma | None = None
        self._close: Callable[[], None] = _nothing
        if len(self._ids) > exact_up_to:
            self._chroma, self._close, _ = _open_chroma(folder / "chroma", create=False)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def reads_chroma(self) -> bool:
        """Whether Chroma answers, not the matrix."""
        return self._chroma is not None

    def search(self, vector: Vectors, k: int, documents: tuple[str, ...] = ()) -> list[Near]:
        """The k chunks nearest to a unit vector as (chunk id, provision id, kind, cosine), best first, ties by id.

        `documents` limits the search to documents by id; none given means all.
        """
        if self._chroma is not None:
            return self._search_chroma(self._chroma, vector, k, documents)
        if not self._ids:
            return []
        cosines = self._matrix @ np.asarray(vector, dtype=np.float32)
        places = np.arange(len(cosines))
        if documents:
            wanted = [self._codes[name] for name in documents if name in self._codes]
            places = np.flatnonzero(np.isin(self._document, wanted))
        if len(places) > k:
            cut = np.partition(cosines[places], len(places) - k)[len(places) - k]
            places = places[cosines[places] >= cut]
        found = [self._near(int(place), float(cosines[place])) for place in places]
        return sorted(found, key=_best_first)[:k]

    @property
    def rows(self) -> dict[str, list[str]]:
        """The columns of all chunks by name (id, provision, document, version, kind, hash), in the matrix's order."""
        return self._rows

    def matrix(self) -> Vectors:
        """All vectors, shape (chunks, dimensions), in the order of `rows`; mapped from the file, not to be written."""
        return self._matrix

    def cosines(self, vector: Vectors) -> Vectors | None:
        """The cosine of a unit vector with every chunk, shape (chunks,); None where Chroma is searched instead."""
        if self.reads_chroma:
            return None
        found: Vectors = self._matrix @ np.asarray(vector, dtype=np.float32)
        return found

    def vectors(self) -> tuple[list[str], Vectors]:
        """The hash of each chunk's text and the vectors, row by row: what the next build need not embed again."""
        return self._rows["hash"], self._matrix

    def close(self) -> None:
        """Lets go of Chroma's files, where they were open."""
        self._close()

    def _near(self, place: int, cosine: float) -> Near:
        return self._ids[place], self._rows["provision"][place], self._rows["kind"][place], cosine

    def _search_chroma(self, store: Chroma, vector: Vectors, k: int, documents: tuple[str, ...]) -> list[Near]:
        only: dict[str, Any] | None = {"document": {"$in": list(documents)}} if documents else None
        try:
            found = store.similarity_search_by_vector_with_relevance_scores(
                [float(value) for value in vector], k=k, filter=only
            )
        except Exception as error:  # Chroma raises errors of many kinds for damaged files
            raise IndexMismatch(f"Chroma cannot search this index ({error}): run `python -m ingest`.") from error
        near = [(str(one.id), one.metadata["provision"], one.metadata["kind"], 1.0 - float(far)) for one, far in found]
        return sorted(near, key=_best_first)


def compare(folder: Path, probes: int = 5) -> None:
    """Checks a finished folder: Chroma holds as many chunks as the matrix, and finds each probed one by its own vector.

    Raises IndexMismatch where it doesn't.
    """
    exact, approximate = VectorReader(folder), VectorReader(folder, exact_up_to=-1)
    try:
        held = approximate._chroma.get(include=[])["ids"] if approximate._chroma is not None else []
        if len(held) != len(exact):
            raise IndexMismatch(f"Chroma in {folder} holds {len(held)} chunks, not {len(exact)}: run `python -m ingest`.")
        for place in range(0, len(exact), max(1, len(exact) // probes)):
            vector = np.asarray(exact._matrix[place])
            cosines = [reader.search(vector, 1)[0][3] for reader in (exact, approximate)]
            if abs(cosines[0] - cosines[1]) > 1e-3:
                raise IndexMismatch(f"Chroma in {folder} does not find {exact._ids[place]}: run `python -m ingest`.")
    finally:
        exact.close()
        approximate.close()


def blank_unused(folder: Path) -> None:
    """Blanks the places that Chroma's HNSW files have set aside and not filled; the last thing done to new vectors.

    Chroma writes these files when rows are added and when a small collection is first searched, unused places as the
    memory happened to be: they may hold pieces of texts read before, of a document that was just removed, say. The
    header tells places, places filled and bytes a place.
    """
    for header in (folder / "chroma").glob("*/header.bin"):
        version, _, places, filled, size = struct.unpack_from("<iQQQQ", header.read_bytes())
        for name, each in (("data_level0.bin", size), ("length.bin", 4)):
            path = header.with_name(name)
            if version == 1 and path.is_file() and path.stat().st_size == places * each:
                with path.open("r+b") as file:
                    file.seek(filled * each)
                    file.write(bytes((places - filled) * each))


def _best_first(near: Near) -> tuple[float, str]:
    return -near[3], near[0]


def _nothing() -> None:
    return None


def _open_chroma(folder: Path, *, create: bool) -> tuple[Chroma, Callable[[], None], Any]:
    """Chroma over a folder, what closes it, and the embeddings object that hands it vectors made elsewhere."""
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    class Given(Embeddings):
        """Hands langchain-chroma the vectors that were computed before: of texts in their order, of a question the first."""

        vectors: Sequence[Sequence[float]] = ()

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return self.vectors  # type: ignore[return-value]  # Chroma takes arrays as they are

        def embed_query(self, text: str) -> list[float]:
            return list(self.vectors[0])

    given = Given()
    try:
        client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        configuration: Mapping[str, Any] = {"hnsw": dict(HNSW)}
        store = Chroma(
            COLLECTION,
            embedding_function=given,
            client=client,
            create_collection_if_not_exists=create,
            collection_configuration=configuration if create else None,  # type: ignore[arg-type]
        )
    except Exception as error:  # Chroma raises errors of many kinds for damaged files
        raise IndexMismatch(f"Chroma cannot open {folder} ({error}): run `python -m ingest`.") from error

    return store, client.close, given
