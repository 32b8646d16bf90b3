"""`python -m evals train`: the weights of both rankers and both decisions, learned from the tuning cases and kept as data.

All are forests over readable features; the second ranker and the second decision know besides what the interaction model
tells of the first one's best. Every figure printed is cross-validated by question; the weights kept are then fitted on all
tuning cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from assistant.candidates import Candidates
from assistant.decision import EVIDENCE_NAMES, evidence
from assistant.errors import DataError
from assistant.features import NAMES
from assistant.forest import Forest, from_trees
from assistant.held import Held
from assistant.query import Query
from assistant.records import Question
from assistant.rereading import SECOND_EVIDENCE_NAMES, SECOND_NAMES, Reread, reread
from assistant.retrieval import analysed, scored
from evals.cases import Case

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
FOLDS = 5
SEED = 0
PART = 2.0
REFUSED = 0.065  # share of the answerable questions that a decision may refuse, cross-validated


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One case retrieved: the features of its candidates and which of them are gold, shape (n,)."""

    case: Case
    held: Held
    query: Query
    candidates: Candidates
    x: Floats
    gold: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A ranker fitted on all samples and what a decision learns from: `which` begins the names of their files, `scores` are
    each sample's by a ranker that never saw it, `rows` the evidence after that ranking, whose columns have these `names`."""

    which: str
    ranker: Forest
    scores: list[Floats]
    rows: Floats
    names: tuple[str, ...]


def stages(samples: Sequence[Sample]) -> tuple[Stage, Stage]:
    """The first look and the second. Raises DataError where a question has no candidates at all."""
    scores = cross_scores(samples)
    looks = looks_of(samples, scores)
    rows = rows_of(samples, scores)
    again = np.hstack([rows, np.vstack([look.evidence for look in looks])])
    second = cross_second(samples, scores, looks)
    return (
        Stage(which="", ranker=fit_ranker(samples), scores=scores, rows=rows, names=EVIDENCE_NAMES),
        Stage(
            which="second_",
            ranker=fit_second_ranker(samples, looks),
            scores=second,
            rows=again,
            names=SECOND_EVIDENCE_NAMES,
        ),
    )


def sample(case: Case, held: Held) -> Sample:
    """The sample of one case."""
    query = analysed(Question(text=case.question), held)
    gold = {id_ for group in case.gold for id_ in group}
    candidates, x = scored(query, held, ())
    return Sample(
        case=case, held=held, query=query, candidates=candidates, x=x,
        gold=np.array([held.provisions[int(at)].id in gold for at in candidates.at], dtype=bool),
    )  # fmt: skip


def fit_ranker(samples: Sequence[Sample]) -> Forest:
    """A forest that says whether a candidate is gold."""
    return _ranker(NAMES, [(s.x, s.gold) for s in samples])


def fit_second_ranker(samples: Sequence[Sample], looks: Sequence[Reread]) -> Forest:
    """The same of the few that were read again, with a logistic regression beside it: what is told of a pair speaks for
    itself."""
    return _ranker(SECOND_NAMES, [(look.x, s.gold[look.rows]) for s, look in zip(samples, looks, strict=True)], line=True)


def _ranker(names: tuple[str, ...], lists: Sequence[tuple[Floats, Bools]], line: bool = False) -> Forest:
    """A forest from features and gold of each question, with a logistic regression where a `line` is wanted; each question
    weighs the same, and so do its gold and the rest."""
    from sklearn.ensemble import ExtraTreesClassifier

    used = [(x, gold) for x, gold in lists if gold.any()]
    weight = np.concatenate([np.where(gold, 1 / gold.sum(), 1 / max((~gold).sum(), 1)) for _, gold in used])
    rows, right = np.vstack([x for x, _ in used]), np.concatenate([gold for _, gold in used])
    trees = ExtraTreesClassifier(160, min_samples_leaf=4, max_depth=10, max_features=0.4, random_state=SEED)
    forest = from_trees(names, trees.fit(rows, right, sample_weight=weight).estimators_)
    return _lined(forest, rows, right, weight) if line else forest


