"""From a file's characters to the canonical text."""

import pytest

from ingest.clean import clean_markdown, clean_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\ufeffone\u200b two\u00ad\n", "one two\n"),
        ("one\u00a0two\u2003three\n", "one two three\n"),
        ("one\ftwo\n", "one\n\ntwo\n"),
        ("\tone\n\t\ttwo\n", "    one\n        two\n"),
        ("a\tb\n", "a   b\n"),
        ("e\u0301\n", "é\n"),
        ("one  \n\n\n", "one\n"),
        ("\n\n  one\n", "  one\n"),
        ("one\x00\x07\n", "one\n"),
        ("one\u2028two\u2029three\n", "one\ntwo\n\nthree\n"),
        ("no line end", "no line end\n"),
        ("“quoted” – dashed — §\n", "“quoted” – dashed — §\n"),
        ("", "\n"),
    ],
)
def test_only_what_cannot_be_seen_is_changed_in_plain_text(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("---\ntitle: x\n---\n# One\n", "# One\n"),
        ("a <!-- hidden\nwords --> b\n", "a  b\n"),
        ("some **bold**, *slanted*, _slanted_ and `code` words\n", "some bold, slanted, slanted and code words\n"),
        ("- **(2)(a)** one\n", "- (2)(a) one\n"),
        ("* one\n_ two\n", "- one\n- two\n"),
        ("> quoted\n> > twice\n", "quoted\ntwice\n"),
        ("a snake_case_name and 2 * 3 * 4\n", "a snake_case_name and 2 * 3 * 4\n"),
        ("5 \\* 4 and \\[x\\]\n", "5 * 4 and [x]\n"),
        ("________ signs\n", "________ signs\n"),
        ("- **(1)** one; **(2)** two\n", "- (1) one;\n  - (2) two\n"),
        ("***\n", "***\n"),
    ],
)
def test_markdown_loses_its_emphasis_and_keeps_its_structure(raw: str, text: str) -> None:
    assert clean_markdown(raw) == text


WRAPPED = """A keeper of animals shall feed them every morning with hay that is dry
and clean, and shall give them water in buckets that hold at least two
gallons each.

(a) A bucket is washed every week with hot water, and once in a month it
    is left in the sun for a day.
(b) Hay is kept dry.
"""


def test_lines_broken_to_a_page_width_are_joined() -> None:
    assert clean_text(WRAPPED).splitlines() == [
        "A keeper of animals shall feed them every morning with hay that is dry and clean, and shall give them water in "
        "buckets that hold at least two gallons each.",
        "",
        "(a) A bucket is washed every week with hot water, and once in a month it is left in the sun for a day.",
        "(b) Hay is kept dry.",
    ]


@pytest.mark.parametrize("reference", ["subsection\n(a) of this rule", "Section\n3. of this rule", "at least\n10. So it"])
def test_a_reference_broken_over_two_lines_is_no_marker(reference: str) -> None:
    first = "A keeper of animals in the park feeds them all as it is written down in ".ljust(
        72 - len(reference.split("\n")[0]), "x"
    )
    raw = (
        f"{first}{reference}\nstays, and the board may ask for more of it from time to time when it\nhas a reason for it.\n"
    )
    assert len(clean_text(raw).splitlines()) == 1


def test_whole_paragraphs_of_a_line_each_are_never_joined() -> None:
    raw = (
        "Only a keyholder may light the kiln, and only after it was swept and shut.\n"
        "Nobody may open it while it is hot, not even for a moment or by an inch.\n"
        "Shelves are swept weekly.\n"
    )
    assert clean_text(raw) == raw


def test_a_marker_alone_on_its_line_is_joined_to_its_words() -> None:
    assert clean_text("(a)\none\n(b)\n\n(c) three\n") == "(a) one\n(b)\n\n(c) three\n"


def test_rows_of_a_table_are_left_alone() -> None:
    raw = WRAPPED + "\nZone      Day rate      Night rate of the whole season for a visitor\nNorth     $4            $2\n"
    assert clean_text(raw).splitlines()[-2:] == raw.splitlines()[-2:]


@pytest.mark.parametrize("clean", [clean_text, clean_markdown])
def test_cleaning_what_is_clean_changes_nothing(clean: object) -> None:
    for raw in (WRAPPED, "# One\n\n- (a) two\n\n| x | y |\n", "\n"):
        once = clean(raw)  # type: ignore[operator]
        assert clean(once) == once  # type: ignore[operator]
