"""Lessons are read line by line, and what does not fit is named with its line."""

import pytest

from assistant.errors import DataError
from evals import lessons

TEXT = """TITLE: Rules of the Harbour Library
## Borrowing
p Members may borrow:
?* what all can I take home
- a four books at a time; and
? how many novels can I get
- b one film:
-- 1 for a night; or
? can I keep a movie till tomorrow
-- 2 for the weekend on Fridays.
x Who pays for lost books?
## Fines
p A late book costs ten pence a day.
? whats the damage if im late
"""


def test_a_lesson_is_its_parts_and_the_questions_that_they_answer() -> None:
    lesson = lessons.read("library", TEXT, "library.txt")
    assert [part.label for part in lesson.parts] == ["", "a", "b", "1", "2", ""]
    assert [part.above for part in lesson.parts] == [-1, 0, 0, 2, 2, -1]
    assert {part.heading for part in lesson.parts} == {"Borrowing", "Fines"}
    assert lesson.lead_in(3) == "Members may borrow: one film:"
    assert dict(lesson.questions) == {
        "what all can I take home": (0, 1, 2),
        "how many novels can I get": (1,),
        "can I keep a movie till tomorrow": (3,),
        "Who pays for lost books?": (),
        "whats the damage if im late": (5,),
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("* what is this", "begins with none of"),
        ("?", "begins with none of"),
        ("- a", "an item needs"),
        ("p", "says nothing"),
    ],
)
def test_a_line_that_does_not_fit_is_named(line: str, told: str) -> None:
    with pytest.raises(DataError, match=rf"library\.txt:3: .*{told}"):
        lessons.read("library", f"TITLE: Library\np Words.\n{line}\n", "library.txt")


def test_an_item_or_a_question_before_any_paragraph_is_an_error() -> None:
    for line in ("- a an item", "? a question"):
        with pytest.raises(DataError, match=r"library\.txt:1"):
            lessons.read("library", line + "\n", "library.txt")


def test_the_lessons_kept_can_all_be_read_and_each_has_answered_and_unanswered_questions() -> None:
    for lesson in lessons.load():
        assert len(lesson.parts) >= 30, lesson.name
        assert all(part.heading and part.text for part in lesson.parts), lesson.name
        answered = [bool(places) for _, places in lesson.questions]
        assert sum(answered) >= 100 and answered.count(False) >= 20, lesson.name


def test_a_folder_without_lessons_is_an_error(tmp_path: object) -> None:
    with pytest.raises(DataError, match="no lessons"):
        lessons.load(tmp_path)  # type: ignore[arg-type]
