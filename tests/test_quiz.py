"""Quizzes over a small museum's rules and over the shipped documents: what they ask, and what they never do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from museum import DAY

from assistant.__main__ import main
from assistant.errors import DataError
from assistant.index import acquire
from assistant.item_frame import GAP
from assistant.items import KINDS, Item, Quiz, digest
from assistant.numbers import value
from assistant.obligations import Register
from assistant.parts import Index
from assistant.quiz import Asked, QuizMaker, stale
from assistant.quiz_file import opened
from assistant.settings import Settings
from assistant.words import content
from ingest.update import update

ALL = Asked(count=0)
CORPORA = Path(__file__).parent / "corpora"


@pytest.fixture(scope="module")
def index(museum: Settings) -> Iterator[Index]:
    with acquire(museum) as found:
        yield found


@pytest.fixture(scope="module")
def maker(index: Index) -> QuizMaker:
    return QuizMaker(index.store, Register(index.store, DAY), DAY, index.id)


@pytest.fixture(scope="module")
def over_shipped(shipped: Settings) -> Iterator[tuple[Index, QuizMaker]]:
    day = date(2026, 11, 21)
    with acquire(shipped) as found:
        yield found, QuizMaker(found.store, Register(found.store, day), day, found.id, summaries=True)


def over(corpus: str, folder: Path) -> QuizMaker:
    """Quizzes over another corpus of the tests, indexed below a folder."""
    settings = Settings(corpus=CORPORA / corpus, data=folder / "data", index=folder / "index")
    update(settings, DAY, lambda what, done, total: None)
    with acquire(settings) as found:
        return QuizMaker(found.store, Register(found.store, DAY), DAY, found.id)


@pytest.fixture(scope="module", params=["museum", "shipped", "town"])
def quizzes(
    request: pytest.FixtureRequest, maker: QuizMaker, over_shipped: tuple[Index, QuizMaker],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Quiz]:  # fmt: skip
    """Several quizzes on all there is to ask."""
    known = {"museum": maker, "shipped": over_shipped[1]}
    chosen = known.get(request.param) or over(request.param, tmp_path_factory.mktemp(request.param))
    return [chosen.make(replace(ALL, seed=seed)) for seed in range(1, 4)]


@pytest.fixture(scope="module")
def items(quizzes: list[Quiz]) -> list[Item]:
    return [item for quiz in quizzes for item in quiz.items]


def named(items: Sequence[Item], **wanted: object) -> list[Item]:
    return [item for item in items if all(getattr(item, name) == value for name, value in wanted.items())]


# --- what every item must be -----------------------------------------------------------------------------------------


def test_a_choice_has_one_right_answer_and_at_least_one_wrong_and_none_twice(items: list[Item]) -> None:
    for item in items:
        if item.kind in ("multiple choice", "true/false"):
            assert sum(option.right for option in item.options) == 1
        if item.options:
            words = [option.text.casefold() for option in item.options]
            assert len(set(words)) == len(words) and not all(option.right for option in item.options)
        assert bool(item.options) + bool(item.answers) + bool(item.pairs) == 1


def test_what_is_right_stands_in_the_provisions_that_decide(items: list[Item]) -> None:
    for item in items:
        said = " ".join(" ".join(f"{one.lead_in} {one.quote}" for one in item.sources).split()).casefold()
        if item.facet == "listed" and item.kind != "true/false" and "NOT" not in item.stem:
            assert all(
                words.casefold() in said for words in (item.right if not item.pairs else [p.left for p in item.pairs])
            )
        if item.facet in ("how strongly", "name", "how many") and item.kind != "true/false":
            assert item.right[0].casefold() in said
        if "NOT" in item.stem:
            assert item.right[0].casefold() not in said


def test_a_wrong_choice_of_a_list_stands_in_no_item_of_that_list(items: list[Item]) -> None:
    for item in named(items, facet="listed", kind="multiple answer") + named(items, facet="listed", kind="multiple choice"):
        whole = {frozenset(content(source.quote)) for source in item.sources}
        for option in item.options:
            mine = any(len(words & set(content(option.text))) > len(words) / 2 for words in whole)
            assert mine == (option.right != ("NOT" in item.stem)), (item.stem, option.text)


def test_no_question_gives_its_answer_away(items: list[Item]) -> None:
    for item in named(items, facet="who", kind="multiple choice"):
        action = item.stem.partition("“")[2].partition("”")[2]
        assert not [words for words in item.right if words.casefold() in action.casefold()]
    for item in items:
        if item.kind == "fill in":
            shown = item.stem.rpartition("”: “")[2] or item.stem
            assert not [words for words in item.answers if f" {words.casefold()} " in f" {shown.casefold()} "]


def test_no_two_items_of_a_quiz_test_the_same(quizzes: list[Quiz]) -> None:
    for quiz in quizzes:
        points = [point for item in quiz.items for point in item.points]
        assert len(set(points)) == len(points)
        assert len({item.stem for item in quiz.items}) == len({item.id for item in quiz.items}) == len(quiz.items)
        gapped = [item.stem.rpartition("“")[2] for item in quiz.items if GAP in item.stem]
        assert len(set(gapped)) == len(gapped)


def test_a_number_is_offered_once_whatever_its_spelling(items: list[Item]) -> None:
    for item in named(items, facet="how many", kind="multiple choice"):
        worth = [value(option.text) for option in item.options]
        assert None not in worth and len(set(worth)) == len(worth)
        assert len({option.text.isalpha() for option in item.options}) == 1


def test_no_answer_carries_a_quotation_mark(items: list[Item]) -> None:
    for item in items:
        if item.kind == "fill in" or item.facet == "who":
            assert not [words for words in item.right if set(words) & set('“”"')]


def test_a_norm_word_is_not_asked_where_no_or_only_turns_it(items: list[Item]) -> None:
    for item in named(items, facet="how strongly"):
        said = item.stem.rpartition("“")[2].lower().split()
        assert not {"no", "nobody", "none", "only", "neither"} & set(said)


def test_the_key_is_quoted_exactly_and_its_text_stands(
    over_shipped: tuple[Index, QuizMaker], index: Index, maker: QuizMaker
) -> None:
    for store, chosen in ((index.store, maker), (over_shipped[0].store, over_shipped[1])):
        for item in chosen.make(ALL).items:
            for source in item.sources:
                assert store.text(source.document, source.version)[source.start : source.end] == source.quote
                assert source.in_force in ("in force", "unknown")
                assert (source.text_status == "summary") <= (source.in_force == "in force" and "summary" in item.stem)
                provision = store.provision(source.provision)
                assert provision is not None and not provision.placeholders


def test_the_shipped_documents_give_items_of_every_kind(over_shipped: tuple[Index, QuizMaker]) -> None:
    made = {item.stem: item for seed in range(1, 9) for item in over_shipped[1].make(replace(ALL, seed=seed)).items}
    assert len(made) >= 60
    assert {item.kind for item in made.values()} == set(KINDS)


# --- what can be asked of the museum ---------------------------------------------------------------------------------


def stems(maker: QuizMaker, **asked: object) -> str:
    return "\n".join(item.stem for seed in range(1, 9) for item in maker.make(replace(ALL, seed=seed, **asked)).items)  # type: ignore[arg-type]


def test_superseded_text_summaries_and_gaps_are_not_asked_about(maker: QuizMaker) -> None:
    asked = stems(maker)
    assert "tear every ticket" in asked
    assert "stamp" not in asked and "whitewash" not in asked and "evacuation" not in asked


def test_law_held_as_a_summary_is_asked_about_when_wanted_and_said_to_be_one(index: Index) -> None:
    maker = QuizMaker(index.store, Register(index.store, DAY), DAY, index.id, summaries=True)
    items = [item for item in maker.make(ALL).items if "whitewash" in f"{item.stem} {item.pairs} {item.key.quote}"]
    assert items and all("the summary of “Museum Code § 7-1”" in item.stem for item in items)
    assert all("not the text of the law" in item.remark for item in items)


def test_who_is_not_asked_with_somebody_who_belongs_to_them(maker: QuizMaker) -> None:
    asked = [
        item for seed in range(1, 9) for item in maker.make(Asked(count=0, seed=seed, kinds=("multiple choice",))).items
    ]
    keys = [item for item in named(asked, facet="who", kind="multiple choice") if "brass keys" in item.stem]
    assert keys and all(item.right == ("guard",) for item in keys)
    assert not [o for item in keys for o in item.options if o.text in ("security office", "loan agreement")]


def test_numbers_are_asked_with_other_numbers_of_the_same_unit(maker: QuizMaker) -> None:
    asked = [item for seed in range(1, 9) for item in maker.make(replace(ALL, seed=seed)).items]
    found = named(asked, facet="how many")
    assert {"14", "30"} & {answer for item in found for answer in item.right}
    for item in named(found, kind="multiple choice"):
        assert "10" not in {option.text for option in item.options} or item.right == ("10",)


def test_intervals_a_name_and_what_is_to_be_done_first_are_asked(maker: QuizMaker) -> None:
    asked = [item for seed in range(1, 9) for item in maker.make(replace(ALL, seed=seed)).items]
    assert {("monthly",), ("yearly",)} & {item.right for item in named(asked, facet="how often", kind="multiple choice")}
    assert [item.answers for item in named(asked, facet="name")][:1] == [("Great Book of the Treasures",)]
    assert any("Before opening a new wing" in item.stem for item in named(asked, facet="what"))
    assert any("lender" in item.right for item in named(asked, facet="with whom"))


def test_must_and_should_are_asked_by_the_printed_word(maker: QuizMaker) -> None:
    asked = [item for seed in range(1, 9) for item in maker.make(replace(ALL, seed=seed)).items]
    force = [item for item in named(asked, facet="how strongly", kind="multiple choice") if "porcelain" in item.stem]
    assert force and all(item.right == ("should",) and "_____ photograph" in item.stem for item in force)


# --- what is wanted --------------------------------------------------------------------------------------------------


def test_the_same_seed_is_the_same_quiz_and_another_is_another(maker: QuizMaker) -> None:
    one, again, other = (maker.make(Asked(count=6, seed=seed)) for seed in (4, 4, 5))
    assert one == again and one.items != other.items


@pytest.mark.parametrize(
    ("asked", "documents"),
    [
        (Asked(documents=("loans",)), {"loans"}),
        (Asked(sections=("Cleaning",)), {"rules"}),
        (Asked(topic="crates"), {"loans"}),
        (Asked(topic="keys and locks"), {"rules"}),
    ],
)
def test_a_quiz_is_about_what_is_wanted(asked: Asked, documents: set[str], maker: QuizMaker) -> None:
    quiz = maker.make(asked)
    assert {item.key.document for item in quiz.items} == documents


def test_kinds_difficulty_and_count_limit_a_quiz(maker: QuizMaker) -> None:
    assert {item.kind for item in maker.make(Asked(kinds=("true/false",), count=0)).items} == {"true/false"}
    assert {item.difficulty for item in maker.make(Asked(difficulty="hard", count=0)).items} == {"hard"}
    assert len(maker.make(Asked(count=3)).items) == 3


@pytest.mark.parametrize("topic", ["the", "??", "of"])
def test_a_topic_of_no_words_is_about_nothing(topic: str, maker: QuizMaker) -> None:
    with pytest.raises(DataError, match="nothing of it can be asked"):
        maker.make(Asked(topic=topic))


def test_a_kind_that_cannot_be_made_is_an_error(maker: QuizMaker) -> None:
    with pytest.raises(DataError, match="no honest item of that kind can be made"):
        maker.make(Asked(kinds=("true/false",), difficulty="hard"))


def test_a_quiz_about_nothing_is_an_error_that_names_the_sections(maker: QuizMaker) -> None:
    with pytest.raises(DataError, match=r"quiz about 'dragons': nothing of it can be asked; there are the sections Night"):
        maker.make(Asked(topic="dragons"))


# --- what becomes of it ----------------------------------------------------------------------------------------------


def one_item(quiz: Quiz, item: Item, **changes: object) -> Quiz:
    return replace(quiz, items=(replace(item, **changes),))  # type: ignore[arg-type]


def test_an_item_is_stale_when_its_provision_reads_otherwise(index: Index, maker: QuizMaker) -> None:
    quiz = maker.make(Asked(topic="brass keys"))
    item = quiz.items[0]
    assert stale(quiz, index.store, DAY) == frozenset()
    for changed in (
        replace(item.key, digest=digest("", "The guard shall carry iron keys.")),
        replace(item.key, provision="rules@1/night/p9"),
        replace(item.key, document="gone", provision="gone@1/p1"),
    ):
        assert stale(one_item(quiz, item, sources=(changed,)), index.store, DAY) == {item.id}


def test_an_item_on_a_whole_list_is_stale_when_the_list_has_other_items(index: Index, maker: QuizMaker) -> None:
    quiz = maker.make(Asked(count=0, kinds=("short answer",), sections=("Cleaning",)))
    item = quiz.items[0]
    assert item.whole and stale(quiz, index.store, DAY) == frozenset()
    assert stale(one_item(quiz, item, sources=item.sources[:-1]), index.store, DAY) == {item.id}


def test_an_item_outlives_a_new_version_that_says_the_same_there(index: Index, maker: QuizMaker) -> None:
    quiz = maker.make(ALL)
    item = next(item for item in quiz.items if item.key.document == "visits")
    before = replace(item.key, version="1", provision=item.key.provision.replace("@2/", "@1/"))
    assert stale(one_item(quiz, item, sources=(before,)), index.store, DAY) == frozenset()


def test_the_command_writes_a_quiz_whole(
    museum: Settings, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, folder in (("CORPUS", museum.corpus), ("DATA", museum.data), ("INDEX", museum.index)):
        monkeypatch.setenv(f"PINPOINT_{name}", str(folder))
    given = ["quiz", "--topic", "object", "--count", "3", "--seed", "2", "--as-of", "2026-05-01", "--format"]
    assert main([*given, "json"]) == 0
    made = capfdbinary.readouterr()
    assert b"items" in made.err
    quiz = opened(made.out.decode())
    assert quiz.seed == 2 and json.loads(made.out)["kind"] == "pinpoint quiz"
    assert main([*given, "qti"]) == 0
    assert capfdbinary.readouterr().out.endswith(b"\x00\x00")  # the end of a ZIP without a comment, and nothing after it
    assert main([*given, "aiken", "--kind", "matching"]) == 1
    assert capfdbinary.readouterr().err.startswith(b"error: ")
    assert main(["quiz", "--document", "nothing"]) == 1
    assert b"document 'nothing': not in this corpus; there are rules, loans" in capfdbinary.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["quiz", "--count", "-1"])
