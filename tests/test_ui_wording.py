"""The fixed words of the screen."""

import tomllib

import pytest

from assistant.errors import DataError
from ui.wording import PLACEHOLDERS, SCREEN, Wording, parse, wording

SHIPPED = SCREEN.read_text(encoding="utf-8")


def test_the_shipped_words_are_complete_and_their_placeholders_fill() -> None:
    words = wording()
    assert words.footer == "Not legal advice. Emergencies: dispatch."
    for key, names in PLACEHOLDERS.items():
        assert "$" not in words.fill(getattr(words, key), **dict.fromkeys(names, "x"))


def test_every_fixed_text_is_used_by_a_page() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in SCREEN.parent.parent.glob("ui/*.py"))
    sources += (SCREEN.parent.parent / "app.py").read_text(encoding="utf-8").replace("wording().", "words.")
    unused = [
        name
        for name in Wording.__dataclass_fields__
        if f"words.{name}" not in sources and f"wording().{name}" not in sources
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "Pinpoint"\n', "", "missing text.name"),
        ('name = "Pinpoint"', 'name = "Pinpoint"\nnane = "x"', "unknown text.nane"),
        ('name = "Pinpoint"', 'name = " "', "text.name: must be a text"),
        ('name = "Pinpoint"', 'name = "$who"', "text.name: must hold the placeholders (none)"),
        ('name = "Pinpoint"', 'name = "5 $ "', "text.name: has a $ that is no placeholder"),
        ("for: $words", "for: words", "text.searched_for: must hold the placeholders words"),
        ('"in force" = "in force"\n', "", "missing states.in force"),
        ("[states]", '[extra]\na = "b"\n[states]', "unknown [extra]"),
        ("[text]", "[text", "not valid TOML"),
    ],
)
def test_a_faulty_file_is_refused_naming_the_key(old: str, new: str, fault: str) -> None:
    assert old in SHIPPED
    with pytest.raises(DataError, match="words.toml: ") as refused:
        parse(SHIPPED.replace(old, new), "words.toml")
    assert fault in str(refused.value)
    assert "\n" not in str(refused.value)


def test_one_error_names_every_fault() -> None:
    data = tomllib.loads(SHIPPED)
    with pytest.raises(DataError) as refused:
        parse("", "words.toml")
    for table, entries in data.items():
        assert all(f"missing {table}.{key}" in str(refused.value) for key in entries)
