"""Token vectors for late interaction: a provision is near a question when each of its tokens finds a near one there.

Kept beside the chunk vectors as one float16 matrix; which rows belong to which provision stands in `late.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.errors import IndexMismatch

Vectors = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def write(folder: Path, ids: Sequence[str], hashes: Sequence[str], vectors: Sequence[Vectors]) -> None:
    """Writes the token vectors of provisions, in the order of `ids`; `hashes` are of the texts that were embedded."""
    folder.mkdir(parents=True)
    matrix = np.concatenate(vectors) if vectors else np.zeros((0, 1), dtype=np.float32)
    np.save(folder / "late.npy", matrix.astype(np.float16))
    told = {"id": list(ids), "hash": list(hashes), "tokens": [len(one) for one in vectors]}
    (folder / "late.json").write_text(json.dumps(told), encoding="utf-8")


class LateReader:
    """The token vectors of a finished generation. Read-only, safe to share. Raises IndexMismatch when damaged."""

    def __init__(self, folder: Path) -> None:
        try:
            told = json.loads((folder / "late.json").read_text(encoding="utf-8"))
            self._matrix: Vectors = np.load(folder / "late.npy").astype(np.float32)
            self.ids: list[str] = told["id"]
            self._hashes: list[str] = told["hash"]
            self._counts = np.array(told["tokens"], dtype=np.int64)
        except (OSError, ValueError, KeyError) as error:
            raise IndexMismatch(
                f"The token vectors in {folder} cannot be read ({error}): run `python -m ingest`."
            ) from error
        if int(self._counts.sum()) != len(self._matrix):
            raise IndexMismatch(f"The token vectors in {folder} do not fit together: run `python -m ingest`.")
        self._starts = (np.cumsum(self._counts) - self._counts).astype(np.int64)
        self._place = {id_: at for at, id_ in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.ids)

    def nearest(self, tokens: Vectors, ids: Sequence[str]) -> Vectors:
        """The cosine of each provision's nearest token to each token of a question, shape (ids, tokens)."""
        out = np.zeros((len(ids), len(tokens)), dtype=np.float32)
        held = [(at, self._place[id_]) for at, id_ in enumerate(ids) if id_ in self._place]
        rows = [(at, place) for at, place in held if self._counts[place]]
        if not rows or not len(tokens):
            return out
        places = np.array([place for _, place in rows], dtype=np.int64)
        counts = self._counts[places]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        picked = np.repeat(self._starts[places] - starts, counts) + np.arange(int(counts.sum()))
        cosines = self._matrix[picked] @ tokens.T
        out[[at for at, _ in rows]] = np.maximum.reduceat(cosines, starts, axis=0)
        return out

    def known(self) -> dict[str, Vectors]:
        """The token vectors by the hash of their text: what the next build need not embed again."""
        return {
            digest: self._matrix[start : start + count]
            for digest, start, count in zip(self._hashes, self._starts, self._counts, strict=True)
        }
