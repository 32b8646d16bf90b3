"""Retrieval: from a question to a closed set of ranked provisions, as a LangChain retriever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant import forest
from assistant.candidates import Candidates, gather
from assistant.decision import EVIDENCE_NAMES, evidence
from assistant.features import NAMES, features
from assistant.held import Held
from assistant.query import Query, analyse
from assistant.records import Hit, Question

MOST = 120
KEPT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """What was found for a question: the query, the hits best first, how sure it is that they answer, in [0, 1]."""

    question: Question
    query: Query
    hits: tuple[Hit, ...]
    answers: float
    threshold: float
    held: Held


def analysed(question: Question, held: Held) -> Query:
    """The query of a question in the words of the open index."""
    return analyse(question.text, held.lexicon, held.abbreviations, held.index.store.forms(), held.words)


def scored(query: Query, held: Held, documents: tuple[str, ...]) -> tuple[Candidates, npt.NDArray[np.float32]]:
    """The candidates and their features."""
    candidates = gather(query, held, documents, MOST)
    return candidates, features(query, candidates, held)


def retrieve(question: Question, held: Held) -> Retrieval:
    """The closed set of a question: an answer may cite what is in it, and nothing else."""
    query = analysed(question, held)
    candidates, x = scored(query, held, question.documents)
    scores = forest.load("ranker", NAMES).scores(x)
    decision = forest.load("decision", EVIDENCE_NAMES)
    sure = float(decision.scores(evidence(query, candidates, x, scores, held))[0]) if len(candidates) and query.stems else 0.0
    order = np.argsort(-scores, kind="stable")[:KEPT]
    hits = tuple(Hit(provision=held.provisions[int(candidates.at[row])], score=float(scores[row])) for row in order)
    return Retrieval(question=question, query=query, hits=hits, answers=sure, threshold=decision.yes_from, held=held)


class ProvisionRetriever(BaseRetriever):
    """The retrieval as LangChain's own: `invoke("...")` gives documents whose `metadata` holds id, label and score."""

    held: Any

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[LangChainDocument]:
        held: Held = self.held
        return [
            LangChainDocument(
                page_content=held.passage(held.position[hit.provision.id]).own,
                metadata={"provision": hit.provision.id, "label": hit.provision.label, "score": hit.score},
            )
            for hit in retrieve(Question(text=query), held).hits
        ]
