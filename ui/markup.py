"""HTML and labels from text that is data: every value is escaped here, once, and nowhere else is HTML put together."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from html import escape

from assistant.crosswalk import Beyond, Crosswalk, Quoted
from assistant.crosswalk import Row as CrosswalkRow
from assistant.quiz_taking import Graded
from ui.answer_view import AnswerView, Row, Said, SaidLine, Standing, Told
from ui.duties_view import DutyRow
from ui.quiz_view import Choice, ItemView
from ui.source_view import Line, Segment, SourceView, Way
from ui.wording import Wording

RANKS = 4  # marks there are for tiers; lower ones share the last
DEPTHS = 6


def plain_label(text: str) -> str:
    """`text` as a widget label that shows exactly these characters, though labels are read as Markdown.

    Every punctuation mark gets a backslash; a word joiner keeps "--" and "->" from turning into a dash and an arrow.
    """
    joined = re.sub(r"(?<=[-<>=~!])(?=[-<>=~!])", "\u2060", " ".join(text.split()))
    return "".join(f"\\{c}" if c in string.punctuation else c for c in joined)


def question(text: str, searched: str, words: Wording) -> str:
    """The question as asked, and what was searched for where that differs."""
    note = f'<p class="pp-quiet">{escape(words.fill(words.searched_for, words=searched))}</p>' if searched else ""
    return f'<h1 class="pp-question">{escape(text)}</h1>{note}'


def answer(view: AnswerView) -> str:
    """Band and statements, the one that answers first and larger."""
    band = f'<p class="pp-band">{escape(view.band)}</p>' if view.band else ""
    said = "".join(_said(s, first=place == 0) for place, s in enumerate(view.said))
    return f'<section class="pp-answer pp-{view.status.replace("_", "-")}">{band}{said}</section>'


def row(row: Row, current: bool, words: Wording) -> str:
    """A citation: mark, label, standing, first words of the quote."""
    mark = f'<span class="pp-number">[{row.number}]</span> ' if row.number else ""
    quote = escape(row.words) if row.standing.summary else f"“{escape(row.words)}”"
    return (
        f'<div class="pp-row{" pp-current" if current else ""}">'
        f'<p class="pp-label">{mark}{escape(row.label)}</p>{_meta(row.standing, words, brief=row.alike)}'
        f'<p class="pp-words">{quote}</p></div>'
    )


def row_name(row: Row) -> str:
    """A citation row's accessible name."""
    return plain_label(f"[{row.number}] {row.label}" if row.number else row.label)


def official(standing: Standing, words: Wording) -> str:
    """Where the official text of a summary stands; empty for a verbatim text."""
    return _source(standing, words) if standing.summary else ""


def notice(told: Told) -> str:
    """A notice: its word, then its sentence, in which official addresses are links."""
    marks = f' <span class="pp-number">{escape(told.marks)}</span>' if told.marks else ""
    text = "".join(_link(part) if part in told.addresses else escape(part) for part in _parted(told.text, told.addresses))
    return f'<p class="pp-notice"><strong>{escape(told.word)}</strong> {text}{marks}</p>'


def source_label(view: SourceView) -> str:
    """The label of an opened passage and the words it completes, which stay in sight."""
    lead_in = f'<p class="pp-lead-in">{escape(view.lead_in)}</p>' if view.lead_in else ""
    return f'<h2 class="pp-source-label">{escape(view.label)}</h2>{lead_in}'


def source_head(view: SourceView, words: Wording) -> str:
    """Title and standing of an opened passage's document, with where its text comes from."""
    return f'<p class="pp-quiet">{escape(view.title)}</p>{_meta(view.standing, words)}{_source(view.standing, words)}'


def text_lines(lines: Sequence[Line]) -> str:
    """A document's lines as print."""
    return f'<div class="pp-text">{"".join(_line(line) for line in lines)}</div>'


def way(way: Way) -> str:
    """A line that leads elsewhere, or only names what isn't held."""
    return f'<p class="pp-way pp-level-{min(way.level, DEPTHS)}">{escape(way.words)}</p>'


def document_row(title: str, standing: Standing, words: Wording) -> str:
    """A document in the list of those held."""
    return f'<div class="pp-row"><p class="pp-label">{escape(title)}</p>{_meta(standing, words)}</div>'


