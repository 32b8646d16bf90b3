"""A hand-made engine for the screen's tests: three small documents, one of them hostile, and answers written by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.crosswalk import Crosswalk
from assistant.errors import IndexMissing
from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    CitationForm,
    Cite,
    Definition,
    Document,
    Notice,
    Provision,
    Question,
    Reference,
    Statement,
    Version,
)

HOSTILE = (
    "<script>window.hit=1</script><img src=http://evil.test/x.png onerror=window.hit=1> ![i](http://evil.test/i.png) "
    "[l](http://evil.test/) $x^2$ :red[r] :smile: `c` **b** -> -- &lt; http://evil.test/u"
)
BYLAWS = (
    "Pool Bylaws\n"
    "OPENING HOURS\n"
    "The attendant shall unlock the gate at six in the morning on each weekday.\n"
    "ATTENDANTS\n"
    "Each attendant must:\n"
    "(a) hold a rescue certificate;\n"
    "(b) wear the red shirt, as [INSERT SHIRT POLICY] describes; and\n"
    "(c) report each accident under Town Code § 4-2-1.\n"
    "Town Code § 4-2-1 (2020)\n"
)
CODE = "§ 4-2-1 in outline\n(1) Accidents are reported to the clerk within a day.\n(2) The clerk keeps a list.\n"
ODD = f"{HOSTILE}\n{HOSTILE} heading\n(x) {HOSTILE}\n"

DOCUMENTS = (
    Document(
        id="bylaws",
        title="Pool Bylaws of the Town",
        short="Bylaws",
        tier="agency policy",
        rank=2,
        source="bylaws.txt",
        versions=(Version(id="1"),),
    ),
    Document(
        id="code",
        title="Town Code § 4-2-1",
        short="Town Code § 4-2-1",
        tier="statute",
        rank=0,
        text_status="summary",
        source="https://law.example/4-2-1",
        cite="Town Code § 4-2-1",
        versions=(
            Version(id="2020", effective=date(2020, 1, 1), superseded=date(2024, 5, 1)),
            Version(id="2024", effective=date(2024, 5, 1), held="status", note="Only its date is known."),
        ),
    ),
    Document(
        id="odd",
        title=HOSTILE,
        short=HOSTILE,
        tier=HOSTILE,
        rank=1,
        source="javascript:window.hit=1",
        note=HOSTILE,
        versions=(Version(id="1"),),
    ),
)


def provision(text: str, document: str, version: str, path: str, label: str, words: str, **more: object) -> Provision:
    """A provision whose span is where `words` stand in `text`."""
    start = text.index(words, int(str(more.pop("after", 0))))
    base = Provision(
        id=f"{document}@{version}/{path}",
        document=document,
        version=version,
        label=label,
        kind="paragraph",
        path=tuple(path.split("/")),
        headings=(),
        marker="",
        start=start,
        end=start + len(words),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def _bylaws() -> tuple[Provision, ...]:
    note = (BYLAWS.rindex("Town Code"), len(BYLAWS) - 1)
    lead = BYLAWS.index("Each attendant must:")
    gap = BYLAWS.index("[INSERT")
    cite = BYLAWS.index("Town Code § 4-2-1.")
    under = {
        "headings": ("ATTENDANTS",),
        "parent": "bylaws@1/attendants/p1",
        "kind": "item",
        "lead_in": ((lead, lead + len("Each attendant must:")),),
        "note": note,
    }
    held = Reference(
        cite=Cite(code="Town Code", section="4-2-1"), start=cite, end=cite + 17, resolution="held", target="code@2020/1"
    )
    return (
        provision(
            BYLAWS,
            "bylaws",
            "1",
            "opening-hours/p1",
            "Bylaws, Opening Hours ¶1",
            "The attendant shall unlock the gate at six in the morning on each weekday.",
            headings=("OPENING HOURS",),
        ),
        provision(
            BYLAWS,
            "bylaws",
            "1",
            "attendants/p1",
            "Bylaws, Attendants ¶1",
            "Each attendant must:",
            headings=("ATTENDANTS",),
            note=note,
        ),
        provision(
            BYLAWS,
            "bylaws",
            "1",
            "attendants/a",
            "Bylaws, Attendants (a)",
            "hold a rescue certificate;",
            marker="(a)",
            **under,
        ),
        provision(
            BYLAWS,
            "bylaws",
            "1",
            "attendants/b",
            "Bylaws, Attendants (b)",
            "wear the red shirt, as [INSERT SHIRT POLICY] describes; and",
            marker="(b)",
            placeholders=((gap, gap + len("[INSERT SHIRT POLICY]")),),
            **under,
        ),
        provision(
            BYLAWS,
            "bylaws",
            "1",
            "attendants/c",
            "Bylaws, Attendants (c)",
            "report each accident under Town Code § 4-2-1.",
            marker="(c)",
            references=(held,),
            **under,
        ),
    )


def _code() -> tuple[Provision, ...]:
    one, two = "Accidents are reported to the clerk within a day.", "The clerk keeps a list."
    return (
        provision(CODE, "code", "2020", "1", "Town Code § 4-2-1(1)", one, marker="(1)", kind="item"),
        provision(CODE, "code", "2020", "2", "Town Code § 4-2-1(2)", two, marker="(2)", kind="item"),
    )


def _odd() -> tuple[Provision, ...]:
    heading = f"{HOSTILE} heading"
    words = HOSTILE
    return (
        provision(
            ODD, "odd", "1", "p1", HOSTILE, words, marker="(x)", kind="item", headings=(heading,), after=ODD.index("(x)")
        ),
    )


@dataclass(frozen=True)
class FakeStore:
    """The three documents, read only."""

    held: tuple[Document, ...] = DOCUMENTS

    def documents(self) -> tuple[Document, ...]:
        return self.held

    def document(self, id: str) -> Document | None:
        return next((d for d in self.held if d.id == id), None)

    def text(self, document: str, version: str) -> str:
        return {("bylaws", "1"): BYLAWS, ("code", "2020"): CODE, ("odd", "1"): ODD}[document, version]

    def provisions(self, document: str, version: str) -> tuple[Provision, ...]:
        found = (*_bylaws(), *_code(), *_odd())
        return tuple(p for p in found if (p.document, p.version) == (document, version))

    def provision(self, id: str) -> Provision | None:
        return next(
            (p for d, v in (("bylaws", "1"), ("code", "2020"), ("odd", "1")) for p in self.provisions(d, v) if p.id == id),
            None,
        )

    def referring(self, id: str) -> tuple[Provision, ...]:
        return tuple(p for p in _bylaws() if any(r.target == id for r in p.references))

    def all_provisions(self) -> tuple[Provision, ...]:
        return (*_bylaws(), *_code(), *_odd())

    def definitions(self) -> tuple[Definition, ...]:
        return ()

    def forms(self) -> tuple[CitationForm, ...]:
        return (CitationForm(code="Town Code", section=r"\d+-\d+-\d+", document="code"),)

    def extra(self, name: str) -> str | None:
        views = [{"id": "shirts", "title": "Shirts", "words": ["shirt"], "bearers": ["attendant"]}]
        return json.dumps({"views": views}) if name == "register" else None


@dataclass(frozen=True)
class FakeGeneration:
    """The one generation there is."""

    id: str = "g1"
    store: FakeStore = FakeStore()


class FakeEngine:
    """Answers by a word in the question: gate, must, accident, hostile, broken, crash; anything else is not found."""

    def examples(self) -> tuple[str, ...]:
        return ("Who must unlock the gate?", "What must each attendant do?", "Is each accident reported?")

    def crosswalks(self, day: date) -> tuple[Crosswalk, ...]:
        return ()

    def answer(self, question: Question) -> Answer:
        if "broken" in question.text:
            raise IndexMissing("No index in .pinpoint/index: run `python -m ingest`")
        if "crash" in question.text:
            raise RuntimeError("unforeseen")
        for word, answered in (("gate", _gate), ("must", _must), ("accident", _accident), ("hostile", _hostile)):
            if re.search(word, question.text):
                return answered(question)
        return replace(
            _bare(question, "not_found", "These documents don't answer this."),
            closest=(citation("bylaws@1/opening-hours/p1", 1),),
        )


def citation(id: str, number: int) -> Citation:
    """The citation of a whole provision of the fake's documents."""
    store = FakeStore()
    held = store.provision(id)
    assert held is not None
    document = store.document(held.document)
    assert document is not None
    text = store.text(held.document, held.version)
    return Citation(
        number=number,
        provision=id,
        document=held.document,
        version=held.version,
        title=document.title,
        tier=document.tier,
        label=held.label,
        lead_in=" ".join(text[s:e] for s, e in held.lead_in),
        authority=text[slice(*held.note)] if held.note else "",
        quote=text[held.start : held.end],
        start=held.start,
        end=held.end,
        text_status=document.text_status,
        in_force="superseded" if document.id == "code" else "unknown",
        source=document.source,
    )


