"""What the screen shows of an answer, worked out from the records; nothing is decided here, only chosen and worded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Answer, AnswerStatus, Citation, Document, InForce, Version
from ui.wording import Wording

FIRST_WORDS = 96  # characters of a quote on its row


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a passage's words are worth: tier by name and rank (0 the highest), state in words, summary or not, where from.

    `address` is empty unless `source` is a web address.
    """

    tier: str
    rank: int
    state: str
    summary: bool
    source: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One citation as a row; `number` is 0 for a passage that is only close."""

    number: int
    provision: str
    label: str
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement with the marks ("[1][3]") of what it rests on."""

    text: str
    marks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice: its word, its sentence, its marks."""

    word: str
    text: str
    marks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """An answer as drawn, top to bottom; `band` is the word above a partial answer, empty otherwise."""

    status: AnswerStatus
    searched: str
    band: str
    said: tuple[Said, ...]
    rows: tuple[Row, ...]
    notices: tuple[Told, ...]
    closest: tuple[Row, ...]
    follow_ups: tuple[str, ...]


def answer_view(answer: Answer, documents: Sequence[Document], words: Wording) -> AnswerView:
    """`answer` as it is drawn; `documents` give ranks and dates."""
    held = {document.id: document for document in documents}
    said = tuple(Said(text=s.text, marks=marks(s.citations, s.text)) for s in answer.statements)
    if answer.status == "not_found" or not said:
        said = (Said(text=answer.text, marks=""),)
    return AnswerView(
        status=answer.status,
        searched=answer.asked_as if _differs(answer.asked_as, answer.question) else "",
        band=words.partial_band if answer.status == "partial" and not _starts(said[0].text, words.partial_band) else "",
        said=said,
        rows=tuple(_row(c, c.number, held, words) for c in answer.citations),
        notices=tuple(
            Told(word=words.notices[n.kind], text=n.text, marks=marks(n.citations, n.text)) for n in answer.notices
        ),
        closest=tuple(_row(c, 0, held, words) for c in answer.closest),
        follow_ups=answer.follow_ups,
    )


def marks(numbers: Sequence[int], text: str = "") -> str:
    """Citation marks for `numbers`, without those that `text` carries already."""
    return "".join(mark for number in numbers if (mark := f"[{number}]") not in text)


def first_words(text: str, limit: int = FIRST_WORDS) -> str:
    """The beginning of `text` on one line, cut between words to at most `limit` characters before the ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head, _, _ = line[: limit + 1].rpartition(" ")
    return (head or line[:limit]).rstrip(" ,;:") + "…"


def standing(document: Document | None, version: str, in_force: InForce, words: Wording) -> Standing:
    """The standing of a passage in `version` of `document`; all but the state is empty when the document isn't held."""
    if document is None:
        return Standing(tier="", rank=0, state=words.states[in_force], summary=False, source="", address="")
    dates = next((v for v in document.versions if v.id == version), None)
    return Standing(
        tier=document.tier,
        rank=document.rank,
        state=state_words(in_force, dates, words),
        summary=document.text_status == "summary",
        source=document.source,
        address=web_address(document.source),
    )


def state_words(in_force: InForce, version: Version | None, words: Wording) -> str:
    """An in-force state in words, with the day where the version gives one."""
    if version is not None and in_force == "superseded" and version.superseded:
        return words.fill(words.state_superseded_on, day=version.superseded)
    if version is not None and in_force == "in force" and version.effective:
        return words.fill(words.state_since, day=version.effective)
    if version is not None and in_force == "not yet in force" and version.effective:
        return words.fill(words.state_from, day=version.effective)
    return words.states[in_force]


def web_address(source: str) -> str:
    """`source` if it is one plain web address, else nothing."""
    plain = source.startswith(("https://", "http://")) and not any(c.isspace() or c in "\"'<>`" for c in source)
    return source if plain else ""


def copy_text(answer: Answer, documents: Sequence[Document], words: Wording) -> str:
    """The answer as plain text to paste: question, statements with marks, each citation with its standing and quote."""
    view = answer_view(answer, documents, words)
    band = f"{view.band}:" if view.band else ""
    statements = [f"{s.text} {s.marks}".rstrip() for s in view.said]
    notices = [f"{n.word}: {n.text} {n.marks}".rstrip() for n in view.notices]
    cited = [_copied(c, row, words) for c, row in zip(answer.citations, view.rows, strict=True)]
    closest = [words.closest_heading + ":"] if view.closest else []
    closest += [_copied(c, row, words) for c, row in zip(answer.closest, view.closest, strict=True)]
    parts = [[answer.question], [band] if band else [], statements, cited, closest, notices, [words.footer]]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _copied(citation: Citation, row: Row, words: Wording) -> str:
    mark = f"[{row.number}] " if row.number else ""
    about = [row.standing.tier, row.standing.state, words.summary if row.standing.summary else ""]
    lead_in = f"{citation.lead_in} … " if citation.lead_in else ""
    quote = f"{lead_in}{citation.quote}" if row.standing.summary else f"“{lead_in}{citation.quote}”"
    return f"{mark}{row.label} ({'; '.join(a for a in about if a)}): {quote}" + (
        f" {row.standing.source}" if row.standing.source else ""
    )


def _row(citation: Citation, number: int, held: dict[str, Document], words: Wording) -> Row:
    document = held.get(citation.document)
    base = standing(document, citation.version, citation.in_force, words)
    return Row(
        number=number,
        provision=citation.provision,
        label=citation.label,
        words=first_words(citation.quote),
        standing=Standing(
            tier=citation.tier,
            rank=base.rank,
            state=base.state,
            summary=citation.text_status == "summary",
            source=citation.source,
            address=web_address(citation.source),
        ),
    )


def _differs(one: str, other: str) -> bool:
    return bool(one.strip()) and " ".join(one.split()) != " ".join(other.split())


def _starts(text: str, band: str) -> bool:
    return text.casefold().startswith(band.casefold())
