"""The patterns by which a quiz reads sentences and lists: what can be asked of them, and what depends on its context."""

from __future__ import annotations

import re

from assistant.obligations import Obligation
from assistant.records import Cite
from assistant.sentences import sentences
from assistant.words import content

LONGEST = 450  # characters of a sentence or a lead-in that is shown in a stem
LONGEST_ITEM = 200  # characters of a choice
TOLD_BEFORE = 2  # words that carry meaning before an "it", one of which it may mean
ADVERB = 25  # characters of an adverb between a norm word and its verb
GERUND = re.compile(r"\W*(?!(?:bring|spring|string|swing|thing|king|during)\b)\w{3,}ing\b", re.IGNORECASE)
NOUN_PHRASE = re.compile(r"\W*(?:the|an?|any|each|that|whether|how|types?|other|specific)\b", re.IGNORECASE)
IDLE = re.compile(
    r"\W*(?:be|include|contain|consist|comprise|have|fall|apply|minimally|set\s+out|state|specify)\b", re.IGNORECASE
)
WORD_OF_NORM = re.compile(r"\b(?:shall|must|should|may|will)(?:\s+not)?\b", re.IGNORECASE)
NUMBER = re.compile(
    r"(?P<money>\$\s?)?(?<![\w.§-])(?P<whole>(?P<number>\d+(?:,\d{3})*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fifteen|twenty|thirty|forty|fifty|sixty|ninety)(?:\s+\(\d+\))?)(?![\w-])(?:\s+(?:(?:business|calendar|school|working|consecutive|full)\s+)?"
    r"(?P<unit>percent|per\s?cent|minutes?|hours?|days?|weeks?|months?|years?|feet|miles?|items?|copies|members?|persons?|people))",
    re.IGNORECASE,
)
SEVERAL_NAMED = re.compile(
    r"(?:minimally\s+)?(?P<verb>(?:consist|be\s+(?:composed|made\s+up))\s+of|includes?|comprises?)\s+[^:]*,[^:]*\b(?:and|or)\s",
    re.IGNORECASE,
)
IS_A = re.compile(r"\b(?:means|is)\s+(?:an?|the|any)\b", re.IGNORECASE)
MEANS = re.compile(r"\bmean(?:s|ings?)?\b|\bdefinitions?\b", re.IGNORECASE)
AS_ONE_LIKES = re.compile(
    r"\b(?:appropriate|interested|deem(?:s|ed)?|determines?|if|when|where|upon|unless|in\s+the\s+event)\b", re.IGNORECASE
)
LED = re.compile(r"\b(?:if|when|where|upon|unless|in\s+the\s+event\s+of|as\s+the)\b[^.;:]*$", re.IGNORECASE)
TOLD_OF_BEARER = re.compile(r",\s*(?:who|which)\b[^,]*,\s*\w+\s*$", re.IGNORECASE)
PASSIVE = re.compile(r"\W*(?:then\s+|also\s+)?be\s", re.IGNORECASE)
REST = re.compile(r"\W*(?:(?:any|all|every|the)\s*)?(?:others?|else|whatever|anything|anyone)\b|.*\belse\b", re.IGNORECASE)
POINTS_BACK = re.compile(
    r"\b(?:such\s+an?|do(?:es)?\s+so|the\s+(?:latter|former|same)|they|them|this\s+(?:section|chapter|part)|in\s+(?:other|such|that|this|these)\s+cases?)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(r"\b(?:no|nobody|none|neither|nor|only|never|no\s+(?:more|less|fewer)\s+than)\b", re.IGNORECASE)
IT = re.compile(r"\b(?:it|its)\b", re.IGNORECASE)
CUT_OFF = re.compile(r"\b(?:the|an?|of|with|to|for|by|in|on|and|or)$", re.IGNORECASE)
PROPER = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][a-z]+(?:(?:\s+(?:of|and|the|for)){0,2}\s+[A-Z][a-z]+){2,}\b")
LATER_NORM = re.compile(
    r"\b(?:shall|must|may|should|will)(?:\s+not)?\s*:?\s*$"
    r"|(?<!regard )(?<!respect )(?<!relation )(?<!limited )\bto\s*:?\s*$",
    re.IGNORECASE,
)


def cited(cite: Cite) -> str:
    """A section as it is offered as a choice: "City Code § 4-1"."""
    return f"{cite.code} § {cite.section}"


def base_form(one: Obligation) -> bool:
    """Whether an action reads on after "must": it is no gerund and no noun phrase."""
    return not GERUND.match(one.action) and not NOUN_PHRASE.match(one.action)


def sentence_of(one: Obligation) -> str:
    """The sentence of the quote in which an action stands, "" where it stands in none or is too long to be shown."""
    said = " ".join(one.action.split())
    for start, end in sentences(one.quote):
        sentence = " ".join(one.quote[start:end].split())
        if said in sentence:
            return sentence if len(sentence) <= LONGEST else ""
    return ""


def norm_word(one: Obligation, sentence: str, led: bool) -> str:
    """The norm word right before an action in its sentence; "" where there is none. "will" counts
    where something is promised, as in the items of a contract, not where it tells what comes next."""
    before = [match for match in WORD_OF_NORM.finditer(sentence) if match.end() <= sentence.find(one.action)]
    if not before or sentence.find(one.action) - before[-1].end() > ADVERB or sentence.count(before[-1].group()) > 1:
        return ""
    word = before[-1].group()
    return word if led or not word.lower().startswith("will") else ""


def points_back(words: str) -> bool:
    """Whether words mean something that stands outside them."""
    bare = IT.search(words)
    return POINTS_BACK.search(words) is not None or (bare is not None and len(content(words[: bare.start()])) < TOLD_BEFORE)


def offered(words: str) -> bool:
    return bool(content(words)) and len(words) <= LONGEST_ITEM and not words.rstrip().endswith(":")


def last(lead: str) -> str:
    """What a lead-in says last: behind the last colon but one, in its last sentence."""
    return re.split(r"(?<=[:.])\s+", " ".join(lead.split()).rstrip(" :"))[-1]