def fit_decision(rows: Floats, answered: Bools, weight: Floats, names: tuple[str, ...]) -> Forest:
    """What says whether a question is answered, from rows of evidence with these names: a forest and a logistic regression.
    Answered and not weigh the same; `weight`, shape (n,), says how much each row counts besides."""
    from sklearn.ensemble import ExtraTreesClassifier

    trees = ExtraTreesClassifier(240, min_samples_leaf=3, max_features=0.4, class_weight="balanced", random_state=SEED)
    forest = from_trees(names, trees.fit(rows, answered, sample_weight=weight).estimators_)
    return _lined(forest, rows, answered, weight)


def _lined(forest: Forest, rows: Floats, yes: Bools, weight: Floats) -> Forest:
    """The forest with a logistic regression that has half a say, learned from the same rows; yes and no weigh the same."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    line = LogisticRegression(C=0.1, class_weight="balanced", max_iter=5000)
    line.fit((rows - mean) / spread, yes, sample_weight=weight)
    slopes = line.coef_[0] / spread
    return replace(forest, slopes=slopes.astype(np.float32), offset=float(line.intercept_[0] - (slopes * mean).sum()))


def weights_of(samples: Sequence[Sample]) -> Floats:
    """How much each question counts for the decision, shape (samples,): more where the documents answer it in part, which is
    the harder to tell from no answer and the rarer."""
    return np.array([PART if sample.case.status == "partial" else 1.0 for sample in samples], dtype=np.float32)


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


def looks_of(samples: Sequence[Sample], scores: Sequence[Floats]) -> list[Reread]:
    """The second look at each sample. Raises DataError where a question has no candidates at all."""
    found = []
    for sample, own in zip(samples, scores, strict=True):
        look = reread(sample.query, sample.candidates, sample.x, own, sample.held)
        if look is None:
            raise DataError(f"case {sample.case.id}: nothing to read again; reword {sample.case.question!r} or remove it")
        found.append(look)
    return found


def cross_second(samples: Sequence[Sample], scores: Sequence[Floats], looks: Sequence[Reread]) -> list[Floats]:
    """The scores of each sample after the second look, by a second ranker that never saw its question."""
    fold = folds(len(samples))
    out = list(scores)
    for k in range(FOLDS):
        seen = np.flatnonzero(fold != k)
        model = fit_second_ranker([samples[int(at)] for at in seen], [looks[int(at)] for at in seen])
        for at in np.flatnonzero(fold == k):
            out[int(at)] = looks[int(at)].merged(scores[int(at)], model.scores(looks[int(at)].x))
    return out


def rows_of(samples: Sequence[Sample], scores: Sequence[Floats]) -> Floats:
    """The decision's evidence for each sample, shape (samples, evidence)."""
    return np.vstack([evidence(s.query, s.candidates, s.x, found, s.held) for s, found in zip(samples, scores, strict=True)])


def cross_decision(rows: Floats, answered: Bools, weight: Floats, names: tuple[str, ...]) -> Floats:
    """The decision's probabilities by models that never saw the question, shape (samples,)."""
    fold, out = folds(len(rows)), np.zeros(len(rows), dtype=np.float32)
    for k in range(FOLDS):
        model = fit_decision(rows[fold != k], answered[fold != k], weight[fold != k], names)
        out[fold == k] = model.scores(rows[fold == k])
    return out


def threshold(probabilities: Floats, answered: Bools) -> float:
    """The threshold at which about REFUSED of the answerable questions are refused."""
    return float(np.quantile(probabilities[answered], REFUSED))


def ranks(samples: Sequence[Sample], scores: Sequence[Floats]) -> dict[str, float]:
    """How often a gold provision comes first, among the first three, among the first ten."""
    pairs = [(s, found) for s, found in zip(samples, scores, strict=True) if s.gold.any()]
    firsts = [int(np.argmax(s.gold[np.argsort(-found, kind="stable")])) for s, found in pairs]
    missed = sum(not s.gold.any() for s in samples if s.case.gold)
    count = len(firsts) + missed
    return {f"top {k}": sum(at < k for at in firsts) / max(count, 1) for k in (1, 3, 10)}
