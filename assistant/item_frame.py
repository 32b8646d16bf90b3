"""The frame of an item: its stem in fixed sentences, its choices in an order by chance, the provisions that decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from assistant import norm_patterns as P
from assistant.distractors import MOST, TAIL, Choice, shown
from assistant.items import Difficulty, Item, Kind, Option, Pair, Source
from assistant.obligations import Obligation
from assistant.passages import Passage
from assistant.point import Point
from assistant.points import Points
from assistant.register_formats import backed
from assistant.wording import quizzes

GAP = "_____"


class Frame:
    """Puts items together; knows how documents are named and how their texts stand."""

    def __init__(self, points: Points) -> None:
        self._points, self._documents = points, points.documents

    def stem(self, point: Point, name: str, **values: str) -> str:
        """A fixed sentence with the point's document and other words filled in."""
        document = self._documents[point.passage.provision.document]
        how = "summary" if document.text_status == "summary" else "document"
        known = {"document": quizzes().say("stems", how, document=document.title.split(" -- ")[0])}
        return quizzes().say("stems", name, **known, **{key: quoted(said) for key, said in values.items()})

    def item(
        self, kind: Kind, point: Point, tested: Sequence[Point], stem: str, *, options: tuple[Option, ...] = (),
        answers: tuple[str, ...] = (), pairs: tuple[Pair, ...] = (), remark: str = "", hard: bool = False,
        whole: bool = False,
    ) -> Item:  # fmt: skip
        """An item on a point that tests some points; `remark` are the words that stand where a false statement has others,
        `hard` where it asks for more than one thing, `whole` where all of the list that it is about decides."""
        read = [one.passage for one in tested]
        if whole and point.listed is not None:
            first, *_ = read
            read = [first, *point.listed.every]
        sources = tuple({one.provision.id: self._source(one) for one in read}.values())
        return Item(
            id=f"{kind}: {point.id}", kind=kind, facet=point.facet, points=tuple(one.id for one in tested), stem=stem,
            options=options, answers=answers, pairs=pairs, sources=sources,
            difficulty=self._difficulty(kind, point, options, hard), remark=self._remark(point, remark),
            whole=point.listed.id if whole and point.listed is not None else "",
        )  # fmt: skip

    def _remark(self, point: Point, words: str) -> str:
        """What is said besides the quote: what stands there instead, that it is a summary, what law has changed."""
        told = [quizzes().say("remarks", "not_so", words=words)] if words else []
        if self._documents[point.passage.provision.document].text_status == "summary":
            told.append(quizzes().say("remarks", "summary"))
        note = self._points.note(point.passage) if point.facet == "law" and not point.gap else ""
        told += [quizzes().say("remarks", "noted", note=note)] if note else []
        changed = [one for one in self._points.backing(point.passage) if one.changed]
        told += [quizzes().say("remarks", "changed", law="; ".join(map(backed, changed)))] if changed else []
        return " ".join(told)

    def _source(self, read: Passage) -> Source:
        provision, document = read.provision, self._documents[read.provision.document]
        state = self._points.state(provision)
        return Source(
            provision=provision.id, document=document.id, version=provision.version, label=provision.label,
            tier=document.tier, lead_in=read.lead_in, quote=read.own, start=provision.start,
            end=provision.end, text_status=document.text_status, in_force=state or "unknown", source=document.source,
            digest=self._points.digest(read),
        )  # fmt: skip

    def _difficulty(self, kind: Kind, point: Point, options: Sequence[Option], hard: bool) -> Difficulty:
        """Hard is what asks for more than one thing, or from memory; easy what is true or false, or has wrong choices from
        elsewhere only."""
        if hard or kind == "short answer":
            return "hard"
        if kind == "true/false":
            return "easy"
        own = point.passage.provision.id.split("/")[0]
        wrong = [one for one in options if not one.right and one.provision]
        far = wrong and not any(one.provision.startswith(f"{own}/") for one in wrong)
        return "easy" if far or point.facet == "how strongly" else "medium"


def begun(action: str) -> str:
    """An action without what only ties it to the sentence before."""
    return P.ADVERBS.sub("", action)


def quoted(words: str) -> str:
    """Words as they stand within quotation marks."""
    return words.replace("“", "‘").replace("”", "’")


def obligation(point: Point) -> Obligation:
    assert point.obligation is not None  # only points of lists have none, and their items are written from the list
    return point.obligation


def choice(point: Point) -> Choice:
    return Choice(words=shown(point.passage.own), provision=point.passage.provision.id)


def options_of(right: Sequence[Choice], wrong: Sequence[Choice], rng: Random) -> tuple[Option, ...]:
    options = [*(one.option(right=True) for one in right), *(one.option() for one in wrong[:MOST])]
    return tuple(rng.sample(options, len(options)))


def truth(holds: bool) -> tuple[Option, ...]:
    said = quizzes()
    return (Option(text=said.say("words", "true"), right=holds), Option(text=said.say("words", "false"), right=not holds))


def said_in(point: Point, sentence: str) -> str:
    """A sentence as it is shown: with what leads it in, without the stop that ends it in a list."""
    if not point.before:
        return sentence
    joint = " " if P.ORDERS.match(sentence) else ": "
    return f"{point.before}{joint}{TAIL.sub('', sentence)}"


def gapped(point: Point) -> str:
    """The sentence with a gap instead of the words that are asked for; an article before it tells nothing."""
    if point.at >= 0:
        sentence = f"{point.sentence[: point.at]}{GAP}{point.sentence[point.at + len(point.gap) :]}"
    else:
        sentence = re.sub(rf"\b{re.escape(point.gap)}(?!\w)", GAP, point.sentence, count=1)
    return said_in(point, re.sub(rf"\b([Aa])n? {GAP}", rf"\1(n) {GAP}", sentence))
