"""The README says what there is."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from house import README, ROOT, listed, modules

from assistant.settings import PREFIX, Settings
from ingest.corpus import KEYS


def test_the_module_table_lists_every_module_once() -> None:
    assert sorted(listed()) == sorted(modules())


@pytest.mark.parametrize("entry", fields(Settings), ids=lambda entry: entry.name)
def test_the_settings_table_gives_each_setting_with_default_and_meaning(entry: object) -> None:
    name, default, about = entry.name, str(entry.default), entry.metadata["about"]  # type: ignore[attr-defined]
    assert f"| `{PREFIX}{name.upper()}` | {f'`{default}`' if default else '(empty)'} | {about} |" in README


def test_the_settings_table_gives_no_other_setting() -> None:
    named = set(re.findall(rf"\| `{PREFIX}(\w+)`", README))
    assert named == {entry.name.upper() for entry in fields(Settings)}


@pytest.mark.parametrize(("section", "title"), [("document", "[[document]]"), ("citation", "[[citation]]")])
def test_every_key_of_a_corpus_file_is_explained_in_its_section(section: str, title: str) -> None:
    rows = README.split(f"| **`{title}`**")[1].split("| **")[0]
    assert KEYS[section] - {"version"} == set(re.findall(r"`(\w+)`(?=[^|]*\|[^|]*\|$)", firsts(rows), re.MULTILINE))


def test_every_key_of_a_version_is_explained() -> None:
    rows = README.split("| **`[[document.version]]`**")[1].split("\n\n")[0]
    assert KEYS["version"] == set(re.findall(r"`(\w+)`(?=[^|]*\|[^|]*\|$)", firsts(rows), re.MULTILINE))


def test_what_the_readme_points_to_is_there() -> None:
    for path in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (ROOT / path).is_file(), path


def firsts(rows: str) -> str:
    """The first cells of table rows, each as a row of its own."""
    return "\n".join(f"{row.split('|')[1]}| |" for row in rows.splitlines() if row.startswith("| `"))
