"""`corpus.toml` and the files it names, read and checked: every error names the entry and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant import citations
from assistant.errors import CorpusError
from assistant.records import Bearer, CitationForm, Document, Pairing, Version, View
from ingest.clean import clean_markdown, clean_text

READERS = {".txt": clean_text, ".md": clean_markdown, ".markdown": clean_markdown, "": clean_text}
FILE = "corpus.toml"
KEYS = {
    "corpus": {"tiers", "citation", "document", "thesaurus", "comments", "bearer", "view", "crosswalk"},
    "citation": {"code", "also", "section", "bare", "document", "address", "pinpoint"},
    "document": {"id", "title", "short", "tier", "text_status", "file", "source", "cite", "note", "advisory", "version"},
    "version": {"id", "file", "effective", "superseded", "current", "held", "not_seen", "note"},
    "bearer": {"name", "also", "within", "thing"},
    "view": {"id", "title", "words", "bearers"},
    "crosswalk": {"id", "title", "higher", "list", "lower"},
}
ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus folder as read: its documents, the canonical text of each version held, and how its law is cited."""

    tiers: tuple[tuple[str, ...], ...]
    forms: tuple[CitationForm, ...]
    documents: tuple[Document, ...]
    texts: Mapping[tuple[str, str], str]
    thesaurus: tuple[tuple[str, ...], ...] = ()
    comments: tuple[str, ...] = ()
    bearers: tuple[Bearer, ...] = ()
    views: tuple[View, ...] = ()
    pairings: tuple[Pairing, ...] = ()


def read(folder: Path) -> Corpus:
    """The corpus in `folder`; a `CorpusError` of one line where something in it cannot be used."""
    path = folder / FILE
    if not path.is_file():
        raise CorpusError(f"{path}: there is no such file; point PINPOINT_CORPUS at a folder that has a {FILE}")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: not readable as TOML: {error}; correct it there") from error
    _known(data, "corpus", str(path))
    tiers = _tiers(data, path)
    forms = tuple(_form(entry, at, path) for at, entry in enumerate(_tables(data, "citation", path), start=1))
    documents: list[Document] = []
    texts: dict[tuple[str, str], str] = {}
    for at, entry in enumerate(_tables(data, "document", path), start=1):
        document = _document(entry, at, tiers, path)
        if any(document.id == other.id for other in documents):
            raise _error(path, _name(entry, at), "id", f"{document.id!r} is used twice; give each document its own")
        documents.append(document)
        held = (version for version in document.versions if version.file)
        texts.update({(document.id, version.id): _text(folder, document, version, path) for version in held})
    if not documents:
        raise CorpusError(f"{path}: no [[document]] entry; add one for each file")
    thesaurus = _thesaurus(data, folder, path)
    return Corpus(
        tiers=tiers, forms=forms, documents=tuple(documents), texts=texts, thesaurus=thesaurus,
        comments=_list(data, "comments", "the file", path),
        bearers=tuple(_bearer(entry, at, path) for at, entry in enumerate(_tables(data, "bearer", path), start=1)),
        views=tuple(_view(entry, at, path) for at, entry in enumerate(_tables(data, "view", path), start=1)),
        pairings=tuple(
            _pairing(entry, at, documents, path) for at, entry in enumerate(_tables(data, "crosswalk", path), start=1)
        ),
    )  # fmt: skip


def note_test(forms: tuple[CitationForm, ...]) -> Any:
    """The test by which the outline knows an authority note in documents of this corpus."""
    return lambda line: citations.is_only_citations(line, forms)


def _error(path: Path, entry: str, key: str, what: str) -> CorpusError:
    return CorpusError(f"{path}: {entry}, key {key!r}: {what}")


def _name(entry: Mapping[str, Any], at: int) -> str:
    return f"document {entry['id']!r}" if isinstance(entry.get("id"), str) else f"document number {at}"


def _known(entry: Mapping[str, Any], kind: str, where: str) -> None:
    for key in entry:
        if key not in KEYS[kind]:
            raise CorpusError(f"{where}: key {key!r}: no such key; known are {', '.join(sorted(KEYS[kind]))}")


