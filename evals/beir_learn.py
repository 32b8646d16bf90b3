"""The re-ranker of a benchmark: trees over the first stage's best, learned by cross-validation or kept as data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import DataError
from evals import trees
from evals.beir_features import NAMES, RISING
from evals.beir_stage import Found, Tell

KEPT = Path(__file__).parent / "data" / "beir_weights.json"
RANKED = 50
FEW = 1000
DIGITS = 8

Ranking = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The weights kept as data: `whole` for passages with headings and places, `bare` for those without, and the short
    hashes of the questions that they were trained on."""

    whole: trees.Forest
    bare: trees.Forest
    trained_on: frozenset[str]

    def seen(self, questions: Iterable[str]) -> int:
        """How many of these questions the weights were trained on."""
        return sum(_hash(text) in self.trained_on for text in questions)


def ranked(found: Found, forest: trees.Forest, ids: Sequence[str]) -> Ranking:
    """The ids of what was found: the first RANKED by the forest, the rest as they were."""
    scores = forest.scores(found.x[:RANKED])
    order = [*np.argsort(-scores, kind="stable"), *range(len(scores), len(found.at))]
    return tuple(ids[int(found.at[row])] for row in order)


def ordered(found: Found, name: str, ids: Sequence[str]) -> Ranking:
    """The ids of what was found by one score of the first stage."""
    return tuple(ids[int(found.at[row])] for row in np.argsort(-found.scores[name], kind="stable"))


def train(found: Sequence[Found], gold: Sequence[Collection[str]], ids: Sequence[str]) -> trees.Forest:
    """A forest from questions and the passages that answer each."""
    x = np.concatenate([one.x[:RANKED] for one in found])
    y = [ids[int(at)] in right for one, right in zip(found, gold, strict=True) for at in one.at[:RANKED]]
    return trees.train(x, np.array(y, dtype=bool), [name in RISING for name in NAMES], few=len(found) < FEW)


def cross_validated(
    found: Sequence[Found], gold: Sequence[Collection[str]], ids: Sequence[str], folds: int, tell: Tell, seed: int = 0
) -> list[Ranking]:
    """The ranking of each question by a forest trained on the questions of the other folds; folds are drawn with `seed`."""
    fold = np.random.default_rng(seed).permutation(len(found)) % folds
    rankings: list[Ranking] = [()] * len(found)
    for number in range(folds):
        tell("folds", number, folds)
        others, own = np.flatnonzero(fold != number).tolist(), np.flatnonzero(fold == number).tolist()
        forest = train([found[at] for at in others], [gold[at] for at in others], ids)
        for at in own:
            rankings[at] = ranked(found[at], forest, ids)
    tell("folds", folds, folds)
    return rankings


def load(path: Path | None = None) -> Kept | None:
    """The kept weights, None where there are none. Raises DataError where they are of other features."""
    path = path or KEPT
    if not path.is_file():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    if tuple(data["names"]) != NAMES:
        raise DataError(
            f"{path} was trained on other features; run `python -m evals retrieval DIR --keep` on what it came from"
        )
    told = data["trained_on"]
    hashes = frozenset(told[at : at + DIGITS] for at in range(0, len(told), DIGITS))
    return Kept(whole=trees.unpack(data["whole"]), bare=trees.unpack(data["bare"]), trained_on=hashes)


def keep(forests: Mapping[str, trees.Forest], questions: Iterable[str], path: Path | None = None) -> None:
    """Writes the kept weights: the forests `whole` and `bare` with the hashes of the questions they were trained on."""
    path = path or KEPT
    told = "".join(sorted({_hash(text) for text in questions}))
    data = {"names": NAMES, "trained_on": told, **{name: forest.pack() for name, forest in forests.items()}}
    path.write_text(json.dumps(data, separators=(",", ":")).replace("],", "],\n") + "\n", encoding="utf-8")


def _hash(question: str) -> str:
    return hashlib.sha256(" ".join(question.split()).encode()).hexdigest()[:DIGITS]
