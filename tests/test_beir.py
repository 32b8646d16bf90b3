"""Scoring retrieval on a benchmark folder: how it is read, ranked, learned from and reported."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from tiny_index import WORDS, make_model

from assistant import index as index_module
from assistant.errors import DataError
from evals import beir, beir_learn, trees
from evals.beir_facets import FACETS, asks, offers
from evals.beir_features import NAMES, Match, Shortlist, features
from evals.beir_folder import contents, read, section_above, split

TOPICS = ("dog leash park", "boat bell harbour", "library book return", "bicycle lamp street")


def write(folder: Path, *, questions: int = 8, metadata: bool = True, labelled: bool = True) -> Path:
    """A folder of 24 passages of made-up rules in two documents, and questions made of a passage's own words."""
    draw = np.random.default_rng(7)
    passages = []
    for at in range(24):
        words = f"{TOPICS[at % 4]} {' '.join(draw.choice(WORDS, 8))}. Number {at}."
        told = {
            "doc": str(at // 12),
            "section": f"{at // 4}.{at % 4}",
            "heading": f"Part {at // 12} > {TOPICS[at % 4]}",
            "seq": at,
        }
        passages.append(
            {"_id": f"p/{at}", "title": f"Rules {at // 12}", "text": words, **({"metadata": told} if metadata else {})}
        )
    right = [int(one) for one in draw.integers(0, 24, questions)]
    asked = [
        {"_id": f"q{n}", "text": " ".join(str(passages[at]["text"]).split()[1:8]) + f" {n}?"} for n, at in enumerate(right)
    ]
    folder.mkdir(parents=True)
    for name, rows in (("corpus", passages), ("queries", asked)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    if labelled:
        (folder / "qrels").mkdir()
        lines = ["query-id\tcorpus-id\tscore", *(f"q{n}\tp/{at}\t1" for n, at in enumerate(right)), "q0\tp/23\t0"]
        (folder / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in; index and weights are kept there."""
    monkeypatch.setenv("PINPOINT_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("PINPOINT_EMBEDDER", str(make_model(tmp_path / "model")))
    monkeypatch.setattr(beir_learn, "KEPT", tmp_path / "weights.json")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    index_module.close_all()


def test_a_small_folder_is_scored_with_the_kept_weights_and_its_run_written(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write(place / "small"))
    assert beir.main([folder, "--keep"]) == 0
    capsys.readouterr()
    assert beir.main([folder, "--run", "out.trec"]) == 0
    out, err = capsys.readouterr()
    assert [word in out for word in ("Recall@10", "MAP@10", "nDCG@10", "MRR@10", "n = 8")] == [True] * 5
    assert "TRAINED ON 8 of these questions" in out and "cross-validated" not in out and "nothing embedded" in err
    rows = [line.split() for line in Path("out.trec").read_text(encoding="utf-8").splitlines()]
    first = [row for row in rows if row[0] == "q0"]
    assert {row[5] for row in rows} == {"kept-seen"} and {row[0] for row in rows} == {f"q{n}" for n in range(8)}
    assert [int(row[3]) for row in first] == list(range(1, 25)) and len({row[2] for row in first}) == 24
    assert [float(row[4]) for row in first] == sorted((float(row[4]) for row in first), reverse=True)


def test_enough_questions_are_cross_validated_unless_folds_are_refused(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write(place / "large", questions=beir.ENOUGH))
    assert beir.main([folder, "--folds", "2", "--run", "cv.trec"]) == 0
    out, _ = capsys.readouterr()
    assert "2-fold cross-validation" in out and out.index("first-stage") < out.index("cross-validated")
    recall = float(next(line for line in out.splitlines() if line.startswith("cross-validated")).split()[1])
    assert recall > 0.9 and " cross-validated\n" in Path("cv.trec").read_text(encoding="utf-8")
    assert beir.main([folder, "--folds", "0"]) == 0
    assert "cross-validation" not in capsys.readouterr().out


def test_a_folder_without_metadata_and_labels_is_ranked_all_the_same(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert beir.main([str(write(place / "bare", metadata=False, labelled=False)), "--run", "bare.trec"]) == 0
    assert "nothing to measure" in capsys.readouterr().out
    assert len({line.split()[0] for line in Path("bare.trec").read_text(encoding="utf-8").splitlines()}) == 8


def test_weights_of_another_folder_are_told_from_own_ones(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert beir.main([str(write(place / "a")), "--keep"]) == 0
    other = write(place / "b", metadata=False)
    lines = (json.loads(line) for line in (other / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    changed = "".join(json.dumps({**row, "text": row["text"] + " or not"}) + "\n" for row in lines)
    (other / "queries.jsonl").write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert beir.main([str(other)]) == 0
    assert "no label of this folder used" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("corpus.jsonl", '{"_id": "a"}\n', "corpus.jsonl:1"),
        ("corpus.jsonl", '{"_id": "a", "text": "x"}\n{"_id": "a", "text": "y"}\n', "twice"),
        ("queries.jsonl", "no json\n", "queries.jsonl"),
        ("queries.jsonl", "", "nothing to ask"),
        ("qrels/test.tsv", "q0\tp/1\t1\nq1 p/1 1\n", "test.tsv:2"),
    ],
)
def test_what_is_wrong_in_a_folder_is_named(
    place: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, told: str
) -> None:
    folder = write(place / "wrong")
    (folder / name).write_text(text, encoding="utf-8")
    assert beir.main([str(folder)]) == 1
    out, err = capsys.readouterr()
    assert not out and err.startswith("error: ") and told in err and err.count("\n") == 1


@pytest.mark.parametrize("argv", [[], ["x", "--folds", "1"], ["x", "--folds", "-2"]])
def test_wrong_usage_ends_with_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        beir.main(argv)
    assert end.value.code == 2


def test_every_provision_is_exactly_its_passage(tmp_path: Path) -> None:
    passages = read(write(tmp_path / "x")).passages
    made = contents(passages, "hash")
    assert [made.texts[p.document, p.version][p.start : p.end] for p in made.provisions] == [one.text for one in passages]
    assert {p.path[-1] for p in made.provisions} == {f"p/{at}" for at in range(24)}


def test_shared_titles_make_documents_and_own_titles_begin_the_text(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", metadata=False)
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"_id": "own", "title": "Lamps", "text": "They burn."}) + "\n")
    passages = read(folder).passages
    assert len({one.document for one in passages}) == 3
    assert passages[-1].text == "Lamps\nThey burn." and not passages[0].text.startswith("Rules")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One sentence of six whole words.", 0),
        ("The first has quite enough words here. The second has quite enough words too.", 2),
        ("The list has these items in it:\n(a) dogs that are kept on leashes;\n(b) cats.", 2),
        ("", 0),
    ],
)
def test_sentences_and_items_are_pieces(text: str, pieces: int) -> None:
    assert len(split(text)) == pieces


def test_pieces_grow_where_they_must_be_fewer() -> None:
    text = " ".join(f"Sentence {n} has seven words in it." for n in range(8))
    assert [len(split(text, least)) for least in (0, 12, 24, 100)] == [8, 4, 2, 0]


@pytest.mark.parametrize(
    ("section", "above"),
    [("4.2.1.(3)", "4.2.1"), ("4.2.1", "4.2"), ("4", ""), ("", ""), ("16.3.2.Guidance.3.", "16.3.2.Guidance")],
)
def test_a_section_number_tells_the_one_above(section: str, above: str) -> None:
    assert section_above(section) == above


def matched(lists: list[list[int]]) -> Match:
    flat = np.array([term for one in lists for term in one], dtype=np.int64)
    size = np.array([len(one) for one in lists], dtype=np.int64)
    return Match(at=flat, owner=np.repeat(np.arange(len(lists)), size), size=size, terms=3)


def shortlist(**given: object) -> Shortlist:
    """Three passages for a question of the terms 0, 1, 2; the third weighs as much as the others together."""
    zeros = np.zeros(3, dtype=np.float32)
    plain: dict[str, object] = {
        "asked": (0, 1, 2),
        "weight": np.array([1, 1, 2], dtype=np.float32),
        "text": matched([[0, 1, 2], [1, -1, 0], []]),
        "heading": matched([[], [2], []]),
        "scores": dict.fromkeys(("text", "pairs", "heading", "dense", "sentence"), zeros),
        "fused": np.array([1, 0.5, 0], dtype=np.float32),
        "asks": asks("May I?"),
        "offers": np.stack([offers("You may.")] * 3),
        "document": np.zeros(3, dtype=np.int64),
        "block": np.array([1, 1, 2]),
        "order": np.array([5, 6, 9]),
        "parent": np.array([-1, 5, -1]),
    }
    return Shortlist(**{**plain, **given})  # type: ignore[arg-type]


def test_features_are_as_counted_by_hand() -> None:
    x: Mapping[str, list[float]] = {
        name: column.tolist() for name, column in zip(NAMES, features(shortlist()).T, strict=True)
    }
    assert x["cover"] == [4 / 4, 2 / 4, 0] and x["cover_both"] == [4 / 4, 4 / 4, 0] and x["heading_cover"] == [0, 2 / 4, 0]
    assert x["pairs"] == [2 / 2, 0, 0] and x["run"] == [3, 1, 0] and x["rarest"][0] == 1 and x["rarest"][2] == 0
    assert (
        x["before"] == [0, 1, 0] and x["after"] == [0.5, 0, 0] and x["parent"] == [0, 1, 0] and x["siblings"] == [0.5, 1, 0]
    )
    assert x["window"] == [4 / 4, 2 / 4, 0] and x["may"] == [1, 1, 1] and x["missing"] == [0, 0, 1]


@pytest.mark.parametrize("asked", [(), (0,), (0, 0, 0)])
def test_features_are_finite_whatever_is_asked(asked: tuple[int, ...]) -> None:
    nothing = matched([[], [], []])
    x = features(shortlist(asked=asked, text=nothing, heading=nothing, fused=np.zeros(3, dtype=np.float32)))
    assert x.shape == (3, len(NAMES)) and np.isfinite(x).all()


@pytest.mark.parametrize(
    ("facet", "question", "passage"),
    [
        ("bearer", "Who keeps the register?", "The clerk must keep it."),
        ("interval", "How often is it checked?", "It is checked every year."),
        ("deadline", "When is it due?", "It is due within ten days."),
        ("amount", "How much is the fee?", "The fee is $40."),
        ("ban", "What is prohibited?", "Nobody must not enter."),
    ],
)
def test_facets_join_questions_to_passages(facet: str, question: str, passage: str) -> None:
    at = [name for name, _, _ in FACETS].index(facet)
    assert asks(question)[at] == 1 and offers(passage)[at] == 1 and asks("Lamps")[at] == 0


def test_trees_in_numpy_score_as_the_trained_model_and_survive_packing() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    draw = np.random.default_rng(0)
    x = draw.normal(size=(3000, 6)).astype(np.float32)
    y = x[:, 0] + x[:, 1] * x[:, 2] > 0.5
    model = HistGradientBoostingClassifier(max_iter=20, max_depth=5, early_stopping=False, random_state=0).fit(x, y)
    forest = trees._taken(model)
    assert np.allclose(forest.scores(x[:200]), model.decision_function(x[:200]), atol=1e-9)
    again = trees.unpack(json.loads(json.dumps(forest.pack())))
    assert np.allclose(again.scores(x[:200]), forest.scores(x[:200]), atol=1e-3)


def test_the_interval_is_seeded_and_holds_the_mean() -> None:
    values = np.array([0.0, 1.0] * 50)
    mean, low, high = beir.interval(values)
    assert (mean, low, high) == beir.interval(values) and low < mean == 0.5 < high


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text('{"names": ["other"]}', encoding="utf-8")
    with pytest.raises(DataError, match="--keep"):
        beir_learn.load(tmp_path / "weights.json")
    assert beir_learn.load(tmp_path / "none.json") is None
