"""Provisions: spans over the whole of every corpus, labels, lead-ins, authority notes, placeholders, issues."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from generated import Style, printed, tree
from outlines import read, readings

from assistant.records import Document, Provision, Version
from ingest import naming
from ingest.corpus import note_test
from ingest.provisions import Outline, outline
from ingest.reading import Reading

READINGS = dict(readings())
WHOLE = [
    pytest.param(reading, document, version, id=f"{name}:{document.id}@{version.id}")
    for name, reading in READINGS.items()
    for document in reading.corpus.documents
    for version in document.versions
    if version.file
]


def assert_whole(text: str, outlined: Outline) -> None:
    """Every span is in bounds and trimmed, every sign of the text stands in exactly one of them, families are consistent."""
    by_id = {provision.id: provision for provision in outlined.provisions}
    assert len(by_id) == len(outlined.provisions)
    held = [0] * len(text)
    for start, end in [*((p.start, p.end) for p in outlined.provisions), *outlined.printed]:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        for at in range(start, end):
            held[at] += 1
    assert [(at, sign, held[at]) for at, sign in enumerate(text) if not sign.isspace() and held[at] != 1] == []
    for provision in outlined.provisions:
        assert_family(text, provision, by_id)
    starts = [provision.start for provision in outlined.provisions]
    assert starts == sorted(starts)
    assert all(text[issue.start : issue.end] == issue.text for issue in outlined.issues)


def assert_family(text: str, provision: Provision, by_id: dict[str, Provision]) -> None:
    children = [by_id[child] for child in provision.children]
    assert all(child.parent == provision.id and child.start >= provision.end for child in children)
    if provision.parent:
        assert provision.id in by_id[provision.parent].children
        assert provision.path[: len(by_id[provision.parent].path)] == by_id[provision.parent].path
    assert provision.id.endswith("/" + "/".join(provision.path))
    if provision.marker:
        before = text.rfind(provision.marker, 0, provision.start)
        assert before >= 0 and not text[before + len(provision.marker) : provision.start].strip()
    for start, end in provision.lead_in:
        assert 0 <= start < end < provision.start and text[start:end] == text[start:end].strip()
    assert list(provision.lead_in) == sorted(provision.lead_in)
    for start, end in provision.placeholders:
        assert provision.start <= start < end <= provision.end
    for reference in provision.references:
        assert provision.start <= reference.start < reference.end <= provision.end
    if provision.note:
        assert text[slice(*provision.note)].strip() == text[slice(*provision.note)]


@pytest.mark.parametrize(("reading", "document", "version"), WHOLE)
def test_every_sign_of_a_shipped_text_stands_in_one_provision_or_beside_it(
    reading: Reading, document: Document, version: Version
) -> None:
    text = reading.corpus.texts[document.id, version.id]
    assert_whole(text, outline(document, version, text, note_test(reading.corpus.forms)))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("step", [0, 4])
def test_every_sign_of_a_garbled_text_is_kept_too(seed: int, step: int) -> None:
    random = Random(seed)
    style = Style("garbled", "title", ("(a)", "1.", "(i)", "A."), step)
    lines = printed("Rules", tree(random, style), style).split("\n")
    random.shuffle(lines)
    lines = [line[random.randint(0, 3) :] if random.random() < 0.3 else line for line in lines]
    lines += [
        "(a)",
        "| x |",
        "-----",
        "1.2.3 x",
        "(1)(a) (i) x",
        "§ 3",
        "## Y",
        "",
        "[INSERT X]",
        "A. A. A.",
        "3.08.020",
        "•",
    ]
    random.shuffle(lines)
    text, outlined = read("\n".join(lines), markdown=seed % 2 == 0)
    assert_whole(text, outlined)


@pytest.mark.parametrize("name", READINGS)
def test_ids_are_unique_across_a_corpus(name: str) -> None:
    assert [id for id, count in Counter(p.id for p in READINGS[name].provisions).items() if count > 1] == []


@pytest.mark.parametrize("name", READINGS)
def test_references_and_parents_lead_to_what_is_there(name: str) -> None:
    reading = READINGS[name]
    ids = {provision.id for provision in reading.provisions}
    documents = {document.id for document in reading.corpus.documents}
    for provision in reading.provisions:
        for reference in provision.references:
            known = {"held": ids, "part not held": documents, "unresolved": {""}}[reference.resolution]
            assert reference.target in known


# --- labels and paths ------------------------------------------------------------------------------------------------

LABELS = [
    ("TRAINING\n(a) x;\n(b) y.\n", "training/b", "Doc, Training (b)"),
    ("DUTIES OF THE CLERK\n1. x:\n    1. y;\n    2. z.\n", "duties-of-the-clerk/1/2", "Doc, Duties of the Clerk 1.2"),
    ("PURPOSE AND SCOPE\nWords.\n", "purpose-and-scope/p1", "Doc, Purpose and Scope ¶1"),
    ("LIST\n(b) x:\n- one\n- two\n", "list/b/bullet-2", "Doc, List (b) bullet 2"),
    ("Section 3.08.020 Limits.\nA. x.\nB. y:\n    1. z;\n    2. zz.\n", "3.08.020/B/2", "Doc, Section 3.08.020 B.2"),
    ("ARTICLE IV DUES\n\nSection 1. Sum. Ten.\n", "article-iv/1/p1", "Doc, Article IV, Section 1 ¶1"),
    ("§ 4 Fees\n\nTen.\n", "4/p1", "Doc, § 4 ¶1"),
    ("1. PURPOSE\n1.1 One.\n", "1/1.1", "Doc, 1.1"),
    ("1. PURPOSE\nWords.\n", "1/p1", "Doc, 1 ¶1"),
    ("(a) x;\n(b) y.\n", "b", "Doc, (b)"),
    ("Words alone here.\n", "p1", "Doc ¶1"),
    ("LIST\nI. x:\n    A. y:\n        1. z:\n            a) zz.\n", "list/I/A/1/a", "Doc, List I.A.1(a)"),
    ("LIST\n(1) x:\n(a) y.\n", "list/1/a", "Doc, List (1)(a)"),
    ("LIST\n(1)(a)(i) y.\n", "list/1/a/i", "Doc, List (1)(a)(i)"),
    ("LIST\n(a) x.\n\n    More.\n", "list/a/p1", "Doc, List (a) ¶1"),
]


@pytest.mark.parametrize(("raw", "path", "label"), LABELS)
def test_a_provision_bears_the_pinpoint_as_printed(raw: str, path: str, label: str) -> None:
    _, outlined = read(raw)
    assert {"/".join(p.path): p.label for p in outlined.provisions}[path] == label


@pytest.mark.parametrize(
    ("words", "segment"),
    [("Chemicals & Water Testing", "chemicals-and-water-testing"), ("Who’s Who?", "whos-who"), ("FEES (2024)", "fees-2024"),
     ("Überfahrt", "überfahrt"), ("—", "untitled"), ("In-Service Training", "in-service-training")],
)  # fmt: skip
def test_a_heading_is_a_path_segment(words: str, segment: str) -> None:
    assert naming.slug(words) == segment


@pytest.mark.parametrize(
    ("words", "shown"),
    [("PURPOSE AND SCOPE", "Purpose and Scope"), ("IN-SERVICE TRAINING", "In-Service Training"),
     ("Left as it is", "Left as it is"),
     ("OF MICE AND MEN", "Of Mice and Men")],
)  # fmt: skip
def test_capital_headings_are_shown_in_title_case(words: str, shown: str) -> None:
    assert naming.title_case(words) == shown


def test_all_headings_stand_in_the_heading_path() -> None:
    _, outlined = read("# Doc\n\n## Roles\n\n### Clerk\n\nWrites.\n", markdown=True)
    assert outlined.provisions[-1].headings == ("Roles", "Clerk")


# --- lead-ins, notes, gaps -------------------------------------------------------------------------------------------


def leads(raw: str) -> dict[str, list[str]]:
    text, outlined = read(raw)
    return {"/".join(p.path): [text[s:e] for s, e in p.lead_in] for p in outlined.provisions}


def test_a_list_is_led_in_by_the_last_sentence_before_it() -> None:
    found = leads("LIST\nFirst words. It must include:\n(a) x;\n(b) y.\n")
    assert found == {"list/p1": [], "list/a": ["It must include:"], "list/b": ["It must include:"]}


def test_inner_lists_have_all_lead_ins_outermost_first() -> None:
    found = leads("LIST\nIt must include:\n(a) a plan of:\n(1) rooms; and\n(2) doors;\n(b) a list.\n")
    assert found["list/a/2"] == ["It must include:", "a plan of:"] and found["list/b"] == ["It must include:"]


def test_an_item_whose_sentence_is_unfinished_leads_in_its_list() -> None:
    assert leads("LIST\n(a) the officer shall\n(1) ask; and\n(2) answer.\n")["list/a/1"] == ["the officer shall"]


def test_an_announcing_sentence_leads_in_without_a_colon() -> None:
    found = leads("LIST\nThe following rules apply.\n1. x.\n2. y.\n")
    assert found["list/2"] == ["The following rules apply."]


def test_a_closed_sentence_leads_nothing_in() -> None:
    assert leads("LIST\nThe hall is open.\n(a) Smoke not.\n(b) Eat not.\n")["list/a"] == []
    assert leads("LIST\n(a) Smoke not.\n(1) Not even at night.\n(2) Not at all.\n")["list/a/1"] == []


def test_a_list_that_goes_on_keeps_its_lead_in_unless_it_gets_a_new_one() -> None:
    plain = leads("LIST\nFees are:\n(a) one;\n(b) two.\nThe clerk waives it.\n(c) three.\n")
    assert plain["list/c"] == ["Fees are:"]
    renewed = leads("LIST\nFees are:\n(a) one;\n(b) two.\nOn Sundays they are:\n(c) three.\n")
    assert renewed["list/c"] == ["On Sundays they are:"]


def test_the_second_of_two_lists_has_its_own_lead_in() -> None:
    found = leads("LIST\nChildren pay:\n- one\n- two\nAdults pay:\n- three\n")
    assert (found["list/bullet-2"], found["list/bullet-3"]) == (["Children pay:"], ["Adults pay:"])


def test_a_paragraph_of_an_item_leads_in_its_list() -> None:
    found = leads("LIST\n(a) Rooms.\n\n    They are kept as follows:\n\n    (1) swept;\n    (2) aired.\n\n(b) Doors.\n")
    assert found["list/a/1"] == ["They are kept as follows:"]


def test_an_authority_note_backs_the_block_above_it_alone() -> None:
    text, outlined = read(
        "RULES\nDogs stay on a leash:\n(a) x;\n(b) y.\nCity Code 3.08.020\n"
        "Cats are free.\n(City Code § 3.08.030 A)\nBirds fly.\n"
    )
    notes = {"/".join(p.path): text[slice(*p.note)] if p.note else "" for p in outlined.provisions}
    first, second = "City Code 3.08.020", "(City Code § 3.08.030 A)"
    assert notes == {"rules/p1": first, "rules/a": first, "rules/b": first, "rules/p2": second, "rules/p3": ""}


def test_a_note_right_under_a_heading_backs_the_section() -> None:
    text, outlined = read("RULES\nCity Code 3.08.020\n\nDogs stay on a leash.\nEND\nDone.\n")
    assert [text[slice(*p.note)] if p.note else "" for p in outlined.provisions] == ["City Code 3.08.020", ""]


def test_a_citation_within_words_is_no_note() -> None:
    _, outlined = read("RULES\nDogs stay out.\nSee City Code 3.08.020 for more.\n")
    assert [p.note for p in outlined.provisions] == [None, None]


def kinds(raw: str, held: str = "whole") -> list[tuple[str, str]]:
    _, outlined = read(raw, held=held)
    return [(issue.kind, issue.text) for issue in outlined.issues]


@pytest.mark.parametrize(
    ("raw", "issues"),
    [
        ("LIST\n(a) x;\n(c) z.\n", [("numbering", "z.")]),
        ("LIST\n(b) x;\n(c) z.\n", [("numbering", "x;")]),
        ("LIST\n(a) x;\n(a) y;\n(b) z.\n", [("duplicate", "y;")]),
        ("LIST\n1.1 x;\n1.3 z.\n", [("numbering", "z.")]),
        ("LIST\n(1)(a) x;\n(1)(c) z.\n", [("numbering", "z.")]),
        ("LIST\nPay [INSERT SUM] to ____ now.\n", [("placeholder", "[INSERT SUM]"), ("placeholder", "____")]),
        ("LIST\n(a) x;\n(b)\n", [("unplaced", "(b)")]),
        ("LIST\n(a) x;\n(b) y.\n", []),
        ("Section 3.08.010 A.\n\nWords here.\n\nSection 3.08.020 B.\n\nWords too.\n", []),
    ],
)
def test_what_is_odd_is_reported_with_its_words(raw: str, issues: list[tuple[str, str]]) -> None:
    assert kinds(raw) == issues


def test_a_gap_in_a_text_held_in_part_is_no_oddity() -> None:
    assert kinds("LIST\n(a) x;\n(c) z.\n", held="part") == []
