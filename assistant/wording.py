"""The fixed sentences of answers and of quizzes, read strictly from their files in `prompts/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template

from assistant.errors import DataError

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
ANSWERS, QUIZ = PROMPTS / "answers.toml", PROMPTS / "quiz.toml"
Expected = Mapping[str, Mapping[str, tuple[str, ...]]]

EXPECTED: Expected = {
    "answer": {"not_found": (), "not_found_closest": (), "partial": (), "where": ("label",)},
    "notices": {
        "placeholder": ("label", "gap"),
        "gap": ("label", "gap"),
        "summary": ("labels", "address"),
        "superseded": ("label", "day", "note"),
        "superseded_undated": ("label", "note"),
        "unknown": ("label", "address", "note"),
        "upcoming": ("label", "day"),
        "changes": ("title", "day"),
        "not_held_version": ("title", "day", "address"),
        "not_held_now": ("title", "address"),
        "not_held_part": ("cite", "address"),
        "not_held_section": ("cite", "official"),
        "not_held_place": ("place",),
        "status_only": ("title", "note", "address"),
        "official": ("address",),
        "conflict_modality": ("one", "first", "other", "second"),
        "conflict_interval": ("one", "first", "other"),
        "conflict_intervals": ("one", "first", "other", "second"),
        "drift": ("label", "cite", "now"),
        "drift_changed": ("label", "cite", "days"),
        "ask_whom": (),
    },
    "follow_ups": {"heading": ("short", "heading"), "term": ("term",)},
}

QUIZZES: Expected = {
    "stems": {
        "who": ("document", "modality", "action"),
        "whose": ("document", "action"),
        "who_all": ("document", "modality", "action"),
        "gap_word": ("document", "sentence"),
        "often": ("document", "sentence"),
        "gap": ("document", "sentence"),
        "gap_often": ("document", "sentence"),
        "number": ("document", "sentence"),
        "phrase": ("document", "sentence"),
        "listed": ("document", "lead"),
        "listed_all": ("document", "lead"),
        "not_listed": ("document", "lead"),
        "name_all": ("document", "count", "lead"),
        "name_some": ("document", "count", "some", "lead"),
        "what": ("document", "condition", "modality", "bearer"),
        "stands_for": ("document", "short"),
        "means": ("document", "term"),
        "law": ("document", "sentence"),
        "complete": ("document", "sentence"),
        "backed": ("document", "sentence"),
        "what_under": ("document", "heading", "modality", "bearer"),
        "match": ("document",),
        "true_who": ("document", "bearer", "modality", "action"),
        "true_whose": ("document", "bearer", "action"),
        "true_said": ("document", "sentence"),
        "true_listed": ("document", "lead", "item"),
        "match_lists": ("document",),
        "document": ("document",),
        "summary": ("document",),
    },
    "words": {"true": (), "false": ()},
    "remarks": {"summary": (), "changed": ("law",), "noted": ("note",), "not_so": ("words",)},
    "titles": {"quiz": ("about",), "everything": ()},
}


class Wording:
    """The sentences of one file; `say("notices", "gap", label=..., gap=...)` fills one."""

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        self._sentences = sentences

    def say(self, group: str, name: str, **values: str) -> str:
        """The sentence with its places filled."""
        return Template(self._sentences[group][name]).substitute(values)


@cache
def load(path: Path = ANSWERS) -> Wording:
    """The wording in `path`. Raises DataError naming every sentence and placeholder that is missing or unknown."""
    return strict(path, EXPECTED)


@cache
def quizzes(path: Path = QUIZ) -> Wording:
    """The sentences of quizzes. Raises DataError naming every sentence and placeholder that is missing or unknown."""
    return strict(path, QUIZZES)


def strict(path: Path, expected: Expected) -> Wording:
    """The wording in `path`, which has exactly what is expected; else raises DataError."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); restore it") from error
    wrong = [*_missing(found, expected), *_unknown(found, expected)]
    if wrong:
        raise DataError(f"{path}: {'; '.join(wrong)}; correct it there")
    return Wording(found)


def notice(name: str, **values: str) -> str:
    """The sentence of a notice with its places filled."""
    return load().say("notices", name, **values)


def _missing(found: Mapping[str, Mapping[str, str]], expected: Expected) -> list[str]:
    return [f"{g}.{n} is missing" for g, names in expected.items() for n in names if n not in found.get(g, {})]


def _unknown(found: Mapping[str, Mapping[str, str]], expected: Expected) -> list[str]:
    wrong = []
    for group, sentences in found.items():
        for name, sentence in sentences.items():
            known = expected.get(group, {}).get(name)
            if known is None:
                wrong.append(f"{group}.{name} is not known")
            elif set(Template(sentence).get_identifiers()) != set(known):
                wrong.append(f"{group}.{name} must use exactly {', '.join('$' + e for e in known) or 'no placeholder'}")
    return wrong
