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
    terms = query.terms_own
    others = {other: other.split() for term in terms for other, _ in query.expansions.get(term, ())}
    place = {stem: at for at, stem in enumerate({*terms, *(part for parts in others.values() for part in parts)})}
    wanted = frozenset(place)
    stands = np.zeros((len(place), len(sets)), dtype=bool)
    for row, one in enumerate(sets):
        for stem in wanted & one:
            stands[place[stem], row] = True
    out = np.zeros((len(sets), len(terms)), dtype=np.float32)
    for column, term in enumerate(terms):
        out[:, column] = stands[place[term]]
        for other, weight in query.expansions.get(term, ()):
            found = stands[[place[part] for part in others[other]]].all(axis=0)
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
