"""What names its subject without settling it: a provision that hands it on, law that no longer stands or may not."""

from __future__ import annotations

import re

from assistant import clauses
from assistant.drafting import Piece
from assistant.passages import Passage
from assistant.query import Query
from assistant.records import Provision
from assistant.retrieval import Retrieval
from assistant.sentences import sentences
from assistant.words import content

HANDS_ON = re.compile(
    r"\b(?:in accordance with|as (?:defined|described|set (?:out|forth)|provided|stated) (?:in|by)|pursuant to|according to|"
    r"under|per|see|attached|refer to|found in|governed by)\b[^.]*$",
    re.IGNORECASE,
)
DESCRIBES = re.compile(
    r"\b(?:description|designation|statement|account|list|specification|explanation|outline)\s+(?:of|that)\b|\bmust\s+(?:describe|specify|state|"
    r"set\s+out|list|include)\b|\bshall\s+(?:describe|specify|state|set\s+out|list)\b",
    re.IGNORECASE,
)
DESCRIBED = re.compile(r"\b(?:description|designation|statement|account|specification)\s+(?:of|that)\b")
DEALS_WITH = re.compile(
    r"\b(?P<paper>policy|policies|rules|contract|agreement|plan|procedures|regulations|bylaws|handbook|manual)\b[^.;:]*"
    r"\b(?:deals?\s+with|cover|covers|address|addresses|treat|treats|speaks?\s+to)\b[^.;]*:\s*$",
    re.IGNORECASE,
)
ORDERS = re.compile(r"\W*(?:that\b|shall\b|must\b|will\b|may\s+not\b)", re.IGNORECASE)
ABOUT_THE_PAPER = re.compile(
    r"\b(?:describ|includ|contain|spell|requir|provis|list|term|cover|address|topic|subject|particular|claus|section|draft"
    r"|instrument|settl|specif|bound)\w*|\b(?:lay|lays|laid|set|sets|sort|sorts|write|written)\s+(?:\w+\s+)?(?:out|forth|down)\b"
    r"|\bthe\s+paper\b|\bneeds?\s+to\s+name\b|\b(?:anything|something)\s+that\s+says\b",
    re.IGNORECASE,
)


def hands_on(piece: Piece, retrieval: Retrieval) -> bool:
    """Whether what is quoted names its subject and hands it on: to a placeholder, or to a paper that must describe it."""
    held, provision = retrieval.held, piece.provision
    text = held.index.store.text(provision.document, provision.version)
    for start, end in provision.placeholders:
        if piece.start <= start < piece.end:
            sentence = next(
                ((s, e) for s, e in sentences(text, provision.start, provision.end) if s <= start < e), (piece.start, end)
            )
            if HANDS_ON.search(text[sentence[0] : start]):
                return True
    return delegates(provision, retrieval) != ""


def delegates(provision: Provision, retrieval: Retrieval) -> str:
    """The paper that a provision only requires to speak of its subject, unless the question is about that paper; else ""."""
    passage = retrieval.held.passage(retrieval.held.position[provision.id])
    paper = "" if ORDERS.match(passage.own) else _paper(passage)
    head = content(re.split(r"\s(?:for|of|on|with|between|to)\s", paper)[0])[-1:]
    return "" if not head or _about(head[0], retrieval.query) else paper


def _paper(passage: Passage) -> str:
    """What a passage's lead-in says must describe the passage's own words, or deal with them; "" for nothing of the kind."""
    lead = passage.lead_in
    dealt = DEALS_WITH.search(lead)
    if dealt is not None:
        return f"the {dealt['paper']}"
    if not DESCRIBES.search(lead) or re.search(r"\b(?:shall|must)\s*:?$", lead) or not DESCRIBED.search(passage.whole):
        return ""
    return clauses.clauses(sentences_of(lead)[0])[0].bearer


def _about(paper: str, query: Query) -> bool:
    """Whether a question is about what a paper says, not about the subject itself; `paper` is the stem of its name."""
    named = {word for word, stems in query.word_stems.items() for stem in stems if paper in _means(stem, query)}
    return any(not word.endswith("ing") for word in named) or bool(ABOUT_THE_PAPER.search(query.text))


def _means(stem: str, query: Query) -> set[str]:
    return {stem, *(other for other, _ in query.expansions.get(stem, ()))}


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, at least one."""
    return tuple(text[s:e] for s, e in sentences(text)) or (text,)


def doubtful(provision: Provision, retrieval: Retrieval) -> bool:
    """Whether a provision's text is superseded, or one of which it is not known whether it stands: that is in doubt, or no
    day is known for it and another text of the document may stand instead."""
    held = retrieval.held
    version, state = held.version(provision), held.state(provision, retrieval.day)
    several = len(held.places.documents[provision.document].versions) > 1
    return state == "superseded" or bool(version and state == "unknown" and (version.current == "unknown" or several))
