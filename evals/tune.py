"""`python -m evals tune`: the adapter, trained on the lessons so that a question lands on the provision that answers it.

Two things are learned together in every step, from one lesson at a time: the question's vector nearest the vector of
its provision among those of the document (contrastive, a softmax over them), and the same for late interaction, where
each token of the question counts as much as a learned head says. A third, smaller part of the loss asks that what does
not answer stays far: so near misses, which nothing in the document answers, are lessons too. It is learned once a seed and
the changes are averaged, which reads better than either does. Low-rank adaptation: arXiv 2106.09685; late interaction:
arXiv 2004.12832; averaged weights: arXiv 2203.05482.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from assistant.embedder import Vectors
from assistant.embedder import batches as in_batches
from evals.lessons import Lesson
from ingest.adapter import LEAST, Adapter, Changes
from ingest.contents import read_as

RANK = 16
RATE = 8e-4
EPOCHS = 3
WARM = 0.1
QUESTIONS = 64
AT_ONCE = 32  # texts read in one run, of much the same length
TEMPERATURE = 0.05
APART = 0.3
LONGEST_QUESTION, LONGEST_PROVISION = 64, 96
SEEDS = (0, 1)
LAYERS = ("query", "key", "value", "dense")
DROPPED = "output.dropout"  # the only dropout kept, two a layer: drawing the rest takes half of a step

Tell = Callable[[int, int, float], None]
Given = TypeVar("Given")
Make = Callable[[], tuple[nn.Module, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some questions, with the places of the provisions that answer each among `texts`."""

    texts: tuple[str, ...]
    questions: tuple[str, ...]
    gold: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Texts read at once: `places` among those given, `whole` a unit vector each, shape (n, width), `tokens` one a token,
    shape (n, tokens, width), `own` which tokens are the text's, shape (n, tokens)."""

    places: tuple[int, ...]
    whole: Tensor
    tokens: Tensor
    own: Tensor


class LowRank(nn.Module):
    """A linear layer that stays as it is, with a trained change of low rank added."""

    def __init__(self, layer: nn.Linear, rank: int) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(rank, layer.in_features) * 0.02)
        self.up = nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        changed: Tensor = self.layer(x) + F.linear(F.linear(x, self.down), self.up)
        return changed


def changes(changed: dict[str, LowRank]) -> Changes:
    """What was learned, by layer."""
    return {
        name: (layer.down.detach().numpy().astype(np.float32), layer.up.detach().numpy().astype(np.float32))
        for name, layer in changed.items()
    }


