"""Follow-up questions made to stand alone, by rules over their words and over what was asked before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.words import STOP, content, tokens

SHORT = 3  # stems that carry meaning, up to which a question says too little by itself
ENOUGH = 5  # from which it says enough, however it begins
GOES_ON = re.compile(
    r"^\W*(?:and|but|so|or|then|ok|okay|what\s+about|how\s+about|what\s+if|just|only|suppose|once|within)\b", re.IGNORECASE
)
MEANS_BEFORE = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|that|those|these|this|there|ones?|same|else|such|both|either|neither)\b",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"\b(?:(?:new|different|another|other)\s+(?:subject|topic|thing|question)|change\s+of\s+subject|set\s.{0,20}\baside"
    r"|back\s+to)\b",
    re.IGNORECASE,
)  # of the subject


def depends(question: str) -> bool:
    """Whether a question leans on what was asked before: it goes on from it, means something in it, or says too little by
    itself; never where it says enough, or that it changes the subject."""
    said = len(set(content(question)))
    if CHANGES.search(question) or said >= ENOUGH:
        return False
    return bool(GOES_ON.search(question) or MEANS_BEFORE.search(question)) or said <= SHORT


def standalone(question: str, earlier: Sequence[str], known: Callable[[str], bool]) -> str:
    """A question with the words of the one before that it leans on. `earlier` are the questions asked before as they were
    searched for, the last one last; `known` tells which stems the documents have: others help to find nothing."""
    if not earlier or not depends(question):
        return question
    own = set(content(question))
    words = [word for word in tokens(earlier[-1]) if word not in STOP]
    carried = [word for word in dict.fromkeys(words) if not set(content(word)) <= own and all(map(known, content(word)))]
    return f"{question} ({' '.join(carried)})" if carried else question
