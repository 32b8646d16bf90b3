"""Which lines are headings, by capitals, title case, numbers, dashes or Markdown, and which are the document's title."""

from __future__ import annotations

import re

from assistant import patterns as P
from ingest.marks import Line, Marker, marker_at

SMALL = frozenset((
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "per", "the", "to",
    "upon", "via", "vs", "with", "within", "without",
))  # fmt: skip
SENTENCE_STOPS = (".", ";", ",", "!", "?")
NOT_A_TITLE = (*SENTENCE_STOPS, ":")


def short(words: str, most: int = 14) -> bool:
    return 0 < len(words.split()) <= most and len(words) <= 110


def is_title_case(words: str) -> bool:
    """Whether every word that carries meaning begins with a capital or a digit."""
    tokens = re.findall(r"[^\W_][\w’'&/.-]*", words)
    heavy = [t for t in tokens if t.lower() not in SMALL]
    return bool(heavy) and tokens[0][0].isupper() and all(t[0].isupper() or t[0].isdigit() for t in heavy)


def is_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters) and not words.startswith(("[", "“", '"', "("))


def heading_style(words: str, before: str, after: str, blank: bool, close: bool) -> str:
    """The style by which an unnumbered line is a heading ("caps", "dash", "title", "colon"), or "".

    `before` and `after` are the neighbouring lines, `blank` and `close` whether a blank line stands before, none after.
    """
    if not short(words):
        return ""
    if is_capitals(words) and not words.endswith((".", ";", ",")):
        return "caps"
    body = words.rstrip(" —–:-")
    if words.endswith(("—", "–")) and is_title_case(body):
        return "dash"
    if not short(words, 10) or words.endswith(SENTENCE_STOPS) or not is_title_case(body) or P.PLACEHOLDER.search(words):
        return ""
    if before.endswith(":") and not blank:
        return ""
    if words.endswith(":"):
        return "colon" if blank and len(words.split()) <= 6 else ""
    follows = bool(after) and (len(after) > len(words) or not short(after, 10) or after.endswith((".", ":")))
    free = blank or close or not before or before.endswith((".", ";", ":", "—", "–", "”", ")"))
    return "title" if follows and free else ""


def is_numbered_title(marker: Marker, words: str, after: str) -> bool:
    """Whether an item is a numbered heading: short, titled, and with text of another kind below."""
    style, label = marker.styles[-1], marker.labels[-1]
    if len(marker.labels) > 1 or style not in ("1.1", ".") or not short(words, 9) or words.endswith(NOT_A_TITLE):
        return False
    if is_capitals(words):
        return True
    following, _ = marker_at(after, 0, len(after))
    if following is not None and following.styles[0] == "1.1" and following.labels[0].startswith(f"{label}."):
        return words[0].isupper()
    if not is_title_case(words) or not after:
        return False
    if following is None:
        return bool(len(after) > len(words) or after.endswith((".", ":")) or P.BULLET.match(after))
    return following.styles[0] != style


def numbered_heading(text: str, at: int, end: int, blank: bool) -> list[Line]:
    """A heading with a worded number ("Section 2. Title. Text ..."), split from the text that runs on in its line."""
    words = text[at:end]
    match = P.NUMBERED_HEADING.match(words)
    if match is None:
        plain = P.PLAIN_NUMBER.match(words)
        if plain and is_capitals(words[plain.end() :]) and short(words):
            return [heading(text, at, at + plain.end(), end, ".1", blank, number=plain.group("number"))]
        return []
    rest, word = match.group("rest"), _word(match)
    if not match.group("stop") and rest and not rest[0].isupper():
        return []
    rest_at = at + match.start("rest")
    stop = re.search(r"[.—–:](?=\s|$)|\s-\s", rest)
    title = rest[: stop.start()] if stop else rest
    titled = short(title, 12) and (is_title_case(title) or is_capitals(title) or stop or not match.group("stop"))
    if rest and not (titled and not title.endswith((";", ","))):
        if not match.group("stop"):
            return []
        title, stop = "", None
        body_at = rest_at
    else:
        body_at = rest_at + (stop.end() if stop else len(rest))
    body_at += len(text[body_at:end]) - len(text[body_at:end].lstrip(" -—–.:"))
    head = Line(
        kind="heading", mark=at, start=rest_at if title else at,
        end=rest_at + len(title) if title else at + match.end("number"), stop=body_at, indent=0,
        style=f"word-{word}", number=match.group("number"), word=word, blank_before=blank,
    )  # fmt: skip
    if body_at >= end:
        return [head]
    marker, own = marker_at(text, body_at, end)
    if marker and own < end:
        return [head, Line(kind="item", mark=body_at, start=own, end=end, stop=end, indent=1, marker=marker)]
    return [head, Line(kind="paragraph", mark=body_at, start=body_at, end=end, stop=end, indent=0)]


def heading(text: str, mark: int, start: int, stop: int, style: str, blank: bool, number: str = "") -> Line:
    """The heading printed at `mark` to `stop` whose words begin at `start`; a number before its words is read off."""
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    words = text[start:stop].strip()
    word = ""
    if not number and style.startswith(("md", "underline", "caps")) and (match := P.NUMBERED_HEADING.match(words)):
        number, word = match.group("number"), _word(match)
        start += match.start("rest") if match.group("rest").strip() else 0
    elif not number and style.startswith(("md", "underline")):
        marker, own = marker_at(text, start, start + len(words))
        if marker and len(marker.labels) == 1 and marker.styles[0] in ("1.1", ".") and own < start + len(words):
            number, start = marker.labels[0], own
    words = text[start:stop]
    end = start + (len(words.rstrip(" .—–:" if word else " —–:")) or len(words.rstrip()))
    return Line(
        kind="heading", mark=mark, start=start, end=end, stop=stop, indent=0, style=style, number=number, word=word,
        blank_before=blank,
    )  # fmt: skip


def _word(match: re.Match[str]) -> str:
    word = (match.group("word") or match.group("sign")).rstrip(".").lower()
    return "section" if word == "sec" else word


def with_front_matter(found: tuple[Line, ...], text: str, title: str) -> tuple[Line, ...]:
    """The lines with those before the first real heading as "title": the document's title and what is printed around it.

    Of a run of title-like lines at the very start only the last, or one whose style comes again with others between,
    opens the body; numbered headings always do.
    """
    run = 0
    while run < len(found) and (found[run].kind == "heading" or _title_like(found[run], text)):
        run += 1
    if not run:
        return found
    later = {line.style for line in found[run:] if line.kind == "heading"}
    own, front = _plain(title), 0
    for at, line in enumerate(found[:run]):
        words = _plain(text[line.start : line.end])
        is_title = at == 0 and bool(words) and (f" {words} " in f" {own} " or f" {own} " in f" {words} ")
        last, lone = at == run - 1, line.style not in later
        marked = line.style.startswith(("md", "underline"))
        if not is_title and (line.number or (marked and (at > 0 or any(line.style == o.style for o in found[1:])))):
            break
        if is_title or not last or (lone and later):
            front = at + 1
    return (*(_as_title(line) for line in found[:front]), *found[front:])


def _as_title(line: Line) -> Line:
    return Line(
        kind="title", mark=line.mark, start=line.start, end=line.end, stop=line.stop, indent=0, style=line.style,
        number=line.number, word=line.word,
    )  # fmt: skip


def _title_like(line: Line, text: str) -> bool:
    words = text[line.start : line.end]
    return line.kind == "paragraph" and short(words, 10) and is_title_case(words) and not words.endswith(NOT_A_TITLE)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
