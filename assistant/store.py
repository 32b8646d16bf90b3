"""The provision store of one generation: canonical texts and every record about them, in one SQLite file.

A reader decodes records when they are asked for, so a small corpus opens in a millisecond and a large one in little more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from assistant.codec import pack, shape, unpack
from assistant.errors import IndexMismatch
from assistant.records import CitationForm, Definition, Document, Provision

Record = TypeVar("Record")

SHAPE = shape(Document, Provision, Definition, CitationForm)
TABLES = """
create table text (document text, version text, body text, primary key (document, version)) without rowid;
create table provision (place integer primary key, id text unique, document text, version text, row text);
create index provision_of on provision (document, version);
create table reference (target text, place integer);
create index reference_to on reference (target);
create table listed (kind text, place integer, row text, primary key (kind, place)) without rowid;
create table extra (name text primary key, body text) without rowid;
"""


class StoreWriter:
    """Writes a new generation's store into a file that is not there yet; `close` makes it whole."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(f"pragma journal_mode = off; pragma synchronous = off; begin; {TABLES}")

    def add(
        self,
        *,
        documents: Sequence[Document],
        texts: Mapping[tuple[str, str], str],
        provisions: Sequence[Provision],
        definitions: Sequence[Definition] = (),
        forms: Sequence[CitationForm] = (),
        tiers: Sequence[tuple[str, ...]] = (),
        extras: Mapping[str, str] | None = None,
    ) -> None:
        """Everything at once: `texts` by (document, version), `provisions` in reading order, `extras` by name."""
        write = self._db.executemany
        write("insert into text values (?, ?, ?)", [(*key, body) for key, body in sorted(texts.items())])
        write("insert into provision values (?, ?, ?, ?, ?)", _provision_rows(provisions))
        targets = ((one.references, place) for place, one in enumerate(provisions))
        write(
            "insert into reference values (?, ?)", [(one.target, at) for refs, at in targets for one in refs if one.target]
        )
        for kind, records in (("document", documents), ("definition", definitions), ("form", forms), ("tier", tiers)):
            write("insert into listed values (?, ?, ?)", [(kind, at, _dump(one)) for at, one in enumerate(records)])
        write("insert into extra values (?, ?)", sorted((extras or {}).items()))

    def close(self) -> None:
        """Commits and closes."""
        self._db.execute("commit")
        self._db.close()


class Store:
    """One open generation's documents, texts, provisions and side texts. Read-only, safe to share between threads.

    Raises IndexMismatch where the file is not such a store.
    """

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        try:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._documents = {one.id: one for one in self._listed("document", Document)}
            self._definitions = self._listed("definition", Definition)
            self._forms = self._listed("form", CitationForm)
            self._tiers = tuple(tuple(json.loads(row)) for row in self._rows_of("tier"))
        except (sqlite3.Error, TypeError, KeyError, ValueError) as error:
            raise IndexMismatch(f"The provision store {path} cannot be read ({error}): run `python -m ingest`.") from error
        self._texts: dict[tuple[str, str], str] = {}
        self._provisions: dict[str, Provision | None] = {}
        self._outlines: dict[tuple[str, str], tuple[Provision, ...]] = {}
        self._all: tuple[Provision, ...] | None = None

    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order of `corpus.toml`."""
        return tuple(self._documents.values())

    def document(self, id: str) -> Document | None:
        """A document by id."""
        return self._documents.get(id)

    def text(self, document: str, version: str) -> str:
        """The canonical text of a version. Raises KeyError where none is held."""
        key = (document, version)
        with self._lock:
            if key not in self._texts:
                rows = self._query("select body from text where document = ? and version = ?", key)
                if not rows:
                    raise KeyError(f"no text of {document}@{version} is held")
                self._texts[key] = rows[0][0]
            return self._texts[key]

    def provision(self, id: str) -> Provision | None:
        """A provision by id, or None."""
        with self._lock:
            if id not in self._provisions:
                if self._all is not None:
                    return None
                rows = self._query("select row from provision where id = ?", (id,))
                self._provisions[id] = _load(Provision, rows[0][0]) if rows else None
            return self._provisions[id]

    def provisions(self, document: str, version: str) -> tuple[Provision, ...]:
        """The provisions of one version in reading order; empty where none is held."""
        key = (document, version)
        with self._lock:
            if key not in self._outlines:
                rows = self._query("select id, row from provision where document = ? and version = ? order by place", key)
                self._outlines[key] = tuple(self._keep(id, row) for id, row in rows)
            return self._outlines[key]

    def all_provisions(self) -> tuple[Provision, ...]:
        """Every provision, documents in the order of the corpus, each in reading order."""
        with self._lock:
            if self._all is None:
                rows = self._query("select id, row from provision order by place")
                self._all = tuple(self._keep(id, row) for id, row in rows)
            return self._all

    def referring(self, id: str) -> tuple[Provision, ...]:
        """The provisions that refer to a provision (or, for a document's id, to a part of it that is not held)."""
        with self._lock:
            rows = self._query(
                "select id, row from provision where place in (select place from reference where target = ?) order by place",
                (id,),
            )
            return tuple(self._keep(one, row) for one, row in rows)

    def definitions(self) -> tuple[Definition, ...]:
        """The terms and abbreviations that documents introduce."""
        return self._definitions

    def forms(self) -> tuple[CitationForm, ...]:
        """How this corpus's law is cited."""
        return self._forms

    def tiers(self) -> tuple[tuple[str, ...], ...]:
        """The tiers, highest rank first; those in one tuple have one rank."""
        return self._tiers

    def extra(self, name: str) -> str | None:
        """A side text by name, as the build gave it, or None."""
        rows = self._query("select body from extra where name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def counts(self) -> dict[str, int]:
        """How many documents and provisions are held."""
        return {"documents": len(self._documents), "provisions": int(self._query("select count(*) from provision")[0][0])}

    def close(self) -> None:
        """Closes the file; what was read stays usable."""
        with self._lock:
            self._db.close()

    def _keep(self, id: str, row: str) -> Provision:
        held = self._provisions.get(id)
        if held is None:
            held = self._provisions[id] = _load(Provision, row)
        return held

    def _listed(self, kind: str, record: type[Record]) -> tuple[Record, ...]:
        return tuple(_load(record, row) for row in self._rows_of(kind))

    def _rows_of(self, kind: str) -> Iterable[str]:
        return (row for (row,) in self._query("select row from listed where kind = ? order by place", (kind,)))

    def _query(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()


def _provision_rows(provisions: Sequence[Provision]) -> Iterable[tuple[int, str, str, str, str]]:
    return ((place, one.id, one.document, one.version, _dump(one)) for place, one in enumerate(provisions))


def _dump(record: Any) -> str:
    return json.dumps(pack(record), ensure_ascii=False, separators=(",", ":"))


def _load(kind: type[Record], row: str) -> Record:
    return unpack(kind, json.loads(row))
