"""Features of a question against its shortlist of passages, for a small learned re-ranker: plain numpy over plain arrays.

All scores are made comparable within the list (min-max, shares of the best, gaps), so that what was learned on one
collection carries over to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from evals import beir_facets

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

WINDOW = 25
FEATURES: tuple[tuple[str, str], ...] = (
    ("fused", "first-stage score, min-max within the list"),
    ("fused_share", "first-stage score as a share of the best"),
    ("words", "BM25 of the text, min-max"),
    ("words_share", "BM25 of the text over the sum of the question's term weights"),
    ("pairs_words", "BM25 of word pairs as a share of the best"),
    ("heading", "BM25 of title and headings as a share of the best"),
    ("dense", "cosine, min-max"),
    ("dense_raw", "cosine"),
    ("sentence", "best cosine of the passage or one of its sentences, min-max"),
    ("sentence_raw", "the same as it is"),
    ("cover", "share of the question's term weight that the text has"),
    ("cover_list", "the same with weights from this list: terms that tell its passages apart"),
    ("cover_both", "cover by text and heading together"),
    ("heading_cover", "share of the question's term weight that the heading has"),
    ("rarest", "place by weight of the rarest question term that the text has (1 = the rarest itself)"),
    ("missing", "weight of the heaviest question term that text and heading lack, as a share"),
    ("window", f"cover by the best stretch of {WINDOW} terms"),
    ("pairs", "share of the question's neighbouring pairs that stand together in the text"),
    ("run", "longest stretch of the question found as it stands, in terms"),
    ("density", "share of the text's terms that are question terms"),
    ("length", "log of the number of terms"),
    ("before", "first-stage score of the passage before it"),
    ("after", "first-stage score of the passage after it"),
    ("parent", "first-stage score of the passage it stands under"),
    ("siblings", "best first-stage score among others of its block"),
    ("section", "sum of its block's scores over the largest such sum"),
    ("document", "sum of its document's scores over the largest such sum"),
    ("of_section", "first-stage score over the best of its block"),
    ("facets", "share of what the question asks for that the text offers"),
    ("duty", "the text lays down a duty"),
    ("may", "the text gives a permission"),
    ("peak", "how far the first stands above the tenth in the first stage"),
)
NAMES = tuple(name for name, _ in FEATURES)
# more of these can only help: the trainer is held to that, so that few questions cannot teach it the opposite
RISING = frozenset(NAMES[: NAMES.index("cover_both") + 1]) | {"window", "pairs", "run"}


@dataclass(frozen=True, kw_only=True)
class Match:
    """n texts against the terms of a question: `at` is the question term of each of their terms (-1 for none), one text
    after another, `owner` the text it stands in, `size` the number of terms of each, shape (n,)."""

    at: Ints
    owner: Ints
    size: Ints
    terms: int

    @cached_property
    def counts(self) -> Floats:
        """How often each text has each question term, shape (n, terms)."""
        hit = self.at >= 0
        flat = np.bincount(self.owner[hit] * self.terms + self.at[hit], minlength=len(self.size) * self.terms)
        return flat.reshape(len(self.size), self.terms).astype(np.float32)

    @property
    def has(self) -> Truths:
        """Which text has which term, shape (n, terms)."""
        return self.counts > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """n passages of one question; every score array is (n,), higher is better, 0 where a field had no hit.

    `asked` is the question as places in its own list of different terms, `weight` those terms' weights. `order` is the
    place in reading order, `parent` that of the passage above it (-1 for none); passages of one block share a heading.
    """

    asked: tuple[int, ...]
    weight: Floats
    text: Match
    heading: Match
    scores: dict[str, Floats]
    fused: Floats
    asks: Floats
    offers: Floats
    document: Ints
    block: Ints
    order: Ints
    parent: Ints


def features(one: Shortlist) -> Floats:
    """The features of a shortlist, float32 of shape (n, len(NAMES))."""
    n = len(one.fused)
    if not n:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    weight, terms = one.weight, len(one.weight)
    total = float(weight.sum()) or 1.0
    has, head = one.text.has, one.heading.has
    both, spread = has | head, has.sum(0)
    local = weight * np.log1p((n - spread + 0.5) / (spread + 0.5))
    found = has[:, np.argsort(-weight, kind="stable")]
    first = np.where(found.any(1), found.argmax(1), terms)
    pairs, run = _phrases(one.asked, one.text)
    fused, tenth = normalised(one.fused), np.sort(one.fused)[::-1][:10]
    section, siblings, best = _groups(one.block, fused)
    document, _, _ = _groups(one.document, fused)
    words, dense, sentence = one.scores["text"], one.scores["dense"], one.scores["sentence"]
    columns = (
        *(
            fused,
            _share(one.fused),
            normalised(words),
            words / total,
            _share(one.scores["pairs"]),
            _share(one.scores["heading"]),
        ),
        *(normalised(dense), dense, normalised(sentence), sentence),
        *(has @ weight / total, has @ local / (float(local.sum()) or 1.0), both @ weight / total, head @ weight / total),
        *(1.0 - first / terms, np.where(both, 0.0, weight).max(1) / max(float(weight.max()), 1e-9)),
        *(_window(one.text, weight) / total, pairs, run),
        *(one.text.counts.sum(1) / np.maximum(one.text.size, 1), np.log1p(one.text.size)),
        *(_at_order(one, fused, one.order - 1), _at_order(one, fused, one.order + 1), _at_order(one, fused, one.parent)),
        *(siblings, section, document, fused / np.maximum(best, 1e-6)),
        (one.offers @ one.asks) / max(float(one.asks.sum()), 1.0),
        *(one.offers[:, beir_facets.NAMES.index("duty")], one.offers[:, beir_facets.NAMES.index("permission")]),
        np.full(n, (tenth[0] - tenth[-1]) / max(float(tenth[0]), 1e-6)),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def normalised(scores: Floats) -> Floats:
    """Scores between 0 for the lowest and 1 for the highest of the list."""
    low, high = float(scores.min()), float(scores.max())
    return ((scores - low) / max(high - low, 1e-9)).astype(np.float32)


def _share(scores: Floats) -> Floats:
    return (scores / max(float(scores.max()), 1e-9)).astype(np.float32)


def _window(match: Match, weight: Floats) -> Floats:
    """The largest weight of different question terms within WINDOW terms of one text, shape (n,)."""
    best = np.zeros(len(match.size), dtype=np.float32)
    hits = np.flatnonzero(match.at >= 0)
    if not len(hits):
        return best
    # a best stretch can always be moved to begin at a hit; the hits that follow it are looked at, nearest first
    term, owner = match.at[hits], match.owner[hits]
    seen = np.zeros((len(hits), len(weight)), dtype=bool)
    rows = np.arange(len(hits))
    for step in range(WINDOW):
        other = np.minimum(rows + step, len(hits) - 1)
        near = (hits[other] - hits < WINDOW) & (owner[other] == owner) & (rows + step < len(hits))
        if not near.any():
            break
        seen[rows[near], term[other[near]]] = True
    np.maximum.at(best, owner, seen @ weight)
    return best


def _phrases(asked: tuple[int, ...], match: Match) -> tuple[Floats, Floats]:
    """The share of the question's neighbouring pairs found together, and its longest stretch found in order; both (n,)."""
    m, n = match.terms, len(match.size)
    follows = np.zeros((m + 1, m + 1), dtype=bool)  # the last row and column stand for what is no question term
    follows[list(asked[:-1]), list(asked[1:])] = True
    pairs, run = np.zeros(n, dtype=np.float32), np.zeros(n, dtype=np.float32)
    run[match.owner[match.at >= 0]] = 1.0
    if not follows.any() or len(match.at) < 2:
        return pairs, run
    joined = follows[match.at[:-1], match.at[1:]] & (match.owner[:-1] == match.owner[1:])
    where = np.flatnonzero(joined)
    codes = np.unique(match.owner[where] * (m * m) + match.at[where] * m + match.at[where + 1])
    pairs += np.bincount(codes // (m * m), minlength=n) / int(follows.sum())
    if len(where):
        starts = np.r_[True, np.diff(where) != 1]
        lengths = np.diff(np.r_[np.flatnonzero(starts), len(where)]) + 1
        np.maximum.at(run, match.owner[where[starts]], lengths.astype(np.float32))
    return pairs, run


def _at_order(one: Shortlist, scores: Floats, wanted: Ints) -> Floats:
    """The score of the passage at `wanted` in reading order and in the same document, 0 where it is not in the list."""
    by = np.argsort(one.order)
    other = by[np.minimum(np.searchsorted(one.order[by], wanted), len(by) - 1)]
    there = (one.order[other] == wanted) & (one.document[other] == one.document)
    return np.where(there, scores[other], 0.0).astype(np.float32)


def _groups(group: Ints, scores: Floats) -> tuple[Floats, Floats, Floats]:
    """For each: its group's sum over the largest such sum, the best score of the group's others, the group's best."""
    _, ids = np.unique(group, return_inverse=True)
    count = int(ids.max()) + 1
    sums = np.bincount(ids, scores, count)
    best, second = np.zeros(count), np.zeros(count)
    by = np.lexsort((-scores, ids))
    head = np.r_[True, np.diff(ids[by]) != 0]
    best[ids[by[head]]] = scores[by[head]]
    next_in = np.r_[False, head[:-1]] & ~head
    second[ids[by[next_in]]] = scores[by[next_in]]
    first = np.zeros(len(scores), dtype=bool)
    first[by[head]] = True
    shares, others = sums[ids] / max(float(sums.max()), 1e-9), np.where(first, second[ids], best[ids])
    return shares.astype(np.float32), others.astype(np.float32), best[ids].astype(np.float32)
