"""Every pattern by which outlines and citations are recognised, verbose, named and composed.

The rows of what each must and must not match stand in `tests/test_patterns.py`.
"""

from __future__ import annotations

import re

# --- outline markers -------------------------------------------------------------------------------------------------

ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
LABEL = rf"(?:\d{{1,3}}|[a-z]{{1,2}}|[A-Z]{{1,2}}|{ROMAN}|{ROMAN.upper().replace('{0,3}', '{0,3}')})"

BULLET = re.compile(r"[-*•◦▪‣–—·o](?=\s+\S)")

WHOLE_PINPOINT = re.compile(rf"\((?:{LABEL})\)(?:\((?:{LABEL})\))+(?=\s)")

DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,4})+\.?(?=\s+\S)")

MARKER = re.compile(
    rf"""
      \( (?P<bracketed> {LABEL} ) \)               # (a) (1) (iii)
    | (?P<halved>    {LABEL} ) \)                  # a)  1)
    | (?P<dotted>    {LABEL} ) \.                  # a.  1.  IV.
    """,
    re.VERBOSE,
)
MARKER_GAP = re.compile(r"(?:\s+|$)")

# --- headings --------------------------------------------------------------------------------------------------------

MARKDOWN_HEADING = re.compile(r"(?P<hashes>\#{1,6})\s+(?P<title>.*\S)\s*\#*\s*$")
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,})\s*$")

HEADING_WORDS = ("title", "part", "subpart", "division", "chapter", "subchapter", "article", "rule", "section", "appendix", "annex")
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

# --- placeholders ----------------------------------------------------------------------------------------------------

PLACEHOLDER = re.compile(
    r"""
      \[ (?! \s*[xX\ ]?\s*\] | \d | sic\b ) [A-Za-z] [^\]\[\n]{2,90} \] (?!\()     # [INSERT CONTRACT], not a link
    | _{4,}                                                                    # ________
    | <(?:insert|name|date|enter|your)\b[^>\n]{0,60}>                            # <insert name>
    | \{\{[^{}\n]{2,60}\}\}                                                     # {{agency}}
    """,
    re.VERBOSE | re.IGNORECASE,
)

# --- citations -------------------------------------------------------------------------------------------------------

PIN = rf"\((?:\d{{1,3}}(?:\.\d+)?|[A-Za-z]|{ROMAN}|{ROMAN.upper()}|[a-z]{{2}})\)"
BRACKET_PINS = rf"(?:{PIN})+|\s(?:\((?:\d{{1,3}}|[a-z])\))(?:{PIN})*"
DOTTED_PINS = r"\s[A-Z]\.\d{1,2}(?:\.[a-z]\b)?|\s[A-Z](?:\([0-9a-z]+\))*(?=[,.;:)]|\s+(?:of|and|or|to|shall|must|may|is|are|applies)\b|$)"
PINS = rf"(?P<pins>{BRACKET_PINS}|{DOTTED_PINS})?"
YEAR = r"(?:\s*\((?P<year>(?:19|20)\d{2})\))?"
SECTION_SIGN = r"(?:§§?\s*|\b[Ss]ections?\s+|\b[Ss]ec\.\s*)"
NOT_IN_WORD = r"(?<![\w.\-/])"
SECTION_ENDS = r"(?![\w]|-\d|\.\d)"
FURTHER = re.compile(rf"\s*(?:,|;|\bto\b|\bor\b|\band\b|\bthrough\b)\s*(?:or\s+|and\s+)?-(?P<last>\d+(?:\.\d+)?){SECTION_ENDS}{PINS}")
RELATIVE = re.compile(
    rf"\b(?:[Ss]ub)?(?:section|paragraph|division)s?\s+(?P<pins>(?:{PIN})+|[A-Z](?:\.\d{{1,2}}(?:\.[a-z]\b)?)?(?=[\s,.;:)]|$))"
    r"(?:\s+of\s+this\s+(?P<unit>section|article|chapter|policy|rule))?"
)
PIN_PART = re.compile(r"[0-9A-Za-z]+(?:\.\d+(?=\)))?")

# --- terms that documents introduce ----------------------------------------------------------------------------------

QUOTED_TERM = r"[“\"](?P<{name}>[^”\"\n]{{2,60}})[”\"]"
DEFINED_TERM = re.compile(
    r"(?:\bthe\s+term\s+|\b[Aa]n?\s+)?"
    + QUOTED_TERM.format(name="term")
    + r"(?:\s*(?:,|or|and)\s+(?:or\s+)?"
    + QUOTED_TERM.format(name="also")
    + r")?\s*(?::|,?\s*(?:(?:as\s+used\s+[^,]{2,40},\s*)?(?:shall\s+)?(?:is|are|means?|mean|includes?|refers?\s+to|has\s+the\s+meaning)\b))"
)
PLAIN_DEFINITION = re.compile(r"^(?P<term>[A-Z][\w’'-]*(?:\s+[\w’'-]+){0,5}?)\s+(?:means|shall mean|is defined as|refers to)\b")
ABBREVIATION = re.compile(
    r"(?P<words>(?:[A-Za-z][\w’'-]*[\s/&-]+){1,9}?[A-Za-z][\w’'-]*)\s*\(\s*(?:the\s+)?[“\"]?(?P<short>[A-Z][A-Za-z]{0,3}[A-Z]s?|[A-Z]{2,8}s?)[”\"]?\s*\)"
)
HEREAFTER = re.compile(r"(?P<words>(?:[A-Z][\w’'-]*\s+){1,6})\((?:hereafter|hereinafter|the)\s*,?\s*(?:the\s+)?[“\"](?P<short>[^”\"]{2,40})[”\"]\)")

# --- dates and numbers -----------------------------------------------------------------------------------------------

SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*(?=\s+[“\"(\[]?[A-Z0-9§•]|\s*$)")
ABBREVIATED = re.compile(r"(?:\b(?:Sec|Ann|Art|Ch|No|Nos|Inc|Co|Dr|Mr|Mrs|Ms|St|vs|v|cf|e\.g|i\.e|U\.S|a\.m|p\.m|approx|para|al|etc)|\b[A-Z]|^\s*\d{1,3})\.$")
