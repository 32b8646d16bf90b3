"""The norms of a provision: who must, must not, should or may do what, when, with whom, on whose request, on what condition.

Rules over English sentences and over lists whose items complete what leads them in; nothing else is known of any subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import norm_patterns as P
from assistant.enumerations import enumerated
from assistant.records import Modality
from assistant.rulings import KINDS, Ruling, bearer_of, imperative, led, noun_of, ordered, ruled, rulings
from assistant.sentences import sentences

LONGEST = 3000  # characters of a sentence that is read
LONGEST_LEAD = 600  # characters of what leads a list in, from its end
SHORTEST_VERB = 3  # words of a verb phrase that another can be joined to


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What one clause orders, forbids, recommends or permits, in the text's words; "" where it says nothing of a thing.

    `object` is what the verb acts on.
    """

    bearer: str
    modality: Modality
    action: str
    object: str = ""
    interval: str = ""
    deadline: str = ""
    with_whom: str = ""
    on_request: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What the items of a list complete: the bearer, how strongly, the words before theirs, and the words of a condition.

    `modality` is "" where the lead-in only says whom it addresses: "Instructions for bakers:".
    `noun` stands last in the lead-in, for items that begin with a norm word of their own; `alternatives` where one of the
    items is enough.
    """

    bearer: str = ""
    modality: Modality = ""
    prefix: str = ""
    condition: str = ""
    noun: str = ""
    alternatives: bool = False


def norms(own: str, leads: Sequence[str] = (), items: Sequence[str] = (), fellows: Sequence[str] = ()) -> tuple[Norm, ...]:
    """The norms of a provision: of its own words, completing `leads` (outermost first); `items` are the words of the items
    that it leads in itself, `fellows` those of its list, of which one is enough where they are joined by "or"."""
    read = [_plain(own[start:end]) for start, end in sentences(own)] or [_plain(own)]
    leads = [_plain(lead)[-LONGEST_LEAD:] for lead in leads]
    found: list[Norm] = []
    for at, sentence in enumerate(read):
        if len(sentence) > LONGEST or sentence.endswith("?"):
            continue
        below = items if at == len(read) - 1 else ()
        if leads and at == 0:
            frame = _frame(leads)
            enough = frame.modality in ("must", "should") and not frame.prefix.strip() and _one_of(fellows)
            frame = replace(frame, alternatives=frame.alternatives or enough)
            said = _completing(sentence, frame, below)
        else:
            said = _alone(sentence, below)
            if leads and imperative(sentence) is not None:
                addressed = _frame(leads).bearer
                said = (replace(norm, bearer=norm.bearer or P.FOLLOWING.sub("", addressed)) for norm in said)
        before = read[at - 1] if at else ""
        found.extend(replace(norm, bearer=_meant(norm.bearer, before)) for norm in said)
    return tuple(found)


def _one_of(items: Sequence[str]) -> bool:
    """Whether one of the items of a list is enough: they are joined by "or"."""
    return any(P.OR_ELSE.search(item.rstrip(" ,;.")) for item in items)


def _plain(words: str) -> str:
    """Words with single blanks, without the dots of a form."""
    return " ".join(re.sub(r"\.{3,}|_{3,}", " ", words).split())


def _meant(bearer: str, before: str) -> str:
    """Who a bearer is: of a pronoun, what the sentence before is about."""
    about = P.BEGINS.match(before) if P.PRONOUN.fullmatch(bearer) else None
    return about["noun"] if about else bearer


def _completing(own: str, frame: _Frame, items: Sequence[str]) -> Iterator[Norm]:
    """The norms of an item: what its lead-in orders of it, and what it says itself."""
    if P.ORDERS.match(own):
        yield from _alone(f"{frame.noun} {own}", items)
        return
    if frame.alternatives:
        return
    told = P.IMPERATIVE.match(own) if frame.bearer and not frame.modality else None
    if told is not None:
        yield _norm(frame.bearer, ordered(told), own[told.end() :], own, told["when"].strip(" ,"))
        return
    denied = P.ITEM_NOT.match(own) if frame.modality == "must" and not frame.prefix else None
    if denied is not None:
        yield _norm(frame.bearer, "must not", own[denied.end() :], own, frame.condition)
        return
    inside = P.INSIDE.match(own)
    whole = not items or _closes(own, items) or P.INCLUDES.search(own) or P.ONE_OF.search(own)
    if frame.modality and whole:
        if P.FOLLOWING.match(frame.bearer):
            yield _norm(_ended(own), frame.modality, frame.prefix.strip(" :"), frame.prefix, frame.condition)
        elif frame.prefix.strip():
            timed = "" if inside and P.MODAL.search(own) else f"{frame.prefix} {own}"
            yield _norm(frame.bearer, frame.modality, f"{frame.prefix} {own}", timed, frame.condition)
        else:
            for action in _joined(own):
                yield _norm(frame.bearer, frame.modality, action, action, frame.condition)
    if inside is not None:
        yield from _within(own[inside.end() :], items)


def _within(clause: str, items: Sequence[str]) -> Iterator[Norm]:
    """The norms of a clause that an item only reports: "that the agency will ...", "that both agree to ..."."""
    agrees = P.AGREES.search(clause)
    if agrees is not None and not P.MODAL.search(clause[: agrees.start()]):
        yield _norm(clause[: agrees.start()], "must", clause[agrees.end() :], clause)
    else:
        yield from _alone(clause, items)


def _closes(own: str, items: Sequence[str]) -> bool:
    """Whether an item's own items are another's norms: it ends with a norm word or its noun, and they complete that."""
    return P.ENDS.search(own) is not None or all(map(P.ORDERS.match, items))


def _alone(sentence: str, items: Sequence[str]) -> Iterator[Norm]:
    """The norms of a sentence that stands by itself; of one that leads a list in, those that are complete without it."""
    found = list(rulings(sentence))
    needs = None if found or items or P.MODAL.search(sentence) else P.NEEDS.match(sentence)
    if needs is not None:
        yield _norm(needs["subject"], "must", f"have {sentence[needs.start('what') :]}", sentence)
    for at, ruling in enumerate(found):
        last = at == len(found) - 1
        either = (
            bool(items)
            and last
            and ruling.modality in ("must", "should")
            and bool(P.ENDS.search(sentence))
            and _one_of(items)
        )
        if items and last and not P.HAS_DUTIES.search(sentence) and not P.EXCEPT.search(sentence) and not either:
            continue
        stop = len(sentence) if last else found[at + 1].begin
        fresh = at > 0 or sentence[: ruling.begin].endswith(";")
        before = led(sentence[ruling.begin : ruling.end] if fresh else sentence)[0]
        bearer, modality = ruled(ruling.subject, ruling.modality)
        verb = f"{ruling.banned} {P.HAVE_DUTIES.sub('', sentence[ruling.end : stop])}"
        for action in (f"{verb.rstrip(' :')} {' '.join(items)}",) if either else _actions(verb, modality):
            denied = P.ITEM_NOT.match(action) if modality == "must" else None
            how: Modality = "must not" if denied else modality
            done = action[denied.end() :] if denied else action
            yield _norm(bearer, how, done, f"{before}, {ruling.subject} {action}", before=before)


def _actions(verb: str, modality: Modality) -> Iterator[str]:
    """What a verb phrase says is to be done: its listed items, what "and" joins; the whole where one item is enough."""
    head, items, enough = enumerated(verb)
    if enough and modality in ("must", "should"):
        yield verb
    elif items:
        yield from (f"{head}{item}" for item in items)
    else:
        yield from _joined(head)


def _joined(verb: str) -> Iterator[str]:
    """A verb phrase, cut where another verb with an object of its own is joined to it."""
    start = 0
    for match in P.AND_VERB.finditer(verb):
        before = verb[start : match.start()]
        if len(before.rpartition(",")[2].split()) >= SHORTEST_VERB and not re.search(r"\bto\s+\w+|\band\b", before):
            yield before
            start = match.start("verb")
    yield verb[start:]


def _frame(leads: Sequence[str]) -> _Frame:
    """The frame of a list from what leads it in, outermost first: the nearest norm that is open at its end."""
    prefix, inner = "", _last(leads[-1])
    ends = P.ENDS.search(inner)
    unless = ends is not None and P.UNLESS.search(inner[: ends.start()].rpartition(",")[2]) is not None
    noun, alternatives = noun_of(inner), bool(P.ONE_OF.search(inner) or P.EXCEPT.search(inner) or unless)
    for lead in reversed(leads):
        words = _last(lead)
        found = _open(words)
        if found is not None:
            bearer, modality = ruled(found.subject, found.modality)
            bearer = _meant(bearer, _before_last(lead))
            banned = "" if P.FOLLOWING.match(found.banned) else found.banned
            before = f"{banned} {words[found.end :]} {prefix}"
            return _Frame(
                bearer=bearer, modality=modality, prefix=before if before.strip(" :") else "",
                condition=led(words)[0], noun=noun, alternatives=alternatives,
            )  # fmt: skip
        prefix = f"{words} {prefix}"
    addressed = P.ADDRESSED.match(inner)
    return _Frame(bearer=addressed["who"] if addressed else "", prefix=prefix, noun=noun, alternatives=alternatives)


def _last(lead: str) -> str:
    """The last sentence of a lead-in, without what it ends with in brackets."""
    words = [lead[start:end] for start, end in sentences(lead)] or [lead]
    return P.LAST_BRACKETS.sub("", words[-1]).strip()


def _before_last(lead: str) -> str:
    """The sentence before the last of a lead-in, "" for none."""
    spans = sentences(lead)
    return lead[slice(*spans[-2])] if len(spans) > 1 else ""


def _open(words: str) -> Ruling | None:
    """The norm that a lead-in leaves open: duties that follow, a norm word at its end, or the last one in it."""
    for pattern in (P.HAS_DUTIES, P.DUTIES_OF, P.ONES_DUTIES):
        duties = pattern.search(words)
        if duties is not None:
            named = P.ARTICLE.findall(duties["who"]) if P.HAVE_DUTIES.search(words) else ()
            return Ruling(begin=0, end=len(words), modality="must", subject=named[-1] if named else duties["who"])
    last = next(reversed(list(P.MODAL.finditer(words))), None)
    if last is not None and last.lastgroup == "free":
        return None
    if (
        last is not None
        and P.ENDS.search(words)
        and words[: last.start()].strip()
        and not P.NOTHING.search(words)
        and not P.INVERTED.search(words[: last.start()])
    ):
        kind, _ = KINDS[str(last.lastgroup)]
        return Ruling(begin=0, end=len(words), modality=kind, subject=noun_of(words[: last.start()]))
    return next(reversed(list(rulings(words))), None)


def _norm(bearer: str, modality: Modality, action: str, timed: str, condition: str = "", *, before: str = "") -> Norm:
    """A norm with what its words say of time, others and conditions; `timed` are the words to look for times in, `before`
    those that lead the sentence in."""
    timed = P.NO_TIME.sub(" ", timed)
    interval = P.TIMES.search(timed)
    if interval and interval.group().lower().startswith(("a ", "per ")) and P.PRICED.search(timed[: interval.start()]):
        interval = None
    request, whom, words = P.REQUEST.search(timed), P.WITH.search(action), P.TO.sub("", _ended(action))
    said, acts = P.CONDITION.search(words), P.OBJECT.match(words)
    deadline = P.BY_WHEN.search(words)
    leading = condition or before
    times = leading if P.BY_WHEN.match(leading) else ""
    told = [found.group() for found in (interval, request) if found]
    case = "" if times or P.AT_LEAST.sub("", leading) in told else leading
    return Norm(
        bearer=bearer_of(bearer), modality=modality, action=words, object=acts["object"] if acts else "",
        interval=interval.group() if interval else "",
        deadline=times or (deadline["words"].strip() if deadline else ""),
        with_whom=whom["whom"].strip() if whom else "",
        on_request=(request["of"] or request["asks"] or request["whose"]).strip() if request else "",
        condition=case or (said["words"] if said else ""),
    )  # fmt: skip


def _ended(words: str) -> str:
    """Words without the stop, or the "; and", that ends them in a list."""
    return " ".join(re.sub(r"[\s,;:.]*(?:\b(?:and|or|but)\b[\s,;:.]*)?$", "", words).split()).strip(" ,;:")
