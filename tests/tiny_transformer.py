"""Tiny real transformers for tests: a sentence encoder and a cross-encoder of two layers with random weights, in folders."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, BertModel

WORDS = (
    "who what how when may must the a of in is are book books film borrow member members pay fee late night day library "
    "dog leash park boat bell council question text answer"
)
LESSON = """TITLE: Library
## Borrowing
p A member may borrow:
- a a book; or
? may members borrow books
- b a film of the night.
? who may borrow a film
## Dogs
p A dog must be on a leash in the park.
? is the leash a must
x what is the fee
"""


def _tokenizer(folder: Path) -> None:
    """Writes a tokenizer of a few words and all letters to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS.split(), *"abcdefghijklmnopqrstuvwxyz.:?"]
    (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(words)) + "\n", encoding="utf-8")
    told = {"tokenizer_class": "BertTokenizerFast", "do_lower_case": True}
    (folder / "tokenizer_config.json").write_text(json.dumps(told), encoding="utf-8")
    _config().save_pretrained(str(folder))
    AutoTokenizer.from_pretrained(str(folder)).save_pretrained(str(folder))


def _config(labels: int = 1) -> BertConfig:
    return BertConfig(
        vocab_size=90, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=128, id2label={at: str(at) for at in range(labels)},
    )  # fmt: skip


def make_encoder(folder: Path) -> Path:
    """A sentence-transformers model of 16 dimensions, mean pooled."""
    torch.manual_seed(3)
    part = folder.with_name(folder.name + "-bert")
    _tokenizer(part)
    BertModel(_config()).save_pretrained(str(part))
    words = Transformer(str(part), max_seq_length=64)
    SentenceTransformer(modules=[words, Pooling(16)], device="cpu").save(str(folder))
    return folder


def make_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A cross-encoder that gives a pair this many scores."""
    torch.manual_seed(4)
    _tokenizer(folder)
    BertForSequenceClassification(_config(labels)).save_pretrained(str(folder))
    return folder
