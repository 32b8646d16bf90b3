"""From canonical text to the outline: shapes of every kind, golden trees, and random trees read back."""

from __future__ import annotations

import time
from random import Random

import pytest
from conftest import Golden
from generated import Style, expected, printed, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import DAY, SHIPPED, TOWN, drawn, read, shape

from ingest.reading import read_all

LISTED = "".join(f"({letter}) {letter}{letter} it;\n" for letter in "abcdefghijk")
NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

SHAPES: dict[str, tuple[str, list[str]]] = {
    "an enumeration within a paragraph stays in it": (
        "DUTIES\nThe officer shall (a) patrol, (b) report, and (c) train.\n",
        ["duties/p1: The officer"],
    ),
    "capital headings open sections": (
        "USE\nThe hall is open.\nFEES AND DUES\nNone is due.\nAll is free.\n",
        ["use/p1: The hall", "fees-and-dues/p1: None is", "fees-and-dues/p2: All is"],
    ),
    "title-case headings with a closing dash": (
        "Board Approval—\n\nThe board votes.\n\nHow It Is Done —\n\nBy hand.\n",
        ["board-approval/p1: The board", "how-it-is-done/p1: By hand."],
    ),
    "an ampersand is a word of the path": (
        "SAFETY & ORDER\nKeep still.\nEND\nGo home.\n",
        ["safety-and-order/p1: Keep still.", "end/p1: Go home."],
    ),
    "letters run past h, i and j": (
        "LIST\nAll of:\n" + LISTED,
        ["list/p1: All of:", *(f"list/{letter}: {letter}{letter} it;" for letter in "abcdefghijk")],
    ),
    "Roman numerals run past v and x": (
        "LIST\nAll of:\n" + "".join(f"({n}) do it;\n" for n in NUMERALS),
        ["list/p1: All of:", *(f"list/{n}: do it;" for n in NUMERALS)],
    ),
    "letters run past u to x": (
        "LIST\nAll of:\n" + "".join(f"({chr(n)}) do it;\n" for n in range(ord("a"), ord("z") + 1)) + "(aa) do it.\n",
        ["list/p1: All of:", *(f"list/{chr(n)}: do it;" for n in range(ord("a"), ord("z") + 1)), "list/aa: do it."],
    ),
    "(i) after (h) is a numeral where (ii) follows, a letter where (j) does": (
        "LIST\nAll of:\n(a) x;\n(b) x;\n(c) x;\n(d) x;\n(e) x;\n(f) x;\n(g) x;\n(h) two:\n"
        "(i) one;\n(ii) one;\n(i) three;\n(j) four.\n",
        ["list/p1: All of:", *(f"list/{c}: x;" for c in "abcdefg"), "list/h: two:", "list/h/i: one;", "list/h/ii: one;",
         "list/i: three;", "list/j: four."],
    ),
    "(i) with a list of its own between (h) and (j) is a letter": (
        "LIST\n" + "".join(f"({c}) x;\n" for c in "abcdefgh")
        + "(i) more:\n(1) one:\n(i) deep;\n(ii) deeper;\n(2) two;\n(j) last.\n",
        [*(f"list/{c}: x;" for c in "abcdefgh"), "list/i: more:", "list/i/1: one:", "list/i/1/i: deep;",
         "list/i/1/ii: deeper;",
         "list/i/2: two;", "list/j: last."],
    ),
    "a capital I between H and J is a letter, before II a numeral": (
        "LIST\n" + "".join(f"{c}. x\n" for c in "ABCDEFGHIJ") + "NEXT\nI. one\nII. two\n",
        [*(f"list/{c}: x" for c in "ABCDEFGHIJ"), "next/I: one", "next/II: two"],
    ),
    "four kinds of label nest without indentation": (
        "LIST\n(a) x:\n(1) y:\n(i) z:\n(A) one;\n(B) two;\n(ii) zz;\n(2) yy.\n(b) xx.\n",
        ["list/a: x:", "list/a/1: y:", "list/a/1/i: z:", "list/a/1/i/A: one;", "list/a/1/i/B: two;", "list/a/1/ii: zz;",
         "list/a/2: yy.", "list/b: xx."],
    ),
    "one kind of label nests by indentation": (
        "LIST\n  1. x:\n    1. y;\n    2. yy:\n      1. z.\n  2. xx.\n",
        ["list/1: x:", "list/1/1: y;", "list/1/2: yy:", "list/1/2/1: z.", "list/2: xx."],
    ),
    "a list goes on behind a paragraph": (
        "FEES\nFees are:\n(a) one;\n(b) two.\nThe clerk may waive a fee.\n(c) three.\n",
        ["fees/p1: Fees are:", "fees/a: one;", "fees/b: two.", "fees/p2: The clerk", "fees/c: three."],
    ),
    "two lists with the same labels in one section are told apart": (
        "FEES\nChildren:\n(a) one;\n(b) two.\nAdults:\n(a) three;\n(b) four.\n",
        ["fees/p1: Children:", "fees/a: one;", "fees/b: two.", "fees/p2: Adults:", "fees/a~2: three;", "fees/b~2: four."],
    ),
    "words that end the sentence of a list belong to what the list hangs on": (
        "DUTIES\n(1) The chief shall:\n(a) patrol; and\n(b) report;\nbefore the month ends.\n(2) The clerk writes.\n",
        ["duties/1: The chief", "duties/1/a: patrol; and", "duties/1/b: report;", "duties/1/p1: before the",
         "duties/2: The clerk"],
    ),
    "bullets under an item, and letters again": (
        "LIST\n(a) x:\n- one\n- two\n(b) y\n",
        ["list/a: x:", "list/a/bullet-1: one", "list/a/bullet-2: two", "list/b: y"],
    ),
    "bullets of another sign nest at one indentation": (
        "LIST\n• x:\n– one\n– two\n• y\n",
        ["list/bullet-1: x:", "list/bullet-1/bullet-1: one", "list/bullet-1/bullet-2: two", "list/bullet-2: y"],
    ),
    "a paragraph indented below an item is the item's": (
        "LIST\n(a) x.\n\n    More on x.\n\n(b) y.\n\nThe end of all.\n",
        ["list/a: x.", "list/a/p1: More on", "list/b: y.", "list/p1: The end"],
    ),
    "decimals hang on the item or heading whose number they begin with": (
        "1. PURPOSE\n1.1 One.\n1.2 Two:\n1.2.1 deep;\n1.2.2 deeper.\n2. SCOPE\n2.1 Three.\n",
        ["1/1.1: One.", "1/1.2: Two:", "1/1.2/1.2.1: deep;", "1/1.2/1.2.2: deeper.", "2/2.1: Three."],
    ),
    "decimals under numbered items": (
        "RULES\n1. One:\n1.1 deep;\n1.2 deeper.\n2. Two.\n",
        ["rules/1: One:", "rules/1/1.1: deep;", "rules/1/1.2: deeper.", "rules/2: Two."],
    ),
    "whole pinpoints say where they belong, whatever they are nested in": (
        "RULES\n(1) one:\n(1)(a) x;\n(1)(b) y.\n(2)(a)(i) deep;\n(2)(a)(ii) deeper.\n(3) three.\n",
        ["rules/1: one:", "rules/1/a: x;", "rules/1/b: y.", "rules/2/a/i: deep;", "rules/2/a/ii: deeper.",
         "rules/3: three."],
    ),
    "two markers in one line open two lists": (
        "RULES\n(1) (a) x;\n(b) y.\n(2) z.\nMORE\nA. 1. x;\n   2. y.\nB. z.\n",
        ["rules/1/a: x;", "rules/1/b: y.", "rules/2: z.", "more/A/1: x;", "more/A/2: y.", "more/B: z."],
    ),
    "section numbers with the text in their line": (
        "Section 1. Purpose. The aim is order.\n\nSection 2. Scope. All of it:\n(a) x;\n(b) y.\n",
        ["1/p1: The aim", "2/p1: All of", "2/a: x;", "2/b: y."],
    ),
    "articles hold sections": (
        "ARTICLE I - NAME\n\nSection 1. Name. It is this.\n\nARTICLE II - DUES\n\n"
        "Section 1. Sum. Ten dollars.\n\nNo more is due.\n",
        ["article-i/1/p1: It is", "article-ii/1/p1: Ten dollars.", "article-ii/1/p2: No more"],
    ),
    "section signs": (
        "§ 1 Premises leased. The town leases a hut.\n\n§ 2 Term. Nine years.\n",
        ["1/p1: The town", "2/p1: Nine years."],
    ),
    "numbered titles are headings, numbered names in a list are items": (
        "1. Purpose\nThis keeps order.\n2. Streets\nPlows clear:\na. Oak Street\n"
        "b. Elm Street\nThe crews begin at five in the morning.\n",
        ["1/p1: This keeps", "2/p1: Plows clear:", "2/a: Oak Street", "2/b: Elm Street", "2/p2: The crews"],
    ),
    "short names in a numbered list are items to the last": (
        "STREETS\nPlows clear:\n1. Oak Street\n2. Elm Street\n3. Main Street\nThe crews begin at five in the morning.\n",
        ["streets/p1: Plows clear:", "streets/1: Oak Street", "streets/2: Elm Street", "streets/3: Main Street",
         "streets/p2: The crews"],
    ),
    "a heading with nothing under it is kept": (
        "Section 1. Purpose. Order.\n\nSection 2. Reserved.\n\nSection 3. End. Done.\n",
        ["1/p1: Order.", "2/p1: Section 2.", "3/p1: Done."],
    ),
    "rows of a table are kept, one a line": (
        "RATES\nHere they are.\n\nZone    Day rate    Night rate\nNorth   $4          $2\n\nPay in cash.\n",
        ["rates/p1: Here they", "rates/p2: Zone Day", "rates/p3: North $4", "rates/p4: Pay in"],
    ),
    "a table of contents makes no headings": (
        "CONTENTS\n1. Purpose ........ 3\n2. Scope .......... 4\n\nPURPOSE\nThe aim is order.\n",
        ["contents/p1: 1. Purpose", "contents/p2: 2. Scope", "purpose/p1: The aim"],
    ),
    "page numbers are kept as lines, not as headings": (
        "PURPOSE\nThe aim is order.\n\nPage 2 of 3\n\nSCOPE\nAll.\n",
        ["purpose/p1: The aim", "purpose/p2: Page 2", "scope/p1: All."],
    ),
    "short numbered titles without a stop": (
        "1 Purpose\nThe aim is order.\n2 Scope\nAll staff are bound.\n",
        ["1/p1: The aim", "2/p1: All staff"],
    ),
    "numbers that end in zero hold the decimals of their whole": (
        "1.0 PURPOSE\n1.1 The aim.\n2.0 SCOPE\n2.1 All.\n2.2 None:\na) x\nb) y\n",
        ["1.0/1.1: The aim.", "2.0/2.1: All.", "2.0/2.2: None:", "2.0/2.2/a: x", "2.0/2.2/b: y"],
    ),
    "headings that end in a colon": (
        "Purpose:\n\nThe aim is order.\n\nScope:\n\nAll of it:\n\n(a) x;\n(b) y.\n",
        ["purpose/p1: The aim", "scope/p1: All of", "scope/a: x;", "scope/b: y."],
    ),
    "capitals numbered in Roman numerals hold lettered items": (
        "I. PURPOSE\nThe aim.\nII. SCOPE\nA. Staff are bound.\nB. Pupils are not.\nIII. END\nDone.\n",
        ["i/p1: The aim.", "ii/A: Staff are", "ii/B: Pupils are", "iii/p1: Done."],
    ),
    "what is printed above the first heading is the title": (
        "CITY OF X\nPOLICE DEPARTMENT\nOrder 5\n\nPURPOSE\nThe aim.\nSCOPE\nAll.\n",
        ["title-1: CITY OF", "title-2: POLICE DEPARTMENT", "title-3: Order 5", "purpose/p1: The aim.", "scope/p1: All."],
    ),
    "a quoted paragraph stays whole": (
        "CHANGE\nSection 3 is amended to read:\n“(a) No person may fish. (b) Boats may sail.”\nThis begins in May.\n",
        ["change/p1: Section 3", "change/p2: “(a) No", "change/p3: This begins"],
    ),
    "Windows line ends, tabs, form feeds and invisible signs": (
        "AREA\r\n\tThe\u00a0pond is\u200b shut.\r\n\fHOURS\r\n\t(a)\tdawn;\r\n\t(b)\tdu\u00adsk.\r\n",
        ["area/p1: The pond", "hours/a: dawn;", "hours/b: dusk."],
    ),
    "no heading at all": ("The pond is shut.\n\nNobody may fish.\n", ["p1: The pond", "p2: Nobody may"]),
    "items and nothing else": ("(a) one;\n(b) two.\n", ["a: one;", "b: two."]),
    "one line": ("The pond is shut.", ["p1: The pond"]),
    "one line of capitals": ("CLOSED", ["closed/p1: CLOSED"]),
    "a marker without words is kept as a line": ("LIST\n(a) x;\n(b)", ["list/a: x;", "list/p1: (b)"]),
    "nothing": ("\n", []),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_a_text_has_the_outline_a_reader_sees(case: str) -> None:
    raw, paths = SHAPES[case]
    assert shape(raw) == paths


MARKDOWN: dict[str, tuple[str, list[str]]] = {
    "headings nest by their signs": (
        "# Doc\n\nFirst.\n\n## Roles\n\n### Clerk\n\nWrites.\n\n### Chief\n\nSigns.\n\n## End\n\nDone.\n",
        ["title-1: Doc", "p1: First.", "roles/clerk/p1: Writes.", "roles/chief/p1: Signs.", "end/p1: Done."],
    ),
    "underlined headings": ("Doc\n===\n\nRoles\n-----\n\nClerks write.\n", ["title-1: Doc", "roles/p1: Clerks write."]),
    "numbers, bullets in them, numbers again": (
        "## List\n\n1. x\n2. y:\n   - one\n   - two\n3. z\n",
        ["list/1: x", "list/2: y:", "list/2/bullet-1: one", "list/2/bullet-2: two", "list/3: z"],
    ),
    "pinpoints in bullets": (
        "## List\n\n- **(1)** one:\n  - **(1)(a)** x;\n  - **(1)(b)** y.\n- **(2)** two.\n",
        ["list/1: one:", "list/1/a: x;", "list/1/b: y.", "list/2: two."],
    ),
    "a numbered heading gives its number": (
        "# Doc\n\n## 1. Purpose\n\nOrder.\n\n## Article II Scope\n\nAll.\n",
        ["title-1: Doc", "1/p1: Order.", "article-ii/p1: All."],
    ),
    "tables and rules": (
        "## Rates\n\n| Zone | Day |\n|------|-----|\n| North | 4 |\n\n---\n\nDone.\n",
        ["rates/p1: | Zone", "rates/p2: |------|-----|", "rates/p3: | North", "rates/p4: Done."],
    ),
    "quoted lines": ("## Words\n\n> One here.\n\nTwo.\n", ["words/p1: One here.", "words/p2: Two."]),
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_markdown_has_the_outline_its_signs_say(case: str) -> None:
    raw, paths = MARKDOWN[case]
    assert shape(raw, markdown=True) == paths


def test_in_a_section_of_a_code_headings_are_left_out_of_pinpoints() -> None:
    text, outlined = read(
        "# § 4-2 Leases\n\n- (1) One.\n\n## Notes\n\nWords.\n", markdown=True, title="§ 4-2 Leases", cite="Code § 4-2"
    )
    assert [(p.id, p.label) for p in outlined.provisions if p.kind != "title"] == [
        ("d@1/1", "Code § 4-2(1)"),
        ("d@1/notes/p1", "Code § 4-2, Notes ¶1"),
    ]


# --- golden trees ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", ["cec", "model-sro-policy"])
def test_the_outline_of_a_shipped_policy_is_the_reviewed_one(document: str, golden: Golden) -> None:
    golden.check(f"outline/{document}.txt", drawn(read_all(SHIPPED, DAY), document))


@pytest.mark.parametrize("path", sorted((TOWN / "outline").glob("*.txt")), ids=lambda path: path.stem)
def test_the_outline_of_a_town_document_is_the_one_written_by_hand(path: object) -> None:
    name = getattr(path, "stem", "")
    reading = read_all(TOWN, DAY)
    rows = [
        f"{p.id}\t{p.label}\t{' '.join(reading.corpus.texts[p.document, p.version][p.start : p.end].split()[:6])}"
        for p in reading.provisions
        if p.document == name and p.kind != "title"
    ]
    assert rows == [
        line for line in (TOWN / "outline" / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line.strip()
    ]


# --- random trees ----------------------------------------------------------------------------------------------------

HEADINGS = ("capitals", "dash", "title", "underline", "section", "article", "number", "markdown")
LABELS: dict[str, tuple[tuple[str, ...], int]] = {
    "indented numbers": (("1.",) * 4, 4),
    "flat brackets": (("(a)", "(1)", "(i)", "(A)"), 0),
    "flat brackets, numbers first": (("(1)", "(a)", "(i)", "(A)"), 0),
    "indented brackets": (("(a)", "(1)", "(i)", "(A)"), 4),
    "letters and numbers": (("A.", "1.", "a.", "i."), 4),
    "numerals first": (("I.", "A.", "1.", "a)"), 4),
    "half brackets": (("1)", "a)", "i)"), 3),
    "flat letters": (("A.", "1.", "a.", "(i)"), 0),
    "bullets": ((), 4),
    "whole pinpoints": (("pin",), 2),
    "flat pinpoints": (("pin",), 0),
}
DECIMALS: dict[str, tuple[tuple[str, ...], int]] = {"decimals": (("1.1",), 0), "indented decimals": (("1.1",), 4)}


def styles() -> list[Style]:
    found = []
    for name, (labels, step) in LABELS.items():
        for headings in HEADINGS:
            if headings == "number" and labels[:1] == ("1.",):
                continue  # "1." would be both a heading's and an item's
            markdown = headings == "markdown"
            columns = (max(step, 3) if labels != ("pin",) else 2) if markdown else step
            glyphs = ("-",) if markdown else ("-", "*", "–") if step else ("•", "–")
            found.append(Style(f"{name}, {headings}", headings, labels, columns, glyphs, markdown))
    for name, (labels, step) in DECIMALS.items():
        found += [
            Style(f"{name}, {headings}", headings, labels, step, ("•", "–")) for headings in ("number", "plain number")
        ]
    return found


STYLES = styles()


@settings(max_examples=220, derandomize=True, deadline=None, database=None)
@given(st.sampled_from(STYLES), st.integers(0, 10**6), st.sampled_from((0, 72)), st.booleans(), st.booleans())
def test_a_random_tree_is_read_back_from_every_style(style: Style, seed: int, width: int, blanks: bool, noisy: bool) -> None:
    style = Style(style.name, style.headings, style.labels, style.step, style.bullets, style.markdown, blanks, width)
    sections = tree(Random(seed), style)
    raw = printed("Rules of the Quay", sections, style)
    if noisy:
        raw = "\ufeff" + raw.replace("\n", "\r\n").replace("e", "e\u00ad").replace("    ", "\t") + "\r\n\r\n"
    text, outlined = read(raw, markdown=style.markdown, title="Rules of the Quay")
    got = [(p.path, p.kind, text[p.start : p.end]) for p in outlined.provisions if p.kind != "title"]
    assert got == expected(sections, style)
    assert [issue for issue in outlined.issues if issue.kind in ("numbering", "duplicate")] == []


def test_a_long_document_is_read_in_time_proportional_to_its_length() -> None:
    style = Style("long", "section", ("(a)", "(1)", "(i)", "(A)"), 0)
    part = printed("Rules", tree(Random(7), style), style)
    seconds = []
    for count in (20, 80):
        began = time.process_time()
        read(part * count)
        seconds.append(time.process_time() - began)
    assert seconds[1] < 4 * 2.5 * seconds[0] + 0.2
