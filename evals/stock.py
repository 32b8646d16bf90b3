"""`python -m evals stock`: the stock chain (splitter, HuggingFaceEmbeddings, Chroma) on the same cases, beside ours.

It returns its four chunks whatever is asked. A second column lets it refuse: below the cosine at which it refuses as much of
the answerable tuning cases as ours is allowed to. The only file that stands on the libraries of the stock chain; they come
with the extra `dev`.
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
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from assistant import settings as S
from assistant.errors import DataError, PinpointError
from evals.cases import Case, plain
from evals.given import DAY, cases_of, counted, opened, show
from evals.metrics import Figure, Run, figure
from evals.report import side_by_side
from evals.run import run
from evals.train import REFUSED

CHARACTERS, OVERLAP, TOP = 1000, 200, 4
FRESH = 3  # processes started for each side of the comparison of start-up costs
TUNED = "tuning"
INSTALL = "install the development extras: pip install -e '.[dev]'"

Texts = Mapping[tuple[str, str], str]
Search = Callable[[str], tuple[tuple[str, ...], float]]  # the chunks, best first, and the distance of the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an engine gave for a case: its texts, best first, and its status; an engine without one has answered."""

    case: Case
    texts: tuple[str, ...]
    status: str = "answered"


def compare(names: Sequence[str]) -> int:
    """Prints the figures of the stock chain beside ours for each split, and what a fresh process of each costs."""
    settings = S.load(os.environ)
    folder = settings.index / "evals-stock"
    with opened(settings) as held:
        store = held.index.store
        texts = {(d.id, v.id): store.text(d.id, v.id) for d in store.documents() for v in d.versions if v.file}
        wording = {p.id: texts[p.document, p.version][p.start : p.end] for p in held.provisions}
        search = chain(texts, folder)
        limit = farthest(cases_of(TUNED, held), search)
        for split in names:
            cases = cases_of(split, held)
            found = [(case, *search(case.question)) for case in cases]
            stock = [Given(case=case, texts=some) for case, some, _ in found]
            refusing = [_refused(one, distance > limit) for one, (_, _, distance) in zip(stock, found, strict=True)]
            own = [ours(one) for one in run(cases, held, DAY, counted(split))]
            columns = {"stock chain": stock, "the same, refusing": refusing, "ours": own}
            show(side_by_side(split, {name: figures(some, wording) for name, some in columns.items()}) + "\n")
    other, mine = fresh(folder, cases[0].question)
    show(f"CPU seconds of a fresh process until its answer is printed: stock chain {other:.2f}, ours {mine:.2f}")
    return 0


def farthest(cases: Sequence[Case], search: Search) -> float:
    """The distance beyond which the stock chain is to refuse: as much of the answerable lies beyond as ours may refuse."""
    return float(np.quantile([search(case.question)[1] for case in cases if case.status != "not_found"], 1 - REFUSED))


def ours(run: Run) -> Given:
    """What the project's own answer quotes."""
    return Given(case=run.case, texts=tuple(c.quote for c in run.answer.citations), status=run.answer.status)


def _refused(given: Given, refuses: bool) -> Given:
    return replace(given, texts=(), status="not_found") if refuses else given


def figures(given: Sequence[Given], wording: Mapping[str, str]) -> tuple[Figure, ...]:
    """The figures of an engine; `wording` is each provision's text by id. Those of what is returned are over the cases that
    need provisions."""
    asked = [one for one in given if one.case.gold]
    pairs = [(one, sum(one.case.gold, ())) for one in asked]
    some = [(one, ids) for one, ids in pairs if one.texts]
    facts = [one for one in given if one.case.facts]
    claims = [one for one in given if one.case.forbidden]
    return (
        figure("gold texts contained", [_contained(one, wording) for one in asked]),
        figure("first text holds gold", [float(_holds(one.texts[:1], ids, wording)) for one, ids in pairs]),
        figure(
            "texts that hold gold", [float(np.mean([_holds([t], ids, wording) for t in one.texts])) for one, ids in some]
        ),
        figure(
            "facts in the texts", [sum(_says(one, fact) for fact in one.case.facts) / len(one.case.facts) for one in facts]
        ),
        figure("forbidden claims in the texts", [float(any(_says(one, c) for c in one.case.forbidden)) for one in claims]),
        figure("unanswerable refused", [one.status == "not_found" for one in given if one.case.status == "not_found"]),
        figure("answerable refused", [one.status == "not_found" for one in given if one.case.status != "not_found"]),
        figure("deferred as partial", [one.status == "partial" for one in given if one.case.status == "partial"]),
        figure("characters returned", [float(sum(map(len, one.texts))) for one in asked]),
    )


def _says(given: Given, words: str) -> bool:
    return any(plain(words) in plain(text) for text in given.texts)


def _contained(given: Given, wording: Mapping[str, str]) -> float:
    """The share of the needed groups of which one text stands whole in a text that was given."""
    return sum(_holds(given.texts, group, wording) for group in given.case.gold) / len(given.case.gold)


def _holds(texts: Sequence[str], ids: Sequence[str], wording: Mapping[str, str]) -> bool:
    return any(plain(wording[id_]) in text for text in map(plain, texts) for id_ in ids)


def chain(texts: Texts, folder: Path) -> Search:
    """The stock chain over the texts, kept in `folder`: a question gives its `TOP` chunks. Raises DataError without its
    libraries."""
    Splitter, Embeddings, Chroma = _libraries()
    splitter = Splitter(chunk_size=CHARACTERS, chunk_overlap=OVERLAP)
    chunks = [chunk for text in texts.values() for chunk in splitter.split_text(text)]
    shutil.rmtree(folder, ignore_errors=True)
    with redirect_stderr(StringIO()):  # the loader draws a progress bar, whoever watches
        embeddings = Embeddings(model_name=_model())
    store = Chroma.from_texts(chunks, embedding=embeddings, persist_directory=str(folder))

    def search(question: str) -> tuple[tuple[str, ...], float]:
        found = store.similarity_search_with_score(question, k=TOP)
        return tuple(document.page_content for document, _ in found), float(found[0][1])

    return search


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
