"""What each pattern must and must not match; markers stand in `test_marks.py`, citations in `test_citations.py`."""

import re

import pytest

from assistant import patterns as P

MUST: list[tuple[re.Pattern[str], list[str]]] = [
    (P.TABLE_ROW, ["| a | b |", "Zone    Day rate    Night rate", "1. Purpose ........ 3", "Scope . . ..... iv"]),
    (P.PAGE_NUMBER, ["Page 1 of 12", "page 3", "- 4 -", "17"]),
    (P.UNDERLINE, ["=====", "---", "~~~~", "***"]),
    (P.MARKDOWN_HEADING, ["# One", "### Two words ##", "###### Deep"]),
    (
        P.NUMBERED_HEADING,
        [
            "Section 3.08.020 Noise limits.",
            "Article IV Duties",
            "§ 4 Fees",
            "SECTION 2. SCOPE",
            "Sec. 7. Fees.",
            "ARTICLE II - DUES",
            "Chapter 3.08 Noise",
            "Part A: Rooms",
            "§ 12",
        ],
    ),
    (P.PLAIN_NUMBER, ["1   PURPOSE", "12 Scope"]),
    (P.LEADING, ["must include:", "as follows", "the following:", "such things, including", "Board Approval—"]),
    (P.ANNOUNCING, ["must meet the following criteria.", "as follows in order", "the list below"]),
    (
        P.PLACEHOLDER,
        [
            "[INSERT CONTRACT]",
            "[Title of head law enforcement official]",
            "________",
            "<insert name>",
            "{{agency}}",
            "[Agency]",
        ],
    ),
    (P.REFERRING, ["as used in subsection", "under", "of Section", "see §", "of paragraphs"]),
    (P.NOT_A_SECTION, ["2024-05-01", "1999-12-31", "801-555-0100"]),
]
MUST_NOT: list[tuple[re.Pattern[str], list[str]]] = [
    (P.TABLE_ROW, ["1   PURPOSE", "plain words here", "a  b  c", "wait ... what", "So it is. . ."]),
    (P.PAGE_NUMBER, ["Page one", "12 Scope", "- one", "12.", "Page 3 says"]),
    (P.UNDERLINE, ["--", "- one", "=== a", "-- --"]),
    (P.MARKDOWN_HEADING, ["#hash", "####### seven", "a # b", "#"]),
    (P.NUMBERED_HEADING, ["Section of the code", "Sections 3 and 4", "section 3 says", "Article", "The Section 3"]),
    (P.PLAIN_NUMBER, ["1 purpose", "1990 Was", "1. One"]),
    (P.LEADING, ["must include one.", "followings.", "the list;"]),
    (
        P.PLACEHOLDER,
        ["[sic]", "[x]", "[ ]", "[1]", "[Repealed]", "[Reserved]", "[a link](http://a.b)", "___", "a < b", "(INSERT)"],
    ),
    (P.REFERRING, ["the duty to", "sunder", "underway", "the parties"]),
    (P.NOT_A_SECTION, ["2024-13-01", "2024-05-32", "53-22-106"]),
]


@pytest.mark.parametrize(("pattern", "text"), [(pattern, text) for pattern, texts in MUST for text in texts])
def test_a_pattern_finds_what_it_must(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize(("pattern", "text"), [(pattern, text) for pattern, texts in MUST_NOT for text in texts])
def test_a_pattern_passes_over_what_it_must_not_find(pattern: re.Pattern[str], text: str) -> None:
    anchored = pattern in (
        P.PAGE_NUMBER,
        P.UNDERLINE,
        P.MARKDOWN_HEADING,
        P.NUMBERED_HEADING,
        P.PLAIN_NUMBER,
        P.NOT_A_SECTION,
    )
    assert not (pattern.match(text) if anchored else pattern.search(text))


@pytest.mark.parametrize(
    ("line", "word", "number", "rest"),
    [
        ("Section 3.08.020 Noise limits. A person", "Section", "3.08.020", "Noise limits. A person"),
        ("§ 4 Fees", None, "4", "Fees"),
        ("ARTICLE II - MEMBERS", "ARTICLE", "II", "MEMBERS"),
        ("Section 2a. Dues.", "Section", "2a", "Dues."),
    ],
)
def test_a_numbered_heading_gives_its_word_number_and_rest(line: str, word: str | None, number: str, rest: str) -> None:
    match = P.NUMBERED_HEADING.match(line)
    assert match is not None
    assert (match["word"], match["number"], match["rest"]) == (word, number, rest)


@pytest.mark.parametrize(
    "pattern", [P.TABLE_ROW, P.PLACEHOLDER, P.DEFINED_TERM, P.ABBREVIATION, P.HEREAFTER, P.NAME_BEFORE, P.RELATIVE,
                P.BARE_PINPOINT, P.OWN_HEADING, P.SENTENCE_END, P.LEADING]
)  # fmt: skip
@pytest.mark.parametrize(
    "text", ["a " * 20_000, "A" * 40_000, "(" * 20_000, "“" * 20_000, " " * 40_000, "1." * 20_000, "[a" * 9_000]
)
def test_no_pattern_runs_away_on_long_nonsense(pattern: re.Pattern[str], text: str) -> None:
    for at, _ in enumerate(pattern.finditer(text)):
        if at > 100:
            break
