"""What the interaction model attends to in each provision of a generation: keys and values, token by token.

Kept as one matrix of signed bytes, every part of every token with a scale of its own; it is mapped, since a question
needs the rows of a few provisions. Which rows belong to which provision stands in `keys.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.errors import IndexMismatch

Vectors = npt.NDArray[np.float32]
FILES = ("keys.npy", "scales.npy", "keys.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys and values of a text: signed bytes, shape (tokens, parts, dimensions); their scales, (tokens, parts)."""

    codes: npt.NDArray[np.int8]
    scales: Vectors

    def __len__(self) -> int:
        return len(self.codes)

    def unpacked(self) -> Vectors:
        """The numbers themselves, shape (tokens, parts, dimensions)."""
        return np.asarray(self.codes * self.scales[..., None], dtype=np.float32)


def side_by_side(keys: Sequence[Keys]) -> tuple[Vectors, Vectors]:
    """The numbers of some texts, at least one, shape (texts, longest, parts, dimensions), and 1 where they are a text's own,
    0 for padding, shape (texts, longest)."""
    longest = max(map(len, keys))
    laid = np.zeros((len(keys), longest, *keys[0].codes.shape[1:]), dtype=np.float32)
    there = np.zeros((len(keys), longest), dtype=np.float32)
    for row, one in enumerate(keys):
        np.multiply(one.codes, one.scales[..., None], out=laid[row, : len(one)])
        there[row, : len(one)] = 1
    return laid, there


def packed(keys: Vectors) -> Keys:
    """Numbers of shape (tokens, parts, dimensions), each within half a scale of what it was."""
    scales = np.maximum(np.abs(keys).max(axis=2) / 127, 1e-12).astype(np.float32)
    return Keys(codes=np.rint(keys / scales[..., None]).astype(np.int8), scales=scales)


def write(folder: Path, ids: Sequence[str], hashes: Sequence[str], keys: Sequence[Keys]) -> None:
    """Writes the keys of provisions, in the order of `ids`; `hashes` are of the texts that were read."""
    folder.mkdir(parents=True)
    nothing = Keys(codes=np.zeros((0, 1, 1), dtype=np.int8), scales=np.zeros((0, 1), dtype=np.float32))
    np.save(folder / "keys.npy", np.concatenate([one.codes for one in keys or [nothing]]))
    np.save(folder / "scales.npy", np.concatenate([one.scales for one in keys or [nothing]]))
    told = {"id": list(ids), "hash": list(hashes), "tokens": [len(one) for one in keys]}
    (folder / "keys.json").write_text(json.dumps(told), encoding="utf-8")


class KeysReader:
    """The keys of a finished generation. Read-only, safe to share. Raises IndexMismatch when damaged."""

    def __init__(self, folder: Path) -> None:
        try:
            told = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
            self._codes = np.load(folder / "keys.npy", mmap_mode="r" if told["id"] else None)
            self._scales: Vectors = np.load(folder / "scales.npy")
            self._hashes: list[str] = told["hash"]
            ends = np.cumsum(told["tokens"], dtype=np.int64)
            starts = ends - np.array(told["tokens"], dtype=np.int64)
            self._span = {id_: slice(*span) for id_, *span in zip(told["id"], starts.tolist(), ends.tolist(), strict=True)}
            rows = int(ends[-1]) if len(ends) else 0
            fit = (
                len(ends) == len(self._hashes)
                and rows == len(self._codes) == len(self._scales)
                and bool((starts <= ends).all())
            )
        except Exception as error:  # numpy raises bare exceptions of many kinds for a damaged file
            raise IndexMismatch(f"The keys in {folder} cannot be read ({error}): run `python -m ingest`.") from error
        if not fit:
            raise IndexMismatch(f"The keys in {folder} do not fit together: run `python -m ingest`.")

    def __len__(self) -> int:
        return len(self._span)

    def of(self, id_: str) -> Keys:
        """The keys of a provision. Raises KeyError for one that was not read."""
        span = self._span[id_]
        return Keys(codes=np.asarray(self._codes[span]), scales=self._scales[span])

    def known(self) -> dict[str, Keys]:
        """The keys by the hash of the text: what the next build need not read again."""
        return {digest: self.of(id_) for digest, id_ in zip(self._hashes, self._span, strict=True)}
