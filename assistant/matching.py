"""Which of a question's words stand in which provisions, as they are or as words that mean the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.query import Query

Floats = npt.NDArray[np.float32]
Sets = Sequence[frozenset[str]]

FOUND = 0.85
NEARLY = 0.4


def matches(query: Query, sets: Sets) -> Floats:
    """For each set of stems and each of `query.terms_own` 1 where the term stands, else the weight of what stands for it.

    Shape (sets, terms), values in [0, 1].
    """
    where: dict[str, npt.NDArray[np.bool_]] = {}

    def stands(stem: str) -> npt.NDArray[np.bool_]:
        if stem not in where:
            where[stem] = np.fromiter((stem in one for one in sets), dtype=bool, count=len(sets))
        return where[stem]

    out = np.zeros((len(sets), len(query.terms_own)), dtype=np.float32)
    for column, term in enumerate(query.terms_own):
        out[:, column] = stands(term)
        for other, weight in query.expansions.get(term, ()):
            found = np.logical_and.reduce([stands(part) for part in other.split()])
            np.maximum(out[:, column], found * np.float32(weight), out=out[:, column])
    return out


def lifted(nearest: Floats, words: Sequence[str], query: Query, found: Floats) -> Floats:
    """Token nearness, shape (n, tokens), lifted where the token's word, or what means the same, stands in the provision.

    `words` names the word of each token, `found` is what `matches` gave for the same provisions.
    """
    out = nearest.copy()
    place = {term: at for at, term in enumerate(query.terms_own)}
    for column, word in enumerate(words):
        stems = query.word_stems.get(word, ())
        if stems:
            held = np.minimum.reduce([found[:, place[stem]] for stem in stems])
            lift = np.where(held > 0, FOUND * np.minimum(1.0, held + NEARLY), 0.0)
            np.maximum(out[:, column], lift.astype(np.float32), out=out[:, column])
    return out
