"""The terms and abbreviations that documents themselves introduce."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant import patterns as P
from assistant.records import Definition, Provision

SMALL_WORDS = frozenset(("of", "and", "the", "for", "in", "to", "on", "or", "a", "an"))
REACH = 120  # characters before a bracket in which an abbreviation's words are looked for


def definitions(provisions: Sequence[Provision], texts: Mapping[tuple[str, str], str]) -> tuple[Definition, ...]:
    """Every introduction of a term, in reading order; `also` holds its other names and its abbreviation."""
    found: list[Definition] = []
    for provision in provisions:
        own = texts[provision.document, provision.version][provision.start : provision.end]
        found.extend(sorted(_introduced(own, provision), key=lambda d: d.start))
    return tuple(found)


def _introduced(own: str, provision: Provision) -> Iterator[Definition]:
    if "“" in own or '"' in own:
        for match in P.DEFINED_TERM.finditer(own):
            names = [_plain(name) for name in P.QUOTED.findall(match["names"])]
            yield _definition(names[0], tuple(names[1:]), provision, match.start(), match.end())
        for match in P.HEREAFTER.finditer(own):
            name = P.NAME_BEFORE.search(own, max(0, match.start() - REACH), match.start())
            if name:
                yield _definition(name.group().strip(), (_plain(match["short"]),), provision, name.start(), match.end())
    if plain := P.PLAIN_DEFINITION.match(own):
        yield _definition(_plain(plain["term"]), (), provision, plain.start(), plain.end())
    for match in P.ABBREVIATION.finditer(own):
        start = _spelled(own, match.start(), match["short"])
        if start is not None:
            words = " ".join(own[start : match.start()].split()).strip('“”"‘’ ')
            yield _definition(words, (match["short"],), provision, start, match.end())


def _definition(term: str, also: tuple[str, ...], provision: Provision, start: int, end: int) -> Definition:
    return Definition(term=term, also=also, provision=provision.id, start=provision.start + start, end=provision.start + end)


def _plain(words: str) -> str:
    return words.strip(" ,.;:")


def _spelled(own: str, end: int, short: str) -> int | None:
    """Where the words that end at `end` begin whose initials spell an abbreviation, small words counted or not; or None."""
    begin = max(0, end - REACH)
    sentence = max((m.end() for m in P.CLAUSE_STOP.finditer(own, begin, end)), default=begin)
    tokens = list(P.WORD_OR_PART.finditer(own, sentence, end))
    letters = short.rstrip("s").lower() if len(short) > 2 else short.lower()
    for at in range(len(tokens) - 1, -1, -1):
        tail = [token.group().lower() for token in tokens[at:]]
        initials = {"".join(w[0] for w in tail), "".join(w[0] for w in tail if w not in SMALL_WORDS)}
        if letters in initials and tail[0][0] == letters[0]:
            return tokens[at].start()
    return None
