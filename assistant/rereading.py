"""The second look: the best few candidates, each read by the interaction model with the question at hand.

What it tells of them goes, beside all that was known before, to a second ranker over these few and to a second decision.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.candidates import Candidates
from assistant.decision import EVIDENCE_NAMES
from assistant.features import NAMES
from assistant.held import Held
from assistant.query import Query

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

BEST = 5
NOTHING = -9.0  # told of a place that no candidate takes, or the least that is told

TOLD: tuple[tuple[str, str], ...] = (
    ("ranked", "the ranker's score"),
    ("ranked_share", "the same over the best of all"),
    ("ranked_ahead", "how far it lies before the second of all"),
    ("told", "log-odds, as the interaction model tells, that it answers"),
    ("told_behind", "the same less the best of the few: 0 for the best"),
    ("told_odds", "the same as a probability"),
    ("told_share", "its share of the odds of the few and of no answer"),
    ("told_place", "its place among the few by what is told, the first 0"),
    ("place", "its place by the ranker, the first 0"),
)
EVIDENCE: tuple[tuple[str, str], ...] = (
    ("told_best", "the best that is told of the few"),
    ("told_second", "the second best"),
    ("told_third", "the third best"),
    ("told_any", "log-odds that any of them answers"),
    ("told_first", "what is told of the ranker's first"),
    ("told_first_behind", "the same less the best of the few"),
)
SECOND_NAMES = (*(name for name, _ in TOLD), *NAMES)
SECOND_EVIDENCE_NAMES = (*EVIDENCE_NAMES, *(name for name, _ in EVIDENCE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """The best few by the ranker, best first: their `rows` among the candidates, shape (few,), their features for the
    second ranker, shape (few, len(SECOND_NAMES)), and what they add to the evidence, shape (1, len(EVIDENCE))."""

    rows: Ints
    x: Floats
    evidence: Floats

    def merged(self, scores: Floats, second: Floats) -> Floats:
        """The scores of all candidates, with the second ranker's for the few; the others keep half of theirs."""
        out = scores / 2
        out[self.rows] += second / 2
        return np.asarray(out, dtype=np.float32)


def reread(query: Query, candidates: Candidates, x: Floats, scores: Floats, held: Held) -> Reread | None:
    """What the second look finds; `x` are the features of all candidates, `scores` the ranker's. None where there are no
    candidates, or no interaction model has read these provisions."""
    rows = np.argsort(-scores, kind="stable")[:BEST]
    told = held.paired(query, candidates.at[rows]) if len(rows) else None
    if told is None:
        return None
    few, place = scores[rows], np.arange(len(rows))
    behind = told - told.max()
    any_ = np.logaddexp.reduce(np.append(told, 0.0))
    columns = (
        few, few / max(float(few[0]), 1e-6), few - (few[1] if len(few) > 1 else 0.0),
        told, behind, 1 / (1 + np.exp(-told)), np.exp(told - any_), np.argsort(np.argsort(-told, kind="stable")), place,
    )  # fmt: skip
    own = np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)
    nothing = min(NOTHING, float(told.min()))
    first, second, third = [*np.sort(told)[::-1], nothing, nothing][:3]
    evidence = (first, second, third, any_, told[0], behind[0])
    return Reread(rows=rows, x=np.hstack([own, x[rows]]), evidence=np.asarray([evidence], dtype=np.float32))
