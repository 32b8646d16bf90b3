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
    if not query.terms_own:
        return np.zeros((len(sets), 0), dtype=np.float32)
    ways: list[tuple[list[str], float]] = []  # of each term first itself, then what means the same
    starts = []
    for term in query.terms_own:
        starts.append(len(ways))
        ways.append(([term], 1.0))
        ways.extend((other.split(), weight) for other, weight in query.expansions.get(term, ()))
    place = {stem: at for at, stem in enumerate({part for parts, _ in ways for part in parts})}
    wanted = frozenset(place)
    pairs = [(place[stem], row) for row, one in enumerate(sets) for stem in wanted & one]
    stands = np.zeros((len(place), len(sets)), dtype=bool)
    if pairs:
        stands[tuple(np.array(pairs).T)] = True
    found = stands[[place[parts[0]] for parts, _ in ways]]
    for at, (parts, _) in enumerate(ways):
        for part in parts[1:]:
            found[at] &= stands[place[part]]
    weights = np.array([weight for _, weight in ways], dtype=np.float32)
    return np.ascontiguousarray(np.maximum.reduceat(found * weights[:, None], starts, axis=0).T)


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
