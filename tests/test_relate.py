"""The interaction model: what is learned is what the export tells, from provisions read beforehand."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_transformer import LESSON, make_encoder

from assistant.embedder import INTERACTION, OnnxEmbedder, OnnxInteraction, interaction
from assistant.errors import DataError, IndexMismatch
from evals import lessons, relate, tune
from ingest import adapter, export
from ingest import interaction as pairs

TEXTS = ("A member may borrow a book.", "A dog must be on a leash in the park.", "The fee of a late book.", "A boat.")
ASKED = [
    ("who may borrow a book", frozenset({0})),
    ("is the leash a must", frozenset({1})),
    ("how much is the fee", frozenset({2})),
    ("when is the bell of the library", frozenset[int]()),
]
Learned = tuple[Path, pairs.Weights, list[float]]


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learned]:
    """A tiny model, what its interaction model learned, and the losses on the way; its weights are where they belong."""
    folder = tmp_path_factory.mktemp("relate")
    source = make_encoder(folder / "model")
    losses: list[float] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relate, "EPOCHS", 150)
        patch.setattr(relate, "RATE", 3e-3)
        patch.setattr(relate, "HEAD_RATE", 3e-3)
        patch.setattr(relate, "FEW", 3)
        patch.setattr(relate, "HELD_BACK", 0.0)
        patch.setattr(relate, "DROPOUT", 0.0)
        lesson = lessons.read("library", LESSON, "library.txt")
        other = (tune.texts_of(lesson), [(q, frozenset(gold)) for q, gold in lesson.questions])

        def make() -> tuple[torch.nn.Module, object]:
            return export.transformer(source)

        first = tune.begun(make, 0).adapter(export.base_hash(source))
        weights = relate.relate(make, first, (TEXTS, ASKED), [other], lambda *told: losses.append(told[2]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adapter, "INTERACTION", folder / "interaction.npz")
        pairs.save(weights)
        export.export(str(source), folder / "out")
        yield folder, weights, losses


def test_the_model_learns_which_text_answers_and_that_none_does(learned: Learned) -> None:
    folder, _, losses = learned
    sums = np.array(losses) * np.arange(1, len(losses) + 1)
    assert (sums[-1] - sums[-21]) / 20 < 0.2 * sums[20] / 21
    embedder = OnnxEmbedder(folder / "out")
    model = interaction(embedder)
    assert model is not None
    told = np.stack([model.told(embedder.read(question).begun, embedder.keys(TEXTS)) for question, _ in ASKED])
    assert told[:3].argmax(axis=1).tolist() == [0, 1, 2]
    assert told[:3].max(axis=1).min() > told[3].max()


def test_learning_goes_on_from_what_was_learned(learned: Learned, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, weights, losses = learned
    again: list[float] = []

    def make() -> tuple[torch.nn.Module, object]:
        return export.transformer(folder / "model")

    for name, value in {"AGAIN": 2, "FEW": 3, "HELD_BACK": 0.0, "DROPOUT": 0.0, "LESSONS": 0.0}.items():
        monkeypatch.setattr(relate, name, value)
    finder = tune.begun(make, 0).adapter(weights.base)
    further = relate.relate(make, finder, (TEXTS, ASKED), [], lambda *told: again.append(told[2]), before=weights)
    assert len(again) == 2 and again[0] < 0.3 * losses[0]
    assert {name: down.shape for name, (down, _) in further.layers.items()} == {
        name: down.shape for name, (down, _) in weights.layers.items()
    }
    assert any(not np.array_equal(further.layers[name][1], up) for name, (_, up) in weights.layers.items())
    monkeypatch.setattr(relate, "RANK", 8)
    with pytest.raises(DataError, match=r"interaction\.npz: changes of another shape at .*; remove the file to learn anew"):
        relate.relate(make, finder, (TEXTS, ASKED), [], lambda *told: None, before=weights)


def test_the_export_tells_what_the_model_told(learned: Learned) -> None:
    folder, weights, _ = learned
    transformer, tokenizer = export.transformer(folder / "model")
    model = pairs.Interaction(transformer).eval()
    kept = pairs.load(weights.base)
    assert kept is not None
    model.take(kept)
    one = relate.ground(
        transformer.eval(), tokenizer, tune.begun(lambda: export.transformer(folder / "model"), 0), TEXTS, ASKED
    )
    embedder = OnnxEmbedder(folder / "out")
    graph = OnnxInteraction(folder / "out", embedder)
    places = [(question, text) for question in range(4) for text in range(4)]
    with torch.no_grad():
        wanted = relate.told_of(model, one, places).numpy().reshape(4, 4)
    found = np.stack([graph.told(embedder.read(question).begun, embedder.keys(TEXTS)) for question, _ in ASKED])
    assert np.abs(found - wanted).max() < 0.05 * np.ptp(wanted)  # bytes for weights, and bfloat16 on the other side
    assert np.ptp(wanted, axis=1)[:3].min() > 5
    alone = [graph.told(embedder.read(ASKED[0][0]).begun, embedder.keys([text]))[0] for text in TEXTS]
    assert np.abs(alone - found[0]).max() < 0.05 * np.ptp(wanted)  # what is laid beside it moves the bytes a little
    assert graph.told(embedder.read("a boat").begun, []).shape == (0,)


def test_the_embedding_model_stays_as_it_is(learned: Learned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _, _ = learned
    monkeypatch.setattr(adapter, "INTERACTION", tmp_path / "none.npz")
    plain = export.export(str(folder / "model"), tmp_path / "plain")
    assert interaction(OnnxEmbedder(tmp_path / "plain")) is None and plain.told == ()
    vectors = [OnnxEmbedder(path).encode(TEXTS) for path in (tmp_path / "plain", folder / "out")]
    assert np.allclose(vectors[0], vectors[1], atol=1e-6)
    assert plain.hash != OnnxEmbedder(folder / "out").meta.hash


def test_what_answers_is_laid_first_beside_what_is_near_or_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tuple(np.zeros((2, 1, 4), dtype=np.float16) for _ in range(40))
    near = tuple(at for at in range(40) if at not in (3, 4))[: relate.NEAREST]
    one = relate.Ground(texts=texts, questions=(texts[0][:, 0],), gold=(frozenset({3, 4}),), near=(near,))
    choose = random.Random(1)
    told = [relate.laid(0, one, choose) for _ in range(300)]
    assert {answers for _, answers in told} == {0, 1, 2}
    assert 0.1 < sum(answers == 0 for _, answers in told) / 300 < 0.3
    for places, answers in told:
        assert len(places) == len(set(places)) == relate.FEW
        assert set(places[:answers]) <= {3, 4} and not {3, 4} & set(places[answers:])
        assert len(set(places[answers:]) & set(near[: relate.NEAR])) >= relate.FEW - answers - 1
    monkeypatch.setattr(relate, "HELD_BACK", 0.0)
    assert min(relate.laid(0, one, choose)[1] for _ in range(50)) == 1


def test_an_epoch_asks_every_own_question_once_and_some_of_the_others() -> None:
    def ground(count: int) -> relate.Ground:
        some = tuple(np.zeros((2, 4), dtype=np.float16) for _ in range(count))
        return relate.Ground(texts=(), questions=some, gold=(), near=())

    order = relate.epoch([ground(200), ground(70), ground(90)], random.Random(0))
    own = [at for which, batch in order if which == 0 for at in batch]
    assert sorted(own) == list(range(200))
    assert sum(which > 0 for which, _ in order) == round(relate.LESSONS * 7)
    assert max(len(batch) for _, batch in order) == relate.QUESTIONS


def test_the_shipped_interaction_model_belongs_to_the_installed_model() -> None:
    shipped = Path(pairs.__file__).parent.parent / "assistant" / "data" / "interaction.npz"
    kept = pairs.load(export.base_hash(export.model_folder("")), shipped)
    assert kept is not None and kept.arrays["held"].shape == (pairs.LAST, 384)
    assert {down.shape[0] for down, _ in kept.layers.values()} == {relate.RANK}
    assert pairs.load("another model", shipped) is None


def test_damaged_weights_and_a_damaged_graph_are_named(learned: Learned, tmp_path: Path) -> None:
    folder, weights, _ = learned
    (tmp_path / "interaction.npz").write_bytes(b"no zip")
    with pytest.raises(DataError, match=r"interaction\.npz: no weights in it .*; run `python -m evals relate`"):
        pairs.load("", tmp_path / "interaction.npz")
    model = pairs.Interaction(export.transformer(folder / "model")[0])
    less = {name: array for name, array in weights.arrays.items() if name != "asked"}
    with pytest.raises(DataError, match=r"no asked of shape \(16,\); run `python -m evals relate`"):
        model.take(pairs.Weights(base=weights.base, layers=weights.layers, arrays=less))
    export.export(str(folder / "out"), tmp_path / "copy")
    assert interaction(OnnxEmbedder(tmp_path / "copy")) is not None
    (tmp_path / "copy" / INTERACTION).write_bytes(b"no graph")
    with pytest.raises(IndexMismatch, match=r"interaction model in .* does not load"):
        interaction(OnnxEmbedder(tmp_path / "copy"))
