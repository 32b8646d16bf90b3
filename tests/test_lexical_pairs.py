"""The field of word pairs, and BM25 with a k1 of one's own."""

from math import log
from pathlib import Path

import numpy as np
import pytest

from assistant.lexical import LexicalReader, LexicalRow, LexicalWriter, bm25, pairs

ROWS = (
    LexicalRow(provision="a", document="park", text="The night lamp is lit.", lead_in="In the park"),
    LexicalRow(provision="b", document="park", text="A lamp in the night."),
    LexicalRow(provision="c", document="boat", text="Night lamps and night lamps."),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> LexicalReader:
    folder: Path = tmp_path_factory.mktemp("pairs") / "l"
    writer = LexicalWriter(folder)
    writer.add(ROWS)
    writer.commit()
    return LexicalReader(folder)


def test_pairs_are_neighbours_in_order() -> None:
    assert pairs(["night", "lamp", "lit"]) == ["night_lamp", "lamp_lit"]
    assert pairs(["night"]) == [] and pairs([]) == []


def test_pairs_are_found_in_order_only_and_only_where_asked_for(reader: LexicalReader) -> None:
    asked = dict(reader.search([("night lamp", 1.0)], 10, pairs=["night_lamp"]))
    assert {id for id, scores in asked.items() if "pairs" in scores} == {"a", "c"} and set(asked) == {"a", "b", "c"}
    plain = dict(reader.search([("night lamp", 1.0)], 10))
    assert plain == {id: {"text": scores["text"]} for id, scores in asked.items()}


def test_a_lead_in_and_its_item_make_a_pair(reader: LexicalReader) -> None:
    found = dict(reader.search([("park", 1.0)], 10, pairs=["park_night"]))
    assert "pairs" in found["a"] and reader.known("park_night", "pairs") == 1


def test_documents_limit_the_search_by_pairs_too(reader: LexicalReader) -> None:
    assert set(dict(reader.search([("night", 1.0)], 10, ("boat",), ["night_lamp"]))) == {"c"}


def test_a_rarer_term_weighs_more(reader: LexicalReader) -> None:
    assert reader.idf("lit") == pytest.approx(log(1 + (3 - 1 + 0.5) / (1 + 0.5)))
    assert reader.idf("unknown") > reader.idf("lit") > reader.idf("lamp")


def test_bm25_is_the_formula_and_at_k1_of_the_index_the_index_s_own_score(reader: LexicalReader) -> None:
    counts, sizes = np.array([[2.0]], dtype=np.float32), np.array([4.0], dtype=np.float32)
    one = float(bm25(counts, sizes, 3.0, np.array([1.5], dtype=np.float32))[0])
    assert one == pytest.approx(1.5 * 2 * 1.6 / (2 + 0.6 * (0.25 + 0.75 * 4 / 3)))
    same = float(bm25(counts, sizes, 9 / 3, np.array([reader.idf("lamp")], dtype=np.float32), k1=1.2)[0])
    assert dict(reader.search([("lamp", 1.0)], 3))["c"]["text"] == pytest.approx(same, rel=1e-4)
