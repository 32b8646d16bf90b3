"""The interaction model: a copy of an embedding model's last layers, taught to read a question with a provision at hand.

The layers below have read both texts by themselves. What a provision gives to the attention of the last layers (its keys and
values) is kept with the index, so of a pair only the question is read on: each of its tokens attends to the question's and
to the provision's. What comes out is one number, the log-odds that the provision answers the question. Provisions read
beforehand: arXiv 2004.14255; questions that attend to provisions: arXiv 2004.13313.

Kept as data in `assistant/data/interaction.npz`: the changes to the layers as in an adapter's file; `asked` of shape
(width,) and `held` of shape (layers, width), added to the tokens of questions and of provisions; `inner` and `outer`, what
turns a question read into a number; `base`, the SHA-256 of the model. Trained by `python -m evals relate`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from assistant.errors import DataError
from ingest import adapter

LAST = 3
MASKED = -1e4

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The model they belong to, the changes by layer, and the arrays besides, by name."""

    base: str
    layers: Mapping[str, tuple[Floats, Floats]]
    arrays: Mapping[str, Floats]


class Interaction(nn.Module):
    """The last layers of a BERT, at most LAST, as they are; nothing of the transformer itself is changed."""

    def __init__(self, transformer: nn.Module) -> None:
        super().__init__()
        model: Any = transformer
        self.first = first_of(transformer)
        self.blocks = nn.ModuleList(copy.deepcopy(list(model.encoder.layer)[self.first :]))
        self.blocks.requires_grad_(False)
        self.heads, width = int(model.config.num_attention_heads), int(model.config.hidden_size)
        self.asked = nn.Parameter(torch.zeros(width))
        self.held = nn.Parameter(torch.zeros(len(self.blocks), width))
        self.inner, self.outer = nn.Linear(2 * width, width), nn.Linear(width, 1)
        nn.init.zeros_(self.outer.weight)
        nn.init.constant_(self.outer.bias, -1.0)  # at first a provision is rather taken for no answer

    def keys(self, states: Tensor) -> Tensor:
        """Keys and values of provisions, shape (n, tokens, 2 * layers, width), from what came into the last layers, shape
        (n, tokens, layers, width)."""
        found = []
        for at, block in enumerate(self.blocks):
            own: Any = block
            given = states[:, :, at] + self.held[at]
            found += [own.attention.self.key(given), own.attention.self.value(given)]
        return torch.stack(found, dim=2)

    def forward(self, begun: Tensor, own: Tensor, keys: Tensor, there: Tensor) -> Tensor:
        """Log-odds, shape (n,), of n pairs: questions as they came into the last layers, shape (n, tokens, width), and the
        provisions' keys; `own` and `there`, shape (n, tokens), are 1 for tokens and 0 for padding. One question, of n = 1,
        may be laid beside many provisions."""
        x, many = begun + self.asked, keys.shape[0]
        mask = torch.cat([own.expand(many, -1), there], dim=1)[:, None, None, :]
        for at, block in enumerate(self.blocks):
            layer: Any = block
            attention = layer.attention.self
            key = torch.cat([attention.key(x).expand(many, -1, -1), keys[:, :, 2 * at]], dim=1)
            value = torch.cat([attention.value(x).expand(many, -1, -1), keys[:, :, 2 * at + 1]], dim=1)
            query = self._heads(attention.query(x) * self._scale())
            share = (query @ self._heads(key).transpose(2, 3)) + (1 - mask) * MASKED
            read = (torch.softmax(share, dim=-1) @ self._heads(value)).transpose(1, 2)
            x = layer.attention.output(read.reshape(many, -1, x.shape[2]), x)
            x = layer.output(layer.intermediate(x), x)
        weight = own[..., None].to(x.dtype)
        mean = (x * weight).sum(1) / weight.sum(1)
        with torch.autocast("cpu", enabled=False):
            found: Tensor = self.outer(torch.tanh(self.inner(torch.cat([x[:, 0], mean], dim=1).float()))).squeeze(-1)
        return found

    def weights(self, base: str, layers: Mapping[str, tuple[Floats, Floats]]) -> Weights:
        """All there is to keep, with the changes to the layers."""
        arrays = {name: tensor.detach().numpy().astype(np.float32) for name, tensor in self._free().items()}
        return Weights(base=base, layers=layers, arrays=arrays)

    def take(self, weights: Weights) -> None:
        """Becomes what was kept. Raises DataError where the model has no such layers."""
        adapter.add(self.blocks, weights.layers, adapter.INTERACTION, adapter.RELATE)
        self.take_arrays(weights)

    def take_arrays(self, weights: Weights) -> None:
        """Takes all but the changes to the layers. Raises DataError as `take` does."""
        with torch.no_grad():
            for name, tensor in self._free().items():
                if name not in weights.arrays or weights.arrays[name].shape != tuple(tensor.shape):
                    raise DataError(f"{adapter.INTERACTION}: no {name} of shape {tuple(tensor.shape)}; run {adapter.RELATE}")
                tensor.copy_(torch.from_numpy(weights.arrays[name]))

    def _free(self) -> dict[str, nn.Parameter]:
        return {name: tensor for name, tensor in self.named_parameters() if not name.startswith("blocks.")}

    def _heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def _scale(self) -> float:
        return float((len(self.asked) // self.heads) ** -0.5)


def load(base: str, path: Path | None = None) -> Weights | None:
    """The weights for the model with this hash, None where there are none for it. Raises DataError for a damaged file."""
    path = path or adapter.INTERACTION
    if not path.is_file():
        return None
    with adapter.opened(path, adapter.RELATE) as data:
        if str(data["base"]) != base:
            return None
        rest = [name for name in data.files if name != "base" and not name.endswith((":a", ":b"))]
        arrays = {name: data[name].astype(np.float32) for name in rest}
        return Weights(base=base, layers=adapter.changes(data), arrays=arrays)


def save(weights: Weights, path: Path | None = None) -> None:
    """Writes the weights, their numbers as float16."""
    arrays = {name: array.astype(np.float16) for name, array in weights.arrays.items()}
    adapter.write(path or adapter.INTERACTION, weights.layers, {"base": weights.base, **arrays})


def first_of(transformer: nn.Module) -> int:
    """The first of the layers that an interaction model copies."""
    model: Any = transformer
    return max(0, len(model.encoder.layer) - LAST)


@contextmanager
def states(transformer: nn.Module, first: int) -> Iterator[list[Tensor]]:
    """A list that holds, after each run of the transformer, what came into its layers from the `first` on."""
    model: Any = transformer
    found: list[Tensor] = []
    layers = list(model.encoder.layer)[first:]

    def put(at: int, given: Any) -> None:
        if at == 0:
            found.clear()
        found.append(given[0])

    hooks = [layer.register_forward_pre_hook(lambda _, given, at=at: put(at, given)) for at, layer in enumerate(layers)]
    try:
        yield found
    finally:
        for hook in hooks:
            hook.remove()
