"""Drafting: from the closed set to statements, each a provision's own words; no sentence is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.cited import Named
from assistant.held import Held
from assistant.matching import matches
from assistant.records import Hit, Provision
from assistant.retrieval import Retrieval
from assistant.sentences import sentences
from assistant.words import content

MOST = 6
MOST_OF_A_PLACE = 14
SHARE = 0.38
WHOLE_UP_TO = 330
SENTENCE_SHARE = 0.55
LIST_SHARE = 0.5
A_LIST = 3
LEADS_BY = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A provision and the span of it that is quoted: all of it, or whole sentences."""

    provision: Provision
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Statements in order, each one or more pieces of one list or provision; and what is near without answering."""

    statements: tuple[tuple[Piece, ...], ...]
    closest: tuple[Piece, ...]


def draft(retrieval: Retrieval) -> Draft:
    """The draft for a retrieval. Without an answer it holds only the closest provisions."""
    closest = tuple(whole(hit.provision) for hit in retrieval.hits[:3])
    if retrieval.query.asked.opinion:
        return Draft(statements=(), closest=closest)
    place = retrieval.named
    if place is not None and (place.whole or not place.provisions):
        return Draft(statements=_named(place, retrieval), closest=closest)
    if retrieval.answers < retrieval.threshold or not retrieval.hits:
        return Draft(statements=(), closest=closest)
    used: set[str] = set()
    statements: list[tuple[Piece, ...]] = []
    picked = _picked(retrieval)
    for hit in picked:
        if hit.provision.id in used:
            continue
        pieces = _statement(hit, retrieval, {one.provision.id for one in picked}, used)
        if pieces:
            used.update(piece.provision.id for piece in pieces)
            statements.append(pieces)
    return Draft(statements=standing(statements, retrieval), closest=closest)


def standing(statements: Sequence[tuple[Piece, ...]], retrieval: Retrieval) -> tuple[tuple[Piece, ...], ...]:
    """Statements without text that no longer stands or does not stand yet, unless that is what answers first: it is never
    set beside the law of the day."""

    def other(statement: tuple[Piece, ...]) -> bool:
        states = {retrieval.held.state(piece.provision, retrieval.day) for piece in statement}
        return not states.isdisjoint(("superseded", "not yet in force"))

    if statements and other(statements[0]):
        return tuple(statements)
    return tuple(statement for statement in statements if not other(statement))


def _named(place: Named, retrieval: Retrieval) -> tuple[tuple[Piece, ...], ...]:
    """The place that the question names; of a section of which only the state is known, what rests on it."""
    if place.provisions:
        return _outlined(place.provisions[:MOST_OF_A_PLACE], retrieval.held)
    if place.status_only is not None:
        return tuple((whole(provision),) for provision in retrieval.held.resting_on(place.status_only.id)[:MOST])
    if place.part is not None:
        inside = [hit for hit in retrieval.hits if hit.provision.document in place.documents]
        return tuple((whole(hit.provision),) for hit in inside[:2])
    return ()


def _outlined(provisions: Sequence[Provision], held: Held) -> tuple[tuple[Piece, ...], ...]:
    """Provisions in order, each list one statement with what leads it in."""
    statements: list[tuple[Piece, ...]] = []
    for provision in provisions:
        above = held.leader.get(provision.id, "")
        open_ids = {piece.provision.id for piece in statements[-1]} if statements else set()
        if above in open_ids:
            statements[-1] = (*statements[-1], whole(provision))
        else:
            statements.append((whole(provision),))
    return tuple(statements)


def whole(provision: Provision) -> Piece:
    """A provision quoted whole."""
    return Piece(provision=provision, start=provision.start, end=provision.end)


def _picked(retrieval: Retrieval) -> Sequence[Hit]:
    """The hits that carry the answer: those near the first in score; of two texts of one place the one that stands."""
    best = retrieval.hits[0].score
    chosen: list[Hit] = []
    for hit in retrieval.hits:
        if hit.score < SHARE * best or len(chosen) >= MOST:
            break
        if not any(_same_place(hit, other) for other in chosen):
            chosen.append(hit)
    return chosen


def _same_place(one: Hit, other: Hit) -> bool:
    a, b = one.provision, other.provision
    return a.document == b.document and a.path == b.path and a.version != b.version


def _statement(hit: Hit, retrieval: Retrieval, picked: set[str], used: set[str]) -> tuple[Piece, ...]:
    """The whole list where one is wanted, or may be and most of it was picked; else the provision, an item with its lead-in
    beside it."""
    held = retrieval.held
    provision = hit.provision
    fellows = held.items.get(held.leader.get(provision.id, ""), ())
    most = max(2, LIST_SHARE * len(fellows))
    if retrieval.query.asked.open and len(fellows) >= A_LIST and len(picked.intersection(fellows)) >= most:
        return _list(held, fellows, used)
    if retrieval.query.asked.whole:
        leader = _leader_meant(provision, retrieval)
        if leader:
            return _list(held, held.items[leader], used)
    items = held.items.get(provision.id, ())
    if items:
        return _leading(provision, items, retrieval, used)
    return (_quoted(provision, retrieval),)


def _leader_meant(provision: Provision, retrieval: Retrieval) -> str:
    """The list that a question for a whole list means: the one whose lead-in carries the question better than the item
    found in it does, or most of whose items were found; "" for none."""
    held = retrieval.held
    best, carried = "", _carried(provision, retrieval)
    leader = held.leader.get(provision.id, "")
    while leader:
        share = _carried(held.provisions[held.position[leader]], retrieval)
        if share > carried + LEADS_BY or (not best and _list_wanted(leader, retrieval)):
            best, carried = leader, max(share, carried)
        leader = held.leader.get(leader, "")
    return best


def _carried(provision: Provision, retrieval: Retrieval) -> float:
    """The share of the question's term weight that stands in a provision's own words, or means the same."""
    held, query = retrieval.held, retrieval.query
    weight = np.array([held.lexicon.idf(term) for term in query.terms_own], dtype=np.float32)
    found = matches(query, [held.reading(held.position[provision.id]).own_set])[0]
    return float(found @ weight / max(float(weight.sum()), 1e-6)) if len(weight) else 0.0


def _leading(provision: Provision, items: Sequence[str], retrieval: Retrieval, used: set[str]) -> tuple[Piece, ...]:
    """What leads a list in: its list, unless it says more than that and the question is about what else it says. Where the
    whole list is asked for, its items alone: each is cited with its lead-in beside it."""
    held = retrieval.held
    text = held.index.store.text(provision.document, provision.version)
    spans = sentences(text, provision.start, provision.end)
    wanted = retrieval.query.asked.whole
    if len(spans) == 1 and wanted:
        return _list(held, items, used)
    scores = _sentence_scores(provision, [text[s:e] for s, e in spans], retrieval) if len(spans) > 1 else [1.0]
    leads = max(range(len(spans)), key=lambda at: scores[at]) == len(spans) - 1
    if wanted and (leads or _list_wanted(provision.id, retrieval)):
        return _list(held, items, used)
    if leads:
        last = Piece(provision=provision, start=spans[-1][0], end=spans[-1][1])
        return (last, *_list(held, items, used))
    return (_quoted(provision, retrieval),)


def _list(held: Held, items: Sequence[str], used: set[str]) -> tuple[Piece, ...]:
    """All items of a list in order, with what hangs on them."""
    pieces: list[Piece] = []
    for id_ in items:
        provision = held.provisions[held.position[id_]]
        if id_ not in used:
            pieces.append(whole(provision))
        pieces.extend(_list(held, held.items.get(id_, ()), used))
    return tuple(pieces)


def _list_wanted(leader: str, retrieval: Retrieval) -> bool:
    """Whether most of a list's items are among the better hits."""
    items = retrieval.held.items[leader]
    good = {hit.provision.id for hit in retrieval.hits[: max(10, 2 * len(items))]}
    return sum(item in good for item in items) >= LIST_SHARE * len(items)


