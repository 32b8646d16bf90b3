"""`python -m evals practise`: the adapter, trained further on practice questions over the documents in use.

The lessons teach how questions meet governing documents; practice teaches how they meet these. It is the same training
(see `tune`), a batch of lessons for each of practice so that other documents are not forgotten. Of the provisions
that do not answer, those go along that the model takes for nearest. Practice questions are no cases: by other writers,
neither scored nor used by the ranker, so what the ranker learns from is not what the adapter has seen.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import DataError
from evals import tune
from evals.lessons import Lesson
from evals.tune import Batch, Make, Reader, Tell
from ingest.adapter import Adapter

FILE = Path(__file__).resolve().parent / "data" / "practice.jsonl"
EPOCHS = 2
ALONG = 160  # provisions in a batch
GOLD, NEAR, NEAREST = (
    3,
    3,
    8,
)  # of a question: how many that answer it, how many of the nearest that don't, and from how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A question with the ids of all provisions that answer it on their own; none for one that nothing answers."""

    question: str
    gold: tuple[str, ...]


def load(path: Path = FILE) -> tuple[Exercise, ...]:
    """The exercises of a file, a JSON object a line. Raises DataError naming file, line and field."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error
    return tuple(_exercise(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip())


def _exercise(line: str, where: str) -> Exercise:
    try:
        data = json.loads(line)
        question, gold = data["question"], data["gold"]
    except json.JSONDecodeError as error:
        raise DataError(f"{where}: not JSON ({error.msg}); one object a line") from error
    except (TypeError, KeyError) as error:
        raise DataError(f"{where}: fields 'question' and 'gold' are needed") from error
    if not isinstance(question, str) or not isinstance(gold, list) or not all(isinstance(id_, str) for id_ in gold):
        raise DataError(f"{where}: 'question' is a text, 'gold' a list of provision ids")
    return Exercise(question=question, gold=tuple(gold))


def unknown_gold(exercises: Collection[Exercise], known: Collection[str]) -> tuple[str, ...]:
    """The ids that are not in the index, as `question: id`."""
    return tuple(f"{one.question}: {id_}" for one in exercises for id_ in one.gold if id_ not in known)


def practise(
    make: Make, kept: Adapter, texts: Sequence[str], asked: Sequence[tuple[str, frozenset[int]]], lessons: Sequence[Lesson],
    tell: Tell, seed: int = 0,
) -> Adapter:  # fmt: skip
    """An adapter of no higher rank than `kept`, trained on from it: `texts` as the model reads provisions, `asked`
    questions with the places of those that answer. `make` and `tell` as in `tune`."""
    choose = random.Random(seed)
    reader = tune.begun(make, seed, kept)

    def epoch() -> list[Batch]:
        own = batches(texts, asked, nearest(reader, texts, asked), choose)
        mixed = own + tune.batches(lessons, choose)[: len(own)]
        choose.shuffle(mixed)
        return mixed

    tune.fit(reader, EPOCHS, epoch, choose, tell)
    return joined(kept, reader.adapter(kept.base))


def batches(
    texts: Sequence[str], asked: Sequence[tuple[str, frozenset[int]]], near: Sequence[Sequence[int]], choose: random.Random
) -> list[Batch]:
    """All questions in a new order, each batch with provisions that answer, some of those `near`, and others by chance."""
    order = list(range(len(asked)))
    choose.shuffle(order)
    found = []
    for start in range(0, len(order), tune.QUESTIONS):
        some = order[start : start + tune.QUESTIONS]
        along = {at for n in some for at in choose.sample(sorted(asked[n][1]), min(GOLD, len(asked[n][1])))}
        along |= {at for n in some for at in choose.sample(list(near[n]), min(NEAR, len(near[n])))}
        rest = [at for at in range(len(texts)) if at not in along]
        places = sorted(along | set(choose.sample(rest, min(len(rest), max(0, ALONG - len(along))))))
        place = {at: n for n, at in enumerate(places)}
        found.append(
            Batch(
                texts=tuple(texts[at] for at in places),
                questions=tuple(asked[n][0] for n in some),
                gold=tuple(frozenset(place[at] for at in asked[n][1] if at in place) for n in some),
            )
        )
    return found


def nearest(reader: Reader, texts: Sequence[str], asked: Sequence[tuple[str, frozenset[int]]]) -> list[list[int]]:
    """For each question the places of the nearest provisions that do not answer it, by their vectors."""
    provisions = reader.vectors(texts, tune.LONGEST_PROVISION)
    questions = reader.vectors([question for question, _ in asked], tune.LONGEST_QUESTION)
    ranked = np.argsort(-(questions @ provisions.T), axis=1, kind="stable")
    return [[int(at) for at in row if int(at) not in gold][:NEAREST] for row, (_, gold) in zip(ranked, asked, strict=True)]


def joined(first: Adapter, second: Adapter) -> Adapter:
    """The changes of both as one adapter of the first one's rank (the nearest there is, by singular values), with the head
    of the second."""
    layers = {}
    for name, (down, up) in first.layers.items():
        more_down, more_up = second.layers[name]
        rows, columns = np.linalg.qr(np.vstack([down, more_down]).T), np.linalg.qr(np.hstack([up, more_up]))
        left, sizes, right = np.linalg.svd(columns.R @ rows.R.T)
        rank = min(len(down), len(sizes))
        kept = np.sqrt(sizes[:rank])
        layers[name] = (
            (kept[:, None] * right[:rank] @ rows.Q.T).astype(np.float32),
            (columns.Q @ left[:, :rank] * kept).astype(np.float32),
        )
    return Adapter(base=first.base, layers=layers, head=second.head, bias=second.bias)
