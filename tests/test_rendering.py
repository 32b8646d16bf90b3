"""An answer as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from runs import citation

from assistant.records import Answer, Notice, Statement
from assistant.rendering import WIDTH, as_json, as_text

if TYPE_CHECKING:
    from conftest import Golden

KEYS = {
    "answer": (
        "id", "question", "asked_as", "status", "text", "statements", "citations", "closest", "notices", "follow_ups",
        "engine", "index", "seconds",
    ),
    "statements": ("text", "citations"),
    "citations": (
        "number", "provision", "document", "version", "title", "tier", "label", "lead_in", "authority", "quote", "start",
        "end", "text_status", "in_force", "source",
    ),
    "notices": ("kind", "text", "citations"),
}  # fmt: skip

SWEEP = citation(1, "park@1/sweeping/p1", "Members sweep the shelves weekly, and never scrape a hot one.")
RING = replace(
    citation(2, "code@2021/4/a"), tier="ordinance", authority="Town Code § 4 (2021)", text_status="summary",
    in_force="superseded", source="https://town.example/4",
)  # fmt: skip
ANSWER = Answer(
    id="a", question="who sweps", asked_as="who sweeps", status="answered",
    text=f"{SWEEP.quote} [1]\n\nMembers must:\n  (a) ring first; [2]",
    statements=(
        Statement(text=SWEEP.quote, citations=(1,)),
        Statement(text="Members must:\n  (a) ring first;", citations=(2,)),
    ),
    citations=(SWEEP, RING), notices=(Notice(kind="superseded", text="Town Code § 4(a) is old. " * 6, citations=(2,)),),
    follow_ups=("What does Park say about Boats?",), index="0001-abc", seconds=0.01,
)  # fmt: skip
REFUSED = Answer(
    id="b",
    question="who",
    asked_as="who",
    status="not_found",
    text="The documents held here do not answer this.",
    closest=(SWEEP,),
)


def test_json_has_every_key_of_the_contract_in_its_order() -> None:
    for answer in (ANSWER, REFUSED):
        data = json.loads(as_json(answer))
        assert tuple(data) == KEYS["answer"]
        for part in ("statements", "citations", "notices"):
            assert all(tuple(entry) == KEYS[part] for entry in data[part])
        assert all(tuple(entry) == KEYS["citations"] for entry in data["closest"])


def test_json_is_one_line_that_keeps_every_character() -> None:
    assert "\n" not in as_json(ANSWER) and "§" in as_json(ANSWER)


def test_the_text_for_reading_is_as_reviewed(golden: Golden) -> None:
    golden.check("answer.txt", as_text(ANSWER) + "\n")
    golden.check("refusal.txt", as_text(REFUSED) + "\n")


def test_no_line_but_an_unbreakable_one_is_wider_than_a_terminal() -> None:
    assert max(map(len, as_text(ANSWER).splitlines())) <= WIDTH
