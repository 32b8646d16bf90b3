"""Items on obligations: who, how strongly, how often, how many, with whom, what; None where no honest one can be made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

from assistant.distractors import FEWEST, Choice, Distractors, shown
from assistant.item_frame import Frame, begun, gapped, obligation, options_of, said_in, truth
from assistant.items import Item, Kind, Pair
from assistant.numbers import spellings
from assistant.obligations import PERIODS, TO_BE_DONE
from assistant.point import Point
from assistant.points import Points
from assistant.quiz_patterns import base_form
from assistant.records import Bearer
from assistant.recurrence import recurrence

LARGEST_MATCH, LEAST_MATCH = 4, 3
FORMS: tuple[Mapping[str, tuple[str, ...]], ...] = (  # adjectives, then adverbs
    {"yearly": ("annual", "yearly"), "quarterly": ("quarterly",), "monthly": ("monthly",)},
    {
        "yearly": ("annually", "yearly", "once a year", "every year"), "quarterly": ("quarterly", "every three months"),
        "monthly": ("monthly", "once a month", "every month"),
    },
)  # fmt: skip
PERSONAL = re.compile(r"\b(?:their|his|her|its)\b", re.IGNORECASE)


class DutyItems:
    """Writes items from the points of obligations."""

    def __init__(self, points: Points, frame: Frame, wrong: Distractors) -> None:
        self._points, self._claims, self._frame, self._wrong = points, points.claims, frame, wrong

    def who(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        one = obligation(point)
        wrong = self._wrong.names(point, rng)
        if len(wrong) < FEWEST or not (base_form(one) or one.modality in TO_BE_DONE):
            return None
        right = [Choice(words=self._spoken(name, point), provision=one.provision) for name in one.who]
        several = len(right) > 1
        name = "who_all" if several else "who" if base_form(one) else "whose"
        stem = self._frame.stem(point, name, modality=one.modality, action=begun(one.action))
        kind: Kind = "multiple answer" if several else "multiple choice"
        return self._frame.item(kind, point, (point,), stem, options=options_of(right, wrong, rng), hard=several)

    def true_who(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        one = obligation(point)
        wrong = self._wrong.names(point, rng)
        if len(one.who) > 1 or not wrong or PERSONAL.search(one.action):
            return None
        if not (base_form(one) or one.modality in TO_BE_DONE):
            return None
        holds = rng.random() < 0.5
        said = self._spoken(one.who[0], point) if holds else wrong[0].words
        name = "true_who" if base_form(one) else "true_whose"
        stem = self._frame.stem(point, name, bearer=said, modality=one.modality, action=begun(one.action))
        return self._frame.item(
            "true/false", point, (point,), stem, options=truth(holds), remark="" if holds else one.bearer
        )

    def match(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """Several duties of one document, each with the only one of those named who bears it."""
        chosen = [point]
        for other in rng.sample(more, len(more)):
            if len(chosen) < LARGEST_MATCH and self._fits(other, chosen):
                chosen.append(other)
        if len(chosen) < LEAST_MATCH or len(obligation(point).who) > 1:
            return None
        pairs = tuple(Pair(left=shown(obligation(p).action), right=self._spoken(obligation(p).who[0], p)) for p in chosen)
        stem = self._frame.stem(point, "match")
        return self._frame.item("matching", point, chosen, stem, pairs=pairs)

    def _fits(self, other: Point, chosen: Sequence[Point]) -> bool:
        one = obligation(other)
        if len(one.who) > 1 or one.document != obligation(chosen[0]).document:
            return False
        mine = [obligation(point) for point in chosen]
        return not any(
            self._claims.bears(one.who[0], two.action) or self._claims.bears(two.who[0], one.action)
            or self._claims.names(one.who[0], two.action) or self._claims.names(two.who[0], one.action)
            for two in mine
        )  # fmt: skip

    def force(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        wrong = self._wrong.forces(point)
        if len(wrong) < FEWEST:
            return None
        stem = self._frame.stem(point, "gap_word", sentence=gapped(point))
        right = [Choice(words=point.gap, provision=obligation(point).provision)]
        return self._frame.item("multiple choice", point, (point,), stem, options=options_of(right, wrong, rng))

    def often(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        wrong = self._wrong.periods(point, rng)
        name = _period(point)
        if len(wrong) < FEWEST or not name:
            return None
        stem = self._frame.stem(point, "often", sentence=gapped(point))
        right = [Choice(words=name, provision=obligation(point).provision)]
        return self._frame.item("multiple choice", point, (point,), stem, options=options_of(right, wrong, rng))

    def gap_often(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        name = _period(point)
        if not name:
            return None
        answers = dict.fromkeys((point.gap, *_forms(point).get(name, ())))
        stem = self._frame.stem(point, "gap_often", sentence=gapped(point))
        return self._frame.item("fill in", point, (point,), stem, answers=tuple(answers))

    def true_often(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        name, forms = _period(point), _forms(point)
        wrong = [one.words for one in self._wrong.periods(point, rng) if one.words in forms]
        if point.gap.lower() not in forms.get(name, ()) or not wrong:
            return None
        holds = rng.random() < 0.5
        other = forms[wrong[0]][0]
        said = point.sentence if holds else _articled(point.sentence.replace(point.gap, other, 1), other)
        stem = self._frame.stem(point, "true_said", sentence=said_in(point, said))
        remark = "" if holds else point.gap
        return self._frame.item("true/false", point, (point,), stem, options=truth(holds), remark=remark)

    def number(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        wrong = self._wrong.numbers(point, rng)
        if len(wrong) < FEWEST:
            return None
        stem = self._frame.stem(point, "number", sentence=gapped(point))
        right = [Choice(words=point.gap.partition(" (")[0].lower(), provision=obligation(point).provision)]
        return self._frame.item("multiple choice", point, (point,), stem, options=options_of(right, wrong, rng))

    def gap(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        if point.at < 0 and point.sentence.count(point.gap) != 1:
            return None
        stem = self._frame.stem(point, "gap", sentence=gapped(point))
        number = point.gap.partition(" (")[0]
        answers = spellings(number) if point.facet == "how many" else (point.gap,)
        return self._frame.item("fill in", point, (point,), stem, answers=answers)

    def stands_for(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """What a short form stands for."""
        stem = self._frame.stem(point, "stands_for", short=point.sentence)
        return self._frame.item("fill in", point, (point,), stem, answers=(point.gap,))

    def means(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """What a document means by a term, in its own words."""
        stem = self._frame.stem(point, "means", term=point.sentence)
        return self._frame.item("short answer", point, (point,), stem, answers=(point.gap,), hard=True)

    def complete(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """What a sentence goes on to say, where it names several."""
        at = point.sentence.find(point.gap)
        stem = self._frame.stem(point, "complete", sentence=point.sentence[:at].strip())
        return self._frame.item("short answer", point, (point,), stem, answers=(point.gap.rstrip(" ."),), hard=True)

    def law(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """Which section a sentence cites, among others that its document cites."""
        wrong = self._wrong.laws(point, rng)
        if len(wrong) < FEWEST:
            return None
        right = [Choice(words=point.says.removesuffix(point.sentence).strip(), provision=point.passage.provision.id)]
        asked, said = ("law", gapped(point)) if point.gap else ("backed", point.sentence)
        stem = self._frame.stem(point, asked, sentence=said)
        return self._frame.item("multiple choice", point, (point,), stem, options=options_of(right, wrong, rng))

    def with_whom(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        wrong = self._wrong.others(point, rng)
        if len(wrong) < FEWEST:
            return None
        stem = self._frame.stem(point, "phrase", sentence=gapped(point))
        if not re.search(rf"\b(?:the|an?|its|their|local)\s+{re.escape(point.gap)}", point.sentence):
            wrong = [Choice(words=f"the {one.words}") for one in wrong]
        if _titled(point.gap) and not all(_titled(one.words) for one in wrong):
            return None  # the only title among them would tell
        right = [Choice(words=point.gap, provision=obligation(point).provision)]
        return self._frame.item("multiple choice", point, (point,), stem, options=options_of(right, wrong, rng))

    def _spoken(self, name: str, point: Point) -> str:
        """A bearer as the document calls it: by its name where that is printed in it, else by what stands here."""
        if any(name.lower() in one.own.lower() for one in self._points.within(point.passage.provision.document)):
            return name
        known = self._points.register.bearers_named.get(name, Bearer(name=name))
        for phrase in sorted(known.also, key=len):
            if re.search(rf"(?<![\w-]){re.escape(phrase)}(?:s|es)?(?![\w-])", point.passage.whole, re.IGNORECASE):
                return phrase
        return name

    def what(self, point: Point, more: Sequence[Point], rng: Random) -> Item | None:
        """What somebody is to do first, or under a heading of their own; the whole provision is the model answer, as other
        sentences of it may tell more."""
        one = obligation(point)
        headings = point.passage.provision.headings
        said = {"modality": one.modality, "bearer": self._spoken(one.who[0], point)}
        if point.gap:
            stem = self._frame.stem(point, "what", condition=point.gap, **said)
        elif headings and not self._claims.names(one.who[0], headings[-1]):
            stem = self._frame.stem(point, "what_under", heading=headings[-1], **said)
        else:
            return None
        return self._frame.item("short answer", point, (point,), stem, answers=(point.passage.own,), hard=True)


def _titled(words: str) -> bool:
    """Whether words are a title, all in capitals at their beginnings, of more than one word."""
    parts = words.split()
    return len(parts) > 1 and all(part[0].isupper() for part in parts)


def _forms(point: Point) -> Mapping[str, tuple[str, ...]]:
    """The words for periods that fit where a point has its own: adjectives, or adverbs."""
    before_noun = re.search(rf"\b(?:an?|receive|of|the)\s+{re.escape(point.gap)}\s+\w", point.sentence) is not None
    return FORMS[0] if before_noun or point.gap.lower() == "annual" else FORMS[1]


def _articled(sentence: str, word: str) -> str:
    """A sentence in which the article before a word fits it."""
    article = "an" if word[0] in "aeiou" else "a"
    return re.sub(rf"\b(?:an|a) {re.escape(word)}\b", f"{article} {word}", sentence)


def _period(point: Point) -> str:
    """The name of the period of a point, "" where it has none."""
    found = recurrence(obligation(point).interval)
    known = [
        name
        for name, (frequency, every) in PERIODS.items()
        if found and (found.frequency, found.every) == (frequency, every)
    ]
    return known[0] if known else ""
