"""A quiz: items from chosen documents, sections and topics, no two of which test the same; the same seed, the same quiz."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from assistant import force
from assistant.distractors import Distractors
from assistant.duty_items import DutyItems
from assistant.errors import DataError
from assistant.item_frame import Frame
from assistant.items import Facet, Item, Kind, Quiz, Source
from assistant.list_items import ListItems
from assistant.lists import items_of
from assistant.obligations import Register, Shelf, Wanted
from assistant.passages import passage
from assistant.point import Point, read_digest
from assistant.points import Points
from assistant.records import Provision
from assistant.wording import quizzes
from assistant.words import content, inside

SEVERAL: tuple[Kind, ...] = ("multiple answer", "matching", "short answer")  # test several points at once
TRIES = 4  # for a statement of the wanted truth
WEIGHTS: Mapping[Kind, float] = {"multiple choice": 6.0, "true/false": 3.0}  # how many of a kind go with one of each other
Writer = Callable[[Point, Sequence[Point], Random], Item | None]
Writers = Mapping[Facet, Mapping[Kind, Writer]]

SAME = 0.75  # of the words of two points with one facet: they are the same point


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a quiz is wanted about, and how; what is empty limits nothing. `topic` are words, or the name of a view of the
    register; `count` 0 asks for all there is."""

    topic: str = ""
    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    difficulty: str = ""
    count: int = 10
    seed: int = 1


class QuizMaker:
    """Makes quizzes from one index on a day."""

    def __init__(self, store: Shelf, register: Register, day: date, index: str, summaries: bool = False) -> None:
        """`summaries`: also from law that is in force and held as a summary only; its items say so."""
        self._register, self._day, self._index = register, day, index
        self.points = Points(store, register, day, summaries)
        self._writers = _writers(self.points)

    def sections(self, documents: Sequence[str] = ()) -> tuple[str, ...]:
        """The headings under which something can be asked, in the order of the documents."""
        found = (_heading(p) for p in self.points.all if not documents or p.passage.provision.document in documents)
        return tuple(dict.fromkeys(heading for heading in found if heading))

    def documents(self) -> tuple[str, ...]:
        """The ids of the documents about which something can be asked."""
        return tuple(dict.fromkeys(point.passage.provision.document for point in self.points.all))

    def make(self, asked: Asked) -> Quiz:
        """The quiz. Raises DataError where there is nothing to ask about what is wanted."""
        chosen = [point for point in self.points.all if self._wanted(point, asked)]
        if not chosen:
            there = ", ".join(self.sections(asked.documents)) or "none"
            about = asked.topic or ", ".join((*asked.sections, *asked.documents)) or "the corpus"
            raise DataError(f"quiz about {about!r}: nothing of it can be asked; there are the sections {there}")
        items = _Composition(self._writers, chosen, asked).items()
        if not items:
            raise DataError("quiz: no honest item of that kind can be made of it; ask for other kinds, or about more")
        about = asked.topic or ", ".join((*asked.sections, *self._shorts(asked.documents)))
        said = quizzes()
        title = said.say("titles", "quiz", about=about or said.say("titles", "everything"))
        return Quiz(title=title, seed=asked.seed, made=self._day.isoformat(), index=self._index, items=tuple(items))

    def _shorts(self, documents: Sequence[str]) -> list[str]:
        return [self.points.documents[id_].short for id_ in documents if id_ in self.points.documents]

    def _wanted(self, point: Point, asked: Asked) -> bool:
        provision = point.passage.provision
        return (
            (not asked.documents or provision.document in asked.documents)
            and (not asked.sections or _under(point, asked.sections))
            and (not asked.topic or self._about(point, asked.topic))
        )

    def _about(self, point: Point, topic: str) -> bool:
        """Whether a point is of a view of the register, or has the topic's words in its heading, lead-in, or own words."""
        view = next((v for v in self._register.views if topic.lower() in (v.id.lower(), v.title.lower())), None)
        if view is not None:
            ids = {one.id for one in self._register.find(Wanted(view=view.id))}
            return point.obligation is not None and point.obligation.id in ids
        said = set(content(f"{_heading(point)} {point.passage.whole} {point.says}"))
        return bool(content(topic)) and set(content(topic)) <= said


