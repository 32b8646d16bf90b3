"""`python -m evals relate`: the interaction model, learned from practice questions and lessons.

A question is read with a provision that answers it, if there is one, and with some of those that come nearest and do not;
what is told of each competes with the others and with no answer, which always counts 0 (a softmax over them). Now and then
what answers is held back, so that one and the same question is answered with its provision at hand and not answered without:
the question alone must not tell.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from assistant.embedder import batches as in_batches
from assistant.errors import DataError
from evals import tune
from evals.practice import Asked
from evals.tune import LONGEST_PROVISION, LONGEST_QUESTION, LowRank, Make, Reader, Tell
from ingest.adapter import INTERACTION, Adapter
from ingest.interaction import Interaction, Weights, first_of, states

EPOCHS, AGAIN = 3, 1  # anew; going on from what was learned before
RATE, HEAD_RATE = 8e-4, 5e-4
SLOWER = 0.5  # of these rates, when going on
WARM = 0.06
QUESTIONS = 32
RANK = 32
FEW = 6  # provisions laid beside each question
NEAREST, NEAR = 16, 6  # of so many that come nearest, all but one from the first so many
BOTH = 0.3  # how often two provisions that answer are laid beside a question that has them
HELD_BACK = 0.2  # how often what answers is held back
LESSONS = 0.3  # batches of lessons for each batch of practice
AT_ONCE = 96  # pairs read in one run, of much the same length
DROPOUT = 0.1

Half = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A document, or a corpus, to ask about. `texts` and `questions` are what came into the last layers, of shape (tokens,
    layers, width) and (tokens, width); `gold` are the places of the texts that answer each, `near` of those that come
    nearest and do not, the nearest first."""

    texts: tuple[Half, ...]
    questions: tuple[Half, ...]
    gold: tuple[frozenset[int], ...]
    near: tuple[tuple[int, ...], ...]


def relate(
    make: Make, kept: Adapter, own: tuple[Sequence[str], Asked], others: Sequence[tuple[Sequence[str], Asked]], tell: Tell,
    seed: int = 0, before: Weights | None = None,
) -> Weights:  # fmt: skip
    """What the interaction model learns from texts with questions: `own` in every epoch whole, of the `others` as many
    batches as LESSONS says. `kept` chooses which texts come near; learning goes on from what was learned `before`, or begins
    anew; whoever goes on once more draws other texts. `make` and `tell` as in `tune`; the same `seed` and `before` give the
    same. Raises DataError where `before` is of another shape than the model."""
    choose = random.Random(seed if before is None else seed + zlib.crc32(before.arrays["asked"].tobytes()))
    finder = tune.begun(make, seed, kept)
    transformer, tokenizer = make()
    grounds = [ground(transformer.eval(), tokenizer, finder, *one) for one in (own, *others)]
    model = Interaction(transformer)
    changed = learning(model)
    if before is not None:
        go_on(model, changed, before)
    pace = 1.0 if before is None else SLOWER
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    head = {id(parameter) for parameter in (*model.inner.parameters(), *model.outer.parameters())}
    groups = [
        {"params": [one for one in parameters if (id(one) in head) == last], "rate": pace * rate}
        for last, rate in ((False, RATE), (True, HEAD_RATE))
    ]

    def loss(batch: tuple[int, list[int]]) -> Tensor:
        return loss_of(model, grounds[batch[0]], batch[1], choose)

    epochs = EPOCHS if before is None else AGAIN
    tune.descend(model, groups, epochs, lambda: epoch(grounds, choose), loss, WARM, tell)
    return model.weights(kept.base, tune.changes(changed))


def learning(model: Interaction) -> dict[str, LowRank]:
    """Puts low-rank changes into all linear layers of the blocks, and dropout behind each block alone."""
    changed = {}
    for name, layer in [*model.blocks.named_modules()]:
        if isinstance(layer, nn.Linear):
            changed[name] = LowRank(layer, RANK)
            parent, _, last = name.rpartition(".")
            setattr(model.blocks.get_submodule(parent), last, changed[name])
    for name, module in model.blocks.named_modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0 if "attention" in name else DROPOUT
    return changed


def go_on(model: Interaction, changed: Mapping[str, LowRank], before: Weights) -> None:
    """Sets a model with low-rank changes, those of `learning`, to what was learned before. Raises DataError where their
    shapes differ."""
    model.take_arrays(before)
    with torch.no_grad():
        for name, layer in changed.items():
            down, up = before.layers.get(name, (np.zeros(0), np.zeros(0)))
            if (down.shape, up.shape) != (tuple(layer.down.shape), tuple(layer.up.shape)):
                raise DataError(f"{INTERACTION}: changes of another shape at {name}; remove the file to learn anew")
            layer.down.copy_(torch.from_numpy(down))
            layer.up.copy_(torch.from_numpy(up))


def ground(transformer: nn.Module, tokenizer: Any, finder: Reader, texts: Sequence[str], asked: Asked) -> Ground:
    """Texts, at least one, and the questions about them, read up to the last layers."""
    first = first_of(transformer)
    gold = tuple(places for _, places in asked)
    questions = [question for question, _ in asked]
    near = nearest(finder, texts, questions)
    return Ground(
        texts=tuple(read(transformer, tokenizer, first, texts, LONGEST_PROVISION)),
        questions=tuple(
            one[:, 0].copy() for one in read(transformer, tokenizer, first, [q for q, _ in asked], LONGEST_QUESTION)
        ),
        gold=gold,
        near=tuple(tuple(at for at in row if at not in own)[:NEAREST] for row, own in zip(near, gold, strict=True)),
    )


