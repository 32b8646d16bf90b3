"""The address of a screen."""

import pytest

from ui.address import QUESTION_LIMIT, Address, parse, tidy


@pytest.mark.parametrize(
    "here",
    [
        Address(),
        Address(question="Who must unlock the gate?"),
        Address(question="And how often?", after="Must the gate be locked?"),
        Address(question="a & b = c? #1 +2", documents=("cec", "x"), provision="cec@1/a-b/3/2"),
    ],
)
def test_an_address_read_back_from_its_own_parameters_is_the_same(here: Address) -> None:
    params = {name: [value] if isinstance(value, str) else value for name, value in here.params().items()}
    assert parse(params.get("q", []), params.get("doc", []), params.get("p", []), params.get("after", [])) == here


def test_of_a_repeated_question_or_passage_the_last_counts_and_documents_are_named_once() -> None:
    assert parse(["a", "b"], ["x", "y", "x", " "], ["p", "q"]) == Address(question="b", documents=("x", "y"), provision="q")


def test_another_question_keeps_the_documents_and_closes_the_passage() -> None:
    here = Address(question="a", documents=("x",), provision="p")
    assert here.asking(" b\n c ") == Address(question="b c", documents=("x",))
    assert here.asking("b", " c\n d") == Address(question="b", documents=("x",), after="c d")
    assert here.asking("b", "c").alone() == Address(question="b", documents=("x",))
    assert here.within(["y"]) == Address(question="a", documents=("y",))
    assert here.opening("q") == Address(question="a", documents=("x",), provision="q")


def test_a_question_is_one_line_without_control_characters_and_not_longer_than_the_limit() -> None:
    assert tidy("a\x00b\n\u202ec\t d") == "a b c d"
    assert len(tidy("x" * 100_000)) == QUESTION_LIMIT
