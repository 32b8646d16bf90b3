"""Retrieval: from a question to a closed set of ranked provisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from assistant import forest
from assistant.asked import asking
from assistant.candidates import Candidates, gather
from assistant.cited import Named, named
from assistant.decision import EVIDENCE_NAMES, evidence
from assistant.features import NAMES, features
from assistant.held import Held
from assistant.query import Query, analyse
from assistant.records import Hit, Provision, Question
from assistant.rereading import SECOND_EVIDENCE_NAMES, SECOND_NAMES, reread

MOST = 60
KEPT = 40
HEADED = 0.15
VERBATIM = 0.05
HEADING_SHARE = 0.6
CROSS_READ = 20
SURELY = 0.8

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """What was found for a question put on `day`: hits best first, and how sure it is, in [0, 1], that they answer.

    `named` is the place that the question names, where it names one; what it holds belongs to the closed set too.
    """

    question: Question
    day: date
    query: Query
    hits: tuple[Hit, ...]
    named: Named | None
    answers: float
    threshold: float
    held: Held

    @property
    def closed(self) -> frozenset[str]:
        """The ids that an answer may cite: the hits, the place named, and the lists and lead-ins they belong to."""
        ids = {hit.provision.id for hit in self.hits} | {p.id for p in (self.named.provisions if self.named else ())}
        if self.named is not None and self.named.status_only is not None:
            ids |= {provision.id for provision in self.held.resting_on(self.named.status_only.id)}
        family = {member for id_ in ids for member in self.held.family(id_)}
        return frozenset(ids | family)


Find = Callable[[Question, Held, date], Retrieval]


def analysed(question: Question, held: Held) -> Query:
    """The query of a question in the words of the open index."""
    return analyse(question.text, held.lexicon, held.abbreviations, held.index.store.forms(), held.words)


def scored(query: Query, held: Held, documents: tuple[str, ...]) -> tuple[Candidates, Floats]:
    """The candidates and their features."""
    candidates = gather(query, held, documents, MOST)
    return candidates, features(query, candidates, held)


def retrieve(question: Question, held: Held, day: date) -> Retrieval:
    """The closed set of a question: an answer may cite what is in it, and nothing else. Where all that is written is not
    answered, a sentence of it that asks and is surely answered by itself stands for it."""
    found = _retrieve(question, held, day)
    if found.answers >= found.threshold or found.named is not None or found.query.asked.opinion:
        return found
    for sentence in asking(question.text):
        alone = _retrieve(replace(question, text=sentence), held, day)
        if alone.answers >= SURELY and alone.named is None:
            return replace(alone, question=question)
    return found


def _retrieve(question: Question, held: Held, day: date) -> Retrieval:
    query = analysed(question, held)
    place = _within(named(query, held), question.documents)
    documents = question.documents
    if place is not None and place.provisions:
        documents = place.documents
    candidates, x = scored(query, held, documents)
    scores = forest.load("ranker", NAMES).scores(x)
    told = evidence(query, candidates, x, scores, held)
    again = reread(query, candidates, x, scores, held)
    if again is None:
        decision = forest.load("decision", EVIDENCE_NAMES)
    else:
        decision = forest.load("second_decision", SECOND_EVIDENCE_NAMES)
        told = np.hstack([told, again.evidence])
        scores = again.merged(scores, forest.load("second_ranker", SECOND_NAMES).scores(again.x))
    asks = len(candidates) and query.stems and not query.asked.opinion
    sure = float(decision.scores(told)[0]) if asks else 0.0
    worth = np.array([_standing(held.provisions[int(at)], query, held, day) for at in candidates.at], dtype=np.float32)
    scores = scores * worth
    own = np.array([held.reading(int(at)).verbatim for at in candidates.at], dtype=np.float32)
    scores = np.minimum(scores + HEADED * _headed(query, candidates, held) + VERBATIM * own, 1.0)
    order = _best(scores, worth)
    if held.reranker is not None and len(order):
        scores = _cross_read(scores, order[:CROSS_READ], query, candidates, held)
        order = _best(scores, worth)
    hits = tuple(Hit(provision=held.provisions[int(candidates.at[row])], score=float(scores[row])) for row in order)
    return Retrieval(
        question=question, day=day, query=query, hits=hits, named=place, answers=sure, threshold=decision.yes_from, held=held
    )


def _best(scores: Floats, worth: Floats) -> npt.NDArray[np.int64]:
    """The rows of the best, best first; none that is worth nothing."""
    order = np.argsort(-scores, kind="stable")
    return np.asarray(order[worth[order] > 0][:KEPT], dtype=np.int64)


def _cross_read(scores: Floats, best: npt.NDArray[np.int64], query: Query, candidates: Candidates, held: Held) -> Floats:
    """Scores with the cross-encoder's for the best half and half; what it did not read keeps its half."""
    passages = [held.passage(int(candidates.at[row])) for row in best]
    told = np.zeros(len(scores), dtype=np.float32)
    if held.reranker is not None:
        told[best] = held.reranker.scores(query.text, [f"{one.heading}. {one.whole}" for one in passages])
    return ((scores + told) / 2).astype(np.float32)


def _within(place: Named | None, documents: tuple[str, ...]) -> Named | None:
    """The place that a question names, unless it lies outside the documents that the question is put to."""
    if place is None or not documents or not place.documents or set(place.documents) <= set(documents):
        return place
    return None


def _headed(query: Query, candidates: Candidates, held: Held) -> Floats:
    """1 for the candidates under a heading whose every word the question has, and which makes up most of the question."""
    own = frozenset(query.stems) - query.spelled_out
    total = sum(held.lexicon.idf(stem) for stem in own) or 1.0
    out = np.zeros(len(candidates), dtype=np.float32)
    for row, at in enumerate(candidates.at):
        heading = held.reading(int(at)).own_heading - query.spelled_out
        weight = sum(held.lexicon.idf(stem) for stem in heading)
        out[row] = bool(heading) and heading <= own and weight >= HEADING_SHARE * total
    return out


def _standing(provision: Provision, query: Query, held: Held, day: date) -> float:
    """What a provision's score is worth on a day: less where its text no longer stands or does not stand yet, nothing where
    another that does not stand yet only follows one that is held, unless another day is asked about."""
    state = held.state(provision, day)
    if state == "not yet in force" and not query.asked.other_day and held.stands_in_its_place(provision, day):
        return 0.0
    return {"superseded": 0.85, "not yet in force": 0.5}.get(state, 1.0)
