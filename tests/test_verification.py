"""Verification: nothing reaches a reader that does not hold."""

import pytest

from assistant.drafting import Draft, Piece, whole
from assistant.records import Provision
from assistant.verification import holds, verify

TEXT = "Rules\n\nNo dogs. Boats may land at the pier. Ring first.\nSweep weekly.\n"


def provision(name: str, words: str) -> Provision:
    start = TEXT.index(words)
    return Provision(
        id=f"park@1/{name}", document="park", version="1", label=f"Park {name}", kind="paragraph", path=(name,), headings=(),
        marker="", start=start, end=start + len(words),
    )  # fmt: skip


FIRST, SECOND = provision("a", "No dogs. Boats may land at the pier. Ring first."), provision("b", "Sweep weekly.")
CLOSED = {FIRST.id}


def text_of(document: str, version: str) -> str:
    assert (document, version) == ("park", "1")
    return TEXT


def part(words: str, of: Provision = FIRST) -> Piece:
    start = TEXT.index(words)
    return Piece(provision=of, start=start, end=start + len(words))


@pytest.mark.parametrize(
    ("piece", "held"),
    [
        (whole(FIRST), True),
        (part("No dogs."), True),
        (part("Boats may land at the pier. Ring first."), True),
        (part("No dogs. Boats"), False),
        (part("may land at the pier."), False),
        (part("Ring first.\nSweep weekly."), False),
        (part("Sweep weekly."), False),
        (Piece(provision=FIRST, start=FIRST.start, end=FIRST.start), False),
        (whole(SECOND), False),
    ],
    ids=lambda value: TEXT[value.start : value.end] if isinstance(value, Piece) else "",
)
def test_a_quote_is_a_provision_of_the_closed_set_whole_or_in_whole_sentences(piece: Piece, held: bool) -> None:
    assert holds(piece, CLOSED, text_of) is held


def test_what_does_not_hold_is_dropped_and_with_it_a_statement_that_has_nothing_else() -> None:
    good, bad = whole(FIRST), whole(SECOND)
    checked = verify(Draft(statements=((good, bad), (bad,)), closest=(bad, good)), CLOSED, text_of)
    assert checked == Draft(statements=((good,),), closest=(good,))


def test_with_an_empty_closed_set_nothing_is_left() -> None:
    assert verify(Draft(statements=((whole(FIRST),),), closest=()), (), text_of).statements == ()
