"""The comparison with the stock chain: the figures of both sides, worked out by hand."""

from runs import run

from evals import stock
from evals.metrics import Figure
from evals.stock import Given
from evals.train import REFUSED

WORDING = {"a": "Sweep  weekly.", "b": "Ring first.", "c": "No dogs."}


def means(*given: Given) -> dict[str, Figure]:
    return {figure.name: figure for figure in stock.figures(given, WORDING)}


def test_texts_that_stand_whole_in_what_was_returned_count() -> None:
    case = run((("a", "c"), ("b",))).case
    found = means(Given(case=case, texts=("a\nb. Sweep weekly. Then", "ring.")), Given(case=run().case, texts=("x",)))
    assert (found["gold texts contained"].mean, found["gold texts contained"].n) == (1 / 2, 1)
    assert (found["first text holds gold"].mean, found["texts that hold gold"].mean) == (1.0, 1 / 2)
    assert found["characters returned"].mean == 23 + 5


def test_nothing_returned_holds_nothing() -> None:
    found = means(Given(case=run((("a",),)).case, texts=(), status="not_found"))
    assert (found["gold texts contained"].mean, found["first text holds gold"].mean) == (0.0, 0.0)
    assert (found["texts that hold gold"].n, found["answerable refused"].mean) == (0, 1.0)


def test_facts_and_claims_are_looked_for_in_the_texts() -> None:
    case = run(facts=("weekly", "daily"), forbidden=("dogs",)).case
    found = means(Given(case=case, texts=("Sweep WEEKLY.", "No  dogs.")))
    assert (found["facts in the texts"].mean, found["forbidden claims in the texts"].mean) == (1 / 2, 1.0)


def test_an_engine_that_always_answers_refuses_and_defers_nothing() -> None:
    given = [
        Given(case=run(expected="not_found").case, texts=("x",)),
        Given(case=run(expected="partial").case, texts=("x",)),
    ]
    found = means(*given)
    assert (found["unanswerable refused"].mean, found["answerable refused"].mean, found["deferred as partial"].mean) == (
        0,
        0,
        0,
    )


def test_the_distance_to_refuse_at_lies_beyond_nearly_all_answerable_cases() -> None:
    cases = [run(question=str(number), id=str(number)).case for number in range(101)]
    cases.append(run(question="1000", id="no", expected="not_found").case)
    limit = stock.farthest(cases, lambda question: ((), float(question)))
    assert limit == 100 * (1 - REFUSED)
