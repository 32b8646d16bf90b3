"""What one open generation holds, laid out for ranking: positions, families, words; made once, shared by all questions."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant import citations, force
from assistant import words as W
from assistant.asked import Kind, offers
from assistant.clauses import modality
from assistant.lists import items_of
from assistant.passages import Passage, passage
from assistant.places import Places
from assistant.records import InForce, Provision, Version
from assistant.spelling import dictionary

if TYPE_CHECKING:
    from assistant.parts import Index
    from assistant.query import Query
    from assistant.reranker import Reranker

Ints = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]
COMMON = 2
SAME_WORDS = 0.35
READING = ThreadPoolExecutor(2, thread_name_prefix="reading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A provision read for ranking: the stems of its words and what kinds of thing it offers."""

    whole: tuple[str, ...]
    whole_set: frozenset[str]
    own_set: frozenset[str]
    heading_set: frozenset[str]
    both_set: frozenset[str]
    own_heading: frozenset[str]
    offers: Mapping[Kind, float]
    leads: bool
    item: bool
    norm: bool
    verbatim: bool


class Held:
    """The provisions of a generation by position in reading order. Read-only once made; safe to share between threads."""

    def __init__(self, index: Index, day: date, thesaurus: bool = True, reranker: Reranker | None = None) -> None:
        self.index = index
        self.day = day
        self.reranker = reranker
        self.provisions = index.store.all_provisions()
        self.position = {provision.id: at for at, provision in enumerate(self.provisions)}
        self.items = items_of(self.provisions)
        self.leader = {item: leader for leader, items in self.items.items() for item in items}
        self.lexicon = self._lexicon(thesaurus)
        self.abbreviations = self._abbreviations()
        self.passage = lru_cache(maxsize=4096)(self._passage)
        self.reading = lru_cache(maxsize=4096)(self._reading)

    @cached_property
    def english(self) -> frozenset[str]:
        """Words that are right as they are, whether or not the corpus or a dictionary has them: those that the model reads
        whole, and those of the general thesaurus."""
        return self.index.embedder.whole_words() | frozenset(json.loads(self.index.store.extra("known") or "[]"))

    @cached_property
    def places(self) -> Places:
        """Where cited sections are held, as of the day the generation was opened."""
        store = self.index.store
        return Places(self.provisions, store.documents(), store.forms(), self.day)

    def read_ahead(self, query: Query) -> tuple[Future[Vectors], Future[Vectors]]:
        """Begins, beside what goes on, reading a question with both models: its vector, shape (dimensions,), and how near
        each of its tokens comes to those of each provision by the tuned model, shape (provisions, tokens); no tokens where
        the corpus has no token vectors."""
        return READING.submit(self.index.embedder.encode_query, query.text), READING.submit(self._nearest, query.text)

    def _nearest(self, text: str) -> Vectors:
        if not len(self.index.late):
            return np.zeros((len(self.provisions), 0), dtype=np.float32)
        return self.index.late.nearest(self.index.tuned.read(text).tokens, self.position)

    def tuned(self, query: Query) -> Vectors:
        """The cosine of the question and each provision by the tuned model, shape (provisions,); 0 where it read nothing."""
        if not len(self.index.late):
            return np.zeros(len(self.provisions), dtype=np.float32)
        return self.index.late.cosines(self.index.tuned.read(query.text).vector, self.position)

    def paired(self, query: Query, at: Ints) -> Vectors | None:
        """Log-odds that each position answers, read with the question at hand, shape (positions,); None where no interaction
        model has read the corpus."""
        model = self.index.interaction if len(self.index.keys) else None
        if model is None:
            return None
        keys = [self.index.keys.of(self.provisions[int(one)].id) for one in at]
        return model.told(self.index.embedder.read(query.text).begun, keys)

    def token_words(self, query: Query) -> Sequence[str]:
        """The word that each token of the question is part of, "" for a sign."""
        return self.index.tuned.token_words(query.text)

    def token_weights(self, query: Query) -> Vectors:
        """How much each token of the question counts, shape (tokens,)."""
        return self.index.tuned.read(query.text).weights

    def family(self, id_: str) -> tuple[str, ...]:
        """What belongs to a provision: what leads it in, its fellow items, its own items and what hangs on them."""
        leader = self.leader.get(id_, "")
        below = list(self.items.get(leader, ())) + list(self.items.get(id_, ()))
        for one in below:
            below.extend(other for other in self.items.get(one, ()) if other not in below)
        return tuple(other for other in (leader, *below) if other)

    def resting_on(self, document: str) -> tuple[Provision, ...]:
        """The provisions of other documents that cite a document, in their own words or in the note that backs them."""
        referring = {p.id for p in self.index.store.referring(document)}
        cite = getattr(self.index.store.document(document), "cite", "")
        found = []
        for provision in self.provisions:
            text = self.index.store.text(provision.document, provision.version)
            noted = bool(cite and provision.note) and any(
                citations.document_id(c, self.index.store.forms()) == document
                for c, _, _ in citations.find(text[slice(*provision.note)], self.index.store.forms())  # type: ignore[misc]
            )
            if provision.document != document and (provision.id in referring or noted):
                found.append((not noted, provision))
        return tuple(provision for _, provision in sorted(found, key=lambda f: f[0]))

    def cited_by(self, provision: Provision) -> frozenset[str]:
        """The ids of the documents that a provision cites: in its own words or in the note that backs it."""
        text, forms = self.index.store.text(provision.document, provision.version), self.index.store.forms()
        spans = [(provision.start, provision.end), *([provision.note] if provision.note else [])]
        cites = [cite for start, end in spans for cite, _, _ in citations.find(text[start:end], forms)]
        return frozenset(citations.document_id(cite, forms) for cite in cites)

    def state(self, provision: Provision, day: date) -> InForce:
        """Whether a provision's version stands on a day."""
        version = self.version(provision)
        return force.state(version, day) if version else "unknown"

    def stands_in_its_place(self, provision: Provision, day: date) -> bool:
        """Whether a text of the same document that stands on a day, once stood, or may, has much of a provision's words."""
        own = self.reading(self.position[provision.id]).own_set
        return any(
            other.version != provision.version
            and W.alike(own, self.reading(self.position[other.id]).own_set) >= SAME_WORDS
            and self.state(other, day) != "not yet in force"
            for other in self.of_document.get(provision.document, ())
        )

    @cached_property
    def of_document(self) -> dict[str, tuple[Provision, ...]]:
        """The provisions of each document, all versions together."""
        found: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            found.setdefault(provision.document, []).append(provision)
        return {id_: tuple(provisions) for id_, provisions in found.items()}

    def version(self, provision: Provision) -> Version | None:
        """The version that a provision belongs to."""
        document = self.index.store.document(provision.document)
        return next((v for v in document.versions if v.id == provision.version), None) if document else None

    @property
    def words(self) -> Container[str]:
        """What is known as right in a question."""
        return _English(self)

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
    def headed(self) -> tuple[tuple[Provision, frozenset[str], frozenset[str]], ...]:
        """The first provision under each heading, with the stems of the heading and of the document's title."""
        titles = {document.id: frozenset(W.content(document.title)) for document in self.index.store.documents()}
        first: dict[tuple[str, str, tuple[str, ...]], Provision] = {}
        for provision in self.provisions:
            if provision.headings:
                first.setdefault((provision.document, provision.version, provision.headings), provision)
        return tuple((p, frozenset(W.content(p.headings[-1])), titles[p.document]) for p in first.values())

    def sentence_vectors(self, provision: Provision, count: int) -> Vectors | None:
        """The vectors of a provision's `count` sentences, shape (count, dimensions); None where they were not indexed."""
        ids = [f"{provision.id}#sentence-{at}" for at in range(count)]
        places = [self._sentence_place[id_] for id_ in ids if id_ in self._sentence_place]
        if len(places) < count:
            return None
        return np.asarray(self.index.vectors.matrix()[places])

    @cached_property
    def _sentence_place(self) -> dict[str, int]:
        rows = self.index.vectors.rows
        return {id_: place for place, id_ in enumerate(rows["id"]) if rows["kind"][place] == "sentence"}

    @cached_property
    def common(self) -> Vectors:
        """What all texts of the corpus share: their mean vector and main directions, shape (1 + COMMON, dimensions)."""
        at, kinds = self.chunk_at
        matrix = self.index.vectors.matrix()
        places = np.concatenate([kinds[kind] for kind in kinds]) if kinds else np.zeros(0, dtype=np.int64)
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

    def _reading(self, at: int) -> Reading:
        provision, passage_ = self.provisions[at], self.passage(at)
        document = self.index.store.document(provision.document)
        whole = tuple(W.content(passage_.whole))
        heading = W.content(f"{document.title if document else ''} {passage_.heading}")
        leads, item = provision.id in self.items, provision.kind in ("item", "bullet")
        return Reading(
            whole=whole, whole_set=frozenset(whole),
            own_set=frozenset(W.content(passage_.own)) if passage_.lead_in else frozenset(whole),
            heading_set=frozenset(heading), both_set=frozenset((*whole, *heading)),
            own_heading=frozenset(W.content(provision.headings[-1] if provision.headings else "")),
            offers=offers(passage_.own, passage_.lead_in, leads, item),
            leads=leads, item=item,
            norm=bool(modality(passage_.whole)), verbatim=document is not None and document.text_status == "verbatim",
        )  # fmt: skip

    def _passage(self, at: int) -> Passage:
        provision = self.provisions[at]
        return passage(provision, self.index.store.text(provision.document, provision.version))

    def _lexicon(self, thesaurus: bool) -> W.Lexicon:
        data = json.loads(self.index.store.extra("lexicon") or '{"provisions": 0, "frequency": {}, "words": {}}')
        found = json.loads(self.index.store.extra("synonyms") or "{}") if thesaurus else {}
        same = {key: tuple((other, weight) for other, weight in values) for key, values in found.items()}
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


class _English(Container[str]):
    """The words that are right as they are, read only when a question has one that the corpus lacks."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def __contains__(self, word: object) -> bool:
        return word in self._held.english or word in dictionary()


def _codes(names: list[str]) -> Ints:
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.int64) if names else np.zeros(0, dtype=np.int64)