def _tables(data: Mapping[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    entries = data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CorpusError(f"{path}: key {key!r}: must be written as [[{key}]] entries")
    return entries


def _string(entry: Mapping[str, Any], key: str, where: str, path: Path, default: str | None = None) -> str:
    value = entry.get(key, default)
    if value is None:
        raise _error(path, where, key, "is missing; add it")
    if not isinstance(value, str):
        raise _error(path, where, key, f"must be text in quotes, not {value!r}")
    return value


def _choice(entry: Mapping[str, Any], key: str, where: str, path: Path, choices: tuple[str, ...], default: str) -> Any:
    value = _string(entry, key, where, path, default)
    if value not in choices:
        raise _error(path, where, key, f"{value!r} is not one of {', '.join(repr(c) for c in choices)}")
    return value


def _date(entry: Mapping[str, Any], key: str, where: str, path: Path) -> date | None:
    value = entry.get(key)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise _error(path, where, key, f"{value!r} is not a date; write it as 2024-05-01") from None
    if isinstance(value, datetime):
        value = value.date()
    if value is not None and not isinstance(value, date):
        raise _error(path, where, key, f"{value!r} is not a date; write it as 2024-05-01")
    return value


def _names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _list(entry: Mapping[str, Any], key: str, where: str, path: Path) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not _names(value):
        raise _error(path, where, key, "must be a list of words in quotes")
    return tuple(value)


def _bearer(entry: Mapping[str, Any], at: int, path: Path) -> Bearer:
    where = f"bearer {entry.get('name', at)!r}"
    _known(entry, "bearer", f"{path}: {where}")
    thing = entry.get("thing", False)
    if not isinstance(thing, bool):
        raise _error(path, where, "thing", f"must be true or false, not {thing!r}")
    return Bearer(
        name=_string(entry, "name", where, path), also=_list(entry, "also", where, path),
        within=_string(entry, "within", where, path, ""), thing=thing,
    )  # fmt: skip


def _view(entry: Mapping[str, Any], at: int, path: Path) -> View:
    where = f"view {entry.get('id', at)!r}"
    _known(entry, "view", f"{path}: {where}")
    return View(
        id=_string(entry, "id", where, path), title=_string(entry, "title", where, path),
        words=_list(entry, "words", where, path), bearers=_list(entry, "bearers", where, path),
    )  # fmt: skip


def _pairing(entry: Mapping[str, Any], at: int, documents: Sequence[Document], path: Path) -> Pairing:
    where = f"crosswalk {entry.get('id', at)!r}"
    _known(entry, "crosswalk", f"{path}: {where}")
    found = Pairing(**{key: _string(entry, key, where, path) for key in sorted(KEYS["crosswalk"])})
    for key, id_ in (("higher", found.higher), ("lower", found.lower)):
        if not any(document.id == id_ for document in documents):
            raise _error(path, where, key, f"{id_!r} is no document of this corpus; use the id of one")
    return found


def _tiers(data: Mapping[str, Any], path: Path) -> tuple[tuple[str, ...], ...]:
    tiers = data.get("tiers")
    if not tiers or not isinstance(tiers, list) or not all(_names(rank) for rank in tiers):
        raise CorpusError(f'{path}: key \'tiers\': must list the tiers, highest first: tiers = [["statute"], ["policy"]]')
    return tuple(tuple(rank) for rank in tiers)


def _form(entry: Mapping[str, Any], at: int, path: Path) -> CitationForm:
    where = f"citation {entry.get('code', at)!r}"
    _known(entry, "citation", f"{path}: {where}")
    section = _string(entry, "section", where, path)
    try:
        re.compile(section)
    except re.error as error:
        raise _error(path, where, "section", f"not a regular expression: {error}") from error
    also = entry.get("also", [])
    if not _names(also):
        raise _error(path, where, "also", "must be a list of names in quotes")
    if not isinstance(entry.get("bare", False), bool):
        raise _error(path, where, "bare", "must be true or false")
    return CitationForm(
        code=_string(entry, "code", where, path), also=tuple(also), section=section, bare=entry.get("bare", False),
        document=_string(entry, "document", where, path, ""), address=_string(entry, "address", where, path, ""),
        pinpoint=_choice(entry, "pinpoint", where, path, ("(2)(a)", "B.2"), "(2)(a)"),
    )  # fmt: skip


def _document(entry: Mapping[str, Any], at: int, tiers: tuple[tuple[str, ...], ...], path: Path) -> Document:
    where = _name(entry, at)
    _known(entry, "document", f"{path}: {where}")
    id_ = _string(entry, "id", where, path)
    if not ID.fullmatch(id_):
        raise _error(path, where, "id", f"{id_!r} must be lower-case letters, digits, '.', '_' and '-'")
    tier = _string(entry, "tier", where, path)
    rank = next((at for at, names in enumerate(tiers) if tier in names), None)
    if rank is None:
        known = ", ".join(name for names in tiers for name in names)
        raise _error(path, where, "tier", f"{tier!r} is not among the tiers ({known}); use one of them or add it there")
    title = _string(entry, "title", where, path)
    return Document(
        id=id_, title=title, short=_string(entry, "short", where, path, title), tier=tier, rank=rank,
        text_status=_choice(entry, "text_status", where, path, ("verbatim", "summary"), "verbatim"),
        source=_string(entry, "source", where, path, ""), cite=_string(entry, "cite", where, path, ""),
        note=_string(entry, "note", where, path, ""), advisory=_string(entry, "advisory", where, path, ""),
        versions=_in_order(tuple(_versions(entry, where, path))),
    )  # fmt: skip


def _versions(entry: Mapping[str, Any], where: str, path: Path) -> Iterator[Version]:
    entries = _tables(entry, "version", path) or [{"id": "1"}]
    shared, seen = _string(entry, "file", where, path, ""), set()
    for at, version in enumerate(entries, start=1):
        named = f"{where}, version {version.get('id', at)!r}"
        _known(version, "version", f"{path}: {named}")
        id_ = _string(version, "id", named, path, str(at))
        if id_ in seen:
            raise _error(path, where, "version.id", f"{id_!r} is used twice; give each version its own")
        seen.add(id_)
        held = _choice(version, "held", named, path, ("whole", "part", "status"), "whole")
        file = _string(version, "file", named, path, shared if len(entries) == 1 else "")
        if not file and held != "status":
            raise _error(path, named, "file", 'is missing; name the file of its text, or set held = "status"')
        effective, superseded = _date(version, "effective", named, path), _date(version, "superseded", named, path)
        if effective and superseded and superseded < effective:
            raise _error(path, named, "superseded", f"{superseded} lies before effective {effective}")
        not_seen = version.get("not_seen", [])
        if not _names(not_seen):
            raise _error(path, named, "not_seen", 'must be a list of pinpoints such as "(2)(a)"')
        yield Version(
            id=id_, file=file if held != "status" else "", effective=effective, superseded=superseded,
            current=_choice(version, "current", named, path, ("", "unknown"), ""), held=held,
            not_seen=tuple(citations.pins(pin) for pin in not_seen), note=_string(version, "note", named, path, ""),
        )  # fmt: skip


def _in_order(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Versions are listed oldest first: one without an end has ended where the next one begins, even on a day not known."""
    out = []
    for version, following in zip(versions, (*versions[1:], None), strict=True):
        if following is not None and version.superseded is None and not _earlier(following, version):
            known = following.effective
            version = replace(version, superseded=known) if known else replace(version, followed=True)
        out.append(version)
    return tuple(out)


def _earlier(one: Version, other: Version) -> bool:
    return bool(one.effective and other.effective and one.effective < other.effective)


def _text(folder: Path, document: Document, version: Version, path: Path) -> str:
    where = f"document {document.id!r}"
    file = folder / version.file
    if folder.resolve() not in file.resolve().parents:
        raise _error(path, where, "file", f"{version.file!r} lies outside the corpus folder; move it inside")
    if not file.is_file():
        raise _error(path, where, "file", f"{version.file!r} does not exist in {folder}; add the file or correct the name")
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise _error(path, where, "file", f"{version.file!r}: no reader for {file.suffix!r}; known are .txt and .md")
    try:
        text = reader(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        what = f"{version.file!r} is not UTF-8 at byte {error.start}; save it as UTF-8"
        raise _error(path, where, "file", what) from error
    if not text.strip():
        raise _error(path, where, "file", f"{version.file!r} is empty; put the document's text in it")
    return text


def _thesaurus(data: Mapping[str, Any], folder: Path, path: Path) -> tuple[tuple[str, ...], ...]:
    """Groups of everyday words that mean the same, one group a line, from the file that `thesaurus` names."""
    name = data.get("thesaurus", "")
    if not name:
        return ()
    file = folder / str(name)
    if not file.is_file():
        raise CorpusError(f"{path}: key 'thesaurus': {name!r} does not exist in {folder}; add the file or remove the key")
    rows = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(tuple(word.strip().lower() for word in row.split(",") if word.strip()) for row in rows if row)
