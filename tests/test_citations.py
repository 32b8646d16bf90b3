"""The citation grammar: find, parse, format, compare."""

import pytest

from assistant import citations
from assistant.records import CitationForm, Cite

STATE = CitationForm(
    code="Utah Code", also=("Utah Code Annotated", "Utah Code Ann."), bare=True, document="utah-{section}",
    section=r"(?P<title>\d+[A-Z]?)-(?P<chapter>\d+[a-z]?)-(?P<number>\d+(?:\.\d+)?)",
    address="https://law.example/{title}/{chapter}/{title}-{chapter}-S{number}.html",
)  # fmt: skip
CITY = CitationForm(code="City Code", section=r"\d+\.\d{2}\.\d{3}", bare=True, document="noise", pinpoint="B.2")
CHARTER = CitationForm(code="Town Charter", also=("Charter of the Town",), section=r"\d+-\d+", document="charter-{section}")
FORMS = (STATE, CITY, CHARTER)


def cite(section: str, *pinpoint: str, code: str = "Utah Code", year: int | None = None) -> Cite:
    return Cite(code=code, section=section, pinpoint=pinpoint, year=year)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Utah Code § 53G-8-703(2) (2023)", cite("53G-8-703", "2", year=2023)),
        ("Utah Code 53G-8-703", cite("53G-8-703")),
        ("Utah Code Annotated, 53G-8-702", cite("53G-8-702")),
        ("Utah Code Ann. § 53G-8-702(3)(a)(ii)", cite("53G-8-702", "3", "a", "ii")),
        ("utah code 53g-8-703", cite("53g-8-703")),
        ("53-22-106", cite("53-22-106")),
        ("§ 53G-8-703.2", cite("53G-8-703.2")),
        ("Section 53G-8-703.2(1)", cite("53G-8-703.2", "1")),
        ("sec. 80-6-206 (3)", cite("80-6-206", "3")),
        ("§ 53G-8-701(9)(1.5)", cite("53G-8-701", "9", "1.5")),
        ("Section 3.08.020 B.2", cite("3.08.020", "B", "2", code="City Code")),
        ("City Code § 3.08.020 B.2.a", cite("3.08.020", "B", "2", "a", code="City Code")),
        ("City Code 3.08.020 A", cite("3.08.020", "A", code="City Code")),
        ("Town Charter § 4-2(b)(1)", cite("4-2", "b", "1", code="Town Charter")),
        ("Charter of the Town 4-2", cite("4-2", code="Town Charter")),
    ],
)
def test_a_citation_is_parsed(text: str, found: Cite) -> None:
    assert citations.parse(text, FORMS) == found


@pytest.mark.parametrize(
    "text",
    ["2024-05-01", "from 2026-07-01 on", "call 801-555-0100", "4-2", "a score of 3-1-2a or so", "part no. 53-22-106-7",
     "1.2.3", "13.08.0201", "x53-22-106", "the code", "", "$3.08"],
)  # fmt: skip
def test_what_is_no_citation_is_not_found(text: str) -> None:
    assert citations.find(text, FORMS) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("reported in accordance with 53-22-106.", ["53-22-106"]),
        ("in accordance with Utah Code Annotated, 53G-8-702, and will", ["Utah Code Annotated, 53G-8-702"]),
        ("duties (Utah Code 53G-8-703):", ["Utah Code 53G-8-703"]),
        ("a breach of §§ 53G-8-505 to -507 or -509 is", ["§§ 53G-8-505", "-507", "-509"]),
        ("see §§ 53G-8-505, 53-22-106 and Section 3.08.020 A.", ["§§ 53G-8-505", "53-22-106", "Section 3.08.020 A"]),
        ("Section 3.08.020 B.2 may not", ["Section 3.08.020 B.2"]),
        ("Town Code 3.08.030 B when using", ["3.08.030 B"]),
        ("under Section 3.08.070. A person", ["Section 3.08.070"]),
        ("§ 53G-8-211 (1)(b) and (c)", ["§ 53G-8-211 (1)(b)"]),
    ],
)
def test_citations_in_running_text_are_found_where_they_stand(text: str, shown: list[str]) -> None:
    assert [text[s:e] for _, s, e in citations.find(text, FORMS)] == shown


def test_a_short_continuation_has_the_section_in_full() -> None:
    found = citations.find("§§ 53G-8-505 to -507(2)", FORMS)
    assert [c for c, _, _ in found] == [cite("53G-8-505"), cite("53G-8-507", "2")]


def test_what_is_a_citation_only_as_a_part_is_not_parsed() -> None:
    assert citations.parse("as § 53-22-106 says", FORMS) is None
    assert citations.parse("§ 53-22-106 and § 53-22-107", FORMS) is None


