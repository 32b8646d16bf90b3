"""`python -m evals practise`: the adapter, trained on from what it is with practice questions over the documents in use.

The lessons teach how questions meet governing documents; practice teaches how they meet these. It is the training of `tune`,
with as many batches of lessons, drawn anew each epoch, as of practice, so that other documents are not forgotten. Of the
provisions that do not answer, those go along that the model takes for nearest. Practice questions are no cases: they are
written apart from them, and neither scored nor used by the ranker, which learns from questions that the adapter has not
seen.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from evals import tune
from evals.lessons import Lesson
from evals.tune import Batch, Make, Reader, Tell
from ingest.adapter import Adapter

Asked = Sequence[tuple[str, frozenset[int]]]  # questions with the places of the texts that answer each

EPOCHS = 2
ALONG = 160  # texts in a batch, more where its questions need more
GOLD = 2  # of a question at most so many of the texts that answer it
NEAREST, NEAR = 8, 2  # and of so many of the nearest that do not answer it, so many


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
