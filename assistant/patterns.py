"""Every pattern by which outlines and citations are recognised, verbose, named and composed.

The rows of what each must and must not match stand in `tests/test_patterns.py`.
"""

from __future__ import annotations

import re

# --- outline markers -------------------------------------------------------------------------------------------------

ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
LABEL = rf"(?:\d{{1,3}}|[a-z]{{1,2}}|[A-Z]{{1,2}}|{ROMAN}|{ROMAN.upper().replace('{0,3}', '{0,3}')})"

BULLET = re.compile(r"[-*•◦▪‣–—·o](?=\s+\S)")

DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,4})+\.?(?=\s+\S)(?!\s+(?:[ap]\.?m\b|to\s+\d|percent\b|per\s+cent\b|million\b|%))")

MARKER = re.compile(
    rf"""
      \( (?P<bracketed> {LABEL} ) \)               # (a) (1) (iii)
    | (?P<halved>    {LABEL} ) \)                  # a)  1)
    | (?P<dotted>    {LABEL} ) \.                  # a.  1.  IV.
    """,
    re.VERBOSE,
)

# a line that ends so goes on with a reference ("as used in subsection")
REFERRING = re.compile(
    r"(?:\b(?:(?:sub)?(?:sections?|paragraphs?|divisions?)|clauses?|items?|articles?|chapters?|parts?|rules?|under)|§)\s*$",
    re.IGNORECASE,
)

# --- headings --------------------------------------------------------------------------------------------------------

MARKDOWN_HEADING = re.compile(r"(?P<hashes>\#{1,6})\s+(?P<title>.*?\S)(?:\s+\#+)?\s*$")
TABLE_ROW = re.compile(r"^\||\S\s{3,}\S.*\S\s{3,}\S|\S[ .]*\.{4,}\s*(?:\d+|[ivxlc]+)$")  # bars, columns, a line of contents
PAGE_NUMBER = re.compile(r"(?:page\s+\d+(?:\s+(?:of|/)\s+\d+)?|[-–—]\s?\d{1,4}\s?[-–—]|\d{1,4})$", re.IGNORECASE)
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,})\s*$")

HEADING_WORDS = (
    "title", "part", "subpart", "division", "chapter", "subchapter", "article", "rule", "section", "appendix", "annex",
)  # fmt: skip
HEADING_NUMBER = r"(?:\d+[A-Za-z]?(?:[.-]\d+[A-Za-z]?)*|[IVXLC]+|[A-Z])"
NUMBERED_HEADING = re.compile(
    rf"""
    (?: (?P<word> {"|".join(w.upper() + "|" + w.title() for w in HEADING_WORDS)} | Sec\. | SEC\. ) \s+ | (?P<sign> § ) \s* )
    (?P<number> {HEADING_NUMBER} )
    (?P<stop> \s*[.:—–] | \s+-(?=\s) )? (?=\s|$)
    \s* (?P<rest> .* ) $
    """,
    re.VERBOSE,
)
PLAIN_NUMBER = re.compile(r"(?P<number>\d{1,3})\s{1,4}(?=[A-Z])")

# --- lead-ins --------------------------------------------------------------------------------------------------------

LEADING = re.compile(r"(?:[:—–]|\b(?:the following|as follows|including|includes?))\W*$", re.IGNORECASE)
ANNOUNCING = re.compile(r"\b(?:following|as follows|below)\b", re.IGNORECASE)

# --- placeholders ----------------------------------------------------------------------------------------------------

PLACEHOLDER = re.compile(
    r"""
      \[ (?! \s*[x\ ]?\s*\] | (?:sic|repealed|reserved|deleted|omitted|amended|emphasis|renumbered)\b )
         [a-z] [^\]\[\n]{2,90} \] (?!\()                                         # [INSERT CONTRACT], not a link
    | _{4,}                                                                    # ________
    | <(?:insert|name|date|enter|your)\b[^>\n]{0,60}>                            # <insert name>
    | \{\{[^{}\n]{2,60}\}\}                                                     # {{agency}}
    """,
    re.VERBOSE | re.IGNORECASE,
)

# --- citations -------------------------------------------------------------------------------------------------------