@pytest.mark.parametrize(
    ("text", "pinpoints"),
    [
        ("subsection (2)(b)", [("2", "b")]),
        ("Subsections (5) and (6) are", [("5",), ("6",)]),
        ("the levels in subsection C of this section.", [("C",)]),
        ("paragraph B.2 applies", [("B", "2")]),
        ("in section (a), (b) or (c).", [("a",), ("b",), ("c",)]),
        ("this section applies", []),
        ("a subsection of it", []),
        ("Section Chief Miller", []),
    ],
)
def test_citations_of_the_own_section_are_found(text: str, pinpoints: list[tuple[str, ...]]) -> None:
    assert [c.pinpoint for c, _, _ in citations.find_relative(text)] == pinpoints


@pytest.mark.parametrize(
    ("text", "pinpoints"),
    [
        ("destroyed under (2)(a)(iii) and sent", [("2", "a", "iii")]),
        ("as (3), (5) and (6) say", [("3",), ("5",), ("6",)]),
        ("Despite (3)(a), an officer", [("3", "a")]),
        ("for (3)(a)-(c) it gives", [("3", "a")]),
        ("consists of (1) the chief, (2) the clerk", []),
        ("the officer shall (a) patrol, (b) report", []),
        ("twelve (12) days", []),
        ("a fee of (2) dollars", []),
    ],
)
def test_bare_pinpoints_are_told_from_enumerations(text: str, pinpoints: list[tuple[str, ...]]) -> None:
    assert [c.pinpoint for c, _, _ in citations.find_bare_pinpoints(text)] == pinpoints


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("under Article III, Section 4.", [("article-iii", "4")]),
        ("see § 7 and Section 3.08.020", [("7",), ("3.08.020",)]),
        ("Section 4(a)", []),
        ("section four", []),
        ("Chapter 53G-8", []),
    ],
)
def test_numbered_headings_named_in_a_text_are_found(text: str, segments: list[tuple[str, ...]]) -> None:
    assert [c.pinpoint for c, _, _ in citations.find_own_headings(text)] == segments


@pytest.mark.parametrize(
    ("one", "form", "printed"),
    [
        (cite("53G-8-703", "2", year=2023), STATE, "Utah Code § 53G-8-703(2) (2023)"),
        (cite("53G-8-702", "3", "a", "ii"), STATE, "Utah Code § 53G-8-702(3)(a)(ii)"),
        (cite("3.08.020", "B", "2", code="City Code"), CITY, "City Code § 3.08.020 B.2"),
        (cite("3.08.020", code="City Code"), CITY, "City Code § 3.08.020"),
        (cite("4-2", "b"), None, "Utah Code § 4-2(b)"),
    ],
)
def test_a_citation_is_printed_in_its_codes_form(one: Cite, form: CitationForm | None, printed: str) -> None:
    assert citations.format_cite(one, form) == printed


@pytest.mark.parametrize("text", ["Utah Code § 53G-8-703(2) (2023)", "City Code § 3.08.020 B.2", "Town Charter § 4-2(b)(1)"])
def test_what_is_parsed_is_printed_the_same(text: str) -> None:
    found = citations.parse(text, FORMS)
    assert found is not None
    form = next(form for form in FORMS if form.code == found.code)
    assert citations.format_cite(found, form) == text


def test_a_citation_contains_itself_and_its_parts() -> None:
    whole, part = cite("53G-8-703", "2"), cite("53g-8-703", "2", "a", year=2023)
    assert citations.contains(whole, part) and citations.contains(whole, whole)
    assert not citations.contains(part, whole)
    assert not citations.contains(whole, cite("53G-8-703", "21"))
    assert not citations.contains(whole, cite("53G-8-703", "2", code="City Code"))


def test_the_year_does_not_part_two_citations_of_a_place() -> None:
    assert citations.same(cite("53G-8-703", "2"), cite("53G-8-703", "2", year=2023))
    assert not citations.same(cite("53G-8-703", "2"), cite("53G-8-703"))
    assert citations.same_section(cite("53G-8-703", "2"), cite("53g-8-703"))


def test_document_and_address_come_from_the_form() -> None:
    assert citations.document_id(cite("53G-8-703.2"), FORMS) == "utah-53g-8-703.2"
    assert citations.document_id(cite("3.08.020", code="City Code"), FORMS) == "noise"
    assert citations.document_id(cite("1", code="Other"), FORMS) == ""
    assert citations.address(cite("53G-8-703.2"), FORMS) == "https://law.example/53G/8/53G-8-S703.2.html"
    assert citations.address(cite("4-2", code="Town Charter"), FORMS) == ""


@pytest.mark.parametrize(
    "line",
    ["Utah Code § 53G-8-703(2) (2023)", "(Town Charter § 4-2(b) (2019))", "Source: Utah Code 53-22-106; see also 53-22-107.",
     "Authority: § 53G-8-701 and § 53G-8-702"],
)  # fmt: skip
def test_a_line_of_citations_alone_is_known(line: str) -> None:
    assert citations.is_only_citations(line, FORMS)


@pytest.mark.parametrize("line", ["See the code.", "Utah Code § 53G-8-703 applies.", "Fees, § 53G-8-703", "Authority", ""])
def test_a_line_with_more_than_citations_is_no_note(line: str) -> None:
    assert not citations.is_only_citations(line, FORMS)
