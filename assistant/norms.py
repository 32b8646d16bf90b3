"""The norms of a provision: who must, must not, should or may do what, when, with whom, on whose request, on what condition.

Rules over English sentences and over lists whose items complete what leads them in; nothing else is known of any subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import clauses as K
from assistant import norm_patterns as P
from assistant.records import Modality
from assistant.sentences import sentences

LONGEST_SUBJECT = 6  # words of the subject of a second norm in a sentence
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
class _Ruling:
    """A norm word where it rules a clause: where its clause begins, where it ends itself, its kind, the words of its
    subject."""

    begin: int
    end: int
    modality: Modality
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What the items of a list complete: the bearer, how strongly, the words before theirs, and the words of a condition.

    `noun` stands last in the lead-in, for items that begin with a norm word of their own; `alternatives` where one of the
    items is enough.
    """

    bearer: str = ""
    modality: Modality = ""
    prefix: str = ""
    condition: str = ""
    noun: str = ""
    alternatives: bool = False


def norms(own: str, leads: Sequence[str] = (), items: Sequence[str] = ()) -> tuple[Norm, ...]:
    """The norms of a provision: of its own words, completing `leads` (outermost first); `items` are the words of the items
    that it leads in itself."""
    read = [own[start:end] for start, end in sentences(own)] or [own]
    found: list[Norm] = []
    for at, sentence in enumerate(read):
        below = items if at == len(read) - 1 else ()
        said = _completing(sentence, _frame(leads), below) if leads and at == 0 else _alone(sentence, below)
        before = read[at - 1] if at else ""
        found.extend(replace(norm, bearer=_meant(norm.bearer, before)) for norm in said)
    return tuple(found)


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
    inside = P.INSIDE.match(own)
    whole = not items or _closes(own, items) or P.INCLUDES.search(own) or P.ONE_OF.search(own)
    if frame.modality and whole:
        if P.FOLLOWING.match(frame.bearer):
            yield _norm(_ended(own), frame.modality, frame.prefix.strip(" :"), frame.prefix, frame.condition)
        elif frame.prefix.strip():
            timed = "" if inside and K.MODAL.search(own) else f"{frame.prefix} {own}"
            yield _norm(frame.bearer, frame.modality, f"{frame.prefix} {own}", timed, frame.condition)
        else:
            for action in _joined(own):
                yield _norm(frame.bearer, frame.modality, action, action, frame.condition)
    if inside is not None:
        yield from _within(own[inside.end() :], items)


def _within(clause: str, items: Sequence[str]) -> Iterator[Norm]:
    """The norms of a clause that an item only reports: "that the agency will ...", "that both agree to ..."."""
    agrees = P.AGREES.search(clause)
    if agrees is not None and not K.MODAL.search(clause[: agrees.start()]):
        yield _norm(clause[: agrees.start()], "must", clause[agrees.end() :], clause)
    else:
        yield from _alone(clause, items)


def _closes(own: str, items: Sequence[str]) -> bool:
    """Whether an item's own items are another's norms: it ends with a norm word or its noun, and they complete that."""
    return P.ENDS.search(own) is not None or all(map(P.ORDERS.match, items))


def _alone(sentence: str, items: Sequence[str]) -> Iterator[Norm]:
    """The norms of a sentence that stands by itself; of one that leads a list in, those that are complete without it."""
    rulings = list(_rulings(sentence))
    needs = None if rulings or items else P.NEEDS.match(sentence)
    if needs is not None:
        yield _norm(needs["subject"], "must", sentence[needs.start("verb") :], sentence)
    leading = P.LEADING.match(P.IN_BRACKETS.sub("", sentence))
    for at, ruling in enumerate(rulings):
        last = at == len(rulings) - 1
        if items and last and not P.HAS_DUTIES.search(sentence) and not P.EXCEPT.search(sentence):
            continue
        stop = len(sentence) if last else rulings[at + 1].begin
        before = leading["words"] if leading and at == 0 else ""
        bearer, modality = _ruled(ruling.subject, ruling.modality)
        for action in _joined(P.HAVE_DUTIES.sub("", sentence[ruling.end : stop])):
            yield _norm(bearer, modality, action, f"{before}, {ruling.subject} {action}", before=before)


def _rulings(sentence: str) -> Iterator[_Ruling]:
    """The norm words that rule a clause of their own, not one that only tells of a thing, a place or a time."""
    before: _Ruling | None = None
    for match in K.MODAL.finditer(sentence):
        subject = _subject(sentence, match, before)
        if subject is not None and match.group().lower() != "could":
            kind = str(match.lastgroup).replace("_", " ").replace("should not", "should")
            begin = match.start() - len(subject)
            named = subject.strip() or (before.subject if before else "")
            before = _Ruling(begin=begin, end=match.end(), modality=kind, subject=named)  # type: ignore[arg-type]
            yield before


