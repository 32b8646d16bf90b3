"""Whether the documents answer: a calibrated decision from readable evidence, not one threshold on one score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assistant.candidates import Candidates
from assistant.features import NAMES, content_tokens
from assistant.held import Held
from assistant.query import Query

Floats = npt.NDArray[np.float32]

EVIDENCE: tuple[tuple[str, str], ...] = (
    ("top", "ranker's score of the first provision"),
    ("lead", "how far it stands above the second of another list"),
    ("three", "sum of the first three scores"),
    ("cover_same", "share of the question's term weight that the first one has"),
    ("cover_both", "the same with its heading"),
    ("cover_best", "best cover_both among the first five"),
    ("cover_union", "share of the term weight that the first three have together"),
    ("missing", "weight of the heaviest term that it lacks"),
    ("rarest", "how rare the rarest term is that it has"),
    ("unknown", "share of the term weight that no provision has, nor what means the same"),
    ("dense", "cosine of the first provision"),
    ("dense_best", "best cosine of all"),
    ("question", "cosine of its nearest generated question"),
    ("question_best", "best such cosine of all"),
    ("apart", "cosine of the first without what all texts share"),
    ("apart_best", "best such cosine of all"),
    ("tuned", "cosine of the first by the tuned model"),
    ("tuned_best", "best such cosine of all"),
    ("late_plain", "how near the first one's tokens come to the question's in context"),
    ("late_plain_best", "the best of all"),
    ("late", "the same, lifted where words or what means the same stand there"),
    ("late_best", "the best of all"),
    ("late_words", "the same over tokens that carry meaning"),
    ("late_words_best", "the best of all"),
    ("late_low", "the two tokens of the question that find the least in the first one"),
    ("late_together", "the two that find the least in the first three together"),
    ("late_mean", "the mean over tokens that carry meaning, first three together"),
    ("focus", "how near the first one comes to the words that name what is asked for"),
    ("focus_together", "how near the first three come to them"),
    ("gap", "the token of the question that counts most and finds least in the first one, by weight times distance"),
    ("gap_together", "the same in the first three together"),
    ("offer", "how far it offers the kind of thing asked for"),
    ("offer_best", "the best offer among the first three"),
    ("asks_number", "the question asks for a number"),
    ("asks_time", "the question asks when or how often"),
    ("asks_who", "the question asks who"),
    ("terms", "number of the question's terms"),
)
EVIDENCE_NAMES = tuple(name for name, _ in EVIDENCE)
COLUMN = {name: at for at, name in enumerate(NAMES)}


def evidence(query: Query, candidates: Candidates, x: Floats, scores: Floats, held: Held) -> Floats:
    """The evidence, shape (1, len(EVIDENCE)); `x` are the features of all candidates, `scores` the ranker's."""
    if not len(candidates) or not query.stems:
        return np.zeros((1, len(EVIDENCE)), dtype=np.float32)
    order = np.argsort(-scores, kind="stable")
    first, top = int(order[0]), [int(row) for row in order[:3]]
    leader = held.parent_at[candidates.at]
    other = next((int(row) for row in order[1:] if not _kin(candidates, leader, first, int(row))), first)
    terms = list(dict.fromkeys(query.stems))
    weight = np.array([held.lexicon.idf(term) for term in terms], dtype=np.float32)
    readings = [held.reading(int(candidates.at[row])) for row in top]
    together = frozenset().union(*(r.whole_set | r.heading_set for r in readings))
    stands = np.array([_stands(term, query, together) for term in terms], dtype=np.float32)
    known = np.array([_known(term, query, held) for term in terms], dtype=np.float32)

    def of(name: str) -> float:
        return float(x[first, COLUMN[name]])

    def best(name: str, rows: npt.NDArray[np.int64] | list[int] | None = None) -> float:
        column = x[:, COLUMN[name]] if rows is None else x[rows, COLUMN[name]]
        return float(column.max())

    kind = query.asked.kind
    values = (
        float(scores[first]), float(scores[first] - scores[other]) if other != first else float(scores[first]),
        float(scores[top].sum()), of("cover_same"), of("cover_both"), best("cover_both", order[:5]),
        float(stands @ weight / weight.sum()), of("missing"), of("rarest"), float((1 - known) @ weight / weight.sum()),
        of("dense_raw"), best("dense_raw"), of("question_raw"), best("question_raw"), of("apart"), best("apart"),
        of("tuned"), best("tuned"), of("late_plain"), best("late_plain"), of("late"), best("late"), of("late_words"),
        best("late_words"), of("late_low"), *_late_together(query, candidates, top, held), of("offer"), best("offer", top),
        kind == "how many",
        kind in ("when", "how often"), kind == "who", len(terms),
    )  # fmt: skip
    return np.asarray([values], dtype=np.float32)


def _kin(candidates: Candidates, leader: npt.NDArray[np.int64], one: int, other: int) -> bool:
    at = candidates.at
    return bool(leader[one] == leader[other] >= 0 or leader[one] == at[other] or leader[other] == at[one])


def _stands(term: str, query: Query, stems: frozenset[str]) -> float:
    if term in stems:
        return 1.0
    fits = (weight for other, weight in query.expansions.get(term, ()) if all(part in stems for part in other.split()))
    return max(fits, default=0.0)


def _known(term: str, query: Query, held: Held) -> float:
    frequency = held.lexicon.frequency
    if term in frequency:
        return 1.0
    return float(any(all(p in frequency for p in other.split()) for other, _ in query.expansions.get(term, ())))


def _late_together(query: Query, candidates: Candidates, rows: list[int], held: Held) -> tuple[float, ...]:
    """Of the tokens that carry meaning: the two that find the least in these candidates together, and all; then the words
    that name what is asked for, in the first one and in all; then what is missed most, in the first one and in all."""
    nearest = candidates.lifted[rows]
    if not nearest.size:
        return (0.0,) * 6
    words = held.token_words(query)
    content = content_tokens(query, held)
    together = nearest.max(axis=0)
    found = together[content] if content.any() else together
    share = candidates.weights / max(float(candidates.weights.max()), 1e-6)
    focus = np.array([word in query.asked.focus for word in words], dtype=bool)
    if not focus.any():
        focus = content if content.any() else np.ones(len(words), dtype=bool)
    return (
        float(np.sort(found)[:2].mean()),
        float(found.mean()),
        float(nearest[0][focus].min()),
        float(together[focus].min()),
        float((share * (1 - nearest[0])).max()),
        float((share * (1 - together)).max()),
    )