class Reader(nn.Module):
    """A transformer with low-rank changes in all layers, the head that weighs tokens, and what calls a score an answer."""

    def __init__(self, transformer: nn.Module, tokenizer: Any) -> None:
        super().__init__()
        transformer.requires_grad_(False)
        self.tokenizer = tokenizer
        self.changed: dict[str, LowRank] = {}
        for name, layer in [*transformer.named_modules()]:
            parent, _, last = name.rpartition(".")
            if isinstance(layer, nn.Linear) and last in LAYERS and ".layer." in name:
                self.changed[name] = LowRank(layer, RANK)
                setattr(transformer.get_submodule(parent), last, self.changed[name])
        for name, module in transformer.named_modules():
            if isinstance(module, nn.Dropout) and not name.endswith(DROPPED):
                module.p = 0.0
        self.transformer = transformer
        width = next(iter(self.changed.values())).layer.in_features
        self.head = nn.Linear(width, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.constant_(self.head.bias, 0.54)  # so that a token counts 1 at first
        self.scale, self.bias = nn.Parameter(torch.tensor(15.0)), nn.Parameter(torch.tensor(-9.0))

    def read(self, texts: Sequence[str], longest: int) -> Iterator[Run]:
        """All texts, at least one, those of much the same length in one run."""
        for places in in_batches([len(text) for text in texts], AT_ONCE):
            some = [texts[at] for at in places]
            given = self.tokenizer(some, padding=True, truncation=True, max_length=longest, return_tensors="pt")
            with torch.autocast("cpu", torch.bfloat16):
                states = self.transformer(**given).last_hidden_state
            states, mask = states.float(), given["attention_mask"].float()
            mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            own = given["attention_mask"].bool()
            own[:, 0] = False
            own[torch.arange(len(own)), mask.sum(1).long() - 1] = False
            unit = F.normalize(states, dim=2)
            yield Run(places=tuple(places), whole=F.normalize(mean, dim=1), tokens=unit, own=own)

    def vectors(self, texts: Sequence[str], longest: int) -> Vectors:
        """Unit vectors, shape (n, width), of what may be many texts, at least one; the reader is then set for use."""
        self.eval()
        with torch.no_grad():  # the vectors of tokens are let go run by run: of many texts they would fill the memory
            read = [(run.places, run.whole) for run in self.read(texts, longest)]
        found: Vectors = torch.cat([vectors for _, vectors in read])[_in_order([places for places, _ in read])].numpy()
        return found

    def late(self, questions: Sequence[Run], provisions: Sequence[Run]) -> Tensor:
        """How near each question's tokens come to each provision's, weighted, shape (questions, provisions)."""
        tokens = torch.cat([run.tokens[run.own] for run in questions])
        owner = torch.cat([torch.tensor(run.places).repeat_interleave(run.own.sum(1)) for run in questions])
        found = []
        for run in provisions:
            near = (tokens @ run.tokens.flatten(0, 1).T).view(-1, *run.own.shape)
            found.append(near.masked_fill(~run.own, -1.0).amax(2))
        nearest = torch.cat(found, dim=1)[:, _in_order([run.places for run in provisions])]
        weight = F.softplus(self.head(tokens)) + LEAST
        asked = sum(len(run.places) for run in questions)
        weighted = torch.zeros(asked, nearest.shape[1]).index_add(0, owner, nearest * weight)
        return weighted / torch.zeros(asked, 1).index_add(0, owner, weight)

    def loss(self, batch: Batch, choose: random.Random) -> Tensor:
        """What is to be made small, for one batch."""
        questions = [*self.read(batch.questions, LONGEST_QUESTION)]
        provisions = [*self.read(batch.texts, LONGEST_PROVISION)]
        late = self.late(questions, provisions)
        gold = torch.tensor([[at in places for at in range(len(batch.texts))] for places in batch.gold])
        answered = gold.any(1)
        total = torch.zeros(())
        if answered.any():
            one = torch.tensor([choose.choice(sorted(places)) for places in batch.gold if places])
            for scores in (whole(questions) @ whole(provisions).T, late):
                told = scores[answered] / TEMPERATURE
                rows = torch.arange(len(one))
                others = told.masked_fill(gold[answered], -1e4)
                others[rows, one] = told[rows, one]
                total = total + F.cross_entropy(others, one)
        logits = late * self.scale + self.bias
        wrong = F.softplus(logits.masked_fill(gold, -1e4).amax(1)).mean()
        right = F.softplus(-logits[gold]).mean() if gold.any() else torch.zeros(())
        return total + APART * (wrong + right)

    def adapter(self, base: str) -> Adapter:
        """What was learned, for the model with the hash `base`."""
        head = self.head.weight.detach().numpy()[0].astype(np.float32)
        return Adapter(base=base, layers=changes(self.changed), head=head, bias=float(self.head.bias.detach()))


def whole(runs: Sequence[Run]) -> Tensor:
    """The texts' vectors in the order the texts were given in."""
    return torch.cat([run.whole for run in runs])[_in_order([run.places for run in runs])]


def _in_order(places: Sequence[Sequence[int]]) -> Tensor:
    return torch.argsort(torch.tensor([at for some in places for at in some]))


def begun(make: Make, seed: int, kept: Adapter | None = None) -> Reader:
    """A reader before its first step; one with `kept` reads as that adapter does, and calls anew what is an answer."""
    transformer, tokenizer = make()
    torch.manual_seed(seed)
    if kept is not None:
        kept.apply(transformer)
    reader = Reader(transformer, tokenizer)
    if kept is not None:
        with torch.no_grad():
            reader.head.weight.copy_(torch.from_numpy(kept.head)[None])
            reader.head.bias.fill_(kept.bias)
    return reader


def tune(make: Make, lessons: Sequence[Lesson], base: str, tell: Tell) -> Adapter:
    """The adapter learned from lessons: the mean of one a seed. `make` gives a new transformer and its tokenizer, `tell` is
    told (step, steps, mean loss so far), from the beginning for each seed."""
    return averaged([_learned(make, lessons, base, seed, tell) for seed in SEEDS])


def averaged(adapters: Sequence[Adapter]) -> Adapter:
    """The adapter whose change is the mean of the others' changes; its rank is the sum of theirs."""
    layers = {}
    for name in adapters[0].layers:
        down = np.vstack([one.layers[name][0] for one in adapters])
        up = np.hstack([one.layers[name][1] for one in adapters]) / np.float32(len(adapters))
        layers[name] = (down, up.astype(np.float32))
    head = np.stack([one.head for one in adapters]).mean(axis=0).astype(np.float32)
    return Adapter(base=adapters[0].base, layers=layers, head=head, bias=float(np.mean([one.bias for one in adapters])))


def _learned(make: Make, lessons: Sequence[Lesson], base: str, seed: int, tell: Tell) -> Adapter:
    choose = random.Random(seed)
    reader = begun(make, seed)
    fit(reader, EPOCHS, lambda: batches(lessons, choose), choose, tell)
    return reader.adapter(base)


def fit(reader: Reader, epochs: int, epoch: Callable[[], Sequence[Batch]], choose: random.Random, tell: Tell) -> None:
    """Trains a reader in place: `epoch` gives the batches of one epoch, as many each time, `choose` one gold of several."""
    learned = [parameter for parameter in reader.parameters() if parameter.requires_grad]
    descend(reader, [{"params": learned, "rate": RATE}], epochs, epoch, lambda batch: reader.loss(batch, choose), WARM, tell)


def descend(
    model: nn.Module,
    groups: Sequence[dict[str, Any]],
    epochs: int,
    epoch: Callable[[], Sequence[Given]],
    loss_of: Callable[[Given], Tensor],
    warm: float,
    tell: Tell,
) -> None:
    """Makes a loss small, step by step: `groups` are parameters with their highest `rate`, reached after the share `warm` of
    all steps; then it falls to almost nothing. `epoch` gives the batches of one epoch, as many each time."""
    learned = [parameter for group in groups for parameter in group["params"]]
    optimizer = torch.optim.AdamW([dict(group) for group in groups], lr=0.0, weight_decay=0.01)
    step, total = 0, 0.0
    for _ in range(epochs):
        given = epoch()
        steps = epochs * len(given)
        model.train()
        for batch in given:
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * min(1.0, (step + 1) / (warm * steps + 1)) * max(0.02, 1 - step / steps)
            loss = loss_of(batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach())
            tell(step, steps, total / step)


def texts_of(lesson: Lesson) -> tuple[str, ...]:
    """The parts of a lesson as the model reads provisions."""
    return tuple(read_as(part.heading, lesson.lead_in(at), part.text) for at, part in enumerate(lesson.parts))


def batches(lessons: Sequence[Lesson], choose: random.Random) -> list[Batch]:
    """All questions in batches of one lesson each, in a new order."""
    found = []
    for lesson in lessons:
        texts = texts_of(lesson)
        asked = list(lesson.questions)
        choose.shuffle(asked)
        for start in range(0, len(asked), QUESTIONS):
            some = asked[start : start + QUESTIONS]
            gold = tuple(frozenset(places) for _, places in some)
            found.append(Batch(texts=texts, questions=tuple(question for question, _ in some), gold=gold))
    choose.shuffle(found)
    return found
