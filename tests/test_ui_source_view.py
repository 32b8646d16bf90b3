"""A document's text as lines to draw."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from fake_engine import BYLAWS, DOCUMENTS, FakeStore

from assistant.records import Provision, Version
from ui.source_view import (
    REACH,
    SourceView,
    Span,
    Way,
    around,
    lines,
    outline,
    parts,
    segments,
    source_view,
    surroundings,
    version_to_show,
)
from ui.wording import wording

STORE = FakeStore()
TODAY = date(2026, 1, 1)


def passage(id: str) -> Provision:
    found = STORE.provision(id)
    assert found is not None
    return found


def opened(id: str, quoted: Mapping[str, tuple[Span, ...]] | None = None) -> SourceView:
    view = source_view(STORE, passage(id), quoted or {}, None, TODAY, wording())
    assert view is not None
    return view


def printed(view: SourceView) -> list[str]:
    return [f"{'  ' * line.depth}{line.marker} {''.join(s.text for s in line.segments)}".rstrip() for line in view.lines]


def row(count: int, headings: tuple[str, ...] = ("H",)) -> tuple[Provision, ...]:
    """Provisions of one letter each over a text of as many letters."""
    base = passage("bylaws@1/opening-hours/p1")
    return tuple(replace(base, id=str(n), start=n, end=n + 1, headings=headings) for n in range(count))


def test_a_passage_stands_under_its_heading_with_lead_in_neighbours_and_what_backs_it() -> None:
    view = opened("bylaws@1/attendants/b")
    assert printed(view) == [
        " ATTENDANTS",
        " Each attendant must:",
        "  (a) hold a rescue certificate;",
        "  (b) wear the red shirt, as [INSERT SHIRT POLICY] describes; and",
        "  (c) report each accident under Town Code § 4-2-1.",
        " Town Code § 4-2-1 (2020)",
    ]
    assert [line.here for line in view.lines] == [False, False, False, True, False, False]
    assert view.backed_by == "Town Code § 4-2-1 (2020)"
    assert view.lead_in == "Each attendant must:"
    assert (view.previous, view.next) == ("bylaws@1/attendants/a", "bylaws@1/attendants/c")


def test_a_passage_leads_to_what_it_cites_and_to_what_cites_it() -> None:
    assert opened("bylaws@1/attendants/c").refers_to == (Way(provision="code@2020/1", words="Town Code § 4-2-1(1)"),)
    assert opened("code@2020/1").referred_by == (Way(provision="bylaws@1/attendants/c", words="Bylaws, Attendants (c)"),)


def test_a_reference_to_what_is_not_held_is_only_named() -> None:
    here = passage("bylaws@1/attendants/c")
    lost = replace(here, references=(replace(here.references[0], resolution="unresolved", target=""),))
    view = source_view(STORE, lost, {}, None, TODAY, wording())
    assert view is not None and view.refers_to == (Way(provision="", words="Town Code § 4-2-1 (not held here)"),)


def test_the_words_an_answer_quotes_are_marked_and_without_an_answer_the_whole_passage() -> None:
    here = passage("bylaws@1/opening-hours/p1")
    cut = here.start + len("The attendant")
    part = {here.id: ((here.start, cut),)}
    marked = [s.text for line in opened(here.id, part).lines for s in line.segments if s.quoted]
    assert marked == ["The attendant"]
    assert [s.text for line in opened(here.id).lines for s in line.segments if s.quoted] == [BYLAWS[here.start : here.end]]


def test_segments_join_to_exactly_the_passage_and_name_the_gap() -> None:
    here = passage("bylaws@1/attendants/b")
    for quoted in ((), ((here.start, here.start + 5), (here.start + 20, here.end + 9)), ((0, len(BYLAWS)),)):
        found = segments(BYLAWS, here, quoted)
        assert "".join(s.text for s in found) == BYLAWS[here.start : here.end]
        assert [s.text for s in found if s.gap] != []


def test_a_state_comes_from_the_answer_or_from_the_dates() -> None:
    assert opened("code@2020/1").standing.state == "superseded 2024-05-01"
    early = source_view(STORE, passage("code@2020/1"), {}, None, date(2021, 1, 1), wording())
    assert early is not None and early.standing.state == "in force since 2020-01-01"


def test_a_passage_of_a_document_no_longer_held_is_not_shown() -> None:
    here = passage("bylaws@1/attendants/b")
    assert source_view(FakeStore(held=DOCUMENTS[1:]), here, {}, None, TODAY, wording()) is None
    assert source_view(STORE, replace(here, id="bylaws@1/gone"), {}, None, TODAY, wording()) is None


@pytest.mark.parametrize(
    ("count", "place", "wanted"), [(40, 3, (0, 40)), (50, 0, (0, REACH + 1)), (50, 20, (20 - REACH, 21 + REACH))]
)
def test_a_long_heading_is_cut_around_the_passage(count: int, place: int, wanted: tuple[int, int]) -> None:
    assert around(row(count), place) == wanted


def test_a_cut_never_begins_within_another_s_items() -> None:
    flat = row(60)
    found = tuple(replace(p, parent="9" if 10 <= n < 18 else "18" if n > 18 else "") for n, p in enumerate(flat))
    assert around(found, 20) == (9, 21 + REACH)
    assert around(found, 40) == (40 - REACH, 41 + REACH)


def test_a_cut_is_shown_and_the_lead_in_stands_before_it() -> None:
    text = "L" + "x" * 39
    found = tuple(replace(p, lead_in=((0, 1),)) for p in row(40))
    drawn = surroundings(text, found, 10, 20, {}, "15", "…")
    kinds = [line.kind for line in drawn]
    assert kinds == ["heading", "paragraph", "cut", *["paragraph"] * 10, "cut"]
    assert drawn[1].segments[0].text == "L"


def test_an_authority_note_stands_only_where_its_block_ends() -> None:
    text = "x" * 40
    found = tuple(replace(p, note=(38, 40)) for p in row(30))
    drawn = [line.kind for line in surroundings(text, found, 5, 22, {}, "9", "…")]
    assert "note" not in drawn and drawn[-1] == "cut"
    assert [line.kind for line in surroundings(text, found, 20, 30, {}, "25", "…")][-1] == "note"


def test_headings_are_printed_once_and_nested_ones_below_their_parent() -> None:
    found = (*row(1, ("A",)), *row(1, ("A", "B")), *row(1, ("C", "B")))
    heads = [(line.depth, line.segments[0].text) for line in lines("x", found, found, {}, "") if line.kind == "heading"]
    assert heads == [(0, "A"), (1, "B"), (0, "C"), (1, "B")]


def test_the_outline_is_the_headings_or_else_the_top_provisions() -> None:
    assert outline(BYLAWS, STORE.provisions("bylaws", "1")) == (
        Way(provision="bylaws@1/opening-hours/p1", words="OPENING HOURS"),
        Way(provision="bylaws@1/attendants/p1", words="ATTENDANTS"),
    )
    code = outline(STORE.text("code", "2020"), STORE.provisions("code", "2020"))
    assert [way.words for way in code] == [
        "(1) Accidents are reported to the clerk within a…",
        "(2) The clerk keeps a list.",
    ]


def test_parts_break_before_an_outermost_heading_and_lose_nothing() -> None:
    found = (*row(5, ("A",)), *row(5, ("B",)), *row(5, ("C",)))
    assert [len(part) for part in parts(found, 4)] == [5, 5, 5]
    assert [len(part) for part in parts(found, 6)] == [10, 5]
    assert [len(part) for part in parts(row(9), 2)] == [4, 4, 1]
    assert sum(parts(found, 3), ()) == found
    assert parts(()) == ()


def test_a_reader_opens_the_version_whose_text_is_held() -> None:
    assert version_to_show(DOCUMENTS[1], TODAY).id == "2020"
    dated = replace(
        DOCUMENTS[1], versions=(Version(id="a", effective=date(2020, 1, 1)), Version(id="b", effective=date(2024, 1, 1)))
    )
    assert version_to_show(dated, TODAY).id == "b"
    assert version_to_show(dated, date(2023, 1, 1)).id == "a"
