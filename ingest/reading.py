"""A corpus folder read end to end: every version's provisions, the terms they introduce, what was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.records import Definition, Issue, Provision
from ingest import corpus as corpora
from ingest.corpus import Corpus
from ingest.definitions import definitions
from ingest.provisions import outline
from ingest.references import resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A corpus and what was read from it: the provisions of all versions in the corpus's order, references resolved."""

    corpus: Corpus
    provisions: tuple[Provision, ...]
    definitions: tuple[Definition, ...]
    issues: tuple[Issue, ...]


def read_all(folder: Path, day: date) -> Reading:
    """The reading of the corpus in `folder`, references resolved as of `day`; a `CorpusError` where it cannot be used."""
    return read_corpus(corpora.read(folder), day)


def read_corpus(corpus: Corpus, day: date) -> Reading:
    """The reading of a corpus whose texts are at hand; versions of which only the status is known have no provisions."""
    is_note = corpora.note_test(corpus.forms)
    provisions: list[Provision] = []
    issues: list[Issue] = []
    for document in corpus.documents:
        for version in document.versions:
            text = corpus.texts.get((document.id, version.id))
            if text is not None:
                outlined = outline(document, version, text, is_note)
                provisions.extend(outlined.provisions)
                issues.extend(outlined.issues)
    linked = resolved(provisions, corpus.documents, corpus.texts, corpus.forms, day)
    issues.extend(_dangling(linked, corpus))
    return Reading(
        corpus=corpus,
        provisions=linked,
        definitions=definitions(linked, corpus.texts),
        issues=tuple(issues),
    )


def _dangling(provisions: Sequence[Provision], corpus: Corpus) -> Iterator[Issue]:
    """An issue for each reference that leads to no held provision."""
    for provision in provisions:
        text = corpus.texts[provision.document, provision.version]
        for reference in provision.references:
            if reference.resolution != "held":
                yield Issue(
                    document=provision.document, version=provision.version, kind=reference.resolution,
                    start=reference.start, end=reference.end, text=text[reference.start : reference.end],
                )  # fmt: skip
