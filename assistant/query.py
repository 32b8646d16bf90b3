"""A question analysed: spelling mended, abbreviations spelled out, terms weighted and expanded, citations found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant import citations
from assistant.asked import Asked, asked
from assistant.records import CitationForm, Cite
from assistant.spelling import mended
from assistant.words import STOP, Lexicon, stem, tokens

LONGEST_PHRASE = 5
SHORTEST_STEM = 6
RELATED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched for.

    `text` is the question with slips mended (what is embedded); `words` are its content words in order, abbreviations
    written out, `stems` their stems; `expansions` pairs each stem with what means the same, weighted in (0, 1];
    `word_stems` leads from a word as asked to the stems it stands for.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    expansions: Mapping[str, tuple[tuple[str, float], ...]]
    asked: Asked
    cites: tuple[Cite, ...]
    word_stems: Mapping[str, tuple[str, ...]]

    @property
    def terms_own(self) -> tuple[str, ...]:
        """The question's own stems, each once."""
        return tuple(dict.fromkeys(self.stems))

    @property
    def spelled_out(self) -> frozenset[str]:
        """The stems that stand in the question only as an abbreviation."""
        return frozenset(stem for stems in self.word_stems.values() if len(stems) > 1 for stem in stems)

    @property
    def terms(self) -> tuple[tuple[str, float], ...]:
        """Every stem to look for with its weight: 1 for the question's own, less for what means the same."""
        weights = dict.fromkeys(self.stems, 1.0)
        for others in self.expansions.values():
            for other, weight in others:
                for part in other.split():
                    weights[part] = max(weights.get(part, 0.0), weight)
        return tuple(weights.items())


def analyse(
    text: str,
    lexicon: Lexicon,
    abbreviations: Mapping[str, str],
    forms: Sequence[CitationForm],
    english: Container[str],
) -> Query:
    """The query of a question. `abbreviations` leads from a short form in lower case to the words it stands for."""
    told = mended(text, lexicon.words, english)
    found = citations.find(told, forms)
    bare = told
    for _, start, end in reversed(found):
        bare = bare[:start] + " " + bare[end:]
    spelled = re.sub(r"[A-Za-z]+", lambda m: abbreviations.get(m.group().lower(), m.group()), bare)
    words = [word for word in tokens(spelled) if word not in STOP]
    stems = [stem(word) for word in words]
    return Query(
        text=told, words=tuple(words), stems=tuple(stems), expansions=_expansions(stems, lexicon), asked=asked(told),
        cites=tuple(cite for cite, _, _ in found), word_stems=_word_stems(bare, abbreviations),
    )  # fmt: skip


def _word_stems(text: str, abbreviations: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The stems that each word of a question stands for: its own, or those of what it abbreviates."""
    found = {}
    for word in tokens(text):
        spelled = [part for part in tokens(abbreviations.get(word, word)) if part not in STOP]
        if spelled:
            found[word] = tuple(stem(part) for part in spelled)
    return found


def _expansions(stems: Sequence[str], lexicon: Lexicon) -> dict[str, tuple[tuple[str, float], ...]]:
    """What means the same as each stem, or as a phrase that begins with it."""
    found: dict[str, list[tuple[str, float]]] = {}
    for at in range(len(stems)):
        for length in range(1, LONGEST_PHRASE + 1):
            phrase = " ".join(stems[at : at + length])
            if at + length <= len(stems) and phrase in lexicon.synonyms:
                for member in stems[at : at + length]:
                    found.setdefault(member, []).extend(lexicon.synonyms[phrase])
    for one in stems:
        found.setdefault(one, []).extend((other, RELATED) for other in _related(one, lexicon))
    return {key: tuple(dict(values).items()) for key, values in found.items() if values}


def _related(one: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Stems of the corpus that the stemmer left apart, one beginning with the other: "supervis" and "supervisor"."""
    if len(one) < SHORTEST_STEM or not one.isalpha():
        return ()
    shorter = (one[:length] for length in range(SHORTEST_STEM, len(one)))
    longer = lexicon.in_order[bisect_right(lexicon.in_order, one) :]
    return (
        *(other for other in shorter if other in lexicon.frequency),
        *takewhile(lambda other: other.startswith(one), longer),
    )
