"""Whether a "will" orders or only says what comes: "the clerk will pay" is an order, "the fee will rise" is none.

Closed lists of English words, whatever a text is about. What they don't know orders, as "will" mostly does in rules.
"""

from __future__ import annotations

import re

from assistant import clauses as K

ADVERBS = r"\s*(?:(?:\w+ly|then|also|soon|again|still)\s+)*"
ALONE = (  # no object follows
    r"(?=\s*(?:$|[,;.:])|\s+(?:in|on|at|by|to|from|for|as|when|if|until|after|before|over|with|and|or|but|soon|again|\w+ly"
    rf"|(?:each|every|next|this)\s+(?:{K.UNIT}|{K.MONTH}|spring|summer|fall|autumn|winter))\b)"
)
DONE = (  # "be" with these is something that somebody does
    r"(?:\w+(?:ed|wn|en)|begun|borne|bought|brought|built|cut|dealt|done|found|held|hung|kept|left|lent|lit|lost|made|met|paid"
    r"|put|read|run|sent|set|shut|sold|spent|struck|sworn|taught|told|won|worn)"
)
HAPPENS = re.compile(  # what comes about by itself
    rf"{ADVERBS}(?:(?:rain|snow|freeze|thaw|melt|happen|occur|arise|expire|lapse|elapse|vary|fluctuate|depend|cost|become"
    r"|take\s+effect|(?:come|go)\s+into\s+(?:force|effect)|fall(?!\s+(?:under|to|on|upon|within)))\b"
    rf"|(?:rise|increase|decrease|grow|shrink|change|improve|worsen|continue|last|resume|terminate|accrue|end){ALONE}"
    r"|(?:begin|start)(?=\s*(?:$|[,;.])|\s+(?:in|on|at|after|before|soon)\b))",
    re.IGNORECASE,
)
BEFALLS = re.compile(  # what nobody does at another's order
    rf"{ADVERBS}(?:enjoy|benefit|notice|realize|lose|forfeit|be\s+(?:affected|surprised|glad|happy|pleased|lost))\b",
    re.IGNORECASE,
)
EFFECTS = re.compile(  # what things do for people and to each other
    rf"{ADVERBS}(?:help|assist|affect|enable|allow|let|cause|lead|result|serve|replace|supersede|govern|reflect|encourage"
    rf"|improve|reduce|increase|make|give|bring|remain|prevent|save|be(?!\s+(?:then\s+|\w+ly\s+)*{DONE}\b))\b",
    re.IGNORECASE,
)
THING = re.compile(  # what can bear no duty
    r"\b(?:rules?|polic(?:y|ies)|plans?|changes?|amendments?|ordinances?|bylaws?|laws?|programs?|programmes?|projects?"
    r"|measures?|systems?|fees?|prices?|costs?|rates?|tax(?:es)?|fund(?:s|ing)?|risks?|results?|effects?|benefits?|noise"
    r"|weather)$|^it$|^(?:this|these|that)\b",
    re.IGNORECASE,
)
BEARS = re.compile(  # what can bear one: people by the ending of their name, and bodies
    r"\b(?!(?:water|weather|winter|summer|number|order|paper|letter|river|power|fever|matter|thunder|register|cent(?:er|re)"
    r"|chapter|quarter|semester|computer|door|floor|colou?r|labou?r|odou?r|error|factor|offer|answer|temper|danger|hunger"
    r"|anger|corner|border|tower|shower|flower|layer|barrier|printer|motor|sensor|mirror|plant|grant|restaurant|degree"
    r"|guarantee|fee|tree|knee|coffee|other|another|either|whether|neither|never|ever|under|over|after)s?\b)"
    r"(?:\w{2,}(?:er|or|ist|ant|ee|ian)s?|\w*(?:man|men)|persons?|people|personnel|staff|boards?|agenc(?:y|ies)|committees?"
    r"|councils?|departments?|offices?|teams?|police|compan(?:y|ies)|members?|part(?:y|ies)|crews?|courts?|chiefs?|heads?"
    r"|guards?|nurses?|pupils?|students?|child(?:ren)?|guests?|judges?|clerks?|cooks?|coach(?:es)?|pilots?|captains?"
    r"|guides?|hosts?|presidents?|residents?|agents?|parents?|stewards?|wardens?|secretar(?:y|ies)|deput(?:y|ies)|chairs?"
    r"|we|he|she|they|you|who)$",
    re.IGNORECASE,
)
TOLD_OF = re.compile(r"\s+(?:who|which|that|of|for|at|in|on|from|with|under|to|by)\b.*$", re.IGNORECASE)


def foretells(subject: str, after: str) -> bool:
    """Whether the words `after` a "will" say what comes about by itself, or what a thing does for people; `subject` is a
    noun phrase."""
    noun = TOLD_OF.sub("", subject)
    if BEARS.search(noun):
        return BEFALLS.match(after) is not None
    patterns = (HAPPENS, BEFALLS, EFFECTS) if THING.search(noun) else (HAPPENS, BEFALLS)
    return any(pattern.match(after) for pattern in patterns)
