"""The learning commands of `python -m evals`: what each reads, what it writes and what is to be run next."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import settings as S
from assistant.errors import DataError
from evals.given import cases_of, counted, opened, ready, refuse_unknown, say, show

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.held import Held
    from evals.train import Floats, Sample, Stage

OTHERS = ("town", "clinic", "campus")  # corpora on other subjects whose cases train too; each is never scored


def learn_adapter() -> int:
    """Learns the adapter from the lessons and keeps it."""
    from evals import lessons, tune
    from ingest import adapter, export

    learned = lessons.load()
    asked = sum(len(lesson.questions) for lesson in learned)
    say(f"{len(learned)} lessons, {asked} questions")
    source = export.model_folder("")
    adapter.save(tune.tune(lambda: export.transformer(source), learned, export.base_hash(source), _stepped))
    say(f"{adapter.FILE} written: run `python -m evals practise`, or `python -m ingest` and `python -m evals train`")
    return 0


def practise_adapter() -> int:
    """Trains the kept adapter on with the practice questions."""
    from evals import lessons, practice
    from ingest import adapter, export

    source, kept = _adapted()
    texts, asked = _asked()
    adapter.save(practice.practise(lambda: export.transformer(source), kept, texts, asked, lessons.load(), _stepped))
    say(f"{adapter.FILE} written: run `python -m evals relate`, `python -m ingest`, then `python -m evals train`")
    return 0


def learn_interaction() -> int:
    """Learns the interaction model from practice and lessons, going on from the kept one if there is one, and keeps it."""
    from evals import lessons, relate, tune
    from ingest import adapter, export, interaction

    source, kept = _adapted()
    others = [(tune.texts_of(lesson), [(q, frozenset(gold)) for q, gold in lesson.questions]) for lesson in lessons.load()]
    before = interaction.load(export.base_hash(source))
    if before is not None:
        say(f"going on from {adapter.INTERACTION}; remove it to learn anew")
    interaction.save(relate.relate(lambda: export.transformer(source), kept, _asked(), others, _stepped, before=before))
    say(f"{adapter.INTERACTION} written: run `python -m ingest`, then `python -m evals train`")
    return 0


def _adapted() -> tuple[Path, Any]:
    """The folder of the installed model and the adapter for it. Raises DataError where there is none."""
    from ingest import adapter, export

    source = export.model_folder("")
    kept = adapter.load(export.base_hash(source))
    if kept is None:
        raise DataError(f"{adapter.FILE}: no adapter for {source.name} to go on from; run `python -m evals tune` first")
    return source, kept


def _asked() -> tuple[list[str], list[tuple[str, frozenset[int]]]]:
    """The provisions of the index in use as the models read them, and the practice questions over them."""
    from assistant.records import Question
    from assistant.retrieval import analysed
    from evals import exercises
    from ingest import contents

    asks = exercises.load()
    with opened(S.load(os.environ)) as held:
        read = dict(contents.late_texts([held.passage(at) for at in range(len(held.provisions))]))
        if not read:
            raise DataError(f"{held.index.id}: too many provisions for token vectors, so there is nothing to practise")
        refuse_unknown(exercises.FILE, exercises.unknown_gold(asks, read), held.index.id)
        place = {id_: at for at, id_ in enumerate(read)}
        asked = [
            (analysed(Question(text=one.question), held).text, frozenset(place[id_] for id_ in one.gold)) for one in asks
        ]
    say(f"{len(asked)} questions over {len(read)} provisions")
    return [*read.values()], asked


def _stepped(step: int, steps: int, loss: float) -> None:
    if sys.stderr.isatty() or step % 100 == 0 or step == steps:
        say(f"step {step} of {steps}, loss {loss:.3f}")


def learn_rankers() -> int:
    """Learns both rankers and both decisions from the tuning cases, tells their cross-validated figures and keeps them."""
    import numpy as np

    from assistant import forest
    from evals import train

    with ExitStack() as stack:
        parts = {
            name: _samples(name, stack.enter_context(opened(ready(name if name in OTHERS else ""))))
            for name in ("tuning", *OTHERS)
        }
        samples = [sample for part in parts.values() for sample in part]
        stages = train.stages(samples)
    answered = np.array([sample.case.status != "not_found" for sample in samples], dtype=bool)
    weight = train.weights_of(samples)
    learned = {}
    for stage in stages:
        sure = train.cross_decision(stage.rows, answered, weight, stage.names)
        for line in _judged(stage, sure, answered, parts):
            show(line)
        decision = train.fit_decision(stage.rows, answered, weight, stage.names)
        learned[f"{stage.which}ranker"] = stage.ranker
        learned[f"{stage.which}decision"] = replace(decision, yes_from=train.threshold(sure, answered))
    for name, one in learned.items():
        forest.save(one, name)
        say(f"{forest.DATA / name}.npz written" + (f", yes from {one.yes_from:.3f}" if name.endswith("decision") else ""))
    return 0


def _judged(stage: Stage, sure: Floats, answered: npt.NDArray[np.bool_], parts: dict[str, list[Sample]]) -> Iterator[str]:
    """The cross-validated figures of a stage, two lines a corpus; `sure` and `answered` are over the samples of all `parts`,
    one part after the other."""
    from evals import train
    from evals.metrics import separation

    start = 0
    for name, part in parts.items():
        here = slice(start, start + len(part))
        start += len(part)
        ranks = ", ".join(f"{what} {share:.3f}" for what, share in train.ranks(part, stage.scores[here]).items())
        limit = train.threshold(sure[here], answered[here])
        refused = float((sure[here][~answered[here]] < limit).mean())
        area = separation(sure[here], answered[here])
        yield f"{stage.which}ranker over {len(part)} {name} cases, cross-validated: gold in {ranks}"
        at = f"unanswerable refused {refused:.3f} at {train.REFUSED:g} of the others"
        yield f"  {stage.which}decision: area {area:.3f}; {at}"


def _samples(name: str, held: Held) -> list[Sample]:
    """The cases of one file retrieved. Raises DataError where no interaction model has read the index."""
    from evals import train

    cases, tell = cases_of(name, held, name not in OTHERS), counted(name)
    if not len(held.index.keys):
        raise DataError(
            f"{held.index.id}: no interaction model has read it; leave PINPOINT_EMBEDDER empty, run `python -m ingest`"
        )
    samples = []
    for at, case in enumerate(cases, start=1):
        samples.append(train.sample(case, held))
        tell(at, len(cases))
    return samples


COMMANDS: dict[str, Callable[[], int]] = {
    "tune": learn_adapter,
    "practise": practise_adapter,
    "relate": learn_interaction,
    "train": learn_rankers,
}
