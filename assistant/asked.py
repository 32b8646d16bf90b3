"""What kind of thing a question asks for, and whether a provision offers that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant import clauses as K
from assistant.patterns import PLACEHOLDER
from assistant.sentences import sentences
from assistant.words import STOP, content, tokens

Kind = Literal["who", "how often", "when", "how many", "may", "must", "list", "definition", "place", "why", "how", "other"]


def _form(kind: Kind, *alternatives: str) -> tuple[Kind, re.Pattern[str]]:
    return kind, re.compile("|".join(alternatives), re.IGNORECASE)


FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    _form(
        "place",
        r"\b(?:which|what)\s+(?:section|paragraph|subsection|article|clause|provision|part|page|rule|citation|statute|"
        r"law)\b",
        r"\bwhere\s+(?:does|do|is|in|can)\b.*\b(?:say|said|says|stand|stands|written|state|stated|states|found|find|"
        r"policy|code|law)\b",
        r"\bcite\b",
        r"\bcitation\b",
    ),
    _form(
        "how often",
        r"\bhow\s+(?:often|frequent(?:ly)?|regularly)\b",
        r"\bhow\s+many\s+times\b",
        r"\bonce\s+a\s+\w+\s+or\b",
        r"\bfrequency\b",
    ),
    _form(
        "how many",
        r"\bhow\s+(?:many|much|large|big|old|high|far|fast|loud|wide|deep|tall|heavy)\b",
        r"\bwhat\s+(?:number|percentage|percent|amount|age|size|fee|fine|cost|price|salary|speed|caliber|calibre|"
        r"minimum|maximum)\b",
    ),
    _form(
        "definition",
        r"\bwhat\s+(?:exactly\s+)?(?:is|are|s)\s+(?:an?|the\s+(?:definition|meaning))\b",
        r"\b(?:define|defined|definition|meaning)\b",
        r"\bwhat\s+(?:does|do)\s+.*\b(?:mean|stand\s+for)\b",
        r"\bwhat\s+counts?\s+as\b",
        r"\bwho\s+counts?\s+as\b",
        r"\bwhat\s+qualifies\b",
    ),
    _form("may", r"^\W*(?:so\s+|and\s+|but\s+)?when\s+(?:may|can|could|is\s+it\s+(?:ok|okay|allowed))\b"),
    _form(
        "when",
        r"\bwhen\b",
        r"\bby\s+(?:when|what\s+date)\b",
        r"\bhow\s+(?:long|soon|quickly|late|early|far\s+in\s+advance)\b",
        r"\bdeadline\b",
        r"\bwhat\s+(?:date|time|day|hours?)\b",
    ),
    _form(
        "why",
        r"\bwhy\b",
        r"\bwhat\s+(?:for|is\s+the\s+(?:purpose|reason|goal|aim|point))\b",
        r"\bpurpose\b",
    ),
    _form(
        "who",
        r"\bwho(?:m|se|s)?\b",
        r"\bwhich\s+(?:person|officer|official|agency|body|party|office)\b",
        r"\bwhose\b",
        r"\bto\s+whom\b",
    ),
    _form(
        "list",
        r"\bwhat\s+(?:are|all|kinds?|types?|topics?|things|items|criteria|factors|duties|rights|responsibilities|"
        r"requirements)\b",
        r"\bwhich\s+(?:\w+\s+)?(?:topics|items|criteria|kinds|things|duties|rights|subjects|\w+s)\b",
        r"\blist\b",
        r"\bwhat\s+(?:must|should|shall|does|do|can|may|has|have|needs?)\b.*\b(?:include|contain|cover|consist|say|list|"
        r"in\s+it)\b",
    ),
    _form(
        "may",
        r"^\W*(?:so\s+|and\s+|but\s+)?(?:can|may|could|am\s+i\s+allowed|is\s+it\s+(?:ok|okay|allowed|legal|permitted)|"
        r"are\s+\w+\s+(?:allowed|permitted))\b",
        r"\b(?:allowed|permitted|permission|okay|ok|legal)\s+to\b",
        r"\b(?:can|may)\s+(?:i|we|an?|the|my)\b",
    ),
    _form(
        "must",
        r"^\W*(?:so\s+|and\s+|but\s+)?(?:must|do|does|should|shall|is|are|has|have|need|will)\b",
        r"\b(?:have|has|need|needs|required|obliged|supposed|mandatory)\b",
    ),
    _form(
        "how",
        r"\bhow\b",
    ),
)

OPEN = re.compile(r"\bwhat\s+(?:must|shall|should|may|can|do|does|are|will)\b|\bduties\b", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:all|list|every|everything|complete|entire|each of|enumerate|topics|criteria)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The kind of a question; `whole` where the whole of a list is wanted, `open` where it may be; `focus` the words that
    name what is asked for ("which rank ...", "how many rounds ..."); `opinion` where a view, advice or a piece of work is
    wanted, not a rule; `other_day` where a year is named, or law that stood before or is to come.
    """

    kind: Kind
    whole: bool
    open: bool = False
    focus: tuple[str, ...] = ()
    opinion: bool = False
    other_day: bool = False


