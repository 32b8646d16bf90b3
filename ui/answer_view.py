"""What the screen shows of an answer, worked out from the records; nothing is decided here, only chosen and worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.records import Answer, AnswerStatus, Citation, Document, InForce, Notice, NoticeKind, Version
from ui.wording import Wording

FIRST_WORDS = 96  # characters of a quote on its row
SHORT = 32  # a quote below this many characters needs the end of its lead-in to be understood
GRAVE: frozenset[NoticeKind] = frozenset({"placeholder", "superseded", "not_held"})


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
    """One citation as a row; `number` is 0 for a passage that is only close.

    `alike` is true where it stands in the same text as the row before, so that its standing needn't be said again.
    """

    number: int
    provision: str
    label: str
    words: str
    standing: Standing
    alike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """A line of a statement: the words that lead in to a quote, a list's printed marker, the quote, its marks ("[1]").

    `depth` counts from 0 for the outermost items of a list; `marker` is empty outside lists.
    """

    lead: str = ""
    marker: str = ""
    text: str = ""
    marks: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement, line by line; joined they are its words with the mark of each quote behind it."""

    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice: its word, its sentence, its marks; `grave` where it tells of what is lacking.

    `addresses` are the official ones in its sentence.
    """

    word: str
    text: str
    marks: str
    addresses: tuple[str, ...] = ()
    grave: bool = False


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
    quotes = {c.number: c.quote for c in answer.citations}
    said = tuple(Said(lines=said_lines(s.text, s.citations, quotes)) for s in answer.statements)
    if answer.status == "not_found" or not said:
        said = (Said(lines=(SaidLine(text=answer.text),)),)
    rows = _rows(answer.citations, held, words)
    closest = _rows(answer.closest, held, words)
    telling = {r.number: r.standing.address for r in (*rows, *closest) if r.standing.summary and r.standing.address}
    addresses = tuple(dict.fromkeys(a for d in documents if (a := web_address(d.source))))
    return AnswerView(
        status=answer.status,
        searched=answer.asked_as if _differs(answer.asked_as, answer.question) else "",
        band=words.partial_band
        if answer.status == "partial" and not _starts(_first_words(said[0]), words.partial_band)
        else "",
        said=said,
        rows=rows,
        notices=tuple(_told(n, addresses, words) for n in answer.notices if not _worn(n, telling)),
        closest=tuple(replace(row, number=0) for row in closest),
        follow_ups=answer.follow_ups,
    )


def marks(numbers: Sequence[int], text: str = "") -> str:
    """Citation marks for `numbers`, without those that `text` carries already."""
    return "".join(mark for number in numbers if (mark := f"[{number}]") not in text)


def said_lines(text: str, numbers: Sequence[int], quotes: Mapping[int, str]) -> tuple[SaidLine, ...]:
    """A statement cut at its quotes, each with its mark behind it; in one line where they don't stand in it in order."""
    found: list[SaidLine] = []
    at = 0
    for number in numbers:
        quote = quotes.get(number, "")
        start = text.find(quote, at) if quote else -1
        if start < 0:
            return (SaidLine(text=text, marks=marks(numbers, text)),)
        lead, _, marker = text[at:start].rpartition("\n")
        in_list = len(numbers) > 1 and (bool(lead) or bool(found))
        if in_list and lead.strip():
            found.append(SaidLine(lead=lead.strip()))
        before = "" if in_list else text[at:start].strip()
        depth = (len(marker) - len(marker.lstrip())) // 2
        at = start + len(quote)
        found.append(
            SaidLine(
                lead=before,
                marker=marker.strip() if in_list else "",
                text=quote,
                marks=marks((number,), text),
                depth=depth if in_list else 0,
            )
        )
    return (*found, *((SaidLine(text=text[at:].strip()),) if text[at:].strip() else ()))


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
    statements = [_copied_line(line) for s in view.said for line in s.lines]
    notices = [f"{n.word}: {n.text} {n.marks}".rstrip() for n in view.notices]
    cited = [_copied(c, row, words) for c, row in zip(answer.citations, view.rows, strict=True)]
    closest = [words.closest_heading + ":"] if view.closest else []
    closest += [_copied(c, row, words) for c, row in zip(answer.closest, view.closest, strict=True)]
    parts = [[answer.question], [band] if band else [], statements, cited, closest, notices, [words.footer]]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _copied_line(line: SaidLine) -> str:
    parts = (line.lead, line.marker, line.text, line.marks)
    return "  " * line.depth + " ".join(part for part in parts if part)


def _copied(citation: Citation, row: Row, words: Wording) -> str:
    mark = f"[{row.number}] " if row.number else ""
    about = [row.standing.tier, row.standing.state, words.summary if row.standing.summary else ""]
    lead_in = f"{citation.lead_in} … " if citation.lead_in else ""
    quote = f"{lead_in}{citation.quote}" if row.standing.summary else f"“{lead_in}{citation.quote}”"
    return f"{mark}{row.label} ({'; '.join(a for a in about if a)}): {quote}" + (
        f" {row.standing.source}" if row.standing.source else ""
    )


def _rows(citations: Sequence[Citation], held: dict[str, Document], words: Wording) -> tuple[Row, ...]:
    rows = tuple(_row(c, held, words) for c in citations)
    places = [(c.document, c.version, row.standing) for c, row in zip(citations, rows, strict=True)]
    return tuple(replace(row, alike=n > 0 and places[n - 1] == places[n]) for n, row in enumerate(rows))


def _row(citation: Citation, held: dict[str, Document], words: Wording) -> Row:
    document = held.get(citation.document)
    base = standing(document, citation.version, citation.in_force, words)
    return Row(
        number=citation.number,
        provision=citation.provision,
        label=citation.label,
        words=row_words(citation.lead_in, citation.quote),
        standing=Standing(
            tier=citation.tier,
            rank=base.rank,
            state=base.state,
            summary=citation.text_status == "summary",
            source=citation.source,
            address=web_address(citation.source),
        ),
    )


def row_words(lead_in: str, quote: str) -> str:
    """The first words of a quote; of a short one behind the end of the words that lead in to it."""
    words = first_words(quote)
    if not lead_in or len(words) >= SHORT:
        return words
    line = " ".join(lead_in.split())
    if len(line) > FIRST_WORDS - SHORT:
        line = "…" + line[-(FIRST_WORDS - SHORT) :].partition(" ")[2]
    return f"{line} {words}"


def _worn(notice: Notice, telling: Mapping[int, str]) -> bool:
    """Whether a notice says no more than the rows it concerns, which all wear "summary" and the official address."""
    if notice.kind != "summary":
        return False
    if notice.citations:
        return all(number in telling for number in notice.citations)
    return any(address in notice.text for address in telling.values())


def _told(notice: Notice, addresses: Sequence[str], words: Wording) -> Told:
    return Told(
        word=words.notices[notice.kind],
        text=notice.text,
        marks=marks(notice.citations, notice.text),
        addresses=tuple(a for a in addresses if a in notice.text),
        grave=notice.kind in GRAVE,
    )


def _first_words(said: Said) -> str:
    return said.lines[0].lead or said.lines[0].text


def _differs(one: str, other: str) -> bool:
    return bool(one.strip()) and " ".join(one.split()) != " ".join(other.split())


def _starts(text: str, band: str) -> bool:
    return text.casefold().startswith(band.casefold())
