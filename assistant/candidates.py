"""The first stage: every provision that words or meaning bring up for a query, with its scores side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.held import Held
from assistant.matching import lifted, matches
from assistant.query import Query

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

WORDS = ("text", "heading", "lead_in", "questions")
MEANINGS = ("text", "own", "sentence", "question", "block", "heading")
WEIGHTS = {
    "text": 0.12, "heading": 0.08, "lead_in": 0.03, "questions": 0.06,
    "dense": 0.03, "apart": 0.05, "question": 0.08, "tuned": 0.20, "late": 0.45,
}  # fmt: skip
FAMILY = 6
LEADING = 6
NEAREST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """n candidates as parallel arrays of shape (n,); `at` is the position in reading order, ascending.

    `words` holds BM25 by field, `meanings` the best cosine by kind of chunk, `apart` the same without what all texts of the
    corpus share, `tuned` the cosine by the tuned model, `nearest` for each token of the question the nearest of its tokens,
    shape (n, tokens), `lifted` the same raised where its word stands there (see `matching`), `weights` how much each token
    counts, shape (tokens,), `found` which of the question's terms stand in text or heading, shape (n, terms), `fused` the
    weighted sum of normalised scores.
    """

    at: Ints
    words: dict[str, Floats]
    meanings: dict[str, Floats]
    apart: dict[str, Floats]
    tuned: Floats
    nearest: Floats
    lifted: Floats
    weights: Floats
    found: Floats
    fused: Floats

    def __len__(self) -> int:
        return len(self.at)


def gather(query: Query, held: Held, documents: tuple[str, ...], most: int) -> Candidates:
    """The best `most` candidates by all evidence together, with the families of the very best."""
    vector, nearest = held.read_ahead(query)
    picked, bm25 = _words(query, held, documents, most)
    cosines, apart = _meanings(vector.result(), held, documents, most)
    late = nearest.result()
    allowed = _allowed(held, documents)
    tuned = held.tuned(query)
    for scores in (*cosines.values(), *apart.values(), tuned):
        known = np.flatnonzero(allowed & (scores > 0))
        picked.update(int(at) for at in known[np.argsort(-scores[known], kind="stable")[:most]])
    first = _candidates(query, held, np.array(sorted(picked), dtype=np.int64), bm25, cosines, apart, tuned, late)
    best = first.at[np.argsort(-first.fused, kind="stable")]
    family = {position for one in best[:FAMILY] for position in _family(held, int(one))}
    leading = {int(at) for scores in first.words.values() for at in first.at[np.argsort(-scores, kind="stable")[:LEADING]]}
    chosen = np.array(sorted({int(at) for at in best[:most]} | family | leading), dtype=np.int64)
    return _candidates(query, held, chosen, bm25, cosines, apart, tuned, late, first)


def _words(query: Query, held: Held, documents: tuple[str, ...], most: int) -> tuple[set[int], dict[str, Floats]]:
    """The positions that words find, and BM25 by field, shape (provisions,), 0 where nothing is found."""
    bm25 = {name: np.zeros(len(held.provisions), dtype=np.float32) for name in WORDS}
    found = held.index.lexical.search(query.terms, most, documents) if query.terms else []
    for id_, scores in found:
        for name, score in scores.items():
            bm25[name][held.position[id_]] = score
    return {held.position[id_] for id_, _ in found}, bm25


def _meanings(
    vector: Floats, held: Held, documents: tuple[str, ...], most: int
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """The best cosine of each provision's chunks by kind, shape (provisions,), 0 where unknown; plain and apart."""
    best = {kind: np.zeros(len(held.provisions), dtype=np.float32) for kind in MEANINGS}
    cosines = held.index.vectors.cosines(vector)
    if cosines is not None:
        at, kinds = held.chunk_at
        apart = {kind: np.zeros(len(held.provisions), dtype=np.float32) for kind in MEANINGS}
        told = held.told @ held.apart(vector[None, :])[0]
        for kind in MEANINGS:
            places = kinds.get(kind)
            if places is not None:
                np.maximum.at(best[kind], at[places], cosines[places])
                np.maximum.at(apart[kind], at[places], told[places])
        return best, apart
    for _, id_, kind, cosine in held.index.vectors.search(vector, NEAREST + most, documents):
        if kind in best:
            position = held.position[id_]
            best[kind][position] = max(best[kind][position], cosine)
    return best, best


