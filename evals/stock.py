"""`python -m evals stock`: the stock chain (splitter, HuggingFaceEmbeddings, Chroma) on the same cases, beside ours.

The only file that stands on the libraries of the stock chain; they come with the extra `dev`.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from assistant.errors import DataError, PinpointError
from evals.cases import Case
from evals.metrics import Figure, Run, figure

CHARACTERS, OVERLAP, TOP = 1000, 200, 4
FRESH = 3  # processes started for each side of the comparison of start-up costs
INSTALL = "install the development extras: pip install -e '.[dev]'"

Texts = Mapping[tuple[str, str], str]
Search = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an engine gave for a case: its texts, best first."""

    case: Case
    texts: tuple[str, ...]


def ours(run: Run) -> Given:
    """What the project's own answer quotes."""
    return Given(case=run.case, texts=tuple(citation.quote for citation in run.answer.citations))


def figures(given: Sequence[Given], wording: Mapping[str, str]) -> tuple[Figure, ...]:
    """The figures of an engine over the cases that need provisions; `wording` is each provision's text by id."""
    asked = [one for one in given if one.case.gold]
    return (
        figure("gold texts contained", [_contained(one, wording) for one in asked]),
        figure("first text holds gold", [float(_holds(one.texts[:1], sum(one.case.gold, ()), wording)) for one in asked]),
        figure("characters returned", [float(sum(map(len, one.texts))) for one in asked]),
    )


def _contained(given: Given, wording: Mapping[str, str]) -> float:
    """The share of the needed groups of which one text stands whole in a text that was given."""
    return sum(_holds(given.texts, group, wording) for group in given.case.gold) / len(given.case.gold)


def _holds(texts: Sequence[str], ids: Sequence[str], wording: Mapping[str, str]) -> bool:
    return any(_plain(wording[id_]) in text for text in map(_plain, texts) for id_ in ids)


def _plain(text: str) -> str:
    return " ".join(text.split())


def chain(texts: Texts, folder: Path) -> Search:
    """The stock chain over the texts, kept in `folder`: a question gives its `TOP` chunks. Raises DataError without it."""
    Splitter, Embeddings, Chroma = _libraries()
    splitter = Splitter(chunk_size=CHARACTERS, chunk_overlap=OVERLAP)
    chunks = [chunk for text in texts.values() for chunk in splitter.split_text(text)]
    shutil.rmtree(folder, ignore_errors=True)
    with redirect_stderr(StringIO()):  # the loader draws a progress bar, whoever watches
        embeddings = Embeddings(model_name=_model())
    store = Chroma.from_texts(chunks, embedding=embeddings, persist_directory=str(folder))
    return lambda question: [document.page_content for document in store.similarity_search(question, k=TOP)]


def fresh(folder: Path, question: str) -> tuple[float, float]:
    """CPU seconds of a fresh process that answers one question: the stock chain's, then ours; the median of `FRESH`."""
    stock = [sys.executable, "-m", "evals.stock", str(folder), question]
    own = [sys.executable, "-m", "assistant", "ask", question]
    pairs = [(_cpu(stock), _cpu(own)) for _ in range(FRESH)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)


def _cpu(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DataError(f"{' '.join(command[1:4])}: failed ({done.stderr.strip().splitlines()[-1:]}); run it by itself")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _libraries() -> tuple[Any, Any, Any]:
    try:
        from langchain_chroma import Chroma
        from langchain_huggingface import HuggingFaceEmbeddings
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ModuleNotFoundError as error:
        raise DataError(f"the stock chain needs {error.name}: {INSTALL}") from error
    return RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, Chroma


def _model() -> str:
    from ingest.export import model_folder

    return str(model_folder(""))


def _main(folder: str, question: str) -> int:
    """One question in a process of its own: what the comparison of start-up costs starts."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        _, Embeddings, Chroma = _libraries()
    except PinpointError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1
    store = Chroma(persist_directory=folder, embedding_function=Embeddings(model_name=_model()))
    print(json.dumps([document.page_content for document in store.similarity_search(question, k=TOP)]))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:3]))
