"""Terms and abbreviations that documents introduce."""

import pytest

from assistant.records import Document, Version
from ingest.definitions import definitions
from ingest.provisions import outline


def terms(text: str) -> list[tuple[str, tuple[str, ...]]]:
    document = Document(id="d", title="D", short="D", tier="t", rank=0)
    read = outline(document, Version(id="1"), text, lambda line: False)
    found = definitions(read.provisions, {("d", "1"): text})
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.term in " ".join(text[one.start : one.end].split())
        assert all(name in text[one.start : one.end] for name in one.also)
    return [(one.term, one.also) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A “school resource officer” or “SRO” is a law enforcement officer.", [("school resource officer", ("SRO",))]),
        ("upon contract with a Local Education Agency (LEA).", [("Local Education Agency", ("LEA",))]),
        ("the Department School Resource Officer (SRO) program", [("School Resource Officer", ("SRO",))]),
        ("(7) “school resource officer”: the 2024 text points on.", [("school resource officer", ())]),
        ("The terms “plot” and “bed” mean a piece of ground.", [("plot", ("bed",))]),
        ("“Item” means a book.", [("Item", ())]),
        ('"Item" shall mean a book.', [("Item", ())]),
        ("In this policy “item” means a book.", [("item", ())]),
        ("The term “keeper”, as used in this chapter, means a person.", [("keeper", ())]),
        ("“Quiet hours” includes the night.", [("Quiet hours", ())]),
        ("“minor” has the meaning it has in § 80-1-102;", [("minor", ())]),
        ("“board” and “council” have the same meaning.", [("board", ("council",))]),
        ("“Vessel”, “boat,” or “craft” refers to what floats.", [("Vessel", ("boat", "craft"))]),
        ("the Town of Osterlee (the “Town”) and the Tarn Rowing Club (the “Tenant”).",
         [("Town of Osterlee", ("Town",)), ("Tarn Rowing Club", ("Tenant",))]),
        ("Miller & Sons Ferry (hereinafter “Ferry”) sails.", [("Miller & Sons Ferry", ("Ferry",))]),
        ("Quorum means four directors.", [("Quorum", ())]),
        ("The Aquatic Facility Operator (AFO) is responsible.", [("Aquatic Facility Operator", ("AFO",))]),
        ("data of the Department of Public Safety (“DPS”) are kept", [("Department of Public Safety", ("DPS",))]),
        ("school resource officers (SROs) serve", [("school resource officers", ("SROs",))]),
    ],
)  # fmt: skip
def test_an_introduced_term_is_found(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize(
    "text",
    ["The sign says “No Entry” in red.", "He said “stop” and left.", "The word “fee” is used twice.",
     "Members (AFO) may come.", "certificate in resuscitation (CPR);", "the fee (USD) is due",
     "This means that nobody may enter.",
     "Nothing means more.", "She means well.", "It is “open” in summer.", "the form “B-12” is required",
     "[INSERT CONTRACT] (X)",
     "“open” is not enough", "Section 3 (A) applies.", "twelve (12) days"],
)  # fmt: skip
def test_words_that_define_nothing_are_no_terms(text: str) -> None:
    assert terms(text) == []


def test_a_definition_names_its_provision() -> None:
    text = "TERMS\nHere is what words mean:\n(a) “plot” means a piece of ground;\n(b) “bed” means a part of it.\n"
    document = Document(id="d", title="D", short="D", tier="t", rank=0)
    read = outline(document, Version(id="1"), text, lambda line: False)
    found = definitions(read.provisions, {("d", "1"): text})
    assert [(one.term, one.provision) for one in found] == [("plot", "d@1/terms/a"), ("bed", "d@1/terms/b")]
