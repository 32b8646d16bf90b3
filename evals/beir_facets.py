"""What kinds of thing a question asks for and a passage says: one row a kind, two patterns each."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FACETS: tuple[tuple[str, str, str], ...] = (
    # name, what a question says that asks for it, what a passage says that offers it
    (
        "bearer",
        r"^\W*(who|whom|whose|which (person|part|bod|entit|officer))\b|\bresponsible\b|\bwho (is|are|must|may|should)\b",
        r"\b(must|shall|should|may|will|is responsible|are responsible)\b",
    ),
    (
        "interval",
        r"\bhow (often|frequently)\b|\bfrequen|\bperiodic|\bregular(ly)?\b|\binterval",
        r"\b(annual|yearly|quarterly|monthly|weekly|daily|every|each (year|month)|at least once|periodic|regular|frequen)",
    ),
    (
        "deadline",
        r"\bwhen\b|\bdeadline|\btime ?(frame|line|limit)|\bhow (soon|long|quickly)\b|\bperiod\b|\bwithin what\b",
        r"\b(within|before|after|until|days?|months?|years?|hours?|promptly|immediately|as soon as|(no|not) later than)\b",
    ),
    (
        "permission",
        r"^\W*(may|can|could|is it possible|are .{0,40} (allowed|permitted))\b|\b(permitted|allowed|permissible)\b",
        r"\b(may|permitted|allowed|entitled|discretion)\b",
    ),
    (
        "duty",
        r"\b(must|required?|requirements?|obligations?|obliged|shall|expected|need to|have to|responsibilit)",
        r"\b(must|shall|required?|requires|obligations?|obliged|ensure|expects?|should)\b",
    ),
    (
        "ban",
        r"\b(prohibit|forbid|not (allowed|permitted)|restrict|limitations?)",
        r"\b(must not|may not|shall not|prohibit|no person|restrict)",
    ),
    (
        "definition",
        r"\b(what (is|are) (a|an|the)? ?\w+ ?\?|defin|meant by|mean(s|ing)?\b|constitutes?\b|considered)",
        r"\b(means|mean|refers? to|is defined|includes|definition)\b",
    ),
    (
        "condition",
        r"\b(under what|in what|circumstances?|conditions?|criteria|if)\b",
        r"\b(if|where|unless|provided that|subject to|except|only)\b",
    ),
    (
        "amount",
        r"\bhow (much|many)\b|\b(minimum|maximum|amount|threshold|percentage|limit|fee|calculat)",
        r"[$€£%]|\d{2,}|\b(minimum|maximum|per cent|amount|fee)",
    ),
    (
        "content",
        r"\bwhat (information|details?|documents?|factors?|elements?|steps?|measures?|types?)\b|\b(include|list|specify)",
        r"(\(a\)|\(i\)|\(1\)|:\s*\n|;\s*(and|or)?\s*\n|\bfollowing\b|\bincluding\b)",
    ),
    (
        "reason",
        r"^\W*why\b|\bpurpose|\breason|\bobjective|\bconsequence|\bwhat happens|\bpenalt",
        r"\b(in order to|purpose|because|so that|objective|to ensure|liable|fine|penalt|contraven)",
    ),
)
NAMES = tuple(name for name, _, _ in FACETS)
_ASK = tuple(re.compile(ask, re.IGNORECASE) for _, ask, _ in FACETS)
_OFFER = tuple(re.compile(offer, re.IGNORECASE) for _, _, offer in FACETS)


def asks(text: str) -> Floats:
    """What a question asks for: 0 or 1 a facet, shape (facets,)."""
    return np.array([bool(pattern.search(text)) for pattern in _ASK], dtype=np.float32)


def offers(text: str) -> Floats:
    """What a passage says: 0 or 1 a facet, shape (facets,)."""
    return np.array([bool(pattern.search(text)) for pattern in _OFFER], dtype=np.float32)
