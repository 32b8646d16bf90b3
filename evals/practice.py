"""`python -m evals practise`: the adapter, trained on from what it is with practice questions over the documents in use.

The lessons teach how questions meet governing documents; practice teaches how they meet these. It is the training of `tune`,
with as many batches of lessons, drawn anew each epoch, as of practice, so that other documents are not forgotten. Of the
provisions that do not answer, those go along that the model takes for nearest. Practice questions are no cases: they are
written apart from them, and neither scored nor used by the ranker, which learns from questions that the adapter has not
seen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedder import Vectors
from assistant.errors import DataError
from evals import tune
from evals.cases import objects
from evals.lessons import Lesson
from evals.tune import Batch, Make, Reader, Tell
from ingest.adapter import Adapter

Asked = Sequence[tuple[str, frozenset[int]]]  # questions with the places of the texts that answer each

FILE = Path(__file__).resolve().parent / "data" / "practice.jsonl"
WORD = re.compile(r"[a-z0-9']+")
EPOCHS = 2
ALONG = 160  # texts in a batch, more where its questions need more
GOLD = 2  # of a question at most so many of the texts that answer it
NEAREST, NEAR = 8, 2  # and of so many of the nearest that do not answer it, so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A question with the ids of all provisions that answer it on their own, none for one that nothing answers; `line` is
    where it stands in its file."""

    question: str
    gold: tuple[str, ...]
    line: int


def load(path: Path = FILE) -> tuple[Exercise, ...]:
    """The exercises of a file, at least one, a JSON object a line. Raises DataError naming file, line and field."""
    found: dict[str, Exercise] = {}
    for number, data in objects(path):
        one = _exercise(data, number, f"{path}:{number}")
        if one.question in found:
            raise DataError(f"{path}:{number}: the question of line {found[one.question].line} again; keep one of them")
        found[one.question] = one
    if not found:
        raise DataError(f"{path}: no questions there")
    return tuple(found.values())


def _exercise(data: dict[str, Any], number: int, where: str) -> Exercise:
    question, gold = data.get("question"), data.get("gold")
    if not isinstance(question, str) or not question.strip():
        raise DataError(f"{where}: 'question' is needed, a text and not an empty one")
    if not isinstance(gold, list) or not all(isinstance(id_, str) for id_ in gold):
        raise DataError(f"{where}: 'gold' is needed, a list of provision ids")
    return Exercise(question=question, gold=tuple(gold), line=number)


def unknown_gold(exercises: Collection[Exercise], known: Collection[str]) -> tuple[str, ...]:
    """The ids that are not in the index, as `line: id`."""
    return tuple(f"{one.line}: {id_}" for one in exercises for id_ in one.gold if id_ not in known)


def overlap(questions: Sequence[str], exercises: Sequence[Exercise]) -> Vectors:
    """For each question the largest share, of all words that it and an exercise have, that both have; shape (questions,)."""
    own = [_words(question) for question in questions]
    row = {word: at for at, word in enumerate(sorted(frozenset().union(*own)))}
    stands = np.zeros((len(row), len(own)), dtype=np.float32)
    for column, words in enumerate(own):
        stands[[row[word] for word in words], column] = 1
    sizes, best = stands.sum(axis=0), np.zeros(len(own), dtype=np.float32)
    for words in (_words(one.question) for one in exercises):
        both = stands[[row[word] for word in words if word in row]].sum(axis=0)
        np.maximum(best, both / np.maximum(sizes + len(words) - both, 1), out=best)
    return best


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def practise(
    make: Make, kept: Adapter, texts: Sequence[str], asked: Asked, lessons: Sequence[Lesson], tell: Tell, seed: int = 0
) -> Adapter:
    """An adapter of no higher rank than `kept`, trained on from it once; `texts` are provisions as the model reads them, at
    least one. `make` and `tell` as in `tune`; the same `seed` gives the same."""
    choose = random.Random(seed)
    reader = tune.begun(make, seed, kept)

    def epoch() -> list[Batch]:
        own = batches(texts, asked, nearest(reader, texts, asked), choose)
        mixed = own + tune.batches(lessons, choose)[: len(own)]
        choose.shuffle(mixed)
        return mixed

    tune.fit(reader, EPOCHS, epoch, choose, tell)
    return joined(kept, reader.adapter(kept.base))


def batches(texts: Sequence[str], asked: Asked, near: Sequence[Sequence[int]], choose: random.Random) -> list[Batch]:
    """All questions in a new order, each batch with texts that answer, some of those `near`, and others by chance."""
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


def nearest(reader: Reader, texts: Sequence[str], asked: Asked) -> list[list[int]]:
    """For each question the places of the nearest texts that do not answer it, by their vectors, at most NEAREST."""
    provisions = reader.vectors(texts, tune.LONGEST_PROVISION)
    questions = reader.vectors([question for question, _ in asked], tune.LONGEST_QUESTION)
    ranked = np.argsort(-(questions @ provisions.T), axis=1, kind="stable")
    return [[int(at) for at in row if int(at) not in gold][:NEAREST] for row, (_, gold) in zip(ranked, asked, strict=True)]


def joined(first: Adapter, second: Adapter) -> Adapter:
    """The changes of both, made for the same layers, as one adapter of at most the first one's rank (the nearest there is,
    by singular values), with the head of the second."""
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
