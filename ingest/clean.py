"""The one cleaning: a file's characters become the canonical text. After this nothing changes a character.

Printed numbering, indentation and blank lines stay, since the outline is read from them. Lines that were only broken to
fit a page width are joined; Markdown emphasis is dropped, its headings and list marks stay.
"""

from __future__ import annotations

import re
import unicodedata

from assistant import patterns as P
from ingest.marks import bullet_at, marker_at

INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
WIDE_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
PAGE_BREAK = re.compile(r"[\f\v\u2029]")
LINE_BREAK = re.compile(r"\r\n|\r|\u0085|\u2028")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---(?:\n|\Z)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
QUOTE_SIGN = re.compile(r"^(\s*)(?:>[ ]?)+")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
EMPHASIS = re.compile(
    r"""
    \*\*\* | \*\* | (?<!_)__(?!_) | `                        # ***, **, __ and code
    | (?<![\w*]) \* (?=[^\s*]) | (?<=[^\s*]) \* (?![\w*])    # *so*
    | (?<![\w_]) _ (?=[^\s_])  | (?<=[^\s_]) _ (?![\w_])     # _so_
    """,
    re.VERBOSE,
)
LATER_PINPOINT = re.compile(r";\s+\*\*(?=\([0-9A-Za-z]+\))")
NARROWEST, WIDEST = 40, 130  # columns between which a text can have been broken to a page width
NEARLY = 0.8  # a line this full may have been broken before a long word


def clean_text(raw: str) -> str:
    """The canonical text of a plain text file."""
    return _unwrap(_characters(raw))


def clean_markdown(raw: str) -> str:
    """The canonical text of a Markdown file: front matter, comments and emphasis dropped, structure kept."""
    text = COMMENT.sub("", FRONT_MATTER.sub("", _characters(raw)))
    lines = []
    for line in text.split("\n"):
        line = QUOTE_SIGN.sub(r"\1", line)
        indent = line[: len(line) - len(line.lstrip())]
        body = LATER_PINPOINT.sub(f";\n{indent}  - **", line[len(indent) :])
        mark = re.match(r"[*_]\s+", body)
        if P.UNDERLINE.match(body):
            lines.append(indent + body)
        else:
            lines.append(indent + ("- " if mark else "") + _plain(body[mark.end() :] if mark else body))
    return _unwrap("\n".join(line.rstrip() for line in lines).strip("\n") + "\n")


def _plain(words: str) -> str:
    """Words without emphasis; an escaped sign is the sign itself."""
    parts = ESCAPED.split(words)
    plain = "\x00".join(parts[::2])
    signs = iter(parts[1::2])
    return re.sub("\x00", lambda _: next(signs), EMPHASIS.sub("", plain))


def _characters(raw: str) -> str:
    """Composed characters, plain spaces and line ends, tabs to columns of four; nothing that cannot be seen."""
    text = PAGE_BREAK.sub("\n\n", LINE_BREAK.sub("\n", unicodedata.normalize("NFC", raw)))
    text = WIDE_SPACES.sub(" ", INVISIBLE.sub("", text))
    return "\n".join(line.expandtabs(4).rstrip() for line in text.split("\n")).strip("\n") + "\n"


# --- lines broken to a page width ------------------------------------------------------------------------------------


def _unwrap(text: str) -> str:
    """Lines broken at a page width joined again, and a marker that stands alone joined to its words."""
    lines = text.split("\n")
    width = _width(lines)
    seen = _labels(lines) if width else frozenset()
    joined: list[str] = []
    broken = ""  # the last line as the file had it
    for line in lines:
        if joined and (_fills(broken, line) or (width and _continues(broken, line, width, seen))):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
        broken = line
    return "\n".join(joined)


def _width(lines: list[str]) -> int:
    """The width at which a text was broken, 0 if it was not.

    It was where full lines are followed by lines that begin within a sentence.
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return 0
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if not NARROWEST <= width <= WIDEST:
        return 0
    for before, line in zip(lines, lines[1:], strict=False):
        word = line.strip().split(" ")[0]
        if len(before) > width * NEARLY and word[:1].islower() and before[-1] not in ".;:!?" and not starts_something(line):
            return width
    return 0


def _labels(lines: list[str]) -> frozenset[tuple[str, str]]:
    """Each (wrapping, label) with which a line of the text begins."""
    found = set()
    for line in lines:
        stripped = line.strip()
        marker, _ = marker_at(stripped, 0, len(stripped))
        if marker:
            found.add((marker.styles[-1], marker.labels[-1]))
    return frozenset(found)


def _fills(before: str, line: str) -> bool:
    """Whether `line` is the text of a marker that stands alone on the line before."""
    stripped = before.strip()
    bullet, at = bullet_at(stripped + " x", 0, len(stripped) + 2)
    marker, own = marker_at(stripped, at if bullet else 0, len(stripped))
    return bool(line.strip()) and marker is not None and own >= len(stripped) and not starts_something(line)


def _continues(before: str, line: str, width: int, seen: frozenset[tuple[str, str]]) -> bool:
    """Whether `line` is the rest of the sentence that `before` was broken in."""
    stripped = before.strip()
    word = line.strip().split(" ")[0]
    if not stripped or not word:
        return False
    if P.MARKDOWN_HEADING.match(stripped) or P.UNDERLINE.match(before) or P.TABLE_ROW.search(stripped):
        return False
    full = len(before) + 1 + len(word) > width
    unfinished = stripped[-1] not in ".;:!?—–"
    if starts_something(line):
        return full and unfinished and _is_no_marker(stripped, line.strip(), seen)
    if stripped.isupper() and not starts_something(before):
        return line.strip().isupper() and len(before) + 1 + len(word) > width * NEARLY
    if full:
        return True
    if not unfinished:
        return False
    indent, indent_before = len(line) - len(line.lstrip()), len(before) - len(before.lstrip())
    near = len(before) + 1 + len(word) > width * NEARLY
    return near or word[0].islower() or (indent > indent_before and starts_something(before))


def _is_no_marker(before: str, line: str, seen: frozenset[tuple[str, str]]) -> bool:
    """Whether what looks like a marker goes on the sentence before: "in subsection / (a)", "at least / 10. The"."""
    marker, _ = marker_at(line, 0, len(line))
    if marker is None:
        return bool(P.NUMBERED_HEADING.match(line)) and bool(P.REFERRING.search(before))
    if P.REFERRING.search(before):
        return True
    label, style = marker.labels[0], marker.styles[0]
    if style not in (".", "1.1") or not label[0].isdigit():
        return False
    head, _, last = label.rpartition(".")
    previous = f"{head}.{int(last) - 1}" if head else str(int(last) - 1)
    return int(last) > 1 and (style, previous) not in seen and not (head and (".", head) in seen)


def starts_something(line: str) -> bool:
    """Whether a line begins with a marker, a bullet or a Markdown heading, or is a table row or underline."""
    stripped = line.strip()
    if P.MARKDOWN_HEADING.match(stripped) or P.UNDERLINE.match(stripped) or P.TABLE_ROW.search(stripped):
        return True
    if P.BULLET.match(stripped) or marker_at(stripped, 0, len(stripped))[0]:
        return True
    heading = P.NUMBERED_HEADING.match(stripped)
    return bool(heading and heading.group("stop"))
