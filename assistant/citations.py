"""The citation grammar: parse, format, compare, contains. What a code looks like comes from the corpus (`[[citation]]`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant import patterns as P
from assistant.records import CitationForm, Cite

Found = tuple[Cite, int, int]
RELATIVE_CODE = ""


@lru_cache(maxsize=64)
def _compiled(form: CitationForm) -> re.Pattern[str]:
    """One pattern for a code: named ("Utah Code § 1-2-3"), by sign ("§ 1-2-3") and, where it may be, bare ("1-2-3")."""
    names = "|".join(re.escape(name) for name in sorted((form.code, *form.also), key=len, reverse=True))
    lead = rf"(?:(?i:{names}),?\s*)(?:{P.SECTION_SIGN})?|{P.SECTION_SIGN}"
    lead = f"(?:{lead})" + ("?" if form.bare else "")
    return re.compile(rf"{P.NOT_IN_WORD}{lead}(?P<section>(?i:{form.section})){P.SECTION_ENDS}{P.PINS}{P.YEAR}")


@lru_cache(maxsize=64)
def _named(form: CitationForm) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in (form.code, *form.also))
    return re.compile(rf"(?:{names})", re.IGNORECASE)


def pins(text: str | None) -> tuple[str, ...]:
    """The parts of a pinpoint as printed: `(2)(a)(iii)` or `B.2` to `("2", "a", "iii")`, `("B", "2")`."""
    return tuple(P.PIN_PART.findall(text or "")) if "(" in (text or "") else tuple(re.findall(r"[0-9A-Za-z]+", text or ""))


def find(text: str, forms: Sequence[CitationForm]) -> tuple[Found, ...]:
    """All citations in `text` with their offsets, in reading order, none inside another."""
    found: list[tuple[int, int, Cite, bool]] = []
    for form in forms:
        if not form.section:
            continue
        for match in _compiled(form).finditer(text):
            if P.NOT_A_SECTION.fullmatch(match.group(0)):
                continue
            named = bool(_named(form).match(match.group(0)))
            found.extend((start, end, cite, named) for cite, start, end in _with_further(match, text, form))
    found.sort(key=lambda f: (f[0], -f[1], not f[3]))
    kept: list[Found] = []
    for start, end, cite, _named_code in sorted(found, key=lambda f: (not f[3], f[0], -(f[1] - f[0]))):
        if all(end <= s or start >= e for _, s, e in kept):
            kept.append((cite, start, end))
    return tuple(sorted(kept, key=lambda f: f[1]))


def _with_further(match: re.Match[str], text: str, form: CitationForm) -> Iterator[Found]:
    """The citation matched, and those that continue it in short ("§§ 1-2-5 to -7")."""
    year = match.group("year")
    yield _cite(form, match.group("section"), match.group("pins"), year), match.start(), match.end()
    at, section = match.end(), match.group("section")
    stem = section[: section.rfind("-") + 1]
    while stem and (further := P.FURTHER.match(text, at)):
        cite = _cite(form, stem + further.group("last"), further.group("pins"), None)
        yield cite, further.start("last") - 1, further.end()
        at = further.end()


def _cite(form: CitationForm, section: str, pinpoint: str | None, year: str | None) -> Cite:
    return Cite(code=form.code, section=section.strip(), pinpoint=pins(pinpoint), year=int(year) if year else None)


def find_relative(text: str) -> tuple[Found, ...]:
    """Citations of the own section: "subsection (2)(b)", "subsections (5) and (6)", "subsection A of this section".

    Their code is empty, their section the unit that they name, if any ("section").
    """
    found: list[Found] = []
    for match in P.RELATIVE.finditer(text):
        found.append((_relative(match.group("pins"), match.group("unit")), match.start(), match.end()))
        found.extend(_further_pins(text, match.end()))
    return tuple(found)


def find_bare_pinpoints(text: str) -> tuple[Found, ...]:
    """Pinpoints of the own section without a word for it: "under (2)(a)(iii)", "as (3), (5) and (6) say"."""
    found: list[Found] = []
    for match in P.BARE_PINPOINT.finditer(text):
        found.append((_relative(match.group("pins")), match.start("pins"), match.end("pins")))
        found.extend(_further_pins(text, match.end()))
    return tuple(found)


def find_own_headings(text: str) -> tuple[Found, ...]:
    """Numbered headings named as such: "Article III, Section 4". Their pinpoint holds the path segments of the headings."""
    found: list[Found] = []
    for match in P.OWN_HEADING.finditer(text):
        parts = tuple(heading_segment(p["word"], p["number"]) for p in P.OWN_HEADING_PART.finditer(match.group()))
        found.append((Cite(code=RELATIVE_CODE, section=match.group(), pinpoint=parts), match.start(), match.end()))
    return tuple(found)


def heading_segment(word: str | None, number: str) -> str:
    """The path segment of a numbered heading: its number, with its word before it where that is no figure ("article-iv")."""
    return number if number[0].isdigit() else f"{word or ''}-{number}".lower().lstrip("-§")


def _further_pins(text: str, at: int) -> Iterator[Found]:
    """The pinpoints that continue a list of them: "(5) and (6)"."""
    while further := P.FURTHER_PINS.match(text, at):
        yield _relative(further.group("pins")), further.start("pins"), further.end("pins")
        at = further.end()


def _relative(pinpoint: str, unit: str | None = None) -> Cite:
    return Cite(code=RELATIVE_CODE, section=unit or "", pinpoint=pins(pinpoint))


def parse(text: str, forms: Sequence[CitationForm]) -> Cite | None:
    """The citation that `text` as a whole is, or None."""
    found = find(text.strip().rstrip("."), forms)
    return found[0][0] if len(found) == 1 and found[0][1] == 0 else None


def format_cite(cite: Cite, form: CitationForm | None = None) -> str:
    """As it is printed: `State Code § 12-3-45(2) (2023)`; where pinpoints are dotted: `City Code § 3.08.020 B.2`."""
    pinpoint = "".join(f"({part})" for part in cite.pinpoint)
    if form is not None and form.pinpoint == "B.2" and cite.pinpoint:
        pinpoint = " " + ".".join(cite.pinpoint)
    year = f" ({cite.year})" if cite.year else ""
    return f"{cite.code} § {cite.section}{pinpoint}{year}".strip()


def same(one: Cite, other: Cite) -> bool:
    """Whether both name the same place, whatever the year."""
    return same_section(one, other) and one.pinpoint == other.pinpoint


def same_section(one: Cite, other: Cite) -> bool:
    return one.code == other.code and one.section.casefold() == other.section.casefold()


def contains(outer: Cite, inner: Cite) -> bool:
    """Whether `inner` lies in `outer`: `§ 1-2-3(2)` contains `§ 1-2-3(2)(a)` and itself."""
    return same_section(outer, inner) and inner.pinpoint[: len(outer.pinpoint)] == outer.pinpoint


def document_id(cite: Cite, forms: Sequence[CitationForm]) -> str:
    """The id under which the corpus would hold the cited section, or "" where its form names none."""
    for form in forms:
        if form.code == cite.code and form.document:
            return form.document.replace("{section}", cite.section).lower()
    return ""


def is_whole_document(cite: Cite, forms: Sequence[CitationForm]) -> bool:
    """Whether the cited section is held as a document of its own, not as a heading within one."""
    return any(form.code == cite.code and "{section}" in form.document for form in forms)


def address(cite: Cite, forms: Sequence[CitationForm]) -> str:
    """The official address of the cited section, built from its form's template, or ""."""
    for form in forms:
        if form.code == cite.code and form.address:
            match = re.fullmatch(form.section, cite.section, re.IGNORECASE)
            return _filled(form.address, {**(match.groupdict() if match else {}), "section": cite.section})
    return ""


def _filled(template: str, parts: Mapping[str, str | None]) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: parts.get(m.group(1)) or "", template)


def is_only_citations(line: str, forms: Sequence[CitationForm]) -> bool:
    """Whether a line holds nothing but citations: the form of an authority note."""
    found = find(line, forms)
    if not found:
        return False
    rest = line
    for _, start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    rest = re.sub(r"(?i)\b(?:authority|source|history|see|also|and|ord|code|adopted|reference|ref|legal)\b", " ", rest)
    return not re.search(r"\w", rest)


def current(cite: Cite) -> Cite:
    """The same place without the year: where it is today."""
    return replace(cite, year=None)