class _Composition:
    """One quiz being put together: which points are still to be asked, and how often each kind was used."""

    def __init__(self, writers: Writers, points: Sequence[Point], asked: Asked) -> None:
        self._writers, self._asked, self._rng = writers, asked, Random(asked.seed)
        self._stems = {point.id: frozenset(content(point.says)) for point in points}
        self._points = self._ordered(points)
        self._left = list(self._points)
        self._used: Counter[Kind] = Counter()
        self._tested: list[Point] = []
        self._stems_used: set[str] = set()
        self._truths: Counter[Facet] = Counter()  # of true/false items, how many more hold than do not

    def items(self) -> list[Item]:
        """The items, as many as are wanted and can be made."""
        found: list[Item] = []
        while self._left and (not self._asked.count or len(found) < self._asked.count):
            point = self._left[0]
            item = None if self._asked_already(point) else self._item(point)
            if item is None:
                self._left.remove(point)
                continue
            self._tested += [one for one in self._points if one.id in item.points]
            self._left = [one for one in self._left if one.id not in item.points]
            self._used[item.kind] += 1
            self._stems_used.add(item.stem)
            self._truths[item.facet] += _truth(item) if item.kind == "true/false" else 0
            found.append(item)
        return found

    def _item(self, point: Point) -> Item | None:
        """An item on a point, of the kind that was used least so far and can be made."""
        writers = self._writers[point.facet]
        kinds = [kind for kind in writers if not self._asked.kinds or kind in self._asked.kinds]
        order = sorted(self._rng.sample(kinds, len(kinds)), key=lambda kind: self._used[kind] / WEIGHTS.get(kind, 1.0))
        if not self._asked.count:  # a bank of items: as many as there can be
            order.sort(key=lambda kind: kind in SEVERAL and self._used[kind] > 0)
        tested = {one.id for one in self._tested}
        alike = [one for one in self._points if one.facet == point.facet and one.id not in tested]
        more = [one for one in alike if one.of == point.of or not self._asked_already(one)]
        for kind in order:
            for _ in range(TRIES):
                item = writers[kind](point, more, self._rng)
                if item is None or self._fits(item):
                    break
            if item is not None and self._fits(item):
                return item
        return None

    def _fits(self, item: Item) -> bool:
        """Whether an item is as wanted, unlike all before, and keeps true and false statements even."""
        if item.stem in self._stems_used or self._asked.difficulty not in ("", item.difficulty):
            return False
        return item.kind != "true/false" or abs(self._truths[item.facet] + _truth(item)) <= 1

    def _asked_already(self, point: Point) -> bool:
        """Whether an item tests the same already: here, or in another document that says it in much the same words."""
        stems = self._stems[point.id]
        if point.gap and any((one.sentence, one.gap) == (point.sentence, point.gap) for one in self._tested):
            return True
        tested = (self._stems[one.id] for one in self._tested if one.facet == point.facet)
        return any(inside(stems, other) >= SAME for other in tested)

    def _ordered(self, points: Sequence[Point]) -> list[Point]:
        """The points so that provisions take turns, and what is asked of each differs."""
        groups: dict[str, list[Point]] = {}
        for point in self._rng.sample(points, len(points)):
            groups.setdefault(point.of, []).append(point)
        turns = self._rng.sample(sorted(groups), len(groups))
        found: list[Point] = []
        for at in range(max(map(len, groups.values()), default=0)):
            found += [groups[of][at] for of in turns if at < len(groups[of])]
        return found


def _writers(points: Points) -> Writers:
    """Of each facet the kinds of item that can ask for it."""
    frame, wrong = Frame(points), Distractors(points)
    duties, lists = DutyItems(points, frame, wrong), ListItems(frame, wrong)
    return {
        "who": {"multiple choice": duties.who, "true/false": duties.true_who, "matching": duties.match},
        "how strongly": {"multiple choice": duties.force},
        "how often": {"multiple choice": duties.often, "fill in": duties.gap_often, "true/false": duties.true_often},
        "how many": {"multiple choice": duties.number, "fill in": duties.gap},
        "with whom": {"multiple choice": duties.with_whom},
        "name": {"fill in": duties.gap},
        "stands for": {"fill in": duties.stands_for},
        "means": {"short answer": duties.means},
        "law": {"multiple choice": duties.law},
        "which": {"short answer": duties.complete},
        "what": {"short answer": duties.what},
        "listed": {
            "multiple choice": lists.listed, "multiple answer": lists.listed_all, "true/false": lists.true_listed,
            "short answer": lists.name_them, "matching": lists.match_lists,
        },
    }  # fmt: skip


def stale(quiz: Quiz, store: Shelf, day: date) -> frozenset[str]:
    """The ids of the items one of whose provisions reads otherwise now, no longer stands for sure, or is gone; and of those
    on a whole list that has other items now: the document has changed."""
    known = {provision.id: provision for provision in store.all_provisions()}
    lists = items_of(tuple(known.values()))
    return frozenset(item.id for item in quiz.items if not _stands(item, known, lists, store, day))


def _stands(
    item: Item, known: Mapping[str, Provision], lists: Mapping[str, Sequence[str]], store: Shelf, day: date
) -> bool:  # fmt: skip
    now = [_now(source.provision, source, store, day) for source in item.sources]
    if item.whole and sorted(now) != sorted(lists.get(_now(item.whole, item.key, store, day), ())):
        return False
    return all(_reads(source, known.get(id_), store) for source, id_ in zip(item.sources, now, strict=True))


def _now(id: str, source: Source, store: Shelf, day: date) -> str:
    """The id of a provision in the version of its document that stands for sure on a day, "" where none does."""
    document = store.document(source.document)
    version = force.standing(document, day) if document else None
    if version is None or version.current == "unknown" or version.followed:
        return ""
    return id.replace(f"{source.document}@{source.version}", f"{source.document}@{version.id}", 1)


def _reads(source: Source, provision: Provision | None, store: Shelf) -> bool:
    if provision is None:
        return False
    text = store.text(provision.document, provision.version)
    note = text[slice(*provision.note)] if provision.note else ""
    return read_digest(passage(provision, text), note) == source.digest


def _under(point: Point, sections: Sequence[str]) -> bool:
    """Whether a point stands under one of some headings, at any depth."""
    headings = {heading.lower() for heading in point.passage.provision.headings}
    return any(one.lower() in headings for one in sections)


def _truth(item: Item) -> int:
    """1 for a statement that holds, -1 for one that does not."""
    return 1 if item.options and item.options[0].right else -1


def _heading(point: Point) -> str:
    headings = point.passage.provision.headings
    return headings[-1] if headings else ""
