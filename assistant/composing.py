"""From a verified draft to the answer: numbered citations, statements in the documents' words, status, notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import notices, wording
from assistant.deferral import doubtful, hands_on
from assistant.drafting import Draft, Piece, standing
from assistant.followups import follow_ups
from assistant.held import Held
from assistant.records import Answer, AnswerStatus, Citation, Notice, Provision, Statement
from assistant.retrieval import Retrieval

Statements = tuple[tuple[Piece, ...], ...]

NEARLY_AS_GOOD = 0.9
OF_THE_SAME = 0.6
RESTS_ON_IT = 0.4


def compose(retrieval: Retrieval, draft: Draft, seconds: float) -> Answer:
    """The answer. What is quoted is exactly the span; numbers follow first use."""
    held, words = retrieval.held, wording.load()
    missing = notices.missing_place(retrieval)
    if not draft.statements:
        closest = tuple(citation(at, piece, retrieval) for at, piece in enumerate(draft.closest, start=1))
        text = words.say("answer", "not_found")
        told = (*missing, *notices.of_closest(closest))
        return _answer(retrieval, "not_found", text, (), (), closest, told, seconds)
    ordered = _standing_first(retrieval, draft.statements)
    pieces = [piece for statement in ordered for piece in statement]
    unique = list(dict.fromkeys((p.provision.id, p.start, p.end) for p in pieces))
    numbers = {key: at for at, key in enumerate(unique, start=1)}
    by_key = {(p.provision.id, p.start, p.end): p for p in pieces}
    cited = tuple(citation(numbers[key], by_key[key], retrieval) for key in unique)
    placed = retrieval.query.asked.kind == "place" or retrieval.named is not None
    written = [_written(statement, numbers, held, placed) for statement in ordered]
    statements = tuple(s for s, _ in written)
    text = "\n\n".join(marked for _, marked in written)
    told = (*missing, *notices.notices(retrieval, ordered, cited))
    status = _status(retrieval, ordered)
    if status == "partial":
        told = (*told, Notice(kind="advisory", text=words.say("notices", "ask_whom"), citations=()))
    return _answer(retrieval, status, text, statements, cited, (), told, seconds)


def _answer(
    retrieval: Retrieval,
    status: AnswerStatus,
    text: str,
    statements: tuple[Statement, ...],
    citations: tuple[Citation, ...],
    closest: tuple[Citation, ...],
    told: Sequence[Notice],
    seconds: float,
) -> Answer:
    question = retrieval.question
    return Answer(
        id=question.id,
        question=question.text,
        asked_as=retrieval.query.text,
        status=status,
        text=text,
        statements=statements,
        citations=citations,
        closest=closest,
        notices=tuple(dict.fromkeys(told)),
        follow_ups=follow_ups(retrieval, [c.provision for c in citations]),
        index=retrieval.held.index.id,
        seconds=round(seconds, 4),
    )


def citation(number: int, piece: Piece, retrieval: Retrieval) -> Citation:
    """The citation of one piece."""
    held, provision = retrieval.held, piece.provision
    document = held.places.documents[provision.document]
    text = held.index.store.text(provision.document, provision.version)
    return Citation(
        number=number,
        provision=provision.id,
        document=provision.document,
        version=provision.version,
        title=document.title,
        tier=document.tier,
        label=provision.label,
        lead_in=" ".join(text[s:e] for s, e in provision.lead_in),
        authority=text[slice(*provision.note)] if provision.note else "",
        quote=text[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
        text_status=document.text_status,
        in_force=held.state(provision, retrieval.day),
        source=document.source,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a statement: what stands before the quote, the quote, its number."""

    before: str
    quote: str
    number: int


def _written(
    statement: tuple[Piece, ...], numbers: dict[tuple[str, int, int], int], held: Held, placed: bool
) -> tuple[Statement, str]:
    """A statement, and the same with its [1] marks: the lead-in once, then each piece with its printed marker."""
    first = statement[0].provision
    text = held.index.store.text(first.document, first.version)
    lead = " ".join(text[s:e] for s, e in first.lead_in)
    lines = []
    for piece in statement:
        key = (piece.provision.id, piece.start, piece.end)
        quote = held.index.store.text(piece.provision.document, piece.provision.version)[piece.start : piece.end]
        depth = len(piece.provision.lead_in) - len(first.lead_in)
        marker = f"{'  ' * depth}{piece.provision.marker} " if len(statement) > 1 and piece.provision.marker else ""
        lines.append(_Line(marker, quote, numbers[key]))
    head = wording.load().say("answer", "where", label=first.label) + " " if placed and len(statement) == 1 else ""
    opening = f"{head}{lead}" if lead else head.rstrip()
    joint = "\n" if len(statement) > 1 else " "
    plain = joint.join([*([opening] if opening else []), *(line.before + line.quote for line in lines)])
    marked = joint.join([*([opening] if opening else []), *(f"{line.before}{line.quote} [{line.number}]" for line in lines)])
    return Statement(text=plain, citations=tuple(line.number for line in lines)), marked


def _standing_first(retrieval: Retrieval, statements: Statements) -> Statements:
    """The statements with one that stands first, where the one that was first hands on or is doubtful, and that one is near
    enough; text of another day is then left out, since it is never set beside the law of the day. Who names such a day means
    its text."""
    if (
        retrieval.named is not None
        or not statements
        or not _weak(retrieval, statements[0])
        or retrieval.query.asked.other_day
    ):
        return statements
    score = {hit.provision.id: hit.score for hit in retrieval.hits}
    best = [max(score.get(piece.provision.id, 0.0) for piece in statement) for statement in statements]
    for at, statement in enumerate(statements):
        if best[at] >= _near(retrieval, statement, statements[0]) * best[0] > 0 and not _weak(retrieval, statement):
            return standing((statement, *statements[:at], *statements[at + 1 :]), retrieval)
    return statements


def _near(retrieval: Retrieval, statement: tuple[Piece, ...], first: tuple[Piece, ...]) -> float:
    """The share of the first one's score from which a statement that stands goes before it: less where it is of the same
    document, and least where another document cites the first one's for it."""
    section = first[0].provision.document
    if any(piece.provision.document == section for piece in statement):
        return OF_THE_SAME
    whole = retrieval.query.asked.whole
    rests = any(section in retrieval.held.cited_by(piece.provision) for piece in statement)
    return RESTS_ON_IT if rests and not whole else NEARLY_AS_GOOD


def _weak(retrieval: Retrieval, statement: tuple[Piece, ...]) -> bool:
    """Whether the nearest that a statement quotes hands its subject on, or all of it is old, coming or doubtful law."""

    def stands(provision: Provision) -> bool:
        coming = retrieval.held.state(provision, retrieval.day) == "not yet in force"
        return not coming and not doubtful(provision, retrieval)

    score = {hit.provision.id: hit.score for hit in retrieval.hits}
    nearest = max(statement, key=lambda piece: score.get(piece.provision.id, 0.0))
    return hands_on(nearest, retrieval) or not any(stands(piece.provision) for piece in statement)


def _status(retrieval: Retrieval, statements: Statements) -> AnswerStatus:
    """`partial` where what answers first hands the subject on, is old or doubtful law, or a part of what was named."""
    place = retrieval.named
    if place is not None and (place.status_only or place.part):
        return "partial"
    return "partial" if _weak(retrieval, statements[0]) else "answered"
