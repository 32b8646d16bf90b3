"""Builders for tests of the outline: a text read as a document, and its shape as lines to compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant import citations
from assistant.records import CitationForm, Document, Provision, Version
from ingest.clean import clean_markdown, clean_text
from ingest.provisions import Outline, outline
from ingest.reading import Reading, read_all

ROOT = Path(__file__).parent.parent
SHIPPED, TOWN, TINY = ROOT / "corpus", ROOT / "tests" / "corpora" / "town", ROOT / "tests" / "corpora" / "tiny"
DAY = date(2025, 6, 1)
FORMS = (CitationForm(code="City Code", section=r"\d+\.\d{2}\.\d{3}", bare=True, document="noise", pinpoint="B.2"),)


def read(raw: str, markdown: bool = False, title: str = "Doc", cite: str = "", held: str = "whole") -> tuple[str, Outline]:
    """The canonical text of a document called "Doc" and its outline; City Code sections are its authority notes."""
    text = (clean_markdown if markdown else clean_text)(raw)
    document = Document(id="d", title=title, short="Doc", tier="t", rank=0, cite=cite)
    version = Version(id="1", held=held)  # type: ignore[arg-type]
    return text, outline(document, version, text, lambda line: citations.is_only_citations(line, FORMS))


def shape(raw: str, **how: object) -> list[str]:
    """One line a provision: its path, and its first two words."""
    text, read_ = read(raw, **how)  # type: ignore[arg-type]
    return [f"{'/'.join(p.path)}: {' '.join(text[p.start : p.end].split()[:2])}" for p in read_.provisions]


def readings() -> Iterator[tuple[str, Reading]]:
    for folder in (SHIPPED, TOWN, TINY):
        yield folder.name, read_all(folder, DAY)


def drawn(reading: Reading, document: str) -> str:
    """The outline of a document's versions as a text to review by eye: every provision with all that hangs on it."""
    return "\n".join(
        _drawn(p, reading.corpus.texts[p.document, p.version]) for p in reading.provisions if p.document == document
    )


def _drawn(provision: Provision, text: str) -> str:
    lines = [provision.id, f"    label      {provision.label}"]
    kind = f"{provision.kind} {provision.marker}".strip()
    lines.append(f"    {kind:<10} {' '.join(text[provision.start : provision.end].split())}")
    lines += [f"    lead-in    {text[s:e]}" for s, e in provision.lead_in]
    lines += [f"    authority  {text[slice(*provision.note)]}"] if provision.note else []
    lines += [f"    gap        {text[s:e]}" for s, e in provision.placeholders]
    lines += [f"    reference  {text[r.start : r.end]} -> {r.resolution} {r.target}".rstrip() for r in provision.references]
    return "\n".join(lines) + "\n"
