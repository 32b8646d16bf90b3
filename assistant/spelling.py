"""Spelling slips in questions: a word that neither the corpus nor English has becomes the likeliest one that it stands for.

Likely is what is a few letters off, sounds the same, and is used much; a corpus's own words are used most. What people write
for short ("wat", "hrs") stands in `data/short_forms.txt`; which words English has, and how often it uses them, comes from
pyspellchecker's dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.words import STOP, tokens

SHORTEST = 3
SHORT = 4
USED = 1000
OF_CORPUS = 6.0
OFTEN = 0.25
SOUNDS = 0.8
LEFT_OUT = 0.3
BEGINS_ELSE = 0.6
WORST = 0.6
INITIALS = re.compile(r"\b[A-Z]{2,}\b")
SOUND = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"), ("ght", "t"), ("gh", ""), ("^kn", "n"), ("^wr", "r"), ("^wh", "w"), ("sch", "sk"), ("c(?=[eiy])", "s"),
        ("ck|c|q", "k"), ("x", "ks"), ("z", "s"), ("(?<=.)[aeiouyhw]+", ""), ("^[aeiou]", "a"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


def corrections(text: str, corpus: Mapping[str, int], english: Collection[str]) -> dict[str, str]:
    """The slips in `text`, each with what is read instead; `corpus` counts its words, `english` is known as right."""
    found = {}
    short = short_forms()
    initials = frozenset() if text.isupper() else frozenset(word.lower() for word in INITIALS.findall(text))
    for word in dict.fromkeys(tokens(text)):
        if not word.isalpha() or word in corpus or word in STOP or word in initials:
            continue
        if word in short:
            found.update({word: short[word]} if short[word] != word else {})
        elif len(word) >= SHORTEST and word not in english and (best := _likeliest(word, corpus)):
            found[word] = best
    return found


@lru_cache(maxsize=1)
def dictionary() -> Mapping[str, int]:
    """How often English uses each of its words; read when first asked for."""
    from spellchecker import SpellChecker

    words: Mapping[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return words


@lru_cache(maxsize=1)
def short_forms() -> Mapping[str, str]:
    """What people write for short, or as it sounds, and the words that it stands for; a new word stands for itself."""
    text = resources.files("assistant").joinpath("data/short_forms.txt").read_text(encoding="utf-8")
    rows = (line.partition(":") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {short.strip(): words.strip() or short.strip() for short, _, words in rows}


def _likeliest(word: str, corpus: Mapping[str, int]) -> str:
    """The word of the corpus, stop word or word in use that a slip stands for; "" where none is near enough."""
    most = 1 if len(word) <= SHORT else 2
    sound = _sound(word)
    used = _in_use()
    near = {other for pool in (tuple(corpus), tuple(STOP), tuple(used)) for other in _near(word, pool, most)}
    near |= {other for other in _by_sound().get(sound, ()) if abs(len(other) - len(word)) <= most + 1}
    near |= {other for other in _near(word, tuple(corpus), most + 1) if _sound(other) == sound}
    best, least = "", WORST
    for other in sorted(near):
        if not other.isalpha() or len(other) < SHORTEST:
            continue
        often = max(log10(used.get(other, 1)), OF_CORPUS + log10(corpus[other]) / 2 if other in corpus else 0.0)
        often = max(often, OF_CORPUS) if other in STOP else often
        cost = OSA.distance(word, other) - OFTEN * often + BEGINS_ELSE * (word[0] != other[0])
        cost -= SOUNDS * (_sound(other) == sound) + LEFT_OUT * _left_out(word, other)
        if cost < least:
            best, least = other, cost
    return best


def _near(word: str, pool: tuple[str, ...], most: int) -> Iterable[str]:
    return (other for other, _, _ in process.extract_iter(word, pool, scorer=OSA.distance, score_cutoff=most))


@lru_cache(maxsize=1)
def _in_use() -> Mapping[str, int]:
    """The words that English uses often."""
    return {word: count for word, count in dictionary().items() if count >= USED and len(word) >= SHORTEST}


@lru_cache(maxsize=1)
def _by_sound() -> Mapping[str, tuple[str, ...]]:
    """The words in use by how they sound."""
    found: dict[str, list[str]] = {}
    for word in _in_use():
        found.setdefault(_sound(word), []).append(word)
    return {sound: tuple(words) for sound, words in found.items()}


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    """The consonants of a word as they sound, much simplified; what comes first is kept, be it a vowel."""
    for pattern, sound in SOUND:
        word = pattern.sub(sound, word)
    return word


def _left_out(word: str, other: str) -> bool:
    """Whether `word` is `other` with letters left out."""
    rest = iter(other)
    return all(letter in rest for letter in word)
