"""The adapter: what `tune` learns is what the export carries, and only for the model that it was learned on."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_transformer import LESSON, make_encoder

from assistant.embedder import OnnxEmbedder, tuned
from assistant.errors import DataError, IndexMismatch
from evals import lessons, tune
from ingest import adapter, export


def tuned_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, adapter.Adapter, list[float]]:
    """A tiny model with an adapter learned on one lesson; the losses on the way."""
    source = make_encoder(folder / "model")
    monkeypatch.setattr(tune, "EPOCHS", 30)
    monkeypatch.setattr(tune, "RATE", 1e-2)
    losses: list[float] = []
    read = lessons.read("library", LESSON, "library.txt")
    base = export.base_hash(source)
    learned = tune.tune(lambda: export.transformer(source), [read], base, lambda *told: losses.append(told[2]))
    monkeypatch.setattr(adapter, "FILE", folder / "adapter.npz")
    adapter.save(learned)
    return source, learned, losses


def test_tuning_brings_questions_nearer_to_what_answers_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, learned, losses = tuned_model(tmp_path, monkeypatch)
    assert losses[-1] < 0.9 * losses[0]
    assert all(np.abs(up).max() > 0 for _, up in learned.layers.values())
    assert len(learned.layers) == 2 * 6


def test_a_text_is_read_alike_whatever_is_read_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_encoder(tmp_path / "model")
    reader = tune.begun(lambda: export.transformer(source), 0).eval()
    torch.nn.init.normal_(reader.head.weight)
    texts = ("a dog", "who may borrow a book or a film in the library", "the fee", "when is the bell of the boat")
    monkeypatch.setattr(tune, "AT_ONCE", 2)
    with torch.no_grad():
        runs, alone = [*reader.read(texts, 64)], [[*reader.read([text], 64)] for text in texts]
        assert [len(run.places) for run in runs] == [2, 2]
        assert sorted(at for run in runs for at in run.places) == list(range(4))
        wanted = torch.cat([torch.cat([reader.late(one, other) for other in alone], dim=1) for one in alone])
        found = reader.late(runs, runs)
    assert torch.allclose(found, wanted, atol=2e-2)
    assert not torch.allclose(found, wanted.flip(0), atol=2e-2) and not torch.allclose(found, wanted.flip(1), atol=2e-2)
    assert torch.allclose(tune.whole(runs), torch.cat([tune.whole(one) for one in alone]), atol=2e-2)
    assert next(reader.read(["the fee"], 64)).own.tolist() == [[False, True, True, False]]


def test_dropout_is_kept_behind_the_output_layers_alone(tmp_path: Path) -> None:
    source = make_encoder(tmp_path / "model")
    reader = tune.begun(lambda: export.transformer(source), 0)
    kept = [name for name, module in reader.named_modules() if isinstance(module, torch.nn.Dropout) and module.p > 0]
    assert len(kept) == 2 * 2 and all(name.endswith(tune.DROPPED) for name in kept)


def test_the_export_reads_as_the_tuned_model_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, _, _ = tuned_model(tmp_path, monkeypatch)
    export.export(str(source), tmp_path / "out")
    transformer, tokenizer = export.transformer(source)
    kept = adapter.load(export.base_hash(source))
    assert kept is not None
    plain = _vector(transformer, tokenizer, "who may borrow a film")
    kept.apply(transformer)
    wanted = _vector(transformer, tokenizer, "who may borrow a film")
    read = OnnxEmbedder(tuned(tmp_path / "out")).read("who may borrow a film")
    assert float(read.vector @ wanted) > 0.9999 > float(plain @ wanted)
    assert read.tokens.shape == (5, 16) and read.weights.shape == (5,)
    assert (read.weights > adapter.LEAST).all() and np.ptp(read.weights) > 0
    base = OnnxEmbedder(tmp_path / "out").read("who may borrow a film")
    assert float(base.vector @ plain) > 0.9999 and (base.weights == 1).all()


def test_the_mean_of_adapters_changes_a_layer_by_the_mean_of_their_changes() -> None:
    rng = np.random.default_rng(0)

    def one() -> adapter.Adapter:
        layers = {"a": (rng.normal(size=(2, 5)).astype(np.float32), rng.normal(size=(3, 2)).astype(np.float32))}
        return adapter.Adapter(base="x", layers=layers, head=rng.normal(size=5).astype(np.float32), bias=float(rng.normal()))

    some = [one(), one()]
    mean = tune.averaged(some)
    changes = [up @ down for down, up in (other.layers["a"] for other in some)]
    down, up = mean.layers["a"]
    assert np.allclose(up @ down, (changes[0] + changes[1]) / 2, atol=1e-6)
    assert mean.bias == pytest.approx((some[0].bias + some[1].bias) / 2)


def test_a_model_without_an_adapter_is_its_own_tuned_model(tmp_path: Path) -> None:
    source = make_encoder(tmp_path / "model")
    assert adapter.load(export.base_hash(source)) is None
    export.export(str(source), tmp_path / "out")
    assert tuned(tmp_path / "out") == tmp_path / "out"


def test_the_shipped_adapter_belongs_to_the_installed_model() -> None:
    kept = adapter.load(export.base_hash(export.model_folder("")))
    assert kept is not None and kept.head.shape == (384,)
    assert {down.shape[0] for down, _ in kept.layers.values()} == {tune.RANK * len(tune.SEEDS)}


@pytest.mark.parametrize("damaged", [b"no zip", b""])
def test_a_damaged_adapter_is_named(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "adapter.npz").write_bytes(damaged)
    with pytest.raises(DataError, match=r"adapter\.npz: no weights in it"):
        adapter.load("", tmp_path / "adapter.npz")


def test_an_export_whose_tuned_model_is_incomplete_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, _, _ = tuned_model(tmp_path, monkeypatch)
    export.export(str(source), tmp_path / "out")
    (tuned(tmp_path / "out") / "model.onnx").unlink()
    with pytest.raises(IndexMismatch, match=r"lacks model\.onnx"):
        OnnxEmbedder(tuned(tmp_path / "out"))


def _vector(transformer: torch.nn.Module, tokenizer: object, text: str) -> np.ndarray:
    given = tokenizer([text], return_tensors="pt")  # type: ignore[operator]
    with torch.no_grad():
        states = transformer.eval()(**given).last_hidden_state[0].mean(0)
    return torch.nn.functional.normalize(states, dim=0).numpy()
