"""The address of a screen: which question, put to which documents, with which passage open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

QUESTION_LIMIT = 500  # characters; longer text is cut, as the input field would


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`?q=<question>&after=<what was searched for before>&doc=<document id>&doc=...&p=<provision id>`; an empty field isn't
    in the address."""

    question: str = ""
    documents: tuple[str, ...] = ()
    provision: str = ""
    after: str = ""

    def asking(self, question: str, after: str = "") -> Address:
        """The address of another question to the same documents, which may go on from what was searched for before."""
        return replace(self, question=tidy(question), provision="", after=tidy(after))

    def alone(self) -> Address:
        """The same question, asked as if nothing went before."""
        return replace(self, after="")

    def opening(self, provision: str) -> Address:
        """The same question with a passage open beside it."""
        return replace(self, provision=provision)

    def within(self, documents: Sequence[str]) -> Address:
        """The same question put to other documents."""
        return replace(self, documents=tuple(documents), provision="")

    def params(self) -> dict[str, str | list[str]]:
        """The query parameters, in the order of the docstring above."""
        found: dict[str, str | list[str]] = {}
        if self.question:
            found["q"] = self.question
        if self.after:
            found["after"] = self.after
        if self.documents:
            found["doc"] = list(self.documents)
        if self.provision:
            found["p"] = self.provision
        return found


def parse(
    questions: Sequence[str], documents: Sequence[str], provisions: Sequence[str], afters: Sequence[str] = ()
) -> Address:
    """An address from the values of `q`, `doc`, `p` and `after`; of a repeated `q`, `p` or `after` the last counts."""
    return Address(
        question=tidy(questions[-1]) if questions else "",
        documents=tuple(dict.fromkeys(d for d in (tidy(name) for name in documents) if d)),
        provision=tidy(provisions[-1]) if provisions else "",
        after=tidy(afters[-1]) if afters else "",
    )


def tidy(text: str) -> str:
    """`text` on one line, without control characters, no longer than `QUESTION_LIMIT` characters."""
    printable = "".join(c if c.isprintable() else " " for c in text[: 4 * QUESTION_LIMIT])
    return " ".join(printable.split())[:QUESTION_LIMIT].rstrip()
