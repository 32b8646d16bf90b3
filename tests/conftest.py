"""What all tests share: the flag that writes golden files anew, no network beyond this machine, the shipped index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_socket import socket_allow_hosts

from assistant.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant.pipeline import Assistant

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the golden files anew; review them in the diff")


def pytest_runtest_setup() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


class Golden:
    """Compares a text with a file under `tests/golden`, or writes it there under `--regenerate`."""

    def __init__(self, write: bool) -> None:
        self.write = write

    def check(self, name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if self.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing; run pytest --regenerate and review it"
        assert path.read_text(encoding="utf-8") == text


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a small museum's rules, indexed."""
    from museum import CORPUS, DAY, FILES
    from small_corpus import indexed

    return indexed(tmp_path_factory.mktemp("museum"), CORPUS, FILES, DAY)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the shipped corpus with an index that fits it: the usual one where it is current, else one built here."""
    from assistant.errors import PinpointError
    from assistant.index import acquire

    folder = tmp_path_factory.mktemp("shipped")
    usual = Path(os.environ.get("PINPOINT_INDEX", ROOT / ".pinpoint" / "index"))
    settings = Settings(corpus=ROOT / "corpus", data=folder / "data", index=usual)
    try:
        with acquire(settings):
            return settings
    except PinpointError:
        return _built(ROOT / "corpus", folder)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a corpus of two short documents, indexed with the shipped model."""
    return _built(ROOT / "tests" / "corpora" / "tiny", tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def assistant(shipped: Settings) -> Assistant:
    """The assistant over the shipped corpus."""
    return _assistant(shipped)


@pytest.fixture(scope="session")
def small(tiny: Settings) -> Assistant:
    """The assistant over the corpus of two short documents."""
    return _assistant(tiny)


@pytest.fixture(scope="module")
def desktop() -> Iterator[Browser]:
    """The installed browser, open."""
    from browsing import FLAGS, chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def shipped_app(shipped: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served over the shipped corpus."""
    from browsing import served

    folder = tmp_path_factory.mktemp("app")
    env = {"PINPOINT_CORPUS": str(shipped.corpus), "PINPOINT_INDEX": str(shipped.index), "PINPOINT_DATA": str(folder)}
    with served(ROOT / "app.py", folder / "log", **env) as address:
        yield address


def _assistant(settings: Settings) -> Assistant:
    from assistant.pipeline import Assistant

    return Assistant.open(settings)


def _built(corpus: Path, folder: Path) -> Settings:
    from datetime import date

    from ingest.update import update

    settings = Settings(corpus=corpus, data=folder / "data", index=folder / "index")
    update(settings, date.today(), lambda what, done, total: None)
    return settings
