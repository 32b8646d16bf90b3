"""`python -m evals`: what does not go together is said before anything is read."""

from pathlib import Path

import pytest

from evals.__main__ import main


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["trian"], "invalid choice: 'trian'"),
        (["train", "--split", "tuning"], "train takes no such options"),
        (["relate", "--no-thesaurus"], "relate takes no such options"),
        (["stock", "--baseline"], "--baseline and --no-thesaurus belong to the scorecard"),
        (["stock", "--no-thesaurus"], "--baseline and --no-thesaurus belong to the scorecard"),
        (["--baseline", "--no-thesaurus"], "a baseline and a page are made of the whole"),
        (["stock", "--page", "x.html"], "stock makes no page"),
        (["fresh", "--baseline"], "fresh takes no such options"),
        (["--split", "third"], "invalid choice: 'third'"),
    ],
)
def test_wrong_usage_is_named(given: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(given)
    assert stopped.value.code == 2 and told in capsys.readouterr().err


@pytest.mark.parametrize("given", [[], ["stock"], ["--no-thesaurus"], ["relate"], ["--split", "checking"]])
def test_without_an_index_it_is_said_what_to_run(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PINPOINT_INDEX", str(tmp_path / "none"))
    assert main([*given]) == 1
    told = capsys.readouterr().err
    assert "error: " in told and "run `python -m ingest`" in told and "Traceback" not in told
