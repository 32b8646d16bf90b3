"""The first stage over a benchmark's index: words, word pairs, headings, passage and sentence vectors, added up.

Which passages are looked at is what the word index and the vectors bring up; the words of those are then scored again with
a smaller k1, over the terms that the index itself gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from assistant.lexical import bm25, pairs
from assistant.parts import Index
from assistant.vectors import Vectors
from evals.beir_facets import asks, offers
from evals.beir_features import Floats, Ints, Match, Shortlist, features
from evals.beir_folder import section_above

WEIGHTS: Mapping[str, float] = {"text": 1.0, "pairs": 0.6, "heading": 0.1, "dense": 0.4, "sentence": 0.4}
LENGTH_MATTERS = {"text": 0.75, "pairs": 0.75, "heading": 0.3}
MOST = 100
BATCH = 64
FACET_CHARACTERS = 4000

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The passages found for one question, best first: `at` their places, `x` their features, and the scores beside."""

    at: Ints
    x: Floats
    scores: dict[str, Floats]


class _Words:
    """Lists of terms of all passages laid end to end: which terms, where each list begins."""

    def __init__(self, lists: Sequence[Sequence[str]], places: dict[str, int]) -> None:
        self._places = places
        size = np.array([len(one) for one in lists], dtype=np.int64)
        self._flat = np.fromiter(
            (places.setdefault(term, len(places)) for term in chain.from_iterable(lists)), np.int32, int(size.sum())
        )
        self._start = np.concatenate([[0], np.cumsum(size)])
        filled = size[size > 0]
        self.mean, self.mean_pairs = (float(np.mean(one)) if len(filled) else 1.0 for one in (filled, filled - 1))

    def match(self, terms: Sequence[str], at: Ints) -> Match:
        """The passages at these places against the different terms of a question."""
        slot = np.full(len(self._places) + 1, -1, dtype=np.int64)
        for number, term in enumerate(terms):
            slot[self._places.get(term, -1)] = number
        slot[-1] = -1
        start, size = self._start[at], self._start[at + 1] - self._start[at]
        owner = np.repeat(np.arange(len(at)), size)
        where = np.arange(int(size.sum())) + np.repeat(start - np.concatenate([[0], np.cumsum(size)[:-1]]), size)
        return Match(at=slot[self._flat[where]], owner=owner, size=size, terms=len(terms))


class Stage:
    """All passages of an index laid out for ranking. `bare` leaves out headings and which passages belong together."""

    def __init__(self, index: Index, bare: bool = False) -> None:
        self._index, store = index, index.store
        provisions = store.all_provisions()
        texts = [store.text(p.document, p.version)[p.start : p.end] for p in provisions]
        titles = {one.id: one.title for one in store.documents()}
        alone = {one.id for one in store.documents() if len(store.provisions(one.id, one.versions[0].id)) == 1}
        heads = ["" if p.document in alone else titles[p.document] for p in provisions]
        if not bare:
            heads = [" ".join((head, *p.headings)) for head, p in zip(heads, provisions, strict=True)]
        self.ids = tuple(p.path[-1] for p in provisions)
        self.position = {p.id: at for at, p in enumerate(provisions)}
        places: dict[str, int] = {}
        self._text = _Words([index.lexical.stems(text) for text in texts], places)
        self._heading = _Words([index.lexical.stems(head) for head in heads], places)
        self._offers = np.stack([offers(text[:FACET_CHARACTERS]) for text in texts])
        each = np.arange(len(provisions), dtype=np.int64)
        self._document = each if bare else _codes([p.document for p in provisions])
        self._block = (
            each if bare else _codes(["\n".join((p.document, section_above(p.marker), *p.headings)) for p in provisions])
        )
        parents = [-1 if bare else self.position.get(p.parent, -1) for p in provisions]
        self._parent = np.array(parents, dtype=np.int64)
        self._chunks = _Chunks(index, self.position)

    def find(self, questions: Sequence[str], tell: Tell) -> Iterator[Found]:
        """What is found for each question, in order."""
        for start in range(0, len(questions), BATCH):
            tell("questions", start, len(questions))
            part = questions[start : start + BATCH]
            dense, sentence = self._chunks.cosines(np.stack([self._index.embedder.encode_query(text) for text in part]))
            for row, text in enumerate(part):
                yield self._found(text, dense[row], sentence[row])
        tell("questions", len(questions), len(questions))

    def _found(self, question: str, dense: Floats, sentence: Floats) -> Found:
        stems = self._index.lexical.stems(question)
        terms = list(dict.fromkeys(stems))
        asked = tuple(terms.index(stem) for stem in stems)
        hits = self._index.lexical.search([(question, 1.0)], MOST, pairs=pairs(stems))
        best = [np.argpartition(-one, min(MOST, len(one) - 1))[:MOST] for one in (dense, sentence)]
        picked = np.unique(np.concatenate([[self.position[id] for id, _ in hits], *best]).astype(np.int64))
        scores = {"dense": dense[picked], "sentence": sentence[picked], **self._words(terms, stems, picked)}
        fused = sum((WEIGHTS[name] * above_floor(scores[name]) for name in WEIGHTS), np.zeros(len(picked), np.float32))
        kept = np.lexsort((picked, -fused))[:MOST]
        at = picked[kept]
        ranked = {name: values[kept] for name, values in scores.items()}
        one = Shortlist(
            asked=asked,
            weight=self._weights(terms or [""]),
            text=self._text.match(terms or [""], at),
            heading=self._heading.match(terms or [""], at),
            scores=ranked,
            fused=fused[kept],
            asks=asks(question),
            offers=self._offers[at],
            document=self._document[at],
            block=self._block[at],
            order=at,
            parent=self._parent[at],
        )
        return Found(at=at, x=features(one), scores={**ranked, "fused": one.fused})

    def _words(self, terms: list[str], stems: Sequence[str], at: Ints) -> dict[str, Floats]:
        """BM25 of text, pairs and headings of the passages at these places."""
        text, heading = self._text.match(terms, at), self._heading.match(terms, at)
        known = self._index.lexical.idf
        together = list(dict.fromkeys(zip(*(map(terms.index, part) for part in (stems, stems[1:])), strict=False)))
        weights = {
            "text": [known(term) for term in terms],
            "heading": [known(term, "heading") for term in terms],
            "pairs": [known(f"{terms[a]}_{terms[b]}", "pairs") for a, b in together],
        }
        counted = {
            "text": (text.counts, text.size, self._text.mean),
            "heading": (heading.counts, heading.size, self._heading.mean),
            "pairs": (_pair_counts(text, together), np.maximum(text.size - 1, 0), self._text.mean_pairs),
        }
        return {
            name: bm25(counts, size.astype(np.float32), mean, np.array(weights[name], np.float32), b=LENGTH_MATTERS[name])
            for name, (counts, size, mean) in counted.items()
        }

    def _weights(self, terms: Sequence[str]) -> Floats:
        """The weight of each term; one that no passage has counts as much as the heaviest that some have."""
        lexical = self._index.lexical
        held = [lexical.idf(term) if lexical.known(term) else 0.0 for term in terms]
        heaviest = max(held) or 1.0
        return np.array([weight or heaviest for weight in held], dtype=np.float32)


