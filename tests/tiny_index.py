"""Builders for tests of the index: a hand-made ONNX model of 16 dimensions and small corpora of made-up documents."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from assistant.embedder import PROBE, ModelMeta, OnnxEmbedder
from assistant.lexical import LexicalRow
from assistant.records import CitationForm, Definition, Document, Provision, Version
from assistant.settings import Settings
from assistant.sources import corpus_hash
from ingest.generation import Chunk, Contents

SENTENCES = """
    the owner of a dog must pay a permit fee may not leave the park in the night shows the leash asks the officer a lamp is
    in the street a boat keeps a bell council signs noise orders bicycle tree garden bench library book return day year
    month writes closes opens harbour
"""
WORDS = tuple(dict.fromkeys(SENTENCES.split()))
DIMENSIONS = 16


def make_model(folder: Path, seed: int = 1) -> Path:
    """An exported model whose vector of a text is the normalised sum of its words' random vectors."""
    folder.mkdir(parents=True)
    vocabulary = {"[UNK]": 0, "[PAD]": 1, **{word: place + 2 for place, word in enumerate(WORDS)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_truncation(64)
    tokenizer.enable_padding(pad_id=1, pad_token="[PAD]")
    tokenizer.save(str(folder / "tokenizer.json"))
    table = np.random.default_rng(seed).normal(size=(len(vocabulary), DIMENSIONS)).astype(np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
        helper.make_node("Mul", ["rows", "wide"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "second"], ["sum"], keepdims=0),
        helper.make_node("LpNormalization", ["sum"], ["embedding"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"]) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", DIMENSIONS])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([2]), "last"),
            numpy_helper.from_array(np.array([1]), "second"),
        ],
    )
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(folder / "model.onnx")
    )
    meta = ModelMeta(name="tiny", hash=f"{seed:064x}", dimensions=DIMENSIONS, max_tokens=64)
    meta.write(folder)
    replace(meta, probe=tuple(OnnxEmbedder(folder).encode([PROBE])[0].tolist())).write(folder)
    return folder


def make_settings(folder: Path, *documents: str) -> Settings:
    """Settings below `folder`, with the tiny model and a corpus of these documents."""
    model = folder / "model"
    if not model.exists():
        make_model(model)
    settings = Settings(corpus=folder / "corpus", data=folder / "data", index=folder / "index", embedder=str(model))
    set_corpus(settings, *documents)
    return settings


def set_corpus(settings: Settings, *documents: str) -> None:
    """Leaves exactly these documents in the corpus folder, each with 6 lines of made-up rules."""
    settings.corpus.mkdir(exist_ok=True)
    for path in settings.corpus.glob("*.txt"):
        path.unlink()
    for name in documents:
        rng = np.random.default_rng(sum(name.encode()))
        lines = [f"({letter}) {name} " + " ".join(rng.choice(WORDS, 9)) for letter in "abcdef"]
        (settings.corpus / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(settings: Settings) -> Contents:
    """The contents of the corpus folder: one provision, chunk and row a line."""
    documents, texts, provisions, chunks, rows = [], {}, [], [], []
    for path in sorted(settings.corpus.glob("*.txt")):
        name, text = path.stem, path.read_text(encoding="utf-8")
        documents.append(Document(id=name, title=name, short=name, tier="ordinance", rank=0, versions=(Version(id="1"),)))
        texts[name, "1"] = text
        start = 0
        for line in text.splitlines(keepends=True):
            marker = line[1]
            id, span = f"{name}@1/{marker}", (start + 4, start + len(line) - 1)
            provisions.append(make_provision(id=id, marker=f"({marker})", path=(marker,), start=span[0], end=span[1]))
            words = text[span[0] : span[1]]
            chunks.append(Chunk(id=f"{id}#own", provision=id, document=name, version="1", kind="own", text=words))
            rows.append(LexicalRow(provision=id, document=name, text=words, heading="Rules"))
            start += len(line)
    return Contents(
        documents=tuple(documents),
        texts=texts,
        provisions=tuple(provisions),
        definitions=tuple(
            Definition(term=one.id, also=(), provision=f"{one.id}@1/a", start=4, end=8) for one in documents[:1]
        ),
        forms=(CitationForm(code="City Code", section=r"\d+"),),
        tiers=(("ordinance",),),
        extras={"expansions": json.dumps({"boat": ["ship"]})},
        chunks=tuple(chunks),
        rows=tuple(rows),
        corpus_hash=corpus_hash(settings.corpus),
    )


def make_provision(**given: object) -> Provision:
    """A provision that differs from a plain item only in what is given."""
    id = str(given["id"])
    document, _, version = id.partition("/")[0].partition("@")
    plain = {
        "document": document,
        "version": version,
        "label": id,
        "kind": "item",
        "path": ("a",),
        "headings": (),
        "marker": "(a)",
        "start": 0,
        "end": 1,
    }
    return Provision(**{**plain, **given})  # type: ignore[arg-type]
