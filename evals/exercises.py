"""Practice questions with the provisions that answer each: one JSON object a line, checked on loading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedder import Vectors
from assistant.errors import DataError
from evals.cases import objects

FILE = Path(__file__).resolve().parent / "data" / "practice.jsonl"
WORD = re.compile(r"[a-z0-9']+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A question with the ids of all provisions that answer it on their own, none for one that nothing answers; `line` is
    where it stands in its file."""

    question: str
    gold: tuple[str, ...]
    line: int


def load(path: Path = FILE) -> tuple[Exercise, ...]:
    """The exercises of a file, at least one, a JSON object a line. Raises DataError naming file, line and field."""
    found: dict[str, Exercise] = {}
    for number, data in objects(path):
        one = _exercise(data, number, f"{path}:{number}")
        if one.question in found:
            raise DataError(f"{path}:{number}: the question of line {found[one.question].line} again; keep one of them")
        found[one.question] = one
    if not found:
        raise DataError(f"{path}: no questions there")
    return tuple(found.values())


def _exercise(data: dict[str, Any], number: int, where: str) -> Exercise:
    question, gold = data.get("question"), data.get("gold")
    if not isinstance(question, str) or not question.strip():
        raise DataError(f"{where}: 'question' is needed, a text and not an empty one")
    if not isinstance(gold, list) or not all(isinstance(id_, str) for id_ in gold):
        raise DataError(f"{where}: 'gold' is needed, a list of provision ids")
    return Exercise(question=question, gold=tuple(gold), line=number)


def unknown_gold(exercises: Collection[Exercise], known: Collection[str]) -> tuple[str, ...]:
    """The ids that are not in the index, as `line: id`."""
    return tuple(f"{one.line}: {id_}" for one in exercises for id_ in one.gold if id_ not in known)


def overlap(questions: Sequence[str], exercises: Sequence[Exercise]) -> Vectors:
    """For each question the largest share, of all words that it and an exercise have, that both have; shape (questions,)."""
    own = [_words(question) for question in questions]
    row = {word: at for at, word in enumerate(sorted(frozenset().union(*own)))}
    stands = np.zeros((len(row), len(own)), dtype=np.float32)
    for column, words in enumerate(own):
        stands[[row[word] for word in words], column] = 1
    sizes, best = stands.sum(axis=0), np.zeros(len(own), dtype=np.float32)
    for words in (_words(one.question) for one in exercises):
        both = stands[[row[word] for word in words if word in row]].sum(axis=0)
        np.maximum(best, both / np.maximum(sizes + len(words) - both, 1), out=best)
    return best


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))
