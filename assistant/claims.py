"""Whether something could be true anywhere in a corpus: wrong choices must not be. Doubt counts as true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.numbers import spellings
from assistant.obligations import Obligation, Register
from assistant.records import Bearer, Modality, Provision
from assistant.recurrence import Recurrence, recurrence
from assistant.words import alike, content, inside

SHARED = 0.5  # of the words of an action, from which another speaks of the same
SAID = 0.67  # of the words of a claim that stand in one provision: it may say it
SAME_ITEM = 0.34  # of the words of an item that stand in another: they may mean the same
NEAR = 2  # words of an action, not common ones, in another obligation of somebody: they may be thought to bear this too
COMMON = 0.1  # share of the provisions from which a word that they have is common
BEGINNING = 6  # letters by which two words may be of one family
SAME_LEAD = 0.5  # of the words of two lead-ins: they introduce the same

Stems = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An obligation as it is compared: who bears it, how strongly, the stems of what it says, with those of its heading and
    lead-in what it is about, how often."""

    who: tuple[str, ...]
    modality: Modality
    stems: Stems
    about: Stems
    often: Recurrence | None


class Claims:
    """What a corpus says or may say, in all its versions: superseded text makes a wrong choice doubtful too."""

    def __init__(self, register: Register, provisions: Sequence[tuple[Provision, str]]) -> None:
        """`provisions` come each with its whole text, lead-in first."""
        self._bearers = register.bearers_named
        self._said = tuple(
            Said(
                who=one.who,
                modality=one.modality,
                stems=frozenset(content(one.action)),
                about=frozenset(content(f"{one.heading} {one.lead_in} {one.action}")),
                often=recurrence(one.interval),
            )
            for one in register.obligations
        )
        told: Counter[str] = Counter(stem for _, text in provisions for stem in set(content(text)))
        self._common = frozenset(stem for stem, count in told.items() if count > COMMON * len(provisions))
        self._texts = tuple((frozenset(content(text)), text) for _, text in provisions)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def bears(self, name: str, action: str) -> bool:
        """Whether one of that name, or one who belongs to it or to whom it belongs, may have to do this, or be free to."""
        stems = frozenset(content(action))
        for said in self._said:
            if inside(stems, said.stems) >= SHARED and any(self.akin(name, other) for other in said.who):
                return True
        return any(inside(stems, words) >= SAID and self.names(name, text) for words, text in self._texts)

    def near(self, name: str, action: str) -> bool:
        """Whether one of that name bears an obligation on much the same subject, so that a reader could defend them."""
        stems = frozenset(content(action)) - self._common
        return any(len(stems & said.about) >= NEAR and name in said.who for said in self._said)

    def forced(self, one: Obligation, modality: Modality) -> bool:
        """Whether anybody akin to its bearers may be under an obligation of that force to do the same."""
        stems = frozenset(content(one.action))
        return any(
            said.modality == modality and inside(stems, said.stems) >= SHARED and self._any_akin(one.who, said.who)
            for said in self._said
        )

    def comes(self, one: Obligation, often: Recurrence | None) -> bool:
        """Whether the same may have to be done at that interval."""
        stems = frozenset(content(one.action))
        return any(said.often == often and inside(stems, said.stems) >= SHARED for said in self._said if said.often)

    def has(self, number: str, words: str) -> bool:
        """Whether a provision that speaks of the same has that number."""
        forms = "|".join(map(re.escape, spellings(number)))
        stems, sign = frozenset(content(words)), re.compile(rf"(?<![\w.])(?:{forms})(?![\w.])", re.IGNORECASE)
        return any(inside(stems, own) >= SHARED and sign.search(text) for own, text in self._texts)

    def listed(self, item: str, lead: str, fellows: Sequence[str]) -> bool:
        """Whether words may belong to a list with this lead-in and these items: one item says much of them, all say half
        of them, or a provision says most of them together with what leads in."""
        stems = frozenset(content(item))
        begun = _begun(stems)
        if not stems or any(inside(begun, _begun(content(one))) >= SAME_ITEM for one in (*fellows, lead)):
            return True
        together = frozenset(content(" ".join(fellows)))
        if len(stems & together) >= len(stems) * SHARED:
            return True
        both = stems | frozenset(content(lead))
        return any(inside(both, own) >= SAID and len(own & stems) >= len(stems) * SAID for own, _ in self._texts)

    def names(self, name: str, text: str) -> bool:
        """Whether a text names a bearer, by its name or by what else it is called."""
        return bool(self.named(name, text))

    def named(self, name: str, text: str) -> str:
        """The words by which a text first names a bearer, "" where it does not."""
        if name not in self._patterns:
            known = self._bearers.get(name, Bearer(name=name))
            phrases = sorted({known.name, *known.also}, key=lambda phrase: (-len(phrase), phrase))
            whole = "|".join(re.escape(phrase.removesuffix("s")) for phrase in phrases)
            self._patterns[name] = re.compile(rf"(?<![\w-])(?:{whole})(?:s|es|['’]s?)?(?![\w-])", re.IGNORECASE)
        found = self._patterns[name].search(text)
        return found.group() if found else ""

    def akin(self, one: str, other: str) -> bool:
        """Whether two names are of the same, or one belongs to the other, or both have one head: "board", "school board"."""
        if one == other or other in self._above(one) or one in self._above(other):
            return True
        return content(one)[-1:] == content(other)[-1:] or _head(one) == _head(other)

    def fellows(self, one: str, other: str) -> bool:
        """Whether two belong to one body: the duty of one may be the care of the other."""
        mine, theirs = self._above(one), self._above(other)
        return bool(set(mine) & set(theirs))

    def _any_akin(self, some: Iterable[str], others: Sequence[str]) -> bool:
        return any(self.akin(one, other) for one in some for other in others)

    def _above(self, name: str) -> tuple[str, ...]:
        """The bodies that one of this name belongs to, the nearest first."""
        found: list[str] = []
        known = self._bearers.get(name)
        while known is not None and known.within and known.within not in found:
            found.append(known.within)
            known = self._bearers.get(known.within)
        return tuple(found)


def _begun(stems: Iterable[str]) -> Stems:
    """The beginnings of stems: "confidential" may be what "confidence" is."""
    return frozenset(stem[:BEGINNING] for stem in stems)


def same_lead(one: str, other: str) -> bool:
    """Whether two lead-ins introduce the same kind of thing."""
    a, b = frozenset(content(one)), frozenset(content(other))
    return alike(a, b) >= SAME_LEAD or inside(a, b) >= SAID


def _head(name: str) -> str:
    return name.split(" of ", 1)[0].split()[-1:][0].lower() if name.split() else ""
