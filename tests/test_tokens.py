"""What the models read of provisions is written once, lent on, and bounded; a second look is had where it was written."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_transformer import make_encoder

from assistant.embedder import OnnxEmbedder
from assistant.held import Held
from assistant.index import acquire
from assistant.keys import Keys, KeysReader
from assistant.late import LateReader
from assistant.manifest import Layout
from assistant.records import Question
from assistant.retrieval import retrieve
from assistant.settings import Settings
from ingest import adapter, export, tokens
from ingest import interaction as pairs
from ingest.kept import current, known_tokens
from ingest.update import update

TEXTS = {"ha": "a member may borrow a book", "hb": "a dog must be on a leash", "hc": "the fee of a film"}
IDS, HASHES = ("t@1/a", "t@1/b", "t@1/c", "t@1/d"), ("ha", "hb", "hc", "ha")
DAY = date(2026, 11, 21)
CORPUS = Path(__file__).parent / "corpora" / "town"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model."""
    return make_encoder(tmp_path_factory.mktemp("tokens") / "model")


@pytest.fixture
def weights(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of an interaction model for it that has learned nothing, but tells texts apart."""
    torch.manual_seed(5)
    model = pairs.Interaction(export.transformer(source)[0])
    torch.nn.init.normal_(model.outer.weight)
    base = export.base_hash(source)
    monkeypatch.setattr(adapter, "INTERACTION", tmp_path / "interaction.npz")
    pairs.save(model.weights(base, {}))
    return adapter.INTERACTION


def written(part: Path, model: Path, known: tokens.Known) -> tuple[LateReader, KeysReader]:
    tokens.write(part, IDS, TEXTS, HASHES, model, known, lambda *told: None, 1)
    return LateReader(part / "late"), KeysReader(part / "interaction")


@pytest.mark.usefixtures("weights")
def test_what_is_known_is_not_read_again(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export.export(str(source), tmp_path / "out")
    late, keys = written(tmp_path / "one", tmp_path / "out", tokens.Known())
    embedder = OnnxEmbedder(tmp_path / "out")
    for id_, digest in zip(IDS, HASHES, strict=True):
        assert np.allclose(keys.of(id_).unpacked(), embedder.keys([TEXTS[digest]])[0].unpacked(), atol=0.05)
    assert len(late) == len(keys) == 4 and set(keys.known()) == set(TEXTS)
    asked: list[str] = []
    read = OnnxEmbedder.keys

    def counted(self: OnnxEmbedder, texts: Sequence[str]) -> list[Keys]:
        asked.extend(texts)
        return read(self, texts)

    monkeypatch.setattr(OnnxEmbedder, "keys", counted)
    some = {digest: kept for digest, kept in keys.known().items() if digest != "hb"}
    _, again = written(tmp_path / "two", tmp_path / "out", tokens.Known(late=late.known(), keys=some))
    assert asked == [TEXTS["hb"]]
    assert all((again.of(id_).codes == keys.of(id_).codes).all() for id_ in IDS)


@pytest.mark.parametrize("without", ["model", "room"])
def test_without_a_model_or_with_too_many_provisions_there_are_no_keys(
    source: Path, weights: Path, without: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if without == "model":
        weights.unlink()
    else:
        monkeypatch.setattr(tokens, "KEYS_UP_TO", 3)
    export.export(str(source), tmp_path / "out")
    late, keys = written(tmp_path / "part", tmp_path / "out", tokens.Known())
    assert (len(late), len(keys)) == (4, 0)


def test_a_second_look_is_had_where_keys_are_held(
    source: Path, weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first(where: str) -> tuple[float, bool]:
        settings = Settings(corpus=CORPUS, index=tmp_path / where, embedder=str(source))
        update(settings, DAY, lambda *told: None)
        with acquire(settings) as index:
            held = Held(index, DAY)
            found = retrieve(Question(text="who must have a dog on a leash"), held, DAY)
            again = held.paired(found.query, np.array([0, 1, 2]))
            assert again is None or (again.shape == (3,) and np.ptp(again) > 0)
            layout = Layout(settings.index.resolve())
            manifest = current(layout)
            assert manifest is not None
            known = known_tokens(layout, manifest, manifest.model_hash)
            assert (len(known.keys) > 0) == (again is not None)
            if again is not None:
                keys = layout.generation(manifest.id) / "interaction" / "keys.npy"
                keys.write_bytes(keys.read_bytes()[:-1] + b"\x7f")
                assert not known_tokens(layout, manifest, manifest.model_hash).keys
            return found.threshold, again is not None

    threshold, second = first("with")
    assert second
    weights.unlink()
    other, none = first("without")
    assert not none and other != threshold
