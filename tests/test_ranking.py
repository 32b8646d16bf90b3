"""Rankings against what is relevant, worked out by hand."""

from evals.ranking import by_group, measured


def test_a_question_without_a_ranking_counts_as_nothing_found() -> None:
    values = measured(("R@10", "AP@10"), {"a": {"p": 1, "q": 1}, "b": {"p": 1}}, {"a": ("p", "x", "q")})
    assert values[:, 0].tolist() == [2 / 2, 0] and values[:, 1].tolist() == [(1 + 2 / 3) / 2, 0]


def test_the_first_relevant_place_gives_the_reciprocal_rank() -> None:
    assert measured(("RR", "R@1"), {"a": {"p": 1}}, {"a": ("x", "p")}).tolist() == [[1 / 2, 0]]


def test_alternatives_count_once_where_the_first_of_them_stands() -> None:
    ranked = ("x", "b", "a", "c", "y")
    assert by_group(ranked, (("a", "b"), ("c",))) == ("x", "group 0", "group 1", "y")


def test_one_provision_may_stand_for_two_needs() -> None:
    assert by_group(("a", "b"), (("a", "b"), ("a",))) == ("group 0", "group 1")


def test_without_needs_a_ranking_keeps_its_ids() -> None:
    assert by_group(("a", "b"), ()) == ("a", "b")
