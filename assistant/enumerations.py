"""Lists inside a sentence: "shall (1) wear a badge, (2) carry a torch, and (3) report": what stands before them, the items.

Marks count only where they run on from the first without a gap; words without marks are a list only behind a colon, between
semicolons.
"""

from __future__ import annotations

import re

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
MARK = re.compile(r"(?:(?<=[\s:;,])|^)(?P<open>\(?)(?P<mark>\d{1,2}|[a-z]|[ivx]{2,4})(?P<close>[).])(?=\s+\S)")
END = re.compile(r"[\s,;:.]*(?:\b(?:and|or|but)\b[\s,;:.]*)?$", re.IGNORECASE)
JOINED = re.compile(r"^\W*(?:(?:and|or)\b\s*)?", re.IGNORECASE)
OR_ELSE = re.compile(r"\bor\s*$", re.IGNORECASE)
ONE_OF = re.compile(
    r"\b(?:either|(?:one|any)(?:\s+or\s+more)?\s+of(?:\s+the\s+following)?(?:\s+\w+)?)\s*:?\s*$", re.IGNORECASE
)
DO_THESE = re.compile(r"^\W*(?:do\s+(?:(?:all|each)\s+(?:of\s+)?)?the\s+following(?:\s+\w+)?)?\W*$", re.IGNORECASE)
OPENS = re.compile(  # words that each item can complete: one verb, words about the time or the case, what ends in a colon
    r"^\s*[a-z]+\s*$|^[\s,]*(?:before|after|during|in|on|at|upon|if|when|within|by)\b[^,;:]*[,:]\s*$|:\s*$", re.IGNORECASE
)


def enumerated(words: str) -> tuple[str, tuple[str, ...], bool]:
    """What stands before the items, the items, and whether one of them is enough; without items all words stand before."""
    marks = _run(words)
    head, items = _marked(words, marks) if marks else _behind_colon(words)
    if len(items) < 2 or not (DO_THESE.match(head) or OPENS.search(head)):
        return (_unmarked(words) if not items else words), (), False
    enough = ONE_OF.search(head) is not None or any(OR_ELSE.search(item.rstrip(" ,;.")) for item in items)
    whole = "" if DO_THESE.match(head) else f"{head.strip()} "
    return whole, tuple(END.sub("", item) for item in items), enough


def _run(words: str) -> list[re.Match[str]]:
    """The marks that run on from the first of their kind; none where there is a gap or only one."""
    found: list[re.Match[str]] = []
    for match in MARK.finditer(words):
        if not found:
            if match["mark"] in ("1", "a", "i"):
                found.append(match)
        elif (match["open"], match["close"]) == (found[0]["open"], found[0]["close"]):
            if match["mark"] == _counted(found[0]["mark"], len(found)):
                found.append(match)
            elif match["mark"].isdigit() == found[0]["mark"].isdigit():
                return []
    return found if len(found) > 1 else []


def _counted(first: str, at: int) -> str:
    """The mark that stands `at` places behind the first, "" for none."""
    if first.isdigit():
        return str(1 + at)
    if first == "i":
        return ROMAN[at] if at < len(ROMAN) else ""
    return chr(ord("a") + at) if at < 26 else ""


def _marked(words: str, marks: list[re.Match[str]]) -> tuple[str, tuple[str, ...]]:
    ends = [mark.start() for mark in marks[1:]] + [len(words)]
    return words[: marks[0].start()], tuple(words[mark.end() : end] for mark, end in zip(marks, ends, strict=True))


def _behind_colon(words: str) -> tuple[str, tuple[str, ...]]:
    """The head up to a colon and what semicolons part behind it."""
    head, colon, rest = words.partition(":")
    parts = [part for part in rest.split(";") if part.strip(" .")] if colon and ";" in rest else []
    return head + colon, tuple(part if not at else JOINED.sub("", part) for at, part in enumerate(parts))


def _unmarked(words: str) -> str:
    """Words without a mark that stands alone before them."""
    first = MARK.match(words.lstrip(" ,:"))
    return words.lstrip(" ,:")[first.end() :] if first else words
