"""What a printed label can be read as: a number, a letter, a Roman numeral, or more than one of these."""

from __future__ import annotations

from functools import lru_cache

NUMERALS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@lru_cache(maxsize=4096)
def readings(label: str) -> tuple[tuple[str, int], ...]:
    """Kind and value of each reading: ("1", 3) for "3"; ("a", 9) and ("i", 1) for "i"; ("A", 28) for "BB"; none for "of"."""
    if label.isdigit():
        return (("1", int(label)),)
    upper = label.isupper()
    found: list[tuple[str, int]] = []
    if len(label) == 1 and label.isalpha():
        found.append(("A" if upper else "a", ord(label.lower()) - 96))
    elif len(label) == 2 and label.isalpha() and label[0] == label[1]:
        found.append(("A" if upper else "a", 26 + ord(label[0].lower()) - 96))
    numeral = roman(label)
    if numeral is not None:
        found.append(("I" if upper else "i", numeral))
    return tuple(found)


def roman(word: str) -> int | None:
    """The value of a Roman numeral up to 399, whatever its case, or None."""
    word = word.lower()
    if not word or any(c not in VALUES for c in word):
        return None
    total = 0
    for one, following in zip(word, [*word[1:], " "], strict=True):
        total += -VALUES[one] if VALUES.get(following, 0) > VALUES[one] else VALUES[one]
    return total if as_roman(total) == word else None


def as_roman(number: int) -> str:
    """A number from 1 as a Roman numeral in lower case."""
    out = ""
    for value, numeral in NUMERALS:
        while number >= value:
            out, number = out + numeral, number - value
    return out
