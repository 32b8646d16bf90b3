"""The norm words of a sentence that rule a clause of their own: who is ruled, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import norm_patterns as P
from assistant.futures import foretells
from assistant.records import Modality

# Of each kind of norm word how it obliges, and whether its "not" stays in the action.
KINDS: dict[str, tuple[Modality, bool]] = {
    "must_not": ("must not", False), "must": ("must", False), "should_not": ("should", True), "should": ("should", False),
    "may": ("may", False), "grant": ("may", False), "more": ("must", True), "ban": ("must not", False),
}  # fmt: skip
LONGEST_SUBJECT = 6  # words of the subject of a second norm in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A norm word where it rules a clause: where its clause begins, where it ends itself, its kind, the words of its
    subject; `banned` is what is forbidden where the clause says that of a thing and names nobody."""

    begin: int
    end: int
    modality: Modality
    subject: str
    banned: str = ""


def rulings(sentence: str) -> Iterator[Ruling]:
    """The norm words that rule a clause of their own, not one that only tells of a thing, a place or a time."""
    before = imperative(sentence)
    if before is not None:
        yield before
    chained = P.CHAINED.finditer(sentence) if before is not None else ()
    words = (*P.MODAL.finditer(sentence), *P.IMPERSONAL.finditer(sentence), *chained)
    for match in sorted(words, key=lambda match: match.start()):
        if before is not None and match.start() < before.end:
            continue
        if match.re is P.CHAINED and before is not None:
            ruling = _chained(sentence, match, before)
        else:
            ruling = _impersonal(match) if match.re is P.IMPERSONAL else _ruling(sentence, match, before)
        if ruling is not None:
            before = ruling
            yield before


def _ruling(sentence: str, match: re.Match[str], before: Ruling | None) -> Ruling | None:
    """What a norm word rules; None where it rules no clause. A thing that is banned is nobody: it bears nothing."""
    if match.lastgroup == "free" or _no_word_of_norms(sentence, match):
        return None
    found = _subject(sentence, match, before)
    if found is None:
        return None
    begin, subject = found
    kind, keeps = KINDS[str(match.lastgroup)]
    end = match.end() if not keeps else match.start() + len(match.group().split()[0])
    named = subject.strip() or (before.subject or before.banned if before else "")
    comes = match.group().lower().startswith("will") and foretells(bearer_of(named), sentence[match.end() :])
    if comes or not _forbids(named, match):
        return None
    if match.lastgroup != "ban":
        return Ruling(begin=begin, end=end, modality=kind, subject=named)
    banned = bearer_of(named)
    nothing = not banned or P.NOBODY.match(banned) or P.PRONOUN.fullmatch(banned)
    return None if nothing else Ruling(begin=begin, end=end, modality=kind, subject="", banned=banned)


def imperative(sentence: str) -> Ruling | None:
    """What a sentence orders that begins with a verb and names nobody; None where it may be no order."""
    found = P.IMPERATIVE.match(sentence) if sentence[:1].isupper() and sentence.endswith((".", "!")) else None
    if found is None or P.MODAL.search(found["when"] + re.split(r"[,;]", sentence[found.end() :])[0]):
        return None
    return Ruling(begin=0, end=found.end(), modality=ordered(found), subject="")


def _chained(sentence: str, match: re.Match[str], before: Ruling) -> Ruling | None:
    """Another order after one; None where it may be the last of several things that one must not do."""
    between = sentence[before.end : match.start()]
    if before.modality == "must not" and "," in between and not match.group().startswith(";"):
        return None
    return Ruling(begin=match.start(), end=match.end(), modality=ordered(match), subject="")


def ordered(imperative: re.Match[str]) -> Modality:
    """How a sentence obliges that begins with a verb."""
    return "must not" if imperative["not"] or imperative["never"] else "must"


def _impersonal(match: re.Match[str]) -> Ruling:
    """What "it is unlawful for a guest to" and "it is the duty of the keeper to" say of whom; blank where of nobody."""
    kind: Modality = "must" if match["duty"] else "must not" if match["never"] else "may"
    if match["not"]:
        kind = "must" if match["never"] else "must not"
    who = match["whom"] or match["of"] or match["whose"] or ""
    return Ruling(begin=match.start(), end=match.end(), modality=kind, subject=who)


