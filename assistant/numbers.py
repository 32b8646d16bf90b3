"""Numbers as texts write them, in digits or in words: "4", "four", "1,000"."""

from __future__ import annotations

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90
}  # fmt: skip
WORDS = UNITS | TENS


def value(number: str) -> float | None:
    """What a number is worth; None for words that are none."""
    said = number.lower().strip()
    if said in WORDS:
        return float(WORDS[said])
    try:
        return float(said.replace(",", ""))
    except ValueError:
        return None


def like(number: str, other: str) -> str:
    """A number in the manner of another, in words or in digits; "" where it has no word."""
    worth = value(number)
    if worth is None or worth != int(worth):
        return number if worth is not None and not other.isalpha() else ""
    if other.isalpha():
        return next((word for word, known in WORDS.items() if known == worth), "")
    return f"{int(worth):,}" if "," in other or worth >= 10_000 else str(int(worth))


def spellings(number: str) -> tuple[str, ...]:
    """How a number may be written, as printed first."""
    forms = (number, like(number, "0"), like(number, "0,"), like(number, "word"))
    return tuple(dict.fromkeys(form for form in forms if form))
