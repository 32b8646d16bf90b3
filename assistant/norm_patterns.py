"""All patterns by which norms are read: norm words in their clauses, lead-ins of lists, requests, conditions, times."""

from __future__ import annotations

import re

from assistant import clauses as K

VERBS = (
    r"accept|adopt|allow|appoint|approve|ask|assign|attach|attend|award|bring|call|carry|certify|"
    r"check|clean|close|collect|complete|conduct|confirm|consult|contact|coordinate|correct|create|"
    r"decide|deliver|deny|designate|destroy|develop|dispose|document|employ|enforce|ensure|enter|"
    r"establish|evaluate|file|give|hire|hold|identify|inform|inspect|install|investigate|invite|issue|"
    r"keep|lock|maintain|make|meet|modify|monitor|name|note|notify|obtain|offer|open|order|pay|place|"
    r"post|prepare|present|preserve|print|produce|protect|provide|publish|read|receive|record|refer|"
    r"register|remove|repair|replace|reply|report|request|respond|return|review|revoke|schedule|secure|"
    r"select|send|serve|set|show|sign|start|stop|store|submit|supply|suspend|take|teach|tell|test|"
    r"train|transfer|turn|update|use|wash|wear|withdraw|write"
)  # what rules have people do, besides be, have and do
# What orders, forbids, recommends or permits; `free` says that something need not be, or means nothing of the kind.
MODAL = re.compile(
    r"""
    (?P<free> \b(?:shall|must|may|will|should|can)\s+not\s+(?:be\s+)?(?:required|obliged|obligated|compelled)\b
            | \b(?:do|does|did)(?:n['’]t|\s+not)\s+(?:\w+\s+)?(?:have|need)\s+to\b | \bnever\s+(?:has|have|had)\s+to\b
            | \b(?:would|could|might)\s+have\s+to\b | \bneed\s+not\b | \bmay\s+(?:or\s+may\s+)?not\s+(?:need|have)\b
            | \b(?:is|are|was|were)(?:n['’]t|\s+not)\s+(?:to\s+be\s+)?(?:required|obliged|obligated|bound)\b
            | \bnot\s+(?:need\s+)?(?:to\s+)?be\s+required\s+to\b
            | \b(?:shall|will)\s+(?:mean|take\s+effect|apply)\b
            | \b(?:shall|will)\s+be\s+(?:construed|deemed|governed|cited|(?:known|referred\s+to)\s+as)\b
            | \b(?:shall|may)\s+not\s+(?:apply|be\s+(?:construed|deemed))\b
            | \bwill\s+(?:not\s+)?(?:likely|probably|tend|be\s+able)\b )
  | (?P<grant> \bshall\s+be\s+(?:allowed|permitted|entitled|authori[sz]ed)\s+to\b
             | \bshall\s+have\s+the\s+(?:right|power|authority|discretion)\s+to\b )
  | (?P<more> \b(?:shall|must|will)\s+not\s+(?:only|merely|just|solely)\b )
  | (?P<must_not> \b(?:shall|must|may|will)\s+(?:not|never|in\s+no\s+(?:case|event))\b
                | \b(?:cannot|can\s+(?:not|never)|can['’]t)\b
                | \b(?:mustn|shan|won)['’]t\b
                | \b(?:is|are|(?:shall|must|will)\s+be)\s+(?:(?:hereby|also|\w+ly)\s+)?(?:prohibited|forbidden)
                  (?:\s+(?:by|under)\s[^,;:.]*?)?\s+(?:from(?=\s+\w+ing\b|\s*:?\s*$)|to\b(?!\s+(?:the|an?|all|any)\b))
                | \b(?:is|are)\s+not\s+(?:permitted|allowed|authori[sz]ed|entitled)\b(?:\s+to\b)?
                | \b(?:is|are)\s+not\s+to\s+(?=[a-z]) )
  | (?P<ban> \b(?:is|are|(?:shall|must|will)\s+be)\s+(?:(?:hereby|also|\w+ly)\s+)?
             (?:prohibited\b|forbidden\b|(?:unlawful|illegal)
             (?=\s*(?:[.,;]|$|\b(?:in|on|at|within|near|without|unless|except|if|when|during|before|after|under)\b))) )
  | (?P<should_not> \bshould(?:\s+(?:not|never)|n['’]t)\b | \bought\s+not\s+to\b )
  | (?P<must> \bshall\b | \bmust\b | \b(?:is|are|be)\s+required\s+to\b | \b(?:has|have)\s+to\s+(?!the\b|an?\b|date\b)
            | \b(?:is|are)\s+to\s+(?=[a-z])(?!the\b|an?\b|date\b|this\b|that\b|its\b|their\b)
            | \bwill\b(?!\s+be\s+\w+ing\b) )
  | (?P<should> \bshould\b | \bought\s+to\b )
  | (?P<may> \bmay\b | \bcan\b(?!['’]) | \b(?:is|are)\s+(?:free|allowed|permitted|authori[sz]ed|entitled)\s+to\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
IMPERSONAL = re.compile(  # who orders by saying what it is to do a thing: "it is unlawful for a guest to fish"
    r"""
    (?:^|[;,:]|\b(?:and|but)\b)\W{0,3}(?:(?:however|also|further|therefore|accordingly)\b,?\s*)?
    it\s+(?:is|(?:shall|will|must)\s+be)\s+(?:(?:also|further|hereby|\w+ly)\s+)?
    (?: (?: (?P<never> (?:unlawful|illegal|prohibited|forbidden|(?:not|never)\s+(?:permitted|allowed|lawful|permissible)
                       |an?\s+(?:offen[cs]e|violation|infraction|misdemeanou?r)(?:\s+of\s+[^,;:]{1,60}?)?) )
          | (?P<free> permitted|allowed|lawful|permissible ) )
        (?:\s+for\s+(?P<whom>[^;:]{1,120}?))?
      | (?P<duty> the\s+(?:duty|responsibility|obligation|task)\s+of\s+(?P<of>[^;:]{1,120}?)
                | (?P<whose>[^,;:]{1,60}?)['’]s?\s+(?:duty|responsibility|obligation|task) )
    )(?:(?<!\bis)(?<!\bare)(?<!\bhas)(?<!\bhave),?\s+(?P<not>not\s+|never\s+)?to\b
        (?!\s+(?:the|an?|this|that|these|any|each|all|its|their)\b)
      | \s*[:—–]\s*(?:$|(?=\(?[1ai]\)\s+to\b)) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
NO_NORM = re.compile(  # what stands before a word that is no norm word there: a month, a thing, a noun
    r"(?:\b(?:in|of|by|on|before|after|until|since|early|late|mid|through)\s+|['’]s\s+|\b(?:the|an?|his|her|their|mr\.|ms\.)\s+)$",
    re.IGNORECASE,
)
NEXT_IS_NORM = re.compile(r"\s+(?:shall|must|may|will|should|can|is|are|was|were|has|have|of|to)\b", re.IGNORECASE)
INVERTED = re.compile(
    r"\b(?:in\s+no\s+(?:event|case|way)|under\s+no\s+circumstances?|at\s+no\s+time|never|nor|neither|on\s+no\s+account|only\s+then)\s*$",
    re.IGNORECASE,
)
NOTHING = re.compile(r"^\W*(?:nothing|none)\b|^\W*there\s*$|\b(?:used\s+to|not\s+the\s+case)\b", re.IGNORECASE)
TELLS_OF = re.compile(r"\b(?:who|which|whom|that)\s*$|\bthat\s+\w+\s*$", re.IGNORECASE)
OR_ELSE = re.compile(r"\bor\s*$", re.IGNORECASE)
FORBIDS = re.compile(r"(?:shall|may|should|can|will|is|are)\b(?!\s+(?:required|to)\b)", re.IGNORECASE)
UNLESS = re.compile(r"\b(?:unless|if|except|until)\b", re.IGNORECASE)
PRICED = re.compile(r"(?:\bthan|\bfor|\$\s?[\d.,]+)\s*$", re.IGNORECASE)
ORDERS = re.compile(r"\W*(?P<modal>(?:shall|must|may|should|will|can)(?:\s+not)?|cannot)\b", re.IGNORECASE)
SUBORDINATE = re.compile(
    r"\b(?:where|when|if|whether|unless|because|while|until|what|how|although)\b[^,;:]*$|\b(?:so|such)\s+that\b[^;:.]*$"
    r"|\b(?:that|which|who|whom|whose|as|than)\s+(?:an?|the|any|each|every|its|their|his|her|your|one|it|they|he|she|we|you)\b"
    r"(?![^,;:]*\b(?:has|have|had|is|are|was|were|does|do|did)\b)[^,;:]*$",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"(?P<subject>(?:\b(?:the|an?|each|every)\s+)[^,;:]*?),\s*(?:who|which)\s*$", re.IGNORECASE)
JOINED = re.compile(
    r"(?:[,;]\s*)?\b(?:and|but|or|nor)\b\s*(?:then\s+|also\s+|thereafter\s+)?(?P<subject>[^,;:]*)$", re.IGNORECASE
)
JOINED_CASE = re.compile(
    r",\s*(?=(?:and|but)\s+(?:if|when|whenever|where|unless|until|after|before|upon|during|in|on)\b[^,;:]*,\s*(?!who|which|and\b)"
    r"(?:\w[^,;:]{0,60})$)",
    re.IGNORECASE,
)
STANDS_ALONE = re.compile(rf"\W*(?!(?:\(?\w{{1,3}}\)\s+)?(?:{VERBS})\b)\w(?!.*\b(?:and|or|but)\s*$)", re.IGNORECASE)
REDUCED = re.compile(  # a thing and who does what to it: "a key the porter"
    r"\b(?!(?:of|in|on|at|by|to|for|from|with|under|over|and|or|nor|but|if|when|all|both|half|such|only|even)\b)\w+"
    r"\s+(?:the|an?|each|every|any)\s+\w+\s*$",
    re.IGNORECASE,
)
UNDERSTOOD = re.compile(
    r"\b(?:understanding|condition|agreement|provided|proviso)\s+that\s+(?P<subject>[^,;:]*)$", re.IGNORECASE
)
INSERTED = re.compile(
    r",\s*(?:who|which|under|pursuant\s+to|subject\s+to|if|when|unless|upon|after|before|as)\b[^,]*,", re.IGNORECASE
)
THAT = re.compile(r"^\W*that\b\s*", re.IGNORECASE)
AGREES = re.compile(r"\bagrees?\s+(?:not\s+)?to\s+", re.IGNORECASE)
NOBODY = re.compile(
    r"^\W*(?:no\s+one|nobody|none\s+of|neither|no(?!\s+(?:later|sooner|earlier|more|less|fewer|matter|longer)\b))\b\s*",
    re.IGNORECASE,
)
AIMS = re.compile(r"\b(?:purpose|goal|aim|intent|intention|objective|mission|point)s?\b[^,;:]*$", re.IGNORECASE)
ENDS = re.compile(r"\b(?:shall|must|will|may|should)(?:\s+not)?\s*:?\s*$", re.IGNORECASE)
EXCEPT = re.compile(r",?\s*\b(?:except(?:\s+(?:when|if|where|that|for|in))?|unless)\s*:?\s*$", re.IGNORECASE)
PRONOUN = re.compile(r"(?:they|it|he|she|he\s+or\s+she|these|those)", re.IGNORECASE)
BEGINS = re.compile(
    r"\W*(?P<noun>(?:the|an?|each|every|any|all)\s+\w+(?:\s+(?!(?:is|are|was|were|has|have|may|must|shall|should|will|can)\b|\w+s\b)\w+)*)",
    re.IGNORECASE,
)
ONE_OF = re.compile(
    r"\b(?:chosen|selected)\s+from\s*:?\s*$|\b(?:one|any|either|some)\s+of(?:\s+the\s+following(?:\s+\w+)?)?\s*:?\s*$"
    r"|\beither\s*:?\s*$",
    re.IGNORECASE,
)
INSIDE = re.compile(
    r"^\W*(?:that\b|(?:an?|the)\s+(?:clause|term|provision|promise|undertaking)\s+that\s+(?=(?:the|an?|any|each|every|either|both|no)\b)"
    r"|(?:how|when)\s+(?=(?:the|an?|each|every|either|both|any)\b))\s*",
    re.IGNORECASE,
)
TIMES = re.compile(
    K.INTERVAL.pattern
    + r"|\b(?:at|before|after)\s+(?:the\s+(?:start|end|start\s+and\s+end)\s+of\s+)?(?:each|every)\s+\w+\b"
    + r"|\b(?:at\s+least\s+)?(?:once|twice|\w+\s+times)\s+(?:during|in|on)\s+(?:each|every|an?)\s+\w+(?:\s+\w+)?\b"
    + rf"|\b(?:each|every)\s+(?:{K.MONTH[4:-1]}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|spring|summer|fall|autumn"
    + r"|winter)\b"
    + rf"|\b{K.COUNT}\s+\w+\s+in\s+every\s+{K.COUNT}\b"
    + rf"|\b(?:(?:no\s+more\s+than|at\s+most|at\s+least)\s+)?{K.COUNT}\s+\w+\s+an?\s+(?:term|semester|season|shift)\b",
    K.INTERVAL.flags,
)
NO_TIME = re.compile(
    r"\b(?:hourly|daily|weekly|monthly|annual|yearly)\s+(?:rate|rates|wage|wages|pay|fee|fees|budget|report|reports)\b",
    re.IGNORECASE,
)
LAST_BRACKETS = re.compile(r"\s*\([^()]*\)\s*(?=:?\s*$)")
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
MEANS = re.compile(r"^.*?\b(?:means|is|are)\s+(?=(?:the|an?|any|each|every)\s[^,;:]*\b(?:who|which|that)\b)", re.IGNORECASE)
WITHIN_COMMAS = re.compile(r",[^,;:]*,\s*$")
CLAUSE_BEFORE = re.compile(r"^[^,;]*(?:;|,\s+(?:and|but|so))\s+(?=[^,;]*$)", re.IGNORECASE)
PLACED = re.compile(r"^\W*(?:in|on|under|by|at|for|within)\s", re.IGNORECASE)
NEEDS = re.compile(
    r"(?!\W*(?:no|nobody|none|nothing|who|what|which|whoever|this)\b)(?P<subject>(?:(?!\bnever\b)[^,;:]){1,80}?)\s(?:needs?|requires?)\s+"
    r"(?P<what>(?:an?|the|at\s+least)\s+[^.;:]*?\b(?:permit|licen[sc]e|approval|authori[sz]ation|consent|permission|certificate|registration"
    r"|warrant|majority|quorum|belief|notice)\b)",
    re.IGNORECASE,
)
FOLLOWING = re.compile(r"\W*the\s+following\b", re.IGNORECASE)
INCLUDES = re.compile(r",\s*includ\w+:?\s*$", re.IGNORECASE)
HAVE_DUTIES = re.compile(r",\s*(?:who|which)\s+(?:will|shall|must)\s+have\s+the\s+following\b.*$", re.IGNORECASE)
ARTICLE = re.compile(r"\b(?:the|an?|each|every)\s+.*?(?=\s+(?:the|an?|each|every)\s|$)", re.IGNORECASE)
TO = re.compile(r"^to\s+(?=[a-z])")
IS_TO = re.compile(r"(?:is|are)\s+to\s+", re.IGNORECASE)
CONNECTS = (
    r"(?:then|also|however|nevertheless|nonetheless|otherwise|moreover|furthermore|additionally|instead|likewise"
    r"|similarly|accordingly|therefore|finally|in\s+addition(?!\s+to)|in\s+that\s+(?:case|event)|provided(?:,?\s+however,?)?\s+that"
    r"|(?:and|but|or)(?=\s))\b,?\s*"
)
LINKS = re.compile(rf"^\W*(?:{CONNECTS})+", re.IGNORECASE)
ADVERBS = re.compile(rf"^\W*(?:thereafter\b,?\s*|{CONNECTS})+", re.IGNORECASE)
HAS_DUTIES = re.compile(
    r"(?:^|[,;]\s*|\bof\s+)(?P<who>(?:the|an?|each|every)?\s*[^,;:]*?),?\s+(?:(?:who|which)\s+)?(?:(?:will|shall|must)\s+have|has|have)\s+the\s+following"
    r"\s+(?:\w+\s+)?(?:duties|responsibilities|tasks|obligations)\b[^:]*:?\s*$",
    re.IGNORECASE,
)
DUTIES_OF = re.compile(
    r"\b(?:duties|responsibilities|tasks|obligations)\s+of\s+(?P<who>[^,;:()]+?)\s+(?:(?:shall|will|must)\s+)?(?:include|are|be)\b(?!\s+not\b)"
    r"[^:]*:?\s*$",
    re.IGNORECASE,
)
ONES_DUTIES = re.compile(
    r"(?P<who>[^,;:()]+?)['’]s?\s+(?:\w+\s+){0,2}(?:duties|responsibilities|tasks|obligations)\s+(?:(?:shall|will|must)\s+)?(?:include|are)\b[^:]*:?\s*$",
    re.IGNORECASE,
)
REQUEST = re.compile(
    r"\b(?:at|on|upon)\s+(?:the\s+)?(?:written\s+)?request\s+(?:of|by|from)\s+(?P<of>(?:the|an?|its|their)?\s*[^,;:.]+)"
    r"|\b(?:if|when|where)\s+(?P<asks>(?:the|an?)\s+[^,;:.]+?)\s+(?:asks|requests)\b(?:\s+for\s+\w+)?"
    r"|\b(?:at|on|upon)\s+(?P<whose>(?:the\s+)?[^,;:.]+?)['’]s?\s+request\b",
    re.IGNORECASE,
)
WITH = re.compile(
    r"\b(?:jointly|together|train|trains|work|works|confer|confers|consult|consults|consulting|consultation|coordinate|coordinates|coordination|contract"
    r"|contracts|meet|meets|share|shares|discuss|cooperate|cooperates|cooperation|partner|partnership|communicate|agree|agrees)\b"
    r"(?:\s+\w+){0,4}?\s+with\s+(?P<whom>(?:the|an?|its|their|his|her|each|every|local|other|school|all)?\s*[^,;:.]+?)"
    r"(?=\s+(?:to|for|on|at|in|before|after|within|and\s+(?:shall|must|will|may)|under|about|when|if|who|which|that|regarding|as)\b|[,;:.]|$)",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?P<words>(?:if|unless|when|whenever|where|while|provided\s+that|so\s+long\s+as|as\s+long\s+as|in\s+the\s+event\s+of|in\s+case\s+of|except|upon"
    r"|subject\s+to|as\s+needed|without)\b[^;:.]*)$",
    re.IGNORECASE,
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
PART_OF_DAY = r"(?:noon|midday|midnight|dawn|dusk|sunrise|sunset|nightfall|morning|evening|tomorrow)"
TIME_SPAN = rf"{K.COUNT}\s+(?:(?:business|calendar|working|school)\s+)?{K.UNIT}"
BY_WHEN = re.compile(
    rf"""\b(?P<words>
    (?: (?<!\bfor\s)(?<!\bof\s)(?<!least\s)(?<!most\s)(?<!than\s)(?<!\bto\s)
        (?:(?:at\s+least|at\s+most|(?:no|not)\s+(?:later|earlier|sooner|less|more|fewer)\s+than|up\s+to)\s+)?
        {TIME_SPAN}\s+(?=before|after|prior) )?
    (?: (?:(?:immediately|promptly|directly|shortly|on\s+or)\s+)?(?:before|after)\s
      | prior\s+to\s | (?:no|not)\s+later\s+than\s
      | within\s(?=(?:\(?(?!(?:for|from|in|to|by|at|on)\b)[\w-]+\)?\s+){{0,5}}?(?:{K.UNIT}|time|period|deadline)\b)
      | by\s+(?=(?:the\s+|an?\s+|each\s+|every\s+|that\s+|the\s+same\s+)?(?:{K.MONTH}\b(?!\s+(?-i:[A-Z]))
               |{WEEKDAY}|{PART_OF_DAY}|(?:end|start|beginning|close|middle)(?:\s+of\b|\s*(?:[,;.]|$))|(?:due\s+)?(?:date|day|time|deadline)\b|then\b|\d{{4}}\b
               |\d{{1,2}}(?::\d\d)?\s*(?:a\.?m|p\.?m|o['’]clock)\b|\d{{1,2}}:\d\d\b
               |(?:first|second|third|fourth|last|next|following|same|\d+(?:st|nd|rd|th))\s+(?:\w+\s+)?
                (?:{K.UNIT}|{K.MONTH}|{WEEKDAY}|{PART_OF_DAY}|of\s+(?:the|each|every)\s+{K.UNIT})))
      | on\s+(?={K.MONTH}\s+\d)
    ) (?:[^,;:.]{{0,30}}?\d\s*[ap]\.m\b\.?|(?:\d:\d\d|[^,;:.])+(?:,\s*(?:19|20)\d\d\b)?)
    | (?:at\s+least\s+)?{TIME_SPAN}\s+(?:ahead|beforehand|in\s+advance)\b
    | at\s+once\b )""",
    re.VERBOSE | re.IGNORECASE,
)
LEADING = re.compile(
    rf"^\W*(?P<words>(?:(?:no|not)\s+(?:later|sooner|earlier|more|less)\s+than|no\s+(?:later|sooner|earlier)|beginning"
    rf"|(?:each|every)\s+(?:\w+\s+)?(?:(?:day|week|month|quarter|year|spring|summer|fall|morning|evening)s?|{K.MONTH}|{WEEKDAY})"
    r"|(?:immediately|promptly|directly|shortly)\s+(?:before|after|upon|following)|(?:once|twice)|(?:bi|semi)?-?annually|yearly"
    rf"|quarterly|monthly|weekly|daily|from|{TIME_SPAN}\s+(?:before|after|prior)"
    r"|before|after|if|when|whenever|unless|in|upon|as|for|during|where|while|within|by|prior|on|at|until|except|subject|so|to|thereafter|with)"
    r"\b[^:;]*?),\s+(?=(?:the|an?|each|every|any|all|no|both|such|these|those|it|they|he|she|[A-Z]|\w+s\b))",
    re.IGNORECASE,
)
AT_LEAST = re.compile(r"^\W*(?:at\s+(?:least|most)|no\s+less\s+than)\s+", re.IGNORECASE)
AND_VERB = re.compile(rf",?\s+and\s+(?:then\s+|also\s+|(?:if|when|in\s+the\s+event\s+of)\s+[^,;:]*?\s)?(?P<verb>{VERBS})\b")
OBJECT = re.compile(
    r"(?:(?:be|jointly|successfully|promptly|immediately|then|also|not|minimally)\s+)*\w+(?:\s+(?:out|up|for|on|of|with|to|in))?\s*:?\s+"
    r"(?P<object>(?:the|an?|any|each|every|all|its|their|his|her|\w+)\s.*?)"
    r"(?=\s+(?:to|for|on|at|in|before|after|within|by|with|under|while|when|if|who|which|that|as|from|unless|until|and\s+(?:shall|must|will))\b"
    r"|[,;:.]|$)",
    re.IGNORECASE,
)
ORDER = (  # a verb that rules use, before what only an object can begin with
    rf"(?:(?P<not>do\s+not|don['’]t)\s+(?=[a-z]+\b)|(?:(?P<never>never)\s+|always\s+)?(?!note\b|name\b)"
    rf"(?=(?:{VERBS}|leave|put|follow|switch|wipe|rinse|empty|clear|cover|drain|fill|hand|move|bring|park|ring|wait)\s+"
    r"(?:the|an?|any|all|each|every|both|no|your|its|their|his|her)\b))"
)
IMPERATIVE = re.compile(  # an order to nobody by name
    rf"(?P<when>(?:(?:if|when|whenever|before|after|in\s+case\s+of|upon|once)\b[^,;:]*,\s+)?(?:please\s+)?){ORDER}",
    re.IGNORECASE,
)
CHAINED = re.compile(  # another order after one
    rf"(?:;\s*(?:(?:and|but|then)\s+)?|,\s+(?:and|but|then)\s+|\s(?:and|but)\s+(?=do\s|don['’]t\s|never\s)){ORDER}",
    re.IGNORECASE,
)
ITEM_NOT = re.compile(r"^\W*(?:do\s+not|don['’]t|never|not(?!\s+(?:only|merely|just|solely)\b))\s+(?=[a-z])", re.IGNORECASE)
ADDRESSED = re.compile(
    r"^\W*(?:the\s+)?(?:rules|instructions|steps|directions|orders|guidelines)\s+(?:for|to)\s+(?P<who>[^,;:]{1,60}?)\s*:?\s*$",
    re.IGNORECASE,
)
