"""Verification: what is not in the closed set, not an exact span, or not a whole sentence never reaches a reader. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from assistant.drafting import Draft, Piece
from assistant.sentences import sentences

TextOf = Callable[[str, str], str]


def verify(draft: Draft, closed: Collection[str], text_of: TextOf) -> Draft:
    """The draft without every piece that does not hold; a statement of which nothing is left is dropped."""
    statements = (tuple(p for p in pieces if holds(p, closed, text_of)) for pieces in draft.statements)
    return replace(
        draft,
        statements=tuple(pieces for pieces in statements if pieces),
        closest=tuple(piece for piece in draft.closest if holds(piece, closed, text_of)),
    )


def holds(piece: Piece, closed: Collection[str], text_of: TextOf) -> bool:
    """Whether a piece is in the closed set and quotes its provision whole or in whole sentences."""
    provision = piece.provision
    if provision.id not in closed or not provision.start <= piece.start < piece.end <= provision.end:
        return False
    if (piece.start, piece.end) == (provision.start, provision.end):
        return True
    spans = sentences(text_of(provision.document, provision.version), provision.start, provision.end)
    return piece.start in {start for start, _ in spans} and piece.end in {end for _, end in spans}
