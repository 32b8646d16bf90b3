"""The pipeline as LangChain has it: a runnable over a retriever. Imported only where it is used: asking on the command line
needs nothing of LangChain.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.held import Held
from assistant.records import Answer, Question
from assistant.retrieval import Retrieval, retrieve

Find = Callable[[Question, Held, date], Retrieval]


class Found(list[Document]):
    """What a retriever found as LangChain's documents, best first, with the retrieval they come from."""

    def __init__(self, retrieval: Retrieval) -> None:
        held = retrieval.held
        super().__init__(
            Document(
                page_content=held.passage(held.position[hit.provision.id]).own,
                metadata={"provision": hit.provision.id, "label": hit.provision.label, "score": hit.score},
            )
            for hit in retrieval.hits
        )
        self.retrieval = retrieval


class ProvisionRetriever(BaseRetriever):
    """The retrieval as LangChain's own: `invoke("...")` gives documents whose `metadata` holds id, label and score.

    `limits` is a question that carries what limits an answer (documents, day); its words are not looked at.
    """

    held: Any
    limits: Any = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        held: Held = self.held
        given: Question = self.limits or Question(text=query)
        question = Question(text=query, id=given.id, as_of=given.as_of, documents=given.documents)
        return Found(retrieve(question, held, question.as_of or held.day))


def found(question: Question, held: Held, day: date) -> Retrieval:
    """What is found for a question put on `day`, through the retriever, so that the callbacks of the chain see it."""
    limits = Question(text="", id=question.id, as_of=day, documents=question.documents)
    documents: Any = ProvisionRetriever(held=held, limits=limits).invoke(question.text)
    retrieval: Retrieval = documents.retrieval
    return retrieval


def runnable(ask: Callable[[Question | str, Find], Answer]) -> Runnable[Any, Answer]:
    """The chain: a question, or its words alone, to its answer; `ask` is given the question and how to find."""

    def answer(question: Question | str) -> Answer:
        return ask(question, found)

    return RunnableLambda(answer).with_config(run_name="pinpoint")
