"""Every export of a quiz is read back by a reader that is not ours, and has lost nothing."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from quizzes import HOSTILE, hostile, item, quiz

from assistant.errors import DataError
from assistant.items import Item, Option, Pair
from assistant.quiz_formats import BINARY, FORMATS, write
from assistant.quiz_text import explained, left_out, rights

QUIZ = hostile()
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def one_line(words: str) -> str:
    return " ".join(words.split())


def short(item: Item) -> str:
    """What an essay's feedback holds: the model answers, then the explanation."""
    return "\n".join((*item.answers, explained(item))) if item.kind == "short answer" else explained(item)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_quiz_is_the_same_file(format: str) -> None:
    made = [hashlib.sha256(write(format, QUIZ)).hexdigest() for _ in range(2)]
    assert made[0] == made[1]


# --- GIFT, by pygiftparser -------------------------------------------------------------------------------------------


def read_gift(text: str) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the reader's own code
        from pygiftparser import parser, utils
    # As published it ends an answer at an escaped brace; Moodle does not.
    utils.reAnswer = re.compile(
        r"^(?P<head>.*[^\\]){\s*(?P<answer>(?:.*?[^\\])??)" + utils.GENERALFEEDBACK + "}(?P<tail>.*)", re.M | re.S
    )
    return list(parser.parseFile(io.StringIO(text)))


def unescaped(words: str) -> str:
    """Words as the reader leaves them to whoever displays them, with the format mark taken off."""
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], words.strip(), flags=re.S)
    return plain.removeprefix("[plain]").strip()


def answer_of(found: Any) -> str:
    return unescaped(f"{found.question}->{found.answer}" if found.isMatching else found.answer)


GIFT_ITEMS = [
    pytest.param(one, read, id=one.id) for one, read in zip(QUIZ.items, read_gift(write("gift", QUIZ).decode()), strict=True)
]


@pytest.mark.parametrize(("one", "read"), GIFT_ITEMS)
def test_gift_loses_nothing(one: Item, read: Any) -> None:
    assert read.valid and not read.tail.strip()
    assert unescaped(read.text) == one.stem
    feedback = unescaped(read.generalFeedback)
    assert explained(one) in feedback and all(
        answer in feedback for answer in (one.answers if one.kind == "short answer" else ())
    )
    kinds = {
        "multiple choice": "SelectSet", "multiple answer": "MultipleChoicesSet", "true/false": "TrueFalseSet",
        "fill in": "ShortSet", "matching": "MatchingSet", "short answer": "Essay",
    }  # fmt: skip
    essay = one.kind == "fill in" and any("->" in answer for answer in one.answers)
    assert type(read.answers).__name__ == ("Essay" if essay else kinds[one.kind])
    if one.kind == "true/false":
        assert read.answers.answer == one.options[0].right
    elif one.options:
        assert [(answer_of(found), found.fraction > 0) for found in read.answers.answers] == [
            (option.text, option.right) for option in one.options
        ]
    elif one.kind == "fill in" and not essay:
        assert [answer_of(found) for found in read.answers.answers] == [
            answer.replace("*", "\\*")
            for answer in one.answers  # a star alone stands for any words
        ]
        assert {found.fraction for found in read.answers.answers} == {100}
    elif one.pairs:
        assert [answer_of(found) for found in read.answers.answers] == [f"{p.left} -> {p.right}" for p in one.pairs]


def test_gift_shares_what_several_right_choices_are_worth() -> None:
    options = (Option(text="a", right=True), Option(text="b", right=True), Option(text="c", right=True), Option(text="d"))
    read = read_gift(write("gift", quiz(item("multiple answer", options=options))).decode())
    assert [found.fraction for found in read[0].answers.answers] == [33.33333, 33.33333, 33.33333, -100]


def test_gift_writes_an_arrow_at_the_left_of_a_pair_as_html() -> None:
    text = write("gift", quiz(item("matching", pairs=(Pair(left="a -> b", right="c"), Pair(left="d", right="e"))))).decode()
    assert "=[html] a -&gt; b -> c" in text


# --- Aiken: by the rules of Moodle's importer, for which there is no reader in Python ----------------------------------


def read_aiken(text: str) -> Iterator[tuple[str, list[str], int]]:
    """Each question with its choices and the place of the right one. A line that is none of these begins a question anew."""
    stem, options = "", list[str]()
    for line in filter(None, map(str.strip, text.splitlines())):
        if re.match(r"[A-Z][).]", line):
            options.append(re.sub(r"^[A-Z][).][ \t]?", "", line))
        elif line.startswith("ANSWER:"):
            assert stem and len(options) >= 2
            yield stem, options, ord(line.removeprefix("ANSWER:").strip()) - ord("A")
            stem, options = "", []
        else:
            assert not options, f"a question ends without its answer before {line!r}"
            stem = line