def _quoted(provision: Provision, retrieval: Retrieval) -> Piece:
    """The provision, or of a long one the sentences that carry the question's words or come nearest."""
    text = retrieval.held.index.store.text(provision.document, provision.version)
    spans = sentences(text, provision.start, provision.end)
    if provision.end - provision.start <= WHOLE_UP_TO or len(spans) < 2:
        return whole(provision)
    scores = _sentence_scores(provision, [text[s:e] for s, e in spans], retrieval)
    best = max(scores)
    good = [at for at, score in enumerate(scores) if score >= SENTENCE_SHARE * best]
    return Piece(provision=provision, start=spans[good[0]][0], end=spans[good[-1]][1])


def _sentence_scores(provision: Provision, texts: Sequence[str], retrieval: Retrieval) -> list[float]:
    """How far each sentence carries the question: nearness of meaning, and its words by weight."""
    query, held = retrieval.query, retrieval.held
    embedder = held.index.embedder
    vectors = held.sentence_vectors(provision, len(texts))
    cosines = (embedder.encode(list(texts)) if vectors is None else vectors) @ embedder.encode_query(query.text)
    weights = {term: held.lexicon.idf(term) for term in query.stems}
    total = sum(weights.values()) or 1.0
    found = []
    for text, cosine in zip(texts, cosines, strict=True):
        stems = frozenset(content(text))
        cover = sum(weight * _covered(term, query.expansions.get(term, ()), stems) for term, weight in weights.items())
        found.append(max(float(cosine), 0.0) + cover / total)
    return found


def _covered(term: str, others: Sequence[tuple[str, float]], stems: frozenset[str]) -> float:
    if term in stems:
        return 1.0
    return max((weight for other, weight in others if all(part in stems for part in other.split())), default=0.0)
