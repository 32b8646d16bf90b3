"""The report of `python -m ingest check`: for each version what was read from it, and what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.records import Issue, Provision
from ingest.reading import Reading

SAID = {
    "unplaced": "not understood, kept as a line",
    "duplicate": "label used before in its list",
    "numbering": "numbering leaps or repeats",
    "part not held": "reference to a part that is not held",
    "unresolved": "reference to what is not held",
    "placeholder": "placeholder",
}
KINDS = {
    "paragraph": "paragraphs",
    "item": "items",
    "bullet": "bullets",
    "title": "title lines",
    "unplaced": "unplaced lines",
}
SHOWN = 90  # characters of a line


def report(reading: Reading) -> str:
    """The report as text, one paragraph a version, the totals last."""
    provisions: dict[tuple[str, str], list[Provision]] = {}
    issues: dict[tuple[str, str], list[Issue]] = {}
    for provision in reading.provisions:
        provisions.setdefault((provision.document, provision.version), []).append(provision)
    for issue in reading.issues:
        issues.setdefault((issue.document, issue.version), []).append(issue)
    parts = []
    for document in reading.corpus.documents:
        for version in document.versions:
            key = (document.id, version.id)
            text = reading.corpus.texts.get(key)
            counts = _counts(provisions.get(key, []), text)
            lines = [f"{document.id}@{version.id}  {document.short}: {counts}"]
            lines += _lines(issues.get(key, []), text or "")
            parts.append("\n".join(lines))
    return "\n\n".join([*parts, _totals(reading)])


def _counts(provisions: Sequence[Provision], text: str | None) -> str:
    if text is None:
        return "only its status is known, no text"
    kinds: Counter[str] = Counter(provision.kind for provision in provisions)
    counted = [f"{kinds[kind]} {name}" for kind, name in KINDS.items() if kinds[kind]]
    references = [reference for provision in provisions for reference in provision.references]
    held = sum(reference.resolution == "held" for reference in references)
    if references:
        counted.append(f"{held} of {len(references)} references held")
    notes = len({provision.note for provision in provisions if provision.note})
    if notes:
        counted.append(f"{notes} authority notes")
    return f"{len(text)} characters, {', '.join(counted) or 'no provisions'}"


def _lines(issues: Sequence[Issue], text: str) -> Iterator[str]:
    for issue in sorted(issues, key=lambda i: (list(SAID).index(i.kind), i.start)):
        words = " ".join(issue.text.split())
        shown = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
        yield f"  line {text.count(chr(10), 0, issue.start) + 1}, at {issue.start}: {SAID[issue.kind]}: {shown}"


def _totals(reading: Reading) -> str:
    kinds: Counter[str] = Counter(issue.kind for issue in reading.issues)
    counted = [f"{kinds[kind]} × {said}" for kind, said in SAID.items() if kinds[kind]]
    versions = sum(len(document.versions) for document in reading.corpus.documents)
    return (
        f"{len(reading.corpus.documents)} documents, {versions} versions, {len(reading.corpus.texts)} of them with text, "
        f"{len(reading.provisions)} provisions, {len(reading.definitions)} definitions; "
        + ("; ".join(counted) if counted else "nothing to look at")
    )
