"""The ONNX graphs of an embedding model and of the interaction model beside it, traced from torch."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from ingest.adapter import Adapter
from ingest.interaction import Interaction, states

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def write_whole(model: SentenceTransformer, path: Path, adapter: Adapter | None, pairs: Interaction | None) -> None:
    """Writes the reading of texts as an ONNX graph."""

    class Whole(torch.nn.Module):
        """Token ids to a unit vector (transformer, pooling and whatever else the model has), to a unit vector a token, with
        an adapter to how much each token counts, with an interaction model to what it goes on from and to keys."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any = None) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            if token_type_ids is not None:
                features["token_type_ids"] = token_type_ids
            for module in self.model:
                features = module(features)
            whole = torch.nn.functional.normalize(features["sentence_embedding"], p=2, dim=1)
            tokens = torch.nn.functional.normalize(features["token_embeddings"], p=2, dim=2)
            found = [whole, tokens, *([adapter.weights(tokens)] if adapter is not None else [])]
            if pairs is not None:
                found += [came[0], pairs.keys(torch.stack(came, dim=2))]
            return tuple(found)

    bert: Any = model[0].auto_model
    sample = model.tokenizer(["a short text", "another one, a little longer"], padding=True, return_tensors="pt")
    outputs = ["embedding", "tokens", *(["weights"] if adapter is not None else [])]
    outputs += ["begun", "keys"] if pairs is not None else []
    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in sample]
    with ExitStack() as stack:
        came = stack.enter_context(states(bert, pairs.first)) if pairs is not None else []
        torch.onnx.export(
            Whole().eval(),
            tuple(sample[name] for name in names),
            str(path),
            input_names=names,
            output_names=outputs,
            dynamic_axes={
                **{name: {0: "batch", 1: "length"} for name in names},
                "embedding": {0: "batch"},
                **{name: {0: "batch", 1: "length"} for name in outputs[1:]},
            },
            opset_version=17,
            dynamo=False,
        )


def write_pairs(model: Interaction, path: Path) -> None:
    """Writes the reading of one question beside many provisions as an ONNX graph."""
    width, parts = len(model.asked), 2 * len(model.blocks)
    sample = (torch.randn(1, 5, width), torch.ones(1, 5), torch.randn(3, 7, parts, width), torch.ones(3, 7))
    torch.onnx.export(
        model.eval(),
        sample,
        str(path),
        input_names=["begun", "own", "keys", "there"],
        output_names=["told"],
        dynamic_axes={
            "begun": {1: "asked"}, "own": {1: "asked"}, "keys": {0: "many", 1: "length"}, "there": {0: "many", 1: "length"},
            "told": {0: "many"},
        },
        opset_version=17,
        dynamo=False,
    )  # fmt: skip
