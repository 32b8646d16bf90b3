"""How often a duty comes round, from the words of a text: "quarterly", "on an annual basis", "every three months"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Frequency = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "other": 2,
}  # fmt: skip
UNITS: dict[str, tuple[Frequency, int]] = {
    "day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3), "year": ("YEARLY", 1),
}  # fmt: skip
WORDS: tuple[tuple[str, Frequency, int], ...] = (
    ("bi-?annual(?:ly)?|semi-?annual(?:ly)?|twice (?:a|per|each|every) (?:school )?year", "MONTHLY", 6),
    ("annual(?:ly)?|yearly|once (?:a|per|each|every) (?:school )?year", "YEARLY", 1),
    ("quarterly", "MONTHLY", 3),
    ("bi-?weekly|fortnightly", "WEEKLY", 2),
    ("(?<!semi-)monthly", "MONTHLY", 1),
    ("weekly", "WEEKLY", 1),
    ("daily", "DAILY", 1),
)
EVERY = re.compile(
    rf"\b(?:each|every|per|a)\s+(?:(?:calendar|fiscal|school)\s+)?(?:(?P<count>\d+|{'|'.join(NUMBERS)})\s+)?"
    rf"(?P<unit>{'|'.join(UNITS)})s?\b(?!\s+hour)",
    re.IGNORECASE,
)

TIMES = re.compile(
    rf"\b(?P<count>twice|(?P<number>\d+)\s+times|(?:{'|'.join(NUMBERS)})\s+times)\s+(?:a|an|per|each|every)\s+"
    rf"(?:(?:calendar|fiscal|school)\s+)?(?P<unit>{'|'.join(UNITS)})\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?:each|every)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer"
    r"|fall|autumn|winter)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Once in `every` periods of `frequency`, as calendars write it: quarterly is once in 3 of MONTHLY."""

    frequency: Frequency
    every: int


def _times(found: re.Match[str]) -> Recurrence | None:
    """So many times in a period, where calendars can say so: twice a year is every six months, twice a week is no period."""
    said = found["count"].lower().split()[0]
    count = 2 if said == "twice" else NUMBERS.get(said) or int(found["number"] or 0)
    frequency, size = UNITS[found["unit"].lower()]
    months = {"YEARLY": 12, "MONTHLY": size}.get(frequency, 0)
    if not count or not months or months % count:
        return None
    every = months // count
    return Recurrence(frequency="YEARLY", every=1) if every == 12 else Recurrence(frequency="MONTHLY", every=every)


def recurrence(interval: str) -> Recurrence | None:
    """How often the words of an interval mean; None where they name no period ("regularly", "before each firing")."""
    for words, frequency, every in WORDS:
        if re.search(rf"\b(?:{words})\b", interval, re.IGNORECASE):
            return Recurrence(frequency=frequency, every=every)
    interval = re.sub(r"\s*\(\d+\)", "", interval)
    times = TIMES.search(interval)
    if times is not None:
        return _times(times)
    if NAMED.search(interval):
        return Recurrence(frequency="YEARLY", every=1)
    found = EVERY.search(interval)
    if found is None:
        return None
    frequency, size = UNITS[found["unit"].lower()]
    count = found["count"]
    every = size * (NUMBERS.get(count.lower()) or int(count) if count else 1)
    return Recurrence(frequency=frequency, every=every) if every else None
