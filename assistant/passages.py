"""A provision with its words at hand: its own, those of its lead-in, and those of its headings."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is read of one provision; all strings are exact pieces of its version's canonical text, joined by a space."""

    provision: Provision
    own: str
    lead_in: str
    heading: str

    @property
    def whole(self) -> str:
        """The lead-in completed by the provision's own words."""
        return f"{self.lead_in} {self.own}" if self.lead_in else self.own


def passage(provision: Provision, text: str) -> Passage:
    """The passage of a provision of the version whose canonical text is `text`."""
    return Passage(
        provision=provision,
        own=text[provision.start : provision.end],
        lead_in=" ".join(text[start:end] for start, end in provision.lead_in),
        heading=" ".join(provision.headings),
    )
