"""The embedder, and the export that it embeds with."""

import subprocess
import sys
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest
from tiny_index import make_model

from assistant.embedder import ModelMeta, OnnxEmbedder, batches
from assistant.errors import IndexMismatch, SettingError
from ingest.export import ensure_export, export, model_folder, model_hash

SENTENCES = [
    "Dogs are kept on a leash.",
    "who pays for the broken lamp",
    "No boat may lie in the harbour for longer than thirty days without leave of the council.",
    "§ 3.08.020 B.2",
    "x",
    "Übermäßiger Lärm – nachts!",
    "The owner keeps the footpath clear of snow. " * 60,
    "(a) a list item, (b) another; and (c) the last one:",
    "BICYCLES",
    "Returned on March 3, 2021 at 4:30 p.m.",
    "books books books books",
    "A permit is valid for one year and is renewed on request.",
]


@pytest.fixture
def tiny(tmp_path: Path) -> OnnxEmbedder:
    return OnnxEmbedder(make_model(tmp_path / "model"))


def test_vectors_are_float32_unit_rows_in_the_order_given(tiny: OnnxEmbedder) -> None:
    texts = ["dog park " * n + "leash" for n in (9, 1, 30, 4)] * 20
    vectors = tiny.encode(texts)
    assert vectors.shape == (80, 16) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors[:4], [tiny.encode([text])[0] for text in texts[:4]], atol=1e-6)
    assert tiny.encode([]).shape == (0, 16)


def test_batches_hold_texts_of_like_length_and_every_place_once() -> None:
    assert list(batches([5, 1, 3, 1, 9], size=2)) == [[1, 3], [2, 0], [4]]


def test_a_question_asked_again_is_remembered_and_cannot_be_written_to(tiny: OnnxEmbedder) -> None:
    first = tiny.encode_query("the dog")
    assert tiny.encode_query("the dog") is first
    assert first == pytest.approx(tiny.encode(["the dog"])[0], abs=1e-6)
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1


def test_threads_share_one_embedder(tiny: OnnxEmbedder) -> None:
    expected, got = tiny.encode(["the boat in the harbour"]), {}
    workers = [
        threading.Thread(target=lambda n=n: got.update({n: tiny.encode(["the boat in the harbour"])})) for n in range(8)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(got) == 8 and all(np.array_equal(one, expected) for one in got.values())


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "meta.json"])
@pytest.mark.parametrize("harm", ["missing", "cut", "foreign"])
def test_a_damaged_model_is_named_and_never_answers(tmp_path: Path, name: str, harm: str) -> None:
    folder = make_model(tmp_path / "model")
    if harm == "missing":
        (folder / name).unlink()
    elif harm == "cut":
        (folder / name).write_bytes((folder / name).read_bytes()[:-20])
    else:
        (folder / name).write_bytes((make_model(tmp_path / "other", seed=2) / name).read_bytes())
        if name == "tokenizer.json":
            (folder / name).write_bytes((folder / name).read_bytes().replace(b'"officer"', b'"warden"'))
    with pytest.raises(IndexMismatch, match="python -m ingest"):
        OnnxEmbedder(folder)


def test_a_model_may_want_prompts_before_questions_and_passages(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "model")
    plain = OnnxEmbedder(folder)
    meta = ModelMeta.read(folder)
    ModelMeta(
        name="p", hash=meta.hash, dimensions=16, max_tokens=64, query_prompt="dog ", document_prompt="boat ", probe=()
    ).write(folder)
    prompted = OnnxEmbedder(folder)
    assert np.allclose(prompted.encode(["park"]), plain.encode(["boat park"]))
    assert np.allclose(prompted.encode_query("park"), plain.encode_query("dog park"))


def test_the_hash_of_the_installed_model_needs_no_torch() -> None:
    program = "import sys; from ingest.export import model_hash; print(len(model_hash('')), 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["64", "False"]


def test_an_unusable_model_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingError, match="PINPOINT_EMBEDDER"):
        export(str(tmp_path / "empty"), tmp_path / "out")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(SettingError, match="neither a folder"):
        model_hash("nobody/no-such-model")


def test_a_folder_exported_before_can_be_the_model(tmp_path: Path) -> None:
    made = make_model(tmp_path / "made")
    digest = model_hash(str(made))
    folder = ensure_export(str(made), digest, tmp_path / "models")
    assert folder == tmp_path / "models" / digest[:16]
    (folder / "model.onnx").write_bytes(b"damaged")
    ensure_export(str(made), digest, tmp_path / "models")
    assert np.allclose(OnnxEmbedder(folder).encode(["dog"]), OnnxEmbedder(made).encode(["dog"]))


def test_the_export_gives_the_vectors_of_the_original(tmp_path: Path) -> None:
    folder = ensure_export("", model_hash(""), tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer

        original = SentenceTransformer(str(model_folder("")), device="cpu")
        wanted = original.encode(SENTENCES, normalize_embeddings=True)
    got = OnnxEmbedder(folder).encode(SENTENCES)
    assert got.shape == (12, 384)
    assert (got * wanted).sum(axis=1).min() > 0.9999
    assert np.allclose(got[0], OnnxEmbedder(folder, threads=2).encode_query(SENTENCES[0]), atol=1e-5)
