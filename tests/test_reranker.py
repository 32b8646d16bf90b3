"""The cross-encoder is off unless one is set; set, it has a say in the order of the best hits."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tiny_transformer import make_cross_encoder

from assistant.errors import SettingError
from assistant.held import Held
from assistant.index import acquire
from assistant.records import Question
from assistant.reranker import Reranker, reranker
from assistant.retrieval import CROSS_READ, retrieve
from assistant.settings import Settings

DAY = date(2026, 11, 21)


def test_no_setting_no_reranker() -> None:
    assert reranker("") is None


def test_a_real_cross_encoder_scores_pairs_between_0_and_1(tmp_path: Path) -> None:
    scores = Reranker(str(make_cross_encoder(tmp_path / "cross"))).scores("who may borrow", ["a book", "the park", "a dog"])
    assert scores.shape == (3,) and (scores > 0).all() and (scores < 1).all() and np.ptp(scores) > 0


def test_a_model_that_is_missing_or_gives_several_scores_is_a_setting_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="PINPOINT_RERANKER: no cross-encoder"):
        Reranker(str(tmp_path / "nothing"))
    with pytest.raises(SettingError, match="more than one score"):
        Reranker(str(make_cross_encoder(tmp_path / "cross", labels=3)))


class Contrary:
    """Stands for a cross-encoder: the texts given it last are the ones it holds for the best."""

    def scores(self, question: str, texts: list[str]) -> np.ndarray:
        self.given = texts
        return np.linspace(0, 1, len(texts), dtype=np.float32)


def test_a_cross_encoder_reads_the_best_hits_and_has_half_a_say(tiny: Settings) -> None:
    question, contrary = Question(text="who must pay the fee"), Contrary()
    with acquire(tiny) as index:
        plain = retrieve(question, Held(index, DAY), DAY).hits
        other = retrieve(question, Held(index, DAY, reranker=contrary), DAY).hits  # type: ignore[arg-type]
    assert len(contrary.given) == min(len(plain), CROSS_READ)
    last = plain[len(contrary.given) - 1]
    moved = next(hit for hit in other if hit.provision.id == last.provision.id)
    assert moved.score == pytest.approx((last.score + 1) / 2, abs=1e-5)
    assert [hit.score for hit in other] == sorted((hit.score for hit in other), reverse=True)
