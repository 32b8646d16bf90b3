"""Spelling slips in questions: a word that neither the corpus nor English has becomes the nearest one that it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rapidfuzz.distance import OSA

from assistant.words import STOP, tokens

SHORTEST = 3


def corrections(text: str, corpus: Mapping[str, int], english: Collection[str]) -> dict[str, str]:
    """The slips in `text`, each with what is read instead; `corpus` counts its words, `english` is known as right."""
    found = {}
    for word in dict.fromkeys(tokens(text)):
        if len(word) < SHORTEST or not word.isalpha() or word in corpus or word in STOP or word in english:
            continue
        if best := _nearest(word, corpus):
            found[word] = best
    return found


def _nearest(word: str, corpus: Mapping[str, int]) -> str:
    """The word of the corpus, or stop word, with the fewest slips, letters left out before letters changed; the more
    frequent one between equals; "" when too far."""
    most = 1 if len(word) <= 4 else 2
    best, best_rank = "", (most + 1, False, 0.0, "")
    for other in (*corpus, *STOP):
        if abs(len(other) - len(word)) > most or not other.isalpha() or len(other) < SHORTEST:
            continue
        far = OSA.distance(word, other, score_cutoff=most)
        if far > most or (far == most == 2 and other[0] != word[0]):
            continue
        rank = (far, not _left_out(word, other), -float(corpus.get(other, 1000)), other)
        if rank < best_rank:
            best, best_rank = other, rank
    return best


def _left_out(word: str, other: str) -> bool:
    """Whether `word` is `other` with letters left out."""
    rest = iter(other)
    return all(letter in rest for letter in word)
