"""The tuned model's reading of each provision: a vector for the whole, and a vector a token for late interaction, where a
provision is near a question when each of its tokens finds a near one there.

Kept beside the chunk vectors as two float16 matrices; which rows belong to which provision stands in `late.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.embedder import Encoded
from assistant.errors import IndexMismatch

Vectors = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FILES = ("late.npy", "whole.npy", "late.json")


def write(folder: Path, ids: Sequence[str], hashes: Sequence[str], read: Sequence[Encoded]) -> None:
    """Writes what was read of provisions, in the order of `ids`; `hashes` are of the texts that were embedded."""
    folder.mkdir(parents=True)
    nothing = np.zeros((0, 1), dtype=np.float32)
    np.save(folder / "late.npy", np.concatenate([one.tokens for one in read] or [nothing]).astype(np.float16))
    np.save(folder / "whole.npy", (np.stack([one.vector for one in read]) if read else nothing).astype(np.float16))
    told = {"id": list(ids), "hash": list(hashes), "tokens": [len(one.tokens) for one in read]}
    (folder / "late.json").write_text(json.dumps(told), encoding="utf-8")


class LateReader:
    """The token vectors of a finished generation. Read-only, safe to share. Raises IndexMismatch when damaged."""

    def __init__(self, folder: Path) -> None:
        try:
            told = json.loads((folder / "late.json").read_text(encoding="utf-8"))
            self._matrix: Vectors = np.load(folder / "late.npy").astype(np.float32)
            self._whole: Vectors = np.load(folder / "whole.npy").astype(np.float32)
            self.ids: list[str] = told["id"]
            self._hashes: list[str] = told["hash"]
            self._counts = np.array(told["tokens"], dtype=np.int64)
        except Exception as error:  # numpy raises bare exceptions of many kinds for a damaged file
            raise IndexMismatch(
                f"The token vectors in {folder} cannot be read ({error}): run `python -m ingest`."
            ) from error
        if int(self._counts.sum()) != len(self._matrix) or len(self._whole) != len(self.ids):
            raise IndexMismatch(f"The token vectors in {folder} do not fit together: run `python -m ingest`.")
        self._starts = (np.cumsum(self._counts) - self._counts).astype(np.int64)

    def __len__(self) -> int:
        return len(self.ids)

    def nearest(self, tokens: Vectors, position: Mapping[str, int]) -> Vectors:
        """The cosine of each provision's nearest token to each token of a question, shape (positions, tokens), 0 where there
        is none."""
        out = np.zeros((len(position), len(tokens)), dtype=np.float32)
        read = np.flatnonzero(self._counts)
        if len(read) and len(tokens):
            places = [position[self.ids[at]] for at in read]
            out[places] = np.maximum.reduceat(self._matrix @ tokens.T, self._starts[read], axis=0)
        return out

    def cosines(self, vector: Vectors, position: Mapping[str, int]) -> Vectors:
        """The cosine of each provision's vector to a question's, shape (positions,), 0 where there is none."""
        out = np.zeros(len(position), dtype=np.float32)
        out[[position[id_] for id_ in self.ids]] = self._whole @ vector
        return out

    def known(self) -> dict[str, Encoded]:
        """What was read by the hash of its text: what the next build need not embed again."""
        spans = zip(self._starts, self._counts, strict=True)
        tokens = [self._matrix[start : start + count] for start, count in spans]
        return {
            digest: Encoded(vector=vector, tokens=found, weights=np.ones(len(found), dtype=np.float32))
            for digest, vector, found in zip(self._hashes, self._whole, tokens, strict=True)
        }
