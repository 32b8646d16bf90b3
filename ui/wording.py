"""The fixed words of the screen, read strictly from `prompts/screen.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, get_args

from assistant.errors import DataError
from assistant.records import InForce, NoticeKind

SCREEN = Path(__file__).resolve().parent.parent / "prompts" / "screen.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One field a fixed text; `states` and `notices` give a word for each in-force state and each kind of notice."""

    name: str
    ask_page: str
    documents_page: str
    duties_page: str
    duties_heading: str
    duties_intro: str
    duties_all: str
    duties_who: str
    duties_modality: str
    duties_every: str
    duties_tier: str
    duties_words: str
    duties_any: str
    duties_count: str
    duties_more: str
    duties_none: str
    duties_often: str
    duties_with: str
    duties_request: str
    duties_if: str
    duties_rests_on: str
    duties_export: str
    duties_table: str
    duties_markdown: str
    duties_json: str
    duties_calendar: str
    crosswalk_page: str
    crosswalk_heading: str
    crosswalk_intro: str
    crosswalk_working: str
    crosswalk_none: str
    crosswalk_required: str
    crosswalk_state: str
    crosswalk_says: str
    crosswalk_unseen: str
    crosswalk_beyond: str
    crosswalk_lower: str
    crosswalk_law: str
    checklist_heading: str
    checklist_intro: str
    checklist_place: str
    checklist_start: str
    checklist_day: str
    checklist_due: str
    checklist_once: str
    checklist_reworded: str
    checklist_save: str
    checklist_open: str
    checklist_sheet: str
    quiz_page: str
    quiz_heading: str
    quiz_intro: str
    quiz_documents: str
    quiz_sections: str
    quiz_topic: str
    quiz_kinds: str
    quiz_difficulty: str
    quiz_any: str
    quiz_count: str
    quiz_seed: str
    quiz_summaries: str
    quiz_make: str
    quiz_open: str
    quiz_none: str
    quiz_fewer: str
    quiz_items: str
    quiz_preview: str
    quiz_take: str
    quiz_right: str
    quiz_wrong: str
    quiz_judge: str
    quiz_answer: str
    quiz_given: str
    quiz_stale: str
    quiz_stale_count: str
    quiz_edited: str
    quiz_up: str
    quiz_down: str
    quiz_drop: str
    quiz_edit: str
    quiz_stem: str
    quiz_choice: str
    quiz_is_right: str
    quiz_answers: str
    quiz_keep: str
    quiz_open_source: str
    quiz_export: str
    quiz_left_out: str
    quiz_done: str
    quiz_again: str
    quiz_score: str
    quiz_score_of: str
    quiz_who: str
    quiz_result: str
    quiz_letter: str
    ask_placeholder: str
    ask_heading: str
    ask_intro: str
    examples_heading: str
    footer: str
    opening: str
    documents_filter: str
    all_documents: str
    some_documents: str
    ask_alone: str
    searched_for: str
    partial_band: str
    closest_heading: str
    more_citations: str
    ask_next: str
    earlier: str
    copy_answer: str
    copy_link: str
    copied: str
    wrong: str
    wrong_prompt: str
    wrong_send: str
    wrong_kept: str
    again: str
    summary: str
    official_text: str
    source_label: str
    in_full: str
    close: str
    previous: str
    next: str
    outline: str
    backed_by: str
    refers_to: str
    not_held: str
    referred_by: str
    cut: str
    documents_heading: str
    documents_intro: str
    version: str
    part: str
    status_only: str
    held_in_part: str
    not_seen: str
    no_document: str
    no_passage: str
    unexpected: str
    state_superseded_on: str
    state_since: str
    state_from: str
    states: Mapping[str, str]
    notices: Mapping[str, str]

    def fill(self, template: str, **values: object) -> str:
        """`template` (one of this record's texts) with its $names filled in."""
        return Template(template).substitute({name: str(value) for name, value in values.items()})


PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "duties_count": frozenset({"count", "total"}),
    "duties_more": frozenset({"count"}),
    "checklist_due": frozenset({"day"}),
    "quiz_fewer": frozenset({"count", "wanted"}),
    "quiz_left_out": frozenset({"count"}),
    "quiz_stale_count": frozenset({"count"}),
    "quiz_score_of": frozenset({"right", "of"}),
    "some_documents": frozenset({"count"}),
    "searched_for": frozenset({"words"}),
    "part": frozenset({"number", "count"}),
    "not_seen": frozenset({"pinpoints"}),
    "no_document": frozenset({"name"}),
    "more_citations": frozenset({"count"}),
    "state_superseded_on": frozenset({"day"}),
    "state_since": frozenset({"day"}),
    "state_from": frozenset({"day"}),
}


def parse(text: str, origin: str) -> Wording:
    """The wording in a TOML `text`; one `DataError` naming `origin` and every key that is missing, unknown or ill-formed."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{origin}: not valid TOML ({error}); correct the file") from error
    wanted = {
        "text": tuple(f.name for f in fields(Wording) if f.name not in ("states", "notices")),
        "states": get_args(InForce),
        "notices": get_args(NoticeKind),
    }
    faults = [f"unknown [{table}]" for table in data if table not in wanted]
    tables: dict[str, Mapping[str, Any]] = {}
    for table, keys in wanted.items():
        found = data.get(table)
        tables[table] = found if isinstance(found, dict) else {}
        faults += [f"missing {table}.{key}" for key in keys if key not in tables[table]]
        faults += [f"unknown {table}.{key}" for key in tables[table] if key not in keys]
        faults += [f"{table}.{key}: {fault}" for key, value in tables[table].items() if (fault := _fault(key, value))]
    if faults:
        raise DataError(f"{origin}: {'; '.join(faults)}; correct the file")
    return Wording(**tables["text"], states=tables["states"], notices=tables["notices"])


def _fault(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return "must be a text"
    template = Template(value)
    wanted = PLACEHOLDERS.get(key, frozenset())
    if not template.is_valid():
        return "has a $ that is no placeholder"
    if set(template.get_identifiers()) != wanted:
        return f"must hold the placeholders {', '.join(sorted(wanted)) or '(none)'}"
    return ""


@cache
def wording() -> Wording:
    """The shipped wording, read once."""
    return parse(SCREEN.read_text(encoding="utf-8"), "prompts/screen.toml")
