"""The questions that a provision answers, by rule from bearer, modality, action, interval, lead-in and heading.

They are indexed beside the provision's own words: a question asked resembles a question more than it resembles a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.clauses import CAUSE, Clause, clauses
from assistant.passages import Passage
from assistant.records import Definition
from assistant.sentences import sentences

MOST = 14
LONGEST = 30
ASKING = {"must": "must", "must not": "may", "should": "should", "may": "may", "": "does"}
GERUND = re.compile(r"[A-Z]?[a-z]+ing\b")


def questions(passage: Passage, items: Sequence[str], terms: Sequence[Definition]) -> tuple[str, ...]:
    """At most `MOST` questions, the most telling first; `items` are the words of its list, `terms` what it defines."""
    found: list[str] = []
    for term in terms:
        found += [
            f"What is {_article(term.term)}?",
            f"What does {term.term} mean?",
            *(f"What does {name} stand for?" for name in term.also),
        ]
    lead = _last_lead(passage)
    if lead and passage.provision.kind in ("item", "bullet"):
        found.extend(_item(passage, lead))
    for clause in clauses(passage.own, lead):
        found.extend(_norm(clause, passage, bool(lead)))
    if items:
        found.extend(_list(passage, items))
    if CAUSE.search(passage.own) and passage.heading and not lead:
        found.append(f"What is the purpose of {passage.heading.lower()}?")
    return tuple(dict.fromkeys(_cut(question) for question in found))[:MOST]


def _last_lead(passage: Passage) -> str:
    """The innermost sentence that the provision completes."""
    spans = sentences(passage.lead_in)
    return passage.lead_in[spans[-1][0] :] if spans else ""


def _norm(clause: Clause, passage: Passage, completes: bool) -> Iterator[str]:
    bearer, action, ask = _plain(clause.bearer), _plain(clause.action), ASKING[clause.modality]
    acts = (
        not completes
        or bool(re.match(r"(?:[a-z]+\b(?<!ing)|at the|in )", action))
        and not action.startswith(("a ", "an ", "the ", "that "))
    )
    if clause.modality and bearer and action and acts:
        yield f"Who {ask} {action}?"
        yield f"{ask.capitalize()} {_lower(bearer)} {action}?"
        yield f"What {ask} {_lower(bearer)} do?"
        yield f"Is {_lower(bearer)} {'allowed' if clause.modality in ('may', 'must not') else 'required'} to {action}?"
    elif action and not completes:
        yield f"What about {_lower(action)}?"
    if clause.interval:
        yield f"How often {ask} {_lower(bearer) or passage.heading.lower()} {action}?"
    if clause.deadline:
        yield f"When {ask} {_lower(bearer) or passage.heading.lower()} {action}?"


def _list(passage: Passage, items: Sequence[str]) -> Iterator[str]:
    lead = _plain(passage.own[sentences(passage.own)[-1][0] :])
    listed = "; ".join(_plain(item) for item in items)
    for clause in clauses(lead):
        if clause.modality and clause.bearer:
            yield f"What {ASKING[clause.modality]} {_lower(_plain(clause.bearer))} {_plain(clause.action)}?"
    yield f"What are the {passage.heading.lower()}?" if passage.heading else f"{lead}: what?"
    yield f"Which of these: {listed}?"


def _item(passage: Passage, lead: str) -> Iterator[str]:
    own = _plain(passage.own)
    yield f"{_plain(lead)} {own}?"
    if passage.heading:
        yield f"{passage.heading}: {own}?"
    yield f"Who is responsible for {_lower(own)}?" if GERUND.match(own) else f"What about {_lower(own)}?"


def _plain(words: str) -> str:
    bare = re.sub(r"\s+", " ", re.sub(r"\([^)]*\d[^)]*\)", "", words))
    return re.sub(r"[\s;:,.]*(?:\b(?:and|or)\b[\s;:,.]*)?$", "", bare).strip(" ;:,.")


def _lower(words: str) -> str:
    """Words that begin inside a question: a capital only where the word has another."""
    first = words.split(" ")[0]
    return words if any(c.isupper() for c in first[1:]) else words[:1].lower() + words[1:]


def _article(term: str) -> str:
    return f"{'an' if term[:1].lower() in 'aeiou' else 'a'} {term}"


def _cut(question: str) -> str:
    words = question.split()
    return question if len(words) <= LONGEST else " ".join(words[:LONGEST]).rstrip(",;:") + "?"