def _allowed(held: Held, documents: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    if not documents:
        return np.ones(len(held.provisions), dtype=bool)
    return np.array([provision.document in documents for provision in held.provisions], dtype=bool)


def _family(held: Held, at: int) -> list[int]:
    """The lead-in, the items and the siblings of a provision."""
    provision = held.provisions[at]
    leader = held.leader.get(provision.id, "")
    ids = [leader, provision.parent, *held.items.get(provision.id, ()), *held.items.get(leader, ()), *provision.children]
    return [held.position[id_] for id_ in ids if id_]


def _candidates(
    query: Query,
    held: Held,
    at: Ints,
    bm25: dict[str, Floats],
    cosines: dict[str, Floats],
    apart: dict[str, Floats],
    tuned: Floats,
    late: Floats,
    before: Candidates | None = None,
) -> Candidates:
    """The candidates at these positions; what `before` has of them is not worked out again."""
    words = {name: scores[at] for name, scores in bm25.items()}
    meanings = {kind: scores[at] for kind, scores in cosines.items()}
    told = {kind: scores[at] for kind, scores in apart.items()}
    dense = np.maximum.reduce([meanings["text"], meanings["own"], meanings["sentence"]])
    clear = np.maximum.reduce([told["text"], told["own"], told["sentence"]])
    found, nearest, raised = _tokens(query, held, at, late, before)
    weights = held.token_weights(query) if nearest.size else np.zeros(0, dtype=np.float32)
    told_late = weighted(raised, weights) if nearest.size else dense
    fused = (
        WEIGHTS["dense"] * normalised(dense)
        + WEIGHTS["apart"] * normalised(clear)
        + WEIGHTS["late"] * normalised(told_late)
        + WEIGHTS["tuned"] * normalised(tuned[at])
        + WEIGHTS["question"] * normalised(meanings["question"])
        + sum(WEIGHTS[name] * normalised(words[name]) for name in WORDS)
    )
    return Candidates(
        at=at, words=words, meanings=meanings, apart=told, tuned=tuned[at], nearest=nearest, lifted=raised, weights=weights,
        found=found, fused=np.asarray(fused, dtype=np.float32),
    )  # fmt: skip


def _tokens(query: Query, held: Held, at: Ints, late: Floats, before: Candidates | None) -> tuple[Floats, Floats, Floats]:
    """Which terms stand at each position, how near each token of the question comes there, and that lifted."""
    if before is not None:
        row = {int(position): at for at, position in enumerate(before.at)}
        rest = np.array([position for position in at if int(position) not in row], dtype=np.int64)
        row |= {int(position): len(before) + at for at, position in enumerate(rest)}
        places = [row[int(position)] for position in at]
        old, new = (before.found, before.nearest, before.lifted), _tokens(query, held, rest, late, None)
        found, nearest, raised = (np.concatenate(both)[places] for both in zip(old, new, strict=True))
        return found, nearest, raised
    found = matches(query, [held.reading(int(one)).both_set for one in at])
    nearest = late[at]
    return found, nearest, lifted(nearest, held.token_words(query), query, found) if nearest.size else nearest


def weighted(nearest: Floats, weights: Floats) -> Floats:
    """The weighted mean over the question's tokens, shape (n,); `nearest` has shape (n, tokens), `weights` (tokens,)."""
    return np.asarray(nearest @ weights / max(float(weights.sum()), 1e-6), dtype=np.float32)


def normalised(scores: Floats) -> Floats:
    """Scores between 0 for the lowest and 1 for the highest of the list; all 0 where they are equal."""
    if not len(scores):
        return scores
    low, high = float(scores.min()), float(scores.max())
    return ((scores - low) / max(high - low, 1e-9)).astype(np.float32)
