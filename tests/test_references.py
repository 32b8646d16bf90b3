"""Cross-references resolved to what is held."""

from datetime import date

from assistant.records import CitationForm, Document, Provision, Reference, Version
from ingest.provisions import outline
from ingest.references import resolved

CODE = CitationForm(code="Code", section=r"\d+-\d+", bare=False, document="code-{section}")
CITY = CitationForm(code="City Code", section=r"\d+\.\d{2}\.\d{3}", bare=True, document="noise")
DAY = date(2025, 6, 1)


def entered(id: str, *versions: Version, cite: str = "") -> Document:
    return Document(
        id=id, title=id, short=id, tier="t", rank=0, cite=cite, versions=versions or (Version(id="1", file="f"),)
    )


def linked(texts: dict[str, str], *documents: Document) -> dict[str, tuple[Reference, ...]]:
    """The references of each provision, by id; `texts` are named `document@version`, entered as they stand or as given."""
    known = {document.id: document for document in documents}
    provisions: list[Provision] = []
    for name in texts:
        document = known.setdefault(name.split("@")[0], entered(name.split("@")[0]))
        version = next(v for v in document.versions if v.id == name.split("@")[1])
        provisions += outline(document, version, texts[name], lambda line: False).provisions
    held = {(name.split("@")[0], name.split("@")[1]): text for name, text in texts.items()}
    out = resolved(provisions, tuple(known.values()), held, (CODE, CITY), DAY)
    return {provision.id: provision.references for provision in out}


def only(references: tuple[Reference, ...]) -> tuple[str, str]:
    assert len(references) == 1
    return references[0].resolution, references[0].target


SECTION = "- (1) The town leases.\n  - (1)(a) It asks for rent.\n- (2) It keeps a list.\n"


def test_a_section_held_as_a_document_is_resolved_to_its_first_provision() -> None:
    found = linked({"code-4-2@1": SECTION, "d@1": "See Code § 4-2 for it.\n"})
    assert only(found["d@1/p1"]) == ("held", "code-4-2@1/1")


def test_a_pinpoint_is_resolved_to_the_very_item() -> None:
    found = linked({"code-4-2@1": SECTION, "d@1": "See Code § 4-2(1)(a) for it.\n"}, entered("code-4-2", cite="Code § 4-2"))
    assert only(found["d@1/p1"]) == ("held", "code-4-2@1/1/a")


def test_a_part_that_is_missing_from_a_held_section_is_said_to_be() -> None:
    found = linked({"code-4-2@1": SECTION, "d@1": "See Code § 4-2(7) for it.\n"})
    assert only(found["d@1/p1"]) == ("part not held", "code-4-2")


def test_a_section_of_which_only_the_status_is_known_is_a_part_not_held() -> None:
    status = entered("code-9-9", Version(id="2024", held="status"))
    found = linked({"d@1": "See Code § 9-9 for it.\n"}, status, entered("d"))
    assert only(found["d@1/p1"]) == ("part not held", "code-9-9")


def test_a_section_that_is_not_entered_stays_unresolved() -> None:
    assert only(linked({"d@1": "See Code § 8-8 for it.\n"})["d@1/p1"]) == ("unresolved", "")


CITY_TEXT = (
    "Section 3.08.010 Fees. A fee is due.\n\nSection 3.08.020 Limits.\nA. One.\nB. Two:\n    1. three;\n    2. four.\n"
)


def test_a_section_that_is_a_heading_within_a_document_is_found_there() -> None:
    found = linked({"noise@1": CITY_TEXT, "d@1": "See Section 3.08.020 B.2.\n\nSee City Code 3.08.010 as well.\n"})
    assert only(found["d@1/p1"]) == ("held", "noise@1/3.08.020/B/2")
    assert only(found["d@1/p2"]) == ("held", "noise@1/3.08.010/p1")


def test_the_version_that_stands_is_looked_in_and_the_one_of_a_cited_year() -> None:
    document = entered(
        "code-4-2",
        Version(id="old", file="f", effective=date(2019, 1, 1), superseded=date(2024, 7, 1)),
        Version(id="new", file="f", effective=date(2024, 7, 1)),
    )
    texts = {
        "code-4-2@old": SECTION,
        "code-4-2@new": SECTION,
        "d@1": "Code § 4-2(2) binds.\n\nCode § 4-2(2) (2019) bound.\n",
    }
    found = linked(texts, document)
    assert only(found["d@1/p1"]) == ("held", "code-4-2@new/2")
    assert only(found["d@1/p2"]) == ("held", "code-4-2@old/2")


def test_where_the_text_that_stands_is_not_held_the_newest_held_one_is_looked_in() -> None:
    document = entered(
        "code-4-2",
        Version(id="old", file="f", effective=date(2019, 1, 1), superseded=date(2024, 7, 1)),
        Version(id="new", effective=date(2024, 7, 1), held="status"),
    )
    found = linked({"code-4-2@old": SECTION, "d@1": "Code § 4-2(2) binds.\n"}, document)
    assert only(found["d@1/p1"]) == ("held", "code-4-2@old/2")


def test_citations_of_the_own_section_are_looked_for_from_the_inside() -> None:
    text = "FEES\n(a) A fee is due.\n(b) The fee in subsection (a) is small:\n(1) one; and\n(2) as subsection (1) says.\n"
    found = linked({"d@1": text})
    assert only(found["d@1/fees/b"]) == ("held", "d@1/fees/a")
    assert only(found["d@1/fees/b/2"]) == ("held", "d@1/fees/b/1")


def test_a_part_of_the_own_section_that_is_not_there_is_not_held() -> None:
    found = linked({"code-4-2@1": SECTION + "- (3) As subsection (9) says.\n"}, entered("code-4-2", cite="Code § 4-2"))
    assert only(found["code-4-2@1/3"]) == ("part not held", "code-4-2")


def test_a_bare_pinpoint_is_a_reference_only_where_it_leads_somewhere() -> None:
    found = linked({"d@1": "FEES\n(a) A fee is due.\n(b) The fee under (a), and that under (q), is small.\n"})
    assert only(found["d@1/fees/b"]) == ("held", "d@1/fees/a")


def test_headings_named_by_number_are_found_in_the_own_document() -> None:
    text = (
        "ARTICLE I - DUES\n\nSection 1. Sum. Ten dollars, as Article II, Section 1 says.\n\n"
        "Section 2. Day. May, see Section 1.\n\n"
        "ARTICLE II - BOARD\n\nSection 1. Seats. Seven seats.\n\nSection 2. Act. See Section 9 of another law.\n"
    )
    found = linked({"d@1": text})
    assert only(found["d@1/article-i/1/p1"]) == ("held", "d@1/article-ii/1/p1")
    assert only(found["d@1/article-i/2/p1"]) == ("held", "d@1/article-i/1/p1")
    assert found["d@1/article-ii/2/p1"] == ()


def test_a_place_that_two_documents_could_be_stays_unresolved() -> None:
    texts = {"x@1": CITY_TEXT, "y@1": CITY_TEXT, "d@1": "See City Code 3.08.010.\n"}
    assert only(linked(texts)["d@1/p1"]) == ("unresolved", "")


def test_spans_of_references_are_spans_of_the_text() -> None:
    text = "FEES\n(a) See Code § 4-2(1) and subsection (b).\n(b) See City Code 3.08.010.\n"
    shown = [text[r.start : r.end] for refs in linked({"d@1": text}).values() for r in refs]
    assert shown == ["Code § 4-2(1)", "subsection (b)", "City Code 3.08.010"]
