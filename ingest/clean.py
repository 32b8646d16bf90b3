"""The one cleaning: a file's characters become the canonical text. After this nothing changes a character.

Printed numbering, indentation and blank lines stay, since the outline is read from them. Lines that were only broken to
fit a page width are joined; Markdown emphasis is dropped, its headings and list marks stay.
"""

from __future__ import annotations

import re
import unicodedata

from assistant import patterns as P

INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f]")
WIDE_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|`|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_]))")
LATER_PINPOINT = re.compile(r";\s+\*\*(?=\([0-9A-Za-z]+\))")
UNWRAP_BELOW = 130


def clean_text(raw: str) -> str:
    """The canonical text of a plain text file."""
    return _unwrap(_characters(raw))


def clean_markdown(raw: str) -> str:
    """The canonical text of a Markdown file: front matter, comments and emphasis dropped, structure kept."""
    text = COMMENT.sub("", FRONT_MATTER.sub("", _characters(raw)))
    lines = []
    for line in text.split("\n"):
        indent = re.match(r"\s*", line).group()  # type: ignore[union-attr]
        body = LATER_PINPOINT.sub(f";\n{indent}  - **", line[len(indent) :])
        mark = re.match(r"[*_]\s+", body)
        lines.append(indent + ("- " + EMPHASIS.sub("", body[mark.end() :]) if mark else EMPHASIS.sub("", body)))
    return _unwrap("\n".join(lines))


def _characters(raw: str) -> str:
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = WIDE_SPACES.sub(" ", INVISIBLE.sub("", text))
    return "\n".join(line.expandtabs(4).rstrip() for line in text.split("\n")).strip("\n") + "\n"


def _unwrap(text: str) -> str:
    """Lines broken at a page width joined again: a line goes on where the one before it ran near the width."""
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return text
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if width > UNWRAP_BELOW or width < 40:
        return text
    joined: list[str] = []
    broken = ""  # the last line as the file had it
    for line in lines:
        if joined and _continues(broken, line, width):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
        broken = line
    return "\n".join(joined)


def _continues(before: str, line: str, width: int) -> bool:
    """Whether `line` is the rest of the sentence that `before` was broken in."""
    word = line.strip().split(" ")[0]
    if not before.strip() or not word or starts_something(line):
        return False
    if P.MARKDOWN_HEADING.match(before.strip()) or P.UNDERLINE.match(before) or before.strip().startswith("|"):
        return False
    stripped = before.strip()
    if stripped.isupper() and not starts_something(before):
        return line.strip().isupper() and len(before) + 1 + len(word) > width * 0.8
    if len(before) + 1 + len(word) > width * 0.8:
        return True
    indent, indent_before = len(line) - len(line.lstrip()), len(before) - len(before.lstrip())
    unfinished = stripped[-1] not in ".;:!?—–"
    return unfinished and (word[0].islower() or (indent > indent_before and starts_something(before)))


def starts_something(line: str) -> bool:
    """Whether a line begins with a marker, a bullet or a Markdown heading, or is a table row or underline."""
    stripped = line.strip()
    if P.MARKDOWN_HEADING.match(stripped) or P.UNDERLINE.match(stripped) or stripped.startswith("|"):
        return True
    if P.BULLET.match(stripped) or P.WHOLE_PINPOINT.match(stripped) or P.DECIMAL.match(stripped):
        return True
    marker = P.MARKER.match(stripped)
    if marker and P.MARKER_GAP.match(stripped, marker.end()):
        return True
    heading = P.NUMBERED_HEADING.match(stripped)
    return bool(heading and heading.group("stop"))
