"""The terms and abbreviations that documents themselves introduce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant import patterns as P
from assistant.records import Definition, Provision

SMALL_WORDS = frozenset(("of", "and", "the", "for", "in", "to", "on"))


def definitions(provisions: Sequence[Provision], texts: Mapping[tuple[str, str], str]) -> tuple[Definition, ...]:
    """Every introduction of a term, in reading order; `also` holds its other names and its abbreviation."""
    found: list[Definition] = []
    for provision in provisions:
        own = texts[provision.document, provision.version][provision.start : provision.end]
        found.extend(_introduced(own, provision))
    return tuple(found)


def _introduced(own: str, provision: Provision) -> Iterator[Definition]:
    for match in P.DEFINED_TERM.finditer(own):
        also = (_plain(match["also"]),) if match["also"] else ()
        yield _definition(_plain(match["term"]), also, provision, match)
    if match := P.PLAIN_DEFINITION.match(own):
        yield _definition(_plain(match["term"]), (), provision, match)
    for match in P.ABBREVIATION.finditer(own):
        words = _spelled(match["words"], match["short"])
        if words:
            yield _definition(words, (match["short"],), provision, match)
    for match in P.HEREAFTER.finditer(own):
        yield _definition(match["words"].strip(), (_plain(match["short"]),), provision, match)


def _definition(term: str, also: tuple[str, ...], provision: Provision, match: re.Match[str]) -> Definition:
    return Definition(term=term, also=also, provision=provision.id, start=provision.start + match.start(), end=provision.start + match.end())


def _plain(words: str) -> str:
    return words.strip(" ,.;:")


def _spelled(words: str, short: str) -> str:
    """The last words before an abbreviation whose initials spell it, or ""."""
    tokens = list(re.finditer(r"[A-Za-z][\w’']*", words))
    letters = short.rstrip("s").lower()
    for at in range(len(tokens) - 1, -1, -1):
        tail = [token.group().lower() for token in tokens[at:]]
        heavy = [word for word in tail if word not in SMALL_WORDS]
        if letters in ("".join(w[0] for w in tail), "".join(w[0] for w in heavy)) and tail[0][0] == letters[0]:
            return words[tokens[at].start() :].strip()
    return ""
