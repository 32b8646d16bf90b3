"""Wrong choices: drawn from the documents, alike in form to the right one, and held by nobody to be true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant import quiz_patterns as Q
from assistant.claims import same_lead
from assistant.items import Option
from assistant.numbers import like, value
from assistant.obligations import MODALITIES, PERIODS, Obligation
from assistant.passages import Passage
from assistant.point import Listed, Point
from assistant.points import Points
from assistant.records import Bearer, Modality
from assistant.recurrence import Recurrence, recurrence
from assistant.words import content, inside

MOST = 3  # wrong choices beside the right one
FEWEST = 2
LONGER = 2.5  # times the length of the right choice
NEAREST = 6  # of the candidates that are nearest to the right one, from which some are drawn
SAME_CHOICE = 0.5  # of the words of two choices: only one of them is offered
TAIL = re.compile(r"[\s;:,.]*(?:\b(?:and|or)\b[\s;:,.]*)?$", re.IGNORECASE)
FIRST_WORD = re.compile(r"\W*(that|whether|how|when|where|while|if|as)\b", re.IGNORECASE)
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|may|must|shall|will|should|requires?)\b", re.IGNORECASE)
LISTING = "include includes including contain following list listed limited each these subjects"
SPOKEN: dict[Modality, tuple[str, ...]] = {
    "must": ("shall", "must", "will"), "must not": ("shall not", "must not", "may not", "will not"),
    "should": ("should",), "may": ("may",),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Words that may be chosen, with the provision that they come from."""

    words: str
    provision: str = ""

    def option(self, right: bool = False) -> Option:
        """As it stands in an item."""
        return Option(text=self.words, right=right, provision=self.provision)


def shown(words: str) -> str:
    """An item of a list as it is offered: on one line, without the stop that ends it, its first letter large."""
    said = TAIL.sub("", " ".join(words.split()))
    return said if said[1:2].isupper() else said[:1].upper() + said[1:]


