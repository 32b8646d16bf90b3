"""A quiz as a QTI 1.2 package, as Canvas imports it: a manifest, the assessment, and what Canvas adds to it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assistant.items import Item, Kind, Quiz
from assistant.quiz_text import explained, rights

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
SINCE = (1980, 1, 1, 0, 0, 0)  # the earliest day of a ZIP entry: the same quiz is the same package
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPES: dict[Kind, str] = {
    "multiple choice": "multiple_choice_question", "multiple answer": "multiple_answers_question",
    "true/false": "true_false_question", "fill in": "short_answer_question", "matching": "matching_question",
    "short answer": "essay_question",
}  # fmt: skip


def qti(quiz: Quiz) -> bytes:
    """The package as a ZIP file. A short answer is an essay, its model answer in the feedback."""
    ident = "g" + hashlib.sha256(repr(quiz.items).encode("utf-8", errors="replace")).hexdigest()[:31]
    parts = {
        "imsmanifest.xml": _manifest(ident, quiz),
        f"{ident}/{ident}.xml": _assessment(ident, quiz),
        f"{ident}/assessment_meta.xml": _meta(ident, quiz),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, root in parts.items():
            indent(root)
            entry = zipfile.ZipInfo(name, SINCE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, tostring(root, encoding="utf-8", xml_declaration=True))
    return made.getvalue()


def _manifest(ident: str, quiz: Quiz) -> Element:
    root = Element("manifest", {"xmlns": PACKAGE, "identifier": f"{ident}-manifest"})
    about = SubElement(root, "metadata")
    _said(about, "schema", "IMS Content")
    _said(about, "schemaversion", "1.1.3")
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    one = SubElement(resources, "resource", {"identifier": ident, "type": "imsqti_xmlv1p2"})
    SubElement(one, "file", {"href": f"{ident}/{ident}.xml"})
    SubElement(one, "dependency", {"identifierref": f"{ident}-meta"})
    href = f"{ident}/assessment_meta.xml"
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    other = SubElement(resources, "resource", {"identifier": f"{ident}-meta", "type": kind, "href": href})
    SubElement(other, "file", {"href": href})
    return root


def _meta(ident: str, quiz: Quiz) -> Element:
    root = Element("quiz", {"xmlns": CANVAS, "identifier": ident})
    _said(root, "title", quiz.title)
    _said(root, "shuffle_answers", "false")
    _said(root, "scoring_policy", "keep_highest")
    _said(root, "quiz_type", "assignment")
    _said(root, "points_possible", f"{len(quiz.items)}.0")
    _said(root, "show_correct_answers", "true")
    _said(root, "allowed_attempts", "1")
    _said(root, "available", "false")
    return root


def _assessment(ident: str, quiz: Quiz) -> Element:
    root = Element("questestinterop", {"xmlns": QTI})
    assessment = SubElement(root, "assessment", {"ident": ident, "title": _clean(quiz.title)})
    section = SubElement(assessment, "section", {"ident": "root_section"})
    for number, item in enumerate(quiz.items, start=1):
        _item(section, f"{ident}q{number}", number, item)
    return root


def _item(section: Element, ident: str, number: int, item: Item) -> None:
    one = SubElement(section, "item", {"ident": ident, "title": f"Question {number}"})
    labels = [f"{ident}c{at}" for at in range(len(item.options))]
    fields = SubElement(SubElement(one, "itemmetadata"), "qtimetadata")
    for name, value in (
        ("question_type", TYPES[item.kind]), ("points_possible", "1.0"), ("original_answer_ids", ",".join(labels)),
        ("assessment_question_identifierref", f"a{ident}"),
    ):  # fmt: skip
        field = SubElement(fields, "qtimetadatafield")
        _said(field, "fieldlabel", name)
        _said(field, "fieldentry", value)
    shown = SubElement(one, "presentation")
    _material(shown, item.stem, html=True)
    scored = SubElement(one, "resprocessing")
    outcomes = SubElement(scored, "outcomes")
    SubElement(outcomes, "decvar", {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"})
    told = SubElement(scored, "respcondition", {"continue": "Yes"})
    SubElement(SubElement(told, "conditionvar"), "other")
    SubElement(told, "displayfeedback", {"feedbacktype": "Response", "linkrefid": "general_fb"})
    if item.pairs:
        _matching(shown, scored, ident, item)
    elif item.options:
        _choices(shown, scored, labels, item)
    else:
        _written(shown, scored, item)
    feedback = explained(item) if item.kind != "short answer" else "\n".join((*item.answers, explained(item)))
    _material(SubElement(SubElement(one, "itemfeedback", {"ident": "general_fb"}), "flow_mat"), feedback, html=True)


def _choices(shown: Element, scored: Element, labels: Sequence[str], item: Item) -> None:
    several = item.kind == "multiple answer"
    response = SubElement(shown, "response_lid", {"ident": "response1", "rcardinality": "Multiple" if several else "Single"})
    choices = SubElement(response, "render_choice")
    for label, option in zip(labels, item.options, strict=True):
        _material(SubElement(choices, "response_label", {"ident": label}), option.text)
    condition = _scored(scored, "Set", "100")
    within = SubElement(condition, "and") if several else condition
    for label, option in zip(labels, item.options, strict=True):
        if option.right or several:
            parent = within if option.right else SubElement(within, "not")
            _said(parent, "varequal", label, respident="response1")


def _matching(shown: Element, scored: Element, ident: str, item: Item) -> None:
    known = {words: f"{ident}r{at}" for at, words in enumerate(rights(item))}
    for at, pair in enumerate(item.pairs):
        response = SubElement(shown, "response_lid", {"ident": f"response_{ident}l{at}"})
        _material(response, pair.left)
        choices = SubElement(response, "render_choice")
        for words, label in known.items():
            _material(SubElement(choices, "response_label", {"ident": label}), words)
        condition = _scored(scored, "Add", f"{100 / len(item.pairs):.2f}", more=True)
        _said(condition, "varequal", known[pair.right], respident=f"response_{ident}l{at}")


def _written(shown: Element, scored: Element, item: Item) -> None:
    response = SubElement(shown, "response_str", {"ident": "response1", "rcardinality": "Single"})
    SubElement(SubElement(response, "render_fib"), "response_label", {"ident": "answer1", "rshuffle": "No"})
    if item.kind == "short answer":
        SubElement(SubElement(SubElement(scored, "respcondition", {"continue": "No"}), "conditionvar"), "other")
        return
    condition = _scored(scored, "Set", "100")
    for answer in item.answers:
        _said(condition, "varequal", answer, respident="response1")


def _scored(scored: Element, action: str, points: str, *, more: bool = False) -> Element:
    """A condition that gives points; what is appended to it is what must hold."""
    respcondition = SubElement(scored, "respcondition", {} if more else {"continue": "No"})
    condition = SubElement(respcondition, "conditionvar")
    _said(respcondition, "setvar", points, action=action, varname="SCORE")
    return condition


def _material(parent: Element, words: str, *, html: bool = False) -> None:
    said = escape(words, quote=False).replace("\n", "<br>") if html else words
    _said(SubElement(parent, "material"), "mattext", said, texttype="text/html" if html else "text/plain")


def _said(parent: Element, name: str, words: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _clean(words)


def _clean(words: str) -> str:
    """Words without the signs that XML can't hold."""
    return NOT_XML.sub("", words)
