"""Spelling slips in questions: a word that neither the corpus nor English has becomes the likeliest one that it stands for.

A wrong mending costs more than a slip left alone, so little is taken for one: a letter left out, two swapped, and what
sounds the same. Names, initials, what stands beside figures or brackets, and inflected words stay as they are. What people
write for short ("wat", "hrs") stands in `data/short_forms.txt`; which words English has, and how often it uses them, comes
from pyspellchecker's dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.words import STOP

SHORTEST = 3
SHORT = 4
LONG = 6
MOST = 40
USED = 5_000
A_BASE = 500
COMMON = 200_000
OF_CORPUS = 6.0
OFTEN = 0.25
SOUNDS = 0.8
LONE = re.compile(r"(?<![\w(\[.§'’/&@#-])[A-Za-z]+(?![\w)\]/&@-]|['’](?!s\b))")
ENDINGS = (("ies", "y"), ("s", ""), ("es", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("er", ""), ("ers", ""))
SOUND = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1", r"\1"), ("ph", "f"), ("ght", "t"), ("gh", ""), ("^kn", "n"), ("^wr", "r"), ("^wh", "w"), ("sch", "sk"),
        ("c(?=[eiy])", "s"), ("ck|c|q", "k"), ("x", "ks"), ("z", "s"), ("(?<=.)[aeiouyhw]+", ""), ("^[aeiou]", "a"),
    )
)  # fmt: skip


def mended(text: str, corpus: Mapping[str, int], english: Container[str]) -> str:
    """The text with its slips mended; `corpus` counts its words, `english` is known as right."""
    found = corrections(text, corpus, english)
    return LONE.sub(lambda match: _like(match.group(), found.get(match.group(), match.group())), text) if found else text


def corrections(text: str, corpus: Mapping[str, int], english: Container[str]) -> dict[str, str]:
    """The slips in `text` as printed, each with what is read instead."""
    found: dict[str, str] = {}
    short = short_forms()
    loud = text.isupper() and len(text.split()) >= SHORT
    for match in LONE.finditer(text):
        printed, word = match.group(), match.group().lower()
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".?!:"
        named = not loud and not (printed.islower() or (begins and printed[1:].islower()))
        if named or printed in found or word in corpus or word in STOP or len(found) >= MOST:
            continue
        if word in short:
            found.update({printed: short[word]} if short[word] != word else {})
        elif len(word) >= SHORTEST and not _known(word, english) and (best := _likeliest(word, corpus)):
            found[printed] = best
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


def _like(printed: str, word: str) -> str:
    return word.upper() if len(printed) > 1 and printed.isupper() else word.capitalize() if printed[:1].isupper() else word


def _known(word: str, english: Container[str]) -> bool:
    """Whether English has a word, or one that it is inflected from."""
    bases = (word.removesuffix(ending) + instead for ending, instead in ENDINGS if word.endswith(ending))
    return word in english or any(dictionary().get(base, 0) >= A_BASE for base in bases)


def _likeliest(word: str, corpus: Mapping[str, int]) -> str:
    """The word of the corpus, stop word or word in use that a slip stands for; "" where none is near enough.

    Near is one letter left out or two swapped, in a short word only of a common one; or, in a longer word, the same sound.
    """
    sound, used = _sound(word), _in_use()
    near = {other for pool in (corpus, STOP, used) for other in _near(word, pool)}
    if len(word) > SHORT:
        near |= {other for other in (*corpus, *_by_sound().get(sound, ())) if _sound(other) == sound}
    best, least = "", 1e9
    for other in sorted(near):
        if len(other) < SHORTEST or not other.isalpha() or not _may_be(word, other, sound, corpus):
            continue
        often = max(log10(used.get(other, 1)), OF_CORPUS if other in corpus or other in STOP else 0.0)
        cost = OSA.distance(word, other) - OFTEN * often - SOUNDS * (_sound(other) == sound)
        if cost < least:
            best, least = other, cost
    return best


def _may_be(word: str, other: str, sound: str, corpus: Mapping[str, int]) -> bool:
    far = OSA.distance(word, other)
    if far == 1 and (_left_out(word, other) or sorted(word) == sorted(other)):
        return len(word) > SHORT or other in STOP or other in corpus or dictionary().get(other, 0) >= COMMON
    same = len(word) > SHORT and _sound(other) == sound and abs(len(other) - len(word)) <= 1
    return same and far <= (1 if len(word) < LONG else 2)


def _near(word: str, pool: Iterable[str]) -> Iterable[str]:
    return (other for other, _, _ in process.extract_iter(word, tuple(pool), scorer=OSA.distance, score_cutoff=1))


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
