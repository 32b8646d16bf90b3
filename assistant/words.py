"""Words: tokens, stems, stop words, and the lexicon of a corpus that spelling and expansion work with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

TOKEN = re.compile(r"[a-z0-9]+(?:[.'’-][a-z0-9]+)*")
PART = re.compile(r"[a-z0-9]+")

STOP = frozenset(
    PART.findall("""
        a about above after again all also although am an and another any anybody anyone anything are aren as at away
        be because been before being below between both but by can cannot could couldn d did didn do does doesn doing
        don down during each either else ever every few for from further gets get getting got had hadn has hasn have
        haven having he her here hers herself him himself his how however i if in into is isn it its itself just let
        like ll m may mayn me might mightn mine more most must mustn my myself need needn needs neither no nor not
        now of off on once one only or other oughtn our ours ourselves out over own per please put rather re really s
        same shall shan she should shouldn since so some somebody someone something such t tell than that the their
        theirs them themselves then there these they thing things this those through to too under until up upon us ve
        very was wasn we were weren what whatever when where whether which while who whom whose why will with within
        without won would wouldn yes yet you your yours yourself actually anyway basically exactly kind maybe okay
        say says said sort still supposed want wants wondering know
    """)
)  # fmt: skip


def tokens(text: str) -> list[str]:
    """Lower-case tokens in order; words joined by a hyphen come as their parts, section numbers stay whole."""
    out: list[str] = []
    for token in TOKEN.findall(text.lower().replace("’", "'")):
        word = token.removesuffix("'s").removesuffix("'")
        if word[0].isdigit() and any(c in word for c in "-."):
            out.append(word)
        else:
            out.extend(PART.findall(word))
    return out


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English Snowball stem of a lower-case word."""
    return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]


def content(text: str) -> list[str]:
    """The stems of the words of `text` that carry meaning, in order."""
    return [stem(word) for word in tokens(text) if word not in STOP]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """What the words of a corpus are: how many provisions hold a stem, which words there are, and what means the same.

    `frequency` counts provisions by stem; `words` counts occurrences by word; `synonyms` leads from a stem or a phrase of
    stems (joined by a space) to those that mean the same, with a weight in (0, 1].
    """

    provisions: int
    frequency: Mapping[str, int]
    words: Mapping[str, int]
    synonyms: Mapping[str, tuple[tuple[str, float], ...]]

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The stems of the corpus, sorted."""
        return tuple(sorted(self.frequency))

    def idf(self, stemmed: str) -> float:
        """BM25's inverse document frequency; a stem that no provision holds has the largest."""
        from math import log

        held = self.frequency.get(stemmed, 0)
        return log(1 + (self.provisions - held + 0.5) / (held + 0.5))


def synonyms(
    groups: Iterable[Sequence[str]], weight: float, known: Collection[str] | None = None
) -> dict[str, tuple[tuple[str, float], ...]]:
    """From groups of phrases that mean the same to a map of stemmed phrases, each to the others.

    A phrase of several groups has several senses, so each sense weighs less. Only what can be found counts: phrases all of
    whose stems are in `known`, where that is given.
    """
    found: dict[str, list[str]] = {}
    senses: Counter[str] = Counter()
    for group in groups:
        stems = [one for one in dict.fromkeys(phrase(words) for words in group) if one]
        held = [one for one in stems if known is None or all(part in known for part in one.split())]
        senses.update(stems)
        for one in stems:
            others = [other for other in held if other != one]
            if others:
                found.setdefault(one, []).extend(others)
    weights = {key: round(weight / senses[key] ** 0.5, 3) for key in found}
    return {key: tuple((other, weights[key]) for other in dict.fromkeys(values)) for key, values in found.items()}


def phrase(words: str) -> str:
    """A phrase as its stems joined by a space, stop words kept out unless nothing else is left."""
    return " ".join(content(words) or [stem(word) for word in tokens(words)])


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of all their stems two texts have in common, in [0, 1]."""
    return len(one & other) / len(one | other) if one | other else 0.0


def inside(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller of two sets of stems is in the other, in [0, 1]."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0
