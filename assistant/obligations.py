"""The register of obligations: every norm of every provision, with who bears it, its label, its quote and how it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from assistant import citations, force
from assistant.lists import items_of
from assistant.norms import Norm, norms
from assistant.passages import passage
from assistant.records import Bearer, CitationForm, Definition, Document, InForce, Modality, Provision, TextStatus, View
from assistant.recurrence import Frequency, recurrence
from assistant.words import content

PRONOUN = re.compile(r"(?:they|it|he|she|he or she|those|these|this)", re.IGNORECASE)
DETERMINER = re.compile(r"^(?:the|an?|any|each|every|all|both|such|its|their|his|her|no)\s+", re.IGNORECASE)
TOLD_OF = re.compile(
    r"\s*(?:\(|,|\b(?:who|which|that|whom|hired|assigned|appointed|employed|named|designated|working|acting|serving|for|of|at|in|under|with|from|to)\b).*$",
    re.IGNORECASE,
)
SEVERAL = re.compile(r",?\s+\b(?:and|or)\b\s+|,\s+(?=(?:the|an?|each|every)\s)", re.IGNORECASE)
AGENT = re.compile(
    r"^be\s+(?!no\b)\w+.*?\bby\s+(?P<who>(?:the|an?|each|every)\s+[^,;:.]+?)"
    r"(?:\s+(?:and|within|before|after|in|on|at|for)\s.*)?$",
    re.IGNORECASE,
)
SHORT_FORMS = re.compile(r"\b([A-Z]{2,})s\b")  # several of what has a short form
NOBODY_NAMED = "whoever it concerns"  # "It is unlawful to ...", "Report any ..."
STANDING = ("in force", "unknown")


class Shelf(Protocol):
    """What a register is read from: the documents of one generation."""

    def documents(self) -> tuple[Document, ...]: ...
    def document(self, id: str) -> Document | None: ...
    def text(self, document: str, version: str) -> str: ...
    def all_provisions(self) -> tuple[Provision, ...]: ...
    def definitions(self) -> tuple[Definition, ...]: ...
    def forms(self) -> tuple[CitationForm, ...]: ...
    def extra(self, name: str) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """A section that an obligation's text or note cites: the id of its document, the citation as printed, the days on which
    that law has changed since the year cited, and whether the text in force is held."""

    document: str
    cite: str
    changed: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One norm of a provision. `bearer` is printed, `who` are the names it is known under; `quote` is exactly the provision,
    `text[start:end]`; `heading` is the last heading above it; empty strings where the text says nothing of a thing."""

    id: str
    provision: str
    document: str
    version: str
    title: str
    tier: str
    rank: int
    label: str
    heading: str
    who: tuple[str, ...]
    bearer: str
    modality: Modality
    action: str
    object: str
    interval: str
    deadline: str
    with_whom: str
    on_request: str
    condition: str
    lead_in: str
    quote: str
    start: int
    end: int
    authority: str
    backing: tuple[Backing, ...]
    text_status: TextStatus
    in_force: InForce
    source: str

    @property
    def borne_by(self) -> str:
        """The names of those who bear it, or the words printed for them; where nobody is named, just that."""
        return ", ".join(self.who) or self.bearer or NOBODY_NAMED

    @property
    def point(self) -> str:
        """Which obligation it is whatever the version of its document: a tick outlives a new version."""
        return re.sub(r"@[^/]*", "", self.id, count=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which obligations are asked for; what is empty limits nothing. `every` is a period: "yearly", "quarterly", "any"."""

    bearer: str = ""
    modality: str = ""
    tier: str = ""
    heading: str = ""
    every: str = ""
    search: str = ""
    view: str = ""
    documents: tuple[str, ...] = ()
    standing: bool = True


MODALITIES: tuple[Modality, ...] = ("must", "must not", "should", "may")
TO_BE_DONE = ("must", "should")
PERIODS: dict[str, tuple[Frequency, int]] = {
    "daily": ("DAILY", 1), "weekly": ("WEEKLY", 1), "monthly": ("MONTHLY", 1), "quarterly": ("MONTHLY", 3),
    "twice a year": ("MONTHLY", 6), "yearly": ("YEARLY", 1),
}  # fmt: skip


class Register:
    """All obligations of an index on a day, in the order of its provisions, and the views that the corpus has of them."""

    def __init__(self, store: Shelf, day: date) -> None:
        said = json.loads(store.extra("register") or "{}")
        self.views = tuple(
            View(id=v["id"], title=v["title"], words=tuple(v["words"]), bearers=tuple(v["bearers"]))
            for v in said.get("views", ())
        )
        self.declared = frozenset(one["name"] for one in said.get("bearers", ()))
        self.bearers_named = _bearers(said.get("bearers", ()), [(d.term, d.also) for d in store.definitions()])
        self._names = _names(self.bearers_named.values())
        self.obligations = self._by_agents([*self._all(store, day, frozenset(said.get("comments", ())))])

    def find(self, wanted: Wanted) -> tuple[Obligation, ...]:
        """The obligations that are asked for, in order. Raises KeyError for a view that there is none of."""
        view = next((v for v in self.views if v.id == wanted.view), None)
        if wanted.view and view is None:
            raise KeyError(wanted.view)
        return tuple(one for one in self.obligations if _fits(one, wanted) and (view is None or _seen(one, view)))

    def bearers(self) -> tuple[str, ...]:
        """The names of all who bear an obligation, those with the most first."""
        counts: dict[str, int] = {}
        for one in self.obligations:
            for name in one.who:
                counts[name] = counts.get(name, 0) + 1
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))

    def _all(self, store: Shelf, day: date, comments: frozenset[str]) -> Iterator[Obligation]:
        provisions = store.all_provisions()
        lists, by_id = items_of(provisions), {p.id: p for p in provisions}
        leader = {item: above for above, items in lists.items() for item in items}
        before: Obligation | None = None
        where: tuple[str, str, tuple[str, ...]] = ("", "", ())
        for provision in provisions:
            if provision.kind == "title" or comments.intersection(provision.headings):
                continue
            text = store.text(provision.document, provision.version)
            items = [text[by_id[id_].start : by_id[id_].end] for id_ in lists.get(provision.id, ())]
            leads = _leads(provision, by_id, leader, text)
            fellows = [text[by_id[id_].start : by_id[id_].end] for id_ in lists.get(leader.get(provision.id, ""), ())]
            for number, norm in enumerate(norms(text[provision.start : provision.end], leads, items, fellows), start=1):
                here = (provision.document, provision.version, provision.headings)
                if PRONOUN.fullmatch(norm.bearer) and before is not None and before.bearer and where == here:
                    norm = replace(norm, bearer=before.bearer)
                where = here
                before = self._row(provision, number, norm, store, text, day)
                yield before

    def _row(self, provision: Provision, number: int, norm: Norm, store: Shelf, text: str, day: date) -> Obligation:
        document = store.document(provision.document)
        assert document is not None  # a store holds the documents of its provisions
        version = next(v for v in document.versions if v.id == provision.version)
        read = passage(provision, text)
        return Obligation(
            id=f"{provision.id}#{number}", provision=provision.id, document=provision.document, version=provision.version,
            title=document.title, tier=document.tier, rank=document.rank, label=provision.label,
            heading=provision.headings[-1] if provision.headings else "", who=self.who(norm.bearer), bearer=norm.bearer,
            modality=norm.modality, action=norm.action, object=norm.object, interval=norm.interval, deadline=norm.deadline,
            with_whom=norm.with_whom, on_request=norm.on_request, condition=norm.condition, lead_in=read.lead_in,
            quote=read.own, start=provision.start, end=provision.end,
            authority=text[slice(*provision.note)] if provision.note else "", backing=backing(provision, store, text, day),
            text_status=document.text_status,
            in_force=force.state(version, day), source=document.source,
        )  # fmt: skip

    def _by_agents(self, rows: list[Obligation]) -> tuple[Obligation, ...]:
        """The rows, each of what is to be done by somebody whom the register knows borne by that one."""
        known = {_key(name) for one in rows for name in one.who}
        found = []
        for one in rows:
            agent = AGENT.match(one.action)
            if agent is not None and (self._known(agent["who"]) or _key(_noun(agent["who"])) in known):
                one = replace(one, bearer=agent["who"], who=self.who(agent["who"]))
            found.append(one)
        return tuple(found)

    def who(self, bearer: str) -> tuple[str, ...]:
        """The names of those whom a printed bearer means, each once; of one that nobody has named, its own noun."""
        whole = self._names.get(_key(DETERMINER.sub("", bearer.strip())), "")
        parts = [whole] if whole else [self._known(part) or _noun(part) for part in SEVERAL.split(bearer)]
        return tuple(dict.fromkeys(part for part in parts if part))

    def _known(self, bearer: str) -> str:
        """The name that a noun phrase is known under, "" for none."""
        for words in (DETERMINER.sub("", bearer.strip()), _noun(bearer)):
            name = self._names.get(_key(words), "")
            if name:
                return name
        return ""


def backing(provision: Provision, store: Shelf, text: str, day: date) -> tuple[Backing, ...]:
    """The sections that a provision's own words, its note and what leads it in cite, each once, with what is known of them
    on a day; what has no year is cited as of the note's."""
    found: dict[str, Backing] = {}
    noted = citations.find(text[slice(*provision.note)], store.forms()) if provision.note else ()
    years = {cite.year for cite, _, _ in noted if cite.year}
    of_note = next(iter(years)) if len(years) == 1 else None
    spans = (*([provision.note] if provision.note else []), (provision.start, provision.end), *provision.lead_in)
    for start, end in spans:
        for cite, at, stop in citations.find(text[start:end], store.forms()):
            year = cite.year or of_note
            document = store.document(citations.document_id(cite, store.forms()))
            if document is None or document.id == provision.document:
                continue
            now = force.standing(document, day)
            days = [v.effective for v in document.versions if v.effective and year and v.effective.year > year]
            found.setdefault(
                document.id,
                Backing(
                    document=document.id,
                    cite=text[start + at : start + stop], changed=tuple(d.isoformat() for d in days if d <= day),
                    held=now is not None and bool(now.file),
                ),
            )  # fmt: skip
    return tuple(found.values())


def _leads(provision: Provision, by_id: Mapping[str, Provision], leader: Mapping[str, str], text: str) -> list[str]:
    """What leads a provision in, outermost first; each with the sentences before it, which say what a pronoun means."""
    found, above = [], leader.get(provision.id, "")
    for start, end in reversed(provision.lead_in):
        whole = by_id.get(above)
        inside = whole is not None and whole.start <= start and end <= whole.end
        found.append(text[whole.start if whole is not None and inside else start : end])
        above = leader.get(above, "")
    return found[::-1]


def _bearers(data: Iterable[Mapping[str, Any]], terms: Iterable[tuple[str, Sequence[str]]]) -> dict[str, Bearer]:
    """Bearers by name: those of the corpus's data, then the terms and short forms that documents introduce."""
    found = {
        one["name"]: Bearer(
            name=one["name"], also=tuple(one["also"]), within=one.get("within", ""), thing=one.get("thing", False)
        )
        for one in data
    }  # fmt: skip
    known = _names(found.values())
    for term, also in terms:
        name = next((known[_key(phrase)] for phrase in (term, *also) if _key(phrase) in known), term)
        before = found.get(name, Bearer(name=name))
        found[name] = replace(before, also=tuple(dict.fromkeys((*before.also, *(p for p in (term, *also) if p != name)))))
        known |= {_key(phrase): name for phrase in (term, *also) if _key(phrase) not in known}
    return found


def _names(bearers: Iterable[Bearer]) -> dict[str, str]:
    """The name for each phrase."""
    found: dict[str, str] = {}
    for bearer in bearers:
        for phrase in (bearer.name, *bearer.also):
            found.setdefault(_key(phrase), bearer.name)
    return found


def _key(phrase: str) -> str:
    return " ".join(content(SHORT_FORMS.sub(r"\1", phrase))) or phrase.strip().lower()


def _noun(phrase: str) -> str:
    """A noun phrase without article and without what is told of it."""
    words = DETERMINER.sub("", phrase.strip())
    return TOLD_OF.sub("", words).strip() or words


def _fits(one: Obligation, wanted: Wanted) -> bool:
    said = f"{one.lead_in} {one.quote} {one.bearer} {' '.join(one.who)} {one.heading} {one.label}".lower()
    return (
        (not wanted.bearer or any(wanted.bearer.lower() == name.lower() for name in one.who))
        and wanted.modality in ("", one.modality)
        and wanted.tier in ("", one.tier)
        and (not wanted.heading or wanted.heading.lower() in one.heading.lower())
        and (not wanted.every or _comes(one, wanted.every))
        and all(word in said for word in wanted.search.lower().split())
        and (not wanted.documents or one.document in wanted.documents)
        and (not wanted.standing or one.in_force in STANDING)
    )


def _comes(one: Obligation, every: str) -> bool:
    """Whether an obligation comes round in a period, or in any."""
    found = recurrence(one.interval)
    if every == "any":
        return bool(one.interval)
    return found is not None and (found.frequency, found.every) == PERIODS.get(every)


def _seen(one: Obligation, view: View) -> bool:
    said = set(content(one.action))
    words = not view.words or any(set(content(word)) <= said for word in view.words)
    return words and all(name in one.who or set(content(name)) <= said for name in view.bearers)
