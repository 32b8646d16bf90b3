"""The learning commands: what each hands on, and what it says when it cannot begin."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.errors import DataError
from evals import learn, relate
from evals.__main__ import main
from ingest import adapter, interaction


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What `relate` is given, without any learning; its weights would go to a place of their own."""
    given: dict[str, Any] = {}

    def related(*_: object, **named: object) -> str:
        given.update(named)
        return "learned"

    monkeypatch.setattr(adapter, "INTERACTION", tmp_path / "interaction.npz")
    monkeypatch.setattr(learn, "_asked", lambda: ([], []))
    monkeypatch.setattr(relate, "relate", related)
    monkeypatch.setattr(interaction, "save", lambda weights: given.update(saved=weights))
    return given


def test_learning_goes_on_from_the_model_that_is_there(asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    there = SimpleNamespace(name="what was kept")
    monkeypatch.setattr(interaction, "load", lambda base: there)
    assert main(["relate"]) == 0 and asked == {"before": there, "saved": "learned"}


def test_learning_begins_anew_where_nothing_is(asked: dict[str, Any]) -> None:
    assert main(["relate"]) == 0 and asked == {"before": None, "saved": "learned"}


def test_a_damaged_model_is_to_be_removed_first(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    adapter.INTERACTION.write_bytes(b"no zip")
    assert main(["relate"]) == 1 and asked == {}
    assert "interaction.npz: no weights in it" in (told := capsys.readouterr().err)
    assert "run `python -m evals relate` once it is removed" in told


def test_cases_over_an_index_without_an_interaction_model_do_not_train(monkeypatch: pytest.MonkeyPatch) -> None:
    held = SimpleNamespace(index=SimpleNamespace(id="0001", keys=()))
    monkeypatch.setattr(learn, "cases_of", lambda name, held, labelled: ())
    with pytest.raises(DataError, match="0001: no interaction model has read it"):
        learn._samples("tuning", held)  # type: ignore[arg-type]
