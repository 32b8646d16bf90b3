"""What a clause says in law: modality, bearer, action, interval, deadline, numbers. Rules over English, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records import Modality
from assistant.sentences import sentences

MODAL = re.compile(
    r"""
    (?P<must_not> \b(?:shall|must|may|will|can)\s+not\b | \bcannot\b | \b(?:is|are)\s+(?:prohibited|forbidden)\b
                  | \b(?:is|are)\s+not\s+(?:permitted|allowed|authori[sz]ed)\b )
  | (?P<should_not> \bshould\s+not\b )
  | (?P<must>   \bshall\b | \bmust\b | \b(?:is|are|be)\s+required\s+to\b | \b(?:has|have)\s+to\b
              | \b(?:is|are)\s+to\s+(?=[a-z])
              | \bwill\b(?!\s+be\s+(?:working|assigned)\b) )
  | (?P<should> \bshould\b | \bought\s+to\b )
  | (?P<may>    \bmay\b | \bcan\b | \bcould\b | \b(?:is|are)\s+(?:free|allowed|permitted|authori[sz]ed|entitled)\s+to\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)

COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety)(?:\s*\(\d+\))?"
UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|semesters?|terms?)"
INTERVAL = re.compile(
    rf"""\b(?: annual(?:ly)? | yearly | biannual(?:ly)? | semi-?annual(?:ly)? | quarterly | monthly | bi-?weekly | weekly
    | daily | hourly
    | (?:each|every)\s+(?:(?:calendar|fiscal|school|other)\s+)?(?:{COUNT}\s+)?{UNIT}
    | (?:once|twice|{COUNT}\s+times?)\s+(?:a|an|per|each|every)\s+(?:(?:calendar|fiscal|school)\s+)?{UNIT}
    | per\s+(?:calendar\s+|school\s+|fiscal\s+)?(?:day|week|month|quarter|year) | a\s+year | regularly | periodically )\b""",
    re.VERBOSE | re.IGNORECASE,
)
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DEADLINE = re.compile(
    rf"""\b(?: (?:within|not?\s+later\s+than|no\s+more\s+than|at\s+least|for)\s+{COUNT}\s+
        (?:(?:business|calendar|working|school)\s+)?{UNIT}
    | (?:by|before|until|after|from|on)\s+{MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?
    | (?:before|after|prior\s+to|upon|promptly|immediately|as\s+soon\s+as)\b
    | {COUNT}\s+(?:(?:business|calendar|working|school)\s+)?{UNIT} )""",
    re.VERBOSE | re.IGNORECASE,
)
NUMBER = re.compile(rf"\b(?:\d[\d,.]*|{COUNT})\b|[$%€]", re.IGNORECASE)
MEANING = re.compile(
    r"[”\"]\s*(?:is|are|means?|:)|\b(?:means|is defined as|refers to|shall mean)\b|^[“\"][^”\"]+[”\"]\s*:", re.IGNORECASE
)
CAUSE = re.compile(
    r"\b(?:in order to|so that|for the purpose of|purpose|because|so as to|to ensure|intended to|meant to)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence read as a norm. Empty strings where it says nothing of a thing."""

    text: str
    modality: Modality
    bearer: str
    action: str
    interval: str
    deadline: str


def clauses(text: str, lead_in: str = "") -> tuple[Clause, ...]:
    """The clauses of a provision's words, each completing `lead_in` where there is one."""
    own = [text[s:e] for s, e in sentences(text)] or [text]
    return tuple(_clause(words, lead_in) for words in own)


def modality(text: str) -> Modality:
    """The strongest norm word of a text: a prohibition, then must, should, may; "" where there is none."""
    kinds = {match.lastgroup for match in MODAL.finditer(text)}
    for group, name in (
        ("must_not", "must not"),
        ("must", "must"),
        ("should_not", "should"),
        ("should", "should"),
        ("may", "may"),
    ):
        if group in kinds:
            return name  # type: ignore[return-value]
    return ""


def _clause(own: str, lead_in: str) -> Clause:
    whole = f"{lead_in.rstrip()} {own}" if lead_in else own
    inside = next(MODAL.finditer(own), None)
    found = inside or _last(MODAL.finditer(lead_in))
    bearer = _bearer((own if inside else lead_in)[: found.start()]) if found else ""
    action = own[inside.end() :] if inside else own
    interval, deadline = INTERVAL.search(own) or INTERVAL.search(lead_in), DEADLINE.search(own)
    return Clause(
        text=whole, modality=modality(found.group()) if found else "", bearer=bearer, action=_ended(action),
        interval=interval.group() if interval else "", deadline=deadline.group() if deadline else "",
    )  # fmt: skip


def _ended(words: str) -> str:
    """Words without the stop, or the "; and", that ends them in a list."""
    return re.sub(r"[\s,;:.]*(?:\b(?:and|or)\b[\s,;:.]*)?$", "", words).strip(" ,;:")


def _last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    last = None
    for match in found:
        last = match
    return last


def _bearer(before: str) -> str:
    """The subject: what stands before the norm word, from the last clause break on, relative clauses left out."""
    words = re.sub(r",\s*(?:who|which|or|and if|if)\b[^,]*,", "", before)
    words = re.split(r"[;:]|,\s+(?:and|but)\s+|\bthat\b", words)[-1]
    if "," in words and re.match(
        r"\s*(?:in|before|after|if|when|upon|as|unless|by|for|during|thereafter|where)\b", words, re.IGNORECASE
    ):
        words = words.rsplit(",", 1)[-1]
    return " ".join(words.split()).strip(" ,")
