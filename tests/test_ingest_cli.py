"""`python -m ingest` and `python -m ingest check`: what comes out, where, and with which exit code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from house import ROOT

from assistant.settings import Settings
from ingest.__main__ import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tiny: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of two short documents of one's own, with an index that was built from the same."""
    shutil.copytree(ROOT / "tests" / "corpora" / "tiny", tmp_path / "corpus")
    shutil.copytree(tiny.index, tmp_path / "index")
    for name in ("corpus", "data", "index"):
        monkeypatch.setenv(f"PINPOINT_{name.upper()}", str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_an_index_that_fits_is_left_as_it_is(capsys: Capture) -> None:
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert out == "" and re.search(
        r"^index 0001-\w+: 2 documents, \d+ provisions, .*; up to date, nothing written$", err, re.M
    )


def test_a_changed_document_is_a_new_generation_in_which_only_what_changed_is_embedded(
    folder: Path, capsys: Capture
) -> None:
    path = folder / "corpus" / "studio-notice.txt"
    path.write_text(path.read_text().replace("$8 a month", "$9 a month"))
    assert main([]) == 0
    found = re.search(r"^index 0002-\w+: 2 documents, .* (\d+) chunks, .*; built in [\d.]+ s, (\d+) texts embedded$",
                      capsys.readouterr().err, re.M)  # fmt: skip
    assert found and 0 < int(found[2]) < int(found[1]) / 3


@pytest.mark.usefixtures("folder")
def test_check_reports_each_document_on_standard_output(capsys: Capture) -> None:
    assert main(["check"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "kiln-rules@1  Kiln Rules: " in out and "2 documents, 2 versions" in out


@pytest.mark.parametrize("command", [[], ["check"]])
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('file = "kiln-rules.txt"', 'file = "gone.txt"', "document 'kiln-rules', key 'file': 'gone.txt' does not exist"),
        ('tier = "rule"', 'tier = "law"', "document 'kiln-rules', key 'tier': 'law'"),
        ('id = "studio-notice"', 'id = "kiln-rules"', "key 'id': 'kiln-rules' is used twice"),
        ('tier = "notice"', 'teir = "notice"', "key 'teir': no such key"),
    ],
)
def test_a_mistake_in_the_corpus_is_one_line_that_names_entry_and_key(
    folder: Path, capsys: Capture, command: list[str], old: str, new: str, told: str
) -> None:
    path = folder / "corpus" / "corpus.toml"
    assert path.read_text().count(old) == 1
    path.write_text(path.read_text().replace(old, new))
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("error: ") and told in err


def test_a_folder_without_a_corpus_is_named(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINPOINT_CORPUS", str(folder / "nowhere"))
    assert main([]) == 1
    assert "there is no such file; point PINPOINT_CORPUS" in capsys.readouterr().err


def test_wrong_usage_is_exit_code_2(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        main(["sing"])
    assert left.value.code == 2 and "invalid choice" in capsys.readouterr().err