def _no_word_of_norms(sentence: str, match: re.Match[str]) -> bool:
    """Whether a word is a month, a thing or a will: not one that orders or permits."""
    word = match.group()
    if word.lower() not in ("may", "can", "will"):
        return False
    before, after = sentence[: match.start()], sentence[match.end() :]
    month = word == "May" and (bool(before.strip()) or re.match(r"\s+\d", after) is not None)
    return month or P.NEXT_IS_NORM.match(after) is not None or P.NO_NORM.search(before) is not None


def _forbids(subject: str, match: re.Match[str]) -> bool:
    """Whether a norm word after "no one" forbids: where it permits or orders plainly, not where it says "has to"."""
    return P.NOBODY.match(bearer_of(subject)) is None or P.FORBIDS.match(match.group()) is not None


def _subject(sentence: str, match: re.Match[str], before: Ruling | None) -> tuple[int, str] | None:
    """Where the clause of a norm word begins, and its subject, blank where that of `before`, the last that ruled a clause,
    goes on; None where it rules no clause."""
    start = before.end if before else 0
    words = sentence[start : match.start()]
    if P.INVERTED.search(words) or P.NOTHING.search(words):
        return None
    relative = P.RELATIVE.search(words)
    if relative is not None and (before is None or not P.HAS_DUTIES.search(sentence[before.end :])):
        return start + relative.end("subject"), str(P.ARTICLE.findall(relative["subject"])[-1])
    if P.TELLS_OF.search(words):
        return None
    aims = P.IS_TO.fullmatch(match.group()) and P.AIMS.search(words)
    clause = _last_clause(words)
    if clause or before is None:
        said = clause or words
        begins = P.ADVERBS.sub("", said)
        told = P.SUBORDINATE.search(begins) or aims or (clause and P.REDUCED.search(led(clause)[1]))
        return None if told or not said.strip(" ,;:") else (match.start() - len(said), said)
    understood, joined = P.UNDERSTOOD.search(words), P.JOINED.search(words)
    if understood is not None:
        return start + understood.start(), str(understood["subject"])
    if joined is not None and len(joined["subject"].split()) <= LONGEST_SUBJECT:
        told = P.SUBORDINATE.search(f"{joined['subject']} x")
        return None if told else (start + joined.start(), str(joined["subject"]))
    return None


def _last_clause(words: str) -> str:
    """What stands before a norm word from a semicolon on, or from "and if ...,"; "" where that is no clause of its own."""
    after = words.rpartition(";")[2] if ";" in words else ""
    case = P.JOINED_CASE.search(words)
    clause = after if P.STANDS_ALONE.match(P.ADVERBS.sub("", after)) else ""
    return words[case.end() :] if case is not None and not clause else clause


def ruled(subject: str, modality: Modality) -> tuple[str, Modality]:
    """Who is meant and how: that nobody may is that one must not."""
    bearer = bearer_of(subject)
    nobody = P.NOBODY.match(bearer)
    if nobody is None or modality not in ("may", "must", "should"):
        return bearer, modality
    return bearer[nobody.end() :] or bearer, "must not"


def noun_of(words: str) -> str:
    """The noun phrase at the end of what leads a list in: "a list of offences that, as the law says, the officer:"."""
    parts = re.split(r",|\bthat\b|\bwhich\b", P.WITHIN_COMMAS.sub("", words.rstrip(" :")))
    named = [part for part in parts if not P.PLACED.match(P.LINKS.sub("", part))]
    return (named or parts)[-1].strip()


def led(clause: str) -> tuple[str, str]:
    """What leads a clause in, "" for nothing, and the clause itself; without brackets."""
    words = P.LINKS.sub("", P.IN_BRACKETS.sub("", clause.lstrip(" ,;:")))
    leading = P.LEADING.match(words)
    return (leading["words"], words[leading.end() :]) if leading else ("", words)


def bearer_of(subject: str) -> str:
    """The subject of a norm word without what leads the sentence in and what is told of it between commas."""
    words = P.MEANS.sub("", led(subject)[1])
    words = P.CLAUSE_BEFORE.sub("", P.INSERTED.sub("", words))
    named = P.ARTICLE.findall(words) if P.PLACED.match(words) else ()
    words = named[-1] if named else words
    return " ".join(P.THAT.sub("", P.ADVERBS.sub("", words)).split()).strip(" ,;:")
