"""The fixed sentences: read strictly, every fault named."""

import re
from pathlib import Path

import pytest

from assistant.errors import DataError
from assistant.wording import ANSWERS, EXPECTED, QUIZZES, load, quizzes, strict

SHIPPED = ANSWERS.read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    assert SHIPPED.count(old) == 1
    path = folder / "answers.toml"
    path.write_text(SHIPPED.replace(old, new), encoding="utf-8")
    return path


def test_every_shipped_sentence_is_filled_by_its_placeholders() -> None:
    for group, names in EXPECTED.items():
        for name, places in names.items():
            said = load().say(group, name, **{place: f"<{place}>" for place in places})
            assert "$" not in said and all(f"<{place}>" in said for place in places)


def test_every_sentence_of_a_quiz_is_filled_by_its_placeholders() -> None:
    for group, names in QUIZZES.items():
        for name, places in names.items():
            said = quizzes().say(group, name, **{place: f"<{place}>" for place in places})
            assert "$" not in said and all(f"<{place}>" in said for place in places)


def test_sentences_of_a_quiz_are_read_as_strictly(tmp_path: Path) -> None:
    path = tmp_path / "quiz.toml"
    path.write_text('[words]\ntrue = "True $x"\n', encoding="utf-8")
    with pytest.raises(
        DataError, match=r"stems.who is missing;.* words.true must use exactly no placeholder; correct it there"
    ):
        strict(path, QUIZZES)


def test_a_placeholder_that_is_not_filled_is_an_error() -> None:
    with pytest.raises(KeyError):
        load().say("notices", "gap", label="x")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\nnot_found = ", "\nnot_fund = ", "answer.not_found is missing; answer.not_fund is not known"),
        ('where = "$label:"', 'where = "$labels:"', "answer.where must use exactly $label"),
        ('partial = "In part:"', 'partial = "In $part:"', "answer.partial must use exactly no placeholder"),
    ],
)
def test_one_error_names_every_sentence_and_placeholder_that_is_wrong(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(DataError, match=re.escape(told)):
        load(changed(tmp_path, old, new))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.toml: cannot be read"):
        load(tmp_path / "nowhere.toml")
