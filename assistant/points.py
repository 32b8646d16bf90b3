"""What of a corpus can be asked: points of its obligations and of its lists, in the words that an item shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from assistant import citations, force
from assistant import norm_patterns as P
from assistant import quiz_patterns as Q
from assistant.claims import Claims
from assistant.items import Facet
from assistant.lists import items_of
from assistant.obligations import DETERMINER, TO_BE_DONE, Backing, Obligation, Register, Shelf, backing
from assistant.passages import Passage, passage
from assistant.point import Listed, Point, read_digest
from assistant.records import Bearer, Cite, Definition, Document, InForce, Provision
from assistant.recurrence import recurrence
from assistant.sentences import sentences
from assistant.words import content

LONGEST_SAID = 300  # of a sentence whose norm word is asked for
LONGEST_ACTION = 220
FEWEST_WORDS = 2  # that carry meaning, of what is asked about somebody
FEWEST_BESIDE = 3  # beside a number and who bears what it is of
FEWEST_IN_LIST = 4  # of an item, whose object may stand in its lead-in
FEWEST_ITEMS = 2  # of a list that is asked about


class Points:
    """The points of an index on a day: of text that stands, is no comment, and leaves nothing open."""

    def __init__(self, store: Shelf, register: Register, day: date, summaries: bool = False) -> None:
        """`summaries`: also of what is in force and held as a summary only, which is no text of the law."""
        self.register, self._store, self._day, self._summaries = register, store, day, summaries
        self.provisions = store.all_provisions()
        self.passages: dict[str, Passage] = {
            p.id: passage(p, store.text(p.document, p.version)) for p in self.provisions if p.kind != "title"
        }
        self.claims = Claims(register, [(one.provision, one.whole) for one in self.passages.values()])
        self.documents: Mapping[str, Document] = {document.id: document for document in store.documents()}
        self._leaders = {item: leader for leader, items in items_of(self.provisions).items() for item in items}
        self._leading = frozenset(self._leaders.values())
        self.lists = tuple(self._lists())
        active = {name: self._active(name) for name in register.bearers()}
        self.actors = tuple(name for name, count in active.items() if count)
        self.offices = tuple(name for name, count in active.items() if count > 1)
        self.all = (*self._of_obligations(), *self._of_lists(), *self._of_terms(), *self._of_laws())

    def stands(self, provision: Provision) -> bool:
        """Whether a provision may be asked about: its text stands, nobody doubts it, no gap is in it."""
        return not provision.placeholders and self.state(provision) is not None

    def state(self, provision: Provision) -> InForce | None:
        """How the text of a provision stands where it may be asked about; None where it may not."""
        document = self.documents[provision.document]
        version = next(v for v in document.versions if v.id == provision.version)
        state = force.state(version, self._day)
        doubtful = version.current == "unknown" or version.followed
        if document.text_status == "summary":
            return state if state == "in force" and self._summaries else None
        return state if state in ("in force", "unknown") and not doubtful else None

    def _asked(self, provision: Provision) -> bool:
        return provision.kind not in ("title", "unplaced") and self.stands(provision)

    def _lists(self) -> Iterator[Listed]:
        leaders = items_of(self.provisions)
        for leader, ids in leaders.items():
            found = [self.passages[id_] for id_ in ids if id_ in self.passages]
            if not found or not all(self._asked(one.provision) for one in found):
                continue
            lead = " ".join(found[0].lead_in.split())
            own = [one for one in found if one.provision.id not in leaders and Q.offered(one.own)]
            norms = [one for one in own if P.ORDERS.match(one.own)]
            told = len(content(lead)) >= FEWEST_WORDS and len(lead) <= Q.LONGEST
            told = told and not P.PRONOUN.match(Q.last(lead)) and not P.ONE_OF.search(lead) and not Q.MEANS.search(lead)
            if len(own) >= FEWEST_ITEMS and not norms and told:
                yield Listed(
                    id=leader,
                    lead=lead,
                    items=tuple(own),
                    every=tuple(found),
                    whole=len(own) == len(ids) and self._whole(found[0].provision),
                    open=any(Q.REST.match(one.own) for one in found),
                    who=self._obliged(own),
                )

    def _whole(self, provision: Provision) -> bool:
        """Whether nothing of a provision's version is known to be missing."""
        versions = self.documents[provision.document].versions
        return next(v for v in versions if v.id == provision.version).held == "whole"

    def _obliged(self, items: Iterable[Passage]) -> frozenset[str]:
        ids = {one.provision.id for one in items}
        return frozenset(name for one in self.register.obligations if one.provision in ids for name in one.who)

    def _of_lists(self) -> Iterator[Point]:
        for listed in self.lists:
            for one in listed.items:
                if Q.REST.match(one.own) or Q.points_back(one.own):
                    continue
                yield Point(
                    id=f"{_unversioned(one.provision.id)}:listed", facet="listed", of=listed.id, says=one.own, passage=one,
                    listed=listed,
                )  # fmt: skip

    def _of_terms(self) -> Iterator[Point]:
        """What short forms stand for and what terms mean, where a document says so."""
        for term in self._store.definitions():
            known = self.passages.get(term.provision)
            if known is None or not self._asked(known.provision) or Q.points_back(known.own):
                continue
            short = next((one for one in term.also if one.isupper() and one in known.own), "")
            if short and term.term in known.own and short not in self.register.bearers_named:
                yield self._of_term(known, "stands for", term.term, short)
            elif self._defines(known, term) and len(known.own) <= Q.LONGEST and self._verbatim(known):
                yield self._of_term(known, "means", known.own, term.term)

    def _defines(self, known: Passage, term: Definition) -> bool:
        """Whether a provision says what a term means, and does nothing else: no list follows, no other term is meant."""
        others = [one for one in self._store.definitions() if one.provision == term.provision]
        quoted = f"“{term.term}”" in known.own or " means " in known.own
        return len(others) == 1 and quoted and bool(Q.IS_A.search(known.own)) and not known.own.rstrip().endswith(":")

    def _of_term(self, known: Passage, facet: Facet, says: str, term: str) -> Point:
        id_ = f"{_unversioned(known.provision.id)}:{facet} {term}"
        return Point(id=id_, facet=facet, of=known.provision.id, says=says, passage=known, gap=says, sentence=term)

    def _of_laws(self) -> Iterator[Point]:
        """Which law a sentence cites, and which one backs a paragraph."""
        for known in self.passages.values():
            if not self._asked(known.provision) or not self._verbatim(known) or known.provision.id in self._leading:
                continue
            for start, end in sentences(known.own):
                sentence = " ".join(known.own[start:end].split())
                before = Q.last(known.lead_in) if start == 0 and known.lead_in else ""
                if not Q.WORD_OF_NORM.search(f"{before} {sentence}"):
                    continue  # it says nothing that a law could ask
                for cite, at, stop in citations.find(sentence, self._store.forms()):
                    if sentence.count(sentence[at:stop]) == 1:
                        yield from self._of_law(known, cite, sentence, sentence[at:stop], before)
            if known.provision.note and known.provision.kind == "paragraph" and sentences(known.own):
                start, end = sentences(known.own)[0]
                for cite, _, _ in citations.find(self.note(known), self._store.forms())[:1]:
                    yield from self._of_law(known, cite, " ".join(known.own[start:end].split()), "", "")

    def note(self, known: Passage) -> str:
        """The authority note that a document prints below a provision, "" for none."""
        text = self._store.text(known.provision.document, known.provision.version)
        return text[slice(*known.provision.note)] if known.provision.note else ""

    def digest(self, known: Passage) -> str:
        """What tells one wording of a provision from another."""
        return read_digest(known, self.note(known))

    def within(self, document: str) -> Iterator[Passage]:
        """The passages of a document."""
        return (one for one in self.passages.values() if one.provision.document == document)

    def backing(self, known: Passage) -> tuple[Backing, ...]:
        """What a provision rests on."""
        text = self._store.text(known.provision.document, known.provision.version)
        return backing(known.provision, self._store, text, self._day)

    def _is_held(self, cite: Cite) -> bool:
        """Whether some text of a section is held: one of which only the number is known may not exist."""
        document = self._store.document(citations.document_id(cite, self._store.forms()))
        return document is not None and any(version.file for version in document.versions)

    def laws(self, known: Passage) -> list[str]:
        """The sections, held in some text, that a provision and its note cite."""
        found = [
            cite for words in (known.own, self.note(known)) for cite, _, _ in citations.find(words, self._store.forms())
        ]
        return [Q.cited(cite) for cite in found if self._is_held(cite)]

    def _of_law(self, known: Passage, cite: Cite, sentence: str, gap: str, before: str) -> Iterator[Point]:
        told = len(set(content(sentence.replace(gap, "")))) >= FEWEST_IN_LIST and len(sentence) <= Q.LONGEST
        if told and not Q.points_back(sentence) and self._is_held(cite):
            yield Point(
                id=f"{_unversioned(known.provision.id)}:law {cite.section} {'cited' if gap else 'noted'}", facet="law",
                of=known.provision.id, says=f"{Q.cited(cite)} {sentence}", passage=known, sentence=sentence, gap=gap,
                before=before,
            )  # fmt: skip

    def _verbatim(self, known: Passage) -> bool:
        return self.documents[known.provision.document].text_status == "verbatim"

    def _of_obligations(self) -> Iterator[Point]:
        for one in self.register.obligations:
            known = self.passages.get(one.provision)
            if known is None or not self._asked(known.provision) or ":" in one.action or Q.CUT_OFF.search(one.action):
                continue
            sentence = Q.sentence_of(one)
            if not sentence or Q.points_back(sentence):
                continue
            yield from self._facets(one, known, sentence)

    def _facets(self, one: Obligation, known: Passage, sentence: str) -> Iterator[Point]:
        before = Q.last(known.lead_in) if one.quote.startswith(sentence[:8]) else ""

        def point(facet: Facet, says: str, gap: str = "") -> Point:
            return Point(
                id=f"{one.point}:{facet}", facet=facet, of=self._leaders.get(one.provision, one.provision), says=says,
                passage=known, obligation=one,
                before=before, sentence=sentence, gap=gap,
            )  # fmt: skip

        told = len(set(content(one.action))) >= (FEWEST_IN_LIST if known.lead_in else FEWEST_WORDS)
        verbatim = self.documents[one.document].text_status == "verbatim"
        acts = bool(one.who) and all(name in self.actors for name in one.who) and not Q.PASSIVE.match(one.action)
        free = not Q.LED.search(sentence[: sentence.find(one.action)]) and (not one.condition or one.condition in one.action)
        plain = (
            free
            and not Q.points_back(one.action)
            and (verbatim or not known.lead_in)
            and not Q.TOLD_OF_BEARER.search(sentence.partition(one.action)[0])
        )
        alone = self._alone(known)
        if told and acts and plain and not alone and len(one.action) <= LONGEST_ACTION and not self._gives_away(one):
            yield point("who", f"{one.borne_by} {one.action}")
        word = Q.norm_word(one, sentence, bool(known.lead_in))
        ordered = bool(one.bearer) and not Q.PASSIVE.match(one.action)
        if told and ordered and word and verbatim and len(sentence) <= LONGEST_SAID and not Q.AS_ONE_LIKES.search(sentence):
            yield point("how strongly", f"{one.borne_by} {one.action}", word)
        if recurrence(one.interval) is not None and one.interval in sentence:
            yield point("how often", f"{one.interval} {one.action}", one.interval)
        number = self._number(one, sentence)
        if number is not None:
            asked = point("how many", f"{number.group()} {one.action}", number["whole"])
            yield replace(asked, id=f"{_unversioned(one.provision)}:{one.start}:{number.start()}", at=number.start("whole"))
        name = next((one for one in Q.PROPER.findall(sentence) if not self._known(one)), "")
        if name and verbatim:
            yield point("name", name, name)
        whom = self._other(one, sentence)
        if whom and len(set(content(sentence.replace(whom, "")))) >= FEWEST_IN_LIST:
            yield point("with whom", f"{whom} {one.action}", whom)
        several = Q.SEVERAL_NAMED.match(one.action)
        if several is not None and one.action in sentence:
            yield point("which", one.action, sentence[sentence.find(one.action) + several.end("verb") :].strip())
        led = self._led(one, sentence)
        if one.modality in TO_BE_DONE and told and acts and (led or alone):
            yield point("what", sentence, led)

    def _number(self, one: Obligation, sentence: str) -> re.Match[str] | None:
        """The number, with its unit, that an obligation itself names, where the sentence says enough of what it is about."""
        said = f"{one.action} {one.deadline}"
        numbers = (m for m in Q.NUMBER.finditer(sentence) if m.group() in said and m.group() not in one.interval)
        found = next(numbers, None)
        if found is None or len({*content(sentence)} - {*content(f"{one.bearer} {found.group()}")}) < FEWEST_BESIDE:
            return None
        return found

    def _other(self, one: Obligation, sentence: str) -> str:
        """The words for the only other one whom an obligation names, "" for none or several."""
        said = DETERMINER.sub("", one.with_whom or one.on_request)
        others = [name for name in self.actors if self.claims.names(name, one.action) and name not in one.who]
        if not said and len(others) == 1:
            said = self.claims.named(others[0], sentence[max(sentence.find(one.action), 0) :])
            near = r"(?:to|of|by|with|from)\s+(?:(?:the|an?|its|their)\s+)?"
            beside = rf"\b{near}{re.escape(said)}(?=[,;:.]|$|\s+(?:to|for|on|in|as)\b)"
            said = said if re.search(beside, sentence) else ""
        said = next((named for name in others if (named := self.claims.named(name, said))), said)
        return said if others and said and sentence.count(said) == 1 else ""

    def _led(self, one: Obligation, sentence: str) -> str:
        """What a sentence says first of when its obligation holds, "" where it says nothing of it."""
        led = one.deadline or one.condition
        first = (
            len(content(led)) >= FEWEST_WORDS and not Q.WORD_OF_NORM.search(led) and sentence.lower().startswith(led.lower())
        )
        return sentence[: len(led)] if first else ""

    def _alone(self, known: Passage) -> bool:
        """Whether a provision is all that stands under its heading, and has one norm."""
        here = (known.provision.document, known.provision.version, known.provision.headings)
        fellows = [p for p in self.provisions if p.kind != "title" and (p.document, p.version, p.headings) == here]
        norms = [one for one in self.register.obligations if one.provision == known.provision.id]
        return bool(known.provision.headings) and len(fellows) == len(norms) == 1

    def _gives_away(self, one: Obligation) -> bool:
        """Whether the words of an obligation name those who bear it."""
        return any(self.claims.names(name, one.action) for name in one.who)

    def _known(self, name: str) -> bool:
        """Whether a proper name is that of a body of law, or of one who bears obligations."""
        codes = [name for form in self._store.forms() for name in (form.code, *form.also)]
        named = any(one in self.register.bearers_named for one in self.register.who(name))
        return named or any(code in name or name in code for code in codes)

    def _active(self, name: str) -> int:
        """How many obligations somebody has that are to be done; none of a paper, nor of what only is to be so."""
        known = self.register.bearers_named.get(name, Bearer(name=name))
        actions = [
            one.action
            for one in self.register.obligations
            if name in one.who and not Q.IDLE.match(P.ADVERBS.sub("", one.action))
        ]
        named = self.register.bearers_named
        known_as = name in named if named else len(actions) > 1
        return len(actions) if known_as and not known.thing else 0


def _unversioned(id_: str) -> str:
    return re.sub(r"@[^/]*", "", id_, count=1)