class _Chunks:
    """The vectors of passages and of their sentences, each set in reading order."""

    def __init__(self, index: Index, position: Mapping[str, int]) -> None:
        rows, matrix = index.vectors.rows, index.vectors.matrix()
        at = np.array([position[id] for id in rows["provision"]], dtype=np.int64)
        kinds = np.array(rows["kind"])
        places = {kind: np.flatnonzero(kinds == kind) for kind in ("text", "sentence")}
        ordered = {kind: where[np.argsort(at[where], kind="stable")] for kind, where in places.items()}
        self._texts, self._sentences = matrix[ordered["text"]], matrix[ordered["sentence"]]
        self._owners, self._starts = np.unique(at[ordered["sentence"]], return_index=True)

    def cosines(self, questions: Vectors) -> tuple[Floats, Floats]:
        """The cosine of each question with each passage, and the best with it or one of its sentences; (questions, n)."""
        whole = questions @ self._texts.T
        best = whole.copy()
        if len(self._owners):
            parts = np.maximum.reduceat(questions @ self._sentences.T, self._starts, axis=1)
            best[:, self._owners] = np.maximum(best[:, self._owners], parts)
        return whole, best


def above_floor(scores: Floats) -> Floats:
    """Scores between 0 for the MOST-th best (and all below) and 1 for the best."""
    if not len(scores):
        return scores
    floor = float(np.partition(scores, -MOST)[-MOST]) if len(scores) > MOST else float(scores.min())
    return np.asarray(np.clip((scores - floor) / max(float(scores.max()) - floor, 1e-9), 0.0, 1.0), dtype=np.float32)


def _pair_counts(text: Match, together: Sequence[tuple[int, int]]) -> Floats:
    """How often each text has each of these pairs of question terms side by side, shape (n, pairs)."""
    n, m = len(text.size), text.terms
    number = np.full(m * m + 1, -1, dtype=np.int64)
    number[[a * m + b for a, b in together]] = np.arange(len(together))
    first, second = text.at[:-1], text.at[1:]
    side = (first >= 0) & (second >= 0) & (text.owner[:-1] == text.owner[1:])
    which = np.where(side, number[np.where(side, first * m + second, -1)], -1)
    hit = which >= 0
    flat = np.bincount(text.owner[:-1][hit] * len(together) + which[hit], minlength=n * len(together))
    return flat.reshape(n, len(together)).astype(np.float32)


def _codes(names: Sequence[str]) -> Ints:
    codes: npt.NDArray[np.int64] = np.unique(np.array(names), return_inverse=True)[1].astype(np.int64)
    return codes
