"""`python -m assistant ask`: what comes out, where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from house import ROOT

from assistant.__main__ import main
from assistant.settings import Settings

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tiny: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, with settings of the corpus of two short documents."""
    for name in ("corpus", "data", "index"):
        monkeypatch.setenv(f"PINPOINT_{name.upper()}", str(getattr(tiny, name)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def error_of(capsys: Capture) -> str:
    """The one line on standard error; nothing may stand on standard output."""
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("error: ")
    return err


@pytest.mark.usefixtures("folder")
def test_an_answer_to_read_goes_to_standard_output(capsys: Capture) -> None:
    assert main(["ask", "Who may light the kiln?"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "[1] Kiln Rules, Firing ¶1 (rule; in force: not known)" in out


@pytest.mark.usefixtures("folder")
def test_json_is_one_object_with_every_key(capsys: Capture) -> None:
    assert main(["ask", "Who may light the kiln?", "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    data = json.loads(out)
    assert data["question"] == "Who may light the kiln?" and data["engine"] == "extractive" and data["citations"]


@pytest.mark.usefixtures("folder")
def test_a_refusal_is_an_answer(capsys: Capture) -> None:
    assert main(["ask", "What is the capital of France?", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["status"], data["citations"]) == ("not_found", [])


@pytest.mark.usefixtures("folder")
def test_a_document_limits_the_answer(capsys: Capture) -> None:
    assert main(["ask", "What does a locker cost?", "--json", "--document", "kiln-rules"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {cited["document"] for cited in data["citations"] + data["closest"]} <= {"kiln-rules"}


def test_many_questions_give_a_line_each_in_their_order(folder: Path, capsys: Capture) -> None:
    rows = [
        {"id": "x", "question": "Who may light the kiln?", "other": 1},
        {"id": 7, "question": "  What does a locker cost? "},
    ]
    (folder / "many.jsonl").write_text("\n".join(["", *map(json.dumps, rows), ""]), encoding="utf-8")
    assert main(["ask", "--questions", "many.jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["x", "7"]
    assert answers[1]["question"] == "What does a locker cost?"


@pytest.mark.usefixtures("folder")
def test_an_unknown_document_is_named_with_those_there_are(capsys: Capture) -> None:
    assert main(["ask", "Who?", "--document", "nope"]) == 1
    assert "document 'nope': not in this corpus; there are kiln-rules, studio-notice" in error_of(capsys)


@pytest.mark.usefixtures("folder")
def test_a_missing_file_of_questions_is_named(capsys: Capture) -> None:
    assert main(["ask", "--questions", "missing.jsonl"]) == 1
    assert "missing.jsonl: cannot be read" in error_of(capsys)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"question": 3}', "null", '{"question": " "}'])
def test_a_line_that_is_no_question_is_named(folder: Path, capsys: Capture, line: str) -> None:
    (folder / "many.jsonl").write_text('{"question": "Who?"}\n' + line, encoding="utf-8")
    assert main(["ask", "--questions", "many.jsonl"]) == 1
    assert "many.jsonl:2: not a JSON object with a `question`" in error_of(capsys)


@pytest.mark.usefixtures("folder")
def test_without_an_index_the_command_that_builds_one_is_named(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINPOINT_INDEX", "nowhere")
    assert main(["ask", "Who?"]) == 1
    assert "python -m ingest" in error_of(capsys)


@pytest.mark.usefixtures("folder")
def test_an_unknown_setting_is_named(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINPOINT_CORPSE", "x")
    assert main(["ask", "Who?"]) == 1
    assert "PINPOINT_CORPSE: no such setting" in error_of(capsys)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["ask"], "give either a question or --questions FILE"),
        (["ask", "Who?", "--questions", "x"], "give either a question or --questions FILE"),
        (["ask", "  "], "the question is empty"),
        (["ask", "Who?", "--as-of", "May 2024"], "'May 2024' is not a date; write it as 2024-05-01"),
        (["ask", "Who?", "--as-of", "2024-13-01"], "'2024-13-01' is not a date"),
        (["ask", "Who?", "--loud"], "unrecognized arguments: --loud"),
        (["sing"], "invalid choice: 'sing'"),
    ],
)
def test_wrong_usage_is_exit_code_2(given: list[str], told: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        main(given)
    out, err = capsys.readouterr()
    assert left.value.code == 2 and out == "" and told in err


def test_help_imports_nothing_heavy() -> None:
    code = """
import sys
from assistant.__main__ import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = {"numpy", "onnxruntime", "tantivy", "chromadb", "torch", "langchain_core", "streamlit"}
sys.exit(f"imports {heavy & set(sys.modules)}" if heavy & set(sys.modules) else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_an_answer_imports_no_torch(tiny: Settings) -> None:
    code = f"""
import sys
from pathlib import Path
from assistant.pipeline import Assistant
from assistant.records import Question
from assistant.settings import Settings
assistant = Assistant.open(Settings(corpus=Path({str(tiny.corpus)!r}), index=Path({str(tiny.index)!r})))
assert assistant.answer(Question(text="Who may light the kiln?")).citations
heavy = {{"torch", "transformers", "sentence_transformers", "sklearn", "chromadb", "langchain_core", "streamlit"}}
sys.exit(f"imports {{heavy & set(sys.modules)}}" if heavy & set(sys.modules) else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
