"""Sentences of a text, as spans."""

from __future__ import annotations

from assistant import patterns as P


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each sentence of `text[start:end]`, offsets in `text`, white space between them left out."""
    end = len(text) if end is None else end
    found, at = [], start
    for match in P.SENTENCE_END.finditer(text, start, end):
        if P.ABBREVIATED.search(text[at : match.start() + 1]):
            continue
        found.append(_trimmed(text, at, match.end()))
        at = match.end()
    if text[at:end].strip():
        found.append(_trimmed(text, at, end))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
