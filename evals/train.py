"""`python -m evals train`: the ranker's and the decision's weights, learned from the tuning cases and kept as data.

Both are forests over readable features. Every figure printed is cross-validated by question; the weights kept are
then fitted on all tuning cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.candidates import Candidates
from assistant.decision import EVIDENCE_NAMES, evidence
from assistant.features import NAMES
from assistant.forest import Forest, from_trees
from assistant.held import Held
from assistant.query import Query
from assistant.records import Question
from assistant.retrieval import analysed, scored
from evals.cases import Case

Floats = npt.NDArray[np.float32]
FOLDS = 5
SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One case retrieved: the features of its candidates and which of them are gold, shape (n,)."""

    case: Case
    held: Held
    query: Query
    candidates: Candidates
    x: Floats
    gold: npt.NDArray[np.bool_]


def sample(case: Case, held: Held, without_gold: bool = False) -> Sample:
    """The sample of one case; `without_gold` as if the corpus lacked what answers it, and what that belongs to."""
    query = analysed(Question(text=case.question), held)
    gold = {id_ for group in case.gold for id_ in group}
    family = gold | {other for id_ in gold for other in held.family(id_)} if without_gold else set()
    candidates, x = scored(query, held, (), frozenset(held.position[id_] for id_ in family))
    return Sample(
        case=case, held=held, query=query, candidates=candidates, x=x,
        gold=np.array([held.provisions[int(at)].id in gold for at in candidates.at], dtype=bool),
    )  # fmt: skip


def fit_ranker(samples: Sequence[Sample]) -> Forest:
    """A forest that says whether a candidate is gold; each question weighs the same, and so do its gold and the rest."""
    from sklearn.ensemble import ExtraTreesClassifier

    used = [s for s in samples if s.gold.any()]
    weight = np.concatenate([np.where(s.gold, 1 / s.gold.sum(), 1 / max((~s.gold).sum(), 1)) for s in used])
    trees = ExtraTreesClassifier(160, min_samples_leaf=4, max_depth=10, max_features=0.4, random_state=SEED)
    trees.fit(np.vstack([s.x for s in used]), np.concatenate([s.gold for s in used]), sample_weight=weight)
    return from_trees(NAMES, trees.estimators_)


def fit_decision(rows: Floats, answered: npt.NDArray[np.bool_]) -> Forest:
    """A forest that says whether a question is answered; both kinds weigh the same."""
    from sklearn.ensemble import ExtraTreesClassifier

    trees = ExtraTreesClassifier(240, min_samples_leaf=3, max_features=0.4, class_weight="balanced", random_state=SEED)
    return from_trees(EVIDENCE_NAMES, trees.fit(rows, answered).estimators_)


def folds(count: int) -> npt.NDArray[np.int64]:
    """A fold number for each of `count` questions, the same for the same count."""
    return np.random.default_rng(SEED).permutation(np.arange(count) % FOLDS)


def cross_scores(samples: Sequence[Sample]) -> list[Floats]:
    """The ranker's scores of each sample by a model that never saw its question."""
    fold = folds(len(samples))
    out: list[Floats] = [np.zeros(0, dtype=np.float32)] * len(samples)
    for k in range(FOLDS):
        model = fit_ranker([s for s, f in zip(samples, fold, strict=True) if f != k])
        for at in np.flatnonzero(fold == k):
            out[int(at)] = model.scores(samples[int(at)].x)
    return out


def rows_of(samples: Sequence[Sample], scores: Sequence[Floats]) -> Floats:
    """The decision's evidence for each sample, shape (samples, evidence)."""
    return np.vstack([evidence(s.query, s.candidates, s.x, found, s.held) for s, found in zip(samples, scores, strict=True)])


def cross_decision(rows: Floats, answered: npt.NDArray[np.bool_]) -> Floats:
    """The decision's probabilities by models that never saw the question, shape (samples,)."""
    fold, out = folds(len(rows)), np.zeros(len(rows), dtype=np.float32)
    for k in range(FOLDS):
        model = fit_decision(rows[fold != k], answered[fold != k])
        out[fold == k] = model.scores(rows[fold == k])
    return out


def threshold(probabilities: Floats, answered: npt.NDArray[np.bool_], refused_answerable: float) -> float:
    """The threshold at which about `refused_answerable` of the answerable questions are refused."""
    return float(np.quantile(probabilities[answered], refused_answerable))


def ranks(samples: Sequence[Sample], scores: Sequence[Floats]) -> dict[str, float]:
    """How often a gold provision comes first, among the first three, among the first ten."""
    pairs = [(s, found) for s, found in zip(samples, scores, strict=True) if s.gold.any()]
    firsts = [int(np.argmax(s.gold[np.argsort(-found, kind="stable")])) for s, found in pairs]
    missed = sum(not s.gold.any() for s in samples if s.case.gold)
    count = len(firsts) + missed
    return {f"top {k}": sum(at < k for at in firsts) / max(count, 1) for k in (1, 3, 10)}