def _subject(sentence: str, match: re.Match[str], before: _Ruling | None) -> str | None:
    """The subject of a norm word, blank where that of `before`, the last that ruled a clause, goes on; None where it rules
    no clause."""
    words = sentence[before.end if before else 0 : match.start()]
    relative = P.RELATIVE.search(words)
    if relative is not None and (before is None or not P.HAS_DUTIES.search(sentence[before.end :])):
        return str(P.ARTICLE.findall(relative["subject"])[-1])
    if before is None:
        aims = P.IS_TO.fullmatch(match.group()) and P.AIMS.search(words)
        return None if P.SUBORDINATE.search(words) or aims or not words.strip(" ,;:") else words
    understood, joined = P.UNDERSTOOD.search(words), P.JOINED.search(words)
    if understood is not None:
        return str(understood["subject"])
    if joined is not None and len(joined["subject"].split()) <= LONGEST_SUBJECT:
        told = P.SUBORDINATE.search(f"{joined['subject']} x")
        return None if told else str(joined["subject"])
    return None


def _ruled(subject: str, modality: Modality) -> tuple[str, Modality]:
    """Who is meant and how: that nobody may is that one must not."""
    bearer = _bearer(subject)
    nobody = P.NOBODY.match(bearer)
    if nobody is None or modality not in ("may", "must", "should"):
        return bearer, modality
    return bearer[nobody.end() :] or bearer, "must not"


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
    noun, alternatives = _noun(inner), bool(P.ONE_OF.search(inner) or P.EXCEPT.search(inner))
    for lead in reversed(leads):
        words = _last(lead)
        found = _open(words)
        if found is not None:
            bearer, modality = _ruled(found.subject, found.modality)
            bearer = _meant(bearer, _before_last(lead))
            leading = P.LEADING.match(P.IN_BRACKETS.sub("", words))
            return _Frame(
                bearer=bearer, modality=modality, prefix=f"{words[found.end :]} {prefix}",
                condition=leading["words"] if leading else "", noun=noun, alternatives=alternatives,
            )  # fmt: skip
        prefix = f"{words} {prefix}"
    return _Frame(prefix=prefix, noun=noun, alternatives=alternatives)


def _last(lead: str) -> str:
    """The last sentence of a lead-in, without what it ends with in brackets."""
    words = [lead[start:end] for start, end in sentences(lead)] or [lead]
    return P.LAST_BRACKETS.sub("", words[-1]).strip()


def _before_last(lead: str) -> str:
    """The sentence before the last of a lead-in, "" for none."""
    spans = sentences(lead)
    return lead[slice(*spans[-2])] if len(spans) > 1 else ""


def _open(words: str) -> _Ruling | None:
    """The norm that a lead-in leaves open: duties that follow, a norm word at its end, or the last one in it."""
    for pattern in (P.HAS_DUTIES, P.DUTIES_OF, P.ONES_DUTIES):
        duties = pattern.search(words)
        if duties is not None:
            named = P.ARTICLE.findall(duties["who"]) if P.HAVE_DUTIES.search(words) else ()
            return _Ruling(begin=0, end=len(words), modality="must", subject=named[-1] if named else duties["who"])
    ends = P.ENDS.search(words)
    if ends is not None and ends["subject"].strip():
        modality = K.modality(f"{ends['modal']}{ends['no'] or ''}")
        return _Ruling(begin=0, end=len(words), modality=modality, subject=_noun(ends["subject"]))
    return next(reversed(list(_rulings(words))), None)


def _noun(words: str) -> str:
    """The noun phrase at the end of what leads a list in: "a list of offences that, as the law says, the officer:"."""
    return re.split(r",|\bthat\b|\bwhich\b", P.WITHIN_COMMAS.sub("", words.rstrip(" :")))[-1].strip()


def _bearer(subject: str) -> str:
    """The subject of a norm word without what leads the sentence in and what is told of it between commas."""
    words = P.IN_BRACKETS.sub("", subject)
    leading = P.LEADING.match(words)
    words = P.MEANS.sub("", words[leading.end() :] if leading else words)
    words = P.CLAUSE_BEFORE.sub("", re.sub(r",\s*(?:who|which)\b[^,]*,", "", words))
    named = P.ARTICLE.findall(words) if P.PLACED.match(words) else ()
    words = named[-1] if named else words
    return " ".join(P.THAT.sub("", P.ADVERBS.sub("", words)).split()).strip(" ,;:")


def _norm(bearer: str, modality: Modality, action: str, timed: str, condition: str = "", *, before: str = "") -> Norm:
    """A norm with what its words say of time, others and conditions; `timed` are the words to look for times in, `before`
    those that lead the sentence in."""
    interval = P.TIMES.search(P.NO_TIME.sub(" ", timed))
    request, whom, words = P.REQUEST.search(timed), P.WITH.search(action), _ended(action)
    said, acts = P.CONDITION.search(words), P.OBJECT.match(words)
    deadline = P.BY_WHEN.search(words) if K.DEADLINE.search(words) else None
    led = condition or before
    times = led if P.TIMED.match(led) else ""
    return Norm(
        bearer=_bearer(bearer), modality=modality, action=words, object=acts["object"] if acts else "",
        interval=interval.group() if interval else "",
        deadline=times or (deadline["words"].strip() if deadline else ""),
        with_whom=whom["whom"].strip() if whom else "",
        on_request=(request["of"] or request["asks"] or request["whose"]).strip() if request else "",
        condition=("" if times else led) or (said["words"] if said else ""),
    )  # fmt: skip


def _ended(words: str) -> str:
    """Words without the stop, or the "; and", that ends them in a list."""
    return " ".join(re.sub(r"[\s,;:.]*(?:\b(?:and|or|but)\b[\s,;:.]*)?$", "", words).split()).strip(" ,;:")