def duty_row(row: DutyRow, words: Wording) -> str:
    """An obligation: who and how strongly, what, when, with whom and if, its label and standing."""
    told = "".join(f'<p class="pp-quiet">{escape(name)}: {escape(said)}</p>' for name, said in row.told)
    force = f'<span class="pp-modality">{escape(row.modality)}</span>'
    return (
        f'<div class="pp-row"><p class="pp-label">{escape(row.who)} {force}</p>'
        f'<p class="pp-words">{escape(row.action)}</p>{told}'
        f'<p class="pp-meta">{escape(row.label)}</p>{_meta(row.standing, words)}</div>'
    )


def crosswalk(walk: Crosswalk, words: Wording) -> str:
    """Requirement at the left, one word, what the lower document says at the right; below, what only that one asks."""
    rows = "".join(_walk_row(row, words) for row in walk.rows)
    beyond = "".join(_beyond(one) for one in walk.beyond)
    moved = "".join(f'<p class="pp-notice">{escape(told)}</p>' for told in walk.moved)
    head = "".join(f"<th>{escape(h)}</th>" for h in (words.crosswalk_required, words.crosswalk_state, words.crosswalk_says))
    asks = "".join(f"<th>{escape(h)}</th>" for h in (words.crosswalk_lower, words.crosswalk_state, words.crosswalk_law))
    return (
        f'<h2 class="pp-heading">{escape(walk.higher.short)}: {escape(walk.lower.short)}</h2>'
        f'<table class="pp-walk"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{moved}'
        f'<h2 class="pp-heading">{escape(words.crosswalk_beyond)}</h2>'
        f'<table class="pp-walk"><thead><tr>{asks}</tr></thead><tbody>{beyond}</tbody></table>'
    )


def _walk_row(row: CrosswalkRow, words: Wording) -> str:
    required = _quote(row.required) if row.required else escape(words.crosswalk_unseen)
    said = "".join(_cited(one) for one in row.said) or "–"
    told = "".join(f'<p class="pp-quiet">{escape(one)}</p>' for one in row.differences)
    state = f'<td class="pp-state">{escape(row.status)}</td>'
    left = f'<td><p class="pp-label">{escape(row.label)}</p>{required}</td>'
    return f"<tr>{left}{state}<td>{said}{told}</td></tr>"


def _beyond(row: Beyond) -> str:
    one = row.obligation
    who = f"{one.borne_by} {one.modality} {one.action}"
    by = "".join(_cited(quoted) for quoted in row.by) or "–"
    left = f'<td><p class="pp-label">{escape(one.label)}</p><p class="pp-words">{escape(who)}</p></td>'
    return f'<tr>{left}<td class="pp-state">{escape(row.asked)}</td><td>{by}</td></tr>'


def _cited(one: Quoted) -> str:
    return f'<p class="pp-quiet">{escape(one.label)}</p>{_quote(one)}'


def _quote(one: Quoted) -> str:
    lead = f'<span class="pp-lead">{escape(one.lead_in)}</span> ' if one.lead_in else ""
    return f'<p class="pp-words">{lead}{escape(one.quote)}</p>'


def quiz_item(view: ItemView, words: Wording) -> str:
    """An item: number, question, choices with the right ones marked, answers, what they rest on."""
    choices = "".join(_quiz_choice(one, words) for one in view.choices)
    answers = "".join(f'<p class="pp-choice">{escape(one)}</p>' for one in view.answers)
    answers = f'<p class="pp-quiet">{escape(words.quiz_answer)}</p>{answers}' if answers else ""
    told = "".join(_told(label, said) for label, said in view.told)
    remark = f'<p class="pp-quiet">{escape(view.remark)}</p>' if view.remark else ""
    meta = f'<p class="pp-meta">{escape(view.meta)}</p>' if view.meta else ""
    changed = f'<p class="pp-notice">{escape(words.quiz_stale)}</p>' if view.stale else ""
    return (
        f'<div class="pp-item-box">{meta}'
        f'<p class="pp-stem">{view.number}. {escape(view.stem)}</p>{choices}{answers}{changed}{told}{remark}</div>'
    )


def _quiz_choice(one: Choice, words: Wording) -> str:
    letter = f"{escape(one.letter)}{'' if one.letter in ('', '–') else '.'} " if one.letter else ""
    mark = f' <strong class="pp-modality">{escape(words.quiz_right)}</strong>' if one.right else ""
    return f'<p class="pp-choice">{letter}{escape(one.words)}{mark}</p>'


def _told(label: str, said: str) -> str:
    return f'<p class="pp-quiet">{escape(label)}</p><p class="pp-words">{escape(said)}</p>'


