"""How well rankings stand against what is relevant: Recall@k, MAP, nDCG and MRR, by ir-measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

DEEPEST = 100  # places of a ranking that are looked at

Relevant = Mapping[str, Mapping[str, int]]  # of each question the relevant ids with their grades
Rankings = Mapping[str, Sequence[str]]  # of each question ids, the best first


def measured(measures: Sequence[str], relevant: Relevant, rankings: Rankings) -> npt.NDArray[np.float64]:
    """Each question's measures, shape (questions, measures), in the order of `relevant`; a question without a ranking has 0.
    `measures` are named as ir-measures does: "R@10", "AP", "nDCG@10", "RR"."""
    import ir_measures

    parsed = [ir_measures.parse_measure(name) for name in measures]
    run = {id: {one: 1 / rank for rank, one in enumerate(row[:DEEPEST], start=1)} for id, row in rankings.items()}
    at, values = {id: row for row, id in enumerate(relevant)}, np.zeros((len(relevant), len(parsed)))
    for one in ir_measures.iter_calc(parsed, {id: dict(right) for id, right in relevant.items()}, run):
        values[at[one.query_id], parsed.index(one.measure)] = one.value
    return values


def by_group(ranked: Iterable[str], groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A ranking of provisions as one of needs: what stands for a group of alternatives that has not been found yet is named
    by its group ("group 0"), further alternatives fall out, anything else keeps its id."""
    found: dict[str, None] = {}
    for id_ in ranked:
        meant = [f"group {at}" for at, group in enumerate(groups) if id_ in group]
        found.update(dict.fromkeys(meant or [id_]))
    return tuple(found)
