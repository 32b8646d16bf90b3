"""Readable features of a query against its candidates, for the learned ranker.

All scores are made comparable within the list of candidates, so that a ranker trained on one corpus carries over to another.
"""

from __future__ import annotations

from operator import attrgetter

import numpy as np
import numpy.typing as npt

from assistant.candidates import Candidates, normalised, weighted
from assistant.held import Held
from assistant.matching import matches
from assistant.query import Query

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FEATURES: tuple[tuple[str, str], ...] = (
    ("fused", "first-stage score, min-max within the list"),
    ("words_share", "BM25 of the text over the sum of the question's term weights"),
    ("heading", "BM25 of the heading as a share of the best"),
    ("lead_in", "BM25 of the lead-in as a share of the best"),
    ("questions", "BM25 of the generated questions as a share of the best"),
    ("dense_raw", "best cosine of text, own words and sentences"),
    ("own_raw", "cosine of the own words without the lead-in"),
    ("question_raw", "best cosine of a generated question"),
    ("agree", "mean of the scores by words, meaning and questions, geometric"),
    ("cover", "share of the question's term weight in lead-in and text"),
    ("cover_same", "the same, with words that mean the same counted at their weight"),
    ("cover_own", "share in the own words alone, words that mean the same counted"),
    ("cover_both", "cover_same with the heading counted"),
    ("cover_list", "cover with weights from this list: terms that tell its candidates apart"),
    ("cover_heading", "share of the term weight in the heading"),
    ("heading_told", "share of its heading's term weight that the question has"),
    ("rarest", "how rare the rarest question term is that it has (1 = the rarest itself)"),
    ("missing", "weight of the heaviest term that it lacks, as a share"),
    ("pairs", "share of the question's neighbouring pairs that stand together"),
    ("density", "share of its words that are question terms"),
    ("length", "log of its number of words"),
    ("parent", "first-stage score of what leads it in"),
    ("siblings", "best first-stage score among the others of its list"),
    ("items", "best first-stage score among its items"),
    ("section", "sum of its block's scores over the largest such sum"),
    ("of_section", "first-stage score over the best of its block"),
    ("offer", "how far it offers the kind of thing asked for"),
    ("leads", "leads a list in"),
    ("item", "is an item of a list"),
    ("depth", "how deep in the outline"),
    ("norm", "lays down a norm"),
    ("verbatim", "is the document's own text, not a summary"),
    ("title", "is a title line"),
    ("apart", "best cosine of text, own words and sentences without what all texts share"),
    ("apart_list", "the same, min-max"),
    ("apart_question", "best cosine of a generated question without what all texts share"),
    ("apart_question_list", "the same, min-max"),
    ("apart_heading", "cosine of the heading without what all texts share"),
    ("tuned", "cosine by the tuned model"),
    ("tuned_list", "the same, min-max"),
    ("late_plain", "weighted mean over the question's tokens of the nearest token in context"),
    ("late_plain_list", "the same, min-max"),
    ("late", "the same, lifted where the token's word stands in the provision"),
    ("late_list", "the same, min-max"),
    ("late_words", "the same over the tokens of words that carry meaning"),
    ("late_words_list", "the same, min-max"),
    ("late_low", "mean of the two tokens that carry meaning and find the least"),
)
NAMES = tuple(name for name, _ in FEATURES)


def features(query: Query, candidates: Candidates, held: Held) -> Floats:
    """The features of all candidates, float32 of shape (n, len(NAMES))."""
    c, n = candidates, len(candidates)
    if not n:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    cover = _Cover(query, c, held)
    fused = normalised(c.fused)
    dense = np.maximum.reduce([c.meanings["text"], c.meanings["own"], c.meanings["sentence"]])
    words, meaning, question = normalised(c.words["text"]), normalised(dense), normalised(c.meanings["question"])
    provisions = [held.provisions[int(at)] for at in c.at]
    readings = [held.reading(int(at)) for at in c.at]
    apart = np.maximum.reduce([c.apart["text"], c.apart["own"], c.apart["sentence"]])
    parents = held.parent_at[c.at]
    parent, siblings, items = _family_scores(c.at, parents, fused)
    section, _, best = _groups(held.block_code[c.at], fused)
    columns = (
        fused, c.words["text"] / cover.total, _share(c.words["heading"]), _share(c.words["lead_in"]),
        _share(c.words["questions"]), dense, c.meanings["own"], c.meanings["question"],
        np.cbrt((words + 0.05) * (meaning + 0.05) * (question + 0.05)),
        cover.plain, cover.same, cover.own, cover.both, cover.local, cover.heading, cover.told, cover.rarest,
        cover.missing, cover.pairs, cover.density, cover.length,
        parent, siblings, items, section, fused / np.maximum(best, 1e-6),
        [r.offers[query.asked.kind] for r in readings], [r.leads for r in readings], [r.item for r in readings],
        [len(p.path) for p in provisions], [r.norm for r in readings], [r.verbatim for r in readings],
        [p.kind == "title" for p in provisions],
        apart, normalised(apart), c.apart["question"], normalised(c.apart["question"]), c.apart["heading"],
        *_late(query, c, held),
    )  # fmt: skip
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


