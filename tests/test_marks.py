"""Markers at the beginning of a line."""

import pytest

from ingest.marks import bullet_at, marker_at


@pytest.mark.parametrize(
    ("line", "text", "labels", "styles"),
    [
        ("(a) one", "(a)", ("a",), ("()",)),
        ("(12) one", "(12)", ("12",), ("()",)),
        ("(iii) one", "(iii)", ("iii",), ("()",)),
        ("(aa) one", "(aa)", ("aa",), ("()",)),
        ("(a)One", "(a)", ("a",), ("()",)),
        ("a) one", "a)", ("a",), (")",)),
        ("7. one", "7.", ("7",), (".",)),
        ("IV. one", "IV.", ("IV",), (".",)),
        ("BB. one", "BB.", ("BB",), (".",)),
        ("1.1 one", "1.1", ("1.1",), ("1.1",)),
        ("2.10.3. one", "2.10.3.", ("2.10.3",), ("1.1",)),
        ("(2)(a)(iii) one", "(2)(a)(iii)", ("2", "a", "iii"), ("()", "()", "()")),
        ("(b) (1) one", "(b) (1)", ("b", "1"), ("()", "()")),
        ("A. 1. one", "A. 1.", ("A", "1"), (".", ".")),
        ("1. (a) one", "1. (a)", ("1", "a"), (".", "()")),
        ("(a) 7 members", "(a)", ("a",), ("()",)),
        ("(a) (see below)", "(a)", ("a",), ("()",)),
        ("(c)", "(c)", ("c",), ("()",)),
    ],
)
def test_a_marker_is_read(line: str, text: str, labels: tuple[str, ...], styles: tuple[str, ...]) -> None:
    marker, own = marker_at(line, 0, len(line))
    assert marker is not None
    assert (marker.text, marker.labels, marker.styles) == (text, labels, styles)
    assert line[own:] == line[len(text) :].strip()


@pytest.mark.parametrize(
    "line",
    ["(of) one", "of. one", "(abc) one", "1990. That", "1 PURPOSE", "8.30 a.m. opens", "7.2 to 7.8", "(a)nd", "a.m. opens",
     "3.5 percent", "e.g. one", "12.", "12", "$4.50 a day", "“(a) one”", "(", ""],
)  # fmt: skip
def test_what_only_looks_like_a_marker_is_none(line: str) -> None:
    marker, own = marker_at(line, 0, len(line))
    assert marker is None or own == len(line)


@pytest.mark.parametrize("glyph", ["-", "*", "•", "–", "▪"])
def test_a_bullet_is_read(glyph: str) -> None:
    line = f"{glyph}  one"
    marker, own = bullet_at(line, 0, len(line))
    assert marker is not None and marker.styles == (glyph,) and line[own:] == "one"


@pytest.mark.parametrize("line", ["-one", "—", "-", "other", "--- one", "-5 degrees"])
def test_a_dash_within_words_is_no_bullet(line: str) -> None:
    assert bullet_at(line, 0, len(line))[0] is None
