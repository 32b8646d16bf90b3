"""Items on lists: what belongs to one and what does not; None where no honest one can be made."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from assistant import quiz_patterns as Q
from assistant.distractors import FEWEST, Choice, Distractors, shown
from assistant.item_frame import Frame, choice, options_of, truth
from assistant.items import Item, Pair
from assistant.point import Point
from assistant.words import content

MOST_RIGHT = 3  # right choices of an item with several
ALL = 3  # items of a list that are to be named all; of a longer one, so many
NOT_AS_OFTEN = 0.25  # how often it is asked what is not listed, where it can be
ENOUGH_LISTED = 3  # right choices beside the one that is not named
LARGEST_MATCH, LEAST_MATCH = 4, 3


class ListItems:
    """Writes items from the points of lists."""

    def __init__(self, frame: Frame, wrong: Distractors) -> None:
        self._frame, self._wrong = frame, wrong

    def listed(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """One item among others' items; or, where enough of the list is left, the one that is not among the list's."""
        mine = _fellows(point, more)
        if _duty(point) and len(mine) >= ENOUGH_LISTED and rng.random() < NOT_AS_OFTEN:
            return self._not_listed(mine[:ENOUGH_LISTED], rng)
        wrong = self._wrong.items(point, rng)
        if len(wrong) < FEWEST or self._cued(point, wrong):
            return None
        return self._frame.item(
            "multiple choice", point, (point,), self._frame.stem(point, "listed", lead=_lead(point)),
            options=options_of([choice(point)], wrong, rng),
        )  # fmt: skip

    def _not_listed(self, mine: Sequence[Point], rng: Random) -> Item | None:
        wrong = self._wrong.items(mine[0], rng, most=1)
        if not wrong:
            return None
        options = options_of(wrong, [choice(point) for point in mine], rng)
        stem = self._frame.stem(mine[0], "not_listed", lead=_lead(mine[0]))
        return self._frame.item("multiple choice", mine[0], mine, stem, options=options, hard=True, whole=True)

    def listed_all(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        mine = _fellows(point, more)[: rng.randint(2, MOST_RIGHT)]
        wrong = self._wrong.items(point, rng)
        if len(mine) < FEWEST or len(wrong) < FEWEST or any(self._cued(one, wrong) for one in mine):
            return None
        stem = self._frame.stem(point, "listed_all", lead=_lead(point))
        options = options_of([choice(one) for one in mine], wrong, rng)
        return self._frame.item("multiple answer", point, mine, stem, options=options, hard=True, whole=True)

    def true_listed(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        wrong = self._wrong.items(point, rng) if _duty(point) else []  # another topic may be covered by a broader one
        if not wrong:
            return None
        holds = rng.random() < 0.5
        item = choice(point).words if holds else wrong[0].words
        stem = self._frame.stem(point, "true_listed", lead=_lead(point), item=item)
        return self._frame.item("true/false", point, (point,), stem, options=truth(holds), whole=not holds)

    def match_lists(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """Items of several lists of one document, each with what leads its own list in."""
        chosen = [point]
        for other in rng.sample(more, len(more)):
            if len(chosen) < LARGEST_MATCH and all(self._apart(other, one) for one in chosen):
                chosen.append(other)
        if len(chosen) < LEAST_MATCH or self._tells(point):
            return None
        headings = [one.passage.provision.headings[-1:] for one in chosen]
        if len(set(headings)) < len(chosen) or not all(headings) or any(map(self._headed, chosen)):
            return None
        pairs = tuple(Pair(left=choice(one).words, right=one.passage.provision.headings[-1]) for one in chosen)
        return self._frame.item("matching", point, chosen, self._frame.stem(point, "match_lists"), pairs=pairs)

    def _apart(self, one: Point, other: Point) -> bool:
        """Whether two items stand in lists of one document, neither of which could have the other's."""
        assert one.listed is not None and other.listed is not None
        same = one.passage.provision.document == other.passage.provision.document
        return (
            same and not self._tells(one) and Q.last(_lead(one)) != Q.last(_lead(other))
            and self._wrong.foreign(one.passage, one.listed, other.listed)
            and self._wrong.foreign(other.passage, other.listed, one.listed)
        )  # fmt: skip

    def _headed(self, point: Point) -> bool:
        """Whether an item repeats words of its heading."""
        return bool(set(content(point.passage.provision.headings[-1])) & set(content(point.passage.own)))

    def _tells(self, point: Point) -> bool:
        """Whether an item repeats words of what leads it in."""
        return bool(set(content(Q.last(_lead(point)))) & set(content(point.passage.own)))

    def name_them(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """The whole list from memory, so only where none of its items is asked for elsewhere."""
        mine = _fellows(point, more)
        listed = point.listed
        if listed is None or not listed.whole or len(mine) < max(ALL, len(listed.items) - listed.open):
            return None
        count = len(listed.items)
        said = {"count": str(count), "lead": _lead(point)}
        stem = (
            self._frame.stem(point, "name_all", **said)
            if count == ALL
            else self._frame.stem(point, "name_some", some=str(ALL), **said)
        )
        return self._frame.item(
            "short answer", point, mine, stem, answers=tuple(shown(one.own) for one in listed.items), hard=True, whole=True
        )

    def _cued(self, point: Point, wrong: Sequence[Choice]) -> bool:
        """Whether the right choice repeats words of the lead-in that no wrong one repeats."""
        lead = set(content(_lead(point)))
        return bool(lead & set(content(point.passage.own))) and not any(lead & set(content(one.words)) for one in wrong)


def _duty(point: Point) -> bool:
    """Whether an item is something to be done, not a thing or a topic."""
    return bool(Q.GERUND.match(point.passage.own) or Q.LATER_NORM.search(_lead(point)))


def _fellows(point: Point, more: Sequence[Point]) -> list[Point]:
    """A point of a list with the others of the same list."""
    return [point, *(one for one in more if one.of == point.of and one.id != point.id)]


def _lead(point: Point) -> str:
    return point.listed.lead if point.listed else ""
