"""The adapter: low-rank changes to an embedding model's layers, trained for questions over governing documents.

Kept as data in `assistant/data/adapter.npz`: for each linear layer `<name>:a` of shape (rank, in) and `<name>:b` of shape
(out, rank), whose product is added to its weights; how much a token of a question counts as `weights:w` of shape
(dimensions,) and `weights:b`; `base`, the SHA-256 of the model that it was trained on. Trained by `python -m evals tune`,
and on by `python -m evals practise`.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from assistant.errors import DataError

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

FILE = Path(__file__).resolve().parent.parent / "assistant" / "data" / "adapter.npz"
INTERACTION = FILE.with_name("interaction.npz")  # here, since telling whether it has changed must not load torch
TUNE, RELATE = "`python -m evals tune`", "`python -m evals relate` once it is removed"
LEAST = 0.05

Changes = Mapping[str, tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """The changes by layer, the head that weighs tokens, and the model they belong to."""

    base: str
    layers: Changes
    head: npt.NDArray[np.float32]
    bias: float

    def apply(self, model: Module) -> None:
        """Adds the changes to the weights of a transformer in place. Raises DataError where it has no such layer."""
        add(model, self.layers, FILE, TUNE)

    def weights(self, tokens: Tensor) -> Tensor:
        """How much each token counts, above 0: of vectors of unit length, shape (..., dimensions)."""
        import torch

        head = torch.from_numpy(self.head)
        return torch.nn.functional.softplus(tokens @ head + self.bias) + LEAST


def add(model: Module, layers: Changes, path: Path, todo: str) -> None:
    """Adds changes to the weights of a model's layers in place. Raises DataError where it has no such layer."""
    import torch

    modules = dict(model.named_modules())
    with torch.no_grad():
        for name, (down, up) in layers.items():
            weight: Any = getattr(modules.get(name), "weight", None)
            if weight is None or tuple(weight.shape) != (len(up), down.shape[1]):
                raise DataError(f"{path}: the model has no layer {name} of that shape; run {todo}")
            weight += torch.from_numpy(up @ down)


def load(base: str, path: Path | None = None) -> Adapter | None:
    """The adapter for the model with this hash, None where there is none for it. Raises DataError for a damaged file."""
    path = path or FILE
    if not path.is_file():
        return None
    with opened(path, TUNE) as data:
        if str(data["base"]) != base:
            return None
        head = data["weights:w"].astype(np.float32)
        return Adapter(base=base, layers=changes(data), head=head, bias=float(data["weights:b"]))


def save(adapter: Adapter, path: Path | None = None) -> None:
    """Writes an adapter, its numbers as float16."""
    rest = {"base": adapter.base, "weights:w": adapter.head, "weights:b": adapter.bias}
    write(path or FILE, adapter.layers, rest)


def changes(data: Any) -> dict[str, tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    """The changes by layer among the arrays of an opened file."""
    names = sorted({name.removesuffix(":a") for name in data.files if name.endswith(":a")})
    return {name: (data[f"{name}:a"].astype(np.float32), data[f"{name}:b"].astype(np.float32)) for name in names}


def write(path: Path, layers: Changes, rest: Mapping[str, Any]) -> None:
    """Writes changes as float16, and what else belongs to them, to one file."""
    data = dict(rest)
    for name, (down, up) in layers.items():
        data[f"{name}:a"], data[f"{name}:b"] = down.astype(np.float16), up.astype(np.float16)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        np.savez_compressed(file, **data)
    os.replace(part, path)


def digest(base: str, path: Path, todo: str) -> bytes:
    """What tells one file of weights for the model with this hash from another; empty where there is none. Reads no
    weights."""
    if not path.is_file():
        return b""
    with opened(path, todo) as data:
        fits = str(data["base"]) == base
    return hashlib.sha256(path.read_bytes()).digest() if fits else b""


@contextmanager
def opened(path: Path, todo: str) -> Iterator[Any]:
    """The arrays of a file of weights by name, each read when asked for. Raises DataError, saying what is to do, where it is
    damaged."""
    try:
        with np.load(path) as data:
            yield data
    except (OSError, EOFError, ValueError, TypeError, AttributeError, KeyError, BadZipFile, zlib.error) as error:
        raise DataError(f"{path}: no weights in it ({error}); run {todo}") from error
