"""The pipeline as LangChain has it: a runnable over a retriever. Imported only where it is used: asking on the command line
needs nothing of LangChain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict, PrivateAttr

from assistant.held import Held
from assistant.records import Answer, Question
from assistant.retrieval import Find, Retrieval, retrieve


class ProvisionRetriever(BaseRetriever):
    """The retrieval as LangChain's own: `invoke("...")` gives documents, best first, `metadata` with id, label and score.

    `limits` is a question that carries what limits an answer (documents, day); its words are not looked at.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    held: Held
    limits: Question = Question(text="")
    _last: Retrieval | None = PrivateAttr(default=None)

    @property
    def last(self) -> Retrieval | None:
        """The retrieval that the documents given last come from."""
        return self._last

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        question = replace(self.limits, text=query)
        self._last = retrieve(question, self.held, question.as_of or date.today())
        return [
            Document(
                page_content=self.held.passage(self.held.position[hit.provision.id]).own,
                metadata={"provision": hit.provision.id, "label": hit.provision.label, "score": hit.score},
            )
            for hit in self._last.hits
        ]


def found(question: Question, held: Held, day: date) -> Retrieval:
    """What is found for a question put on `day`, through the retriever, so that the callbacks of the chain see it."""
    retriever = ProvisionRetriever(held=held, limits=replace(question, as_of=day))
    retriever.invoke(question.text)
    if retriever.last is None:
        raise RuntimeError("the retriever was not asked: LangChain has answered from a cache of its own")
    return replace(retriever.last, question=question)


def runnable(ask: Callable[[Question | str, Find], Answer]) -> Runnable[Any, Answer]:
    """The chain: a question, or its words alone, to its answer; `ask` is given the question and how to find."""

    def answer(question: Question | str) -> Answer:
        return ask(question, found)

    return RunnableLambda(answer).with_config(run_name="pinpoint")