def read(transformer: nn.Module, tokenizer: Any, first: int, texts: Sequence[str], longest: int) -> list[Half]:
    """What comes into the layers from the `first` on, of each text, shape (tokens, layers, width)."""
    found: list[Half] = [np.zeros((0, 0, 0), dtype=np.float16)] * len(texts)
    with torch.no_grad(), states(transformer, first) as came:
        for places in in_batches([len(text) for text in texts], tune.AT_ONCE):
            some = [texts[at] for at in places]
            given = tokenizer(some, padding=True, truncation=True, max_length=longest, return_tensors="pt")
            with torch.autocast("cpu", torch.bfloat16):
                transformer(**given)
            rows = torch.stack(came, dim=2).float().numpy().astype(np.float16)
            for row, at in enumerate(places):
                found[at] = rows[row, : int(given["attention_mask"][row].sum())].copy()
    return found


def nearest(finder: Reader, texts: Sequence[str], questions: Sequence[str]) -> list[list[int]]:
    """For each question the places of all texts, the nearest first, by late interaction."""
    finder.eval()
    found: list[list[int]] = []
    with torch.no_grad():
        provisions = [*finder.read(texts, LONGEST_PROVISION)]
        for start in range(0, len(questions), tune.QUESTIONS):
            some = [*finder.read(questions[start : start + tune.QUESTIONS], LONGEST_QUESTION)]
            found += torch.argsort(finder.late(some, provisions), dim=1, descending=True, stable=True).tolist()
    return found


def epoch(grounds: Sequence[Ground], choose: random.Random) -> list[tuple[int, list[int]]]:
    """The batches of one epoch in order: which ground, and which of its questions."""
    parts = []
    for at, one in enumerate(grounds):
        order = list(range(len(one.questions)))
        choose.shuffle(order)
        parts.append([(at, order[start : start + QUESTIONS]) for start in range(0, len(order), QUESTIONS)])
    own, others = parts[0], [batch for part in parts[1:] for batch in part]
    choose.shuffle(others)
    mixed = own + others[: max(1, round(LESSONS * len(own)))]
    choose.shuffle(mixed)
    return mixed


def laid(place: int, of: Ground, choose: random.Random) -> tuple[list[int], int]:
    """The texts laid beside one question, no more than FEW, and how many of them, the first ones, answer it."""
    gold, near = sorted(of.gold[place]), list(of.near[place])
    if choose.random() < HELD_BACK:
        gold = []
    answers = choose.sample(gold, min(len(gold), 2 if choose.random() < BOTH else 1))
    left = FEW - len(answers)
    others = choose.sample(near[:NEAR], min(left - 1, len(near[:NEAR])))
    rest = [at for at in near if at not in others]
    others += choose.sample(rest, min(left - len(others), len(rest)))
    return answers + others, len(answers)


def loss_of(model: Interaction, of: Ground, some: Sequence[int], choose: random.Random) -> Tensor:
    """What is to be made small, for some questions of one ground."""
    pairs, owner, gold = [], [], []
    for row, place in enumerate(some):
        texts, answers = laid(place, of, choose)
        pairs += [(place, at) for at in texts]
        owner += [row] * len(texts)
        gold += [at < answers for at in range(len(texts))]
    told = told_of(model, of, pairs)
    scores = torch.full((len(some), 1 + FEW), -1e4)
    right = torch.zeros((len(some), 1 + FEW), dtype=torch.bool)
    rows = torch.tensor(owner)
    columns = 1 + torch.arange(len(pairs)) - torch.searchsorted(rows, rows)
    scores = scores.index_put((rows, columns), told)
    right[rows, columns] = torch.tensor(gold)
    scores[:, 0] = 0.0
    right[:, 0] = ~right.any(1)
    return (scores.logsumexp(1) - scores.masked_fill(~right, -1e9).logsumexp(1)).mean()


def told_of(model: Interaction, of: Ground, pairs: Sequence[tuple[int, int]]) -> Tensor:
    """Log-odds of pairs of a question and a text, shape (pairs,); those of much the same length are read in one run."""
    order = sorted(range(len(pairs)), key=lambda at: (len(of.texts[pairs[at][1]]) // 8, len(of.questions[pairs[at][0]])))
    found = []
    for start in range(0, len(order), AT_ONCE):
        some = [pairs[at] for at in order[start : start + AT_ONCE]]
        texts = sorted({text for _, text in some})
        row = {text: at for at, text in enumerate(texts)}
        rows = torch.tensor([row[text] for _, text in some])
        begun, own = padded([of.questions[question] for question, _ in some])
        came, there = padded([of.texts[text] for text in texts])
        with torch.autocast("cpu", torch.bfloat16):
            found.append(model(begun, own, model.keys(came)[rows], there[rows]).float())
    return torch.cat(found)[torch.argsort(torch.tensor(order))]


def padded(arrays: Sequence[Half]) -> tuple[Tensor, Tensor]:
    """Arrays as one tensor, shape (n, longest, ...), and where it is not padding, shape (n, longest)."""
    longest = max(len(one) for one in arrays)
    out, own = np.zeros((len(arrays), longest, *arrays[0].shape[1:]), dtype=np.float32), np.zeros((len(arrays), longest))
    for at, one in enumerate(arrays):
        out[at, : len(one)], own[at, : len(one)] = one, 1
    return torch.from_numpy(out), torch.from_numpy(own.astype(np.float32))