OPINION = re.compile(
    r"""
    \b(?:do|would|did|don['’]t)\s+you\s+(?:personally\s+|honestly\s+)?(?:think|feel|believe|say|agree|sign|recommend|advise|suggest|prefer)\b
    | \bwhat\s+would\s+you\b
    | \bin\s+your\s+(?:view|opinion|experience|judgment)\b | \bwhat(?:['’]s|\s+is)\s+your\s+(?:view|opinion|take|advice)\b
    | \bshould\s+(?:i|we)\s+(?:sue|sign|fight|plead|press|settle|quit|vote
        |file\s+a\s+(?:suit|lawsuit)|get\s+a\s+lawyer|hire\s+a\s+lawyer)\b
    | \bmy\s+(?:odds|chances)\b | \b(?:odds|chances)\s+of\s+winning\b | \ba\s+good\s+deal\b | \bworth\s+it\b
    | \bwhat\s+(?:should|shou?ld|shud|do|would)\s+(?:i|we)\s+(?:tell|say\s+to)\s+(?:the|my)\s+(?:judge|court|lawyer|jury)\b
    | \b(?:was|were|is)\s+(?:he|she|it|they|the\s+\w+(?:\s+\w+)?)\s+(?:in\s+the\s+)?
        (?:wrong|right|justified|legal|guilty|at\s+fault)\s*\?
    | ^\W*(?:please\s+)?(?:write|compose|translate|draft)\s+(?:me\b|us\b|an?\b|this\b) | \btell\s+me\s+a\s+(?:joke|story)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
OTHER_DAY = re.compile(
    r"""
    \b(?:19|20)\d\d\b | \b(?:used\s+to|previous(?:ly)?|former(?:ly)?|repealed|superseded
        |amend(?:s|ed|ments?)?|changed|upcoming)\b
    | \b(?:older|old|earlier|new|newer|next)\s+(?:law|laws|rule|rules|text|version|code|statute|policy|act|wording|year)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
ASKS = re.compile(
    r"\W*(?:(?:so|and|but|also|now)\b\W*)?(?:who|whom|whose|what|when|where|which|how|why|do|does|did|is|are|can|could|may|must"
    r"|should|will|am)\b",
    re.IGNORECASE,
)
UNDERSTOOD = 3  # stems that carry meaning
FOCUS = re.compile(
    r"\b(?:what|which|how\s+many|how\s+much|whose)\s+((?:[\w’'-]+\s+){0,3}[\w’'-]+)|^\W*((?:[\w’'-]+\s+){0,1}[\w’'-]+)\s+of\b",
    re.IGNORECASE,
)


def asked(question: str) -> Asked:
    """What `question` asks for: the first form in `FORMS` that it has."""
    kind: Kind = next((name for name, form in FORMS if form.search(question)), "other")
    listing = kind == "list" or bool(WHOLE.search(question))
    return Asked(
        kind=kind, whole=listing, open=listing or bool(OPEN.search(question)), focus=_focus(question),
        opinion=bool(OPINION.search(question)), other_day=bool(OTHER_DAY.search(question)),
    )  # fmt: skip


def asking(text: str) -> tuple[str, ...]:
    """The sentences of a text of several that ask something and are long enough to be understood by themselves."""
    every = [text[start:end] for start, end in sentences(text)]
    asks = [one for one in every if one.endswith("?") or ASKS.match(one)]
    return tuple(one for one in asks if len(content(one)) >= UNDERSTOOD) if len(every) > 1 else ()


def _focus(question: str) -> tuple[str, ...]:
    """The first word or two that carry meaning behind "what", "which", "how many"."""
    match = FOCUS.search(question)
    if match is None:
        return ()
    words = [word for word in tokens(match.group(1) or match.group(2)) if word not in STOP]
    return tuple(words[:2])


def offers(text: str, lead_in: str, has_items: bool, is_item: bool) -> dict[Kind, float]:
    """How far a provision's words hold each kind of thing, in [0, 1]; one with a placeholder hands it on, whatever it is."""
    whole = f"{lead_in} {text}"
    modal = K.modality(whole)
    interval, deadline = bool(K.INTERVAL.search(whole)), bool(K.DEADLINE.search(whole))
    found: dict[Kind, float] = {
        "who": 1.0 if modal and re.match(r"\W*(?:an?|the|each|every|any|\[?[A-Z])", whole) else 0.4,
        "how often": 1.0 if interval else 0.0,
        "when": 1.0 if deadline or interval else 0.0,
        "how many": 1.0 if K.NUMBER.search(text) else 0.0,
        "may": 1.0 if modal in ("may", "must not") else 0.5 if modal else 0.0,
        "must": 1.0 if modal in ("must", "must not") else 0.6 if modal else 0.0,
        "list": 1.0 if has_items or is_item else 0.3,
        "definition": 1.0 if K.MEANING.search(text) else 0.0,
        "place": 0.5,
        "why": 1.0 if K.CAUSE.search(text) else 0.0,
        "how": 0.5,
        "other": 0.5,
    }
    return {kind: max(share, 0.5) for kind, share in found.items()} if PLACEHOLDER.search(text) else found
