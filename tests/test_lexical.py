"""The word index: stems, fields, weights, limits."""

from pathlib import Path

import pytest

from assistant.errors import IndexMismatch
from assistant.lexical import FIELDS, LexicalReader, LexicalRow, LexicalWriter

ROWS = (
    LexicalRow(
        provision="park@1/a", document="park", text="Dogs are kept on a leash.", heading="Dogs", lead_in="In the park"
    ),
    LexicalRow(
        provision="park@1/b", document="park", text="Benches are for sitting.", heading="Benches", lead_in="In the park"
    ),
    LexicalRow(
        provision="park@1/c", document="park", text="The warden keeps a list.", questions="Who keeps a list of dogs?"
    ),
    LexicalRow(provision="boat@1/a", document="boat", text="Dogs on boats wear a vest.", heading="Café and dogs"),
    LexicalRow(provision="boat@1/b", document="boat", text="A boat has a lamp. A boat has a bell.", heading="Lamps"),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> LexicalReader:
    folder = tmp_path_factory.mktemp("lexical") / "l"
    writer = LexicalWriter(folder)
    writer.add(ROWS)
    writer.commit()
    return LexicalReader(folder)


def found(reader: LexicalReader, *words: str, k: int = 10, documents: tuple[str, ...] = ()) -> dict[str, dict[str, float]]:
    return dict(reader.search([(word, 1.0) for word in words], k, documents))


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("The dogs' leashes", ("dog", "leash")),
        ("school-based § 53-10-117(2)", ("school", "base", "53", "10", "117", "2")),
        ("CAFÉ cafe", ("cafe", "cafe")),
        ("of the and", ()),
        ("", ()),
    ],
)
def test_words_are_cut_folded_and_stemmed(reader: LexicalReader, text: str, stems: tuple[str, ...]) -> None:
    assert reader.stems(text) == stems


def test_each_field_has_its_own_score(reader: LexicalReader) -> None:
    got = found(reader, "dog")
    assert {id: set(scores) for id, scores in got.items()} == {
        "park@1/a": {"text", "heading"},
        "park@1/c": {"questions"},
        "boat@1/a": {"text", "heading"},
    }
    assert all(score > 0 for scores in got.values() for score in scores.values())


def test_a_row_found_by_one_field_has_its_scores_in_the_others(reader: LexicalReader) -> None:
    whole = found(reader, "dog", "park", "boat", "list", "keep")
    for k in (1, 2, 3):
        part = found(reader, "dog", "park", "boat", "list", "keep", k=k)
        assert part == {id: pytest.approx(whole[id]) for id in part}
        scored = [[(whole[id][field], id) for id in whole if field in whole[id]] for field in FIELDS]
        best = {max(scores, key=lambda one: one[0])[1] for scores in scored}
        assert best <= set(part)


def test_weights_scale_scores_and_the_larger_of_two_counts(reader: LexicalReader) -> None:
    one = dict(reader.search([("boat", 1.0)], 5))["boat@1/b"]["text"]
    half = dict(reader.search([("boat", 0.25), ("Boats", 0.5)], 5))["boat@1/b"]["text"]
    assert half == pytest.approx(0.5 * one)


def test_documents_limit_the_search_without_changing_scores(reader: LexicalReader) -> None:
    everywhere, there = found(reader, "dog"), found(reader, "dog", documents=("boat",))
    assert there == {"boat@1/a": pytest.approx(everywhere["boat@1/a"])}
    assert found(reader, "dog", documents=("no such",)) == {}


def test_nothing_to_look_for_finds_nothing(reader: LexicalReader) -> None:
    assert (
        reader.search([], 5) == [] and reader.search([("of the", 1.0)], 5) == [] and reader.search([("zebra", 1.0)], 5) == []
    )


def test_rows_are_counted_and_so_are_those_with_a_word(reader: LexicalReader) -> None:
    assert (
        len(reader) == 5 and reader.known("dog") == 2 and reader.known("dog", "questions") == 1 and reader.known("cat") == 0
    )


def test_order_is_the_best_score_first_then_the_id(reader: LexicalReader) -> None:
    got = reader.search([("park", 1.0), ("lamp", 1.0)], 10)
    assert [max(scores.values()) for _, scores in got] == sorted((max(s.values()) for _, s in got), reverse=True)
    ties = [id for id, scores in got if set(scores) == {"lead_in"}]
    assert ties == ["park@1/a", "park@1/b"]


def test_what_is_not_an_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexMismatch, match="python -m ingest"):
        LexicalReader(tmp_path)