class _Cover:
    """How far the words of each candidate cover the question's, by weight; every array has shape (n,)."""

    def __init__(self, query: Query, candidates: Candidates, held: Held) -> None:
        terms = query.terms_own or ("",)
        weight = np.array([held.lexicon.idf(term) for term in terms], dtype=np.float32)
        self.total = float(weight.sum()) or 1.0
        readings = [held.reading(int(at)) for at in candidates.at]
        sets = [one for part in ("whole_set", "own_set", "heading_set") for one in map(attrgetter(part), readings)]
        same, own, head = np.split(_wide(matches(query, sets), len(terms)), 3)
        both = _wide(candidates.found, len(terms))
        plain = (same >= 1.0).astype(np.float32)
        spread = plain.sum(0)
        local = weight * np.log1p((len(readings) - spread + 0.5) / (spread + 0.5))
        heavy = np.argsort(-weight, kind="stable")
        stands = same[:, heavy] > 0
        first = np.where(stands.any(1), stands.argmax(1), len(terms))
        self.plain, self.same = _sum(plain, weight) / self.total, _sum(same, weight) / self.total
        self.own, self.both = _sum(own, weight) / self.total, _sum(both, weight) / self.total
        self.heading = _sum(head, weight) / self.total
        asked_for = {
            *terms,
            *(part for others in query.expansions.values() for other, _ in others for part in other.split()),
        }
        self.told = np.array([_told(r.own_heading, asked_for, held) for r in readings], dtype=np.float32)
        self.local = _sum(plain, local) / (float(local.sum()) or 1.0)
        self.rarest = 1.0 - first / len(terms)
        self.missing = np.where(both > 0, 0.0, weight).max(1) / max(float(weight.max()), 1e-6)
        asked = set(zip(query.stems, query.stems[1:], strict=False))
        self.pairs = np.array([_pairs(asked, r.whole) for r in readings], dtype=np.float32)
        sizes = np.array([max(len(r.whole), 1) for r in readings], dtype=np.float32)
        names = frozenset(terms)
        self.density = np.array([sum(s in names for s in r.whole) for r in readings], dtype=np.float32) / sizes
        self.length = np.log1p(sizes)


def _sum(found: Floats, weight: Floats) -> Floats:
    """The weight found, shape (n,): summed plainly, since a BLAS product of so few numbers may set the invalid flag."""
    return np.asarray((found * weight).sum(axis=1), dtype=np.float32)


def _told(heading: frozenset[str], asked_for: set[str], held: Held) -> float:
    """The share of a heading's term weight that stands in the question, or means the same as something there."""
    weights = {term: held.lexicon.idf(term) for term in heading}
    return sum(weight for term, weight in weights.items() if term in asked_for) / (sum(weights.values()) or 1.0)


def _wide(found: Floats, terms: int) -> Floats:
    """Matches with at least one column."""
    return found if found.shape[1] else np.zeros((len(found), terms), dtype=np.float32)


def _late(query: Query, candidates: Candidates, held: Held) -> tuple[Floats, ...]:
    """Late interaction, token by token in context; where a corpus has no token vectors, the plain cosines stand in."""
    nearest = candidates.lifted
    tuned = candidates.tuned
    if not nearest.size:
        dense = np.maximum.reduce([candidates.meanings["text"], candidates.meanings["own"], candidates.meanings["sentence"]])
        plainly = (dense, normalised(dense))
        return *plainly, *plainly, *plainly, *plainly, dense
    content = content_tokens(query, held)
    plain, late = weighted(candidates.nearest, candidates.weights), weighted(nearest, candidates.weights)
    words = nearest[:, content].mean(axis=1) if content.any() else late
    low = np.sort(nearest[:, content], axis=1)[:, :2].mean(axis=1) if content.any() else late
    ranked = tuple(form(scores) for scores in (tuned, plain, late) for form in (np.asarray, normalised))
    return *ranked, words, normalised(words), low


def content_tokens(query: Query, held: Held) -> npt.NDArray[np.bool_]:
    """Which of the question's tokens belong to words that carry meaning, shape (tokens,)."""
    return np.array([word in query.word_stems for word in held.token_words(query)], dtype=bool)


def _pairs(asked: set[tuple[str, str]], stems: tuple[str, ...]) -> float:
    return len(asked & set(zip(stems, stems[1:], strict=False))) / len(asked) if asked else 0.0


def _share(scores: Floats) -> Floats:
    return (scores / max(float(scores.max()), 1e-9)).astype(np.float32)


def _family_scores(at: Ints, parents: Ints, scores: Floats) -> tuple[Floats, Floats, Floats]:
    """The first-stage score of what leads each candidate in, the best among its siblings, the best among its items."""
    by_position = {int(position): row for row, position in enumerate(at)}
    parent, siblings, items = (np.zeros(len(at), dtype=np.float32) for _ in range(3))
    lists: dict[int, list[int]] = {}
    for row, above in enumerate(parents):
        if above >= 0:
            lists.setdefault(int(above), []).append(row)
    for above, rows in lists.items():
        best = sorted(((float(scores[row]), row) for row in rows), reverse=True)
        for row in rows:
            siblings[row] = next((score for score, other in best if other != row), 0.0)
            if above in by_position:
                parent[row] = scores[by_position[above]]
        if above in by_position:
            items[by_position[above]] = best[0][0]
    return parent, siblings, items


def _groups(group: Ints, scores: Floats) -> tuple[Floats, Floats, Floats]:
    """Each candidate's group's sum over the largest sum, the number of its group's members, the best of its group."""
    _, ids, counts = np.unique(group, return_inverse=True, return_counts=True)
    sums = np.bincount(ids, scores)
    best = np.zeros(len(counts), dtype=np.float32)
    np.maximum.at(best, ids, scores)
    return (sums[ids] / max(float(sums.max()), 1e-9)).astype(np.float32), counts[ids].astype(np.float32), best[ids]