def test_aiken_holds_every_question_with_one_right_choice() -> None:
    wanted = [one for one in QUIZ.items if one.kind in ("multiple choice", "true/false")]
    read = list(read_aiken(write("aiken", QUIZ).decode()))
    assert [(stem, tuple(options)) for stem, options, _ in read] == [
        (one_line(one.stem), tuple(one_line(option.text) for option in one.options)) for one in wanted
    ]
    assert all(one.options[right].right for one, (_, _, right) in zip(wanted, read, strict=True))
    assert {one.kind for one in left_out(QUIZ)} == {"multiple answer", "fill in", "matching", "short answer"}


@pytest.mark.parametrize("stem", ["A. Who?", "B) Who?", "ANSWER: A"])
def test_aiken_keeps_a_question_that_looks_like_another_line(stem: str) -> None:
    read = list(read_aiken(write("aiken", quiz(item(stem=stem))).decode()))
    assert [found[0] for found in read] == [f"Question: {stem}"]


def test_aiken_says_when_it_can_hold_nothing() -> None:
    with pytest.raises(DataError, match="aiken: holds only questions with one right choice"):
        write("aiken", quiz(item("matching")))


# --- QTI 1.2, by pyslet ----------------------------------------------------------------------------------------------


def read_qti(package: bytes) -> tuple[Any, list[Any]]:
    """The assessment and its items; the library that read them beside."""
    with zipfile.ZipFile(io.BytesIO(package)) as found:
        assert found.testzip() is None
        manifest = ElementTree.fromstring(found.read("imsmanifest.xml"))
        files = [one.get("href", "") for one in manifest.iter() if one.tag.endswith("}file")]
        assert sorted((*files, "imsmanifest.xml")) == sorted(found.namelist())
        data = found.read(next(name for name in files if not name.endswith("assessment_meta.xml")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the reader's own code
        from pyslet.qtiv1 import xml

        document = xml.QTIDocument()
        document.read(src=io.BytesIO(data))
    assessment = document.root.Assessment
    return assessment, [one for section in assessment.SectionMixin for one in section.SectionItemMixin]


def texts(element: Any) -> list[str]:
    from pyslet.qtiv1 import common

    found = []
    for one in element.find_children_depth_first(common.MatText):
        words = str(one.get_value())
        found.append(html.unescape(words.replace("<br>", "\n")) if one.texttype == "text/html" else words)
    return found


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    QTI_READ = read_qti(write("qti", QUIZ))
QTI_ITEMS = [pytest.param(one, read, id=one.id) for one, read in zip(QUIZ.items, QTI_READ[1], strict=True)]


@pytest.mark.parametrize(("one", "read"), QTI_ITEMS)
def test_qti_loses_nothing(one: Item, read: Any) -> None:
    from pyslet.qtiv1 import common
    from pyslet.qtiv1 import item as parts

    kinds = {
        "multiple choice": "multiple_choice_question", "multiple answer": "multiple_answers_question",
        "true/false": "true_false_question", "fill in": "short_answer_question", "matching": "matching_question",
        "short answer": "essay_question",
    }  # fmt: skip
    assert read.ItemMetadata.metadata["question_type"][0][0] == kinds[one.kind]
    shown = texts(read.Presentation)
    assert shown[0] == one.stem
    feedback = [found for one_ in read.find_children_depth_first(parts.ItemFeedback) for found in texts(one_)]
    assert feedback == [short(one)]
    right = [
        (str(found.responseIdentifier), str(found.get_value()), type(found.parent).__name__ != "Not")
        for found in read.find_children_depth_first(common.VarEqual)
    ]
    labels = {
        str(found.ident): texts(found)[0] for found in read.find_children_depth_first(parts.ResponseLabel) if texts(found)
    }
    if one.options:
        assert shown[1:] == [option.text for option in one.options]
        assert [labels[ident] for _, ident, holds in right if holds] == [o.text for o in one.options if o.right]
        if one.kind == "multiple answer":
            assert [labels[ident] for _, ident, holds in right if not holds] == [o.text for o in one.options if not o.right]
    elif one.kind == "fill in":
        assert [words for _, words, _ in right] == list(one.answers)
    elif one.pairs:
        lefts = {str(found.ident): texts(found)[0] for found in read.find_children_depth_first(parts.ResponseLId)}
        assert [(lefts[ident], labels[label]) for ident, label, _ in right] == [(p.left, p.right) for p in one.pairs]
        assert shown[2 : 2 + len(rights(one))] == rights(one)


def test_qti_names_the_quiz_where_canvas_looks_for_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write("qti", QUIZ))) as found:
        name = next(name for name in found.namelist() if name.endswith("/assessment_meta.xml"))
        meta = ElementTree.fromstring(found.read(name))
    assert meta.get("identifier") == name.split("/")[0] == QTI_READ[0].ident
    assert meta.findtext("{http://canvas.instructure.com/xsd/cccv1p0}title") == QUIZ.title


def test_qti_leaves_out_signs_that_no_xml_holds() -> None:
    read = read_qti(write("qti", quiz(item(stem="A bell\x07 rings\x0b"))))[1]
    assert texts(read[0].Presentation)[0] == "A bell rings"


