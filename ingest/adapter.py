"""The adapter: low-rank changes to an embedding model's layers, trained for questions over governing documents.

Kept as data in `assistant/data/adapter.npz`: for each linear layer `<name>:a` of shape (rank, in) and `<name>:b` of shape
(out, rank), whose product is added to its weights; how much a token of a question counts as `weights:w` of shape
(dimensions,) and `weights:b`; `base`, the SHA-256 of the model that it was trained on. Trained by `python -m evals tune`,
and on by `python -m evals practise`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
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
LEAST = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """The changes by layer, the head that weighs tokens, and the model they belong to."""

    base: str
    layers: dict[str, tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]
    head: npt.NDArray[np.float32]
    bias: float

    def apply(self, model: Module) -> None:
        """Adds the changes to the weights of a transformer in place. Raises DataError where it has no such layer."""
        import torch

        modules = dict(model.named_modules())
        with torch.no_grad():
            for name, (down, up) in self.layers.items():
                weight: Any = getattr(modules.get(name), "weight", None)
                if weight is None or tuple(weight.shape) != (len(up), down.shape[1]):
                    raise DataError(f"{FILE}: the model has no layer {name} of that shape; run `python -m evals tune`")
                weight += torch.from_numpy(up @ down)

    def weights(self, tokens: Tensor) -> Tensor:
        """How much each token counts, above 0: of vectors of unit length, shape (..., dimensions)."""
        import torch

        head = torch.from_numpy(self.head)
        return torch.nn.functional.softplus(tokens @ head + self.bias) + LEAST


def load(base: str, path: Path | None = None) -> Adapter | None:
    """The adapter for the model with this hash, None where there is none for it. Raises DataError for a damaged file."""
    path = path or FILE
    if not path.is_file():
        return None
    with _opened(path) as data:
        if str(data["base"]) != base:
            return None
        names = sorted({name.removesuffix(":a") for name in data.files if name.endswith(":a")})
        layers = {name: (data[f"{name}:a"].astype(np.float32), data[f"{name}:b"].astype(np.float32)) for name in names}
        head = data["weights:w"].astype(np.float32)
        return Adapter(base=base, layers=layers, head=head, bias=float(data["weights:b"]))


def save(adapter: Adapter, path: Path | None = None) -> None:
    """Writes an adapter, its numbers as float16."""
    path = path or FILE
    data: dict[str, Any] = {"base": adapter.base, "weights:w": adapter.head, "weights:b": adapter.bias}
    for name, (down, up) in adapter.layers.items():
        data[f"{name}:a"], data[f"{name}:b"] = down.astype(np.float16), up.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, **data)


def digest(base: str, path: Path | None = None) -> bytes:
    """What tells one adapter for the model with this hash from another; empty where there is none. Reads no weights."""
    path = path or FILE
    if not path.is_file():
        return b""
    with _opened(path) as data:
        fits = str(data["base"]) == base
    return hashlib.sha256(path.read_bytes()).digest() if fits else b""


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The arrays of an adapter's file by name, each read when asked for. Raises DataError where it is damaged."""
    try:
        with np.load(path) as data:
            yield data
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise DataError(f"{path}: no adapter in it ({error}); run `python -m evals tune`") from error