def graded(number: int, done: Graded, words: Wording) -> str:
    """An answered item: what was given, whether it is right, what is, and where it stands."""
    verdict = words.quiz_judge if done.right is None else words.quiz_right if done.right else words.quiz_wrong
    given = "; ".join(done.given) or "–"
    told = "".join(_told(label, said) for label, said in done.item.explanation)
    told += f'<p class="pp-quiet">{escape(done.item.remark)}</p>' if done.item.remark else ""
    return (
        f'<div class="pp-item-box"><p class="pp-stem">{number}. {escape(done.item.stem)}</p>'
        f'<p class="pp-choice">{escape(words.quiz_given)}: {escape(given)} <strong class="pp-modality">{escape(verdict)}'
        f'</strong></p><p class="pp-choice">{escape(words.quiz_answer)}: {escape("; ".join(done.item.right))}</p>'
        f"{told}</div>"
    )


def document_head(title: str, standing: Standing, remarks: Sequence[str], words: Wording) -> str:
    """Title and standing of a document opened whole."""
    notes = "".join(f'<p class="pp-quiet">{escape(remark)}</p>' for remark in remarks)
    return f'<h1 class="pp-document">{escape(title)}</h1>{_meta(standing, words)}{_source(standing, words)}{notes}'


def heading(text: str, level: int = 2) -> str:
    """A small heading of the interface."""
    return f'<h{level} class="pp-heading">{escape(text)}</h{level}>'


def paragraph(text: str, name: str = "pp-quiet") -> str:
    """A paragraph of the interface."""
    return f'<p class="{escape(name)}">{escape(text)}</p>'


def _said(said: Said, first: bool) -> str:
    return f'<div class="pp-said{" pp-first" if first else ""}">{"".join(_said_line(line) for line in said.lines)}</div>'


def _said_line(line: SaidLine) -> str:
    lead = f'<bdi class="pp-lead">{escape(line.lead)}</bdi>' if line.lead else ""
    text = f"<bdi>{escape(line.text)}</bdi>" if line.text else ""
    marks = f'<span class="pp-number">{escape(line.marks)}</span>' if line.marks else ""
    body = " ".join(part for part in (lead, text, marks) if part)
    if not line.marker:
        return f"<p>{body}</p>"
    marker = f'<span class="pp-marker">{escape(line.marker)}</span> '
    return f'<p class="pp-item pp-depth-{min(line.depth, DEPTHS)}">{marker}<span class="pp-own">{body}</span></p>'


def _meta(standing: Standing, words: Wording, brief: bool = False) -> str:
    """Tier, state, summary or not; `brief` leaves all but the last to the row before."""
    if brief and not standing.summary:
        return ""
    tier = f'<span class="pp-tier pp-rank-{min(standing.rank, RANKS - 1)}">{escape(standing.tier)}</span>'
    parts = [] if brief else [tier if standing.tier else "", escape(standing.state)]
    if standing.summary:
        parts.append(f"<strong>{escape(words.summary)}</strong>")
    return f'<p class="pp-meta">{" · ".join(part for part in parts if part)}</p>'


def _source(standing: Standing, words: Wording) -> str:
    name = words.official_text if standing.summary else words.source_label
    return f'<p class="pp-official">{escape(name)}: {_address(standing)}</p>' if standing.source else ""


def _address(standing: Standing) -> str:
    return _link(standing.address) if standing.address else escape(standing.source)


def _link(address: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(address)}</a>'


def _parted(text: str, addresses: Sequence[str]) -> tuple[str, ...]:
    """`text` cut before and behind each of `addresses`."""
    longest_first = sorted(addresses, key=len, reverse=True)
    return tuple(re.split(f"({'|'.join(map(re.escape, longest_first))})", text)) if addresses else (text,)


def _line(line: Line) -> str:
    if line.kind == "heading":
        return f'<h3 class="pp-line-heading pp-depth-{min(line.depth, DEPTHS)}">{_segments(line.segments)}</h3>'
    marker = f'<span class="pp-marker">{escape(line.marker)}</span>' if line.marker else ""
    classes = f"pp-line pp-{line.kind} pp-depth-{min(line.depth, DEPTHS)}{' pp-here' if line.here else ''}"
    return f'<p class="{classes}">{marker}<span class="pp-own">{_segments(line.segments)}</span></p>'


def _segments(segments: Sequence[Segment]) -> str:
    return "".join(_segment(segment) for segment in segments)


def _segment(segment: Segment) -> str:
    text = escape(segment.text)
    if segment.gap:
        text = f'<span class="pp-gap">{text}</span>'
    return f"<mark>{text}</mark>" if segment.quoted else text