# --- Anki, by Anki ---------------------------------------------------------------------------------------------------


def test_anki_imports_every_item_as_a_card_and_loses_nothing(tmp_path: Path) -> None:
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = tmp_path / "deck.apkg"
    path.write_bytes(write("anki", QUIZ))
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        options = ImportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False)
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))
        assert collection.card_count() == len(QUIZ.items)
        assert QUIZ.title.replace(":", "") in {one.name.replace(":", "") for one in collection.decks.all_names_and_ids()}
        notes = [collection.get_note(id_) for id_ in sorted(collection.find_notes(""))]
        read = [{name: html.unescape(field.replace("<br>", "\n")) for name, field in note.items()} for note in notes]
        asked = [html.unescape(note.cards()[0].question()) for note in notes]
    finally:
        collection.close()
    for one, fields, question in zip(QUIZ.items, read, asked, strict=True):
        assert fields["Question"] == one.stem and one.stem in question
        assert all(option.text in fields["Choices"] for option in one.options)
        assert all(pair.left in fields["Choices"] and pair.right in fields["Choices"] for pair in one.pairs)
        assert fields["Answer"] == "\n".join(one.right)
        assert fields["Explanation"] == explained(one)
        assert fields["Label"] == one.key.label and fields["Source"] == one.key.source


# --- CSV, Markdown, JSON, the sheet ------------------------------------------------------------------------------------


def test_csv_has_a_row_an_item_and_no_cell_that_a_spreadsheet_runs() -> None:
    text = write("csv", QUIZ).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(QUIZ.items)
    for number, (one, row) in enumerate(zip(QUIZ.items, rows, strict=True), start=1):
        assert (row["number"], row["kind"], row["question"]) == (str(number), one.kind, one.stem)
        assert all(option.text in row["choices"] for option in one.options)
        assert row["explanation"] == explained(one)
        if not one.pairs:
            assert row["right"].removeprefix("'") == "\n".join(one.right)
        assert row["pairs"] == "\n".join(f"{pair.left} -> {pair.right}" for pair in one.pairs)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=1+1") for cell in cells)


def read_markdown(text: str) -> list[tuple[str, str]]:
    """Each run of text with the blocks that it stands in: ("ordered_list/list_item/paragraph", words)."""
    stack, found = list[str](), list[tuple[str, str]]()
    for token in MarkdownIt("commonmark").parse(text):
        if token.nesting == 1:
            stack.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            stack.pop()
        elif token.type == "inline":
            found.append(("/".join(stack), "".join(map(said, token.children or ()))))
    return found


def said(token: Token) -> str:
    assert token.type in ("text", "softbreak", "text_special"), f"read as markup: {token.type} {token.content!r}"
    return "\n" if token.type == "softbreak" else token.content


def test_markdown_reads_no_markup_in_any_text() -> None:
    read = read_markdown(write("md", QUIZ).decode())
    asked = [words for place, words in read if place == "ordered_list/list_item/paragraph"]
    assert asked[: len(QUIZ.items)] == [one_line(one.stem) for one in QUIZ.items]
    choices = [words for place, words in read if place.endswith("bullet_list/list_item/paragraph")]
    quoted = [words for place, words in read if place.endswith("blockquote/paragraph")]
    for one in QUIZ.items:
        for option in one.options:
            assert any(words.endswith(f": {one_line(option.text)}") for words in (*choices, *asked))
        for pair in one.pairs:
            assert f"__ {one_line(pair.left)}" in choices
            assert any(words.endswith(f": {one_line(pair.right)}") for words in choices)
        for label, words in one.explanation:
            assert f"{label}: {one_line(words)}" in quoted
        assert one_line(one.remark) in quoted


def test_json_has_every_field() -> None:
    data = json.loads(write("json", QUIZ))
    assert [one["stem"] for one in data["items"]] == [one.stem for one in QUIZ.items]
    assert [one["sources"][0]["quote"] for one in data["items"]] == [one.key.quote for one in QUIZ.items]


class Text(HTMLParser):
    """The words of a page, a run each, and the elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.runs.append(" ".join(data.split()))


def test_the_sheet_has_the_items_then_the_answers_and_no_foreign_markup() -> None:
    page = Text()
    page.feed(write("sheet", QUIZ).decode())
    assert not {"b", "script", "img", "a"} & set(page.elements)
    key = page.runs.index(f"Answers: {QUIZ.title}")
    for one in QUIZ.items:
        assert page.runs.index(one_line(one.stem)) < key
        assert all(one_line(right) in page.runs[key:] for right in ([] if one.pairs else one.right))
        assert all(one_line(words) in page.runs[key:] for _, words in one.explanation)
    assert all(any(words in run for run in page.runs) for words in map(one_line, HOSTILE))


def test_what_is_binary_is_told() -> None:
    assert set(BINARY) == {format for format in FORMATS if write(format, QUIZ)[:2] == b"PK"}