PIN = rf"\((?:\d{{1,3}}(?:\.\d+)?|[A-Za-z]|{ROMAN}|{ROMAN.upper()}|[a-z]{{2}})\)"
BRACKET_PINS = rf"(?:{PIN})+|\s(?:\((?:\d{{1,3}}|[a-z])\))(?:{PIN})*"
DOTTED_PINS = (
    r"\s[A-Z]\.\d{1,2}(?:\.[a-z]\b)?"
    r"|\s[A-Z](?:\([0-9a-z]+\))*(?=[,.;:)]|\s+(?:of|and|or|to|shall|must|may|is|are|applies)\b|$)"
    r"|\s[B-HJ-Z](?=\s[a-z])"
)
PINS = rf"(?P<pins>{BRACKET_PINS}|{DOTTED_PINS})?"
YEAR = r"(?:\s*\((?P<year>(?:19|20)\d{2})\))?"
SECTION_SIGN = r"(?:§§?\s*|\b[Ss]ections?\s+|\b[Ss]ec\.\s*)"
NOT_IN_WORD = r"(?<![\w.\-/])"
SECTION_ENDS = r"(?![\w]|-\d|\.\d)"
FURTHER = re.compile(
    rf"\s*(?:,|;|\bto\b|\bor\b|\band\b|\bthrough\b)\s*(?:or\s+|and\s+)?-(?P<last>\d+(?:\.\d+)?){SECTION_ENDS}{PINS}"
)
RELATIVE = re.compile(
    r"\b(?:[Ss]ub)?(?:[Ss]ection|[Pp]aragraph|[Dd]ivision)s?\s+"
    rf"(?P<pins>(?:{PIN})+|[A-Z](?:\.\d{{1,2}}(?:\.[a-z]\b)?)?(?=[\s,.;:)]|$))"
    r"(?:\s+of\s+this\s+(?P<unit>section|article|chapter|policy|rule))?"
)
BARE_PINPOINT = re.compile(
    rf"\b(?:[Uu]nder|[Ii]n|[Bb]y|[Oo]f|[Ss]ee|[Dd]espite|[Aa]s|[Ff]or|[Tt]o|[Ww]ith|[Pp]er|[Ii]tems?|[Cc]lauses?)\s+(?P<pins>(?:{PIN})+)"
    r"(?=[,.;:)”]|-\(|$|\s+(?:and|or|to|through|say|says|requires?|applies|apply|is|are|above|below)\b)"
)
FURTHER_PINS = re.compile(
    rf"\s*(?:,|;|\bto\b|\bor\b|\band\b|\bthrough\b)\s*(?:or\s+|and\s+)?(?P<pins>(?:{PIN})+)(?=[\s,.;:)]|$)"
)
OWN_HEADING_PART = re.compile(
    rf"""
    (?: (?P<word> {"|".join(w.title() for w in HEADING_WORDS)} ) \s+ | §\s* )
    (?P<number> \d+ (?:\.\d+)* | [IVXLC]+ | [A-Z] ) \b (?! [\w(-] | \.\d )
    """,
    re.VERBOSE,
)
_ONE = re.sub(r"[?]P<[a-z]+>", "?:", OWN_HEADING_PART.pattern)
OWN_HEADING = re.compile(rf"(?:{_ONE}) (?: ,\s* (?:{_ONE}) )*", re.VERBOSE)
NOT_A_SECTION = re.compile(
    r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|\d{3}-\d{3}-\d{4}|\d{3}-\d{2}-\d{4}"  # a day, a telephone
)
PIN_PART = re.compile(r"[0-9A-Za-z]+(?:\.\d+(?=\)))?")

# --- terms that documents introduce ----------------------------------------------------------------------------------

QUOTED = re.compile(r"[“\"]([^”\"\n]{2,60})[”\"]")
DEFINED_TERM = re.compile(
    r"""
    (?: \b[Tt]he\s+(?:terms?|words?|phrases?|expressions?)\s+ | \b[Aa]n?\s+ )?
    (?P<names> [“"][^”"\n]{2,60}[”"] (?: \s*(?:,|,?\s*\bor\b|,?\s*\band\b)\s* [“"][^”"\n]{2,60}[”"] ){0,4} )
    (?: \s*:(?=\s)
      | ,?\s* (?: (?:as\s+used|when\s+used|for\s+purposes)\s+[^,.;]{2,60},?\s* )? (?:(?:shall|will)\s+)?
        (?: (?:is|are) (?! \s+ (?: (?:not|in|on|at|used|required|permitted|prohibited|allowed|subject)\b | \w+ed\s+by\b ) )
          | means? | includes? | refers?\s+to | (?:has|have)\s+the\s+(?:same\s+)?meanings? | denotes? )\b
    )
    """,
    re.VERBOSE,
)
PLAIN_DEFINITION = re.compile(
    r"^(?!(?:This|That|These|It|The|Nothing|No|Which|What|He|She|They|Here|Each|Every|Any)\b)"
    r"(?P<term>[A-Z][\w’'-]*(?:\s+[\w’'-]+){0,5}?)\s+(?:means|shall mean|is defined as|refers to)\b"
)
ABBREVIATION = re.compile(
    r"\s*\(\s*(?:(?:the|or|hereafter|hereinafter)\s+)?[“\"]?(?P<short>[A-Z][A-Za-z&]{0,6}[A-Z]s?)[”\"]?\s*\)"
)
HEREAFTER = re.compile(
    r"""
    \s* \( (?: (?:hereafter|hereinafter|referred\s+to\s+as|the|collectively) \s*,?\s* )+
    [“"] (?P<short> [^”"\n]{2,40} ) [”"] \)
    """,
    re.VERBOSE,
)
NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'&.-]*\s+(?:(?:of|and|for|the|&)\s+){0,2}){0,6}[A-Z][\w’'&.-]*$")
WORD_OR_PART = re.compile(r"[A-Za-z][\w’']*")
CLAUSE_STOP = re.compile(r"[.;:()!?](?=\s|$)|[()]")

# --- dates and numbers -----------------------------------------------------------------------------------------------

SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*(?=\s+[“\"(\[]?[A-Z0-9§•]|\s*$)")
ABBREVIATED = re.compile(
    r"""
    (?: \b (?: Sec|Ann|Art|Ch|No|Nos|Inc|Co|Corp|Ltd|Dept|Gov|Sgt|Lt|Capt|Dr|Mr|Mrs|Ms|Jr|Sr|St|vs|v|cf|e\.g|i\.e|U\.S
           | a\.m|p\.m|approx|para|al|etc|Jan|Feb|Aug|Sept|Oct|Nov|Dec )
      | \b[A-Z] | ^\s*\d{1,3} ) \.$
    """,
    re.VERBOSE,
)