def _bare(question: Question, status: AnswerStatus, text: str) -> Answer:
    return Answer(
        id=f"a-{question.text}", question=question.text, asked_as=question.text, status=status, text=text, index="g1"
    )


def _gate(question: Question) -> Answer:
    cited = citation("bylaws@1/opening-hours/p1", 1)
    return replace(
        _bare(question, "answered", f"{cited.quote} [1]"),
        asked_as="who unlocks gate attendant",
        statements=(Statement(text=cited.quote, citations=(1,)),),
        citations=(cited,),
        notices=(Notice(kind="advisory", text="A model text: your own may say otherwise.", citations=(1,)),),
        follow_ups=("What must each attendant do?",),
    )


def _must(question: Question) -> Answer:
    cited = tuple(citation(f"bylaws@1/attendants/{letter}", n) for n, letter in enumerate("abc", start=1))
    listed = "\n".join(f"({letter}) {c.quote} [{c.number}]" for letter, c in zip("abc", cited, strict=True))
    text = f"{cited[0].lead_in}\n{listed}"
    return replace(
        _bare(question, "answered", text),
        statements=(Statement(text=text, citations=(1, 2, 3)),),
        citations=cited,
        follow_ups=("Who must unlock the gate?", "Is each accident reported?"),
    )


def _accident(question: Question) -> Answer:
    cited = citation("code@2020/1", 1), citation("bylaws@1/attendants/c", 2)
    return replace(
        _bare(question, "partial", "In part."),
        statements=tuple(Statement(text=c.quote, citations=(c.number,)) for c in cited),
        citations=cited,
        notices=(
            Notice(kind="superseded", text="This text was replaced on 2024-05-01; the new one is not held.", citations=(1,)),
            Notice(kind="summary", text="Town Code § 4-2-1 is held as a summary.", citations=(1,)),
        ),
    )


def _hostile(question: Question) -> Answer:
    cited = citation("odd@1/p1", 1)
    return replace(
        _bare(question, "answered", cited.quote),
        asked_as=HOSTILE,
        statements=(Statement(text=cited.quote, citations=(1,)),),
        citations=(cited,),
        notices=(Notice(kind="conflict", text=HOSTILE),),
        follow_ups=(HOSTILE,),
    )
