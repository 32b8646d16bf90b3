"""A quiz as an Anki deck: a card an item, the question before, the answer with what it rests on behind."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from html import escape
from pathlib import Path

from assistant.items import Item, Quiz
from assistant.quiz_text import lettered, rights

MODEL = 1_704_931_276  # any fixed number: the same kind of note each time
FIELDS = ("Question", "Choices", "Answer", "Explanation", "Label", "Source")
FRONT = '<div class="stem">{{Question}}</div><div class="choices">{{Choices}}</div>'
BACK = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div><blockquote>{{Explanation}}</blockquote>'
    '<div class="source">{{Source}}</div>'
)
CSS = (
    ".card { font: 20px/1.4 serif; text-align: left; max-width: 40em; margin: 0 auto; }"
    " .source { font: 14px sans-serif; } .answer { font-weight: bold; }"
)
SINCE = (1980, 1, 1, 0, 0, 0)
STAMP = 1_600_000_000.0  # of the deck: the same quiz is the same file


def deck(quiz: Quiz) -> bytes:
    """The deck as an .apkg file."""
    import genanki

    model = genanki.Model(
        MODEL, "Pinpoint item", fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": FRONT, "afmt": BACK}], css=CSS,
    )  # fmt: skip
    made = genanki.Deck(_number(quiz.title), quiz.title)
    for item in quiz.items:
        made.add_note(genanki.Note(model=model, fields=_fields(item), guid=_guid(item)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(made).write_to_file(str(path), timestamp=STAMP)
        return _same(path.read_bytes())


def _fields(item: Item) -> list[str]:
    choices = [f"{letter}. {text}" for letter, text in lettered(item)]
    choices += [pair.left for pair in item.pairs] + [f"– {right}" for right in rights(item)]
    told = [f"{label}: {words}" for label, words in item.explanation]
    told += [item.remark] if item.remark else []
    parts = ([item.stem], choices, list(item.right), told, [item.key.label], [item.key.source])
    return [_html("\n".join(part)) for part in parts]


def _html(words: str) -> str:
    return escape(words, quote=False).replace("\n", "<br>")


def _guid(item: Item) -> str:
    """What tells a card from another: an item that was changed is a new card, and one made again the same."""
    return hashlib.sha256(repr(item).encode("utf-8", errors="replace")).hexdigest()[:20]


def _number(title: str) -> int:
    """A number for a deck that its title decides."""
    return (1 << 30) + int(hashlib.sha256(title.encode("utf-8")).hexdigest()[:7], 16)


def _same(package: bytes) -> bytes:
    """The package with no time of its making in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, SINCE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return made.getvalue()
