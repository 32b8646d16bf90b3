"""An answer as JSON and as text for a terminal."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict

from assistant import wording
from assistant.records import Answer, Citation

WIDTH = 100


def as_json(answer: Answer) -> str:
    """One line of JSON with every key of the contract."""
    return json.dumps(asdict(answer), ensure_ascii=False)


def as_text(answer: Answer) -> str:
    """The answer for reading: statements, then each citation with its label and state, then the notices."""
    lines = []
    if answer.asked_as != answer.question:
        lines += [f"(searched for: {answer.asked_as})", ""]
    if answer.status == "partial":
        lines.append(wording.load().say("answer", "partial"))
    lines += [_filled(paragraph) for paragraph in answer.text.split("\n")]
    if answer.closest:
        lines += ["", wording.load().say("answer", "not_found_closest")]
    for citation in (*answer.citations, *answer.closest):
        lines += ["", *_citation(citation, bool(answer.closest))]
    if answer.notices:
        lines.append("")
        lines += [_filled(f"! {notice.text}", "  ") for notice in answer.notices]
    return "\n".join(lines)


def _citation(citation: Citation, near: bool) -> list[str]:
    mark = "-" if near else f"[{citation.number}]"
    summary = ", summary, not the text of the law" if citation.text_status == "summary" else ""
    state = "in force: not known" if citation.in_force == "unknown" else citation.in_force
    head = f"{mark} {citation.label} ({citation.tier}{summary}; {state})"
    backed = [f"    backed by {citation.authority}"] if citation.authority else []
    quote = [_filled(f"    “{citation.quote}”", "    ")] if near else []
    source = [f"    {citation.source}"] if citation.source else []
    return [head, *quote, *backed, f"    {citation.provision}", *source]


def _filled(text: str, indent: str = "") -> str:
    return (
        textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) if text else ""
    )
