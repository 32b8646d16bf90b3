"""Settings from an environment and a `.env` file."""

from pathlib import Path

import pytest

from assistant.errors import SettingError
from assistant.settings import Settings, load, read_env_file


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings().corpus == Path("corpus")


def test_values_have_the_type_of_their_default() -> None:
    settings = Settings.from_env({"PINPOINT_CORPUS": "/town", "PINPOINT_EMBEDDER": "some/model", "HOME": "/root"})
    assert (settings.corpus, settings.embedder) == (Path("/town"), "some/model")


def test_an_empty_value_is_no_value() -> None:
    assert Settings.from_env({"PINPOINT_INDEX": ""}).index == Settings().index


def test_an_unknown_name_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(SettingError, match="PINPOINT_CORPSE: no such setting; the settings are PINPOINT_CORPUS, "):
        Settings.from_env({"PINPOINT_CORPSE": "x"})


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# ours\nexport PINPOINT_DATA='kept here'\n\nPINPOINT_CORPUS=town\nOTHER=1\n")
    settings = load({"PINPOINT_CORPUS": "city"}, tmp_path)
    assert (settings.data, settings.corpus) == (Path("kept here"), Path("city"))


def test_a_line_of_the_file_that_sets_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PINPOINT_DATA=x\nPINPOINT_CORPUS town\n")
    with pytest.raises(SettingError, match=r"\.env:2: not a NAME=value line"):
        load({}, tmp_path)


def test_no_file_sets_nothing(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == {}