class Distractors:
    """Where the wrong choices of a corpus's points come from."""

    def __init__(self, points: Points) -> None:
        self._points, self._claims = points, points.claims
        self._items = tuple(
            (one, listed)
            for listed in points.lists
            for one in listed.items
            if not Q.REST.match(one.own) and not Q.points_back(one.own)
        )
        actors = (points.register.bearers_named.get(name, Bearer(name=name)) for name in points.actors)
        names = [phrase for bearer in actors for phrase in (bearer.name, *bearer.also)]
        self._common = frozenset(content(" ".join((*names, LISTING))))
        self._numbers = tuple(dict.fromkeys(self._all_numbers()))
        standing = [one for one in points.register.obligations if points.stands(points.passages[one.provision].provision)]
        self._intervals = tuple(dict.fromkeys(found for one in standing if (found := recurrence(one.interval))))

    def names(self, point: Point, rng: Random) -> list[Choice]:
        """Others that the document names, and who do not bear an obligation."""
        one = _obligation(point)
        found = [name for name in self._points.offices if self._elsewhere(name, one, one.who)]
        return [Choice(words=name) for name in _drawn(found, rng)]

    def others(self, point: Point, rng: Random) -> list[Choice]:
        """Those, of the document, with whom something is not done."""
        one = _obligation(point)
        said = tuple(name for name in self._points.actors if self._claims.names(name, point.gap))
        found = [name for name in self._points.offices if self._elsewhere(name, one, (*said, *one.who))]
        return [Choice(words=name) for name in _drawn(found, rng)]

    def _elsewhere(self, name: str, one: Obligation, apart: Sequence[str]) -> bool:
        """Whether a document names somebody, not where it obliges these, and no text gives them what it gives these."""
        return (
            not any(self._claims.akin(name, other) or self._claims.fellows(name, other) for other in apart)
            and not self._claims.names(name, f"{one.lead_in} {one.quote}")
            and not self._claims.bears(name, one.action)
            and not self._claims.near(name, one.action)
            and self._nearby(name, one.document)
        )

    def forces(self, point: Point) -> list[Choice]:
        """Other norm words than the one printed; none where "no" or "only" turns what it says."""
        one = _obligation(point)
        if point.gap.lower() not in SPOKEN[one.modality] or Q.NEGATED.search(point.sentence):
            return []
        if any(self._claims.forced(one, other) for other in MODALITIES if other != one.modality):
            return []
        at = {"will": 2, "must": 1}.get(point.gap.lower().split()[0], 0)
        words = [some[min(at, len(some) - 1)] for kind, some in SPOKEN.items() if kind != one.modality]
        return [Choice(words=word) for word in words]

    def periods(self, point: Point, rng: Random) -> list[Choice]:
        """Other intervals; those that the documents have first."""
        one = _obligation(point)
        own = recurrence(one.interval)
        known = {(period.frequency, period.every) for period in self._intervals}
        found = [
            name for name, (frequency, every) in PERIODS.items()
            if (period := Recurrence(frequency=frequency, every=every)) != own and not self._claims.comes(one, period)
        ]  # fmt: skip
        found.sort(key=lambda name: PERIODS[name] not in known)
        first = [name for name in found if PERIODS[name] in known]
        rest = [name for name in found if name not in first]
        return [Choice(words=name) for name in (*first, *rng.sample(rest, len(rest)))][:MOST]

    def laws(self, point: Point, rng: Random) -> list[Choice]:
        """Other sections of the same code that the document cites, none of them in the same provision or its note."""
        document = point.passage.provision.document
        here, code = set(self._points.laws(point.passage)), point.says.partition(" § ")[0]
        found = dict.fromkeys(
            law for one in self._points.passages.values() if one.provision.document == document
            for law in self._points.laws(one) if law not in here and law.partition(" § ")[0] == code
        )  # fmt: skip
        return [Choice(words=law) for law in rng.sample(list(found), min(MOST, len(found)))]

    def numbers(self, point: Point, rng: Random) -> list[Choice]:
        """Other numbers that documents give of the same unit."""
        own = Q.NUMBER.match(point.sentence, point.at) or Q.NUMBER.search(point.sentence)
        if own is None:
            return []
        unit, worth = _unit(own), value(own["number"])
        found = dict.fromkeys(
            like(number, own["number"]) for number, other in self._numbers
            if other == unit and value(number) != worth and not self._claims.has(number, point.sentence)
        )  # fmt: skip
        known = [number for number in found if number]
        return [Choice(words=number) for number in rng.sample(known, min(MOST, len(known)))]

    def items(self, point: Point, rng: Random, most: int = MOST) -> list[Choice]:
        """Items of other lists of the document, of the same form and about the same length, that do not belong to this
        one."""
        assert point.listed is not None
        own, mine = point.passage.own, point.listed
        form, length = _form(own, mine.lead), len(shown(own))
        found = [
            (one, listed) for one, listed in self._items
            if one.provision.document == point.passage.provision.document and _form(one.own, listed.lead) == form
            and length / LONGER <= len(shown(one.own)) <= max(length * LONGER, 40) and self.foreign(one, listed, mine)
        ]  # fmt: skip
        found.sort(key=lambda pair: (abs(len(shown(pair[0].own)) - length), pair[0].provision.id))
        near = [one for one, _ in found[:NEAREST]]
        drawn: list[Choice] = []
        for one in rng.sample(near, len(near)):
            if len(drawn) < most and not any(_same(one.own, other.words) for other in drawn):
                drawn.append(Choice(words=shown(one.own), provision=one.provision.id))
        return drawn

    def foreign(self, one: Passage, listed: Listed, mine: Listed) -> bool:
        """Whether an item of another list belongs neither to this one nor to one that means the same; to one that is open
        to all the rest anything may belong."""
        if (
            mine.open
            or listed.id == mine.id
            or mine.lead.startswith(_open(listed.lead))
            or listed.lead.startswith(_open(mine.lead))
        ):
            return False
        fellows = [other.own for other in mine.items]
        return not self._related(listed, mine) and not self._claims.listed(one.own, Q.last(mine.lead), fellows)

    def _related(self, one: Listed, other: Listed) -> bool:
        """Whether two lists may be of the same things. Below one lead-in they are; duties of different bearers are
        not; else a word in common is enough."""
        if same_lead(Q.last(one.lead), Q.last(other.lead)) or _first(one.lead) == _first(other.lead):
            return True
        verbs = _form("", one.lead) == "verb" or _form("", other.lead) == "verb"
        if one.who and other.who and not one.who & other.who and verbs:
            return False
        mine, theirs = ({*content(listed.lead)} - self._common for listed in (one, other))
        duties = Q.GERUND.match(one.items[0].own) and Q.GERUND.match(other.items[0].own) and not one.who & other.who
        return not duties and bool(mine & theirs)

    def _nearby(self, name: str, document: str) -> bool:
        """Whether a document speaks of somebody: obliges them, or names somebody whom the corpus declares as a bearer."""
        if name.lower() in self._points.documents[document].title.lower():
            return False
        if name not in self._points.register.declared:
            return any(one.document == document and name in one.who for one in self._points.register.obligations)
        return any(
            self._claims.names(name, one.whole)
            for one in self._points.passages.values()
            if one.provision.document == document
        )

    def _all_numbers(self) -> Iterator[tuple[str, str]]:
        for one in self._points.passages.values():
            if self._points.stands(one.provision):
                for match in Q.NUMBER.finditer(one.own):
                    yield match["number"], _unit(match)


def _drawn(names: Sequence[str], rng: Random) -> list[str]:
    near = list(names[:NEAREST])
    return rng.sample(near, min(MOST, len(near)))


def _unit(match: re.Match[str]) -> str:
    return "$" if match["money"] else (match["unit"] or "").lower().rstrip("s")


def _form(words: str, lead: str) -> str:
    """The form of an item: a verb that completes its lead-in, a gerund, a clause by its first word, or a noun."""
    first = FIRST_WORD.match(words)
    if first is not None:
        return first[1].lower()
    if words.lstrip()[:1] in "$0123456789":
        return "figure"
    if Q.LATER_NORM.search(lead):
        return "verb"
    if FINITE.search(words):
        return "clause"
    return "gerund" if Q.GERUND.match(words) else "noun"


def _first(lead: str) -> str:
    """What a lead-in says first, where it has more than one part; else all of it."""
    return re.split(r"(?<=[:.])\s+", _open(lead))[0]


def _open(lead: str) -> str:
    return lead.rstrip(" :")


def _same(one: str, other: str) -> bool:
    return inside(frozenset(content(one)), frozenset(content(other))) >= SAME_CHOICE


def _obligation(point: Point) -> Obligation:
    assert point.obligation is not None  # points of lists have none, and are not asked for these
    return point.obligation
