"""What one open generation holds, laid out for ranking: positions, families, words; made once and shared by all questions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant import words as W
from assistant.asked import Kind, offers
from assistant.clauses import modality
from assistant.lists import items_of
from assistant.passages import Passage, passage

if TYPE_CHECKING:
    from assistant.index import Index

Ints = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]
COMMON = 2
THESAURUS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A provision read for ranking: the stems of its words and what kinds of thing it offers."""

    whole: tuple[str, ...]
    whole_set: frozenset[str]
    own_set: frozenset[str]
    heading_set: frozenset[str]
    offers: Mapping[Kind, float]
    leads: bool
    item: bool
    norm: bool
    verbatim: bool


class Held:
    """The provisions of a generation by position in reading order. Read-only once made; safe to share between threads."""

    def __init__(self, index: Index, thesaurus: bool = True) -> None:
        self.index = index
        self.provisions = index.store.all_provisions()
        self.position = {provision.id: at for at, provision in enumerate(self.provisions)}
        self.items = items_of(self.provisions)
        self.leader = {item: leader for leader, items in self.items.items() for item in items}
        self.lexicon = self._lexicon(thesaurus)
        self.abbreviations = self._abbreviations()
        self.passage = lru_cache(maxsize=4096)(self._passage)
        self.reading = lru_cache(maxsize=4096)(self._reading)
        self.words_of = lru_cache(maxsize=4096)(self._words_of)
        self._word_vector = lru_cache(maxsize=4096)(self._find_word)

    @cached_property
    def english(self) -> frozenset[str]:
        """Words that are right as they are, whether or not the corpus has them."""
        return self.index.embedder.whole_words()

    @property
    def words(self) -> Collection[str]:
        return _Lazy(self)

    @cached_property
    def document_code(self) -> Ints:
        """A number for the document of each provision, shape (provisions,)."""
        return _codes([provision.document for provision in self.provisions])

    @cached_property
    def block_code(self) -> Ints:
        """A number for the block of each provision: the headings it stands under in its version."""
        return _codes(["\n".join((p.document, p.version, *p.headings)) for p in self.provisions])

    @cached_property
    def parent_at(self) -> Ints:
        """The position of the provision that leads each one in, -1 for none."""
        return np.array([self.position.get(self.leader.get(p.id, p.parent), -1) for p in self.provisions], dtype=np.int64)

    @cached_property
    def chunk_at(self) -> tuple[Ints, dict[str, Ints]]:
        """The position of each chunk's provision, and the places of the chunks of each kind."""
        rows = self.index.vectors.rows
        kinds: dict[str, list[int]] = {}
        for place, kind in enumerate(rows["kind"]):
            kinds.setdefault(kind, []).append(place)
        at = np.array([self.position[id_] for id_ in rows["provision"]], dtype=np.int64)
        return at, {kind: np.array(places, dtype=np.int64) for kind, places in kinds.items()}

    @cached_property
    def common(self) -> Vectors:
        """What all texts of the corpus share: their mean vector and main directions, shape (1 + COMMON, dimensions)."""
        at, kinds = self.chunk_at
        matrix = self.index.vectors.matrix()
        places = np.concatenate([kinds[kind] for kind in kinds if kind != "word"]) if kinds else np.zeros(0, dtype=np.int64)
        if len(places) < 16:
            return np.zeros((1, matrix.shape[1]), dtype=np.float32)
        mean = matrix[places].mean(axis=0)
        spread = (matrix[places] - mean).T @ (matrix[places] - mean)
        _, directions = np.linalg.eigh(spread)
        return np.vstack([mean, directions[:, ::-1].T[:COMMON]]).astype(np.float32)

    @cached_property
    def told(self) -> Vectors:
        """The chunk vectors without what all texts share, unit length, shape (chunks, dimensions)."""
        return self.apart(self.index.vectors.matrix())

    def apart(self, vectors: Vectors) -> Vectors:
        """Vectors, shape (n, dimensions), without the corpus's mean and main directions, made unit length again."""
        mean, directions = self.common[0], self.common[1:]
        moved = vectors - mean
        moved = moved - (moved @ directions.T) @ directions
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    @cached_property
    def word_place(self) -> dict[str, int]:
        """The place of each word's vector among the chunks."""
        rows = self.index.vectors.rows
        return {id_.removeprefix("word#"): place for place, id_ in enumerate(rows["id"]) if rows["kind"][place] == "word"}

    @cached_property
    def _word_vectors(self) -> Vectors:
        places = list(self.word_place.values())
        return np.ascontiguousarray(self.index.vectors.matrix()[places])

    def word_cosines(self, words: tuple[str, ...]) -> Vectors:
        """How near each word is to each word of the corpus, shape (words, corpus words); in the order of `word_place`."""
        if not self.word_place or not words:
            return np.zeros((len(words), 0), dtype=np.float32)
        vectors = np.stack([self._word_vector(word) for word in words])
        return np.asarray(vectors @ self._word_vectors.T, dtype=np.float32)

    def _find_word(self, word: str) -> Vectors:
        place = self.word_place.get(word)
        matrix = self.index.vectors.matrix()
        return np.asarray(matrix[place]) if place is not None else self.index.embedder.encode([word])[0]

    def _words_of(self, at: int) -> Ints:
        order = self._word_order
        passage_ = self.passage(at)
        return np.array(sorted({order[w] for w in W.tokens(f"{passage_.heading} {passage_.whole}") if w in order}), dtype=np.int64)

    @cached_property
    def _word_order(self) -> dict[str, int]:
        return {word: at for at, word in enumerate(self.word_place)}

    def _reading(self, at: int) -> Reading:
        provision, passage_ = self.provisions[at], self.passage(at)
        document = self.index.store.document(provision.document)
        whole, heading = tuple(W.content(passage_.whole)), tuple(W.content(f"{document.title if document else ''} {passage_.heading}"))
        leads, item = provision.id in self.items, provision.kind in ("item", "bullet")
        return Reading(
            whole=whole, whole_set=frozenset(whole), own_set=frozenset(W.content(passage_.own)) if passage_.lead_in else frozenset(whole),
            heading_set=frozenset(heading), offers=offers(passage_.own, passage_.lead_in, leads, item), leads=leads, item=item,
            norm=bool(modality(passage_.whole)), verbatim=document is not None and document.text_status == "verbatim",
        )  # fmt: skip

    def _passage(self, at: int) -> Passage:
        provision = self.provisions[at]
        return passage(provision, self.index.store.text(provision.document, provision.version))

    def _lexicon(self, thesaurus: bool) -> W.Lexicon:
        data = json.loads(self.index.store.extra("lexicon") or '{"provisions": 0, "frequency": {}, "words": {}}')
        groups = [tuple(row) for row in json.loads(self.index.store.extra("thesaurus") or "[]")]
        if thesaurus:
            groups += general_thesaurus()
        same = W.synonyms(groups, THESAURUS_WEIGHT)
        for key, values in W.synonyms([(d.term, *d.also) for d in self.index.store.definitions() if d.also], 1.0).items():
            same[key] = (*values, *(v for v in same.get(key, ()) if v[0] not in dict(values)))
        return W.Lexicon(provisions=data["provisions"], frequency=data["frequency"], words=data["words"], synonyms=same)

    def _abbreviations(self) -> dict[str, str]:
        """Short forms in lower case with what they stand for, as the documents introduce them; plurals too."""
        found: dict[str, str] = {}
        for definition in self.index.store.definitions():
            for short in definition.also:
                if short.isupper() and " " not in short:
                    found.setdefault(short.lower(), definition.term.lower())
                    found.setdefault(short.lower() + "s", definition.term.lower() + "s")
        return found


class _Lazy(Collection[str]):
    """The English words, read only when a question has a word that the corpus lacks."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def __contains__(self, word: object) -> bool:
        return word in self._held.english

    def __iter__(self) -> Iterator[str]:
        return iter(self._held.english)

    def __len__(self) -> int:
        return len(self._held.english)


def general_thesaurus() -> list[tuple[str, ...]]:
    """The groups of `data/thesaurus.txt`."""
    text = resources.files("assistant").joinpath("data/thesaurus.txt").read_text(encoding="utf-8")
    rows = (line.split("#")[0].strip() for line in text.splitlines())
    return [tuple(word.strip() for word in row.split(",") if word.strip()) for row in rows if row]


def _codes(names: list[str]) -> Ints:
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.int64) if names else np.zeros(0, dtype=np.int64)
