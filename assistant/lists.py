"""Lists: which provision leads which items in."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Provision


def items_of(provisions: Sequence[Provision]) -> dict[str, tuple[str, ...]]:
    """For each provision that leads a list in, the ids of its items: what hangs on it, or the items behind a paragraph."""
    found: dict[str, list[str]] = {}
    ends = {(p.document, p.version, p.end): p.id for p in provisions}
    for provision in provisions:
        if provision.lead_in:
            leader = provision.parent or ends.get((provision.document, provision.version, provision.lead_in[-1][1]), "")
            if leader:
                found.setdefault(leader, []).append(provision.id)
    return {key: tuple(values) for key, values in found.items()}
