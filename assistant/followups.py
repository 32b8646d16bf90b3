"""Questions to ask next: about headings and terms that the documents hold, so that each is known to be answerable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import wording
from assistant.held import Held
from assistant.retrieval import Retrieval

MOST = 3


def follow_ups(retrieval: Retrieval, cited: Sequence[str]) -> tuple[str, ...]:
    """At most `MOST` questions on the surroundings of what was cited, or of what came closest."""
    held = retrieval.held
    near = [hit.provision.id for hit in retrieval.hits[:8]]
    seen = {held.provisions[held.position[id_]].headings for id_ in cited}
    found: list[str] = []
    for id_ in (*near, *cited):
        provision = held.provisions[held.position[id_]]
        question = heading_question(held, provision.document, provision.headings)
        if question and provision.headings not in seen:
            seen.add(provision.headings)
            found.append(question)
    return tuple(dict.fromkeys(found))[:MOST]


def heading_question(held: Held, document: str, headings: tuple[str, ...]) -> str:
    """The question about a heading of a document that gives its own text; "" for a summary, or text under no heading."""
    entry = held.places.documents[document]
    if not headings or entry.text_status != "verbatim":
        return ""
    return wording.load().say("follow_ups", "heading", short=entry.short, heading=headings[-1])


def examples(held: Held, most: int = 6) -> tuple[str, ...]:
    """Example questions over all documents, evenly drawn from their headings and the terms they define."""
    return tuple(dict.fromkeys(_drawn(held)))[:most]


def _drawn(held: Held) -> Iterator[str]:
    by_document: dict[str, list[tuple[str, ...]]] = {}
    for provision in held.provisions:
        headings = by_document.setdefault(provision.document, [])
        if provision.headings and provision.headings not in headings:
            headings.append(provision.headings)
    for definition in held.index.store.definitions():
        if definition.also:
            yield wording.load().say(
                "follow_ups", "term", term=f"{'an' if definition.term[0].lower() in 'aeiou' else 'a'} {definition.term}"
            )
            break
    for turn in range(max((len(h) for h in by_document.values()), default=0)):
        for document, headings in by_document.items():
            place = (turn * 5 + 2) % max(len(headings), 1)
            if turn < len(headings) and (question := heading_question(held, document, headings[place])):
                yield question
