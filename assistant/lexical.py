"""The words of one generation: a tantivy index with one row a provision; the only file that knows tantivy.

Scores are BM25 a field, so that whoever ranks can weigh text, heading, lead-in and questions as it likes. A fifth field
holds the word pairs of lead-in and text: two stems that follow each other, stop words left out. It is made here from the
row and searched only where pairs are asked for. tantivy's BM25 has k1 1.2; `bm25` scores a list again with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from assistant.errors import IndexMismatch

FIELDS = ("text", "heading", "lead_in", "questions")
PAIRS = "pairs"
ANALYZER = "english"
LONGEST = 60
HEAP = 64_000_000
ALL_UP_TO = 2000  # rows of which all that match are taken at once: sooner done than asking again for those of other fields

Scored = tuple[str, dict[str, float]]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalRow:
    """What of a provision is searched by words; `questions` are those it answers, one a line."""

    provision: str
    document: str
    text: str
    heading: str = ""
    lead_in: str = ""
    questions: str = ""


class LexicalWriter:
    """Writes a new generation's rows into an empty folder; nothing is searchable before `commit`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._schema = _schema()
        self._analyzer = _analyzer()
        index = tantivy.Index(self._schema, path=str(folder))
        index.register_tokenizer(ANALYZER, _analyzer())
        self._writer = index.writer(HEAP, 1)

    def add(self, rows: Iterable[LexicalRow]) -> None:
        """Adds rows, each provision once."""
        for row in rows:
            values = {name: getattr(row, name) for name in ("provision", "document", *FIELDS)}
            values[PAIRS] = " ".join(pairs(self._analyzer.analyze(f"{row.lead_in} {row.text}")))
            self._writer.add_document(tantivy.Document.from_dict(values, self._schema))

    def commit(self) -> None:
        """Makes all rows durable; the writer is finished after that."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class LexicalReader:
    """Searches the rows of a finished generation. Safe to share between threads. Raises IndexMismatch when damaged."""

    def __init__(self, folder: Path) -> None:
        try:
            index = tantivy.Index.open(str(folder))
            index.register_tokenizer(ANALYZER, _analyzer())
            self._schema = index.schema
            self._names: dict[tuple[int, int], str] = {}
            self._searcher = index.searcher()
        except (ValueError, OSError) as error:
            raise IndexMismatch(f"The word index in {folder} does not open ({error}): run `python -m ingest`.") from error
        self._analyzer = _analyzer()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def stems(self, text: str) -> tuple[str, ...]:
        """The index terms of a text, in order: lower case, without accents, stop words left out, stemmed."""
        return tuple(self._analyzer.analyze(text))

    def known(self, stem: str, field: str = "text") -> int:
        """In how many rows a term (as `stems` gives it) stands in a field."""
        return int(self._searcher.doc_freq(field, stem))

    def idf(self, stem: str, field: str = "text") -> float:
        """BM25's inverse document frequency of a term in a field; a term that no row has gets the largest."""
        held = self.known(stem, field)
        return log(1 + (len(self) - held + 0.5) / (held + 0.5))

    def search(
        self, words: Sequence[tuple[str, float]], k: int, documents: tuple[str, ...] = (), pairs: Sequence[str] = ()
    ) -> list[Scored]:
        """The rows that are among the best k of any field, each with its BM25 score in every field where a word occurs.

        `words` are words or phrases with weights; each is cut into stems, and a stem given twice keeps its larger weight.
        `pairs` are terms of the field of word pairs, as the function `pairs` makes them; none given leaves it out.
        `documents` limits the search to documents by id; none given means all. Ordered by the best single score, then id.
        """
        weights: dict[str, float] = {}
        for word, weight in words:
            for stem in self.stems(word):
                weights[stem] = max(weight, weights.get(stem, 0.0))
        if not weights or not k:
            return []
        query, must = tantivy.Query, tantivy.Occur.Must
        limit = [(must, self._one_of("document", documents))] if documents else []
        ask = {field: self._any(field, weights) for field in FIELDS}
        if pairs:
            ask[PAIRS] = self._any(PAIRS, dict.fromkeys(pairs, 1.0))
        all_ = len(self) if len(self) <= ALL_UP_TO else k
        hits = {field: self._hits(query.boolean_query([*limit, (must, ask[field])]), all_) for field in ask}
        best = {place for found in hits.values() for place, _ in found[:k]}
        scores: dict[tuple[int, int], dict[str, float]] = {place: {} for place in best}
        for field, found in hits.items():
            for place, score in found:
                if place in best:
                    scores[place][field] = score
        names = {place: self._name(place) for place in scores}
        for field in ask if all_ < len(self) else ():
            missing = [names[place] for place, by_field in scores.items() if field not in by_field]
            if missing:
                rest = query.boolean_query([(must, self._one_of("provision", missing)), (must, ask[field])])
                for place, score in self._hits(rest, len(missing)):
                    scores[place][field] = score
        named = [(names[place], by_field) for place, by_field in scores.items()]
        return sorted(named, key=lambda row: (-max(row[1].values()), row[0]))

    def _any(self, field: str, weights: Mapping[str, float]) -> Any:
        query, should = tantivy.Query, tantivy.Occur.Should
        terms = ((query.term_query(self._schema, field, term, "freq"), weight) for term, weight in weights.items())
        return query.boolean_query([(should, query.boost_query(term, weight)) for term, weight in terms])

    def _one_of(self, field: str, values: Sequence[str]) -> Any:
        query = tantivy.Query
        return query.const_score_query(query.term_set_query(self._schema, field, list(values)), 0.0)

    def _hits(self, ask: Any, limit: int) -> list[tuple[tuple[int, int], float]]:
        hits = self._searcher.search(ask, limit, count=False).hits
        return [((address.segment_ord, address.doc), float(score)) for score, address in hits]

    def _name(self, place: tuple[int, int]) -> str:
        if place not in self._names:
            self._names[place] = str(self._searcher.doc(tantivy.DocAddress(*place))["provision"][0])
        return self._names[place]


def pairs(stems: Sequence[str]) -> list[str]:
    """The terms of the field of word pairs: each stem joined to the next by a low line, in order."""
    return [f"{first}_{second}" for first, second in zip(stems, stems[1:], strict=False)]


def bm25(counts: Floats, sizes: Floats, mean: float, idf: Floats, k1: float = 0.6, b: float = 0.75) -> Floats:
    """BM25 of a list of texts, shape (n,), for a `k1` that tantivy does not have.

    `counts` of shape (n, terms) says how often each has each term, `sizes` of shape (n,) its number of terms in all, `mean`
    that number's mean over the texts of the corpus that have any, `idf` of shape (terms,) the terms' weights.
    """
    room = k1 * (1 - b + b * sizes / max(mean, 1e-9))
    return np.asarray((counts * (k1 + 1) / (counts + np.maximum(room, 1e-9)[:, None])) @ idf, dtype=np.float32)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("provision", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field(PAIRS, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _analyzer() -> Any:
    cut, to = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()), tantivy.Filter
    for one in (to.remove_long(LONGEST), to.lowercase(), to.ascii_fold(), to.stopword("english"), to.stemmer("english")):
        cut = cut.filter(one)
    return cut.build()
